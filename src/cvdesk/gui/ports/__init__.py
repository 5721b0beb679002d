"""What the window asks of the assembled application: the whole of it, in one place.

The assembled application of ``bootstrap`` has these methods; a test passes a double that has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cvdesk.app.beginning import Beginning
    from cvdesk.app.new_dossier import Example
    from cvdesk.app.session import Session
    from cvdesk.domain.contrat import Contrat
    from cvdesk.domain.dossier import Dossier, Version
    from cvdesk.domain.papertypes import PieceFile
    from cvdesk.domain.recherche import QuartierTrouve, Trouvaille
    from cvdesk.domain.signature import Identity, VerificationReport
    from cvdesk.gui.ports.appels import RegistreAppels
    from cvdesk.gui.ports.associations import Associations
    from cvdesk.gui.ports.backups import Backups
    from cvdesk.gui.ports.copies import Copies
    from cvdesk.gui.ports.editions import Editions
    from cvdesk.gui.ports.espaces import Espaces
    from cvdesk.gui.ports.justification import Justification
    from cvdesk.gui.ports.permanence import Permanence
    from cvdesk.gui.ports.powers import Powers
    from cvdesk.gui.ports.retours import Retours
    from cvdesk.gui.ports.suivi import Suivi
    from cvdesk.gui.ports.tableurs import Tableurs
    from cvdesk.gui.ports.tokens import Tokens
    from cvdesk.gui.ports.transmettre import Transmission
    from cvdesk.gui.ports.wall import Wall


class PageImage(Protocol):
    """One page of a PDF as a picture."""

    @property
    def number(self) -> int:
        """1 for the first page."""
        ...

    @property
    def width_px(self) -> int:
        """Pixels in a line."""
        ...

    @property
    def height_px(self) -> int:
        """How many lines."""
        ...

    @property
    def pixels(self) -> bytes:
        """Red, green, blue and one unused byte for each pixel, line after line, no padding."""
        ...

    @property
    def text(self) -> str:
        """The text of the page, in reading order."""
        ...


class Verified(Protocol):
    """What a PDF says of itself."""

    @property
    def report(self) -> VerificationReport:
        """Its signatures."""
        ...

    @property
    def embedded(self) -> bool:
        """Whether it holds a dossier."""
        ...

    @property
    def same_content(self) -> bool | None:
        """Whether that dossier is the one that was frozen; None if it never was."""
        ...


class ReceivedPaquet(Protocol):
    """A paquet as read."""

    @property
    def dossier(self) -> Dossier:
        """The dossier it holds."""
        ...

    @property
    def pieces(self) -> Mapping[str, bytes]:
        """Its pieces, by SHA-256."""
        ...

    @property
    def appel(self) -> bytes:
        """The file of the call that the dossier answers, not read yet, or empty."""
        ...


class Desk(Protocol):
    """The application without a screen."""

    @property
    def suivi(self) -> Suivi:
        """What happens beside the dossiers: states, reminders, next year's."""
        ...

    @property
    def tableurs(self) -> Tableurs:
        """Budgets as spreadsheets, and the rates that hours are counted with."""
        ...

    @property
    def permanence(self) -> Permanence:
        """The dossiers of every espace."""
        ...

    @property
    def wall(self) -> Wall:
        """Which association is worked on."""
        ...

    @property
    def backups(self) -> Backups:
        """Copies of the espace worked in."""
        ...

    @property
    def copies(self) -> Copies:
        """Copies of dossiers that come from elsewhere."""
        ...

    @property
    def espaces(self) -> Espaces:
        """The espaces this computer knows."""
        ...

    @property
    def editions(self) -> Editions:
        """The editions of contracts that are on this computer."""
        ...

    @property
    def justification(self) -> Justification:
        """Accounting for a grant."""
        ...

    @property
    def associations(self) -> Associations:
        """The records of associations, and the dossiers that start from them."""
        ...

    @property
    def retours(self) -> Retours:
        """Signed PDFs that come back."""
        ...

    @property
    def tokens(self) -> Tokens:
        """Cards and USB keys that sign."""
        ...

    @property
    def powers(self) -> Powers:
        """Powers made from a dossier, and joined to it."""
        ...

    @property
    def transmettre(self) -> Transmission:
        """Everything that leaves with a dossier."""
        ...

    def dossiers(self) -> tuple[Dossier, ...]:
        """Return every dossier of the association worked on."""
        ...

    def save(self, dossier: Dossier) -> None:
        """Keep a dossier. May be called from any thread."""
        ...

    def keep_piece(self, content: bytes) -> str:
        """Keep the bytes of a piece; return their SHA-256. May be called from any thread."""
        ...

    def keep_file(self, path: Path) -> PieceFile:
        """Look at a file received from elsewhere and keep it as a piece.

        Raises:
            UserError: If it cannot be read, or no portal takes it.
        """
        ...

    def pieces_of(self, dossier: Dossier) -> Mapping[str, bytes]:
        """Return the pieces a dossier names, by SHA-256."""
        ...

    def session(self, dossier: Dossier) -> Session:
        """Read a dossier."""
        ...

    def working_session(self, dossier: Dossier) -> Session:
        """Open a dossier to work on it, with last year's and the certificate at hand."""
        ...

    def contrats(self) -> tuple[Contrat, ...]:
        """Return the current edition of every contract."""
        ...

    def chercher(self, texte: str, *, contrat: str, version: str = "") -> tuple[Trouvaille, ...]:
        """Return the places of a contract that answer some words, best first.

        The current edition is looked in, unless ``version`` names another.
        """
        ...

    def quartiers(self, texte: str, *, contrat: str) -> tuple[QuartierTrouve, ...]:
        """Return the quarters of a contract known by a name, an old name or a code."""
        ...

    @property
    def registre_appels(self) -> RegistreAppels:
        """The calls, and the paths that contracts give."""
        ...

    def examples(self) -> tuple[Example, ...]:
        """Return the worked dossiers shipped."""
        ...

    def example_dossier(self, example: Example) -> Dossier:
        """Return a worked example as a dossier."""
        ...

    def begin_dossier(self, beginning: Beginning) -> Dossier:
        """Return the dossier that the short conversation leads to.

        Raises:
            UserError: If what was chosen is unknown, or does not go together.
        """
        ...

    def print_current(self, session: Session) -> bytes:
        """Compose the PDF of the dossier as it stands."""
        ...

    def freeze(self, session: Session) -> tuple[Version, bytes]:
        """Freeze the dossier and compose the PDF to sign."""
        ...

    def identities(self) -> tuple[Identity, ...]:
        """Return the signing identities of this computer."""
        ...

    def create_identity(
        self, holder: str, password: str, *, function: str, organisation: str, email: str
    ) -> Identity:
        """Make a signing identity."""
        ...

    def import_identity(self, path: Path, password: str) -> Identity:
        """Keep a copy of a certificate file."""
        ...

    def sign(self, pdf: bytes, field_name: str, identity: str, password: str) -> bytes:
        """Sign a frozen PDF, and read the signature back."""
        ...

    def verify(self, pdf: bytes) -> Verified:
        """Check a PDF."""
        ...

    def read_paquet(self, path: Path) -> ReceivedPaquet:
        """Read a paquet."""
        ...

    def write_paquet(self, path: Path, dossier: Dossier, pieces: Mapping[str, bytes]) -> None:
        """Write a paquet."""
        ...

    def page(self, pdf: bytes, number: int, width_px: int) -> PageImage | None:
        """Draw one page of a PDF of ours, the first being 1; None after the last."""
        ...

    def preference(self, name: str) -> str:
        """Return a choice made on this computer (theme, size of text), or an empty text."""
        ...

    def prefer(self, name: str, value: str) -> None:
        """Keep a choice made on this computer."""
        ...
