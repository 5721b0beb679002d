"""Find, with everyday words, the places of contracts that answer a need.

Implementation notes:
    FTS5 gives the candidates; the score is ours, so that it can be explained. Each word typed may
    match as it is (1), as a beginning (0.8) or after one slip of the keyboard (0.6), and counts
    more when it is rare. A need that is recognised adds its own words, the first ones weighing
    most, and the longest saying wins. A word typed counts once, by its best answer: one that is
    printed everywhere and is a need besides would hide the others. A match counts more in the
    title than below it, and what answers all the words typed comes before what answers some.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.lexicon import Lexicon, lexicon_of
from cvdesk.catalog.search_scope import Scope, scope_of
from cvdesk.domain.recherche import Trouvaille

_NEED, _NEED_NEXT, _NEED_RARITY = 0.8, 0.9, 3.0
_ALSO = 0.35
_SURELY_BY_NEED = 0.8
_TITLE, _BELOW = 1.0, 0.55
_ENDED = 0.85
_CANDIDATES = 200
_TEXTS_KEPT = 20_000
_FEW = 8
"""Up to so many contracts, each is asked for its own candidates; beyond, all of them at once."""
_USUAL_TITLE_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Term:
    """One word typed, or the words of one need.

    Attributes:
        worth: What may match, with how much each match is worth.
        asked: Ranks of the words typed that this answers.
        surely: How far it answers them, from 0 to 1.
    """

    worth: Mapping[str, float]
    asked: frozenset[int]
    surely: float

    def most(self) -> float:
        """Return what the best text could be worth."""
        return max(self.worth.values(), default=1.0)


@dataclass(frozen=True)
class _Question:
    """What is asked: its terms, and how much a text is worth to them."""

    terms: Sequence[_Term]

    @cached_property
    def by_word(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """For each word that may match, the terms it is worth something to."""
        found: dict[str, list[tuple[int, float]]] = {}
        for rank, term in enumerate(self.terms):
            for word, worth in term.worth.items():
                found.setdefault(word, []).append((rank, worth))
        return found

    @cached_property
    def wanted(self) -> float:
        """What the best place could gain."""
        best: dict[int, float] = {}
        for term in self.terms:
            for rank in term.asked:
                best[rank] = max(best.get(rank, 0.0), term.most())
        return sum(best.values()) or 1.0

    @cached_property
    def asked(self) -> int:
        """How many words were typed."""
        return len({rank for term in self.terms for rank in term.asked}) or 1

    def values(self, words: str) -> dict[int, float]:
        """Return what a text is worth to each term: its best match, and a little of the others."""
        typed, printed = self.by_word.keys(), _split(words)
        if typed.isdisjoint(printed):
            return {}
        found = typed & printed
        if len(found) == 1:
            return dict(self.by_word[found.pop()])
        matches: dict[int, list[float]] = {}
        for word in found:
            for rank, worth in self.by_word[word]:
                matches.setdefault(rank, []).append(worth)
        values = {}
        for rank, worths in matches.items():
            best = max(worths)
            values[rank] = best + _ALSO * min(sum(worths) - best, best)
        return values


@lru_cache(maxsize=_TEXTS_KEPT)
def _split(words: str) -> frozenset[str]:
    """Return the words of a text, kept: those of the likeliest places are asked for each time."""
    return frozenset(words.split())


def chercher(  # noqa: PLR0913  each one narrows the search in its own way
    catalogue: Catalogue,
    texte: str,
    *,
    contrat: str = "",
    version: str = "",
    commune: str = "",
    quartier: str = "",
    limit: int = 20,
) -> tuple[Trouvaille, ...]:
    """Return the orientations and objectives that answer some words, best first.

    Args:
        catalogue: Where to look.
        texte: What a person types, in their own words.
        contrat: Keep to one contract.
        version: With ``contrat``: another edition than the current one.
        commune: Keep to the contracts that cover this commune (name or INSEE code), and add the
            objectives of its own sheets.
        quartier: Id of a quarter: of the commune's sheets, keep to those that cover it.
        limit: How many to return at most.

    Raises:
        ContratUnknown: If no contract has that id.
        CommuneUnknown: If no contract names that commune.
    """
    question = _Question(_terms(lexicon_of(catalogue), texte))
    with catalogue.reading() as db:
        scope = scope_of(catalogue, db, contrat, commune, version)
        found = [
            (score * (1 if scope[place.contrat].running else _ENDED), place, best)
            for place in _candidates(db, question, scope, quartier)
            for score, best in [place.score(question)]
        ]
        found.sort(key=lambda one: (-round(one[0], 6), one[1].contrat, one[1].numero))
        return tuple(
            _told(db, scope[place.contrat], place.numero, score, best)
            for score, place, best in found[:limit]
        )


def _told(
    db: sqlite3.Connection, where: Scope, numero: int, score: float, best: int | None
) -> Trouvaille:
    """Return a place as it is shown; what is shown is read for those that are found only."""
    ref, niveau, titre, autres, lignes = db.execute(
        "SELECT ref, niveau, titre, autres, lignes FROM lieu WHERE numero = :numero",
        {"numero": numero},
    ).fetchone()
    return Trouvaille(
        contrat=where.id,
        version=where.version,
        noeud=ref,
        niveau=niveau,
        titre=titre,
        extrait=titre if best is None else json.loads(autres)[best],
        score=round(min(score, 1.0), 4),
        lignes=tuple(json.loads(lignes)),
    )


def _terms(lexicon: Lexicon, texte: str) -> list[_Term]:
    alternatives = [lexicon.alternatives(word) for word in lexicon.typed(texte)]
    rarity = lexicon.rarity
    terms = [
        _Term(
            {word: rarity[word] * like for word, like in one.items() if word in rarity},
            frozenset([rank]),
            1.0,
        )
        for rank, one in enumerate(alternatives)
    ]
    typed = {word: rank for rank, one in enumerate(alternatives) for word in one}
    for need in lexicon.recognised(frozenset(typed)):
        worth = {
            word: _NEED * _NEED_RARITY * _NEED_NEXT**rank for rank, word in enumerate(need.words)
        }
        terms.append(_Term(worth, frozenset(typed[word] for word in need.said), _SURELY_BY_NEED))
    return terms


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place that has at least one of the words.

    Attributes:
        mots_titre: The words of the title and of what people also call the place.
        mots_autres: The words of its other texts, one text a line, in their order.
    """

    numero: int
    contrat: int
    mots_titre: str
    mots_autres: str

    def score(self, question: _Question) -> tuple[float, int | None]:
        """Return how well the place answers, from 0 to about 1, and which text says it best.

        The text is told by its rank among the others, None for the title.
        """
        title = question.values(self.mots_titre)
        texts = {
            place: values
            for place, line in enumerate(self.mots_autres.split("\n"))
            if (values := question.values(line))
        }
        worth = {rank: value * _TITLE for rank, value in title.items()}
        for values in texts.values():
            for rank, value in values.items():
                worth[rank] = max(worth.get(rank, 0.0), value * _BELOW)
        gained: dict[int, float] = {}
        surely: dict[int, float] = {}
        for rank, value in worth.items():
            term = question.terms[rank]
            for word in term.asked:
                gained[word] = max(gained.get(word, 0.0), value)
                surely[word] = max(surely.get(word, 0.0), term.surely)
        coverage = sum(surely.values()) / question.asked
        words = self.mots_titre.count(" ") + 1
        length = _USUAL_TITLE_WORDS / (_USUAL_TITLE_WORDS + words / 4)
        said, best = max(
            ((sum(values.values()), -place) for place, values in texts.items()), default=(0.0, 0)
        )
        score = sum(gained.values()) / question.wanted * (0.4 + 0.6 * coverage) * length
        return score, -best if said > sum(title.values()) else None


def _candidates(
    db: sqlite3.Connection, question: _Question, scope: Mapping[int, Scope], quartier: str
) -> Iterator[_Candidate]:
    """Yield the likeliest places: nodes of the trees, then those of the commune's own sheets."""
    if not question.by_word:
        return
    for table in ("mots_noeud", "mots_fiche"):
        if table == "mots_fiche" and not any(one.commune for one in scope.values()):
            return
        for first, last in _ranges(db, scope):
            yield from _likeliest(db, question, scope, quartier, (table, first, last))


def _ranges(db: sqlite3.Connection, scope: Mapping[int, Scope]) -> list[tuple[int, int]]:
    """Return the places to look in, by their numbers: those of a contract follow each other."""
    rows = db.execute("SELECT numero, premier, dernier FROM contrat ORDER BY numero").fetchall()
    if len(scope) > _FEW:
        return [(0, max(map(itemgetter(2), rows)))]
    return [(first, last) for number, first, last in rows if number in scope]


_LIKELIEST = """
SELECT lieu.numero, contrat, mots_titre, mots_autres, communes, quartiers
FROM {table} JOIN lieu ON lieu.numero = {table}.rowid
WHERE {table} MATCH :mots AND {table}.rowid BETWEEN :premier AND :dernier
ORDER BY bm25({table}, 3.0, 1.0)
"""


def _likeliest(
    db: sqlite3.Connection,
    question: _Question,
    scope: Mapping[int, Scope],
    quartier: str,
    where: tuple[str, int, int],
) -> Iterator[_Candidate]:
    table, first, last = where
    mots = " OR ".join(f'"{word}"' for word in sorted(question.by_word))
    rows = db.execute(
        _LIKELIEST.format(table=table), {"mots": mots, "premier": first, "dernier": last}
    )
    kept = 0
    for *place, communes, quartiers_ in rows:
        candidate = _Candidate(*place)
        looked_in = scope.get(candidate.contrat)
        if looked_in is None or not _listed(looked_in.commune, communes):
            continue
        if quartier and not _listed(quartier, quartiers_):
            continue
        yield candidate
        kept += 1
        if kept == _CANDIDATES:
            return


def _listed(name: str, names: str) -> bool:
    """Tell whether a list written ``|one||two|`` has the name; an empty list has them all."""
    return not names or (name != "" and f"|{name}|" in names)
