"""What the screen that accounts for a grant asks of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.report import Accounting
    from cvdesk.domain.dossier import Dossier


class Justification(Protocol):
    """Dossiers that start from a request, to account for its grant."""

    def start(self, origin: Dossier, kind: Accounting, year: int) -> Dossier:
        """Return a dossier that accounts for one exercise of ``origin``; it is not kept yet.

        Raises:
            UserError: If ``origin`` is not a request, or does not cover that exercise.
        """
        ...

    def started(self, origin: Dossier) -> tuple[Dossier, ...]:
        """Return the dossiers of the espace that account for ``origin``, the newest first."""
        ...

    def requests_for(self, account: Dossier) -> tuple[Dossier, ...]:
        """Return the requests of the espace that ``account`` may join as a piece."""
        ...

    def join(self, account: Dossier, request: Dossier) -> Dossier:
        """Return ``request`` with the signed copy of ``account`` among its pieces; not kept yet.

        Raises:
            UserError: If ``account`` is not signed, or cannot go with that request.
        """
        ...

    def origin_of(self, dossier: Dossier) -> Dossier | None:
        """Return the request that ``dossier`` started from, if the espace has it."""
        ...
