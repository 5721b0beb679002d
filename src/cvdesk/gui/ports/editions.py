"""What the window asks about editions of contracts: receiving one, moving a dossier to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.domain.contrat import Contrat


class ReceivedEdition(Protocol):
    """A pack that was looked at; nothing of it is installed yet."""

    @property
    def contrat(self) -> Contrat:
        """The contract it holds."""
        ...

    @property
    def deja(self) -> bool:
        """Whether this very edition is here already."""
        ...

    @property
    def title(self) -> str:
        """Which contract, in which edition."""
        ...

    @property
    def content(self) -> str:
        """Its term, and how much it holds."""
        ...

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The three questions about the signature, and their answers."""
        ...

    @property
    def remarks(self) -> tuple[str, ...]:
        """What surprises in the signature."""
        ...

    @property
    def changes(self) -> tuple[str, tuple[str, ...]]:
        """What changes here: a heading, then lines, those of a part indented by two spaces."""
        ...


class Editions(Protocol):
    """The editions of contracts that are on this computer."""

    def of(self, contrat_id: str) -> tuple[Contrat, ...]:
        """Return every edition of a contract, the current one first."""
        ...

    def every(self) -> tuple[Contrat, ...]:
        """Return every edition of every contract: those in force first, then by title."""
        ...

    def look_at(self, path: Path) -> ReceivedEdition:
        """Look at a pack; nothing changes.

        Raises:
            UserError: If it is not one, was altered, or cannot be used.
        """
        ...

    def install(self, received: ReceivedEdition) -> None:
        """Install a contract that was looked at; dossiers stay where they are.

        Raises:
            UserError: If the disk does not let it.
        """
        ...
