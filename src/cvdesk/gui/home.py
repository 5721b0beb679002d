"""What the home screen reads of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvdesk.app.cards import DossierCard
    from cvdesk.domain.dossier import Dossier
    from cvdesk.gui.ports import Desk


def cards(desk: Desk) -> tuple[DossierCard, ...]:
    """Return the dossiers of the espace as cards; the records of associations have their place."""
    from cvdesk.app.cards import card_of  # noqa: PLC0415 - after first paint

    found = []
    for dossier in desk.associations.requests():
        session = desk.session(dossier)
        found.append(card_of(session, session.facts.today))
    return tuple(found)


def make_examples(desk: Desk) -> Dossier:
    """Keep the worked examples among the dossiers; return the first."""
    made = [desk.example_dossier(example) for example in desk.examples()]
    for dossier in made:
        desk.save(dossier)
    return made[0]
