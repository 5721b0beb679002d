"""Keep of Qt what CVDesk uses, found by following which file loads which."""

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

PLUGINS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",
    "styles/qmodernwindowsstyle.dll",
    "iconengines/qsvgicon.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
)
"""What Qt loads by name at run time, so that nothing else shows it is needed."""

TRANSLATION = "translations/qtbase_fr.qm"


@dataclass(frozen=True, slots=True)
class QtNotice:
    """What the LGPL asks to be told of the Qt libraries given with a program.

    Attributes:
        version: The version of Qt for Python, which is also Qt's.
        libraries: The files of Qt that are inside.
    """

    version: str
    libraries: tuple[str, ...]

    def text(self) -> str:
        """Return the notice, in French."""
        listed = "\n".join(f"  {name}" for name in self.libraries)
        return f"""CVDesk se sert de Qt et de Qt for Python, version {self.version}.

Ces bibliothèques sont distribuées sous la licence LGPL, version 3 (fichiers LGPL-3.txt et
GPL-3.txt, à côté de celui-ci). Elles sont données telles que leurs auteurs les publient.
Vous pouvez les remplacer par une version à vous, dans le dossier lib\\PySide6, et chercher comment
CVDesk s’en sert pour mettre au point vos modifications.

Leur code source, pour cette version, est publié par leurs auteurs :
  https://download.qt.io/official_releases/qt/
  https://download.qt.io/official_releases/QtForPython/

Fichiers de Qt présents ici :
{listed}
"""


def keep_what_is_used(folder: Path, sources: Path) -> QtNotice:
    """Remove from an unpacked PySide6 what no source imports, directly or through a library.

    Args:
        folder: The ``PySide6`` folder of a Windows installation.
        sources: The folder whose Python files say which modules of Qt are used.
    """
    roots = [folder / f"{module}.pyd" for module in sorted(modules_imported(sources))]
    roots += [folder / "plugins" / plugin for plugin in PLUGINS]
    kept = with_what_they_load(roots, folder)
    kept |= {folder / TRANSLATION, *folder.glob("*.py"), *(folder / "support").rglob("*.py")}
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        if file not in kept:
            file.unlink()
    for empty in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(empty.iterdir()):
            empty.rmdir()
    return QtNotice(
        version=version_of(folder),
        libraries=tuple(sorted(file.name for file in kept if file.name.startswith("Qt6"))),
    )


def modules_imported(sources: Path) -> set[str]:
    """Return the modules of Qt that the Python files of a folder import, such as ``QtWidgets``."""
    found: set[str] = set()
    for source in sources.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "PySide6":
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                found.add(str(node.module).split(".")[1])
    return found | {"QtCore"}


def with_what_they_load(roots: list[Path], folder: Path) -> set[Path]:
    """Return the files and, again and again, the libraries of ``folder`` that they load."""
    libraries = {file.name.casefold(): file for file in folder.glob("*.dll")}
    reached: set[Path] = set()
    waiting = list(roots)
    while waiting:
        file = waiting.pop()
        if file in reached:
            continue
        reached.add(file)
        waiting += [libraries[name] for name in names_loaded(file) if name in libraries]
    return reached


def names_loaded(file: Path) -> set[str]:
    """Return the names, in lower case, of the libraries a Windows program file asks for."""
    described = subprocess.run(
        ["x86_64-w64-mingw32-objdump", "-p", file], capture_output=True, text=True, check=True
    )
    return {
        line.split(":", 1)[1].strip().casefold()
        for line in described.stdout.splitlines()
        if line.strip().startswith("DLL Name:")
    }


def version_of(folder: Path) -> str:
    """Return the version of an unpacked PySide6, from the name of its record."""
    (record,) = folder.parent.glob("pyside6_essentials-*.dist-info")
    return record.name.removeprefix("pyside6_essentials-").removesuffix(".dist-info")
