# Dot-sourced by essayer.ps1 and verifier.ps1: what a fresh Windows machine needs before CVDesk can run.
#
# Every step looks before it acts, so a second run says nothing and changes nothing. Whatever cannot be
# had ends the run with one French sentence that says what to do, and exit code 2.
# Kept in UTF-8 with a mark at its head: without it Windows PowerShell 5.1 misreads the accents.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Set-Location (Join-Path $PSScriptRoot '..\..')

# The certificates the system trusts: behind the proxy of a town hall, no others would do.
if (-not $env:UV_SYSTEM_CERTS) { $env:UV_SYSTEM_CERTS = 'true' }

function Dire([string] $Phrase) {
    Write-Host "CVDesk : $Phrase"
}

function Refuser([string] $Phrase) {
    [Console]::Error.WriteLine("CVDesk : $Phrase")
    exit 2
}

# Run a program without its output; true when it ends well. Windows puts a "python" on the path that only
# opens its store, so a name is asked to speak, not only to exist.
function Test-Programme([string] $Nom, [string[]] $Arguments) {
    if (-not (Get-Command $Nom -ErrorAction SilentlyContinue)) { return $false }
    # PowerShell 5.1 makes an exception of each line a program writes to its error stream.
    $ErrorActionPreference = 'Continue'
    & $Nom @Arguments *> $null
    return $LASTEXITCODE -eq 0
}

# Return the way to a working uv, fetched into the user's folder when the machine has none.
function Get-Uv {
    if (Test-Programme 'uv' @('--version')) { return 'uv' }
    $dossier = Join-Path $env:LOCALAPPDATA 'cvdesk\uv'
    $uv = Join-Path $dossier 'bin\uv.exe'
    if (Test-Programme $uv @('--version')) { return $uv }
    $python = @('py', 'python') | Where-Object { Test-Programme $_ @('-m', 'pip', '--version') } |
        Select-Object -First 1
    if (-not $python) {
        Refuser 'il manque Python à ce poste. Installez Python 3.13 depuis python.org, puis relancez cette commande.'
    }
    Dire 'téléchargement de uv, qui installe le reste (une seule fois).'
    & $python -m pip install --quiet --disable-pip-version-check --upgrade --target $dossier 'uv>=0.13,<1' |
        Out-Host
    if ($LASTEXITCODE -ne 0) {
        Refuser 'uv n’a pas pu être téléchargé. Vérifiez la connexion à Internet, puis relancez cette commande.'
    }
    return $uv
}

# Build .venv exactly from uv.lock; the arguments go to uv.
function Install-Environnement([string] $Uv, [string[]] $Arguments) {
    # Without the network first: nothing is downloaded when all is there, and nothing then needs a connection.
    if (Test-Programme $Uv (@('sync', '--locked', '--offline', '--quiet') + $Arguments)) { return }
    Dire 'téléchargement des bibliothèques de CVDesk (une seule fois, quelques minutes).'
    & $Uv sync --locked @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        Refuser ('les bibliothèques de CVDesk n’ont pas pu être installées. Il faut Python 3.11, 3.12 ou 3.13 ' +
            'et, la première fois, une connexion à Internet ; le détail est juste au-dessus.')
    }
}
