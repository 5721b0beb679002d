"""Every shipped contract: exact words stand at the lines given, and nothing is left dangling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any

import pytest

from cvdesk.domain.contrat_fiches import ActionLocale, IndicateurLocal, ObjectifLocal
from cvdesk.domain.contrat_parts import Enonce, Noeud, Provenance, Quartier, Variante
from tests.support.contrats import SHIPPED, folded, load_shipped, text_of


def pieces(value: Any) -> Iterator[Any]:
    """Walk every dataclass of a contract."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from pieces(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from pieces(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from pieces(item)


def quoted(name: str) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Give what claims to be the exact words of the text: what it is, the words, the lines."""
    for piece in pieces(load_shipped(name)):
        if getattr(piece, "source", None) is not Provenance.DIT:
            continue
        if isinstance(piece, Noeud):
            yield piece.id, piece.titre, piece.lignes
        elif isinstance(piece, Quartier):
            yield piece.id, piece.nom, piece.lignes
        elif isinstance(piece, Enonce):
            if piece.exact:
                yield "énoncé", piece.texte, piece.lignes
        elif isinstance(piece, Variante | ObjectifLocal | ActionLocale | IndicateurLocal):
            yield type(piece).__name__, piece.texte, piece.lignes


def stands(words: str, lines: tuple[str, ...], at: tuple[int, ...]) -> bool:
    """Tell whether the words start on one of the lines, or run from one place to the next given.

    A line given is the first of its place: words longer than the line go on below it.
    """
    there = [_from(lines, number, room=len(words)) for number in at if number < len(lines)]
    if any(words in place for place in there):
        return True
    return any(_cut(words, first, second) for first, second in pairwise(there))


def _from(lines: tuple[str, ...], number: int, *, room: int) -> str:
    """Give a line and ``room`` characters of what follows, as one run of text."""
    place = lines[number]
    enough = len(place) + room
    for line in lines[number + 1 :]:
        if len(place) >= enough:
            break
        # A hyphen that ends a word at the end of a line joins it to what follows.
        glued = place.endswith("-") and not place.endswith(" -")
        place += line if glued or not line else f" {line}"
    return place[:enough]


def _cut(words: str, first: str, second: str) -> bool:
    parts = words.split(" ")
    return any(
        " ".join(parts[:n]) in first and " ".join(parts[n:]) in second for n in range(1, len(parts))
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_exact_words_stand_at_their_lines(name: str) -> None:
    lines = text_of(name)
    lost = [
        f"{what}, lignes {list(at)} : {words}"
        for what, words, at in quoted(name)
        if not stands(folded(words), lines, at)
    ]
    assert lost == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_title_has_a_short_label_of_ours(name: str) -> None:
    unlabelled = [noeud.id for noeud in load_shipped(name).noeuds if not noeud.titre_court]
    assert unlabelled == []


@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_contract_says_of_another_one_leads_somewhere(name: str) -> None:
    contrat = load_shipped(name)
    others = {lien.contrat for lien in contrat.liens if lien.contrat}
    others |= {pont.contrat for pont in contrat.correspondances if pont.contrat}
    assert others <= set(SHIPPED)
    nowhere = [
        f"{pont.de} → {pont.contrat} {pont.vers}"
        for pont in contrat.correspondances
        if pont.contrat and not load_shipped(pont.contrat).cites(pont.vers)
    ]
    assert nowhere == []
