"""Freezing: the content that is signed, its fingerprint, its version number.

The fingerprint is that of the answers, not of the PDF: a file cannot print its own hash. Who typed
an answer and when is left out, so that the same answers always have the same fingerprint.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.ids import RowId
from cvdesk.domain.stamp import Stamp
from cvdesk.errors import UserError


def frozen_content(dossier: Dossier) -> bytes:
    """Return what a version freezes: canonical JSON, UTF-8, keys sorted.

    Shape: ``{"appel", "champs": [[key, text], …], "contrat": [id, version], "formulaire": [form,
    revision], "lignes": [[row, group, parent, position], …]}``; a piece is in ``champs`` by the
    SHA-256 of its file.
    """
    answers = sorted(
        (str(key), record.text)
        for key, record in dossier.records.items()
        if record.text is not None and not _removed(dossier, key.row)
    )
    places: dict[tuple[str, str], int] = {}
    rows = []
    for row in sorted(dossier.rows.values(), key=lambda r: (r.group, r.parent, r.rank, r.id)):
        if not _removed(dossier, row.id):
            place = places.get((row.group, row.parent), 0) + 1
            places[(row.group, row.parent)] = place
            rows.append((row.id, row.group, row.parent, place))
    content = {
        "appel": dossier.appel,
        "champs": answers,
        "contrat": [dossier.contrat.contrat, dossier.contrat.version],
        "formulaire": [dossier.form.form, dossier.form.revision],
        "lignes": rows,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _removed(dossier: Dossier, row_id: str) -> bool:
    while row_id:
        row = dossier.rows.get(RowId(row_id))
        if row is None or row.removed:
            return True
        row_id = row.parent
    return False


def fingerprint(dossier: Dossier) -> str:
    """Return the SHA-256 of the frozen content: 64 hexadecimal digits, upper case."""
    return hashlib.sha256(frozen_content(dossier)).hexdigest().upper()


def grouped_fingerprint(digest: str) -> tuple[str, ...]:
    """Return a fingerprint as the eight groups of eight that people compare."""
    return tuple(digest[start : start + 8] for start in range(0, len(digest), 8))


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
