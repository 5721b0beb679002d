"""6.16: who pays what: a bar, a sentence, a table, and what is asked as a share of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH, Para, Rule
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.bars import payer_bar, year_bars
from cvdesk.documents.sections.budget_sides import funder_notes
from cvdesk.documents.sections.budget_years import sum_of
from cvdesk.documents.sections.funding import Payer, Share, payers
from cvdesk.documents.sections.panels import Ruled
from cvdesk.documents.sections.people import addressees
from cvdesk.documents.sections.projects import Project
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import joined, years_in_words
from cvdesk.domain.budget import BudgetYear, is_functioning, percent
from cvdesk.domain.money import NBSP, Euros

_SHORT_STATUS = {"demande": "demandé", "acquis": "acquis", "envisage": "envisagé"}
_DECLARATION = (
    "Les indications sur les financements demandés auprès d’autres financeurs publics valent"
    " déclaration sur l’honneur et tiennent lieu de justificatifs."
)


def who_pays(answers: Answers, project: Project, years: Sequence[BudgetYear]) -> list[Flowable]:
    """The whole part, without its heading.

    Args:
        answers: The dossier.
        project: The project.
        years: Its budget for each exercise, at least one.
    """
    style = answers.style
    found = payers(years)
    total = Euros.total(year.produits for year in years)
    made: list[Flowable] = []
    if total:
        sentence = _sentence(answers, found, years, total)
        if len(years) == 1:
            made.append(payer_bar(style, found, total, alt=sentence))
        else:
            made.append(year_bars(style, found, [one.year for one in years], alt=sentence))
        told = style.strong(f"En une phrase.{NBSP}") + style.text(sentence, where="le budget")
        phrase = Para(told, style.answer)
        phrase.spaceAfter = 7
        made += [phrase, _table(answers, found, years, total)]
        made.append(Ruled([Para(_request(answers, years, total), style.answer)]))
    else:
        made.append(
            Para(style.empty("Aucun produit n’est encore inscrit au budget."), style.answer)
        )
    return [*made, *_shares(answers, found, years, total), *_told(answers, project)]


def _sentence(
    answers: Answers, found: Sequence[Payer], years: Sequence[BudgetYear], total: Euros
) -> str:
    asked = Euros.total(year.asked for year in years)
    to = addressees(answers.facts)
    opening = f"Sur {total}, ce dossier demande {asked} ({percent(asked, total)})"
    parts = [f"{opening} {to}".strip()]
    others = [one for one in found if one.public and not one.addressed]
    if others:
        parts.append("les autres financeurs publics comptent pour " + _counted(others))
    private = [one for one in found if one.group is not None and not one.public]
    if private:
        parts.append("les aides privées pour " + _counted(private))
    own = Euros.total(one.of(Share.OWN) for one in found)
    if own:
        parts.append(f"l’association et ses usagers apportent {own}")
    return f"{NBSP}; ".join(parts) + "."


def _counted(some: Sequence[Payer]) -> str:
    whole = Euros.total(one.total for one in some)
    granted = Euros.total(one.of(Share.GRANTED) for one in some)
    if granted == whole:
        return f"{whole}, acquis"
    return f"{whole}, dont {granted} acquis" if granted else str(whole)


def _table(
    answers: Answers, found: Sequence[Payer], years: Sequence[BudgetYear], total: Euros
) -> DataTable:
    notes = funder_notes(answers, years[0].budget, years[0].row)
    calls: dict[str, Rich] = {}
    for payer in found:
        rows = dict.fromkeys(line.row for line in payer.group.every) if payer.group else {}
        for row in rows:
            for note in notes.get(row, ()):
                told = answers.style.text(f"{payer.name}{NBSP}: {note}", where="le budget")
                calls[payer.letter] = calls.get(payer.letter, ()) + answers.note(told)
    if len(years) == 1:
        return _one_year(answers, found, total, calls)
    return _several_years(answers, found, years, calls)


def _name(answers: Answers, payer: Payer, calls: dict[str, Rich]) -> Rich:
    named = answers.style.text(payer.name, where="le budget")
    return named + calls.get(payer.letter, ())


def _status(payer: Payer) -> str:
    """What is known of a payer's money: « acquis 1 500, demandé 2 500 »."""
    if payer.group is None:
        return "prévu"
    lines = [line for line in payer.group.every if line.amount]
    lines.sort(key=lambda line: line.status != "acquis")  # what is sure is told first
    amounts: dict[str, Euros] = {}
    for line in lines:
        told = _SHORT_STATUS.get(line.status, "statut à préciser")
        if line.addressed:
            told += ", présent dossier"
        amounts[told] = amounts.get(told, Euros(0)) + line.amount
    if len(amounts) == 1:
        return next(iter(amounts))
    return joined([f"{told}{NBSP}{amount.digits}" for told, amount in amounts.items()], ", ")


def _nature(answers: Answers, payer: Payer, nature: str) -> Rich:
    """What a payer gives of one kind of credit; « non précisé » when the user did not say."""
    style = answers.style
    lines = [line for line in payer.group.every if line.amount] if payer.group else []
    if not payer.public or not lines:
        return style.text("–")
    if all(not line.nature for line in lines):
        return style.empty("non précisé")
    amount = Euros.total(line.amount for line in lines if line.nature == nature)
    return style.text(amount.digits if amount else "–")


def _one_year(
    answers: Answers, found: Sequence[Payer], total: Euros, calls: dict[str, Rich]
) -> DataTable:
    style = answers.style
    number, small = 18 * mm, 16.5 * mm
    rows = [
        Row(
            [
                style.strong(payer.letter),
                _name(answers, payer, calls),
                style.text(_status(payer)),
                _nature(answers, payer, "droit_commun"),
                _nature(answers, payer, "specifique"),
                style.strong(payer.total.digits),
                style.text(percent(payer.total, total)),
            ]
        )
        for payer in found
    ]
    blank: Rich = ()
    last = [
        style.text("TOTAL DES PRODUITS"),
        style.text(total.digits),
        style.text(percent(total, total)),
    ]
    rows.append(Row([blank, last[0], blank, blank, blank, last[1], last[2]], "total"))
    heads = ("Repère", "Financeur", "Statut", "Droit commun (€)", "Crédits contrat (€)",
             f"Total{NBSP}(€)", "Part")  # fmt: skip
    columns = [
        Column(13.2 * mm, heads_row=True),
        Column(FULL_WIDTH - 13.2 * mm - 33 * mm - 3 * number - small),
        Column(33 * mm),
        Column(number, number=True),
        Column(number, number=True),
        Column(number, number=True),
        Column(small, number=True),
    ]
    return DataTable(columns, [style.text(head) for head in heads], rows, style)


def _several_years(
    answers: Answers, found: Sequence[Payer], years: Sequence[BudgetYear], calls: dict[str, Rich]
) -> DataTable:
    style = answers.style
    rows = []
    for payer in found:
        cells = [
            _name(answers, payer, calls),
            style.text(_status(payer)),
            *(style.text(amount.digits) for amount in payer.amounts),
            style.text(payer.total.digits),
        ]
        rows.append(Row([style.strong(cell) for cell in cells] if payer.addressed else cells))
    sums = [year.produits for year in years]
    blank: Rich = ()

    def line(label: str, told: Sequence[str], kind: str = "line") -> Row:
        cells = [style.text(label), blank, *map(style.text, told)]
        return Row(cells, "total" if kind == "total" else "line")

    whole = Euros.total(sums)
    digits = [*(one.digits for one in sums), whole.digits]
    rows.append(line("TOTAL DES PRODUITS", digits, "total"))
    for label, parts in (
        ("Part demandée dans ce dossier", [year.asked for year in years]),
        ("Part d’argent public", [year.public for year in years]),
    ):
        told = [percent(part, one) for part, one in zip(parts, sums, strict=True)]
        rows.append(line(label, [*told, percent(Euros.total(parts), whole)]))
    number = 20 * mm
    heads = [
        "Financeur",
        "Statut",
        *(f"{year.year}{NBSP}(€)" for year in years),
        f"{sum_of(len(years))}{NBSP}(€)",
    ]
    columns = [
        Column(FULL_WIDTH - 36 * mm - number * (len(years) + 1), heads_row=True),
        Column(36 * mm),
        *[Column(number, number=True)] * len(years),
        Column(number, number=True, parted=True),
    ]
    return DataTable(columns, [style.text(head) for head in heads], rows, style)


def _request(answers: Answers, years: Sequence[BudgetYear], total: Euros) -> Rich:
    """The sentence the form itself prints."""
    style = answers.style
    asked = Euros.total(year.asked for year in years)
    told = style.text("La subvention sollicitée de ") + style.strong(str(asked))
    if len(years) > 1:
        span = years_in_words([year.year for year in years])
        told += style.text(f" pour {span}")
    told += style.text(", objet de la présente demande, représente ")
    told += style.strong(percent(asked, total))
    whose = "de l’association" if is_functioning(answers.facts.form) else "du projet"
    told += style.text(f" du total des produits {whose} ({asked.digits} / {total.digits}).")
    return told


def _shares(
    answers: Answers, found: Sequence[Payer], years: Sequence[BudgetYear], total: Euros
) -> list[Flowable]:
    style = answers.style
    if not total:
        return []
    public = Euros.total(year.public for year in years)
    told = f"{public}, soit {percent(public, total)} du total"
    appel = answers.facts.appel
    if appel is not None and appel.part_publique_max is not None:
        ceiling = f"{appel.part_publique_max * 100:.0f}{NBSP}%"
        counted = "comptées"
        if not appel.cvn_comptees:
            counted = "non comptées" if appel.cvn_comptees is False else "non précisées"
        told += (
            f"{NBSP}; l’appel fixe un plafond de {ceiling} (contributions volontaires {counted})"
        )
    private = Euros.total(one.total for one in found if one.group is not None and not one.public)
    own = Euros.total(one.of(Share.OWN) for one in found)
    parts = [f"Association et usagers{NBSP}: {own} ({percent(own, total)})"]
    parts.append(f"aides privées{NBSP}: {private} ({percent(private, total)})")
    return [
        answers.line(style.text("Argent public"), style.text(f"{told}.")),
        answers.line(style.text("Effort propre, aide privée"), style.text(", ".join(parts) + ".")),
    ]


def _told(answers: Answers, project: Project) -> list[Flowable]:
    row = project.row
    made: list[Flowable] = [
        answers.answer(name, row)
        for name in ("projet_cle", "projet_cvn", "projet_details")
        if answers.field(name) is not None
    ]
    made += answers.rest(("6.15", "6.16"), row)
    notes = answers.notes()
    made += notes or [Rule()]
    return [*made, answers.remark(_DECLARATION)]
