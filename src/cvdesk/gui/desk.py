"""The assembled application, in the words of the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cvdesk.app.beginning import Beginning
from cvdesk.app.new_dossier import Example
from cvdesk.app.session import Session
from cvdesk.app.signatories import signatory
from cvdesk.app.whole_file import read_whole
from cvdesk.attachments.inspect import inspect
from cvdesk.attachments.kinds import kept_name
from cvdesk.attachments.pages import PagePicture, draw_pages
from cvdesk.bootstrap import ContratRecu, Cvdesk, assemble
from cvdesk.bootstrap.associations import Associations
from cvdesk.bootstrap.copies import Copies
from cvdesk.bootstrap.espaces import Espaces
from cvdesk.bootstrap.justification import Justification
from cvdesk.bootstrap.permanence import Permanence
from cvdesk.bootstrap.powers import Powers
from cvdesk.bootstrap.retours import Retours
from cvdesk.bootstrap.sauvegardes import Backups
from cvdesk.bootstrap.tokens import Tokens
from cvdesk.bootstrap.wall import Wall
from cvdesk.domain.checks.memoire import Memory
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.papertypes import FileType, PieceFile
from cvdesk.domain.recherche import QuartierTrouve, Trouvaille
from cvdesk.domain.signature import Identity
from cvdesk.gui.ports import Desk, ReceivedPaquet, Verified
from cvdesk.gui.ports.appels import RegistreAppels
from cvdesk.gui.ports.editions import ReceivedEdition
from cvdesk.gui.ports.suivi import Suivi
from cvdesk.gui.ports.transmettre import Transmission

LARGEST_PIECE_BYTES = 200_000_000


class RealEditions:
    """What :class:`~cvdesk.gui.ports.editions.Editions` asks."""

    def __init__(self, cv: Cvdesk) -> None:
        self._cv = cv

    def of(self, contrat_id: str) -> tuple[Contrat, ...]:
        """Return every edition of a contract, the current one first."""
        return self._cv.editions(contrat_id)

    def every(self) -> tuple[Contrat, ...]:
        """Return every edition of every contract."""
        known = self._cv.catalogue.contrats()
        return tuple(self._cv.contrat(one.id, one.version) for one in known)

    def look_at(self, path: Path) -> ContratRecu:
        """Look at a pack; nothing changes."""
        return self._cv.look_at_pack(path)

    def install(self, received: ReceivedEdition) -> None:
        """Install a contract that was looked at."""
        if not isinstance(received, ContratRecu):
            raise TypeError(received)
        self._cv.install_contrat(received)


class RealDesk:
    """What :class:`~cvdesk.gui.ports.Desk` asks, answered by the assembled application."""

    def __init__(self, cv: Cvdesk) -> None:
        self._cv = cv
        self.editions = RealEditions(cv)
        self.suivi: Suivi = cv.suivi
        self.tableurs = cv.tableurs

    @property
    def justification(self) -> Justification:
        """Accounting for a grant."""
        return self._cv.justification

    @property
    def permanence(self) -> Permanence:
        """The dossiers of every espace."""
        return self._cv.permanence

    @property
    def wall(self) -> Wall:
        """Which association is worked on."""
        return self._cv.wall

    @property
    def backups(self) -> Backups:
        """Copies of the espace worked in."""
        return self._cv.backups

    @property
    def copies(self) -> Copies:
        """Copies of dossiers that come from elsewhere."""
        return self._cv.copies

    @property
    def espaces(self) -> Espaces:
        """The espaces this computer knows."""
        return self._cv.espaces

    @property
    def associations(self) -> Associations:
        """The records of associations, and the dossiers that start from them."""
        return self._cv.associations

    @property
    def retours(self) -> Retours:
        """Signed PDFs that come back."""
        return self._cv.retours

    @property
    def tokens(self) -> Tokens:
        """Cards and USB keys that sign."""
        return self._cv.tokens

    @property
    def powers(self) -> Powers:
        """Powers made from a dossier, and joined to it."""
        return self._cv.powers

    @property
    def transmettre(self) -> Transmission:
        """Everything that leaves with a dossier."""
        return self._cv.transmettre

    def dossiers(self) -> tuple[Dossier, ...]:
        """Return every dossier of the association worked on."""
        return tuple(self._cv.espace.get(one) for one in self._cv.wall.shown())

    def save(self, dossier: Dossier) -> None:
        """Keep a dossier."""
        self._cv.espace.save(dossier)

    def keep_piece(self, content: bytes) -> str:
        """Keep the bytes of a piece."""
        return self._cv.espace.put_piece(content)

    def keep_file(self, path: Path) -> PieceFile:
        """Look at a file received from elsewhere and keep it as a piece."""
        content = read_whole(path, at_most_bytes=LARGEST_PIECE_BYTES)
        inspect(content, path.name)
        return PieceFile(self._cv.espace.put_piece(content), len(content), kept_name(path.name))

    def pieces_of(self, dossier: Dossier) -> Mapping[str, bytes]:
        """Return the pieces a dossier names."""
        pieces = {}
        for record in dossier.records.values():
            try:
                file = FileType().restore(record.text or "")
            except ValueError:
                continue
            pieces[file.sha256] = self._cv.espace.piece(file.sha256)
        return pieces

    def session(self, dossier: Dossier) -> Session:
        """Read a dossier."""
        return self._cv.session(dossier)

    def working_session(self, dossier: Dossier) -> Session:
        """Open a dossier to work on it, with last year's and the certificate at hand."""
        cv = self._cv
        holder = signatory(cv.session(dossier).facts).holder
        mine = [one for one in cv.identities() if one.holder == holder]
        memory = Memory(cv.previous_dossier(dossier), mine[-1] if mine else None)
        return cv.session(dossier, memory=memory)

    def contrats(self) -> tuple[Contrat, ...]:
        """Return the current edition of every contract."""
        known = dict.fromkeys(one.id for one in self._cv.catalogue.contrats())
        return tuple(self._cv.contrat(id_) for id_ in known)

    def chercher(self, texte: str, *, contrat: str, version: str = "") -> tuple[Trouvaille, ...]:
        """Return the places of a contract that answer some words."""
        return self._cv.chercher(texte, contrat=contrat, version=version)

    def quartiers(self, texte: str, *, contrat: str) -> tuple[QuartierTrouve, ...]:
        """Return the quarters of a contract known by a name, an old name or a code."""
        return self._cv.quartiers(texte, contrat=contrat)

    @property
    def registre_appels(self) -> RegistreAppels:
        """The calls, and the paths that contracts give."""
        return self._cv.registre_appels

    def examples(self) -> tuple[Example, ...]:
        """Return the worked dossiers shipped."""
        return self._cv.examples()

    def example_dossier(self, example: Example) -> Dossier:
        """Return a worked example as a dossier."""
        return self._cv.example_dossier(example)

    def begin_dossier(self, beginning: Beginning) -> Dossier:
        """Return the dossier that the short conversation leads to."""
        return self._cv.begin_dossier(beginning)

    def print_current(self, session: Session) -> bytes:
        """Compose the PDF of the dossier as it stands."""
        return self._cv.print_current(session)

    def freeze(self, session: Session) -> tuple[Version, bytes]:
        """Freeze the dossier and compose the PDF to sign."""
        return self._cv.freeze(session)

    def identities(self) -> tuple[Identity, ...]:
        """Return the signing identities of this computer."""
        return self._cv.identities()

    def create_identity(
        self, holder: str, password: str, *, function: str, organisation: str, email: str
    ) -> Identity:
        """Make a signing identity."""
        return self._cv.create_identity(
            holder, password, function=function, organisation=organisation, email=email
        )

    def import_identity(self, path: Path, password: str) -> Identity:
        """Keep a copy of a certificate file."""
        return self._cv.import_identity(path, password)

    def sign(self, pdf: bytes, field_name: str, identity: str, password: str) -> bytes:
        """Sign a frozen PDF, and read the signature back."""
        return self._cv.sign(pdf, field_name, identity, password)

    def verify(self, pdf: bytes) -> Verified:
        """Check a PDF."""
        return self._cv.verify(pdf)

    def read_paquet(self, path: Path) -> ReceivedPaquet:
        """Read a paquet."""
        return self._cv.look_at_paquet(path)

    def write_paquet(self, path: Path, dossier: Dossier, pieces: Mapping[str, bytes]) -> None:
        """Write a paquet."""
        self._cv.write_paquet(path, dossier, pieces)

    def page(self, pdf: bytes, number: int, width_px: int) -> PagePicture | None:
        """Draw one page of a PDF of ours."""
        return next(iter(draw_pages(pdf, width_px=width_px, first=number, count=1)), None)

    def preference(self, name: str) -> str:
        """Return a choice made on this computer."""
        return str(getattr(self._cv.settings, name))

    def prefer(self, name: str, value: str) -> None:
        """Keep a choice made on this computer."""
        self._cv.keep_settings(**{name: value})


def real_desk() -> Desk:
    """Return the application of this computer."""
    return RealDesk(assemble())
