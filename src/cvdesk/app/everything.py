"""Writing every file of a dossier in one folder, with a list of what each is for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cvdesk.app.sorties import Fichier, Sortie
from cvdesk.app.whole_file import not_written, write_whole
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import grouped
from cvdesk.errors import UserError

INDEX = "00-sommaire.txt"
_HEADING = "Ce que contient ce répertoire"
_UNFINISHED = (
    f"{_HEADING}\n\nL’enregistrement s’est arrêté avant la fin\u00a0: il manque des fichiers. "
    "Recommencez dans ce même répertoire.\n"
)
"""The list until every file is written: a folder left there is ours, and is filled again."""
_NUMBERED = re.compile(r"(\d\d)-")
_ELSEWHERE = {
    "02": "le bordereau des pièces va avec une demande de subvention.",
    "03": "la copie dans un portail va avec une demande de subvention.",
    "04": "les annexes à coller sont celles d’une convention pluriannuelle.",
    "05": "il y a une lettre par financeur à qui une demande s’adresse, et il n’y en a pas.",
    "06": "le tableur des budgets attend une demande dont l’année est choisie.",
    "07": "le formulaire officiel se remplit à part, avec l’exemplaire vierge que vous fournissez.",
}
"""Why no file has a number: numbers stay the same from one dossier to the next."""

Told = Callable[[int, int, str], bool]
"""Hears how many files are written, of how many, and the next one; returns whether to go on."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        names: The files, in order; the list itself is last.
        refused: What could not be made, each with why.
        absent: The numbers that no file has, each with why.
        whole: Whether nobody stopped it.
    """

    names: tuple[str, ...]
    refused: tuple[str, ...]
    absent: tuple[str, ...]
    whole: bool


def write_everything(
    facts: Facts, sorties: Sequence[Sortie], folder: Path, told: Told = lambda *_: True
) -> Written:
    """Write every output that is not optional in ``folder``, made if need be.

    A file that cannot be made (a character without glyph, a piece that is missing) is told in the
    list and does not keep the others from being written.

    Raises:
        UserError: If the folder cannot be written, or holds files of these names that are not ours.
    """
    plan = [(one, file) for one in sorties if not one.optional for file in one.files]
    _check(folder, [file.name for _, file in plan])
    write_whole(folder / INDEX, _UNFINISHED.encode())
    names: list[str] = []
    refused: list[str] = []
    entries: list[str] = []
    for rank, (sortie, file) in enumerate(plan):
        if not told(rank, len(plan), file.what):
            return Written(tuple(names), tuple(refused), (), whole=False)
        content = _made(file, refused)
        if content is None:
            continue
        write_whole(folder / file.name, content)
        names.append(file.name)
        entries.append(_entry(sortie, file, content))
    told(len(plan), len(plan), "le sommaire")
    absent = _absent([file.name for _, file in plan])
    text = _index(facts, entries, refused, absent)
    write_whole(folder / INDEX, text.encode())
    return Written((*names, INDEX), tuple(refused), absent, whole=True)


def _absent(names: Sequence[str]) -> tuple[str, ...]:
    used = {found[1] for name in names if (found := _NUMBERED.match(name))}
    return tuple(
        f"Pas de {number}\u00a0: {why}"
        for number, why in _ELSEWHERE.items()
        if used and min(used) < number < max(used) and number not in used
    )


def _check(folder: Path, names: Sequence[str]) -> None:
    """Make the folder; refuse to put files over others that CVDesk did not write there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from error
    index = folder / INDEX
    try:
        ours = index.is_file() and index.read_text("utf-8", errors="replace").startswith(_HEADING)
    except OSError as error:
        raise not_written(index, error) from error
    taken = [name for name in (*names, INDEX) if (folder / name).exists()]
    if taken and not ours:
        raise UserError(
            f"«\u00a0{folder.name}\u00a0» contient déjà «\u00a0{taken[0]}\u00a0»\u00a0: "
            "rien n’a été écrit.",
            remedy="Choisissez un répertoire vide, ou un répertoire que CVDesk a déjà rempli.",
        )


def _made(file: Fichier, refused: list[str]) -> bytes | None:
    try:
        return file.make()
    except UserError as refusal:
        refused.append(f"{file.name}\u00a0: {' '.join(str(refusal).split())}")
        return None


def _entry(sortie: Sortie, file: Fichier, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return (
        f"{file.name}\n  {sortie.title}\u00a0: {file.what}. {sortie.purpose}\n"
        f"  {grouped(len(content))} octets, SHA-256 {digest}"
    )


def _index(
    facts: Facts, entries: Sequence[str], refused: Sequence[str], absent: Sequence[str]
) -> str:
    lines = [_HEADING, "", facts.shown("nom") or "Association à nommer"]
    if facts.dossier.exemple:
        lines.append("Dossier d’exemple, fictif.")
    for entry in entries:
        lines += ["", entry]
    if absent:
        lines += ["", "Les numéros qui n’y sont pas", *absent]
    if refused:
        lines += ["", "Ce qui n’a pas pu être écrit", *refused]
    return "\n".join(lines) + "\n"
