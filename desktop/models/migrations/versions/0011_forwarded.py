"""What a receiving unit forwards to the unit above it, and what it was forwarded from below."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade():
    number = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
    op.create_table(
        "forwarded_run",
        sa.Column("via", sa.LargeBinary(8), nullable=False),
        sa.Column("position", number, autoincrement=False, nullable=False),
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("first", number, nullable=False),
        sa.Column("last", number, nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("via", "position", name="pk_forwarded_run"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "forwarded_source",
        sa.Column("via", sa.LargeBinary(8), nullable=False),
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("handled_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("via", "site", "as_of", name="pk_forwarded_source"),
        sqlite_with_rowid=False,
    )


def downgrade():
    op.drop_table("forwarded_source")
    op.drop_table("forwarded_run")
