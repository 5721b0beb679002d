"""Reading the form files into :class:`~cvdesk.domain.form.Form`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from cvdesk.catalog.form_schema import (
    AccountFile,
    BudgetFile,
    ConditionFile,
    FieldFile,
    FormFile,
    FunderFieldsFile,
    GridFile,
    GroupFile,
    LineFile,
    ListFile,
    OptionFile,
    SectionFile,
    SourceFile,
)
from cvdesk.catalog.piece_load import load_pieces
from cvdesk.catalog.yamltext import Fault, FileFaults, YamlText, read_yaml, validate
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType, Option, RowType
from cvdesk.domain.fieldtypes import FieldType
from cvdesk.domain.form import (
    FOLLOW_UP,
    Budget,
    Condition,
    Field,
    Form,
    FormRef,
    Group,
    Item,
    Nature,
    Operator,
    Section,
    Yearly,
)
from cvdesk.domain.grid import Account, BudgetLine, Grid
from cvdesk.domain.ids import FieldId, GroupId
from cvdesk.domain.papertypes import SIMPLE_TYPES
from cvdesk.domain.renewal import Renewal
from cvdesk.domain.sources import Source
from cvdesk.domain.wording import spaced


class FormLoader:
    """Reads the forms of one ``forms`` folder, with the closed lists they offer.

    Args:
        forms: The folder of the forms.
        lists: The folder of the closed lists (``resources/listes``).
    """

    def __init__(self, forms: Path, lists: Path) -> None:
        self._forms = forms
        self._lists = lists
        self._grid = lru_cache(maxsize=None)(self._read_grid)
        self._list = lru_cache(maxsize=None)(self._read_list)
        self._pieces = lru_cache(maxsize=None)(partial(load_pieces, lists))

    def refs(self) -> tuple[FormRef, ...]:
        """Return every form of the folder, by name then revision."""
        found = [path.parts for path in self._forms.glob("*/*/form.yaml")]
        return tuple(sorted(FormRef(parts[-3], parts[-2]) for parts in found))

    def files(self, ref: FormRef) -> tuple[Path, ...]:
        """Return every file a form is made of: what a release freezes."""
        path = self._path(ref)
        shape = validate(FormFile, self._yaml(path))
        names = (*shape.sections, *shape.suivi, *filter(None, [shape.funder_fields]))
        grids = [f"grilles/{name}.yaml" for name in sorted(set(self._grids_of(shape)))]
        return (path, *(self._forms / name for name in (*names, *grids)))

    def load(self, ref: FormRef) -> Form:
        """Read one form.

        Raises:
            FileFaults: If the form is unknown, or its files have faults (all told at once).
        """
        path = self._path(ref)
        shape = validate(FormFile, self._yaml(path))
        if (shape.form, shape.revision) != (ref.form, ref.revision):
            name = str(path.relative_to(self._forms))
            raise FileFaults([Fault(name, 1, f"ce dossier devrait contenir {ref}")])
        funders = None
        if shape.funder_fields:
            funders = validate(FunderFieldsFile, self._yaml(self._forms / shape.funder_fields))
        faults: list[Fault] = []
        sections = []
        for name in (*shape.sections, *shape.suivi):
            try:
                sections.append(self._section(self._forms / name, funders))
            except FileFaults as error:
                faults += error.faults
        if faults:
            raise FileFaults(faults)
        form = Form(
            ref=ref,
            title=spaced(shape.title),
            source=source_of(shape.source),
            period=shape.period,
            rubriques=tuple((rubrique.number, rubrique.title) for rubrique in shape.rubriques),
            sections=tuple(sections[: len(shape.sections)]),
            follow_up=tuple(sections[len(shape.sections) :]),
            nature=Nature(shape.nature),
            year_of=shape.annee_de,
            given={FieldId(name): text for name, text in shape.given.items()},
            repeated=tuple(self._group(group, "") for group in shape.repeated),
            pieces=self._pieces(shape.pieces),
        )
        if problems := [Fault(str(ref), 1, what) for what in _problems(form)]:
            raise FileFaults(problems)
        return form

    def _path(self, ref: FormRef) -> Path:
        path = self._forms / ref.form / ref.revision / "form.yaml"
        if not path.is_file():
            known = ", ".join(str(one) for one in self.refs())
            raise FileFaults(
                [
                    Fault(
                        str(ref),
                        1,
                        f"ce formulaire n’est pas connu\u00a0; formulaires\u00a0: {known}",
                    )
                ]
            )
        return path

    def _yaml(self, path: Path) -> YamlText:
        return read_yaml(path, name=path.relative_to(self._forms).as_posix())

    def _grids_of(self, shape: FormFile) -> Iterator[str]:
        for name in shape.sections:
            section = validate(SectionFile, self._yaml(self._forms / name))
            yield from {item.grid for item in section.items if isinstance(item, BudgetFile)}

    def _section(self, path: Path, funders: FunderFieldsFile | None) -> Section:
        shape = validate(SectionFile, self._yaml(path))
        return Section(
            id=shape.id,
            title=spaced(shape.title),
            items=tuple(self._item(item, funders) for item in shape.items),
            intro=spaced(shape.intro),
            minutes=shape.minutes,
            repeats=None if shape.repeats is None else GroupId(shape.repeats),
        )

    def _item(
        self, item: FieldFile | GroupFile | BudgetFile, funders: FunderFieldsFile | None
    ) -> Item:
        if isinstance(item, FieldFile):
            return self._field(item, Yearly.EACH)
        if isinstance(item, GroupFile):
            return self._group(item, "")
        if funders is None:
            message = "un budget demande «\u00a0funder_fields\u00a0» dans le formulaire"
            raise FileFaults([Fault(item.budget, 1, message)])
        yearly = Yearly(item.yearly)
        rows = GroupFile(
            group=f"{item.budget}_financeurs",
            label=funders.label,
            item=funders.item,
            help=funders.help,
            fields=funders.fields,
        )
        return Budget(
            id=item.budget,
            label=spaced(item.label),
            grid=self._grid(item.grid),
            funders=self._group(rows, f"{item.budget}_financeur_", yearly),
            yearly=yearly,
            help=spaced(item.help),
            number=item.number,
            title=spaced(item.title),
            visible_if=_condition(item.visible_if),
            plan=item.plan or "",
        )

    def _group(self, shape: GroupFile, prefix: str, yearly: Yearly = Yearly.EACH) -> Group:
        return Group(
            id=GroupId(shape.group),
            label=spaced(shape.label),
            item=spaced(shape.item),
            fields=tuple(
                replace(field, id=FieldId(prefix + field.id))
                for field in (self._field(one, yearly) for one in shape.fields)
            ),
            feminine=shape.feminine,
            minimum=shape.minimum,
            help=spaced(shape.help),
            more=spaced(shape.more),
            source=spaced(shape.source),
            number=shape.number,
            title=spaced(shape.title),
            visible_if=_condition(shape.visible_if),
        )

    def _field(self, shape: FieldFile, budget_years: Yearly) -> Field:
        return Field(
            id=FieldId(shape.id),
            label=spaced(shape.label),
            type=self._type(shape),
            required=shape.required,
            help=spaced(shape.help),
            more=spaced(shape.more),
            source=spaced(shape.source),
            number=shape.number,
            title=spaced(shape.title),
            yearly=budget_years if shape.yearly == "budget" else Yearly(shape.yearly),
            visible_if=_condition(shape.visible_if),
            excused_if=_condition(shape.excused_if),
            limit=shape.limit,
            signatory_only=shape.signatory_only,
            masked=shape.masked,
            unit=shape.unit,
            renewal=None if shape.renouvellement is None else Renewal(shape.renouvellement),
            inherits=shape.reprend or "",
        )

    def _type(self, shape: FieldFile) -> FieldType[Any]:
        if shape.type == "ligne":
            return RowType(shape.group or "")
        if shape.options is None:
            return SIMPLE_TYPES[shape.type]
        if isinstance(shape.options, str):
            options = self._list(shape.options)
        else:
            options = tuple(map(_option, shape.options))
        return ChoiceType(options) if shape.type == "choix" else ChoicesType(options)

    def _read_list(self, name: str) -> tuple[Option, ...]:
        path = self._lists / f"{name}.yaml"
        shape = validate(ListFile, read_yaml(path, name=f"listes/{path.name}"))
        return tuple(map(_option, shape.options))

    def _read_grid(self, name: str) -> Grid:
        shape = validate(GridFile, self._yaml(self._forms / "grilles" / f"{name}.yaml"))
        return Grid(
            id=shape.grid,
            source=source_of(shape.source),
            charges=tuple(_account(one) for one in shape.charges),
            produits=tuple(_account(one) for one in shape.produits),
            emplois=_account(shape.emplois),
            contributions=_account(shape.contributions),
            private_funders=frozenset(shape.private_funders),
        )


def source_of(shape: SourceFile) -> Source:
    """Return a source as the domain holds it."""
    return Source(shape.title, shape.url, shape.checked_on)


def _option(shape: OptionFile) -> Option:
    return Option(shape.id, spaced(shape.label), spaced(shape.help), shape.renouvellement)


def _account(shape: AccountFile) -> Account:
    return Account(
        key=shape.key,
        number=shape.number,
        label=spaced(shape.label),
        lines=tuple(_line(one) for one in shape.lines),
        funders=tuple(_line(one) for one in shape.funders),
    )


def _line(shape: LineFile) -> BudgetLine:
    return BudgetLine(
        key=shape.key,
        label=spaced(shape.label),
        number=shape.number,
        help=spaced(shape.help),
        more=spaced(shape.more),
        source=spaced(shape.source),
    )


def _condition(shape: ConditionFile | None) -> Condition | None:
    if shape is None:
        return None
    field = FieldId(shape.field)
    if shape.equals is not None:
        return Condition(field, Operator.EQUALS, (shape.equals,))
    if shape.one_of is not None:
        return Condition(field, Operator.ONE_OF, tuple(shape.one_of))
    if shape.contains is not None:
        return Condition(field, Operator.CONTAINS, (shape.contains,))
    if shape.at_least is not None:
        return Condition(field, Operator.AT_LEAST, (shape.at_least,))
    return Condition(field, Operator.IS_ANSWERED, (shape.is_answered or "oui",))


def _fields_of(item: Item) -> tuple[Field, ...]:
    if isinstance(item, Field):
        return (item,)
    if isinstance(item, Group):
        return item.fields
    return (*item.line_fields, *item.funders.fields)


def _problems(form: Form) -> Iterator[str]:
    """Yield what no single file can show: ids used twice, references to nothing."""
    seen: set[str] = set()
    for section in form.every_section:
        for item in section.items:
            yield from _misnamed(item, follow_up=section in form.follow_up)
            for field in _fields_of(item):
                if field.id in seen:
                    yield f"deux champs portent le nom «\u00a0{field.id}\u00a0»"
                seen.add(field.id)
                if isinstance(field.type, RowType) and field.type.group not in form.groups:
                    group = field.type.group
                    yield f"«\u00a0{field.id}\u00a0» renvoie à une liste inconnue, {group}"
    for section in form.every_section:
        if section.repeats is not None and section.repeats not in form.groups:
            yield f"l’étape «\u00a0{section.id}\u00a0» se répète selon une liste inconnue"
    yield from _misgiven(form)
    for condition in _conditions(form):
        if condition.field not in seen:
            yield f"une condition regarde un champ inconnu, «\u00a0{condition.field}\u00a0»"


def _misgiven(form: Form) -> Iterator[str]:
    for name, text in form.given.items():
        try:
            read = form.read(name, text)
        except ValueError:
            read = None
        if read is None:
            yield f"«\u00a0{text}\u00a0» n’est pas une réponse à «\u00a0{name}\u00a0»"


def _misnamed(item: Item, *, follow_up: bool) -> Iterator[str]:
    """What a signature leaves out is told by its name alone, on a computer without the form too."""
    names: list[str] = [field.id for field in _fields_of(item)]
    names += [] if isinstance(item, Field) else [item.id]
    for name in names:
        if name.startswith(FOLLOW_UP) != follow_up:
            must = "doit" if follow_up else "ne doit pas"
            yield f"«\u00a0{name}\u00a0» {must} commencer par «\u00a0{FOLLOW_UP}\u00a0» ici"


def _conditions(form: Form) -> Iterator[Condition]:
    for section in form.every_section:
        for item in section.items:
            below = item.fields if isinstance(item, Group) else ()
            for one in (item, *below):
                if one.visible_if is not None:
                    yield one.visible_if
                if isinstance(one, Field) and one.excused_if is not None:
                    yield one.excused_if
