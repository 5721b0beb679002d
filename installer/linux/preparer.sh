# Sourced by essayer.sh and verifier.sh: what a fresh Linux machine needs before CVDesk can run.
#
# Every step looks before it acts, so a second run says nothing and changes nothing. Whatever cannot be
# had ends the run with one French sentence that says what to do, and exit code 2.
# shellcheck shell=bash
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The certificates the system trusts: behind the proxy of a town hall, no others would do.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

dire() { printf 'CVDesk : %s\n' "$1"; }

refuser() {
  printf 'CVDesk : %s\n' "$1" >&2
  exit 2
}

# What Qt loads from the system to open a window, as file:package. Looked for by file: Debian renames
# packages (libglib2.0-0 became libglib2.0-0t64), never the files that programs load.
bibliotheques_de_la_fenetre=(
  libGL.so.1:libgl1
  libEGL.so.1:libegl1
  libdbus-1.so.3:libdbus-1-3
  libfontconfig.so.1:libfontconfig1
  libglib-2.0.so.0:libglib2.0-0
  libX11-xcb.so.1:libx11-xcb1
  libxkbcommon.so.0:libxkbcommon0
  libxkbcommon-x11.so.0:libxkbcommon-x11-0
  libxcb-cursor.so.0:libxcb-cursor0
  libxcb-icccm.so.4:libxcb-icccm4
  libxcb-image.so.0:libxcb-image0
  libxcb-keysyms.so.1:libxcb-keysyms1
  libxcb-randr.so.0:libxcb-randr0
  libxcb-render-util.so.0:libxcb-render-util0
  libxcb-shape.so.0:libxcb-shape0
  libxcb-util.so.1:libxcb-util1
  libxcb-xkb.so.1:libxcb-xkb1
)

# What the tests use to read our PDFs back with other people's eyes, as command:package.
outils_des_tests=(pdftotext:poppler-utils qpdf:qpdf)

paquets_de_la_fenetre() {
  local connues entree
  connues=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null) || true
  for entree in "${bibliotheques_de_la_fenetre[@]}"; do
    [[ $connues == *"${entree%%:*} "* ]] || printf '%s ' "${entree#*:}"
  done
}

paquets_des_tests() {
  local entree
  for entree in "${outils_des_tests[@]}"; do
    command -v "${entree%%:*}" >/dev/null || printf '%s ' "${entree#*:}"
  done
}

# Install Debian packages, named as arguments; nothing is done when there is none.
installer_paquets() {
  (($#)) || return 0
  command -v apt-get >/dev/null || refuser "il manque à ce poste l’équivalent des paquets Debian $*. \
Installez-les avec l’outil du système, puis relancez cette commande."
  ((EUID == 0)) || refuser "il manque des logiciels à ce poste. \
Lancez « sudo apt-get install $* », puis relancez cette commande."
  dire "installation de $* (une seule fois)."
  local compte_rendu
  # A list that cannot be refreshed (no network, one source down) may still hold what is wanted.
  compte_rendu=$(apt-get update -qq 2>&1) || true
  compte_rendu+=$(DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" 2>&1) \
    || refuser "le système n’a pas pu installer $*. Voici ce qu’il en dit :
$compte_rendu"
}

# uv asked to speak, not only to exist: a version manager leaves names on the path that lead nowhere.
uv_repond() { "$1" --version >/dev/null 2>&1; }

# Set `uv` to a working uv, fetched into the user's cache when the machine has none. pip's --target leaves
# the system's Python alone, so it is allowed where installing into it is not (PEP 668).
preparer_uv() {
  uv=uv
  uv_repond "$uv" && return
  local dossier=${XDG_CACHE_HOME:-~/.cache}/cvdesk/uv
  uv=$dossier/bin/uv
  uv_repond "$uv" && return
  python3 -m pip --version >/dev/null 2>&1 || installer_paquets python3 python3-pip
  dire "téléchargement de uv, qui installe le reste (une seule fois)."
  PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 \
    python3 -m pip install --quiet --upgrade --target "$dossier" 'uv>=0.13,<1' \
    || refuser "uv n’a pas pu être téléchargé. Vérifiez la connexion à Internet, puis relancez cette commande."
  uv_repond "$uv" || refuser "uv ne démarre pas sur ce poste. \
Installez-le en suivant docs.astral.sh/uv, puis relancez cette commande."
}

# The Python of the distribution first: it is built with all its optimisations, and runs a tenth faster
# than those that version managers compile. Somebody who chose another one is obeyed.
choisir_python() {
  local connu
  for connu in /usr/bin/python3.{13,12,11}; do
    [[ -x $connu ]] && export UV_PYTHON="${UV_PYTHON:-$connu}" && return
  done
  return 0
}

# Build .venv exactly from uv.lock; the arguments go to uv.
preparer_environnement() {
  choisir_python
  # Without the network first: nothing is downloaded when all is there, and nothing then needs a connection.
  "$uv" sync --locked --offline --quiet "$@" 2>/dev/null && return
  dire "téléchargement des bibliothèques de CVDesk (une seule fois, quelques minutes)."
  # Somebody who watches sees how far the download is; a file or a pipe is spared it.
  local discretion=()
  [[ -t 2 ]] || discretion=(--quiet)
  "$uv" sync --locked "${discretion[@]}" "$@" \
    || refuser "les bibliothèques de CVDesk n’ont pas pu être installées. Il faut Python 3.11, 3.12 ou 3.13 \
et, la première fois, une connexion à Internet ; le détail est juste au-dessus."
}
