"""A dossier: the answers given so far, and nothing computed.

A dossier is a value. Each change returns another one; undo is the previous one. Answers are held as
canonical text with who wrote them and when, so that two copies can be merged field by field and a
field that this version of the form does not know is never lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import ROOT, DossierId, GroupId, Key, RowId
from cvdesk.domain.stamp import NEVER, Stamp


@dataclass(frozen=True, slots=True)
class Record:
    """One answer, or the fact that it was erased.

    Attributes:
        text: The canonical text, or None when the answer was erased.
        author: Who wrote it: the name chosen in the preferences of that computer.
        at: When, in hybrid logical time.
    """

    text: str | None
    author: str
    at: Stamp


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a repeated group.

    Attributes:
        parent: The row it lives in (a project), or ``ROOT``.
        rank: Its place among its siblings; ties are decided by the id.
        removed: Kept when the user removes it, so that a merge knows.
    """

    id: RowId
    group: GroupId
    parent: RowId
    rank: int
    author: str
    at: Stamp
    removed: bool = False


@dataclass(frozen=True, slots=True)
class ContratRef:
    """The contract a dossier answers, in the version it cites."""

    contrat: str
    version: str


NO_CONTRAT = ContratRef("", "")
"""What a dossier of no contract holds: an association's record, a power."""


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen state of the dossier.

    Attributes:
        number: 1 for the first one.
        fingerprint: SHA-256 of the frozen content, 64 hexadecimal digits.
        at: When it was frozen.
        signed_by: Who signed it, or empty while nobody did.
        signed_sha256: SHA-256 of the signed PDF, kept among the pieces, or empty.
        signed_at: When it was signed, by the clock of the computer that signed; None while nobody
            did, or when that was not kept.
    """

    number: int
    fingerprint: str
    at: Stamp
    signed_by: str = ""
    signed_sha256: str = ""
    signed_at: Stamp | None = None

    def signed(self, signatory: str, sha256: str, moment: datetime | None) -> Version:
        """Return this version once signed.

        Args:
            signatory: The name in the certificate, or the names.
            sha256: Of the signed PDF.
            moment: When, aware; None when it is not known.
        """
        at = None if moment is None else NEVER.next(moment, self.at.node)
        return replace(self, signed_by=signatory, signed_sha256=sha256, signed_at=at)


_EMPTY: Mapping[Key, Record] = MappingProxyType({})
_NO_ROWS: Mapping[RowId, Row] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything typed for one request.

    Attributes:
        appel: The call it answers, or an empty text.
        exemple: Whether it is one of the fictitious examples.
        versions: The states frozen so far, oldest first.
    """

    id: DossierId
    form: FormRef
    contrat: ContratRef
    appel: str = ""
    exemple: bool = False
    versions: tuple[Version, ...] = ()
    records: Mapping[Key, Record] = field(default_factory=lambda: _EMPTY, repr=False)
    rows: Mapping[RowId, Row] = field(default_factory=lambda: _NO_ROWS, repr=False)

    def text(self, key: Key) -> str | None:
        """Return the canonical text of an answer, or None when there is none."""
        record = self.records.get(key)
        return None if record is None else record.text

    @property
    def edited_at(self) -> Stamp:
        """The stamp of the latest change, or ``NEVER``."""
        stamps = [record.at for record in self.records.values()]
        stamps += [row.at for row in self.rows.values()]
        return max(stamps, default=NEVER)

    @property
    def latest(self) -> Stamp:
        """The stamp of the latest thing known: a change, a freezing or a signature, or ``NEVER``.

        What is done next comes after it, on a computer whose clock is late too.
        """
        signed = (one.signed_at for one in self.versions if one.signed_at is not None)
        return max((self.edited_at, *(one.at for one in self.versions), *signed))

    def rows_of(self, group: GroupId, parent: RowId = ROOT) -> tuple[Row, ...]:
        """Return the rows of ``group`` inside ``parent``, in the user's order."""
        found = [
            row
            for row in self.rows.values()
            if row.group == group and row.parent == parent and not row.removed
        ]
        return tuple(sorted(found, key=lambda row: (row.rank, row.id)))

    def answered(self, key: Key, text: str | None, author: str, at: Stamp) -> Dossier:
        """Return this dossier with one answer given, changed, or erased (None)."""
        return replace(self, records={**self.records, key: Record(text, author, at)})

    def with_row(self, row: Row) -> Dossier:
        """Return this dossier with a row added, moved or marked as removed."""
        return replace(self, rows={**self.rows, row.id: row})

    def with_version(self, version: Version) -> Dossier:
        """Return this dossier with one more frozen state."""
        return replace(self, versions=(*self.versions, version))

    def restored(self, earlier: Dossier, author: str, at: Stamp) -> Dossier:
        """Return ``earlier``'s answers as a new change: undoing is an edit like any other.

        The edition of the contract comes back with them: they were given against it.
        """
        records = dict(self.records)
        for key in records.keys() | earlier.records.keys():
            before = earlier.text(key)
            if self.text(key) != before:
                records[key] = Record(before, author, at)
        rows = dict(self.rows)
        for row_id in rows.keys() | earlier.rows.keys():
            old, now = earlier.rows.get(row_id), self.rows.get(row_id)
            if old == now:
                continue
            if old is not None:
                rows[row_id] = replace(old, author=author, at=at)
            elif now is not None and not now.removed:
                rows[row_id] = replace(now, removed=True, author=author, at=at)
        return replace(self, contrat=earlier.contrat, records=records, rows=rows)
