"""Figures that are set down: locked periods with their correction slips, and what is entered above the communes.

Links are found together with unit and date, so that figures ask "was it inspected in the period" of an index alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_LINKS = (
    ("propaganda_session", "establishment", "held_on"),
    ("inspection", "establishment", "inspected_on"),
)
_TEXT, _COUNT = sa.Text, sa.Integer
_KINDS = (
    (
        "locked_figures",
        (
            ("year", _COUNT),
            ("period", _TEXT),
            ("slip", _COUNT),
            ("made_on", _TEXT),
            ("post", _TEXT),
            ("because", _TEXT),
            ("figures", _TEXT),
        ),
    ),
    (
        "entered_figure",
        (
            ("year", _COUNT),
            ("period", _TEXT),
            ("plan", _TEXT),
            ("target", _TEXT),
            ("numerator", _COUNT),
            ("denominator", _COUNT),
            ("source", _TEXT),
        ),
    ),
)


def upgrade():
    for kind, link, dated_by in _LINKS:
        op.drop_index(f"ix_{kind}_{link}", kind)
        op.create_index(_long(kind, link, dated_by), kind, [link, "unit", "deleted", dated_by])
    for kind, own in _KINDS:
        op.create_table(
            kind,
            sa.Column("id", sa.LargeBinary(16), nullable=False),
            sa.Column("unit", sa.Text(), nullable=False),
            sa.Column("heads", sa.Text(), nullable=False),
            sa.Column("conflicts", sa.Text()),
            sa.Column("deleted", sa.Boolean(name="deleted"), nullable=False),
            sa.Column("search_key", sa.Text(), nullable=False),
            *(sa.Column(name, type_()) for name, type_ in own),
            sa.Column("note", sa.Text()),
            sa.Column("reason", sa.Text()),
            sa.PrimaryKeyConstraint("id", name=f"pk_{kind}"),
        )
        op.create_index(f"ix_{kind}_unit_deleted_year_id", kind, ["unit", "deleted", "year", "id"])


def downgrade():
    for kind, _ in _KINDS:
        op.drop_table(kind)
    for kind, link, dated_by in _LINKS:
        op.drop_index(_long(kind, link, dated_by), kind)
        op.create_index(f"ix_{kind}_{link}", kind, [link])


def _long(kind, link, dated_by):
    return f"ix_{kind}_{link}_unit_deleted_{dated_by}"
