"""The page after the cover: the sommaire, and the nature of the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Heading, Rubric
from cvdesk.documents.figures import Entry, contents
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.projects import several_years
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import years_in_words
from cvdesk.domain.ids import ROOT
from cvdesk.domain.money import NBSP

ANCHOR = "nature"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sommaire: number, title, and the anchor it leads to."""

    number: str
    title: str
    anchor: str


def sommaire(answers: Answers, lines: Sequence[Line]) -> list[Flowable]:
    """The parts of the dossier with their pages."""
    style = answers.style
    entries = [
        Entry(style.text(line.number) if line.number else (), style.text(line.title), line.anchor)
        for line in lines
    ]
    heading = Heading(style.text("Sommaire"), style.subheading, "H2")
    heading.spaceAfter = 4
    return [heading, *contents(entries, style)]


def nature(answers: Answers, title: str) -> list[Flowable]:
    """What the first page of the form asks."""
    style = answers.style
    return [
        Rubric((), style.text(title), style, anchor=ANCHOR),
        *_optional(answers, "politique_ville"),
        answers.answer("demande_forme"),
        *_optional(answers, "demande_nature_detail"),
        _frequency(answers),
        answers.answer("demande_objet"),
        _period(answers),
        _addressee(answers),
        *answers.notes(),
    ]


def _optional(answers: Answers, field_id: str) -> list[Flowable]:
    """An answer that is printed only when it is given, or required and lacking."""
    given = answers.asked(field_id) and answers.value(field_id) is not None
    return [answers.answer(field_id)] if given or answers.lacks(field_id) else []


def _frequency(answers: Answers) -> Flowable:
    style = answers.style
    told = answers.choices("demande_frequence")
    if answers.asked("precedente_annee"):
        told += style.text(f"{NBSP}{NBSP} ") + style.grey(f"aide précédente{NBSP}: ")
        told += style.grey(answers.rich("precedente_annee"))
        ended = answers.value("precedente_terminee")
        if ended is not None:
            told += style.grey(", action terminée" if ended else ", action non terminée à ce jour")
    names = ("demande_frequence", "precedente_annee", "precedente_terminee")
    keys = [(name, ROOT, None) for name in names]
    return answers.line(answers.label("demande_frequence"), told, *keys)


def _period(answers: Answers) -> Flowable:
    style = answers.style
    several = several_years(answers.facts)
    told: Rich = ()
    for checked, label in ((not several, "annuelle ou ponctuelle"), (several, "pluriannuelle")):
        told += style.text(NBSP * 4) if told else ()
        told += style.box(checked=checked) + style.text(label.replace(" ", NBSP))
    years = years_in_words(answers.facts.years)
    for name in ("premier_exercice", "dernier_exercice"):
        answers.value(name)
    keys = [("premier_exercice", ROOT, None)]
    if several:
        keys.append(("dernier_exercice", ROOT, None))
    told += style.text(f"{NBSP}{NBSP} ")
    lacking = [one for one, _, _ in keys if answers.value(one) is None]
    told += answers.nothing(lacking[0]) if lacking else style.grey(f"exercice {years}")
    return answers.line(style.text("Période"), told, *keys)


def _addressee(answers: Answers) -> Flowable:
    style = answers.style
    told = answers.choices("destinataire")
    told += style.text("\n") + style.grey(f"Service{NBSP}: ") + answers.rich("destinataire_service")
    if portal := answers.optional("financeur_portail"):
        told += style.grey(f" (dans le portail{NBSP}: ") + style.grey(portal) + style.grey(")")
    names = ("destinataire", "destinataire_service")
    return answers.line(answers.label("destinataire"), told, *((n, ROOT, None) for n in names))
