"""The boxes of a portal as a plain text, to copy from in any program."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.app.portal import Box, Screen
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import NBSP, grouped
from cvdesk.domain.portail import Portail

NO_LIMIT = "limite non précisée"
NOTHING = "rien dans le dossier"


def measured(box: Box) -> str:
    """Return how long a text is, with and without spaces, against the limit that is known."""
    if not box.text:
        return NOTHING
    if box.chosen:
        return "à choisir dans la liste du portail"
    marks = "caractère" if box.length < 2 else "caractères"  # noqa: PLR2004 - the French plural
    told = f"{grouped(box.length)}{NBSP}{marks}"
    if box.length != box.length_without_spaces:
        told += f" ({grouped(box.length_without_spaces)} sans les espaces)"
    if box.limit is not None:
        told += f", limite {grouped(box.limit)}"
        if box.excess:
            told += f"{NBSP}: {grouped(box.excess)} de trop"
    elif box.guide is not None:
        told += f", {NO_LIMIT} (repère du formulaire{NBSP}: {grouped(box.guide)})"
    else:
        told += f", {NO_LIMIT}"
    return told


def dated(portail: Portail) -> str:
    """Return where a portal's description comes from, and of which day it is."""
    source = portail.source
    if source.checked_on is None:
        return f"D’après{NBSP}: {source.title}."
    return f"D’après{NBSP}: {source.title}, relu le {source.checked_on:%d/%m/%Y}."


def portal_text(facts: Facts, portail: Portail, found: tuple[Screen, ...]) -> str:
    """Return the whole copy sheet; each text stands alone between two lines, unaltered."""
    return "\n".join(_lines(facts, portail, found)) + "\n"


def _lines(facts: Facts, portail: Portail, found: tuple[Screen, ...]) -> Iterator[str]:
    yield f"À copier dans le portail{NBSP}: {portail.titre}"
    yield facts.shown("nom") or "Association à nommer"
    if facts.dossier.exemple:
        yield "Dossier d’exemple, fictif."
    yield dated(portail)
    for said in (portail.note, _doubt(portail.a_verifier)):
        if said:
            yield said
    for screen in found:
        yield ""
        yield f"=== {screen.title} ==="
        for said in (screen.note, _doubt(screen.doubt)):
            if said:
                yield said
        heading = ""
        for box in screen.boxes:
            if box.heading != heading:
                heading = box.heading
                if heading:
                    yield ""
                    yield f"--- {heading} ---"
            yield from _box(box)


def _box(box: Box) -> Iterator[str]:
    yield ""
    yield f"[{box.label}] {measured(box)}"
    for said in (box.help, _doubt(box.doubt)):
        if said:
            yield said
    if box.masked and box.text:
        yield f"{box.shown} (le numéro entier se copie depuis CVDesk)"
    elif box.text:
        yield box.text


def _doubt(said: str) -> str:
    return f"À vérifier dans le portail{NBSP}: {said}" if said else ""
