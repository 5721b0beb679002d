"""A contract laid out by subject, as branches to draw: what it says, where, for which territory.

Ids of what a dossier may cite stay as they are; everything else is named ``kind/id``, so that one
reader (:mod:`~cvdesk.app.explorer_reading`) tells what any branch says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from cvdesk.app.contrattree import Branch, contract_branches, sheet_branches
from cvdesk.app.explorer_territory import (
    EVERYWHERE,
    NOT_SAID,
    Territory,
    communes_in,
    perimeter_words,
    serves,
)
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_moyens import Dispositif, Echeance, Financeur
from cvdesk.domain.contrat_parts import Force, Quartier

_K = TypeVar("_K")
_T = TypeVar("_T")


class Subject(StrEnum):
    """What one reads in a contract."""

    CONTRAT = "contrat"
    ORIENTATIONS = "orientations"
    FICHES = "fiches"
    QUARTIERS = "quartiers"
    FINANCEURS = "financeurs"
    REGLES = "regles"
    INSTANCES = "instances"
    ERRATA = "errata"


TITLES: Mapping[Subject, str] = {
    Subject.CONTRAT: "Le contrat",
    Subject.ORIENTATIONS: "Orientations",
    Subject.FICHES: "Fiches communales",
    Subject.QUARTIERS: "Quartiers",
    Subject.FINANCEURS: "Financeurs",
    Subject.REGLES: "Règles",
    Subject.INSTANCES: "Instances et calendrier",
    Subject.ERRATA: "Errata et lacunes",
}
TERRITORIAL = frozenset({Subject.FICHES, Subject.QUARTIERS, Subject.FINANCEURS})
"""The subjects that a commune or a département narrows."""

FORCES: Mapping[Force, str] = {
    Force.OBLIGATION: "Obligations",
    Force.CIBLE: "Cibles",
    Force.PREFERENCE: "Préférences",
    Force.POSSIBILITE: "Possibilités",
    Force.INFORMATION: "Informations",
}
NATURES: Mapping[str, str] = {
    "etat": "État et ses services",
    "collectivite": "Collectivités",
    "securite_sociale": "Sécurité sociale",
    "operateur": "Opérateurs",
    "bailleur": "Bailleurs",
    "chambre": "Chambres consulaires",
    "europe": "Europe",
    "association": "Associations",
    "entreprise": "Entreprises",
    "groupe": "Groupes",
    "autre": "Autres organismes",
}


def subject_branches(
    contrat: Contrat, subject: Subject, today: date, where: Territory = EVERYWHERE
) -> tuple[Branch, ...]:
    """Return what a contract says of a subject, in the order of the text.

    Args:
        contrat: The contract.
        subject: What to read.
        today: The day it is read: dates that are past say so.
        where: Keep to what holds there; what the text does not limit stays.
    """
    makers: Mapping[Subject, Callable[[], tuple[Branch, ...]]] = {
        Subject.CONTRAT: lambda: _identity(contrat),
        Subject.ORIENTATIONS: lambda: (*contract_branches(contrat), *_beside_tree(contrat)),
        Subject.FICHES: lambda: _sheets(contrat, where),
        Subject.QUARTIERS: lambda: _quarters(contrat, where),
        Subject.FINANCEURS: lambda: _funders(contrat, where),
        Subject.REGLES: lambda: _rules(contrat),
        Subject.INSTANCES: lambda: _bodies(contrat, today),
        Subject.ERRATA: lambda: _slips(contrat),
    }
    return makers[subject]()


def silence(subject: Subject) -> str:
    """Return what to say when a contract has nothing under a subject."""
    return f"{TITLES[subject]}\u00a0: {NOT_SAID} lu ici."


def group(title: str, kind: str, children: Iterable[Branch]) -> Branch:
    """Return a heading of ours above some places; it has no line."""
    return Branch(f"groupe/{kind}/{title}", title, (), strong=True, children=tuple(children))


def filled(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    """Return the headings that have something below."""
    return tuple(branch for branch in branches if branch.children)


def grouped(things: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, list[_T]]:
    """Return things under their heading, in the order they come."""
    found: dict[_K, list[_T]] = {}
    for one in things:
        found.setdefault(key(one), []).append(one)
    return found


def _identity(contrat: Contrat) -> tuple[Branch, ...]:
    liens = [
        Branch(f"lien/{rank}", one.titre, one.lignes, strong=False)
        for rank, one in enumerate(contrat.liens)
    ]
    themes = [Branch(f"theme/{t.id}", t.titre, t.lignes, strong=False) for t in contrat.themes]
    figures = [
        Branch(f"chiffre/{rank}", one.indicateur.nom, one.indicateur.lignes, strong=False)
        for rank, one in enumerate(contrat.chiffres)
    ]
    sigles = [
        Branch(
            f"sigle/{one.sigle}", one.sigle, one.sens[0].lignes if one.sens else (), strong=False
        )
        for one in contrat.sigles
    ]
    return (
        Branch("contrat/presentation", contrat.titre, (), strong=True),
        *filled((
            group("Textes liés", "lien", liens),
            group("Thèmes", "theme", themes),
            group("Chiffres", "chiffre", figures),
            group("Sigles", "sigle", sigles),
        )),
    )  # fmt: skip


def _beside_tree(contrat: Contrat) -> tuple[Branch, ...]:
    principles = [
        Branch(f"principe/{one.id}", one.titre, one.lignes, strong=False)
        for one in contrat.axes_transversaux
    ]
    actions = [
        Branch(f"action/{one.id}", one.titre, one.lignes, strong=False) for one in contrat.actions
    ]
    return filled((
        group("Principes transversaux", "principe", principles),
        group("Actions que le texte énumère", "action", actions),
    ))  # fmt: skip


def _sheets(contrat: Contrat, where: Territory) -> tuple[Branch, ...]:
    inside = communes_in(contrat, where)
    kept = [one for one in contrat.fiches if inside is None or inside & {*one.communes}]
    return tuple(
        Branch(f"commune/{commune}", commune, (), strong=True, children=tuple(
            Branch(f"fiche/{one.id}", one.titre, one.lignes, strong=False,
                   children=sheet_branches((one,)))
            for one in fiches
        ))
        for commune, fiches in grouped(kept, lambda one: one.commune).items()
    )  # fmt: skip


def _quarters(contrat: Contrat, where: Territory) -> tuple[Branch, ...]:
    inside = communes_in(contrat, where)
    kept = [one for one in contrat.quartiers if inside is None or inside & {*one.communes}]
    return tuple(
        Branch(f"commune/{communes}", communes, (), strong=True, children=tuple(
            Branch(f"quartier/{one.id}", _quarter_name(one), one.lignes, strong=False)
            for one in quartiers
        ))
        for communes, quartiers in grouped(kept, lambda one: " et ".join(one.communes)).items()
    )  # fmt: skip


def _quarter_name(quartier: Quartier) -> str:
    kind = quartier.type if quartier.type.isupper() else quartier.type.capitalize()
    return " · ".join(part for part in (quartier.nom, kind, quartier.code or "") if part)


def _funders(contrat: Contrat, where: Territory) -> tuple[Branch, ...]:
    def kept(one: Financeur | Dispositif) -> bool:
        return serves(contrat, one.perimetre, where) is not False

    def branch(kind: str, one: Financeur | Dispositif) -> Branch:
        words = perimeter_words(contrat, one.perimetre)
        text = f"{one.nom} · {words}" if words else one.nom
        return Branch(f"{kind}/{one.id}", text, one.lignes, strong=False)

    funders = [one for one in contrat.financeurs if kept(one)]
    by_nature = grouped(
        funders, lambda one: NATURES.get(one.nature, one.nature.replace("_", " ").capitalize())
    )
    order = [title for title in NATURES.values() if title in by_nature]
    return filled((
        *(
            group(title, "financeur", (branch("financeur", one) for one in by_nature[title]))
            for title in (*order, *(title for title in by_nature if title not in order))
        ),
        group("Dispositifs et appels", "dispositif",
              (branch("dispositif", one) for one in contrat.dispositifs if kept(one))),
    ))  # fmt: skip


def _rules(contrat: Contrat) -> tuple[Branch, ...]:
    rules = grouped(contrat.regles, lambda one: one.force)
    return tuple(
        group(title, "regle", (
            Branch(f"regle/{one.id}", one.enonce, one.lignes, strong=False) for one in rules[force]
        ))
        for force, title in FORCES.items() if force in rules
    )  # fmt: skip


def _bodies(contrat: Contrat, today: date) -> tuple[Branch, ...]:
    bodies = [
        Branch(f"instance/{one.id}", one.nom, one.lignes, strong=False) for one in contrat.instances
    ]
    calendar = [
        Branch(f"echeance/{rank}", _dated(one, today), one.lignes, strong=False)
        for rank, one in enumerate(contrat.echeances)
    ]
    return filled((
        group("Instances", "instance", bodies), group("Calendrier", "echeance", calendar)
    ))  # fmt: skip


def _dated(echeance: Echeance, today: date) -> str:
    when = echeance.quand or NOT_SAID
    if echeance.date is not None:
        when = f"{echeance.date:%d/%m/%Y}" + (", passé" if echeance.date < today else "")
    return f"{echeance.quoi} · {when}"


def _slips(contrat: Contrat) -> tuple[Branch, ...]:
    slips = [
        Branch(f"erratum/{rank}", one.texte, one.lignes, strong=False)
        for rank, one in enumerate(contrat.errata)
    ]
    gaps = [
        Branch(f"lacune/{rank}", one.texte, (), strong=False)
        for rank, one in enumerate(contrat.lacunes)
    ]
    return filled((
        group("Anomalies du texte", "erratum", slips),
        group("Ce que le texte ne dit pas", "lacune", gaps),
    ))  # fmt: skip


def counted(branches: Iterable[Branch], subject: Subject, where: Territory) -> str:
    """Return what is said above the list of a subject: how to walk it, or why it is short."""
    leaves = sum(
        not one.children and not one.id.startswith("groupe/")
        for branch in branches
        for one in branch.walk()
    )
    if not leaves:
        if where != EVERYWHERE:
            return "Le texte ne nomme rien pour ce territoire."
        return silence(subject)
    if subject is Subject.FINANCEURS and where != EVERYWHERE:
        return (
            f"{leaves} organismes et dispositifs\u00a0: ceux que le texte nomme pour ce "
            "territoire, et ceux qu’il ne limite à aucun."
        )
    return "Flèches pour parcourir, Entrée pour lire, Ctrl+F pour chercher."
