"""Plans of the unit's own, every version with the day from which it holds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_table(
        "plan_version",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("applies_from", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved_on", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(name="deleted"), nullable=False),
        sa.PrimaryKeyConstraint("plan", "version", name="pk_plan_version"),
        sqlite_with_rowid=False,
    )


def downgrade():
    op.drop_table("plan_version")
