#!/usr/bin/env bash
# Try CVDesk on a fresh machine: set it up, do the main job end to end, then say how to open the window.
# shellcheck source-path=SCRIPTDIR source=preparer.sh
source "$(dirname "${BASH_SOURCE[0]}")/preparer.sh"

# The demonstration draws no window, so a user who may not install packages is told, not stopped.
read -ra paquets <<<"$(paquets_de_la_fenetre)"
if ((EUID == 0)) && command -v apt-get >/dev/null; then
  installer_paquets "${paquets[@]}"
  paquets=()
fi
preparer_uv
# --inexact: what a developer added to the environment (the tests' tools) stays.
preparer_environnement --no-dev --inexact

"$uv" run --no-sync cvdesk demo out/

((${#paquets[@]} == 0)) || dire "avant d’ouvrir la fenêtre, lancez « sudo apt-get install ${paquets[*]} »."
dire "pour ouvrir la fenêtre, lancez .venv/bin/cvdesk"
