"""What the two sides say back: receipts, packages that were refused, questions to records."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade():
    op.create_table(
        "receipt",
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("handled_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "number", name="pk_receipt"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "refused_package",
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("handled_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "sequence", name="pk_refused_package"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "question",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_question_unit", "question", ["unit"])


def downgrade():
    op.drop_table("question")
    op.drop_table("refused_package")
    op.drop_table("receipt")
