"""What changed from one edition of a contract to another, told in plain French.

The places of the tree and of the communal sheets come first, by what became of each
(:mod:`~cvdesk.domain.contrat_succession`), then the quarters, the funders, the rules, the dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_fiches import Fiche
from cvdesk.domain.contrat_pieces_difference import pieces_changes
from cvdesk.domain.contrat_succession import Basis, Lieu, Succession, succession
from cvdesk.domain.money import NBSP, count

PLACES, SHEETS = "Orientations et objectifs", "Fiches communales"


class Nature(StrEnum):
    """What happened."""

    AJOUT = "ajout"
    RETRAIT = "retrait"
    TITRE = "titre"
    DEPLACEMENT = "deplacement"
    REUNION = "reunion"
    PARTAGE = "partage"
    CONTENU = "contenu"


@dataclass(frozen=True, slots=True)
class Changement:
    """One thing that changed.

    Attributes:
        rubrique: The part of the contract, as a heading.
        nature: What happened.
        phrase: French, one sentence.
        avant: Ids concerned in the old edition.
        apres: Ids concerned in the new one.
    """

    rubrique: str
    nature: Nature
    phrase: str
    avant: tuple[str, ...] = ()
    apres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one edition to another.

    Attributes:
        changements: In the order of the new text, part by part.
        lieux: What became of each place that a dossier may cite.
    """

    avant: str
    apres: str
    changements: tuple[Changement, ...]
    lieux: Succession

    @property
    def rubriques(self) -> Mapping[str, tuple[Changement, ...]]:
        """The changes under their headings; headings without change are left out."""
        found: dict[str, list[Changement]] = {}
        for one in self.changements:
            found.setdefault(one.rubrique, []).append(one)
        return {rubrique: tuple(changes) for rubrique, changes in found.items()}

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything, one sentence a line, each part under its heading."""
        if not self.changements:
            return ("Les deux éditions disent la même chose.",)
        return tuple(
            line
            for rubrique, changes in self.rubriques.items()
            for line in (f"{rubrique}{NBSP}:", *(f"  {one.phrase}" for one in changes))
        )


def difference(avant: Contrat, apres: Contrat) -> Difference:
    """Return what changed from ``avant`` to ``apres``."""
    lieux = succession(avant, apres)
    sheets = tuple(_sheets(avant, apres))
    told = {id_ for one in sheets for id_ in (*one.avant, *one.apres)}
    changes = [*_places(lieux, told)]
    changes.sort(key=lambda one: one.rubrique == SHEETS)
    others = (
        Changement(rubrique, Nature(nature), phrase)
        for rubrique, nature, phrase in pieces_changes(avant, apres)
    )
    return Difference(avant.version, apres.version, (*changes, *sheets, *others), lieux)


def _sheets(avant: Contrat, apres: Contrat) -> Iterator[Changement]:
    """Tell the sheets that came or went as a whole; their places are not told one by one."""
    old = {fiche.id: fiche for fiche in avant.fiches}
    new = {fiche.id: fiche for fiche in apres.fiches}
    for fiche in apres.fiches:
        if fiche.id not in old:
            phrase = f"Ajout{NBSP}: fiche {quoted(fiche.titre)} ({', '.join(fiche.communes)})."
            yield Changement(SHEETS, Nature.AJOUT, phrase, (), (fiche.id,))
        elif _beside_axes(old[fiche.id]) != _beside_axes(fiche):
            phrase = f"Contenu{NBSP}: fiche {quoted(fiche.titre)}, hors de ses axes."
            yield Changement(SHEETS, Nature.CONTENU, phrase)
    for fiche in avant.fiches:
        if fiche.id not in new:
            phrase = f"Retrait{NBSP}: fiche {quoted(fiche.titre)} ({', '.join(fiche.communes)})."
            yield Changement(SHEETS, Nature.RETRAIT, phrase, (fiche.id,))


def _beside_axes(fiche: Fiche) -> tuple[object, ...]:
    said = {name: [one.texte for one in enonces] for name, enonces in fiche.champs.items()}
    promised = [(one.texte, one.noeud) for one in fiche.engagements]
    return (fiche.titre, fiche.communes, fiche.quartiers, said, promised)


def _places(lieux: Succession, told: set[str]) -> Iterator[Changement]:
    """Tell what became of each place, in the order of the new text, then those removed."""
    shared: set[str] = set()
    for id_, lieu in lieux.apres.items():
        origins = lieux.depuis[id_]
        if not origins:
            if lieu.fiche not in told:
                yield _change(lieu, Nature.AJOUT, f"Ajout{NBSP}: {named(lieu)}.", (), (id_,))
        elif len(origins) > 1:
            yield _gathered(lieux, lieu, origins)
        elif len(lieux.vers[origins[0]]) == 1:
            yield from _kept(lieux, lieux.avant[origins[0]], lieu)
        elif origins[0] not in shared:
            shared.add(origins[0])
            yield _shared_out(lieux, lieux.avant[origins[0]])
    for id_, lieu in lieux.avant.items():
        if not lieux.vers[id_] and lieu.fiche not in told:
            yield _change(lieu, Nature.RETRAIT, f"Retrait{NBSP}: {named(lieu)}.", (id_,), ())


def _gathered(lieux: Succession, lieu: Lieu, origins: Sequence[str]) -> Changement:
    olds = _listed([f"{quoted(lieux.avant[one].titre)} ({one})" for one in origins])
    phrase = f"Réunion{NBSP}: {olds} deviennent {named(lieu)}."
    return _change(lieu, Nature.REUNION, phrase, tuple(origins), (lieu.id,))


def _shared_out(lieux: Succession, lieu: Lieu) -> Changement:
    successors = lieux.vers[lieu.id]
    news = _listed([f"{quoted(lieux.apres[one].titre)} ({one})" for one in successors])
    phrase = f"Partage{NBSP}: {named(lieu)} devient {news}."
    return _change(lieu, Nature.PARTAGE, phrase, (lieu.id,), successors)


def _kept(lieux: Succession, old: Lieu, new: Lieu) -> Iterator[Changement]:
    """Tell how a place that is still there changed: its words, its place, what it holds."""
    ids = ((old.id,), (new.id,))
    if (old.titre, old.id) != (new.titre, new.id):
        doubt = (
            " Rapprochement fait d’après les titres."
            if lieux.par[old.id] is Basis.TITRE and old.titre != new.titre
            else ""
        )
        code = f"{old.id} puis {new.id}" if old.id != new.id else old.id
        if old.titre == new.titre:
            phrase = f"Nouveau repère{NBSP}: {old.niveau} {code}, {quoted(new.titre)}."
        else:
            phrase = (
                f"Nouveau titre{NBSP}: {old.niveau} {code}, {quoted(old.titre)} devient "
                f"{quoted(new.titre)}.{doubt}"
            )
        yield _change(new, Nature.TITRE, phrase, *ids)
    if old.numero != new.numero:
        phrase = (
            f"Nouveau numéro{NBSP}: {named(new)}, {_number(old.numero)} devient "
            f"{_number(new.numero)}."
        )
        yield _change(new, Nature.TITRE, phrase, *ids)
    if new.parent not in lieux.vers.get(old.parent, ("",)):
        above = lieux.apres.get(new.parent)
        where = "au premier rang" if above is None else f"sous {quoted(above.titre)}"
        phrase = f"Déplacement{NBSP}: {named(new)} passe {where}."
        yield _change(new, Nature.DEPLACEMENT, phrase, *ids)
    if old.contenu != new.contenu:
        more, less = len(new.contenu - old.contenu), len(old.contenu - new.contenu)
        added, taken = (count(each, "passage", "passages") for each in (more, less))
        phrase = f"Contenu{NBSP}: {named(new)}, {added} de plus et {taken} de moins."
        yield _change(new, Nature.CONTENU, phrase, *ids)


def _change(
    lieu: Lieu, nature: Nature, phrase: str, avant: tuple[str, ...], apres: tuple[str, ...]
) -> Changement:
    return Changement(SHEETS if lieu.fiche else PLACES, nature, phrase, avant, apres)


def _number(numero: str) -> str:
    return quoted(numero) if numero else "sans numéro"


def named(lieu: Lieu) -> str:
    """Name a place: its level, its id, its exact title."""
    return f"{lieu.niveau} {lieu.id}, {quoted(lieu.titre)}"


def quoted(text: str) -> str:
    """Put exact words between French quotation marks."""
    return f"«{NBSP}{text}{NBSP}»"


def _listed(names: Sequence[str]) -> str:
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
