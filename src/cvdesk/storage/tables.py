"""The tables of an espace.

An answer is one row of ``records``, as canonical text: readable by eye and by any other tool. What
a save replaces goes to ``history``. Moments are the text of a stamp, whose order is the order of
time. Nothing here is particular to SQLite.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _dossier_id(*, key: bool) -> Column[str]:
    return Column(
        "dossier_id",
        String,
        ForeignKey("dossiers.id", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
    )


dossiers = Table(
    "dossiers",
    metadata,
    Column("id", String, primary_key=True),
    Column("form", String, nullable=False),
    Column("revision", String, nullable=False),
    Column("contrat", String, nullable=False),
    Column("contrat_version", String, nullable=False),
    Column("appel", String, nullable=False),
    Column("exemple", Boolean, nullable=False),
    Column("edited_at", String, nullable=False),
)

# `row_id` is '' at the root; `year` is '' for an answer that is not asked for each year: a key of
# SQL takes no null. `text` is null when the answer was erased.
records = Table(
    "records",
    metadata,
    _dossier_id(key=True),
    Column("row_id", String, primary_key=True),
    Column("field_id", String, primary_key=True),
    Column("year", String, primary_key=True),
    Column("text", Text),
    Column("author", String, nullable=False),
    Column("stamp", String, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    _dossier_id(key=False),
    Column("row_id", String, nullable=False),
    Column("field_id", String, nullable=False),
    Column("year", String, nullable=False),
    Column("text", Text),
    Column("author", String, nullable=False),
    Column("stamp", String, nullable=False),
    Index("ix_history_key", "dossier_id", "field_id", "row_id", "year"),
)

rows = Table(
    "rows",
    metadata,
    _dossier_id(key=True),
    Column("row_id", String, primary_key=True),
    Column("group_id", String, nullable=False),
    Column("parent", String, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("author", String, nullable=False),
    Column("stamp", String, nullable=False),
)

# `signed_at` is null while nobody signed, or when the moment was not kept.
versions = Table(
    "versions",
    metadata,
    _dossier_id(key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("stamp", String, nullable=False),
    Column("signed_by", String, nullable=False),
    Column("signed_sha256", String, nullable=False),
    Column("signed_at", String),
)

pieces = Table(
    "pieces",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
