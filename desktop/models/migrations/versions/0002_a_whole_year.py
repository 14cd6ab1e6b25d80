"""The kinds of a whole year's work, who made a change, and records that are not the same."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    for name in ("by", "because"):
        op.add_column("change", sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "not_the_same",
        sa.Column("one", sa.LargeBinary(16), nullable=False),
        sa.Column("other", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_not_the_same"),
        sqlite_with_rowid=False,
    )
    for name, dated_by in FIRST_KINDS:
        op.drop_index(f"ix_{name}_unit_{dated_by}", name)
        _index(name, dated_by)
    for name in ("propaganda_session", "inspection"):
        op.create_index(f"ix_{name}_establishment", name, ["establishment"])
    for name, dated_by, fields in KINDS:
        _record_table(name, dated_by, fields)


def downgrade():
    for name in ("propaganda_session", "inspection"):
        op.drop_index(f"ix_{name}_establishment", name)
    for name, dated_by in FIRST_KINDS:
        op.drop_index(f"ix_{name}_unit_deleted_{dated_by}_id", name)
        op.create_index(f"ix_{name}_unit_{dated_by}", name, ["unit", dated_by])
    for name, _, _ in reversed(KINDS):
        op.drop_table(name)
    op.drop_table("not_the_same")
    for name in ("because", "by"):
        op.drop_column("change", name)


def _record_table(name, dated_by, fields):
    op.create_table(
        name,
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("conflicts", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(name="deleted"), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        *(sa.Column(field, type_()) for field, type_ in fields),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    _index(name, dated_by)


def _index(name, dated_by):
    op.create_index(f"ix_{name}_unit_deleted_{dated_by}_id", name, ["unit", "deleted", dated_by, "id"])


FIRST_KINDS = (
    ("propaganda_session", "held_on"),
    ("training", "started_on"),
    ("staff_member", "from_on"),
    ("support_case", "opened_on"),
    ("establishment", "opened_on"),
    ("inspection", "inspected_on"),
    ("annual_plan", "year"),
    ("baseline", "year"),
    ("support_tally", "year"),
    ("staff_tally", "year"),
)

KINDS = (
    (
        "media_item",
        "published_on",
        (
            ("published_on", sa.Text),
            ("item_kind", sa.Text),
            ("outlet_level", sa.Text),
            ("outlet", sa.Text),
            ("title", sa.Text),
            ("broadcasts", sa.Integer),
        ),
    ),
    (
        "team",
        "consolidated_on",
        (
            ("team_kind", sa.Text),
            ("consolidated_on", sa.Text),
            ("members", sa.Integer),
            ("female", sa.Integer),
            ("ended_on", sa.Text),
        ),
    ),
    (
        "pilot_model",
        "started_on",
        (
            ("title", sa.Text),
            ("model_kind", sa.Text),
            ("started_on", sa.Text),
            ("members", sa.Integer),
            ("ended_on", sa.Text),
        ),
    ),
    (
        "tip_off",
        "received_on",
        (
            ("received_on", sa.Text),
            ("tip_kind", sa.Text),
            ("channel", sa.Text),
            ("due_on", sa.Text),
            ("verified_on", sa.Text),
            ("classified_as", sa.Text),
            ("resolved_on", sa.Text),
            ("result", sa.Text),
        ),
    ),
    (
        "violation_tally",
        "month",
        (
            ("month", sa.Text),
            ("cases", sa.Integer),
            ("rings_found", sa.Integer),
            ("rings_broken", sa.Integer),
            ("sellers", sa.Integer),
            ("buyers", sa.Integer),
            ("organisers", sa.Integer),
            ("fined", sa.Integer),
            ("warned", sa.Integer),
            ("fines_vnd", sa.BigInteger),
            ("prosecuted_cases", sa.Integer),
            ("tried_cases", sa.Integer),
        ),
    ),
    (
        "child_referral",
        "referred_on",
        (
            ("referred_on", sa.Text),
            ("children", sa.Integer),
        ),
    ),
    (
        "directive",
        "issued_on",
        (
            ("issued_on", sa.Text),
            ("number", sa.Text),
            ("issuer", sa.Text),
            ("title", sa.Text),
        ),
    ),
    (
        "commune_status",
        "year",
        (
            ("year", sa.Integer),
            ("healthy", sa.Boolean),
            ("key_area", sa.Boolean),
            ("hotspots", sa.Integer),
            ("scores", sa.Text),
        ),
    ),
    (
        "commendation",
        "awarded_on",
        (
            ("awarded_on", sa.Text),
            ("level", sa.Text),
            ("award", sa.Text),
            ("collectives", sa.Integer),
            ("individuals", sa.Integer),
        ),
    ),
    (
        "budget_entry",
        "year",
        (
            ("year", sa.Integer),
            ("source", sa.Text),
            ("planned_vnd", sa.BigInteger),
            ("spent_vnd", sa.BigInteger),
        ),
    ),
    (
        "period_declaration",
        "year",
        (
            ("year", sa.Integer),
            ("period", sa.Text),
            ("nothing_happened", sa.Text),
            ("confirmed_by", sa.Text),
            ("locked_on", sa.Text),
        ),
    ),
    (
        "list_entry",
        "added_on",
        (
            ("code_list", sa.Text),
            ("label", sa.Text),
            ("added_on", sa.Text),
        ),
    ),
)
