"""The rows of the cover: who, what, where, for whom, when, why, with whom."""

from __future__ import annotations

import re

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.funding import Share, payers
from cvdesk.documents.sections.orientations import cited, lines_in_words, quoted
from cvdesk.documents.sections.people import person
from cvdesk.documents.sections.pieces import ANCHOR as PIECES
from cvdesk.documents.sections.pieces import states_in_words
from cvdesk.documents.sections.projects import places
from cvdesk.documents.stacks import LabelledAnswer
from cvdesk.documents.structure import Element
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import (
    capitalised,
    joined,
    joined_rich,
    period,
    share,
    shortened,
)
from cvdesk.domain.budget import budgets, budgets_of, percent
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import NBSP, Euros, count

_LONGEST_EXTRACT = 240
_NOTHING = "Non renseigné"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
_MOST_QUARTERS = 6
_MOST_PAYERS = 8


def cover_rows(answers: Answers) -> list[Flowable]:
    """The eight rows, in the order of questions people ask."""
    style = answers.style
    told = (
        ("Qui", _who(answers)),
        ("Quoi", _what(answers)),
        ("Où", _where(answers)),
        ("Pour qui", _for_whom(answers)),
        ("Quand", _when(answers)),
        ("Orientations du contrat", _why(answers)),
        ("Autres financeurs", _with_whom(answers)),
        ("Pièces", _papers(answers)),
    )
    rows: list[Flowable] = []
    for label, rich in told:
        shown = rich or style.empty(_NOTHING)
        row = LabelledAnswer(
            style.text(label), [Para(shown, style.answer)], style, element=Element("H2")
        )
        row.spaceAfter = 7
        rows.append(row)
    return rows


def _who(answers: Answers) -> Rich:
    facts = answers.facts
    style = answers.style
    legal = person(facts, "representant")
    parts = [facts.shown("nom")]
    if legal.name:
        parts[0] += f", représentée par {legal.full}"
    numbers = [
        count(value, one, many)
        for name, one, many in (
            ("benevoles", "bénévole", "bénévoles"),
            ("salaries", "salarié", "salariés"),
            ("adherents", "adhérent", "adhérents"),
        )
        if (value := facts.value(name)) is not None
    ]
    if numbers:
        parts.append(", ".join(numbers))
    told = f"{NBSP}; ".join(part for part in parts if part)
    registered = [
        f"{name}{NBSP}{number}"
        for name, number in (("SIRET", facts.shown("siret")), ("RNA", facts.shown("rna")))
        if number
    ]
    ending = f". {', '.join(registered)}." if registered else "."
    return style.text(told + ending, where="la rubrique 1") if told else ()


def _what(answers: Answers) -> Rich:
    facts = answers.facts
    style = answers.style
    if len(facts.projects) > 1:
        names = [facts.shown("intitule", row) or "Projet à intituler" for row in facts.projects]
        opening = " ".join(f"{rank}. {name}." for rank, name in enumerate(names, 1))
    else:
        opening = _extract(facts.shown("description", facts.projects[0])) if facts.projects else ""
    kinds = [
        facts.shown("demande_frequence"),
        f"demande {'pluriannuelle' if facts.form.period == 'pluriannuelle' else 'annuelle'}",
        facts.shown("demande_forme"),
    ]
    nature = capitalised(", ".join(kind for kind in kinds if kind)) + "."
    return style.text(f"{opening} {nature}".strip(), where="la réponse 6.4 Description")


def _extract(text: str) -> str:
    """The first sentence of a text, or its beginning when that is long."""
    flat = " ".join(text.split(" ")).replace("\n", " ")
    first = _SENTENCE_END.split(flat, maxsplit=1)[0]
    return shortened(first, _LONGEST_EXTRACT)


def _where(answers: Answers) -> Rich:
    style = answers.style
    seen: dict[str, Rich] = {}
    for row in answers.facts.projects:
        for place in places(answers.facts, row):
            told = style.text(f"{place.kind} " if not seen else "")
            told += style.strong(place.name, where="la réponse 6.7 Territoire")
            if place.reference:
                told += style.text(f" ({place.reference})", where="la réponse 6.7 Territoire")
            seen.setdefault(place.code or place.row, told)
    shown = list(seen.values())[:_MOST_QUARTERS]
    told = joined_rich(style, shown, f"{NBSP}; ")
    if len(seen) > len(shown):
        told += style.text(f"{NBSP}; et {len(seen) - len(shown)} autres")
    return told + style.text(".") if told else ()


def _for_whom(answers: Answers) -> Rich:
    facts = answers.facts
    if not facts.years or not facts.projects:
        return ()
    year = facts.years[0]

    def number(name: str) -> int:
        return sum(facts.value(name, row, year) or 0 for row in facts.projects)

    def known(*names: str) -> bool:
        return all(
            facts.value(name, row, year) is not None for row in facts.projects for name in names
        )

    total = number("benef_total")
    if not total:
        return ()
    who = count(total, "personne", "personnes")
    if known("benef_femmes", "benef_hommes"):
        women, men = number("benef_femmes"), number("benef_hommes")
        who = f"{count(women, 'femme', 'femmes')} et {count(men, 'homme', 'hommes')}"
    told = who + (f" en {year}" if len(facts.years) > 1 else "")
    if ages := _ages(facts):
        told += f", {ages}"
    if known("benef_qpv"):
        told += f"{NBSP}; {share(number('benef_qpv'), total)} habitent un quartier prioritaire"
    return answers.style.text(f"{told}.")


def _ages(facts: Facts) -> str:
    named: dict[str, None] = {}
    for project in facts.projects:
        for row in facts.rows("publics", project):
            if shown := facts.shown("public_tranche", row):
                named[shown] = None
    return joined(list(named))


def _when(answers: Answers) -> Rich:
    style = answers.style
    facts = answers.facts
    days = [
        (facts.value("date_debut", row), facts.value("date_fin", row)) for row in facts.projects
    ]
    known = [(first, last) for first, last in days if first is not None and last is not None]
    if not known:
        return ()
    first, last = min(one for one, _ in known), max(one for _, one in known)
    told = period(style, first, last)
    return style.text("Du ") + told[1:] + style.text(".")


def _why(answers: Answers) -> Rich:
    """The principal orientation in its exact words, the codes of the others, the lines."""
    facts = answers.facts
    style = answers.style
    rows = [row for project in facts.projects for row in facts.rows("ancrages", project)]
    rows.sort(key=lambda row: facts.value("ancrage_role", row) != "principale")
    nodes = dict.fromkeys(
        node for row in rows if (node := facts.value("ancrage_noeud", row)) is not None
    )
    found = [cited(facts, node) for node in nodes]
    if not found:
        return ()
    first, others = found[0], found[1:]
    number = "" if first.within else first.code
    told = style.strong(capitalised(f"{first.level} {number}".strip()))
    if first.title is not None:
        told += style.text(f" {quoted(first.title)}")
    if others:
        told += style.text(f", puis {joined([one.short for one in others])}")
    lines = sorted({line for one in found for line in one.lines})
    where = f"{facts.contrat.titre}, version {facts.contrat.version}"
    ending = ", ".join(part for part in (where, lines_in_words(lines)) if part)
    return told + style.text(f". {ending}.", where="une citation du contrat")


def _with_whom(answers: Answers) -> Rich:
    style = answers.style
    facts = answers.facts
    years = budgets(facts, "projet")
    if all(one.empty for one in years):
        return ()
    told: list[str] = []
    for project in facts.projects:
        own = budgets_of(facts, project)
        for payer in payers(own):
            if payer.group is None or payer.addressed:
                continue
            granted = payer.of(Share.GRANTED)
            part = f"{payer.name} {payer.total}"
            if granted == payer.total:
                part += " (acquis)"
            elif granted:
                part += f" (dont {granted} acquis)"
            told.append(part)
    if len(told) > _MOST_PAYERS:
        told[_MOST_PAYERS:] = [f"et {len(told) - _MOST_PAYERS} autres"]
    public = Euros.total(one.public for one in years)
    whole = Euros.total(one.produits for one in years)
    opening = ", ".join(told) if told else "Aucun"
    ending = f" Argent public{NBSP}: {percent(public, whole)} du coût." if whole else ""
    return style.text(f"{opening}.{ending}", where="le budget du projet")


def _papers(answers: Answers) -> Rich:
    style = answers.style
    told = states_in_words(answers.facts)
    if not told:
        return ()
    return (
        style.text(f"{told}. Détail en ") + style.link(f"rubrique{NBSP}8", PIECES) + style.text(".")
    )
