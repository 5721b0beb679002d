"""What there is to note of a dossier, by the state it is in: nothing about money before a grant."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.navigation import Step
from cvdesk.app.sectionview import ItemView, group_view
from cvdesk.app.session import Session
from cvdesk.app.vie import Life
from cvdesk.app.viewmodel import field_view
from cvdesk.domain.form import Field, Form, Group, Nature, Section
from cvdesk.domain.ids import ROOT, FieldId, Key

_ALWAYS, _DEPOSITED, _DECIDED, _GRANTED = "toujours", "depose", "decide", "accorde"

CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_ALWAYS, ("suivi_confie_a", "suivi_signe_le", "suivi_depose_le", "suivi_depot_numero")),
    (_DEPOSITED, ("suivi_complement_le", "suivi_complement_avant", "suivi_complement_objet",
                  "suivi_complete_le")),
    (_DECIDED, ("suivi_decision", "suivi_decision_le", "suivi_refus_motif")),
    (_GRANTED, ("suivi_octrois", "suivi_convention_le", "suivi_avenants", "suivi_versements")),
    (_GRANTED, ("suivi_exercice_justifie_le", "suivi_justifie_le", "suivi_evaluation_le")),
)  # fmt: skip
"""From which moment of a life each question or list is asked, in the order of the screen."""


@dataclass(frozen=True, slots=True)
class _Item:
    item: Field | Group
    since: str


def follow_up_step(form: Form) -> Step:
    """Return the questions of the follow-up as a step: to be shown, never among the steps."""
    section = next(one for one in form.follow_up if one.id == "suivi_vie")
    return Step(Section("suivi", section.title, section.items, section.intro), ROOT)


def follow_up_items(session: Session, life: Life) -> tuple[ItemView, ...]:
    """Return what is asked now; what was noted already stays, whatever the state became."""
    facts = session.facts
    found: list[ItemView] = []
    for one in _items(session.reference.form):
        item = one.item
        if not facts.holds(item.visible_if, ROOT):
            continue
        open_now = _open(one.since, life)
        if isinstance(item, Group):
            if open_now or facts.rows(item.id):
                found.append(group_view(session, item, ROOT))
            continue
        for year in facts.years_of(item.yearly):
            key = Key(item.id, ROOT, year)
            if open_now or facts.dossier.text(key) is not None:
                found.append(field_view(session, item, key))
    return tuple(found)


def _open(since: str, life: Life) -> bool:
    if since == _DECIDED and life.vie.nature is not Nature.REQUEST:
        return False  # nobody decides of an account
    if since in {_DEPOSITED, _DECIDED}:
        return life.vie.depose_le is not None or bool(life.vie.decision)
    return life.vie.accorde if since == _GRANTED else True


def _items(form: Form) -> list[_Item]:
    known: dict[str, Field | Group] = {
        item.id: item
        for section in form.follow_up
        for item in section.items
        if isinstance(item, Field | Group)
    }
    if FieldId("suivi_exercice_justifie_le") in known:
        known.pop("suivi_justifie_le", None)  # asked year by year
    return [
        _Item(known[name], since) for since, names in CHAPTERS for name in names if name in known
    ]
