"""Find, with everyday words, the places of contracts that answer a need; and find quarters.

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
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.contrat_codec import decode
from cvdesk.catalog.search_scope import Scope, scope_of
from cvdesk.catalog.words import near, stems
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.recherche import QuartierTrouve, Trouvaille

_BEGINNING, _SLIP = 0.8, 0.6
_NEED, _NEED_NEXT, _NEED_RARITY = 0.8, 0.9, 3.0
_ALSO = 0.35
_SURELY_BY_NEED = 0.8
_TITLE, _BELOW = 1.0, 0.55
_ENDED = 0.85
_CANDIDATES = 400
_SHORTEST_BEGINNING, _SHORTEST_SLIP = 3, 4
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

    def value(self, words: Iterable[str]) -> float:
        """Return what a text is worth to this term: its best match, and a little of the others."""
        matches = sorted(
            (self.worth[word] for word in {*words} if word in self.worth), reverse=True
        )
        return matches[0] + _ALSO * min(sum(matches[1:]), matches[0]) if matches else 0.0

    def most(self) -> float:
        """Return what the best text could be worth."""
        return max(self.worth.values(), default=1.0)


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
    with catalogue.reading() as db:
        scope = scope_of(catalogue, db, contrat, commune, version)
        terms = _terms(db, texte)
        found = [
            (score * (1 if scope[place.contrat].running else _ENDED), place, extract)
            for place in _candidates(db, terms, scope, quartier)
            for score, extract in [place.score(terms)]
        ]
    found.sort(key=lambda one: (-round(one[0], 6), one[1].contrat, one[1].numero))
    return tuple(
        Trouvaille(
            contrat=scope[place.contrat].id,
            version=scope[place.contrat].version,
            noeud=place.ref,
            niveau=place.niveau,
            titre=place.titre,
            extrait=extract,
            score=round(min(score, 1.0), 4),
            lignes=tuple(json.loads(place.lignes)),
        )
        for score, place, extract in found[:limit]
    )


def _terms(db: sqlite3.Connection, texte: str) -> list[_Term]:
    empty = {word for (word,) in db.execute("SELECT mot FROM mot_vide")}
    typed = list(dict.fromkeys(stems(texte)))
    typed = [word for word in typed if word not in empty] or typed
    rarity = _rarity(db)
    needs = db.execute("SELECT dit, mots FROM besoin").fetchall()
    spelled = rarity.keys() | {word for dit, _ in needs for word in dit.split()}
    alternatives = [_alternatives(word, spelled) for word in typed]
    terms = [
        _Term(
            {word: rarity[word] * like for word, like in one.items() if word in rarity},
            frozenset([rank]),
            1.0,
        )
        for rank, one in enumerate(alternatives)
    ]
    recognised = {word: rank for rank, one in enumerate(alternatives) for word in one}
    for said, mots in _recognised(needs, recognised.keys(), empty):
        ranked = enumerate(mots.split())
        worth = {word: _NEED * _NEED_RARITY * _NEED_NEXT**rank for rank, word in ranked}
        asked = frozenset(recognised[word] for word in said)
        terms.append(_Term(worth, asked, _SURELY_BY_NEED))
    return terms


def _recognised(
    needs: Iterable[tuple[str, str]], words: AbstractSet[str], empty: AbstractSet[str]
) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the needs whose words are all there: what is said of each, and what it stands for.

    The longest saying wins: « petit budget » is not about small children.
    """
    said = []
    for dit, mots in needs:
        each = frozenset(dit.split())
        each = each - empty or each
        if each <= words:
            said.append((each, mots))
    for each, mots in said:
        if not any(each < other for other, _ in said):
            yield each, mots


def _rarity(db: sqlite3.Connection) -> dict[str, float]:
    (total,) = db.execute("SELECT count(*) FROM lieu").fetchone()
    counts = db.execute("SELECT mot, lieux FROM mot")
    return {word: math.log(1 + total / places) for word, places in counts}


def _alternatives(word: str, spelled: Iterable[str]) -> dict[str, float]:
    """Return what a word typed may stand for, each with how alike it is, from 0 to 1."""
    alike = {word: 1.0}
    if len(word) >= _SHORTEST_BEGINNING and not word.isdigit():
        alike = dict.fromkeys((one for one in spelled if one.startswith(word)), _BEGINNING) | alike
    if len(alike) == 1 and word not in spelled and len(word) >= _SHORTEST_SLIP and word.isalpha():
        alike |= dict.fromkeys(near(word, spelled), _SLIP)
    return alike


@dataclass(frozen=True)
class _Candidate:
    """A place that has at least one of the words."""

    numero: int
    contrat: int
    ref: str
    niveau: str
    lignes: str
    titre: str
    cles: str
    autres: str

    def score(self, terms: Sequence[_Term]) -> tuple[float, str]:
        """Return how well the place answers, from 0 to about 1, and the sentence that says so."""
        title = (*stems(self.titre), *self.cles.split())
        texts = [text for text in json.loads(self.autres) if text]
        below = [stems(text) for text in texts]
        in_title = [term.value(title) for term in terms]
        in_texts = [[term.value(words) for term in terms] for words in below]
        gained: dict[int, float] = {}
        wanted: dict[int, float] = {}
        answers: dict[int, float] = {}
        for term, here, *there in zip(terms, in_title, *in_texts, strict=True):
            worth = max(here * _TITLE, max(there, default=0.0) * _BELOW)
            for rank in term.asked:
                gained[rank] = max(gained.get(rank, 0.0), worth)
                wanted[rank] = max(wanted.get(rank, 0.0), term.most())
                surely = term.surely if worth else 0.0
                answers[rank] = max(answers.get(rank, 0.0), surely)
        coverage = sum(answers.values()) / (len(answers) or 1)
        length = _USUAL_TITLE_WORDS / (_USUAL_TITLE_WORDS + len(title) / 4)
        best = max(zip(map(sum, in_texts), texts, strict=True), default=(0.0, ""))
        extract = best[1] if best[0] > sum(in_title) else self.titre
        matched = sum(gained.values()) / sum(wanted.values())
        return matched * (0.4 + 0.6 * coverage) * length, extract


def _candidates(
    db: sqlite3.Connection, terms: Sequence[_Term], scope: Mapping[int, Scope], quartier: str
) -> Iterator[_Candidate]:
    words = sorted({word for term in terms for word in term.worth})
    if not words:
        return
    rows = db.execute(
        "SELECT lieu.numero, contrat, ref, niveau, lignes, lieu.titre, cles, lieu.autres, "
        "communes, quartiers "
        "FROM mots_lieu JOIN lieu ON lieu.numero = mots_lieu.rowid "
        "WHERE mots_lieu MATCH :mots ORDER BY bm25(mots_lieu, 3.0, 1.0)",
        {"mots": " OR ".join(f'"{word}"' for word in words)},
    )
    kept = 0
    for *place, communes, quartiers_ in rows:
        candidate = _Candidate(*place)
        where = scope.get(candidate.contrat)
        if where is None or not _listed(where.commune, communes):
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
