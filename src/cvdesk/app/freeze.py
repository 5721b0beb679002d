"""Freezing a dossier: what keeps it from being signed, its next version, what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.stamp import Stamp
from cvdesk.errors import UserError


def next_version(dossier: Dossier, at: Stamp) -> Version:
    """Return the version that freezing now makes: the last one again if nothing changed."""
    digest = fingerprint(dossier)
    if dossier.versions and dossier.versions[-1].fingerprint == digest:
        return dossier.versions[-1]
    number = dossier.versions[-1].number + 1 if dossier.versions else 1
    return Version(number, digest, at)


class DossierNotReady(UserError):
    """Something keeps the dossier from being signed; saving and exporting stay possible.

    Attributes:
        findings: What blocks, in the order it is shown.
    """

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        count = len(findings)
        points = "Un point reste" if count == 1 else f"{count} points restent"
        super().__init__(
            f"{points} à régler avant de figer ce dossier. Le premier\u00a0: {findings[0].message}",
            remedy="Tout est dans la liste des contrôles\u00a0; rien n’a été figé.",
        )


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that keep a dossier from being signed."""
    return tuple(finding for finding in findings if finding.gravity is Gravity.BLOCKING)


SIGN_AGAIN = "SIG-14"
"""The check that only a new version, signed in its turn, can settle."""


def obstacles(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that keep a dossier from being frozen, and signed again."""
    return tuple(finding for finding in blocking(findings) if finding.code != SIGN_AGAIN)


@dataclass(frozen=True, slots=True)
class Printing:
    """Everything a page needs, so that the same values always give the same bytes.

    Attributes:
        version: The frozen version, or None for a draft (« PROJET », no fingerprint, no frame).
        printed_at: The moment written on the pages, aware.
        data: The dossier as JSON, embedded in the file.
    """

    facts: Facts
    version: Version | None
    printed_at: datetime
    data: bytes
