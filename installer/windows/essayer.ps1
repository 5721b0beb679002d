# Try CVDesk on a fresh machine: set it up, do the main job end to end, then say how to open the window.
. (Join-Path $PSScriptRoot 'preparer.ps1')

$uv = Get-Uv
# --inexact: what a developer added to the environment (the tests' tools) stays.
Install-Environnement $uv @('--no-dev', '--inexact')

& $uv run --no-sync cvdesk demo out/
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

Dire 'pour ouvrir la fenêtre, lancez .venv\Scripts\cvdesk.exe'
