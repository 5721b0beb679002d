"""Reading a contract from its text, beside what people read in it: recall and precision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from cvdesk.catalog.reading.draft import Draft
from cvdesk.catalog.reading.read import read_contrat
from cvdesk.catalog.reading.texts import text_of_bytes
from cvdesk.domain.contrat_parts import Noeud
from tests.bench.measure import Figure, call_seconds, millis, percentile
from tests.support.contrats import SHIPPED, TEXTS, folded, load_shipped

GOAL = 0.9
AIMED_AT = ("gosb-2024", "gps-2024")
"""The contracts whose goal is promised; the others are measured beside."""

MAIN_LEVELS = 2
"""Orientations, and the objectives just below them."""


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject; none for a text that is not on this machine."""
    for name in SHIPPED:
        path = TEXTS / load_shipped(name).source.fichier
        if not path.is_file():
            continue
        text = text_of_bytes(path.read_bytes(), path.name)
        draft = read_contrat(text)
        for rank, level in enumerate(main_levels(name)):
            aimed = name in AIMED_AT and rank < MAIN_LEVELS
            yield _shares(f"{name}, {level}", score(name, draft, level), GOAL if aimed else 0.0)
        yield _quarters(name, draft)
        times = call_seconds(partial(read_contrat, text), runs=3)
        yield millis(
            f"{name}, lecture de {text.source.lignes} lignes", 3000, percentile(times, 0.5)
        )


def main_levels(name: str) -> Sequence[str]:
    """Return the levels whose nodes an application cites, in the words of the curated data.

    A level that the curated data derives from another part of the text (findings, action plans)
    or cuts in sentences of its own is left out.
    """
    return [
        level.nom
        for level in load_shipped(name).niveaux
        if level.nom.split()[0] in _CITED and "plan" not in level.nom
    ]


_CITED = {"orientation", "pilier", "domaine", "chapitre", "objectif", "priorité", "enjeu", "fiche"}


def score(name: str, draft: Draft, level: str) -> tuple[int, int, int, int]:
    """Compare a draft with the curated data, on one level.

    A curated node is found when a node of the draft has one of its wordings at one of its lines.
    The draft's level is the one where most of them are; its nodes that no curated node has are
    wrong.

    Returns:
        Found and expected; right and proposed.
    """
    contrat = load_shipped(name)
    expected = [one for one in contrat.noeuds if one.niveau == level]
    proposed = [guess.piece for guess in draft.nodes]
    pairs = [(one, _match(one, proposed)) for one in expected]
    found = [other for _, other in pairs if other is not None]
    there = [other.niveau for other in found]
    own = max(set(there), key=there.count, default="")
    said = [one for one in proposed if one.niveau == own]
    right = sum(_match(one, contrat.noeuds) is not None for one in said)
    return len({one.id for one in found}), len(expected), right, len(said)


def _match(one: Noeud, others: Sequence[Noeud]) -> Noeud | None:
    wordings = _wordings(one)
    lines = _lines(one)
    for other in others:
        if wordings & _wordings(other) and lines & _lines(other):
            return other
    return None


def _wordings(noeud: Noeud) -> set[str]:
    told = [noeud.titre, *(one.texte for one in noeud.variantes)]
    return {folded(text).strip(" .:;") for text in told}


def _lines(noeud: Noeud) -> set[int]:
    return {*noeud.lignes, *(line for one in noeud.variantes for line in one.lignes)}


def _quarters(name: str, draft: Draft) -> Figure:
    expected = {(folded(one.nom), one.type) for one in load_shipped(name).quartiers}
    told = {(folded(one.piece.nom), one.piece.type) for one in draft.quarters}
    found = len(expected & told)
    return _shares(f"{name}, quartiers", (found, len(expected), found, len(told)), 0.0)


def _shares(what: str, scored: tuple[int, int, int, int], goal: float) -> Figure:
    found, expected, right, said = scored
    recall = found / expected if expected else 1.0
    precision = f"{100 * right / said:.0f} % ({right}/{said})" if said else "rien de proposé"
    wanted = f"rappel ≥ {100 * goal:.0f} %" if goal else "mesuré, sans but"
    measured = f"rappel {100 * recall:.0f} % ({found}/{expected}), précision {precision}"
    return Figure(what, wanted, measured, recall >= goal)
