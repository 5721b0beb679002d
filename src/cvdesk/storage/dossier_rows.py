"""One dossier as rows of the tables, and back.

Every function runs inside the caller's transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update
from sqlalchemy import Row as SqlRow
from sqlalchemy.sql import Select

from cvdesk.domain.dossier import ContratRef, Dossier, Record, Row, Version
from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import ROOT, DossierId, FieldId, GroupId, Key, RowId
from cvdesk.domain.stamp import Stamp
from cvdesk.storage.tables import dossiers, history, metadata, records, rows, versions


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of dossiers shows without reading them whole.

    Attributes:
        answers: For each field asked for, the texts answered: at the root, then row after row in
            the user's order. A field without an answer is absent.
        edited_at: The latest change.
    """

    id: DossierId
    form: FormRef
    contrat: ContratRef
    appel: str
    exemple: bool
    edited_at: Stamp
    answers: Mapping[FieldId, tuple[str, ...]]


def check_tables(db: Connection) -> None:
    """Name every column of every table once; the database complains of those that are not there."""
    for table in metadata.sorted_tables:
        db.execute(select(table).limit(0))


def summaries(db: Connection, shown: tuple[FieldId, ...]) -> tuple[Summary, ...]:
    """Return every dossier, the latest edited first, with its answers to the fields ``shown``."""
    answers: dict[str, dict[FieldId, tuple[str, ...]]] = {}
    living = (
        select(records.c.dossier_id, records.c.field_id, records.c.text)
        .join(
            rows,
            and_(rows.c.dossier_id == records.c.dossier_id, rows.c.row_id == records.c.row_id),
            isouter=True,
        )
        .where(records.c.field_id.in_(shown), records.c.text.is_not(None))
        .where((records.c.row_id == ROOT) | (rows.c.removed.is_(False)))
        .order_by(rows.c.rank.nulls_first(), records.c.row_id, records.c.year)
    )
    for one in db.execute(living):
        found = answers.setdefault(one.dossier_id, {})
        found[FieldId(one.field_id)] = (*found.get(FieldId(one.field_id), ()), one.text)
    return tuple(
        Summary(
            id=DossierId(one.id),
            form=FormRef(one.form, one.revision),
            contrat=ContratRef(one.contrat, one.contrat_version),
            appel=one.appel,
            exemple=one.exemple,
            edited_at=Stamp.parse(one.edited_at),
            answers=answers.get(one.id, {}),
        )
        for one in db.execute(select(dossiers).order_by(dossiers.c.edited_at.desc(), dossiers.c.id))
    )


def read(db: Connection, dossier_id: DossierId) -> Dossier | None:
    """Return one dossier, or None when there is none of that name.

    Raises:
        ValueError: If a stamp or a year was not written by :func:`write`.
    """
    head = db.execute(select(dossiers).where(dossiers.c.id == dossier_id)).one_or_none()
    if head is None:
        return None
    return Dossier(
        id=dossier_id,
        form=FormRef(head.form, head.revision),
        contrat=ContratRef(head.contrat, head.contrat_version),
        appel=head.appel,
        exemple=head.exemple,
        versions=tuple(
            Version(
                one.number,
                one.fingerprint,
                Stamp.parse(one.stamp),
                one.signed_by,
                one.signed_sha256,
                None if one.signed_at is None else Stamp.parse(one.signed_at),
            )
            for one in db.execute(_of(versions, dossier_id).order_by(versions.c.position))
        ),
        records=dict(_read_records(db, dossier_id)),
        rows={RowId(one.row_id): _row(one) for one in db.execute(_of(rows, dossier_id))},
    )


def _read_records(db: Connection, dossier_id: DossierId) -> Iterator[tuple[Key, Record]]:
    """Yield the answers. By place and not by name: there are several hundred for each dossier."""
    cells = records.c
    wanted = select(
        cells.field_id, cells.row_id, cells.year, cells.text, cells.author, cells.stamp
    ).where(cells.dossier_id == dossier_id)
    for field_id, row_id, year, text, author, stamp in db.execute(wanted).all():
        key = Key(FieldId(field_id), RowId(row_id), int(year) if year else None)
        yield key, Record(text, author, Stamp.parse(stamp))


def marks(db: Connection) -> dict[DossierId, str]:
    """Return, for every dossier, a text that changes whenever anything of it does.

    Every change has a stamp of its own, so the stamps of a dossier tell its state; freezing and
    signing are told by its versions.
    """
    digests = {one: hashlib.sha256() for one in db.scalars(select(dossiers.c.id))}
    for rank, wanted in enumerate(
        (
            select(records.c.dossier_id, records.c.stamp).order_by(
                records.c.dossier_id, records.c.row_id, records.c.field_id, records.c.year
            ),
            select(rows.c.dossier_id, rows.c.stamp).order_by(rows.c.dossier_id, rows.c.row_id),
            select(
                versions.c.dossier_id,
                versions.c.fingerprint
                + versions.c.signed_sha256
                + func.coalesce(versions.c.signed_at, ""),
            ).order_by(versions.c.dossier_id, versions.c.position),
            select(
                dossiers.c.id, dossiers.c.contrat + dossiers.c.contrat_version + dossiers.c.appel
            ),
        )
    ):
        for dossier_id, text in db.execute(wanted).all():
            digests[dossier_id].update(f"{rank} {text}\n".encode())
    return {DossierId(one): digest.hexdigest() for one, digest in digests.items()}


def _of(table: Any, dossier_id: DossierId) -> Select[Any]:
    return select(table).where(table.c.dossier_id == dossier_id)


def _record(one: SqlRow[Any]) -> Record:
    return Record(one.text, one.author, Stamp.parse(one.stamp))


def _row(one: SqlRow[Any]) -> Row:
    return Row(
        id=RowId(one.row_id),
        group=GroupId(one.group_id),
        parent=RowId(one.parent),
        rank=one.rank,
        author=one.author,
        at=Stamp.parse(one.stamp),
        removed=one.removed,
    )


def past(db: Connection, dossier_id: DossierId, key: Key) -> tuple[Record, ...]:
    """Return what an answer was before, oldest first, without what it is now."""
    wanted = (
        _of(history, dossier_id)
        .where(history.c.field_id == key.field, history.c.row_id == key.row)
        .where(history.c.year == _year(key))
        .order_by(history.c.stamp, history.c.id)
    )
    return tuple(_record(one) for one in db.execute(wanted))


def whole_past(db: Connection, dossier_id: DossierId) -> dict[Key, tuple[Record, ...]]:
    """Return what every answer was before, oldest first."""
    found: dict[Key, tuple[Record, ...]] = {}
    for one in db.execute(_of(history, dossier_id).order_by(history.c.stamp, history.c.id)).all():
        key = Key(FieldId(one.field_id), RowId(one.row_id), int(one.year) if one.year else None)
        found[key] = (*found.get(key, ()), _record(one))
    return found


def set_aside(db: Connection, dossier_id: DossierId, answers: Iterable[tuple[Key, Record]]) -> None:
    """Put answers that another copy held in the past of a dossier, once."""
    known = whole_past(db, dossier_id)
    new = [pair for pair in answers if pair[1] not in known.get(pair[0], ())]
    if new:
        db.execute(insert(history), [_cells(dossier_id, key, record) for key, record in new])


def _year(key: Key) -> str:
    return "" if key.year is None else str(key.year)


def write(db: Connection, stored: Dossier | None, dossier: Dossier) -> None:
    """Change what is ``stored`` into ``dossier``; what is equal is not written again."""
    head = {
        "form": dossier.form.form,
        "revision": dossier.form.revision,
        "contrat": dossier.contrat.contrat,
        "contrat_version": dossier.contrat.version,
        "appel": dossier.appel,
        "exemple": dossier.exemple,
        "edited_at": str(dossier.edited_at),
    }
    if stored is None:
        db.execute(insert(dossiers).values(id=dossier.id, **head))
        stored = Dossier(dossier.id, dossier.form, dossier.contrat)
    else:
        db.execute(update(dossiers).where(dossiers.c.id == dossier.id).values(**head))
    _write_records(db, stored, dossier)
    _write_rows(db, stored, dossier)
    if stored.versions != dossier.versions:
        _write_versions(db, dossier)


def _write_records(db: Connection, stored: Dossier, dossier: Dossier) -> None:
    old = [
        (key, record)
        for key, record in stored.records.items()
        if dossier.records.get(key) != record
    ]
    new = [
        (key, record)
        for key, record in dossier.records.items()
        if stored.records.get(key) != record
    ]
    if old:
        db.execute(insert(history), [_cells(dossier.id, key, record) for key, record in old])
        db.execute(
            delete(records)
            .where(records.c.dossier_id == dossier.id)
            .where(records.c.row_id == bindparam("row"), records.c.field_id == bindparam("field"))
            .where(records.c.year == bindparam("of_year")),
            [{"row": key.row, "field": key.field, "of_year": _year(key)} for key, _ in old],
        )
    if new:
        db.execute(insert(records), [_cells(dossier.id, key, record) for key, record in new])


def _cells(dossier_id: DossierId, key: Key, record: Record) -> dict[str, str | None]:
    return {
        "dossier_id": dossier_id,
        "row_id": key.row,
        "field_id": key.field,
        "year": _year(key),
        "text": record.text,
        "author": record.author,
        "stamp": str(record.at),
    }


def _write_rows(db: Connection, stored: Dossier, dossier: Dossier) -> None:
    old = [one.id for one in stored.rows.values() if dossier.rows.get(one.id) != one]
    new = [one for one in dossier.rows.values() if stored.rows.get(one.id) != one]
    if old:
        db.execute(
            delete(rows)
            .where(rows.c.dossier_id == dossier.id)
            .where(rows.c.row_id == bindparam("row")),
            [{"row": row} for row in old],
        )
    if new:
        db.execute(
            insert(rows),
            [
                {
                    "dossier_id": dossier.id,
                    "row_id": one.id,
                    "group_id": one.group,
                    "parent": one.parent,
                    "rank": one.rank,
                    "removed": one.removed,
                    "author": one.author,
                    "stamp": str(one.at),
                }
                for one in new
            ],
        )


def _write_versions(db: Connection, dossier: Dossier) -> None:
    db.execute(delete(versions).where(versions.c.dossier_id == dossier.id))
    if dossier.versions:
        db.execute(
            insert(versions),
            [
                {
                    "dossier_id": dossier.id,
                    "position": position,
                    "number": one.number,
                    "fingerprint": one.fingerprint,
                    "stamp": str(one.at),
                    "signed_by": one.signed_by,
                    "signed_sha256": one.signed_sha256,
                    "signed_at": None if one.signed_at is None else str(one.signed_at),
                }
                for position, one in enumerate(dossier.versions)
            ],
        )
