"""Who came and what was reached, beside what the request foresaw."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH, TEXT_WIDTH, Heading, Para
from cvdesk.documents.sections.answers import Answers, Asked
from cvdesk.documents.sections.facing import BODY_HEIGHT, heights
from cvdesk.documents.stacks import items
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Kind, Row
from cvdesk.documents.wording import share
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, grouped

_ALL = ("total", "femmes", "hommes", "qpv", "hors_qpv")
_MINUS = "\u2212"


def people_reached(answers: Answers, project: RowId, year: int, done: str) -> list[Flowable]:
    """The public, planned and real, and what these numbers say.

    Args:
        answers: The dossier.
        project: Whose public.
        year: The exercise.
        done: The head of the column of what is real: « Réel », « À ce jour ».
    """
    style = answers.style
    total = answers.value("atteint_total", project, year) or 0

    def line(cells: tuple[str, Rich], planned: str, real: str, at: RowId, kind: Kind) -> Row:
        group, name = cells
        foreseen, came = (answers.value(field, at, year) for field in (planned, real))
        apart = "–" if foreseen is None or came is None else _signed(came - foreseen)
        part = share(came, total) if came is not None and total else "–"
        missing = answers.nothing(real, at, year, short=True)
        told = [
            style.strong(group) if group else (),
            name,
            style.empty("non précisé") if foreseen is None else style.text(grouped(foreseen)),
            missing if came is None else style.strong(grouped(came)),
            style.text(apart),
            style.text(part),
        ]
        return Row(told, kind)

    def of(group: str, text: str, name: str, kind: Kind = "line") -> Row:
        cells = (group, style.text(text))
        return line(cells, f"benef_{name}", f"atteint_{name}", project, kind)

    rows = [
        of("Ensemble", "Personnes différentes", "total", "total"),
        of("Sexe", "Femmes et filles", "femmes"),
        of("", "Hommes et garçons", "hommes"),
    ]
    ages = answers.facts.rows("publics", project)
    for rank, age in enumerate(ages):
        name = answers.rich("public_tranche", age) + _split(answers, age, year)
        cells = ("" if rank else "Âge", name)
        rows.append(line(cells, "public_total", "public_atteint", age, "line"))
    rows.append(of("Résidence", "En quartier prioritaire", "qpv"))
    rows.append(of("", "Hors quartier prioritaire", "hors_qpv"))
    columns = [
        Column(21 * mm),
        Column(TEXT_WIDTH - 88 * mm, heads_row=True),
        Column(19 * mm, number=True),
        Column(18 * mm, number=True),
        Column(15 * mm, number=True),
        Column(15 * mm, number=True),
    ]
    heads = ("Critère", "Catégorie", "Prévu", done, "Écart", "Part")
    body: list[Flowable] = [DataTable(columns, [style.text(h) for h in heads], rows, style)]
    if told := answers.value("atteint_precisions", project):
        body += answers.typed(told, where="la réponse F1.2")
    keys: list[Asked] = [(f"atteint_{name}", project, year) for name in _ALL]
    keys += [("public_atteint", age, year) for age in ages]
    return [answers.labelled(answers.heading("F1.2", "Publics"), body, *keys)]


def _split(answers: Answers, age: RowId, year: int) -> Rich:
    women, men = (answers.value(f"public_atteint_{who}", age, year) for who in ("femmes", "hommes"))
    if women is None and men is None:
        return ()
    told = " / ".join("–" if one is None else grouped(one) for one in (women, men))
    return answers.style.grey(f" ({told})")


def _signed(number: int) -> str:
    if not number:
        return "0"
    return f"+{grouped(number)}" if number > 0 else f"{_MINUS}{grouped(-number)}"


def indicators_reached(answers: Answers, project: RowId, year: int) -> list[Flowable]:
    """Objectives, then each indicator: start, target, value reached, comment below."""
    style = answers.style
    made: list[Flowable] = []
    objectives = answers.facts.rows("objectifs", project)
    if objectives:
        entries: list[list[Flowable]] = [
            [Para(answers.rich("objectif_texte", one), style.answer)] for one in objectives
        ]
        markers = [style.strong(f"{rank}.") for rank in range(1, len(objectives) + 1)]
        body = items(entries, markers, style, ordered=True)
        made.append(answers.labelled(answers.heading("F1.3", "Objectifs"), body))
    rows = answers.facts.rows("indicateurs", project)
    if not rows:
        label = answers.heading("F1.3", "Indicateurs")
        return [*made, answers.line(label, style.empty("Aucun"))]
    title = style.sized(f"F1.3 Indicateurs{NBSP}: cible et valeur atteinte", 10.5)
    heading = Heading(title, style.label, "H3")
    heading.spaceBefore, heading.spaceAfter = 6, 4
    ranks = {row: str(rank) for rank, row in enumerate(objectives, 1)}
    lines = [Row(_indicator(answers, row, rank, ranks, year)) for rank, row in enumerate(rows, 1)]
    columns = [
        Column(9 * mm, heads_row=True),
        Column(9 * mm),
        Column(FULL_WIDTH - 125 * mm),
        Column(15 * mm),
        Column(14 * mm, number=True),
        Column(18 * mm, number=True),
        Column(16 * mm, number=True),
        Column(44 * mm),
    ]
    heads = ("N°", "Obj.", "Indicateur", "Unité", "Départ", f"Cible{NBSP}{year}", "Atteint",
             "Où c’est lu, explication")  # fmt: skip
    table = DataTable(columns, [style.text(head) for head in heads], lines, style)
    heading.reserve = min(heights([table]), BODY_HEIGHT / 2)
    return [*made, heading, table, answers.answer("atteint_qualitatif", project)]


def _indicator(
    answers: Answers, row: RowId, rank: int, ranks: dict[RowId, str], year: int
) -> list[Rich]:
    style = answers.style
    serves = answers.value("indicateur_objectif", row)
    read, why = (
        answers.optional("indicateur_mesure", row),
        answers.optional("indicateur_commentaire", row),
    )
    told = read + (style.text("\n") if read and why else ()) + why
    return [
        style.strong(f"I{rank}"),
        style.text(ranks.get(serves, "–")),
        answers.cell("indicateur_intitule", row),
        answers.cell("indicateur_unite", row),
        answers.cell("indicateur_depart", row),
        answers.cell("indicateur_cible", row, year),
        style.strong(answers.cell("indicateur_atteint", row, year)),
        told or style.text("–"),
    ]
