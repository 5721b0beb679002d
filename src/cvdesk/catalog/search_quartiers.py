"""Find quarters by a name, an alias, an old name or a code."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.contrat_codec import decode
from cvdesk.catalog.search_scope import scope_of
from cvdesk.catalog.words import near, stems
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.recherche import QuartierTrouve

_BEGINNING, _SLIP = 0.8, 0.6
_SHORTEST_BEGINNING, _SHORTEST_SLIP = 3, 4
_ENDED = 0.85


def quartiers(
    catalogue: Catalogue, texte: str = "", *, commune: str = "", contrat: str = ""
) -> tuple[QuartierTrouve, ...]:
    """Return the quarters known by a name, an old name or a code, best first.

    Args:
        catalogue: Where to look.
        texte: A name or a code; empty for all.
        commune: Keep to the quarters of this commune (name or INSEE code).
        contrat: Keep to one contract.

    Raises:
        ContratUnknown: If no contract has that id.
        CommuneUnknown: If no contract names that commune.
    """
    typed = stems(texte)
    found: list[tuple[float, int, QuartierTrouve]] = []
    with catalogue.reading() as db:
        scope = scope_of(catalogue, db, contrat, commune)
        rows = db.execute("SELECT contrat, json, noms FROM quartier ORDER BY rowid").fetchall()
    for number, content, names in rows:
        if (where := scope.get(number)) is None:
            continue
        quartier = decode(Quartier, json.loads(content))
        if where.commune and where.commune not in quartier.communes:
            continue
        around = stems(" ".join(quartier.communes))
        score, name = max(
            ((_likeness(typed, stems(name), around), name) for name in json.loads(names)),
            key=lambda one: one[0],
        )
        if score > 0:
            score *= 1 if where.running else _ENDED
            hit = QuartierTrouve(where.id, where.version, quartier, name, round(score, 4))
            found.append((-hit.score, len(found), hit))
    return tuple(hit for _, _, hit in sorted(found, key=lambda one: one[:2]))


def _likeness(typed: Sequence[str], name: Sequence[str], around: Sequence[str]) -> float:
    """Say how well a name answers, from 0 to 1; every word typed must be found somewhere."""
    if not typed:
        return 1.0
    total = 0.0
    for word in typed:
        in_name = _word_likeness(word, name)
        if not (worth := in_name or _word_likeness(word, around) / 2):
            return 0.0
        total += worth
    in_full = len(typed) / max(len(typed), len(name))
    return total / len(typed) * (0.7 + 0.3 * in_full)


def _word_likeness(word: str, others: Sequence[str]) -> float:
    if word in others:
        return 1.0
    if len(word) >= _SHORTEST_BEGINNING and any(other.startswith(word) for other in others):
        return _BEGINNING
    if len(word) >= _SHORTEST_SLIP and word.isalpha() and any(near(word, others)):
        return _SLIP
    return 0.0
