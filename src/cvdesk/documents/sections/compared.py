"""Sheet 2 of the account: planned, done, difference in euros and in per cent, for each line."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from cvdesk.documents.blocks import FULL_WIDTH, Heading, Para
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.budget_sides import amount_column, totals_table
from cvdesk.documents.sections.facing import BODY_HEIGHT, heights
from cvdesk.documents.sections.grid import GridLine, account_lines
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Kind, Row
from cvdesk.domain.comparison import Comparison, Gap
from cvdesk.domain.grid import Account
from cvdesk.domain.money import NBSP, Euros

_NUMBER = 13.2 * mm
_AMOUNT = 19 * mm
_PERCENT = 17 * mm
_ROUNDING = (
    f"Écart{NBSP}: réalisé moins prévu. Pourcentage du prévu, arrondi au dixième{NBSP}; "
    f"«{NBSP}–{NBSP}» quand rien n’était prévu. Montants en euros, comptes du formulaire."
)


def compared_pages(answers: Answers, one: Comparison) -> list[Flowable]:
    """The whole grid: charges, then products, voluntary contributions and totals."""
    style = answers.style
    plan, done = one.planned, one.done
    grid = done.budget.grid
    made: list[Flowable] = [Para(style.text(_ROUNDING), style.note)]
    made.append(
        _table(answers, "Charges", grid.charges, one,
               _last("", "TOTAL DES CHARGES", plan.charges, done.charges))
    )  # fmt: skip
    made.append(PageBreak())
    made.append(
        _table(answers, "Produits", grid.produits, one,
               _last("", "TOTAL DES PRODUITS", plan.produits, done.produits))
    )  # fmt: skip
    made.append(
        _table(answers, "Emplois des contributions volontaires", (grid.emplois,), one,
               _last("86", "Total des emplois", plan.emplois, done.emplois), first=1)
    )  # fmt: skip
    made.append(
        _table(answers, "Contributions volontaires en nature", (grid.contributions,), one,
               _last("87", "Total des contributions", plan.contributions, done.contributions),
               first=1)
    )  # fmt: skip
    return [*made, totals_table(answers, [done])]


def _last(number: str, label: str, planned: Euros, done: Euros) -> GridLine:
    return GridLine(number, label, (planned, done), account=True)


def _table(  # noqa: PLR0913 - a table of the page: what it shows, part by part
    answers: Answers, title: str, accounts: Iterable[Account], one: Comparison, last: GridLine,
    *, first: int = 0,
) -> DataTable:  # fmt: skip
    style = answers.style
    lines = list(account_lines(accounts, (one.planned, one.done), {}))[first:]
    width = amount_column([a for line in (*lines, last) for a in line.amounts], style, _AMOUNT)
    columns = [
        Column(_NUMBER),
        Column(FULL_WIDTH - _NUMBER - 3 * width - _PERCENT, heads_row=True, indents=True),
        Column(width, number=True),
        Column(width, number=True),
        Column(width, number=True, parted=True),
        Column(_PERCENT, number=True),
    ]
    names = ("Compte", title, f"Prévu{NBSP}(€)", f"Réalisé{NBSP}(€)", f"Écart{NBSP}(€)",
             f"Écart{NBSP}(%)")  # fmt: skip
    rows = []
    for line in lines:
        kind: Kind = "zero" if line.zero else "line"
        rows.append(Row(_cells(answers, line), "group" if line.account else kind, not line.account))
    rows.append(Row(_cells(answers, last), "total"))
    return DataTable(columns, [style.text(name) for name in names], rows, style, padding=1.5)


def _cells(answers: Answers, line: GridLine) -> list[Rich]:
    style = answers.style
    gap = Gap(*line.amounts)
    return [
        style.text(line.number),
        style.text(line.label, where="le budget réalisé"),
        style.text(gap.planned.digits),
        style.text(gap.done.digits),
        style.text(gap.euros),
        style.text(gap.percent),
    ]


def grants_table(answers: Answers, one: Comparison) -> list[Flowable]:
    """What each funder was asked, granted, and what the exercise counts of it."""
    style = answers.style
    if not one.grants:
        return [answers.line(style.text("Subventions"), style.empty("Aucune"))]
    heading = Heading(style.text("Subventions\u00a0: prévu, accordé, réalisé"), style.label, "H3")
    heading.spaceBefore, heading.spaceAfter = 8, 4
    columns = [
        Column(9 * mm),
        Column(FULL_WIDTH - 9 * mm - 3 * _AMOUNT - 42 * mm, heads_row=True),
        *[Column(_AMOUNT, number=True)] * 3,
        Column(42 * mm),
    ]
    names = ("", "Financeur", f"Prévu{NBSP}(€)", f"Accordé{NBSP}(€)", f"Réalisé{NBSP}(€)",
             "Précision")  # fmt: skip
    note = one.done.budget.funder_field("note")
    rows = []
    for grant in one.grants:
        granted = (
            style.text(grant.granted.digits)
            if grant.granted is not None
            else style.empty("non précisé")
        )
        name = style.text(grant.name or "Financeur à nommer", where="le budget réalisé")
        rows.append(
            Row(
                [
                    style.box(checked=grant.reported)[:1],
                    style.strong(name) if grant.reported else name,
                    style.text(grant.planned.digits),
                    granted,
                    style.text(grant.received.digits),
                    answers.optional(note, grant.row),
                ]
            )
        )
    rows.append(Row(_grant_totals(answers, one), "total"))
    table = DataTable(columns, [style.text(name) for name in names], rows, style)
    heading.reserve = min(heights([table]), BODY_HEIGHT / 2)
    told = "La case cochée désigne l’aide dont ce document rend compte."
    return [heading, table, Para(style.text(told), style.note)]


def _grant_totals(answers: Answers, one: Comparison) -> list[Rich]:
    style = answers.style
    known = [grant.granted for grant in one.grants if grant.granted is not None]
    whole = len(known) == len(one.grants)
    blank: Rich = ()
    return [
        blank,
        style.text("Total"),
        style.text(Euros.total(grant.planned for grant in one.grants).digits),
        style.text(Euros.total(known).digits) if whole else style.text("–"),
        style.text(Euros.total(grant.received for grant in one.grants).digits),
        blank,
    ]


def notable_lines(answers: Answers, one: Comparison) -> list[Flowable]:
    """The lines that CVDesk finds far from the plan, in words, the widest first."""
    style = answers.style
    found = sorted(
        ((name, gap) for name, _, gap in one.lines() if gap.notable),
        key=lambda line: -abs(line[1].amount.cents),
    )
    made: list[Flowable] = []
    for name, gap in found:
        told = style.strong(name, where="le budget réalisé") + style.text(f"{NBSP}: {gap.words}.")
        made.append(Para(told, style.smaller))
    return made
