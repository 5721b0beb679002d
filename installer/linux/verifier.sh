#!/usr/bin/env bash
# Check CVDesk on a fresh machine: set it up, then format, lint, types, layers and all the tests.
# shellcheck source-path=SCRIPTDIR source=preparer.sh
source "$(dirname "${BASH_SOURCE[0]}")/preparer.sh"

read -ra paquets <<<"$(paquets_de_la_fenetre)$(paquets_des_tests)"
installer_paquets "${paquets[@]}"
preparer_uv
preparer_environnement --group dev

"$uv" run --no-sync poe check
