"""Reading the letters: ``resources/lettres/*.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cvdesk.app.lettres import VALUES
from cvdesk.catalog.lettre_schema import LettreFile
from cvdesk.catalog.yamltext import Fault, FileFaults, YamlText, read_yaml, validate
from cvdesk.domain.modele_lettre import PLACE, ModeleLettre, Paragraphe
from cvdesk.domain.wording import spaced


def load_lettres(folder: Path) -> tuple[ModeleLettre, ...]:
    """Read every letter of a folder, in the order of their names.

    Raises:
        FileFaults: If one has mistakes, or none is for every kind of funder.
    """
    modeles = tuple(load_lettre(path) for path in sorted(folder.glob("*.yaml")))
    if not any(not one.pour for one in modeles):
        said = "aucune lettre ne convient à tous les financeurs (sans «\u00a0pour\u00a0»)"
        raise FileFaults([Fault(folder.name, 1, said)])
    return modeles


def load_lettre(path: Path) -> ModeleLettre:
    """Read one letter.

    Raises:
        FileFaults: If the file has mistakes, all told at once, each with its line.
    """
    text = read_yaml(path)
    shape = validate(LettreFile, text)
    if faults := list(_faults(shape, text)):
        raise FileFaults(faults)
    return ModeleLettre(
        id=shape.lettre,
        titre=spaced(shape.titre),
        objet=spaced(shape.objet),
        salutation=spaced(shape.salutation),
        paragraphes=tuple(
            Paragraphe(spaced(one.texte), tuple(one.si)) for one in shape.paragraphes
        ),
        politesse=spaced(shape.politesse),
        pour=tuple(shape.pour),
    )


def _faults(shape: LettreFile, text: YamlText) -> Iterator[Fault]:
    for name in ("objet", "salutation", "politesse"):
        yield from _unknown(getattr(shape, name), text, (name,))
    for rank, one in enumerate(shape.paragraphes):
        where = ("paragraphes", rank)
        yield from _unknown(one.texte, text, (*where, "texte"))
        for at, name in enumerate(one.si):
            if name not in VALUES:
                said = f"aucune valeur «\u00a0{name}\u00a0»"
                yield text.fault((*where, "si", at), said)


def _unknown(said: str, text: YamlText, where: tuple[int | str, ...]) -> Iterator[Fault]:
    for name in PLACE.findall(said):
        if name not in VALUES:
            yield text.fault(where, f"aucune valeur «\u00a0{name}\u00a0»")
    rest = PLACE.sub("", said)
    if "{" in rest or "}" in rest:
        yield text.fault(where, "une accolade ne nomme aucune valeur")
