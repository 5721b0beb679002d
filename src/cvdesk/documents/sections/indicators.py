"""6.13: how success will be seen: indicators, where they start, what they aim at."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH, Heading
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.facing import BODY_HEIGHT, heights
from cvdesk.documents.sections.projects import Project
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP

_NARROW, _UNIT, _START, _MEASURE = 10 * mm, 18 * mm, 17 * mm, 36 * mm
_YEAR, _ALL_YEARS = 14 * mm, 60 * mm


def annual_indicators(answers: Answers, project: Project) -> list[Flowable]:
    """The indicators of one exercise, with their heading, then what is told beside figures."""
    style = answers.style
    title = style.sized(f"6.13 Évaluation{NBSP}: indicateurs proposés", 10.5)
    heading = Heading(title, style.label, "H3")
    heading.spaceBefore = 6
    heading.spaceAfter = 4
    table = indicator_table(answers, project)
    heading.reserve = min(heights(table), BODY_HEIGHT / 2)
    return [heading, *table, answers.answer("evaluation_qualitative", project.row)]


def indicator_table(answers: Answers, project: Project) -> list[Flowable]:
    """The table, or what stands for it: one target for each exercise."""
    rows = answers.facts.rows("indicateurs", project.row)
    if not rows:
        label = answers.heading("6.13", "Indicateurs")
        return [answers.line(label, answers.no_row("indicateurs"))]
    return [_table(answers, project, rows, answers.facts.years)]


def _table(
    answers: Answers, project: Project, rows: Sequence[RowId], years: Sequence[int]
) -> DataTable:
    style = answers.style
    several = len(years) > 1
    wide = min(_ALL_YEARS / len(years), _YEAR) if several else _UNIT
    fixed = 2 * _NARROW + _START + wide * len(years) + _MEASURE + (0 if several else _UNIT)
    unit = [] if several else [Column(_UNIT)]
    columns = [
        Column(_NARROW, heads_row=True),
        Column(_NARROW),
        Column(FULL_WIDTH - fixed),
        *unit,
        Column(_START, number=True),
        *(Column(wide, number=True, parted=several and not index) for index in range(len(years))),
        Column(_MEASURE),
    ]
    start = style.text("Départ")
    dated = answers.value("evaluation_depart", project.row)
    if dated is not None:
        note = f"Valeurs de départ{NBSP}: {dated}"
        start += answers.note(style.text(note, where="la réponse 6.13 Valeurs de départ"))
    targets = [str(year) if several else f"Cible{NBSP}{year}" for year in years]
    names = ["N°", "Obj.", "Indicateur", *([] if several else ["Unité"])]
    head = [*map(style.text, names), start, *map(style.text, targets), style.text("Mesure")]
    objectives = {
        row: str(rank) for rank, row in enumerate(answers.facts.rows("objectifs", project.row), 1)
    }
    lines = [Row(_cells(answers, row, rank, objectives, years)) for rank, row in enumerate(rows, 1)]
    return DataTable(columns, head, lines, style)


def _cells(
    answers: Answers, row: RowId, rank: int, objectives: dict[RowId, str], years: Sequence[int]
) -> list[Rich]:
    style = answers.style
    serves = answers.value("indicateur_objectif", row)
    objective = (
        answers.nothing("indicateur_objectif", row, short=True)
        if serves is None
        else style.text(objectives.get(serves, "–"))
    )
    name = answers.cell("indicateur_intitule", row)
    told = answers.value("indicateur_note", row)
    if told is not None:
        where = "la réponse 6.13 Indicateurs"
        name += answers.note(style.text(f"I{rank}{NBSP}: {told}", where=where))
    unit = answers.cell("indicateur_unite", row)
    if len(years) > 1:
        name, units = name + style.text(" (") + unit + style.text(")"), []
    else:
        units = [unit]
    targets = [style.strong(answers.cell("indicateur_cible", row, year)) for year in years]
    return [
        style.strong(f"I{rank}"),
        objective,
        name,
        *units,
        answers.cell("indicateur_depart", row),
        *targets,
        answers.cell("indicateur_mesure", row),
    ]
