"""The notice on the cover of a draft: how much is still to be answered, and where."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para
from cvdesk.documents.pages import Pages
from cvdesk.documents.panels import Look, Panel
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.pieces import to_join
from cvdesk.documents.style import WARNING, Rich
from cvdesk.domain.completeness import missing_answers
from cvdesk.domain.money import NBSP, count

_SHOWN = 4
_PALE = HexColor("#FBF5F2")
_LOOK = Look(tint=_PALE, bar=WARNING, outline=WARNING, padding=8, left=9)


def lacking_notice(answers: Answers, pages: Pages) -> list[Flowable]:
    """The notice, inside an outline."""
    style = answers.style
    told = style.warning(f"Projet, à ne pas déposer.{NBSP}")
    findings = missing_answers(answers.facts)
    papers = len(to_join(answers.facts))
    left: Rich = ()
    if findings:
        left = style.text(f"{count(len(findings), 'réponse', 'réponses')} à compléter")
        found = _places(answers, pages)
        if found:
            left += style.text(" (") + found + style.text(")")
    if papers:
        left += style.text(" et " if left else "")
        left += style.text(f"{count(papers, 'pièce', 'pièces')} à joindre")
    if left:
        told += style.text("Il reste ") + left + style.text(". ")
    told += style.text("Les montants peuvent encore changer.")
    panel = Panel([Para(told, style.smaller)], _LOOK)
    panel.spaceBefore = 10
    return [panel]


def _places(answers: Answers, pages: Pages) -> Rich:
    """The first marks, each with its page, and a link to it."""
    style = answers.style
    told: Rich = ()
    shown: dict[str, None] = {}
    for key, anchor in answers.lacking.items():
        page = pages.get(anchor)
        found = answers.field(key.field)
        if page is None or found is None or anchor in shown:
            continue
        if len(shown) == _SHOWN:
            return told + style.text(f"{NBSP}…")
        shown[anchor] = None
        name = f"{found.number} {found.title or found.label}".strip()
        told += style.text(", ") if told else ()
        told += style.link(f"{name}, page{NBSP}{page}", anchor, spoken=f"{name}, page {page}")
    return told
