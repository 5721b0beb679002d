"""Rubriques 2 to 4: the administration, other associations, people."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from cvdesk.documents.blocks import TEXT_WIDTH, Rubric, section
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import long_date
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.domain.money import NBSP, Euros

ANCHOR = "rubriques-2-a-4"


def relations(answers: Answers, titles: dict[str, str]) -> list[Flowable]:
    """The three rubriques, which stay on one page.

    Args:
        answers: The dossier.
        titles: The title of each rubrique, by its number.
    """
    return [
        KeepTogether(
            [
                *section(_administration(answers, titles["2"])),
                *section(_associations(answers, titles["3"])),
                *section(_people(answers, titles["4"])),
            ]
        )
    ]


def _administration(answers: Answers, title: str) -> list[Flowable]:
    style = answers.style
    return [
        Rubric(style.text("2"), style.text(title), style, anchor=ANCHOR),
        *_agreements(answers),
        _dated(answers, "utilite_publique", "utilite_publique_date"),
        answers.answer("impots_commerciaux"),
        answers.answer("commissaire_comptes"),
        *_public_aid(answers),
        *answers.rest(("2.1", "2.2", "2.3", "2.4", "2.5")),
        *answers.notes(),
    ]


def _agreements(answers: Answers) -> list[Flowable]:
    style = answers.style
    if answers.value("a_agrements") is not True:
        return [answers.answer("a_agrements")]
    rows = answers.facts.rows("agrements")
    names = ("type", "par", "date", "fin")
    label = answers.label("a_agrements")
    if not rows:
        return [answers.line(label, style.warning("▸ À compléter : la liste des agréments"))]
    ends = any(answers.value("agrement_fin", row) is not None for row in rows)
    shown = names if ends else names[:3]
    widths = (46, 39, 21, 22) if ends else (57, 45, 26)
    heads = ("Type d’agrément", "Attribué par", "En date du", "Jusqu’au")
    table = DataTable(
        [Column(width * mm, heads_row=not number) for number, width in enumerate(widths)],
        [style.text(head) for head, _ in zip(heads, shown, strict=False)],
        [Row([_agreement_cell(answers, name, row) for name in shown]) for row in rows],
        style,
    )
    keys = [(f"agrement_{name}", row, None) for row in rows for name in names]
    return [answers.labelled(label, [table], *keys)]


def _agreement_cell(answers: Answers, name: str, row: RowId) -> Rich:
    told = answers.cell(f"agrement_{name}", row)
    number = answers.optional("agrement_numero", row) if name == "type" else ()
    if number:
        told += answers.style.text(f", n°{NBSP}") + number
    return told


def _dated(answers: Answers, field_id: str, date_id: str) -> Flowable:
    style = answers.style
    told = answers.choices(field_id)
    day = answers.value(date_id)
    if answers.asked(date_id) and (day is not None or answers.lacks(date_id)):
        told += style.text(f"{NBSP}{NBSP}{NBSP}le ")
        told += long_date(style, day) if day is not None else answers.rich(date_id)
    keys = [(field_id, ROOT, None), (date_id, ROOT, None)]
    return answers.line(answers.label(field_id), told, *keys)


def _public_aid(answers: Answers) -> list[Flowable]:
    style = answers.style
    last = answers.value("aides_annee")
    names = ("aides_n2", "aides_n1", "aides_n0")
    amounts = [answers.value(name) for name in names]
    years = ["–"] * 3 if last is None else [str(last - 2), str(last - 1), str(last)]
    given = [amount for amount in amounts if amount is not None]
    cumul: Rich = style.strong(str(Euros.total(given)) if given else "–")
    width = 25 * mm
    table = DataTable(
        [Column(TEXT_WIDTH - 4 * width, heads_row=True), *[Column(width, number=True)] * 4],
        [style.text(head) for head in ("Exercice", *years, "Cumul")],
        [Row([style.text("Montant"), *map(answers.cell, names), cumul])],
        style,
    )
    label = answers.heading("2.5", "Aides publiques reçues")
    keys = [(name, ROOT, None) for name in ("aides_annee", *names)]
    return [answers.labelled(label, [table], *keys)]


def _associations(answers: Answers, title: str) -> list[Flowable]:
    style = answers.style
    flowables: list[Flowable] = [
        Rubric(style.text("3"), style.text(title), style, anchor="rubrique-3")
    ]
    for asked, told, none in (
        ("a_reseau", "reseau_nom", "Aucun"),
        ("a_adherents_moraux", "adherents_moraux", "Aucune"),
    ):
        if answers.value(asked) is True:
            label = answers.label(asked)
            body = answers.paragraphs(told)
            flowables.append(answers.labelled(label, body, (told, ROOT, None)))
        elif answers.value(asked) is False:
            flowables.append(answers.line(answers.label(asked), style.text(none)))
        else:
            flowables.append(answers.answer(asked))
    return [*flowables, *answers.rest(("3.1", "3.2")), *answers.notes()]


def _people(answers: Answers, title: str) -> list[Flowable]:
    style = answers.style
    day = answers.value("moyens_date")
    heading = style.text(title)
    if day is not None:
        heading += style.text(" au ") + long_date(style, day)
    rows = [
        _count(answers, "benevoles", "Bénévoles", "contribuent régulièrement, sans être payés"),
        _count(
            answers, "volontaires", "Volontaires", "contrat spécifique, comme le service civique"
        ),
        _count(answers, "salaries", "Salariés", _aided(answers)),
        _count(answers, "salaries_etpt", "Salariés en équivalent temps plein", "ETPT"),
        _count(
            answers,
            "mis_a_disposition",
            "Personnels mis à disposition ou détachés",
            "par une autorité publique",
        ),
        _count(answers, "adherents", "Adhérents", _split(answers)),
    ]
    table = DataTable(
        [Column(55 * mm, heads_row=True), Column(53 * mm), Column(20 * mm, number=True)],
        [style.text("Moyens"), style.text("Précision"), style.text("Nombre")],
        rows,
        style,
    )
    names = (
        "benevoles",
        "volontaires",
        "salaries",
        "emplois_aides",
        "salaries_etpt",
        "mis_a_disposition",
        "adherents",
    )
    keys = [(name, ROOT, None) for name in names]
    flowables: list[Flowable] = [
        Rubric(style.text("4"), heading, style, anchor="rubrique-4"),
        answers.labelled(style.text("Nombre de personnes"), [table], *keys),
    ]
    if day is None:
        flowables.insert(1, answers.answer("moyens_date"))
    return [*flowables, *answers.rest(("4",)), *answers.notes()]


def _count(answers: Answers, field_id: str, label: str, told: str) -> Row:
    style = answers.style
    value = answers.value(field_id)
    found = answers.field(field_id)
    number: Rich
    if value is None or found is None:
        number = answers.nothing(field_id, short=True)
    else:
        number = style.text(found.type.show(value))
    return Row([style.text(label), style.grey(told), number])


def _aided(answers: Answers) -> str:
    value = answers.value("emplois_aides")
    if value is None:
        return ""
    noun = "emplois aidés" if value > 1 else "emploi aidé"
    return f"dont {value}{NBSP}{noun}"


def _split(answers: Answers) -> str:
    women, men = answers.value("adherents_femmes"), answers.value("adherents_hommes")
    parts = [
        f"{number}{NBSP}{noun}"
        for number, noun in ((women, "femmes"), (men, "hommes"))
        if number is not None
    ]
    return ", ".join(parts)
