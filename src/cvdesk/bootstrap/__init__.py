"""Putting everything together, once: paths, data, storage, pages, signatures.

This is the only place that knows every package below it. Heavy libraries are imported where they
are used, so that a window or a command only waits for what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.freeze import Printing
from cvdesk.app.session import Session
from cvdesk.app.signatories import signatories
from cvdesk.bootstrap.associations import Associations
from cvdesk.bootstrap.contrat_recu import ContratRecu
from cvdesk.bootstrap.contrats import Contrats
from cvdesk.bootstrap.justification import Justification
from cvdesk.bootstrap.paths import HOME_VARIABLE, Paths
from cvdesk.bootstrap.powers import Powers
from cvdesk.bootstrap.retours import Retours
from cvdesk.bootstrap.suivi import Suivi
from cvdesk.bootstrap.tableurs import Tableurs
from cvdesk.bootstrap.tokens import Tokens
from cvdesk.bootstrap.transmettre import Transmettre
from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.form import Nature
from cvdesk.domain.frozen import current_version, fingerprint
from cvdesk.domain.signature import Identity, SignatureRequest, VerificationReport
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.bootstrap.copies import Copies
    from cvdesk.bootstrap.permanence import Permanence
    from cvdesk.bootstrap.sauvegardes import Backups
_COMPOSERS = {
    Nature.REQUEST: ("dossier_pdf", "compose_dossier"),
    Nature.ASSOCIATION: ("association_pdf", "compose_record"),
    Nature.REPORT: ("report_pdf", "compose_report"),
    Nature.REVIEW: ("review_pdf", "compose_review"),
    Nature.LETTER: ("letter_pdf", "compose_letter"),
    Nature.POWER: ("power_pdf", "compose_power"),
}
"""What composes the pages of each nature of form: a module of ``documents``, and its function."""

__all__ = ["HOME_VARIABLE", "ContratRecu", "Cvdesk", "Paths", "Verification", "assemble"]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a PDF says of itself: its signatures, and the dossier it holds.

    Attributes:
        embedded: Whether the file holds a dossier of CVDesk.
        same_content: Whether the answers of that dossier give the fingerprint of the frozen version
            that the file was printed from; None without embedded dossier, or when it was never
            frozen (a draft).
    """

    report: VerificationReport
    embedded: bool
    same_content: bool | None


@dataclass
class Cvdesk(Contrats):
    """The assembled application, without a screen: dossiers, their pages, their signatures."""

    @cached_property
    def justification(self) -> Justification:
        """Accounting for a grant."""
        return Justification(self)

    @cached_property
    def suivi(self) -> Suivi:
        """What happens beside the dossiers: states, reminders, renewal."""
        return Suivi(self)

    @cached_property
    def permanence(self) -> Permanence:
        """The dossiers of every espace, on one screen."""
        from cvdesk.bootstrap.permanence import Permanence

        return Permanence(self)

    @cached_property
    def backups(self) -> Backups:
        """Copies of the espace worked in."""
        from cvdesk.bootstrap.sauvegardes import Backups

        return Backups(self, self.espaces)

    @cached_property
    def copies(self) -> Copies:
        """Copies of dossiers that come from elsewhere."""
        from cvdesk.bootstrap.copies import Copies

        return Copies(self)

    @cached_property
    def associations(self) -> Associations:
        """The records of associations."""
        return Associations(self)

    @cached_property
    def retours(self) -> Retours:
        """Signed PDFs that come back."""
        return Retours(self)

    @cached_property
    def tokens(self) -> Tokens:
        """Cards and USB keys that sign."""
        return Tokens(self._request, self.clock)

    @cached_property
    def powers(self) -> Powers:
        """The powers that representatives give."""
        return Powers(self, lambda pdf: self.verify(pdf).report, self.embedded)

    @cached_property
    def tableurs(self) -> Tableurs:
        """Budgets as spreadsheets."""
        return Tableurs(self.paths.resources, self.clock)

    @cached_property
    def transmettre(self) -> Transmettre:
        """Everything that leaves with a dossier, beside its own pages."""
        return Transmettre(self)

    def print(self, session: Session, version: Version | None) -> bytes:
        """Compose the PDF of a frozen version, or a draft (None)."""
        moment = self.clock() if version is None else version.at.moment
        printing = Printing(session.facts, version, moment.astimezone(), self.data(session.dossier))
        module, composer = _COMPOSERS[session.reference.form.nature]
        compose = getattr(import_module(f"cvdesk.documents.{module}"), composer)
        pdf: bytes = compose(printing, self.paths.resources / "polices")
        return pdf

    def print_current(self, session: Session) -> bytes:
        """Compose the frozen version if the dossier is still what was frozen, else a draft."""
        return self.print(session, current_version(session.facts))

    def freeze(self, session: Session) -> tuple[Version, bytes]:
        """Freeze the dossier and compose the PDF to sign, with its empty signature fields.

        Raises:
            DossierNotReady: If a finding blocks signing.
            UserError: If it is the record of an association, which nobody signs.
        """
        if session.reference.form.nature is Nature.ASSOCIATION:
            raise UserError(
                "La fiche d’une association ne se signe pas, seulement les dossiers.",
                remedy="Ouvrez le dossier à signer.",
            )
        version = session.freeze()
        return version, self.print(session, version)

    def identities(self) -> tuple[Identity, ...]:
        """Return the signing identities of this computer."""
        from cvdesk.signing.identity import Identities

        return Identities(self._identity_folder, clock=self.clock).all()

    def create_identity(
        self, holder: str, password: str, *, function: str = "", organisation: str = "",
        email: str = "",
    ) -> Identity:  # fmt: skip
        """Make a signing identity for a person of the association.

        Raises:
            UserError: If a name does not fit a certificate, or the password is too short.
        """
        from cvdesk.signing.identity import Applicant, Identities

        applicant = Applicant(holder, function, organisation, email)
        return Identities(self._identity_folder, clock=self.clock).create(applicant, password)

    def import_identity(self, path: Path, password: str) -> Identity:
        """Keep a copy of a certificate file received from an authority.

        Raises:
            UserError: If the password does not open it, or it cannot sign.
        """
        from cvdesk.signing.identity import Identities

        return Identities(self._identity_folder, clock=self.clock).import_file(path, password)

    def sign(self, pdf: bytes, field_name: str, identity: str, password: str) -> bytes:
        """Sign a frozen PDF with an identity of this computer, and read the signature back.

        Raises:
            UserError: If the password is wrong, or the PDF cannot be signed there.
        """
        from cvdesk.signing.identity import Identities
        from cvdesk.signing.pkcs12 import Pkcs12Signer

        known = Identities(self._identity_folder, clock=self.clock)
        content = known.key_file(known.find(identity))
        signer = Pkcs12Signer(content, password, clock=self.clock)
        return signer.sign(pdf, self._request(signer.identity, field_name))

    def _request(self, identity: Identity, field_name: str) -> SignatureRequest:
        from cvdesk.documents.appearance import signature_appearance

        moment = self.clock()
        return SignatureRequest(
            field_name=field_name,
            reason="Dossier lu et approuvé",
            appearance=signature_appearance(
                identity, moment.astimezone(), self.paths.resources / "polices"
            ),
            signed_at=moment,
        )

    def verify(self, pdf: bytes, trusted: Iterable[bytes] = ()) -> Verification:
        """Check a PDF: its signatures, and the dossier it holds.

        Raises:
            UserError: If it is not a PDF, or is protected.
        """
        from cvdesk.signing.verify import verify

        dossier = self.embedded(pdf)
        if dossier is None:
            report = verify(pdf, trusted=trusted, clock=self.clock)
            return Verification(report, embedded=False, same_content=None)
        report = verify(pdf, trusted=trusted, expected=self._awaited(dossier), clock=self.clock)
        versions = dossier.versions
        same = versions[-1].fingerprint == fingerprint(dossier) if versions else None
        return Verification(report, embedded=True, same_content=same)

    def _awaited(self, dossier: Dossier) -> dict[str, str]:
        """Return who should sign, by field; empty if this computer cannot read the dossier.

        A signature is checked on any computer, even one that lacks the form or the contract.
        """
        try:
            awaited = signatories(self.session(dossier).facts)
        except UserError:
            return {}
        return {one.field: one.holder for one in awaited}

    def reopen(self, pdf: bytes) -> Dossier:
        """Return the dossier that a PDF of CVDesk holds.

        Raises:
            UserError: If there is none in it.
        """
        dossier = self.embedded(pdf)
        if dossier is None:
            raise UserError(
                "Ce PDF ne contient pas de dossier CVDesk.",
                remedy="Choisissez un PDF exporté par CVDesk, tel qu’il vous a été remis.",
            )
        return dossier

    @staticmethod
    def embedded(pdf: bytes) -> Dossier | None:
        """Return the dossier that a PDF holds, or None.

        Raises:
            UserError: If it is not a PDF, or is protected.
        """
        from cvdesk.documents.embedded import embedded_dossier
        from cvdesk.exchange.dossier_json import read_dossier

        data = embedded_dossier(pdf)
        return None if data is None else read_dossier(data)


@lru_cache(maxsize=1)
def assemble() -> Cvdesk:
    """Return the application of this computer."""
    return Cvdesk(Paths.of_this_computer())
