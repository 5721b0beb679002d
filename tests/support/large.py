"""The largest dossier that is promised: six projects, four years, three hundred budget lines."""

from __future__ import annotations

from dataclasses import replace

from cvdesk.app.session import Reference
from cvdesk.domain.dossier import Dossier, Record, Row
from cvdesk.domain.facts import FIRST_EXERCISE, LAST_EXERCISE
from cvdesk.domain.form import Form
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId

PROJECTS, YEARS, LINES = 6, (2027, 2028, 2029, 2030), 300
KINDS = ("etat", "region", "dep", "epci", "com", "orgasoc", "fe", "asp", "etabpub", "prive")


def a_large_dossier(dossier: Dossier, reference: Reference) -> Dossier:
    """Return an agreement made as large as it gets.

    Its first project is given five more times, the last year's answers are those of the years
    beyond, and each budget has so many funders that, with the lines of the grid, it has ``LINES``.
    Charges and products stay balanced: each funder that is added gives 10 €, the first charge
    grows by as much.
    """
    years = _with_years(dossier)
    projects = [years, *(_copied(years, number) for number in range(2, PROJECTS + 1))]
    records = {key: one for each in projects for key, one in each.records.items()}
    rows = {row: one for each in projects for row, one in each.rows.items()}
    large = replace(years, records=records, rows=rows)
    for project in [row for row, one in rows.items() if one.group == "projet"]:
        large = _with_funders(large, reference.form, project)
    return large


def _with_years(dossier: Dossier) -> Dossier:
    first, last = YEARS[0], YEARS[-1]
    records = dict(dossier.records)
    known = max(key.year for key in records if key.year is not None)
    for key, record in dossier.records.items():
        if key.year == known and not key.field.startswith("asso_"):
            for year in range(known + 1, last + 1):
                text = record.text and record.text.replace(str(known), str(year))
                records[key._replace(year=year)] = replace(record, text=text)
    for field, year in ((FIRST_EXERCISE, first), (LAST_EXERCISE, last)):
        records[Key(field)] = replace(records[Key(field)], text=str(year))
    return replace(dossier, records=records)


def _copied(dossier: Dossier, number: int) -> Dossier:
    """Return the first project alone, its rows renamed, as the project of that number."""
    [project] = [row for row, one in dossier.rows.items() if one.group == "projet"]
    mine = {row for row, one in dossier.rows.items() if one.parent == project} | {project}
    names = {row: RowId(f"{row}x{number}") for row in mine}
    rows = {
        names[row]: replace(
            one,
            id=names[row],
            parent=names.get(one.parent, ROOT),
            rank=number if row == project else one.rank,
        )
        for row, one in dossier.rows.items()
        if row in mine
    }
    records = {
        key._replace(row=names[key.row]): replace(
            one, text=names.get(RowId(one.text or ""), one.text)
        )
        for key, one in dossier.records.items()
        if key.row in mine
    }
    return replace(dossier, records=records, rows=rows)


def _with_funders(dossier: Dossier, form: Form, project: RowId) -> Dossier:
    budget = form.budgets["projet"]
    typed = len(list(budget.line_fields))
    group = budget.funders.id
    known = len(dossier.rows_of(group, project))
    rows, records = dict(dossier.rows), dict(dossier.records)
    some = next(iter(dossier.records.values()))
    added = range(known + 1, LINES - typed + 1)
    for number in added:
        row = RowId(f"{project}F{number}")
        rows[row] = Row(row, GroupId(group), project, number, some.author, some.at)
        answers = {
            "type": KINDS[number % len(KINDS)],
            "nom": f"Financeur fictif n° {number}",
            "statut": "demande",
            "nature": "droit_commun",
            "sollicite": "non",
        }
        for name, text in answers.items():
            records[Key(budget.funder_field(name), row)] = replace(some, text=text)
        for year in YEARS:
            key = Key(budget.funder_field("montant"), row, year)
            records[key] = replace(some, text="10.00")
    for year in YEARS:
        key = Key(FieldId("projet_604"), project, year)
        before = records.get(key, Record("0.00", some.author, some.at)).text or "0.00"
        records[key] = replace(some, text=f"{float(before) + 10 * len(added):.2f}")
    return replace(dossier, records=records, rows=rows)
