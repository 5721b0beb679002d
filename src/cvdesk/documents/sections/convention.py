"""What an agreement adds to a project: its annexes, the payments, the follow-up, the conditions."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH, LABEL_WIDTH, TEXT_WIDTH, Para, Rubric
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.facing import BODY_HEIGHT, heights
from cvdesk.documents.sections.indicators import indicator_table
from cvdesk.documents.sections.projects import Project
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import long_date
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, Euros

TARGETS_TITLE = "Indicateurs, versements et suivi"


def programme(answers: Answers, project: Project) -> list[Flowable]:
    """Annexe I: what will be done, for which objective."""
    style = answers.style
    opening = Rubric(
        style.text("Ann. I"),
        style.text(project.titled("Programme d’actions")),
        style,
        anchor=project.part("annexe-1"),
        note=style.text(f"6.4{NBSP}: une action par ligne, rattachée à un objectif du projet."),
    )
    rows = answers.facts.rows("actions", project.row)
    if not rows:
        label = answers.heading("6.4", "Actions")
        return [opening, answers.line(label, answers.no_row("actions"))]
    objectives = {
        row: rank for rank, row in enumerate(answers.facts.rows("objectifs", project.row), 1)
    }
    lines = [Row(_action(answers, row, rank, objectives)) for rank, row in enumerate(rows, 1)]
    columns = [
        Column(11 * mm),
        Column(42 * mm, heads_row=True),
        Column(33 * mm),
        Column(FULL_WIDTH - 86 * mm),
    ]
    heads = ("N°", "Action", "Objectif", "Contenu, public, lieu et moyens")
    table = DataTable(columns, [style.text(head) for head in heads], lines, style)
    opening.reserve = min(table.height, BODY_HEIGHT / 2)
    return [opening, table, *answers.notes()]


def _action(
    answers: Answers, row: RowId, rank: int, objectives: dict[RowId, int]
) -> list[Rich | Sequence[Flowable]]:
    style = answers.style
    serves = answers.value("action_objectif", row)
    if serves in objectives:
        objective = style.strong(f"{objectives[serves]}. ") + answers.rich("objectif_texte", serves)
    else:
        objective = answers.nothing("action_objectif", row, short=True)
    body: list[Flowable] = []
    for name, label in (("description", ""), ("public", "Public, lieu"), ("moyens", "Moyens")):
        text = answers.value(f"action_{name}", row)
        if text is None:
            continue
        pieces = style.paragraphs(text, where="l’annexe I")
        if label:
            pieces[0] = style.grey(f"{label}{NBSP}: ") + pieces[0]
        body += [Para(piece, style.cell) for piece in pieces]
    return [
        style.strong(f"A{rank}"),
        style.strong(answers.rich("action_intitule", row)),
        objective,
        body or answers.style.empty("–"),
    ]


def targets(answers: Answers, project: Project) -> list[Flowable]:
    """Annexe III: indicators, where they start, what each exercise aims at."""
    style = answers.style
    opening = Rubric(
        style.text("Ann. III"),
        style.text(project.titled(TARGETS_TITLE)),
        style,
        anchor=project.part("annexe-3"),
        note=style.text(f"6.13{NBSP}: une valeur de départ, puis une cible par année."),
    )
    table = indicator_table(answers, project)
    opening.reserve = min(heights(table), BODY_HEIGHT / 2)
    return [
        opening,
        *table,
        answers.answer("evaluation_qualitative", project.row),
        _payments(answers, project.row),
        _follow_up(answers, project.row),
        answers.answer("conditions", project.row),
        *answers.rest(("6.17", "6.18", "6.19"), project.row),
        *answers.notes(),
    ]


def _follow_up(answers: Answers, row: RowId) -> Flowable:
    style = answers.style
    body = answers.paragraphs("suivi", row)
    day = answers.value("evaluation_finale", row)
    told = style.text(f"Évaluation finale remise le{NBSP}")
    if day is not None:
        body.append(
            Para(told + style.strong(long_date(style, day)) + style.text("."), style.answer)
        )
    elif answers.lacks("evaluation_finale", row):
        body.append(Para(answers.rich("evaluation_finale", row), style.answer))
    keys = [("suivi", row, None), ("evaluation_finale", row, None)]
    return answers.labelled(answers.label("suivi"), body, *keys)


def _payments(answers: Answers, row: RowId) -> Flowable:
    """6.17: an advance and a balance for each exercise, as the association wishes them."""
    style = answers.style
    years = answers.facts.years
    label = answers.heading("6.17", "Versements souhaités")
    amounts = {
        name: [answers.value(name, row, year) for year in years] for name in ("avance", "solde")
    }
    if not any(amount for many in amounts.values() for amount in many):
        return answers.line(label, style.empty("Non renseigné"))
    width = min(24 * mm, (TEXT_WIDTH - LABEL_WIDTH) / max(len(years), 1))
    columns = [
        Column(TEXT_WIDTH - width * len(years), heads_row=True),
        *[Column(width, number=True)] * len(years),
    ]
    rows = [
        Row([style.text(name), *(_amount(answers, one) for one in amounts[key])])
        for key, name in (("avance", "Avance"), ("solde", "Solde, après le compte rendu"))
    ]
    sums = [
        Euros.total(amounts[name][at] or Euros(0) for name in amounts) for at in range(len(years))
    ]
    rows.append(Row([style.text("Total"), *(style.text(one.digits) for one in sums)], "total"))
    head = [style.text("Versement"), *(style.text(f"{year}{NBSP}(€)") for year in years)]
    return answers.labelled(label, [DataTable(columns, head, rows, style)])


def _amount(answers: Answers, amount: Euros | None) -> Rich:
    return answers.style.text("–" if amount is None else amount.digits)
