"""A signed PDF that comes back: is it that of a version kept here, and unchanged?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cvdesk.app.session import Session
from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.signature import VerificationReport
from cvdesk.errors import UserError

NOT_HERE = "Le dossier de ce PDF n’est pas sur cet ordinateur."


@dataclass(frozen=True, slots=True)
class Retour:
    """A signed PDF that may be kept with its dossier.

    Attributes:
        version: The version that was signed.
        signers: The names in the certificates.
        signed_at: When the last of them says it was, if it does.
        sha256: Of the PDF.
        outdated: Whether the dossier here was changed since that version.
        known: Whether it is kept already.
    """

    version: Version
    signers: str
    signed_at: datetime | None
    sha256: str
    outdated: bool
    known: bool

    @property
    def said(self) -> str:
        """What it is, in words."""
        named = f"la version {self.version.number} de votre dossier, signée par {self.signers}"
        if self.known:
            return f"Ce PDF est {named}. Il est déjà rangé avec le dossier."
        if self.outdated:
            return (
                f"Ce PDF est {named}. Le dossier a changé depuis\u00a0: la signature ne vaut que "
                "pour cette version."
            )
        return f"Ce PDF est {named}."


def retour_of(here: Dossier | None, received: Dossier | None, report: VerificationReport) -> Retour:
    """Return what a signed PDF is for the dossier kept here.

    Args:
        here: The dossier of the same id on this computer, or None.
        received: The dossier inside the PDF, or None.
        report: What its signatures prove.

    Raises:
        UserError: Why it may not be kept: altered, unsigned, of another content or dossier.
    """
    if received is None:
        raise UserError(
            "Ce PDF ne contient pas de dossier CVDesk.",
            remedy="Demandez le PDF signé tel que CVDesk l’a écrit, en pièce jointe.",
        )
    if not report.signatures:
        raise UserError("Ce PDF n’est pas signé.", remedy="Demandez celui qui porte la signature.")
    if not report.intact:
        problem = next((one.problem for one in report.signatures if not one.intact), "")
        raise UserError(
            "Ce PDF a changé depuis sa signature, ou une signature lui a été retirée.",
            remedy=problem or "Demandez un nouvel exemplaire à la personne qui a signé.",
        )
    if not received.versions or received.versions[-1].fingerprint != fingerprint(received):
        raise UserError(
            "Les réponses contenues dans ce PDF ne sont pas celles de la version qu’il annonce.",
            remedy="Demandez le PDF signé tel que CVDesk l’a écrit.",
        )
    if here is None or here.id != received.id:
        raise UserError(
            NOT_HERE, remedy="Ouvrez d’abord le paquet du dossier, puis revenez à ce PDF."
        )
    version = _same_version(here, received.versions[-1])
    if version is None:
        raise UserError(
            f"Ce PDF signe un autre contenu que celui d’ici, la version "
            f"{received.versions[-1].number} d’une autre copie du dossier.",
            remedy="Comparez les deux copies, figez de nouveau, puis faites signer cette version.",
        )
    return Retour(
        version=version,
        signers=", ".join(dict.fromkeys(one.signer for one in report.signatures)),
        signed_at=report.claimed_at,
        sha256=report.sha256,
        outdated=version.fingerprint != fingerprint(here),
        known=version.signed_sha256 == report.sha256,
    )


def _same_version(here: Dossier, signed: Version) -> Version | None:
    """Return the version here of the same content; one frozen elsewhere is taken as it is."""
    found = [one for one in here.versions if one.fingerprint == signed.fingerprint]
    if found:
        return found[-1]
    last = here.versions[-1].number if here.versions else 0
    if signed.number == last + 1 and signed.fingerprint == fingerprint(here):
        return replace(signed, signed_by="", signed_sha256="", signed_at=None)
    return None


def keep_retour(session: Session, retour: Retour) -> None:
    """Mark the version as signed; its PDF is kept among the pieces by the caller."""
    session.record_signature(retour.signers, retour.sha256, retour.version, retour.signed_at)
