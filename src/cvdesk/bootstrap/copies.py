"""Copies of dossiers that come from elsewhere, and dossiers that leave for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cvdesk.app.merge import Merged, Past, check_same, merge, with_choices
from cvdesk.domain.dossier import Dossier, Record
from cvdesk.domain.ids import Key

if TYPE_CHECKING:
    from cvdesk.app.merge import Place, Side
    from cvdesk.bootstrap.dossiers import Dossiers


class Copies:
    """The copy kept in the espace, beside one received."""

    def __init__(self, cv: Dossiers) -> None:
        self._cv = cv

    def here(self, received: Dossier) -> Dossier | None:
        """Return the copy that the espace holds of a dossier received, if it holds one."""
        if received.id not in {one.id for one in self._cv.espace.dossiers(())}:
            return None
        return self._cv.espace.get(received.id)

    def merged(self, here: Dossier, received: Dossier) -> Merged:
        """Return both copies as one, as the history of the espace lets see it.

        Raises:
            UserError: If they do not follow the same revision of the form.
        """
        check_same(here, received)
        past: Past = self._cv.espace.whole_past(here.id)
        return merge(here, received, past=past)

    def settled(self, merged: Merged, choices: Mapping[Place, Side]) -> Dossier:
        """Return the merged dossier with what the person preferred, as edits of theirs."""
        author = self._cv.author
        at = merged.dossier.edited_at.next(self._cv.clock(), author.node)
        return with_choices(merged, choices, author.name, at)

    def set_aside(self, dossier: Dossier, answers: Iterable[tuple[Key, Record]]) -> None:
        """Keep in the history of a dossier the answers that a merge left out.

        Raises:
            UserError: If the espace cannot be written.
        """
        self._cv.espace.set_aside(dossier.id, answers)

    def delete(self, dossier: Dossier) -> None:
        """Erase a dossier, its history and the pieces that no other dossier names.

        Raises:
            UserError: If the espace cannot be written.
        """
        self._cv.espace.delete(dossier.id)
