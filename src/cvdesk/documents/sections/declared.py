"""The last part of what follows a request: what is certified, and who signs."""

from __future__ import annotations

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para, Rubric
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.attestations import ANCHOR, declaration, power, signing
from cvdesk.documents.stacks import items
from cvdesk.documents.style import Rich
from cvdesk.domain.choicetypes import TickType
from cvdesk.domain.ids import ROOT
from cvdesk.domain.money import NBSP


def certified(answers: Answers, title: str) -> list[Flowable]:
    """The declarations of the form, the power, the frames, the block for paper."""
    style = answers.style
    note = "À cocher et à signer par la personne qui engage l’association, et par elle seule."
    return [
        Rubric(style.text("7"), style.text(title), style, anchor=ANCHOR, note=style.text(note)),
        declaration(answers, ticks(answers), that=""),
        power(answers),
        *answers.rest(("7",)),
        *signing(answers),
        *answers.notes(),
    ]


def ticks(answers: Answers) -> list[Flowable]:
    """Every declaration in the form's order; a box is ticked only if the signatory ticked it."""
    style = answers.style
    entries: list[list[Flowable]] = []
    markers: list[Rich] = []
    found = [
        place.field
        for place in answers.facts.form.places.values()
        if place.field.signatory_only and isinstance(place.field.type, TickType)
    ]
    for rank, field in enumerate(found, 1):
        end = "." if rank == len(found) else f"{NBSP};"
        entries.append([Para(style.text(f"{field.title}{end}"), style.answer)])
        markers.append(style.box(checked=answers.value(field.id) is True)[:1])
    for name in ("fait_a", "fait_le"):
        answers.value(name, ROOT)
    return items(entries, markers, style, indent=20)
