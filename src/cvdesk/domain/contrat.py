"""A contrat de ville: its identity, its pieces, and how to find and cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, TypeVar

from cvdesk.domain.contrat_fiches import ActionLocale, AxeLocal, Fiche, ObjectifLocal
from cvdesk.domain.contrat_moyens import (
    ActionReference,
    Chiffre,
    Dispositif,
    Echeance,
    Erratum,
    Financeur,
    Instance,
    Lacune,
    Regle,
    Sigle,
)
from cvdesk.domain.contrat_parts import (
    AxeTransversal,
    Commune,
    Correspondance,
    Drapeau,
    LienContrat,
    Niveau,
    Noeud,
    Provenance,
    Quartier,
    Reference,
    SourceTexte,
    Theme,
)

_T = TypeVar("_T")
Place: TypeAlias = AxeLocal | ObjectifLocal | ActionLocale
"""What may be cited in a sheet."""


class NotInContrat(KeyError):
    """The contract has nothing under this id. A dossier may cite an older edition."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Everything a page needs to quote a place of a contract.

    Attributes:
        id: The place.
        niveau: What it is, in the text's own word.
        numero: The number to print, or empty.
        titre: The exact words.
        chemin: The exact titles above, from the top.
        contrat: Title of the contract.
        version: Its edition.
        statut: What the text read is, legally.
        territoire: Where the place holds.
        lignes: Lines of the text.
        source: Whether the text says it.
        notes: What a reader must know: anomalies, numbers of ours, remarks.
    """

    id: str
    niveau: str
    numero: str
    titre: str
    chemin: tuple[str, ...]
    contrat: str
    version: str
    statut: str
    territoire: str
    lignes: tuple[int, ...]
    source: Provenance
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrat:
    """One edition of a contract.

    The sequences may be read from disk when first used; all else is a plain value.

    Attributes:
        id: Stable; with ``version`` it names one edition for ever.
        nature: ``contrat``, ``protocole``, ``fiches`` or ``avenant``.
        debut: First day of its term.
        fin: Last day of its term.
        periode_source: Whether the text gives those days.
        statut: ``en_vigueur``, ``echu`` or ``remplace``.
        territoire: Its territory, in a few words.
    """

    id: str
    titre: str
    titre_court: str
    nature: str
    debut: date
    fin: date
    version: str
    statut: str
    territoire: str
    source: SourceTexte
    periode_source: Provenance = Provenance.DIT
    porteurs: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    liens: tuple[LienContrat, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[str, ...] = ()
    niveaux: tuple[Niveau, ...] = ()
    drapeaux: tuple[Drapeau, ...] = ()
    noeuds: tuple[Noeud, ...] = ()
    axes_transversaux: tuple[AxeTransversal, ...] = ()
    themes: tuple[Theme, ...] = ()
    correspondances: Sequence[Correspondance] = ()
    communes: tuple[Commune, ...] = ()
    quartiers: tuple[Quartier, ...] = ()
    fiches: Sequence[Fiche] = ()
    financeurs: Sequence[Financeur] = ()
    dispositifs: Sequence[Dispositif] = ()
    regles: Sequence[Regle] = ()
    instances: Sequence[Instance] = ()
    echeances: Sequence[Echeance] = ()
    actions: Sequence[ActionReference] = ()
    chiffres: Sequence[Chiffre] = ()
    sigles: Sequence[Sigle] = ()
    errata: Sequence[Erratum] = ()
    lacunes: Sequence[Lacune] = ()
    _noeuds: Mapping[str, Noeud] = field(init=False, repr=False, compare=False)
    _quartiers: Mapping[str, Quartier] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        quartiers = {quartier.code: quartier for quartier in self.quartiers if quartier.code}
        quartiers |= {quartier.id: quartier for quartier in self.quartiers}
        object.__setattr__(self, "_noeuds", {noeud.id: noeud for noeud in self.noeuds})
        object.__setattr__(self, "_quartiers", quartiers)

    def noeud(self, id_: str) -> Noeud:
        """Return a node of the tree.

        Raises:
            NotInContrat: If there is none under this id.
        """
        return _get(self._noeuds, id_)

    def enfants(self, id_: str | None = None) -> tuple[Noeud, ...]:
        """Return the nodes just below ``id_``, or the top ones, in the order of the text."""
        return tuple(noeud for noeud in self.noeuds if noeud.parent == id_)

    def chemin(self, id_: str) -> tuple[Noeud, ...]:
        """Return the nodes above ``id_``, from the top, without it.

        Raises:
            NotInContrat: If there is none under this id.
        """
        above: list[Noeud] = []
        parent = self.noeud(id_).parent
        while parent is not None:
            above.append(self.noeud(parent))
            parent = above[-1].parent
        return tuple(reversed(above))

    def commune(self, nom_ou_insee: str) -> Commune:
        """Return a commune by its exact name or its INSEE code.

        Raises:
            NotInContrat: If the contract names no such commune.
        """
        by_name = {commune.nom: commune for commune in self.communes}
        return _get(by_name | {commune.insee: commune for commune in self.communes}, nom_ou_insee)

    def quartier(self, id_ou_code: str) -> Quartier:
        """Return a quarter by its id or its national code.

        Raises:
            NotInContrat: If the contract has no such quarter.
        """
        return _get(self._quartiers, id_ou_code)

    def quartiers_de(self, commune: str) -> tuple[Quartier, ...]:
        """Return the quarters of a commune (exact name), shared ones included."""
        return tuple(quartier for quartier in self.quartiers if commune in quartier.communes)

    def couples(self) -> tuple[tuple[Quartier, Commune], ...]:
        """Return every (quarter, commune) pair: what local objectives depend on."""
        communes = {commune.nom: commune for commune in self.communes}
        return tuple((one, communes[nom]) for one in self.quartiers for nom in one.communes)

    def fiche(self, id_: str) -> Fiche:
        """Return a communal sheet.

        Raises:
            NotInContrat: If there is none under this id.
        """
        return _get({fiche.id: fiche for fiche in self.fiches}, id_)

    def fiches_de(self, commune: str, quartier: str = "") -> tuple[Fiche, ...]:
        """Return the sheets that hold for a commune, and for one quarter of it when it is given."""
        return tuple(
            fiche
            for fiche in self.fiches
            if commune in fiche.communes and (not quartier or quartier in fiche.quartiers)
        )

    def financeur(self, id_: str) -> Financeur:
        """Return a body of the contract.

        Raises:
            NotInContrat: If there is none under this id.
        """
        return _get({one.id: one for one in self.financeurs}, id_)

    def dispositif(self, id_: str) -> Dispositif:
        """Return a funding scheme.

        Raises:
            NotInContrat: If there is none under this id.
        """
        return _get({one.id: one for one in self.dispositifs}, id_)

    def ponts(self, id_: str) -> tuple[Correspondance, ...]:
        """Return the bridges that start or end at a theme, a node, an axis or an objective."""
        return tuple(
            pont
            for pont in self.correspondances
            if id_ in {pont.de, "" if pont.contrat else pont.vers}
        )

    def cites(self, id_: str) -> bool:
        """Tell whether ``id_`` may be cited: a node, or an axis, objective or action of a sheet."""
        return id_ in self._noeuds or self._local(id_) is not None

    def citation(self, id_: str) -> Citation:
        """Return what a page prints to quote a node, an axis, an objective or an action of a sheet.

        Raises:
            NotInContrat: If the contract has none of these under this id.
        """
        if id_ in self._noeuds:
            return self._cite_noeud(self._noeuds[id_])
        if (local := self._local(id_)) is None:
            raise NotInContrat(id_)
        return self._cite_local(*local)

    def _cite_noeud(self, noeud: Noeud) -> Citation:
        sens = {drapeau.id: drapeau.sens for drapeau in self.drapeaux}
        notes = [*noeud.notes, *(sens[drapeau] for drapeau in noeud.drapeaux)]
        if noeud.numero and noeud.numero_source is not Provenance.DIT:
            notes.append(
                f"Le repère {noeud.numero} est celui de CVDesk\u00a0: "
                f"le texte ne numérote pas ce niveau ({noeud.niveau})."
            )
        return Citation(
            id=noeud.id,
            niveau=noeud.niveau,
            numero=noeud.numero,
            titre=noeud.titre,
            chemin=tuple(above.titre for above in self.chemin(noeud.id)),
            contrat=self.titre,
            version=self.version,
            statut=self.source.statut,
            territoire=self.territoire,
            lignes=noeud.lignes,
            source=noeud.source,
            notes=(*notes, *self._errata_of(noeud.id)),
        )

    def _cite_local(self, fiche: Fiche, axe: AxeLocal, place: Place) -> Citation:
        return Citation(
            id=place.id,
            niveau=_LOCAL_LEVELS[type(place)],
            numero=place.numero if isinstance(place, ObjectifLocal) else "",
            titre=place.titre if isinstance(place, AxeLocal) else place.texte,
            chemin=(fiche.titre,) if place is axe else (fiche.titre, axe.titre),
            contrat=self.titre,
            version=self.version,
            statut=self.source.statut,
            territoire=", ".join(fiche.communes),
            lignes=place.lignes,
            source=place.source,
            notes=(*place.notes, *self._errata_of(place.id, axe.id, fiche.id)),
        )

    def _local(self, id_: str) -> tuple[Fiche, AxeLocal, Place] | None:
        name, colon, _ = id_.partition(":")
        for fiche in self.fiches if colon else ():
            for axe in fiche.axes if fiche.id == name else ():
                places: tuple[Place, ...] = (axe, *axe.objectifs, *axe.actions)
                for place in places:
                    if place.id == id_:
                        return fiche, axe, place
        return None

    def _errata_of(self, *ids: str) -> Iterable[str]:
        for erratum in self.errata:
            if not set(ids).isdisjoint(erratum.concerne):
                yield f"{erratum.texte} {erratum.lecture}".strip()


_LOCAL_LEVELS: Mapping[type, str] = {
    AxeLocal: "axe local",
    ObjectifLocal: "objectif local",
    ActionLocale: "action locale",
}


def _get(things: Mapping[str, _T], id_: str) -> _T:
    try:
        return things[id_]
    except KeyError as error:
        raise NotInContrat(id_) from error


SANS_CONTRAT = Contrat(
    id="", titre="", titre_court="", nature="contrat", debut=date.min, fin=date.max, version="",
    statut="en_vigueur", territoire="", source=SourceTexte("", "", 0, ""),
)  # fmt: skip
"""What a dossier that answers no contract is read against: nothing can be cited from it."""
