"""The answers of a dossier as text ready to print: what every part of the page reads them through.

An answer that is not there is printed too: « Non renseigné », or, in a draft, the mark « À
compléter » when the form requires it. An answer shown through this class is remembered, so that
:meth:`Answers.rest` can print what no part has shown: nothing that was typed is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import GUTTER, LABEL_WIDTH, NoteText, Para, Rule
from cvdesk.documents.sections.marks import MarkedAnswer
from cvdesk.documents.stacks import LabelledAnswer
from cvdesk.documents.style import Rich, Run, Style
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType, Option, YesNoType
from cvdesk.domain.completeness import missing_answers
from cvdesk.domain.dossier import Version
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import EurosType, LongTextType
from cvdesk.domain.form import Field
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from cvdesk.domain.money import NBSP
from cvdesk.domain.papertypes import IbanType

EMPTY = "Non renseigné"
TO_COMPLETE = f"▸{NBSP}À compléter{NBSP}: "
_BETWEEN_CHOICES = f"{NBSP * 3} "
"""Room between two choices, where a line may end."""


Asked: TypeAlias = tuple[str, RowId, int | None]
"""A question: its field, its row, its exercise."""


class Answers:
    """One dossier, read for one layout of its pages.

    Attributes:
        facts: The dossier read through its form.
        style: The style, through which all text goes.
        version: The frozen version, or None for a draft.
        printed_at: The moment of printing; its time zone is that of every moment printed.
        lacking: What a draft has still to answer, each with the anchor of its mark.
    """

    def __init__(
        self, facts: Facts, style: Style, version: Version | None, printed_at: datetime
    ) -> None:
        self.facts = facts
        self.style = style
        self.version = version
        self.printed_at = printed_at
        findings = missing_answers(facts) if version is None else ()
        self.lacking = {
            key: f"manque-{number}"
            for number, finding in enumerate(findings)
            for key in finding.keys
        }
        self._shown: set[tuple[FieldId, RowId]] = set()
        self._marked: set[str] = set()
        self._notes: list[tuple[int, Rich]] = []
        self._noted = 0

    @property
    def draft(self) -> bool:
        """Whether the pages are a draft."""
        return self.version is None

    # One answer

    def field(self, field_id: str) -> Field | None:
        """The question, or None when this form does not ask it."""
        return self.facts.form.field(FieldId(field_id))

    def asked(self, field_id: str, row: RowId = ROOT) -> bool:
        """Whether the form asks the question now."""
        found = self.field(field_id)
        return found is not None and self.facts.holds(found.visible_if, row)

    def value(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> Any:
        """The typed answer, or None; it counts as shown."""
        self._shown.add((FieldId(field_id), row))
        return self.facts.value(field_id, row, year)

    def lacks(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> bool:
        """Whether a draft must mark this answer as still to be given."""
        return Key(FieldId(field_id), row, year) in self.lacking

    def rich(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> Rich:
        """The answer on one line, or what stands for it."""
        found = self.field(field_id)
        value = self.value(field_id, row, year)
        if found is None or value is None:
            return self.nothing(field_id, row, year)
        shown = masked(value) if found.masked else found.type.show(value)
        if found.unit and not isinstance(found.type, EurosType):
            shown += f"{NBSP}{found.unit}"
        return self.style.text(shown, where=place_of(found))

    def optional(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> Rich:
        """The answer on one line, or nothing at all when it is not there."""
        if self.value(field_id, row, year) is None and not self.lacks(field_id, row, year):
            return ()
        return self.rich(field_id, row, year)

    def inside(self, field_id: str, row: RowId = ROOT) -> Rich:
        """The answer in the middle of a sentence, where no question is asked in full."""
        if self.lacks(field_id, row) and self.value(field_id, row) is None:
            return self.nothing(field_id, row, short=True)
        return self.rich(field_id, row)

    def nothing(
        self, field_id: str, row: RowId = ROOT, year: int | None = None, *, short: bool = False
    ) -> Rich:
        """What stands for an answer that is not there; ``short`` in a cell of a table."""
        self._shown.add((FieldId(field_id), row))
        if not self.lacks(field_id, row, year):
            return self.style.empty("–" if short else EMPTY)
        found = self.field(field_id)
        if short or found is None:
            return self.style.warning(f"▸{NBSP}à compléter")
        return self.style.warning(TO_COMPLETE + lowered(found.label))

    def no_row(self, group_id: str) -> Rich:
        """What stands for a list without any row; a draft marks one that must have some."""
        group = self.facts.form.groups.get(GroupId(group_id))
        if not self.draft or group is None or not group.minimum:
            return self.style.empty(EMPTY)
        one = "une" if group.feminine else "un"
        return self.style.warning(f"{TO_COMPLETE}au moins {one} {group.item}")

    def cell(self, field_id: str, row: RowId = ROOT, year: int | None = None) -> Rich:
        """The answer in a cell of a table, or a short sign for what is not there."""
        if self.value(field_id, row, year) is None:
            return self.nothing(field_id, row, year, short=True)
        return self.rich(field_id, row, year)

    def paragraphs(self, field_id: str, row: RowId = ROOT) -> list[Flowable]:
        """A long answer, with the paragraphs of the person who wrote it."""
        found = self.field(field_id)
        text = self.value(field_id, row)
        if found is None or text is None:
            return [Para(self.nothing(field_id, row), self.style.answer)]
        return self.typed(text, where=place_of(found))

    def typed(self, text: str, *, where: str) -> list[Flowable]:
        """Any text a person typed, as paragraphs."""
        pieces = self.style.paragraphs(text, where=where)
        paragraphs: list[Flowable] = [Para(piece, self.style.answer) for piece in pieces]
        for paragraph in paragraphs[:-1]:
            paragraph.spaceAfter = 4
        return paragraphs

    def choices(self, field_id: str, row: RowId = ROOT) -> Rich:
        """Every choice of a closed question, in the form's order, those taken ticked."""
        found = self.field(field_id)
        value = self.value(field_id, row)
        if found is None:
            return ()
        made: Rich = ()
        for option in _options(found):
            if made:
                made += (Run(_BETWEEN_CHOICES),)
            made += self.style.box(checked=_taken(option, value))
            made += self.style.text(option.label.replace(" ", NBSP))
        if self.lacks(field_id, row):
            made += (Run(_BETWEEN_CHOICES), *self.style.warning(f"▸{NBSP}À compléter"))
        return made

    # Labelled answers

    def label(self, field_id: str, title: str = "") -> Rich:
        """Number and title of a question, as printed on the left."""
        found = self.field(field_id)
        number, printed = (found.number, found.title or found.label) if found else ("", "")
        return self.heading(number, title or printed)

    def heading(self, number: str, title: str) -> Rich:
        """A number and a title on the left."""
        return self.style.text(f"{number} {title}".strip())

    def labelled(self, label: Rich, body: Sequence[Flowable], *keys: Asked) -> LabelledAnswer:
        """An answer with its label; a draft marks it when one of ``keys`` is lacking."""
        for field_id, row, year in keys:
            if self.lacks(field_id, row, year):
                return self.marked(label, body, Key(FieldId(field_id), row, year))
        return LabelledAnswer(label, body, self.style)

    def marked(self, label: Rich, body: Sequence[Flowable], key: Key) -> LabelledAnswer:
        """An answer that a draft marks, and that the cover leads to."""
        anchor = self.lacking[key]
        if anchor in self._marked:
            anchor = ""
        self._marked.add(anchor)
        return MarkedAnswer(label, body, self.style, anchor)

    def line(self, label: Rich, rich: Rich, *keys: Asked) -> LabelledAnswer:
        """A labelled answer of one paragraph."""
        return self.labelled(label, [Para(rich, self.style.answer)], *keys)

    def answer(self, field_id: str, row: RowId = ROOT, *, title: str = "") -> LabelledAnswer:
        """A question with its answer, set as its type asks."""
        found = self.field(field_id)
        label = self.label(field_id, title)
        if found is None:
            return self.line(label, self.style.empty(EMPTY))
        years = self.facts.years_of(found.yearly)
        keys = [(field_id, row, year) for year in years]
        if isinstance(found.type, LongTextType):
            return self.labelled(label, self.paragraphs(field_id, row), *keys)
        if isinstance(found.type, YesNoType | ChoiceType | ChoicesType):
            return self.line(label, self.choices(field_id, row), *keys)
        if years == (None,):
            return self.line(label, self.rich(field_id, row), *keys)
        return self.line(label, self.by_year(field_id, row), *keys)

    def by_year(self, field_id: str, row: RowId = ROOT) -> Rich:
        """An answer given for each exercise: « 2027 : 24 ; 2028 : 25 », or the only one alone."""
        found = self.field(field_id)
        years = [] if found is None else list(self.facts.years_of(found.yearly))
        if not years:
            return self.nothing(field_id, row)
        if len(years) == 1:
            return self.rich(field_id, row, years[0])
        if all(self.value(field_id, row, year) is None for year in years):
            return self.nothing(field_id, row, years[0])
        made: Rich = ()
        for year in years:
            opening = f"{NBSP}; {year}{NBSP}: " if made else f"{year}{NBSP}: "
            made += self.style.text(opening) + self.rich(field_id, row, year)
        return made

    def rest(self, numbers: Iterable[str], row: RowId = ROOT) -> list[Flowable]:
        """The answers of these numbers that no part of the page has shown.

        A later form may ask what this layout does not know: it is printed all the same.
        """
        wanted = set(numbers)
        made: list[Flowable] = []
        for place in self.facts.form.places.values():
            found = place.field
            if place.group is not None or place.budget is not None or found.number not in wanted:
                continue
            if place.section.repeats is None and row != ROOT:
                continue
            keys = [Key(found.id, row, year) for year in self.facts.years_of(found.yearly)]
            given = any(self.facts.dossier.text(key) is not None for key in keys)
            lacking = any(key in self.lacking for key in keys)
            told = (found.id, row) in self._shown or not (given or lacking)
            if not told and self.facts.holds(found.visible_if, row):
                made.append(self.answer(found.id, row))
        return made

    # Notes

    def note(self, text: Rich) -> Rich:
        """Keep a note for the end of the rubrique, and return its call."""
        self._noted += 1
        self._notes.append((self._noted, text))
        return self.style.call(self._noted)

    def notes(self) -> list[Flowable]:
        """The notes called since the last time, under their rule."""
        kept, self._notes = self._notes, []
        if not kept:
            return []
        return [Rule(), *(NoteText(number, text, self.style) for number, text in kept)]

    def remark(self, text: str) -> Flowable:
        """A sentence in small grey type, under the answers."""
        return Para(self.style.text(text), _beside_labels(self.style.note))


def _beside_labels(style: ParagraphStyle) -> ParagraphStyle:
    """The same style, set under the answers instead of the labels."""
    return ParagraphStyle(f"{style.name}_beside", style, leftIndent=LABEL_WIDTH + GUTTER)


def place_of(field: Field) -> str:
    """Where a question stands on the page, in words the user knows."""
    name = field.title or field.label
    return (
        f"la réponse {field.number} {name}" if field.number else f"la réponse «{NBSP}{name}{NBSP}»"
    )


def masked(iban: str) -> str:
    """What may be printed of an account number, on one line."""
    return IbanType.masked(iban).replace(" ", NBSP)


def lowered(label: str) -> str:
    """A label in the middle of a sentence; an acronym keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _options(field: Field) -> tuple[Option, ...]:
    if isinstance(field.type, ChoiceType | ChoicesType):
        return field.type.options
    return (Option("oui", "oui"), Option("non", "non"))


def _taken(option: Option, value: Any) -> bool:
    if isinstance(value, bool):
        return value == (option.id == "oui")
    if isinstance(value, tuple):
        return option.id in value
    return bool(value == option.id)
