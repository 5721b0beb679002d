"""The form in which a call is written, with the choices that its contract and the forms give."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cvdesk.app.appel_view import NOT_SAID
from cvdesk.domain.appel import Appel, PieceAttendue
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType, Option
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.fieldtypes import LongTextType
from cvdesk.domain.form import Budget, Field, Form, Group, Item
from cvdesk.domain.ids import FieldId
from cvdesk.domain.text_limits import TITLE
from cvdesk.domain.voie import Voie, paths_of

_LONGEST = 64
"""Characters beside a box to tick: it stays on one line, even with large letters."""
_SHOWN_LEVELS = 2
"""Levels of the tree that a call usually names; a deeper one that it names already stays."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the open lists of the form offer.

    Attributes:
        contrat: The contract of the call.
        voies: Every path.
        national: The national list of papers.
        asked: The form of a dossier, whose texts a call may limit.
    """

    contrat: Contrat
    voies: tuple[Voie, ...]
    national: tuple[PieceAttendue, ...]
    asked: Form


def named_by(appel: Appel | None) -> tuple[str, ...]:
    """Return the places of the contract that a call names."""
    if appel is None:
        return ()
    return (*appel.orientations, *(one.noeud for one in appel.criteres if one.noeud))


def editing_form(form: Form, choices: Choices, named: tuple[str, ...] = ()) -> Form:
    """Return the form of a call, its open lists filled.

    Args:
        form: The form as its file declares it.
        choices: What the lists offer.
        named: Places of the contract that are always among the choices, however deep.
    """
    contrat, asked = choices.contrat, choices.asked
    lists = {
        "appel_voie": [Option(one.id, one.titre) for one in paths_of(choices.voies, contrat.id)],
        "appel_communes": [
            Option(one.nom, one.nom) for one in contrat.communes if not one.hors_perimetre
        ],
        "appel_quartiers": [
            Option(one.id, _short(f"{one.nom}, {' et '.join(one.communes)}"))
            for one in contrat.quartiers
        ],
        "appel_orientations": _orientations(contrat, named),
        "appel_financeur_type": _kinds(asked),
        "appel_pieces_nationales": [Option(one.id, one.label) for one in choices.national],
        "appel_limite_champ": _texts(asked),
        "appel_critere_noeud": [
            *(Option(one.id, one.titre) for one in contrat.axes_transversaux),
            *_orientations(contrat, named),
        ],
    }
    sections = tuple(
        replace(section, items=tuple(_filled(item, lists) for item in section.items))
        for section in form.sections
    )
    return replace(form, sections=sections)


def _filled(item: Item, lists: dict[str, list[Option]]) -> Item:
    if isinstance(item, Group):
        fields = tuple(_field(one, lists) for one in item.fields)
        return replace(item, fields=fields)
    return item if isinstance(item, Budget) else _field(item, lists)


def _field(field: Field, lists: dict[str, list[Option]]) -> Field:
    if field.id not in lists:
        return field
    options = tuple(lists[field.id]) or (Option("", NOT_SAID),)
    several = isinstance(field.type, ChoicesType)
    return replace(field, type=ChoicesType(options) if several else ChoiceType(options))


def _orientations(contrat: Contrat, named: tuple[str, ...]) -> list[Option]:
    found = [
        Option(node.id, _short(f"{node.numero} {node.titre_court or node.titre}".strip()))
        for node in contrat.noeuds
        if len(contrat.chemin(node.id)) < _SHOWN_LEVELS or node.id in named
    ]
    known = {one.id for one in found} | {axe.id for axe in contrat.axes_transversaux}
    deeper = [
        Option(place, _short(contrat.citation(place).titre))
        for place in named
        if place not in known and contrat.cites(place)
    ]
    return [*found, *deeper]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _kinds(asked: Form) -> list[Option]:
    lines = {
        line.key: line.label
        for budget in asked.budgets.values()
        for account in budget.grid.produits
        for line in account.funders
    }
    return [Option(key, label) for key, label in lines.items()]


def _texts(asked: Form) -> list[Option]:
    return [
        Option(str(place.field.id), place.field.title or place.field.label)
        for place in asked.places.values()
        if place.field.id == FieldId(TITLE) or isinstance(place.field.type, LongTextType)
    ]
