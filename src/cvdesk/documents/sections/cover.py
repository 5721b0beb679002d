"""The cover: the whole request on one page."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Heading, Para
from cvdesk.documents.pages import Pages
from cvdesk.documents.panels import Look, Panel
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.cover_rows import cover_rows
from cvdesk.documents.sections.lacking import lacking_notice
from cvdesk.documents.sections.people import addressees, association, delegated, person, sent_to
from cvdesk.documents.splitting import Column
from cvdesk.documents.stacks import SideBySide
from cvdesk.documents.style import ACCENT, RULE, TINT, Rich
from cvdesk.documents.tagging import tagged
from cvdesk.documents.wording import (
    in_words,
    moment,
    shortened,
    years_in_words,
)
from cvdesk.domain.budget import budgets, is_functioning, percent
from cvdesk.domain.facts import Facts
from cvdesk.domain.frozen import grouped_fingerprint
from cvdesk.domain.money import NBSP, Euros, grouped

_FIGURE_GAP = 8.0
_LONGEST_TITLE, _LONGEST_NAME = 200, 120
"""Characters on the cover; the rubriques have the whole text."""

_CERFA = (
    "Contenu et numérotation dans l’ordre du formulaire Cerfa n° 12156*06."
    " Ce document n’est pas le formulaire officiel."
)
_FICTITIOUS = " Association et personnes fictives."


def cover(answers: Answers, pages: Pages) -> list[Flowable]:
    """The title, four figures, what the request is, and which version this is."""
    style = answers.style
    facts = answers.facts
    years = years_in_words(facts.years)
    span = f" · {'années' if len(facts.years) > 1 else 'année'} {years}" if years else ""
    kicker = Para(style.text(f"Demande de subvention · politique de la ville{span}"), style.label)
    kicker.spaceAfter = 14
    title = Heading(style.text(dossier_title(facts), where="la réponse 6.1"), style.title, "H1")
    title.spaceAfter = 6
    who = style.text(shortened(association(facts), _LONGEST_TITLE), where="la rubrique 1")
    sent = _sent(answers)
    made: list[Flowable] = [kicker, title, Para(who, style.subheading)]
    made.append(
        Para(style.grey(sent) if sent else style.empty("Destinataire à indiquer"), style.answer)
    )
    if answers.draft:
        made += lacking_notice(answers, pages)
    made.append(KeyFigures(_figures(answers), answers))
    made += cover_rows(answers)
    made.append(foot(answers, _CERFA))
    return made


def dossier_title(facts: Facts) -> str:
    """The title of the only project, or how many there are."""
    rows = facts.projects
    if len(rows) == 1:
        title = facts.shown("intitule", rows[0]) or "Projet à intituler"
        return shortened(title, _LONGEST_TITLE)
    if not rows:
        return "Dossier sans projet"
    return f"Dossier de {in_words(len(rows))} projets"


def _sent(answers: Answers) -> Rich:
    told = sent_to(answers.facts)
    return answers.style.text(f"Adressée à{NBSP}: {told}") if told else ()


def _figures(answers: Answers) -> list[tuple[str, str]]:
    """The four key figures, each with its caption."""
    facts = answers.facts
    every = budgets(facts, "projet")
    asked = Euros.total(one.asked for one in every)
    total = Euros.total(one.charges for one in every)
    products = Euros.total(one.produits for one in every)
    to = addressees(facts)
    years = facts.years
    when = f"pour {years[0]}" if len(years) == 1 else f"sur {in_words(len(years))}{NBSP}ans"
    one = "du projet" if len(facts.projects) == 1 else "des projets"
    if is_functioning(facts.form):
        one = "de l’association"
    begun = not all(budget.empty for budget in every)
    return [
        (
            str(asked) if begun else "–",
            " ".join(part for part in ("demandés", to, when if years else "") if part),
        ),
        (str(total) if begun else "–", f"coût total {one}, hors contributions volontaires"),
        (percent(asked, products), f"part du coût demandée {to}".strip()),
        _people(answers),
    ]


def _people(answers: Answers) -> tuple[str, str]:
    facts = answers.facts
    rows, years = facts.projects, facts.years

    def number(name: str, year: int) -> int | None:
        """The sum of what was answered; None when nothing was."""
        given = [facts.value(name, row, year) for row in rows]
        known = [one for one in given if one is not None]
        return sum(known) if known else None

    caption = "personnes accompagnées"
    if not years:
        return "–", caption
    if len(years) > 1:
        ends = [_figure(number("benef_total", year)) for year in (years[0], years[-1])]
        told = "–" if ends == ["–", "–"] else f"{NBSP}→{NBSP}".join(ends)
        return told, f"{caption} chaque année, de {years_in_words(years)}"
    inside = number("benef_qpv", years[0])
    if inside is not None:
        live = "habitent" if inside > 1 else "habite"
        caption += f", dont {grouped(inside)} {live} un quartier prioritaire"
    return _figure(number("benef_total", years[0])), caption


def _figure(number: int | None) -> str:
    return "–" if number is None else grouped(number)


class KeyFigures(Flowable):
    """Figures in a row between two rules: each read before its caption."""

    def __init__(self, figures: Sequence[tuple[str, str]], answers: Answers) -> None:
        super().__init__()
        style = answers.style
        self._cells = [
            (Para(style.text(figure), style.figure), Para(style.text(caption), style.note))
            for figure, caption in figures
        ]
        self.spaceBefore = 14
        self.spaceAfter = 16

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        self._column = availWidth / len(self._cells)
        heights = []
        for figure, caption in self._cells:
            inner = self._column - 2 * _FIGURE_GAP
            _, above = figure.wrap(self._column, availHeight)
            _, below = caption.wrap(inner, availHeight)
            heights.append(above + below)
        self.width, self.height = availWidth, max(heights) + 2 * _FIGURE_GAP + 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw the rules, then each figure and its caption."""
        canvas = tagged(self)
        with canvas.artifact():
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            for at in range(1, len(self._cells)):
                canvas.line(at * self._column, 0, at * self._column, self.height)
            canvas.setStrokeColor(ACCENT)
            canvas.setLineWidth(0.9)
            canvas.line(0, 0, self.width, 0)
            canvas.line(0, self.height, self.width, self.height)
        for at, (figure, caption) in enumerate(self._cells):
            x = at * self._column + (_FIGURE_GAP if at else 0)
            y = self.height - _FIGURE_GAP - figure.height
            figure.drawOn(canvas, x, y)
            caption.drawOn(canvas, x, y - caption.height)


class _Foot(Column):
    """What stands at the bottom of the page, whatever room is left above it."""

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width, and the whole height that is left when it is enough."""
        width, height = super().wrap(availWidth, availHeight)
        self._own = height
        return width, max(height, availHeight - 1)


def foot(answers: Answers, notice: str) -> Flowable:
    """The bottom of a cover: which version this is, and what the layout is not.

    Args:
        answers: The dossier.
        notice: What is said of the layout.
    """
    style = answers.style
    look = Look(tint=TINT, padding=7, left=8)
    panel = Panel([_version(answers)], look)
    told = notice + (_FICTITIOUS if answers.facts.dossier.exemple else "")
    return _Foot([panel, Para(style.text(told), style.note)])


def _version(answers: Answers) -> Flowable:
    style = answers.style
    facts = answers.facts
    prepared = (
        person(facts, "contact")
        if facts.value("contact_different")
        else (person(facts, "representant"))
    )
    by = f"Préparée par {shortened(prepared.full, _LONGEST_NAME)}." if prepared.name else ""
    if answers.version is None:
        at = moment(style, answers.printed_at)
        told = style.strong(style.text("Version de travail du ") + at) + style.text("\n")
        left = "Cette version n’est pas figée : elle n’a pas d’empreinte et ne se signe pas."
        told += style.text(f"{by} {left}".strip().replace(" :", f"{NBSP}:"), where="la rubrique 1")
        return Para(told, style.cell)
    version = answers.version
    at = moment(style, version.at.moment.astimezone(answers.printed_at.tzinfo))
    signer = person(facts, "signataire" if delegated(facts) else "representant")
    told = style.strong(f"Version {version.number}") + style.text(", figée le ") + at
    told += style.text(
        f".\n{by} À signer par {shortened(signer.full, _LONGEST_NAME)}, rubrique 7.",
        where="la rubrique 1",
    )
    groups = grouped_fingerprint(version.fingerprint)
    half = len(groups) // 2
    printed = style.strong("Empreinte du contenu") + style.text(
        f" (SHA-256, {len(groups)} groupes)\n"
    )
    printed += style.strong("  ".join(groups[:half]).replace(" ", NBSP)) + style.text("\n")
    printed += style.strong("  ".join(groups[half:]).replace(" ", NBSP))
    return SideBySide(Para(told, style.cell), Para(printed, style.cell), 6 * mm)
