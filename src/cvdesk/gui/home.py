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


MOST_NAMED = 4
"""Dossiers named of those that do not open; beyond, the last name gives way to a number."""


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
    found: list[Session] = []
    refused: dict[str, list[Dossier]] = {}
    for one in dossiers:
        try:
            found.append(desk.session(one))
        except UserError as refusal:
            refused.setdefault(refusal.what, []).append(one)
    return found, "\n".join(_told(desk, what, several) for what, several in refused.items())


def _told(desk: Desk, what: str, dossiers: list[Dossier]) -> str:
    """Say which dossiers do not open for one reason, and what to do when it is their contract."""
    from cvdesk.app.heading import name_of  # noqa: PLC0415 - after first paint
    from cvdesk.domain.checks.pointers import enumerated  # noqa: PLC0415 - after first paint

    names = [name_of(one) for one in dossiers]
    called = [f"«\u00a0{name}\u00a0»" if name else "un dossier sans titre" for name in names]
    if len(called) > MOST_NAMED:
        called[MOST_NAMED - 1 :] = [f"{len(called) - MOST_NAMED + 1} autres dossiers"]
    opens, them = ("ne s’ouvre", "l’ouvrir") if len(names) == 1 else ("ne s’ouvrent", "les ouvrir")
    named = enumerated(called)
    said = f"{named[:1].upper()}{named[1:]} {opens} pas ici. {what}"
    pinned = dossiers[0].contrat
    if not pinned.contrat or any(
        one.version == pinned.version for one in desk.editions.of(pinned.contrat)
    ):
        return said
    return f"{said} Installez ce contrat pour {them}."


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
