"""6.6: the people the action is for, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import TEXT_WIDTH
from cvdesk.documents.sections.answers import Answers, Asked
from cvdesk.documents.sections.projects import Project, places
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import share
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import grouped

_TOTALS = ("benef_total", "benef_femmes", "benef_hommes", "benef_qpv", "benef_hors_qpv")


def beneficiaries(answers: Answers, project: Project) -> list[Flowable]:
    """The table, and what the user says beside it."""
    years = answers.facts.years
    row = project.row
    label = answers.heading("6.6", "Bénéficiaires")
    if not years:
        return [answers.line(label, answers.nothing("benef_total", row))]
    tables = (
        [_one_year(answers, row, years[0])]
        if len(years) == 1
        else [_by_year(answers, project, years)]
    )
    body: list[Flowable] = [*tables]
    if precisions := answers.value("benef_precisions", row):
        body += answers.typed(precisions, where="la réponse 6.6 Précisions")
    keys: list[Asked] = [(name, row, year) for name in _TOTALS for year in years]
    for age in answers.facts.rows("publics", row):
        keys += [("public_total", age, year) for year in years]
        keys.append(("public_tranche", age, None))
    return [answers.labelled(label, body, *keys)]


def _one_year(answers: Answers, row: RowId, year: int) -> DataTable:
    style = answers.style
    total = answers.value("benef_total", row, year) or 0

    def line(group: str, name: Rich, field_id: str, at: RowId, *, kind: str = "line") -> Row:
        value = answers.value(field_id, at, year)
        number = _number(answers, field_id, at, year)
        part = share(value, total) if value is not None else "–"
        cells = [style.strong(group) if group else (), name, number, style.text(part)]
        return Row(cells, kind="total" if kind == "total" else "line")

    rows = [line("Ensemble", style.text("Personnes différentes"), "benef_total", row, kind="total")]
    rows.append(line("Sexe", style.text("Femmes"), "benef_femmes", row))
    rows.append(line("", style.text("Hommes"), "benef_hommes", row))
    for rank, age in enumerate(answers.facts.rows("publics", row)):
        name = _age(answers, age, year)
        rows.append(line("" if rank else "Âge", name, "public_total", age))
    rows.append(line("Résidence", style.text("En quartier prioritaire"), "benef_qpv", row))
    rows.append(line("", style.text("Hors quartier prioritaire"), "benef_hors_qpv", row))
    return DataTable(
        [
            Column(28 * mm),
            Column(56 * mm, heads_row=True),
            Column(22 * mm, number=True),
            Column(22 * mm, number=True),
        ],
        [style.text(head) for head in ("Critère", "Catégorie", "Personnes", "Part")],
        rows,
        style,
    )


def _age(answers: Answers, row: RowId, year: int) -> Rich:
    """An age group, with its women and men when the user gave them."""
    name = answers.rich("public_tranche", row)
    women = answers.value("public_femmes", row, year)
    men = answers.value("public_hommes", row, year)
    if women is None and men is None:
        return name
    split = _split(women, men)
    return name + answers.style.grey(f" {split}")


def _split(women: int | None, men: int | None) -> str:
    numbers = ["–" if number is None else grouped(number) for number in (women, men)]
    return f"({' / '.join(numbers)})"


def _number(answers: Answers, field_id: str, row: RowId, year: int) -> Rich:
    value = answers.value(field_id, row, year)
    if value is None:
        return answers.nothing(field_id, row, year, short=True)
    return answers.style.text(grouped(value))


def _by_year(answers: Answers, project: Project, years: Sequence[int]) -> DataTable:
    style = answers.style
    row = project.row

    def cells(name: Rich, field_id: str, at: RowId, women: str, men: str) -> list[Rich]:
        made = [name]
        for year in years:
            number = _number(answers, field_id, at, year)
            split = (answers.value(women, at, year), answers.value(men, at, year))
            if any(one is not None for one in split):
                number += style.text(" ") + style.text(_split(*split).replace(" ", "\u00a0"))
            made.append(number)
        return made

    rows = [
        Row(cells(answers.rich("public_tranche", age), "public_total", age,
                  "public_femmes", "public_hommes"))
        for age in answers.facts.rows("publics", row)
    ]  # fmt: skip
    everyone = style.text("Ensemble (femmes / hommes)")
    rows.append(Row(cells(everyone, "benef_total", row, "benef_femmes", "benef_hommes"), "total"))
    for place in places(answers.facts, row):
        name = style.text(f"dont {place.name}", where="la réponse 6.7 Territoire")
        name += style.grey(f" ({place.reference})")
        numbers = [_number(answers, "territoire_beneficiaires", place.row, year) for year in years]
        rows.append(Row([name, *numbers]))
    for field_id, text in (
        ("benef_qpv", "En quartier prioritaire, ensemble"),
        ("benef_hors_qpv", "Hors quartier prioritaire"),
    ):
        numbers = [_number(answers, field_id, row, year) for year in years]
        rows.append(Row([style.text(text), *numbers]))
    rows.append(Row([style.strong("Part en quartier prioritaire"), *_shares(answers, row, years)]))
    width = min(22 * mm, TEXT_WIDTH / 2 / len(years))
    return DataTable(
        [
            Column(TEXT_WIDTH - len(years) * width, heads_row=True),
            *[Column(width, number=True)] * len(years),
        ],
        [style.text("Bénéficiaires"), *(style.text(str(year)) for year in years)],
        rows,
        style,
    )


def _shares(answers: Answers, row: RowId, years: Sequence[int]) -> list[Rich]:
    made: list[Rich] = []
    for year in years:
        total = answers.value("benef_total", row, year) or 0
        inside = answers.value("benef_qpv", row, year)
        told = "–" if inside is None else share(inside, total, 1)
        made.append(answers.style.strong(told))
    return made
