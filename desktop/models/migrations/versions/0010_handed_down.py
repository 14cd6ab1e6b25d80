"""What the receiving unit handed down: plans, code lists and unit lists, as they were taken or declined."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade():
    op.create_table(
        "handed_down",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("taken", sa.Boolean(name="taken"), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_handed_down"),
        sqlite_with_rowid=False,
    )


def downgrade():
    op.drop_table("handed_down")
