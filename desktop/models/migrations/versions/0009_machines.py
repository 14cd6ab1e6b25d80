"""Machines: what people said of them, and how long an invitation holds."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade():
    op.create_table(
        "machine_event",
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.PrimaryKeyConstraint("site", "number", name="pk_machine_event"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitation_term",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.Column("replaces", sa.LargeBinary(8)),
        sa.Column("withdrawn_on", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_invitation_term"),
        sqlite_with_rowid=False,
    )


def downgrade():
    op.drop_table("invitation_term")
    op.drop_table("machine_event")
