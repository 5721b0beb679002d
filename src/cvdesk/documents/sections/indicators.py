"""6.13: how success will be seen: indicators, where they start, what they aim at."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from cvdesk.documents.blocks import FULL_WIDTH, Heading
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.projects import Project
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP

_NARROW, _UNIT, _START, _MEASURE = 11 * mm, 18 * mm, 17 * mm, 36 * mm
_MOST_YEARS_WIDTH = 54 * mm


def annual_indicators(answers: Answers, project: Project) -> list[Flowable]:
    """The indicators of one exercise, with their heading, then what is told beside figures."""
    style = answers.style
    title = style.sized(f"6.13 Évaluation{NBSP}: indicateurs proposés", 10.5)
    heading = Heading(title, style.label, "H3")
    heading.spaceBefore = 6
    heading.spaceAfter = 4
    table = KeepTogether([heading, *indicator_table(answers, project)])
    return [table, answers.answer("evaluation_qualitative", project.row)]


def indicator_table(answers: Answers, project: Project) -> list[Flowable]:
    """The table, or what stands for it: one target for each exercise."""
    rows = answers.facts.rows("indicateurs", project.row)
    if not rows:
        return [answers.line(answers.heading("6.13", "Indicateurs"), answers.style.empty("Aucun"))]
    return [_table(answers, project, rows, answers.facts.years)]


def _table(
    answers: Answers, project: Project, rows: Sequence[RowId], years: Sequence[int]
) -> DataTable:
    style = answers.style
    several = len(years) > 1
    wide = min(_MOST_YEARS_WIDTH / max(len(years), 1), 18 * mm)
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
    name = _shown(answers, "indicateur_intitule", row)
    unit = _shown(answers, "indicateur_unite", row)
    if len(years) > 1:
        name, units = name + style.text(" (") + unit + style.text(")"), []
    else:
        units = [unit]
    targets = [style.strong(_shown(answers, "indicateur_cible", row, year)) for year in years]
    return [
        style.strong(f"I{rank}"),
        objective,
        name,
        *units,
        _shown(answers, "indicateur_depart", row),
        *targets,
        _shown(answers, "indicateur_mesure", row),
    ]


def _shown(answers: Answers, field_id: str, row: RowId, year: int | None = None) -> Rich:
    if answers.value(field_id, row, year) is None:
        return answers.nothing(field_id, row, year, short=True)
    return answers.rich(field_id, row, year)
