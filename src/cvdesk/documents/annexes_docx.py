"""Annexes I, II and III of an agreement for a word processor: to paste into the funder's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document

from cvdesk.app.freeze import Printing
from cvdesk.documents.sections.answers import EMPTY
from cvdesk.documents.sections.budget_years import sum_of
from cvdesk.documents.sections.cover import dossier_title
from cvdesk.documents.sections.funding import Share, payers
from cvdesk.documents.sections.grid import account_lines
from cvdesk.documents.sections.projects import Project, places, projects
from cvdesk.documents.word import Cell, Properties, new_document, saved, table, turn, write
from cvdesk.documents.wording import share, years_in_words
from cvdesk.domain.budget import BudgetYear, budgets, percent
from cvdesk.domain.facts import Facts
from cvdesk.domain.grid import Account
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, Euros

_WIDE, _NARROW = 257.0, 170.0
_AMOUNT = 25.0


def compose_annexes_docx(printing: Printing) -> bytes:
    """The annexes as a document: the figures are those of the dossier, to the cent."""
    facts, version = printing.facts, printing.version
    years = years_in_words(facts.years)
    title = dossier_title(facts)
    document = new_document(
        Properties(
            title=f"{title} – annexes à la convention {years}",
            author=facts.shown("nom") or "Association à nommer",
            subject="Annexes I, II et III d’une convention pluriannuelle d’objectifs",
            made_at=printing.printed_at,
        )
    )
    document.add_heading(title, 0)
    write(document, f"{facts.shown('nom') or 'Association à nommer'}, exercices {years}")
    state = "brouillon, le dossier peut encore changer" if version is None else (
        f"version {version.number} du dossier"
    )  # fmt: skip
    write(document, f"Annexes proposées par l’association{NBSP}: {state}.")
    if facts.dossier.exemple:
        write(document, "Association et personnes fictives.")
    for project in projects(facts):
        _programme(document, facts, project)
        turn(document, landscape=True)
        _budgets(document, facts, project)
        turn(document, landscape=False)
        _targets(document, facts, project)
        if project.rank < project.of:
            turn(document, landscape=False)
    return saved(document)


def _programme(document: Document, facts: Facts, project: Project) -> None:
    document.add_heading(project.titled(f"Annexe I{NBSP}: programme d’actions"), 1)
    row = project.row
    for title, field in (("Besoin", "besoin"), ("Description", "description")):
        document.add_heading(title, 2)
        write(document, facts.shown(field, row) or EMPTY)
    document.add_heading("Objectifs et actions", 2)
    objectives = {one: rank for rank, one in enumerate(facts.rows("objectifs", row), 1)}
    heads = [Cell("N°"), Cell("Action"), Cell("Objectif"), Cell("Contenu"), Cell("Public, lieu"),
             Cell("Moyens")]  # fmt: skip
    lines = [
        [
            Cell(f"A{rank}", strong=True),
            Cell(facts.shown("action_intitule", one) or EMPTY),
            Cell(_objective(facts, one, objectives)),
            *(
                Cell(facts.shown(f"action_{part}", one) or "–")
                for part in ("description", "public", "moyens")
            ),
        ]
        for rank, one in enumerate(facts.rows("actions", row), 1)
    ]
    table(document, heads, lines, (10, 32, 32, 46, 25, 25), "Les actions et leur objectif")
    document.add_heading("Territoire", 2)
    found = [f"{one.kind} {one.name}" + (f" ({one.reference})" if one.reference else "")
             for one in places(facts, row)]  # fmt: skip
    write(document, "\n".join(found) or EMPTY)
    write(document, facts.shown("lieu", row))
    document.add_heading("Bénéficiaires", 2)
    _people(document, facts, row)


def _objective(facts: Facts, action: RowId, objectives: dict[RowId, int]) -> str:
    serves = facts.value("action_objectif", action)
    if serves not in objectives:
        return EMPTY
    return f"{objectives[serves]}. {facts.shown('objectif_texte', serves)}"


def _people(document: Document, facts: Facts, row: RowId) -> None:
    years = facts.years
    asked = [(facts.shown("public_tranche", one) or EMPTY, "public_total", one)
             for one in facts.rows("publics", row)]  # fmt: skip
    asked += [
        ("Femmes", "benef_femmes", row), ("Hommes", "benef_hommes", row),
        ("Total", "benef_total", row), ("dont en quartier prioritaire", "benef_qpv", row),
        ("dont ailleurs", "benef_hors_qpv", row),
    ]  # fmt: skip
    for place in places(facts, row):
        asked.append((f"dont {place.name}", "territoire_beneficiaires", place.row))
    lines = [
        [Cell(label, strong=label == "Total"),
         *(Cell(facts.shown(field, one, year) or "–", number=True) for year in years)]
        for label, field, one in asked
    ]  # fmt: skip
    parts = [
        share(
            facts.value("benef_qpv", row, year) or 0, facts.value("benef_total", row, year) or 0, 1
        )
        for year in years
    ]
    lines.append([Cell("Part en quartier prioritaire"), *(Cell(one, number=True) for one in parts)])
    heads = [Cell("Personnes"), *(Cell(str(year), number=True) for year in years)]
    widths = (_NARROW - _AMOUNT * len(years), *[_AMOUNT] * len(years))
    table(document, heads, lines, widths, "Les personnes touchées, par exercice")


def _budgets(document: Document, facts: Facts, project: Project) -> None:
    document.add_heading(project.titled(f"Annexe II{NBSP}: budgets du projet"), 1)
    years = [one for one in budgets(facts, "projet") if one.row == project.row]
    if not years:
        write(document, EMPTY)
        return
    grid = years[0].budget.grid
    told = (
        "Montants en euros, numéros de comptes du formulaire. Les lignes à 0 ne sont pas écrites."
    )
    write(document, told)
    sides: tuple[tuple[str, Sequence[Account], str, Sequence[Euros]], ...] = (
        ("Charges", grid.charges, "TOTAL DES CHARGES", [one.charges for one in years]),
        ("Produits", grid.produits, "TOTAL DES PRODUITS", [one.produits for one in years]),
        ("Contributions volontaires, emplois", (grid.emplois,), "Total des emplois",
         [one.emplois for one in years]),
        ("Contributions volontaires, ressources", (grid.contributions,),
         "Total des contributions", [one.contributions for one in years]),
    )  # fmt: skip
    for title, accounts, closing, totals in sides:
        document.add_heading(title, 2)
        rows = list(_lines(accounts, years))[len(accounts) == 1 :]  # its total closes it already
        rows.append(_amounts("", closing, totals, strong=True))
        _money(document, title, rows, years)
    _who_pays(document, facts, years)


def _lines(accounts: Sequence[Account], years: Sequence[BudgetYear]) -> Iterator[list[Cell]]:
    for line in account_lines(accounts, years, {}):
        if not line.zero:
            yield _amounts(line.number, line.label, line.amounts, strong=line.account)


def _amounts(number: str, label: str, amounts: Sequence[Euros], *, strong: bool) -> list[Cell]:
    every = [*amounts, Euros.total(amounts)]
    return [
        Cell(number, strong=strong),
        Cell(label, strong=strong),
        *(Cell(one.digits, number=True, strong=strong) for one in every),
    ]


def _money(
    document: Document, title: str, rows: Sequence[Sequence[Cell]], years: Sequence[BudgetYear]
) -> None:
    heads = [Cell("Compte"), Cell(title), *(Cell(str(one.year), number=True) for one in years),
             Cell(sum_of(len(years)), number=True)]  # fmt: skip
    columns = len(years) + 1
    widths = (20, _WIDE - 20 - _AMOUNT * columns, *[_AMOUNT] * columns)
    table(document, heads, rows, widths, f"{title}, exercice par exercice")


def _who_pays(document: Document, facts: Facts, years: Sequence[BudgetYear]) -> None:
    document.add_heading("Qui paie quoi", 2)
    rows: list[list[Cell]] = []
    for payer in payers(years):
        label = payer.name
        kinds = [kind.value for kind in Share if payer.group is not None and payer.of(kind)]
        if kinds:
            label += f" ({', '.join(kinds)})"
        rows.append(_amounts("", label, payer.amounts, strong=payer.addressed))
    for label, parts in (
        ("Part de l’aide demandée", [one.asked for one in years]),
        ("Part des aides publiques", [one.public for one in years]),
    ):
        wholes = [one.produits for one in years]
        told = [percent(part, whole) for part, whole in zip(parts, wholes, strict=True)]
        told.append(percent(Euros.total(parts), Euros.total(wholes)))
        rows.append([Cell(""), Cell(label), *(Cell(one, number=True) for one in told)])
    _money(document, "Financeur", rows, years)
    for title, field in (("Charges indirectes", "projet_cle"), ("Contributions", "projet_cvn")):
        if said := facts.shown(field, years[0].row):
            write(document, f"{title}{NBSP}: {said}")


def _targets(document: Document, facts: Facts, project: Project) -> None:
    document.add_heading(project.titled(f"Annexe III{NBSP}: indicateurs et évaluation"), 1)
    row, years = project.row, facts.years
    objectives = {one: rank for rank, one in enumerate(facts.rows("objectifs", row), 1)}
    start = facts.shown("evaluation_depart", row)
    heads = [
        Cell("N°"), Cell("Obj."), Cell("Indicateur"), Cell("Départ", number=True),
        *(Cell(str(year), number=True) for year in years), Cell("Mesure"),
    ]  # fmt: skip
    lines = []
    for rank, one in enumerate(facts.rows("indicateurs", row), 1):
        unit = facts.shown("indicateur_unite", one)
        name = facts.shown("indicateur_intitule", one) or EMPTY
        serves = objectives.get(facts.value("indicateur_objectif", one))
        lines.append([
            Cell(f"I{rank}", strong=True),
            Cell("–" if serves is None else str(serves)),
            Cell(f"{name} ({unit})" if unit else name),
            Cell(facts.shown("indicateur_depart", one) or "–", number=True),
            *(Cell(facts.shown("indicateur_cible", one, year) or "–", number=True)
              for year in years),
            Cell(facts.shown("indicateur_mesure", one) or "–"),
        ])  # fmt: skip
    narrow = 14.0
    widths = (10, 10, _NARROW - 70 - narrow * len(years), 16, *[narrow] * len(years), 34)
    table(document, heads, lines, widths, "Les indicateurs, leur départ et leurs cibles")
    if start:
        write(document, f"Valeurs de départ{NBSP}: {start}.")
    for title, field in (
        ("Mesure qualitative", "evaluation_qualitative"), ("Suivi et évaluation", "suivi"),
        ("Conditions", "conditions"),
    ):  # fmt: skip
        if said := facts.shown(field, row):
            document.add_heading(title, 2)
            write(document, said)
    if day := facts.shown("evaluation_finale", row):
        write(document, f"Évaluation finale remise le {day}.")
    _payments(document, facts, row)


def _payments(document: Document, facts: Facts, row: RowId) -> None:
    years = facts.years
    lines = [
        [
            Cell(label),
            *(Cell(_digits(facts.value(field, row, year)), number=True) for year in years),
        ]
        for label, field in (("Avance", "avance"), ("Solde, après le compte rendu", "solde"))
    ]
    if not any(facts.value(field, row, year) for field in ("avance", "solde") for year in years):
        return
    sums = [
        Euros.total(facts.value(field, row, year) or Euros(0) for field in ("avance", "solde"))
        for year in years
    ]
    lines.append([Cell("Total", strong=True),
                  *(Cell(one.digits, number=True, strong=True) for one in sums)])  # fmt: skip
    document.add_heading("Versements souhaités", 2)
    heads = [Cell("Versement"), *(Cell(f"{year} (€)", number=True) for year in years)]
    widths = (_NARROW - _AMOUNT * len(years), *[_AMOUNT] * len(years))
    table(document, heads, lines, widths, "Les versements souhaités, par exercice")


def _digits(amount: Euros | None) -> str:
    return "–" if amount is None else amount.digits
