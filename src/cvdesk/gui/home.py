"""What the home screen shows, read off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cvdesk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvdesk.app.session import Session
    from cvdesk.domain.dossier import Dossier
    from cvdesk.gui.ports import Desk


@dataclass(frozen=True, slots=True)
class Home:
    """What the home screen and the places show; each choice is a key and a name.

    Attributes:
        unread: Which dossiers do not open on this computer and why, in sentences.
        failed: Whether the espace did not open.
    """

    cards: tuple[Any, ...]
    associations: list[tuple[str, str]]
    association: str
    espaces: list[tuple[str, str]]
    espace: str
    unread: str = ""
    failed: bool = False


def readable(desk: Desk, dossiers: Iterable[Dossier]) -> tuple[list[Session], str]:
    """Read dossiers; one that does not open here (its contract is elsewhere) hides no other.

    Returns:
        Those that open, and sentences about the others, empty when there are none.
    """
    found, refusals = [], []
    for one in dossiers:
        try:
            found.append(desk.session(one))
        except UserError as refusal:
            refusals.append(str(refusal))
    if not refusals:
        return found, ""
    number = len(refusals)
    said = "Un dossier ne s’ouvre" if number == 1 else f"{number} dossiers ne s’ouvrent"
    return found, " ".join((f"{said} pas ici.", *dict.fromkeys(refusals)))


def home_of(desk: Desk) -> Home:
    """Read the dossiers of the association worked on; records of associations have their place.

    Raises:
        UserError: If the espace does not open.
    """
    from cvdesk.app.association import is_record  # noqa: PLC0415 - after first paint
    from cvdesk.app.cards import card_of  # noqa: PLC0415 - after first paint

    sessions, unread = readable(desk, desk.dossiers())
    requests = [one for one in sessions if not is_record(one.reference.form)]
    chosen = desk.wall.chosen()
    return Home(
        tuple(card_of(one, one.facts.today) for one in requests),
        [(one.key, one.name) for one in desk.wall.associations()],
        "" if chosen is None else chosen.key,
        *_espaces(desk),
        unread,
    )


def nothing_to_show(desk: Desk) -> Home:
    """Return the home of an espace that does not open: one can still go to another."""
    return Home((), [], "", *_espaces(desk), failed=True)


def _espaces(desk: Desk) -> tuple[list[tuple[str, str]], str]:
    known = desk.espaces.known()
    current = next((str(one.path) for one in known if one.current), "")
    return [(str(one.path), one.name) for one in known], current


def make_examples(desk: Desk) -> Dossier:
    """Put the worked examples among the dossiers; return the first."""
    made = [desk.example_dossier(example) for example in desk.examples()]
    for dossier in made:
        desk.save(dossier)
    return made[0]
