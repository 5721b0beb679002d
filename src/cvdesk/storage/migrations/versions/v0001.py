"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _dossier_id() -> sa.Column[str]:
    return sa.Column("dossier_id", sa.String, nullable=False)


def _belongs(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["dossier_id"], ["dossiers.id"], name=f"fk_{table}_dossier_id", ondelete="CASCADE"
    )


def _answer() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("row_id", sa.String, nullable=False),
        sa.Column("field_id", sa.String, nullable=False),
        sa.Column("year", sa.String, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("stamp", sa.String, nullable=False),
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "dossiers",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("contrat", sa.String, nullable=False),
        sa.Column("contrat_version", sa.String, nullable=False),
        sa.Column("appel", sa.String, nullable=False),
        sa.Column("exemple", sa.Boolean, nullable=False),
        sa.Column("edited_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
    )
    op.create_table(
        "records",
        _dossier_id(),
        *_answer(),
        sa.PrimaryKeyConstraint("dossier_id", "row_id", "field_id", "year", name="pk_records"),
        _belongs("records"),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, nullable=False),
        _dossier_id(),
        *_answer(),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
        _belongs("history"),
    )
    op.create_index("ix_history_key", "history", ["dossier_id", "field_id", "row_id", "year"])
    op.create_table(
        "rows",
        _dossier_id(),
        sa.Column("row_id", sa.String, nullable=False),
        sa.Column("group_id", sa.String, nullable=False),
        sa.Column("parent", sa.String, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("stamp", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "row_id", name="pk_rows"),
        _belongs("rows"),
    )
    op.create_table(
        "versions",
        _dossier_id(),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("stamp", sa.String, nullable=False),
        sa.Column("signed_by", sa.String, nullable=False),
        sa.Column("signed_sha256", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "position", name="pk_versions"),
        _belongs("versions"),
    )
    op.create_table(
        "pieces",
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_pieces"),
    )
