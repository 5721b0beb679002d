"""What each citable place of a contract became in another edition of it.

Implementation notes:
    What the contract itself says (its ``correspondances`` towards the other edition) comes first;
    then an id that is still there, since ids are public and for ever. Only then are titles
    compared, and a pair found that way is marked as such: a person looks at it before anything
    moves. Nearly equal titles come before equal ids, so that an edition whose author numbered
    everything anew is still understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Correspondance
from cvdesk.domain.wording import plain

_NEARLY_EQUAL, _ALIKE = 0.9, 0.6
_OTHER_LEVEL = 0.9
"""What a likeness is worth when the text does not call both places by the same word."""

_SHORTEST_WORD = 3


class Basis(StrEnum):
    """Why two places are held to be the same."""

    CORRESPONDANCE = "correspondance"
    """The contract says so."""
    IDENTIFIANT = "identifiant"
    """They have the same id."""
    TITRE = "titre"
    """Their titles are alike: to be looked at."""


@dataclass(frozen=True)
class Lieu:
    """A place that a dossier may cite: a node, a transversal principle, a place of a sheet.

    Attributes:
        niveau: What it is, in the text's own word.
        parent: Id of the place above, or empty.
        fiche: Id of the sheet it stands in, or empty.
        numero: As printed, or empty.
        contenu: What the text prints under the title.
    """

    id: str
    niveau: str
    titre: str
    parent: str = ""
    fiche: str = ""
    numero: str = ""
    contenu: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that tell this title from another."""
        words = plain(self.titre).split()
        return frozenset(word for word in words if len(word) >= _SHORTEST_WORD) or frozenset(words)


@dataclass(frozen=True)
class Succession:
    """What became of every place of an edition.

    Attributes:
        avant: The places of the old edition, by id, in the order of the text.
        apres: The places of the new one.
        vers: For each old place, the new ones; none when it was removed.
        par: Why, for each old place that has a successor.
    """

    avant: Mapping[str, Lieu]
    apres: Mapping[str, Lieu]
    vers: Mapping[str, tuple[str, ...]]
    par: Mapping[str, Basis]

    @cached_property
    def depuis(self) -> Mapping[str, tuple[str, ...]]:
        """For each new place, the old ones it comes from; none when it was added."""
        origins: dict[str, list[str]] = {id_: [] for id_ in self.apres}
        for old, successors in self.vers.items():
            for new in successors:
                origins[new].append(old)
        return {id_: tuple(olds) for id_, olds in origins.items()}


def succession(avant: Contrat, apres: Contrat) -> Succession:
    """Return what became of every citable place between two editions.

    Ids are only held to mean the same when both are editions of one contract.
    """
    old, new = places(avant), places(apres)
    vers: dict[str, tuple[str, ...]] = {}
    par: dict[str, Basis] = {}
    for id_, successors in _declared(avant, apres, old, new).items():
        vers[id_], par[id_] = tuple(dict.fromkeys(successors)), Basis.CORRESPONDANCE
    same = [id_ for id_ in old if id_ in new] if avant.id == apres.id else []
    likely = [id_ for id_ in same if _likeness(old[id_], new[id_]) >= _NEARLY_EQUAL]
    for id_ in likely:
        if id_ not in vers.get(id_, ()):
            vers[id_] = (id_, *vers.get(id_, ()))
            par.setdefault(id_, Basis.IDENTIFIANT)
    _match_titles(old, new, vers, par, at_least=_NEARLY_EQUAL)
    taken = {one for successors in vers.values() for one in successors}
    for id_ in same:
        if id_ not in vers and id_ not in taken:
            vers[id_], par[id_] = (id_,), Basis.IDENTIFIANT
    _match_titles(old, new, vers, par, at_least=_ALIKE)
    return Succession(old, new, {id_: vers.get(id_, ()) for id_ in old}, par)


def places(contrat: Contrat) -> dict[str, Lieu]:
    """Return every place of a contract that a dossier may cite, by id."""
    return {lieu.id: lieu for lieu in _places(contrat)}


def _places(contrat: Contrat) -> Iterator[Lieu]:
    for noeud in contrat.noeuds:
        said = frozenset(one.texte for enonces in noeud.champs.values() for one in enonces)
        yield Lieu(
            noeud.id, noeud.niveau, noeud.titre, noeud.parent or "",
            numero=noeud.numero, contenu=said,
        )  # fmt: skip
    for principe in contrat.axes_transversaux:
        said = frozenset({principe.texte} - {""})
        yield Lieu(principe.id, "principe transversal", principe.titre, contenu=said)
    for fiche in contrat.fiches:
        for axe in fiche.axes:
            said = frozenset(one.texte for enonces in axe.champs.values() for one in enonces)
            yield Lieu(axe.id, "axe local", axe.titre, fiche=fiche.id, contenu=said)
            for objectif in axe.objectifs:
                above = objectif.parent or axe.id
                yield Lieu(
                    objectif.id, "objectif local", objectif.texte, above, fiche.id, objectif.numero
                )
            for action in axe.actions:
                above = action.objectif or axe.id
                yield Lieu(action.id, "action locale", action.texte, above, fiche.id)


def _declared(
    avant: Contrat, apres: Contrat, old: Mapping[str, Lieu], new: Mapping[str, Lieu]
) -> dict[str, list[str]]:
    """Return what the two editions themselves say; a bridge may be written in either."""
    bridges = [(pont.vers, pont.de) for pont in _towards(apres.correspondances, avant.id)]
    if avant.id != apres.id:  # in a file, a bridge to one's own contract leads to the past
        bridges += [(pont.de, pont.vers) for pont in _towards(avant.correspondances, apres.id)]
    told: dict[str, list[str]] = {}
    for before, after in bridges:
        if before in old and after in new:
            told.setdefault(before, []).append(after)
    return told


def _towards(ponts: Iterable[Correspondance], contrat: str) -> Iterator[Correspondance]:
    return (pont for pont in ponts if pont.contrat == contrat)


def _likeness(one: Lieu, other: Lieu) -> float:
    """Return how alike two titles are, from 0 to 1 (Dice's coefficient of their words)."""
    total = len(one.words) + len(other.words)
    alike = 2 * len(one.words & other.words) / total if total else 0.0
    return alike if one.niveau == other.niveau else alike * _OTHER_LEVEL


def _match_titles(
    old: Mapping[str, Lieu],
    new: Mapping[str, Lieu],
    vers: dict[str, tuple[str, ...]],
    par: dict[str, Basis],
    *,
    at_least: float,
) -> None:
    """Pair the places that nothing pairs yet, the most alike first, each at most once."""
    taken = {one for successors in vers.values() for one in successors}
    free = {id_: lieu for id_, lieu in new.items() if id_ not in taken}
    by_word: dict[str, list[str]] = {}
    for id_, lieu in free.items():
        for word in lieu.words:
            by_word.setdefault(word, []).append(id_)
    pairs = []
    for rank, (id_, lieu) in enumerate(old.items()):
        if id_ in vers:
            continue
        shared = Counter(one for word in lieu.words for one in by_word.get(word, ()))
        for other in shared:
            alike = _likeness(lieu, free[other])
            if alike >= at_least and lieu.fiche == free[other].fiche:
                worse = (-alike, lieu.titre != free[other].titre, id_ != other, rank)
                pairs.append((worse, id_, other))
    for _, before, after in sorted(pairs):
        if before not in vers and after in free:
            vers[before], par[before] = (after,), Basis.TITRE
            del free[after]
