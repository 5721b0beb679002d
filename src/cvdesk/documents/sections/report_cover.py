"""The cover of what follows a request: which grant, what became of it, which version this is."""

from __future__ import annotations

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Heading, Para
from cvdesk.documents.pages import Pages
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.cover import KeyFigures, dossier_title, foot
from cvdesk.documents.sections.lacking import lacking_notice
from cvdesk.documents.sections.people import association, person, sent_to
from cvdesk.documents.sections.pieces import states_in_words
from cvdesk.documents.stacks import LabelledAnswer
from cvdesk.documents.structure import Element
from cvdesk.documents.style import Rich, plain
from cvdesk.documents.wording import capitalised, long_date, shortened, years_in_words
from cvdesk.domain.comparison import comparisons
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import NBSP, Euros, grouped
from cvdesk.domain.report_due import report_due

_LONGEST = 200


def report_cover(
    answers: Answers, pages: Pages, kicker: str, figures: list[tuple[str, str]], notice: str
) -> list[Flowable]:
    """The title, the key figures, what this is about.

    Args:
        answers: The dossier.
        pages: Where its parts stand.
        kicker: What the document is: « Compte rendu financier ».
        figures: The key figures, each with its caption.
        notice: What is said of the layout.
    """
    style, facts = answers.style, answers.facts
    years = years_in_words(facts.years)
    line = f"{kicker} · politique de la ville" + (f" · exercice {years}" if years else "")
    above = Para(style.text(line), style.label)
    above.spaceAfter = 14
    title = Heading(style.text(dossier_title(facts), where="l’intitulé"), style.title, "H1")
    title.spaceAfter = 6
    who = style.text(shortened(association(facts), _LONGEST), where="la rubrique 1")
    sent = _sent(facts)
    made: list[Flowable] = [above, title, Para(who, style.subheading)]
    made.append(Para(style.grey(sent) if sent else style.empty("Destinataire à indiquer"),
                     style.answer))  # fmt: skip
    if answers.draft:
        made += lacking_notice(answers, pages)
    made.append(KeyFigures(figures, answers))
    made += [_row(answers, label, told) for label, told in _rows(answers) if plain(told)]
    made.append(foot(answers, notice))
    return made


def _sent(facts: Facts) -> str:
    told = sent_to(facts)
    return f"Adressé à{NBSP}: {told}" if told else ""


def _row(answers: Answers, label: str, told: Rich) -> Flowable:
    style = answers.style
    row = LabelledAnswer(
        style.text(label), [Para(told, style.answer)], style, element=Element("H2")
    )
    row.spaceAfter = 7
    return row


def _rows(answers: Answers) -> list[tuple[str, Rich]]:
    style, facts = answers.style, answers.facts
    legal = person(facts, "representant")
    named = facts.shown("nom") + (f", représentée par {legal.full}" if legal.name else "")
    numbers = ", ".join(
        f"{name}{NBSP}{number}"
        for name, number in (("SIRET", facts.shown("siret")), ("RNA", facts.shown("rna")))
        if number
    )
    due = report_due(facts)
    when = style.text("au plus tard le ") + long_date(style, due) if due is not None else ()
    when += style.text(", six mois après la fin de l’exercice.") if when else ()
    return [
        ("Qui", style.text(f"{named}. {numbers}.", where="la rubrique 1") if named else ()),
        ("Aide", style.text(facts.shown("rendu_acte"), where="l’acte d’attribution")),
        ("Compte rendu dû", when),
        ("Part non employée", _left(answers)),
        ("Pièces", style.text(capitalised(states_in_words(facts)))),
    ]


def _left(answers: Answers) -> Rich:
    facts = answers.facts
    parts = []
    for row in facts.projects:
        for year in facts.years:
            left = facts.value("reste_montant", row, year)
            if left is not None:
                becomes = facts.shown("reste_devenir", row)
                parts.append(f"{left}" + (f", {becomes}" if becomes else ""))
    return answers.style.text(f"{NBSP}; ".join(parts))


def report_figures(facts: Facts) -> list[tuple[str, str]]:
    """What the grant was, what the action cost, how far from the plan, for how many people."""
    every = comparisons(facts)
    received = Euros.total(g.received for one in every for g in one.grants if g.reported)
    planned = Euros.total(one.planned.charges for one in every)
    done = Euros.total(one.done.charges for one in every)
    apart = done - planned
    way = "de plus que prévu" if apart.cents > 0 else "de moins que prévu"
    return [
        (str(received), "aide de ce financeur, comptée dans l’exercice"),
        (str(done), f"coût réel, hors contributions volontaires ({planned} prévus)"),
        (str(abs(apart)), way if apart else "d’écart avec le coût prévu"),
        people_figure(facts),
    ]


def people_figure(facts: Facts) -> tuple[str, str]:
    """How many came, and how many were foreseen."""
    came, foreseen, known = 0, 0, False
    for row in facts.projects:
        for year in facts.years:
            number = facts.value("atteint_total", row, year)
            known = known or number is not None
            came += number or 0
            foreseen += facts.value("benef_total", row, year) or 0
    caption = "personnes venues" + (f", {grouped(foreseen)} prévues" if foreseen else "")
    return (grouped(came) if known else "–"), caption
