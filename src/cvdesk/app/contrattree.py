"""The tree of a contract and the sheets of a commune, as branches to draw, search and cite."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_fiches import AxeLocal, Fiche, ObjectifLocal
from cvdesk.domain.contrat_parts import Noeud, Provenance
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import count
from cvdesk.domain.wording import plain


@dataclass(frozen=True, slots=True)
class Branch:
    """One place, and what stands below it.

    Attributes:
        id: What a dossier cites.
        text: The exact title, with its number when the text prints one.
        lignes: Lines of the text.
        strong: Whether it stands at the top.
    """

    id: str
    text: str
    lignes: tuple[int, ...]
    strong: bool
    children: tuple[Branch, ...] = ()

    def walk(self) -> Iterator[Branch]:
        """Yield this branch and all those below."""
        yield self
        for child in self.children:
            yield from child.walk()


def contract_branches(contrat: Contrat) -> tuple[Branch, ...]:
    """Return the tree of a contract."""
    below: dict[str | None, list[Noeud]] = {}
    for noeud in contrat.noeuds:
        below.setdefault(noeud.parent, []).append(noeud)

    def branch(noeud: Noeud) -> Branch:
        children = tuple(branch(child) for child in below.get(noeud.id, ()))
        return Branch(noeud.id, _titled(noeud), noeud.lignes, noeud.parent is None, children)

    return tuple(branch(noeud) for noeud in below.get(None, ()))


def _titled(noeud: Noeud) -> str:
    if noeud.parent is None:
        name = f"{noeud.niveau} {noeud.numero}".strip()
        return f"{name[:1].upper()}{name[1:]}\u00a0: {noeud.titre}"
    if noeud.numero and noeud.numero_source is Provenance.DIT:
        return f"{noeud.numero} – {noeud.titre}"
    return noeud.titre


def sheet_branches(fiches: Iterable[Fiche]) -> tuple[Branch, ...]:
    """Return the axes of communal sheets, their objectives and actions."""
    return tuple(_axis(axe) for fiche in fiches for axe in fiche.axes)


def _axis(axe: AxeLocal) -> Branch:
    below: dict[str | None, list[ObjectifLocal]] = {}
    for objectif in axe.objectifs:
        below.setdefault(objectif.parent, []).append(objectif)

    def branch(objectif: ObjectifLocal) -> Branch:
        children = [branch(child) for child in below.get(objectif.id, ())]
        children += [
            Branch(action.id, action.texte, action.lignes, strong=False)
            for action in axe.actions
            if action.objectif == objectif.id
        ]
        number = f"{objectif.numero} – " if objectif.numero else ""
        return Branch(
            objectif.id, number + objectif.texte, objectif.lignes, strong=False,
            children=tuple(children),
        )  # fmt: skip

    loose = [
        Branch(action.id, action.texte, action.lignes, strong=False)
        for action in axe.actions
        if action.objectif is None
    ]
    children = (*(branch(objectif) for objectif in below.get(None, ())), *loose)
    return Branch(axe.id, axe.titre, axe.lignes, strong=True, children=children)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The communal sheet beside the contract: the double anchoring.

    Attributes:
        said: What stands under the title, or why there is no sheet.
        ids: The sheets.
    """

    title: str
    said: str
    branches: tuple[Branch, ...]
    ids: tuple[str, ...]


_SHEET = "Fiche communale"


def sheet_of_project(facts: Facts, project: RowId) -> Sheet:
    """Return the sheet of the commune where a project takes place."""
    contrat = facts.contrat
    for row in facts.rows("territoires", project):
        commune = facts.shown("territoire_commune", row)
        code = facts.shown("territoire_quartier", row)
        try:
            quartier = contrat.quartier(code)
        except KeyError:
            quartier = None
        fiches = contrat.fiches_de(commune, quartier.id if quartier is not None else "")
        fiches = fiches or contrat.fiches_de(commune)
        if fiches:
            said = fiches[0].titre if quartier is None else f"{commune}, {quartier.nom}"
            return Sheet(_SHEET, said, sheet_branches(fiches), tuple(f.id for f in fiches))
        if commune:
            return Sheet(_SHEET, f"Ce contrat n’a pas de fiche pour {commune}.", (), ())
    return Sheet(
        _SHEET,
        "Indiquez d’abord la commune, à l’étape «\u00a0Quartier\u00a0».",
        (),
        (),
    )


@lru_cache(maxsize=4096)
def _spread(text: str) -> tuple[str, tuple[int, ...]]:
    """Return ``text`` folded, and for each folded character the place it comes from."""
    folded, places = [], []
    for place, character in enumerate(text):
        plain = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'"}.get(character, character)
        for one in unicodedata.normalize("NFKD", plain):
            if not unicodedata.combining(one):
                folded.append(one.casefold())
                places += [place] * len(folded[-1])
    return "".join(folded), tuple(places)


_SHORTEST = 3
_TOOLS = frozenset({
    "aux", "avec", "ces", "dans", "des", "est", "les", "leur", "leurs", "mes", "nos", "notre",
    "par", "pas", "pour", "que", "qui", "ses", "son", "sur", "une", "vos", "votre",
})  # fmt: skip
"""Words that stand in every title: searching for them finds everything."""


def words_of(typed: str) -> tuple[str, ...]:
    """Return the words of a search that mean something, without accents nor capitals.

    A word of one or two letters does not count: it is an article, or the beginning of a word that
    is still being typed. A number always counts.
    """
    return tuple(
        word
        for word in plain(typed).split()
        if (len(word) >= _SHORTEST and word not in _TOOLS) or word.isdigit()
    )


def searched(typed: str) -> tuple[str, ...]:
    """Return the words to search for: those that mean something, else an acronym of two letters."""
    acronyms = (word for word in plain(typed).split() if len(word) == _SHORTEST - 1)
    return words_of(typed) or tuple(acronyms)


def _starts(folded: str, word: str) -> Iterator[int]:
    """Yield where a word of ``folded`` begins with ``word``: « vélo » is not in « développer »."""
    start = folded.find(word)
    while start >= 0:
        if not start or not folded[start - 1].isalnum():
            yield start
        start = folded.find(word, start + len(word))


def spans(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return where words of ``text`` begin with ``words``: start and length, accents forgiven."""
    folded, places = _spread(text)
    found = []
    for word in words:
        for start in _starts(folded, word):
            last = places[start + len(word) - 1]
            found.append((places[start], last + 1 - places[start]))
    return tuple(sorted(found))


def has_all(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether ``text`` has all the words, whole or begun, and there is one."""
    folded = _spread(text)[0]
    return bool(words) and all(next(_starts(folded, one), None) is not None for one in words)


def matches(branches: Iterable[Branch], words: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of the places whose title has all the words, whole or begun."""
    return frozenset(
        one.id for branch in branches for one in branch.walk() if has_all(one.text, words)
    )


def told(found: int, words: tuple[str, ...], where: str = "") -> str:
    """Return the sentence under a search: how many places, or what to type instead."""
    if found:
        passages = count(found, "passage", "passages")
        return f"{passages}{where}, avec ou sans accents et mots voisins."
    if words:
        return "Aucun passage ne porte ces mots. Essayez un mot plus courant."
    return "Écrivez un mot plus précis, d’au moins trois lettres."


def anomalies(contrat: Contrat, *ids: str) -> tuple[str, ...]:
    """Return what the text gets wrong about these places, in words."""
    wanted = set(ids)
    return tuple(
        f"{erratum.texte} {erratum.lecture}".strip()
        for erratum in contrat.errata
        if not wanted.isdisjoint(erratum.concerne)
    )
