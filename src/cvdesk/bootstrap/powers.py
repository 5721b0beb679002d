"""Powers: started from a dossier, joined to it once both people have signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cvdesk.app.power import ORIGIN, fill_power, join_power
from cvdesk.bootstrap.dossiers import Dossiers
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.form import Nature
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import Key
from cvdesk.domain.papertypes import PieceFile
from cvdesk.domain.signature import VerificationReport
from cvdesk.errors import UserError

FORM = "pouvoir"


@dataclass(frozen=True)
class Powers:
    """What one does with powers.

    Attributes:
        dossiers: The dossiers and the espace of this computer.
        report: Checks the signatures of a PDF, those awaited included.
        embedded: The dossier that a PDF holds, or None.
    """

    dossiers: Dossiers
    report: Callable[[bytes], VerificationReport]
    embedded: Callable[[bytes], Dossier | None]

    def started(self, dossier: Dossier) -> Dossier:
        """Return a power filled with what a dossier says, not kept."""
        empty = self.dossiers.new_dossier(formulaire=FORM, exemple=dossier.exemple)
        session = self.dossiers.session(empty)
        fill_power(session, self.dossiers.session(dossier).facts)
        return session.dossier

    def start(self, dossier: Dossier) -> Dossier:
        """Return a power filled with what a dossier says, kept."""
        power = self.started(dossier)
        self.dossiers.espace.save(power)
        return power

    def signed(self, power: Dossier) -> bytes | None:
        """Return the last PDF signed of a power, by one or by both, or None."""
        versions = power.versions
        if not versions or not versions[-1].signed_sha256:
            return None
        return self.dossiers.espace.piece(versions[-1].signed_sha256)

    def resumed(self, power: Dossier, pdf: bytes) -> Dossier:
        """Return a power that knows a PDF signed on another computer, which is kept.

        Raises:
            UserError: If it is not this very power, or its signatures are not intact.
        """
        found = self.embedded(pdf)
        if found is None or (found.id, fingerprint(found)) != (power.id, fingerprint(power)):
            raise UserError(
                "Ce PDF n’est pas ce pouvoir, ou il a changé depuis.",
                remedy="Choisissez le PDF signé de ce pouvoir, tel qu’il vous a été rendu.",
            )
        report = self.report(pdf)
        if not report.intact:
            raise UserError(
                "Ce PDF ne porte pas de signature intacte.",
                remedy="Redemandez-le à la personne qui l’a signé, en pièce jointe.",
            )
        names = ", ".join(one.signer for one in report.signatures)
        kept = self.dossiers.espace.put_piece(pdf)
        version = found.versions[-1].signed(names, kept, report.claimed_at)
        return replace(power, versions=(*power.versions[:-1], version))

    def origin(self, power: Dossier) -> Dossier | None:
        """Return the dossier a power was made for, if this computer keeps it."""
        wanted = power.text(Key(ORIGIN))
        kept = {one.id for one in self.dossiers.espace.dossiers()}
        found = next((one for one in kept if one == wanted), None)
        return None if found is None else self.dossiers.espace.get(found)

    def joined(self, dossier: Dossier, pdf: bytes, file: PieceFile) -> Dossier:
        """Return a dossier with a power that both people signed.

        Args:
            dossier: The dossier.
            pdf: The signed power.
            file: How that PDF is kept among the pieces.

        Raises:
            UserError: If it is not a power, if a signature is missing, not intact, or of somebody
                else.
        """
        power = self.embedded(pdf)
        facts = None if power is None else self.dossiers.session(power).facts
        if facts is None or facts.form.nature is not Nature.POWER:
            raise UserError(
                "Ce PDF n’est pas un pouvoir préparé par CVDesk.",
                remedy="Joignez-le comme une pièce ordinaire, dans l’étape Pièces.",
            )
        _check(self.report(pdf))
        session = self.dossiers.session(dossier)
        join_power(session, facts, file)
        return session.dossier

    def join(self, dossier: Dossier, pdf: bytes) -> Dossier:
        """Return a dossier with a power that both people signed; the PDF is kept, and the dossier.

        Raises:
            UserError: If it is not a power that both have signed.
        """
        espace = self.dossiers.espace
        file = PieceFile(espace.put_piece(pdf), len(pdf), "pouvoir-signe.pdf")
        changed = self.joined(dossier, pdf, file)
        espace.save(changed)
        return changed


def _check(report: VerificationReport) -> None:
    if report.signatures and not report.intact:
        problem = next((one.problem for one in report.signatures if not one.intact), "")
        raise UserError("Une signature de ce pouvoir n’est pas intacte.", remedy=problem)
    if report.missing:
        count = len(report.missing)
        lacking = "Il manque une signature" if count == 1 else "Il manque les deux signatures"
        raise UserError(
            f"{lacking} à ce pouvoir\u00a0: les deux personnes le signent.",
            remedy="Faites-le signer par la personne qui manque, puis recommencez.",
        )
    if report.strangers:
        raise UserError(
            f"La signature de {report.strangers[0].signer} n’est pas celle qui est attendue ici.",
            remedy="Les noms du pouvoir et des certificats doivent être les mêmes.",
        )
