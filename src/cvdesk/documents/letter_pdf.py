"""The letter to a funder: the action did not take place, or more time is asked for its account."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak, Spacer

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import Heading, Para, Rubric, section
from cvdesk.documents.finish import finish
from cvdesk.documents.frame import Named, lay_out
from cvdesk.documents.pages import Pages
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.attestations import ANCHOR, declaration, power, signing
from cvdesk.documents.sections.declared import ticks
from cvdesk.documents.sections.people import association, sent_to
from cvdesk.documents.sections.pieces import pieces as slip
from cvdesk.documents.sections.projects import Project, projects
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import long_date, years_in_words
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT
from cvdesk.domain.money import NBSP
from cvdesk.domain.report_due import report_due

NOT_DONE, MORE_TIME = "non_realisation", "report"
_TITLES = {
    NOT_DONE: "Attestation de non-réalisation d’une action subventionnée",
    MORE_TIME: "Demande de délai pour rendre un compte rendu financier",
}


def compose_letter(printing: Printing, fonts_folder: Path) -> bytes:
    """The letter as a finished PDF: the same values give the same bytes.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    years = years_in_words(printing.facts.years)
    named = Named(
        running=f"lettre, exercice {years}".strip(" ,"),
        title=f"{_object(printing.facts)}, exercice {years}",
        subject="Lettre à un financeur de la politique de la ville",
    )
    return finish(*lay_out(printing, fonts_folder, named, _story))


def _object(facts: Facts) -> str:
    kinds = [facts.value("courrier_objet", row) for row in facts.projects]
    return next((_TITLES[kind] for kind in kinds if kind in _TITLES), "Lettre au financeur")


def _story(answers: Answers, _pages: Pages) -> list[Flowable]:
    style, facts = answers.style, answers.facts
    title = Heading(style.text(_object(facts)), style.rubric, "H1")
    title.spaceBefore, title.spaceAfter = 10, 8
    made: list[Flowable] = [*_from(answers), Spacer(1, 8), *_to(answers), title]
    for project in projects(facts):
        made += section(_body(answers, project))
    heading = dict(facts.form.rubriques)["7"]
    made += [
        Rubric((), style.text(heading), style, anchor=ANCHOR),
        declaration(answers, ticks(answers), that=""),
        power(answers),
        *signing(answers),
        *answers.notes(),
    ]
    if facts.rows("pieces"):
        made += [PageBreak(), *section(slip(answers, dict(facts.form.rubriques)["8"]))]
    if facts.dossier.exemple:
        made.append(Para(style.text("Association et personnes fictives."), style.note))
    return made


def _from(answers: Answers) -> list[Flowable]:
    style, facts = answers.style, answers.facts
    numbers = ", ".join(
        f"{name}{NBSP}{number}"
        for name, number in (("SIRET", facts.shown("siret")), ("RNA", facts.shown("rna")))
        if number
    )
    town = f"{facts.shown('siege_code_postal')}{NBSP}{facts.shown('siege_commune')}".strip(NBSP)
    seat = ", ".join(part for part in (facts.shown("siege_voie"), town, numbers) if part)
    who = style.strong(association(facts), where="la rubrique 1")
    return [
        Para(who, style.subheading),
        Para(style.text(seat, where="la rubrique 1"), style.smaller),
    ]


def _to(answers: Answers) -> list[Flowable]:
    style = answers.style
    told = answers.rich("destinataire_service")
    service = answers.facts.shown("destinataire_service")
    if not service or sent_to(answers.facts) != service:
        told = answers.rich("destinataire") + style.text(" – ") + told
    keys = [(name, ROOT, None) for name in ("destinataire", "destinataire_service")]
    lines = [answers.line(style.text("À"), told, *keys)]
    if act := answers.optional("rendu_acte"):
        lines.append(answers.line(style.text("Aide"), act))
    return list(lines)


def _body(answers: Answers, project: Project) -> list[Flowable]:
    style, row = answers.style, project.row
    kind = answers.value("courrier_objet", row)
    made: list[Flowable] = [
        answers.line(style.text("Action"), style.strong(answers.rich("intitule", row)),
                     ("intitule", row, None)),
        answers.line(style.text("Objet"), _said(answers, project, kind),
                     ("courrier_objet", row, None), ("courrier_nouvelle_date", row, None)),
        answers.line(style.text("Somme reçue"), _received(answers, project)),
        answers.answer("courrier_motif", row),
    ]  # fmt: skip
    further = ("courrier_deja_fait", "courrier_depense", "courrier_devenir")
    made += [answers.answer(name, row) for name in further if answers.asked(name, row)]
    for year in answers.facts.years:
        answers.value("courrier_exercice_fin", row, year)
    return made


def _said(answers: Answers, project: Project, kind: str | None) -> Rich:
    style, facts, row = answers.style, answers.facts, project.row
    years = years_in_words(facts.years)
    if kind == NOT_DONE:
        return style.text(f"Cette action, aidée au titre de l’exercice {years}, n’a pas eu lieu.")
    if kind != MORE_TIME:
        return answers.nothing("courrier_objet", row)
    due, day = report_due(facts), answers.value("courrier_nouvelle_date", row)
    told = style.text(f"Le compte rendu financier de l’exercice {years} est dû le ")
    told += long_date(style, due) if due is not None else style.text("…")
    told += style.text(". Nous demandons à le remettre au plus tard le ")
    told += (
        style.strong(long_date(style, day))
        if day is not None
        else answers.nothing("courrier_nouvelle_date", row)
    )
    return told + style.text(".")


def _received(answers: Answers, project: Project) -> Rich:
    style, row = answers.style, project.row
    told = answers.by_year("courrier_recu", row)
    years = answers.facts.years
    granted = [answers.value("courrier_accorde", row, year) for year in years]
    known = [amount for amount in granted if amount is not None]
    return told + style.text(f", sur {known[0]} accordés") if known else told
