"""Reading the portals: ``forms/portails/*.yaml``, and any portal file a user received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from cvdesk.app.portal_values import CALCULS
from cvdesk.catalog.form_load import source_of
from cvdesk.catalog.portail_schema import (
    BlocFile,
    CaseFile,
    EcranFile,
    ElementFile,
    GrilleFile,
    PortailFile,
)
from cvdesk.catalog.yamltext import Fault, FileFaults, YamlText, read_yaml, validate
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType, YesNoType
from cvdesk.domain.fieldtypes import FieldType
from cvdesk.domain.form import Form
from cvdesk.domain.form import Place as Asked
from cvdesk.domain.ids import FieldId, GroupId
from cvdesk.domain.portail import Bloc, Case, Ecran, Element, Grille, Portail
from cvdesk.domain.wording import spaced


def load_portail(path: Path, forms: Sequence[Form]) -> Portail:
    """Read one portal.

    Args:
        path: Its file.
        forms: The forms whose answers it may take: a box names a field that one of them has.

    Raises:
        FileFaults: If the file has mistakes, all told at once, each with its line.
    """
    text = read_yaml(path)
    shape = validate(PortailFile, text)
    if faults := list(_faults(shape, text, forms)):
        raise FileFaults(faults)
    return Portail(
        id=shape.portail,
        titre=spaced(shape.titre),
        source=source_of(shape.source),
        ecrans=tuple(map(_ecran, shape.ecrans)),
        adresse=shape.adresse,
        note=spaced(shape.note),
        a_verifier=spaced(shape.a_verifier),
    )


def _ecran(shape: EcranFile) -> Ecran:
    return Ecran(
        id=shape.id,
        titre=spaced(shape.titre),
        elements=tuple(map(_element, shape.cases)),
        par_projet=shape.par_projet,
        note=spaced(shape.note),
        a_verifier=spaced(shape.a_verifier),
    )


def _element(shape: ElementFile) -> Element:
    if isinstance(shape, BlocFile):
        cases = tuple(map(_case, shape.cases))
        return Bloc(GroupId(shape.chaque), spaced(shape.titre), cases)
    if isinstance(shape, GrilleFile):
        return Grille(shape.id, shape.grille, spaced(shape.titre))
    return _case(shape)


def _case(shape: CaseFile) -> Case:
    return Case(
        id=shape.id,
        label=spaced(shape.label),
        champ=None if shape.champ is None else FieldId(shape.champ),
        calcul=shape.calcul or "",
        fixe=shape.fixe or "",
        choix=dict(shape.choix),
        saisie=shape.saisie,
        a_choisir=shape.a_choisir,
        limite=shape.limite,
        a_verifier=spaced(shape.a_verifier),
        aide=spaced(shape.aide),
    )


Where: TypeAlias = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a box stands, to tell what is wrong with it.

    Attributes:
        where: Its place in the file.
        group: The list whose rows it comes again for, or None.
    """

    text: YamlText
    forms: Sequence[Form]
    ecran: EcranFile
    where: Where
    group: str | None = None

    def fault(self, name: str, message: str) -> Fault:
        return self.text.fault((*self.where, name), message)


def _faults(shape: PortailFile, text: YamlText, forms: Sequence[Form]) -> Iterator[Fault]:
    known: set[str] = set()
    for at, ecran in enumerate(shape.ecrans):
        where: Where = ("ecrans", at)
        if ecran.id in known:
            yield text.fault(
                (*where, "id"), f"l’écran «\u00a0{ecran.id}\u00a0» est écrit deux fois"
            )
        known.add(ecran.id)
        named: set[str] = set()
        for rank, element in enumerate(ecran.cases):
            place = _Place(text, forms, ecran, (*where, "cases", rank))
            yield from _element_faults(element, place, named)


def _element_faults(element: ElementFile, place: _Place, named: set[str]) -> Iterator[Fault]:
    if isinstance(element, GrilleFile):
        if not any(element.grille in form.budgets for form in place.forms):
            yield place.fault("grille", f"aucun budget «\u00a0{element.grille}\u00a0»")
        elif element.grille == "projet" and not place.ecran.par_projet:
            yield place.fault("grille", f"ce budget est dans un projet\u00a0: {_BY_PROJECT}")
        yield from _named_once(element.id, place, named)
    elif isinstance(element, BlocFile):
        yield from _bloc_faults(element, place)
        for rank, case in enumerate(element.cases):
            spot = replace(place, where=(*place.where, "cases", rank), group=element.chaque)
            yield from _case_faults(case, spot, named)
    else:
        yield from _case_faults(element, place, named)


_BY_PROJECT = "cet écran doit être «\u00a0par_projet\u00a0: true\u00a0»"


def _named_once(name: str, place: _Place, named: set[str]) -> Iterator[Fault]:
    """Tell of a second box of the same name: what is copied is remembered under it."""
    full = f"{place.group or ''}.{name}"
    if full in named:
        yield place.fault("id", f"la case «\u00a0{name}\u00a0» est écrite deux fois dans cet écran")
    named.add(full)


def _bloc_faults(bloc: BlocFile, place: _Place) -> Iterator[Fault]:
    group = GroupId(bloc.chaque)
    homes = {form.parents[group] for form in place.forms if group in form.groups}
    if not homes:
        yield place.fault("chaque", f"aucune liste «\u00a0{group}\u00a0»")
    elif "projet" in homes and not place.ecran.par_projet:
        said = f"la liste «\u00a0{group}\u00a0» est dans un projet\u00a0: {_BY_PROJECT}"
        yield place.fault("chaque", said)


def _case_faults(case: CaseFile, place: _Place, named: set[str]) -> Iterator[Fault]:
    yield from _named_once(case.id, place, named)
    if case.calcul is not None:
        calcul = CALCULS.get(case.calcul)
        rows = {"", "projet" if place.ecran.par_projet and place.group is None else "", place.group}
        if calcul is None:
            yield place.fault("calcul", f"aucun calcul «\u00a0{case.calcul}\u00a0»")
        elif calcul.row not in rows:
            said = f"le calcul «\u00a0{case.calcul}\u00a0» se fait pour chaque {calcul.row}"
            yield place.fault("calcul", said)
    elif case.champ is not None:
        found = [form.places[FieldId(case.champ)] for form in place.forms
                 if case.champ in form.places]  # fmt: skip
        if found:
            yield from _field_faults(case, place, found[0])
        else:
            yield place.fault("champ", f"aucun champ «\u00a0{case.champ}\u00a0»")


def _field_faults(case: CaseFile, place: _Place, asked: Asked) -> Iterator[Fault]:
    group = asked.group
    home = None if group is None else group.id
    named = f"le champ «\u00a0{case.champ}\u00a0»"
    if home is not None and home != place.group:
        yield place.fault("champ", f"{named} appartient à la liste «\u00a0{home}\u00a0»")
    elif home is None and place.group is not None:
        yield place.fault("champ", f"{named} n’est pas dans la liste «\u00a0{place.group}\u00a0»")
    elif home is None and asked.section.repeats is not None and not place.ecran.par_projet:
        yield place.fault("champ", f"{named} est dans un projet\u00a0: {_BY_PROJECT}")
    options = _options(asked.field.type)
    for word in case.choix:
        if word not in options:
            said = f"«\u00a0{word}\u00a0» n’est pas une réponse du champ «\u00a0{case.champ}\u00a0»"
            yield place.text.fault((*place.where, "choix", word), said)


def _options(type_: FieldType[Any]) -> set[str]:
    if isinstance(type_, YesNoType):
        return {"oui", "non"}
    if isinstance(type_, ChoiceType | ChoicesType):
        return {one.id for one in type_.options}
    return set()
