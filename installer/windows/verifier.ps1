# Check CVDesk on a fresh machine: set it up, then format, lint, types, layers and all the tests.
. (Join-Path $PSScriptRoot 'preparer.ps1')

$uv = Get-Uv
Install-Environnement $uv @('--group', 'dev')

& $uv run --no-sync poe check
exit $LASTEXITCODE
