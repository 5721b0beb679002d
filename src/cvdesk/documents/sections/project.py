"""Rubrique 6, one for each project: need, objectives, description, public, place, means."""

from __future__ import annotations

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para, Rubric
from cvdesk.documents.sections.answers import Answers, Asked
from cvdesk.documents.sections.beneficiaries import beneficiaries
from cvdesk.documents.sections.calendar import calendar
from cvdesk.documents.sections.indicators import annual_indicators
from cvdesk.documents.sections.orientations import orientations
from cvdesk.documents.sections.projects import Project, places, several_years
from cvdesk.documents.stacks import items
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import in_words, joined_rich, years_in_words
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, count

_NUMBERS = tuple(f"6.{number}" for number in (*range(1, 13), 14))


def project_text(
    answers: Answers, project: Project, title: str
) -> tuple[list[Flowable], list[Flowable]]:
    """The text of a project without its budget: 6.1 to 6.11, then 6.12 to 6.14."""
    style = answers.style
    row = project.row
    flowables: list[Flowable] = [
        Rubric(
            style.text("6"),
            style.text(_title(answers, project, title)),
            style,
            anchor=project.anchor,
            note=style.text(_note(project)),
        ),
        answers.line(
            answers.label("intitule"), style.strong(answers.rich("intitule", row)),
            ("intitule", row, None),
        ),
        *_theme(answers, row),
        answers.answer("besoin", row),
        _objectives(answers, row),
        answers.answer("description", row),
        answers.answer("droit_commun", row),
        *beneficiaries(answers, project),
        _territory(answers, row),
        _people(answers, row),
        answers.answer("moyens_materiels", row),
        _hiring(answers, row),
        *orientations(answers, project),
    ]  # fmt: skip
    ending = [*calendar(answers, project), *_success(answers, project)]
    ending.append(answers.answer("informations", row))
    ending += answers.rest(_NUMBERS, row)
    ending += answers.notes()
    return flowables, ending


def _theme(answers: Answers, row: RowId) -> list[Flowable]:
    """The theme of the portal: the one chosen alone, out of a long list."""
    if answers.value("thematique", row) is None:
        return []
    return [answers.line(answers.label("thematique"), answers.rich("thematique", row))]


def _success(answers: Answers, project: Project) -> list[Flowable]:
    """6.13; an agreement has it in an annex."""
    if not several_years(answers.facts):
        return annual_indicators(answers, project)
    style = answers.style
    told = style.link("Annexe III", project.part("annexe-3"), spoken="Annexe III, indicateurs")
    told += style.text(" : indicateurs, valeurs de départ et cibles de chaque année.")
    return [answers.line(answers.heading("6.13", "Évaluation"), told)]


def _title(answers: Answers, project: Project, title: str) -> str:
    name = title if project.of == 1 else f"Projet {project.rank} sur {project.of}"
    years = answers.facts.years
    if len(years) > 1:
        name += f" sur {in_words(len(years))}{NBSP}ans, {years_in_words(years)}"
    return name


def _note(project: Project) -> str:
    told = f"ce dossier en compte {in_words(project.of) if project.of > 1 else 'une'}"
    numbers = "Les sous-numéros sont ceux de CVDesk"
    return f"Une rubrique 6 par projet{NBSP}; {told}. {numbers}."


def _objectives(answers: Answers, row: RowId) -> Flowable:
    style = answers.style
    rows = answers.facts.rows("objectifs", row)
    label = answers.heading("6.3", "Objectifs")
    if not rows:
        return answers.line(label, answers.no_row("objectifs"))
    entries = [[Para(answers.rich("objectif_texte", one), style.answer)] for one in rows]
    markers = [style.strong(f"{rank}.") for rank in range(1, len(rows) + 1)]
    body = items(entries, markers, style, ordered=True)
    return answers.labelled(label, body, *(("objectif_texte", one, None) for one in rows))


def _territory(answers: Answers, row: RowId) -> Flowable:
    style = answers.style
    body: list[Flowable] = []
    keys: list[Asked] = [("lieu", row, None)]
    for place in places(answers.facts, row):
        where = "la réponse 6.7 Territoire"
        told = style.text(f"{place.kind} ") + style.strong(place.name, where=where)
        if place.reference:
            told += style.text(f" ({place.reference})", where=where)
        touched = _touched(answers, place.row)
        if touched:
            told += style.text(f"{NBSP}: ") + touched
        body.append(Para(told, style.answer))
        keys += [(f"territoire_{part}", place.row, None) for part in ("quartier", "commune")]
    body += answers.paragraphs("lieu", row)
    outside = answers.value("hors_quartier_motif", row)
    if outside is not None:
        body.append(Para(style.strong(f"Hors quartier prioritaire{NBSP}:"), style.answer))
        body += answers.typed(outside, where="la réponse 6.7 Hors quartier prioritaire")
    return answers.labelled(answers.heading("6.7", "Territoire"), body, *keys)


def _touched(answers: Answers, row: RowId) -> Rich:
    """How many inhabitants of a quarter are touched; the table of a CPO tells it already."""
    years = answers.facts.years
    if len(years) != 1:
        return ()
    number = answers.value("territoire_beneficiaires", row, years[0])
    if number is None:
        return ()
    return answers.style.text(count(number, "habitant touché", "habitants touchés"))


def _people(answers: Answers, row: RowId) -> Flowable:
    style = answers.style
    body = answers.paragraphs("moyens_humains", row)
    figures = []
    for field_id, name in (
        ("projet_salaries", "salariés"),
        ("projet_cdi", "dont CDI"),
        ("projet_cdd", "dont CDD"),
        ("projet_emplois_aides", "dont emplois aidés"),
        ("projet_etpt", "salariés affectés"),
        ("projet_volontaires", "volontaires"),
        ("projet_prestataires", "prestataires"),
        ("projet_benevoles", "bénévoles"),
        ("projet_heures_benevoles", "bénévolat"),
    ):
        found = answers.field(field_id)
        years = [] if found is None else list(answers.facts.years_of(found.yearly))
        if any(answers.value(field_id, row, year) is not None for year in years):
            figures.append(style.text(f"{name}{NBSP}: ") + _values(answers, field_id, row, years))
    if figures:
        told = style.text("En chiffres, ") + joined_rich(style, figures, f"{NBSP}; ")
        body.append(Para(told + style.text("."), style.smaller))
    return answers.labelled(answers.label("moyens_humains"), body, ("moyens_humains", row, None))


def _values(answers: Answers, field_id: str, row: RowId, years: list[int | None]) -> Rich:
    parts = []
    for year in years:
        told = answers.rich(field_id, row, year)
        if len(years) > 1:
            told += answers.style.text(f" en{NBSP}{year}")
        parts.append(told)
    return joined_rich(answers.style, parts)


def _hiring(answers: Answers, row: RowId) -> Flowable:
    style = answers.style
    told = answers.choices("recrutement", row)
    if answers.value("recrutement", row):
        told += style.text(NBSP * 4) + answers.rich("recrutement_etpt", row)
    keys = [("recrutement", row, None), ("recrutement_etpt", row, None)]
    return answers.line(answers.label("recrutement"), told, *keys)
