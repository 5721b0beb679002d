"""Freeze a form revision: ``poe release-form forms/annuel/2027-1``.

Adds to ``forms/RELEASED`` the checksum of every file the revision is made of, in the format that
``sha256sum -c`` reads. What is listed there never changes again: a correction is a new revision.
"""

import hashlib
import sys
from pathlib import Path

from cvdesk.catalog.form_load import FormLoader
from cvdesk.domain.form import FormRef

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "forms"
LISTS = ROOT / "resources" / "listes"


def released(forms: Path) -> dict[str, str]:
    """Return the checksum of every released file, by its path within ``forms``."""
    register = forms / "RELEASED"
    lines = register.read_text(encoding="utf-8").splitlines() if register.exists() else []
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def release(revision: Path) -> tuple[str, ...]:
    """Add the files of a revision to the register, and return the names that were added.

    Raises:
        ValueError: When a file of the revision was released before, with another content.
    """
    forms = revision.parents[1]
    register = released(forms)
    added = {}
    ref = FormRef(revision.parent.name, revision.name)
    for file in FormLoader(forms, LISTS).files(ref):
        name = file.relative_to(forms).as_posix()
        if register.get(name, checksum(file)) != checksum(file):
            raise ValueError(f"{name} was released with another content: make a new revision")
        if name not in register:
            added[name] = checksum(file)
    with (forms / "RELEASED").open("a", encoding="utf-8") as lines:
        lines.writelines(f"{value}  {name}\n" for name, value in added.items())
    return tuple(added)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.writelines(f"{name}\n" for name in release(Path(argument).resolve()))
