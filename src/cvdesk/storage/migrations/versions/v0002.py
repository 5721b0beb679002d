"""When a version was signed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the moment; that of the versions signed before is not known."""
    op.add_column("versions", sa.Column("signed_at", sa.String))
