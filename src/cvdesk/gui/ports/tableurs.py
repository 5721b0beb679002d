"""What the window asks about spreadsheets and rates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.classeur import Classeur
    from cvdesk.app.session import Session
    from cvdesk.domain.livres import Livres
    from cvdesk.domain.taux import Taux


class Tableurs(Protocol):
    """Budgets as spreadsheets, and the rates that hours are counted with."""

    @property
    def livres(self) -> Livres:
        """What the books call the lines of the form."""
        ...

    def taux(self, session: Session) -> tuple[Taux, ...]:
        """Return the rates in force the day a dossier is looked at."""
        ...

    def read(self, path: Path) -> Classeur:
        """Read a workbook received from anyone. May be called from any thread.

        Raises:
            UserError: If it cannot be read, or CVDesk does not open such a file.
        """
        ...

    def write(self, path: Path, session: Session) -> None:
        """Write every budget of a dossier as an .xlsx workbook. May be called from any thread.

        Raises:
            UserError: If it cannot be written.
        """
        ...
