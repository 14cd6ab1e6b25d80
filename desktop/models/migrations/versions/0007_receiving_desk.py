"""The receiving desk: what it did with packages, what it put aside, what it took back, two lines of one machine."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade():
    op.create_table(
        "handling",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("site", sa.LargeBinary(8)),
        sa.Column("sequence", sa.Integer()),
        sa.Column("unit", sa.Text()),
        sa.Column("as_of", sa.Text()),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_handling"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "put_aside",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("site", sa.LargeBinary(8)),
        sa.Column("sequence", sa.Integer()),
        sa.Column("unit", sa.Text()),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Text(), nullable=False),
        sa.Column("handled_on", sa.Text(), nullable=False),
        sa.Column("kept", sa.Boolean(name="kept"), nullable=False),
        sa.Column("dropped_on", sa.Text()),
        sa.PrimaryKeyConstraint("sha256", name="pk_put_aside"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "taken_back",
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("full", sa.Boolean(name="full"), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("handled_on", sa.Text(), nullable=False),
        sa.Column("undone_on", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "sequence", "content", name="pk_taken_back"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "branch",
        sa.Column("mark", sa.LargeBinary(8), nullable=False),
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text()),
        sa.Column("by", sa.Text()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_branch"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_handling_session", "handling", ["session"])


def downgrade():
    op.drop_table("branch")
    op.drop_table("taken_back")
    op.drop_table("put_aside")
    op.drop_table("handling")
