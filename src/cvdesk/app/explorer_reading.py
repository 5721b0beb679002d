"""One place of a contract, read whole: its exact words, lines, mark, and what is said about it.

A reading holds sentences to draw, nothing else. What a text does not say is told so, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cvdesk.app import explorer_pieces as pieces
from cvdesk.app.explorer_items import (
    Item,
    Reading,
    figure,
    item,
    parts_of,
    serving,
    slips,
    unsaid,
    variants,
)
from cvdesk.domain.contrat import Contrat, Place
from cvdesk.domain.contrat_fiches import (
    ActionLocale,
    AxeLocal,
    Fiche,
    IndicateurLocal,
    ObjectifLocal,
)
from cvdesk.domain.contrat_parts import Correspondance, Enonce, Noeud, Provenance

FIELDS: Mapping[str, str] = {
    "axes_travail": "Axes de travail",
    "indicateurs_contexte": "Indicateurs de contexte",
    "indicateurs_impact": "Indicateurs d’impact",
    "indicateurs_suivi": "Indicateurs de suivi",
    "operateurs": "Opérateurs",
    "precaution": "Précaution",
    "precisions": "Précisions",
    "priorites": "Priorités",
    "priorites_transversales": "Priorités transversales",
    "sphere": "Sphère",
}
STATES: Mapping[str, str] = {
    "a_determiner": "à déterminer, dit le texte",
    "vide": "laissé vide par le texte",
    "annonce": "annoncé",
    "experimental": "expérimental",
}


class Reader:
    """Reads the places of one contract; what it looks up is gathered once.

    Args:
        contrat: The contract.
        today: The day it is read: terms and dates that are past say so.
    """

    def __init__(self, contrat: Contrat, today: date) -> None:
        self.contrat = contrat
        self._today = today
        self._nodes = {one.id for one in contrat.noeuds}
        self._names: dict[str, str] = {one.id: one.titre for one in contrat.themes}
        self._names |= {one.id: one.titre for one in contrat.noeuds}
        self._local: dict[str, tuple[Fiche, AxeLocal, Place]] = {}
        for fiche in contrat.fiches:
            for axe in fiche.axes:
                places: tuple[Place, ...] = (axe, *axe.objectifs, *axe.actions)
                for place in places:
                    self._local[place.id] = (fiche, axe, place)
                    self._names[place.id] = _local_title(place)
        self._ponts: dict[str, list[tuple[str, Correspondance]]] = {}
        for pont in contrat.correspondances:
            self._ponts.setdefault(pont.de, []).append((pont.vers, pont))
            if not pont.contrat:
                self._ponts.setdefault(pont.vers, []).append((pont.de, pont))
        self._funders = {one.id: one.nom for one in contrat.financeurs}

    def read(self, place: str) -> Reading:
        """Return what a place says.

        Raises:
            NotInContrat: If the contract has nothing there.
        """
        kind, slash, name = place.partition("/")
        if not slash:
            return self._cited(place)
        if kind == "groupe":
            return Reading(place, "", name.partition("/")[2])
        if kind == "fiche":
            return self._sheet(self.contrat.fiche(name))
        return pieces.read(self.contrat, place, kind, name, self._today)

    def citable(self, place: str) -> bool:
        """Tell whether a dossier may cite a place: a passage, or a principle for all."""
        if place in self._local or place in self._nodes:
            return True
        kind, _, name = place.partition("/")
        principles = {one.id for one in self.contrat.axes_transversaux if not one.portee}
        return kind == "principe" and name in principles

    def _cited(self, place: str) -> Reading:
        if place in self._local:
            return self._local_place(*self._local[place])
        return self._node(self.contrat.noeud(place))

    def _node(self, noeud: Noeud) -> Reading:
        contrat = self.contrat
        meaning = {one.id: one for one in contrat.drapeaux}
        notes = [item(note) for note in noeud.notes]
        notes += [
            item(meaning[one].sens, meaning[one].lignes, meaning[one].source)
            for one in noeud.drapeaux
        ]
        if noeud.numero and noeud.numero_source is not Provenance.DIT:
            notes.append(item(
                f"Le repère {noeud.numero} est celui de CVDesk\u00a0: "
                f"le texte ne numérote pas ce niveau ({noeud.niveau})."
            ))  # fmt: skip
        number = noeud.numero if noeud.numero_source is Provenance.DIT else ""
        return Reading(
            noeud.id, f"{noeud.niveau} {number}".strip(), noeud.titre, quoted=True,
            path=tuple(above.titre for above in contrat.chemin(noeud.id)),
            lignes=noeud.lignes, mark=noeud.source,
            parts=parts_of(
                ("Autres formulations", variants(noeud.variantes)),
                *self._fields(noeud.champs),
                *serving(contrat, noeud.id),
                ("Actions que le texte énumère", [
                    item(one.titre, one.lignes, one.source, place=f"action/{one.id}", quoted=True)
                    for one in contrat.actions if noeud.id in one.noeuds
                ]),
                ("Chiffres", [
                    figure(one.indicateur) for one in contrat.chiffres
                    if one.noeud == noeud.id
                ]),
                ("Ponts", self._bridges(noeud.id)),
                ("Remarques", notes),
                *slips(contrat, noeud.id),
            ),
        )  # fmt: skip

    def _bridges(self, place: str) -> list[Item]:
        found = []
        for other, pont in self._ponts.get(place, ()):
            who = "imprimé par le texte" if pont.nature == "officielle" else "conseil de CVDesk"
            named = self._names.get(other, other)
            note = " ".join(part for part in (f"Pont\u00a0: {who}.", pont.note) if part)
            here = not pont.contrat and self.citable(other)
            label = f"Contrat {pont.contrat}" if pont.contrat else ""
            found.append(
                item(named, pont.lignes, pont.source, label=label, note=note,
                     place=other if here else "")
            )  # fmt: skip
        return found

    def _local_place(self, fiche: Fiche, axe: AxeLocal, place: Place) -> Reading:
        parts: list[tuple[str, Iterable[Item]]] = [("Pour", [_territory(fiche)])]
        kind = "action locale"
        match place:
            case AxeLocal():
                kind = "axe local"
                parts += self._fields(place.champs)
                measured = [one for one in place.indicateurs if one.objectif is None]
                parts.append(("Indicateurs proposés", map(_indicator, measured)))
            case ObjectifLocal():
                kind = f"objectif local {place.numero}".strip()
                measured = [one for one in axe.indicateurs if one.objectif == place.id]
                parts.append(("Indicateurs proposés", map(_indicator, measured)))
            case ActionLocale():
                served = self._names.get(place.objectif or "", "")
                said = item(served, place=place.objectif or "") if served else unsaid()
                parts.append(("Objectif servi", [said]))
        parts += [
            ("Ponts", self._bridges(place.id)),
            ("Remarques", [item(note) for note in place.notes]),
            *slips(self.contrat, place.id, axe.id, fiche.id),
        ]
        above = (fiche.titre,) if place is axe else (fiche.titre, axe.titre)
        return Reading(
            place.id, kind, _local_title(place), quoted=True, path=above,
            lignes=place.lignes, mark=place.source, parts=parts_of(*parts),
        )  # fmt: skip

    def _sheet(self, fiche: Fiche) -> Reading:
        names = {one.id: one.nom for one in self.contrat.quartiers}
        quarters = [item(names.get(one, one), place=f"quartier/{one}") for one in fiche.quartiers]
        return Reading(
            f"fiche/{fiche.id}", f"fiche ({fiche.echelle})", fiche.titre, quoted=True,
            lignes=fiche.lignes, mark=fiche.source,
            parts=parts_of(
                ("Pour", [_territory(fiche)]),
                ("Quartiers", quarters or [unsaid()]),
                *self._fields(fiche.champs),
                ("Ce que la commune s’engage à faire", [
                    item(one.texte, one.lignes, one.source, quoted=True, note=one.note,
                         label=self._names.get(one.noeud, ""), place=one.noeud)
                    for one in fiche.engagements
                ]),
                ("Remarques", [item(note) for note in fiche.notes]),
                *slips(self.contrat, fiche.id),
            ),
        )  # fmt: skip

    def _fields(self, champs: Mapping[str, tuple[Enonce, ...]]) -> list[tuple[str, Iterable[Item]]]:
        return [
            (FIELDS.get(name, name.replace("_", " ").capitalize()), map(self._said, enonces))
            for name, enonces in champs.items()
        ]

    def _said(self, enonce: Enonce) -> Item:
        who = ", ".join(self._funders.get(one, one) for one in enonce.acteurs)
        notes: tuple[str, ...] = (
            enonce.porteur and f"Porteur\u00a0: {enonce.porteur}.",
            who and f"Acteurs\u00a0: {who}.",
            enonce.precision and f"Précision\u00a0: {enonce.precision}.",
            enonce.note,
        )
        state = STATES.get(enonce.etat, "")
        if state and enonce.texte:
            notes = (f"État\u00a0: {state}.", *notes)
        return item(
            enonce.texte or state, enonce.lignes, enonce.source, label=enonce.nature,
            quoted=enonce.exact and bool(enonce.texte), note=" ".join(filter(None, notes)),
        )  # fmt: skip


def _territory(fiche: Fiche) -> Item:
    return item(", ".join(fiche.communes))


def _local_title(place: Place) -> str:
    return place.titre if isinstance(place, AxeLocal) else place.texte


def _indicator(one: IndicateurLocal) -> Item:
    notes = (one.cible and f"Cible\u00a0: {one.cible}.", one.echeance and f"{one.echeance}.")
    return item(
        one.texte, one.lignes, one.source, label=one.sous_theme, quoted=True,
        note=" ".join(filter(None, notes)),
    )  # fmt: skip
