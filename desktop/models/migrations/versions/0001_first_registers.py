"""The first registers: change log, exchange ledgers and the kinds of the spine."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    _house_tables()
    _kinds()


def _house_tables():
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "change",
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lamport", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(16), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "seq", name="pk_change"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_change_record", "change", ["record"])
    op.create_table(
        "machine",
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("invitation", sa.Text(), nullable=False),
        sa.Column("enrolled_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_machine"),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.Column("site", sa.LargeBinary(8), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
    )
    op.create_table(
        "package",
        sa.Column("site", sa.LargeBinary(8), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("full", sa.Boolean(name="full"), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("handled_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "sequence", name="pk_package"),
    )
    op.create_index("ix_package_unit", "package", ["unit"])


def _record_table(name, dated_by, *fields):
    op.create_table(
        name,
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("conflicts", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Boolean(name="deleted"), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        *fields,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_unit_{dated_by}", name, ["unit", dated_by])


def _kinds():
    _record_table(
        "propaganda_session",
        "held_on",
        sa.Column("held_on", sa.Text()),
        sa.Column("form", sa.Text()),
        sa.Column("hamlet", sa.Text()),
        sa.Column("venue", sa.Text()),
        sa.Column("establishment", sa.String(32)),
        sa.Column("title", sa.Text()),
        sa.Column("topics", sa.Text()),
        sa.Column("programmes", sa.Text()),
        sa.Column("lead_body", sa.Text()),
        sa.Column("audiences", sa.Text()),
        sa.Column("materials", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "training",
        "started_on",
        sa.Column("started_on", sa.Text()),
        sa.Column("ended_on", sa.Text()),
        sa.Column("organiser_level", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("topics", sa.Text()),
        sa.Column("attendees", sa.Text()),
        sa.Column("others", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "staff_member",
        "from_on",
        sa.Column("post", sa.Text()),
        sa.Column("group", sa.Text()),
        sa.Column("direct_duty", sa.Boolean()),
        sa.Column("from_on", sa.Text()),
        sa.Column("to_on", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "establishment",
        "opened_on",
        sa.Column("trade_name", sa.Text()),
        sa.Column("own_code", sa.Text()),
        sa.Column("type", sa.Text()),
        sa.Column("hamlet", sa.Text()),
        sa.Column("workers", sa.Integer()),
        sa.Column("female_workers", sa.Integer()),
        sa.Column("commitment_on", sa.Text()),
        sa.Column("opened_on", sa.Text()),
        sa.Column("closed_on", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "inspection",
        "inspected_on",
        sa.Column("inspected_on", sa.Text()),
        sa.Column("establishment", sa.String(32)),
        sa.Column("mode", sa.Text()),
        sa.Column("team", sa.Text()),
        sa.Column("members", sa.Integer()),
        sa.Column("violations", sa.Text()),
        sa.Column("outcomes", sa.Text()),
        sa.Column("fine_vnd", sa.BigInteger()),
        sa.Column("handled_on", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "support_case",
        "opened_on",
        sa.Column("case_code", sa.Text()),
        sa.Column("opened_on", sa.Text()),
        sa.Column("age_band", sa.Text()),
        sa.Column("eligible", sa.Text()),
        sa.Column("needs", sa.Text()),
        sa.Column("services", sa.Text()),
        sa.Column("follow_up_on", sa.Text()),
        sa.Column("closed_on", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "support_tally",
        "year",
        sa.Column("machine", sa.Text()),
        sa.Column("year", sa.Integer()),
        sa.Column("period", sa.Text()),
        sa.Column("opened", sa.Integer()),
        sa.Column("in_need", sa.Integer()),
        sa.Column("eligible", sa.Integer()),
        sa.Column("referred", sa.Integer()),
        sa.Column("accessed", sa.Integer()),
        sa.Column("accessed_eligible", sa.Integer()),
        sa.Column("by_service", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "staff_tally",
        "year",
        sa.Column("machine", sa.Text()),
        sa.Column("year", sa.Integer()),
        sa.Column("period", sa.Text()),
        sa.Column("groups", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "baseline",
        "year",
        sa.Column("year", sa.Integer()),
        sa.Column("as_of", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.Column("population", sa.Integer()),
        sa.Column("service_workers", sa.Integer()),
        sa.Column("industrial_workers", sa.Integer()),
        sa.Column("students_upper_secondary", sa.Integer()),
        sa.Column("students_vocational", sa.Integer()),
        sa.Column("students_college", sa.Integer()),
        sa.Column("students_university", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )
    _record_table(
        "annual_plan",
        "year",
        sa.Column("year", sa.Integer()),
        sa.Column("number", sa.Text()),
        sa.Column("issued_on", sa.Text()),
        sa.Column("sent_on", sa.Text()),
        sa.Column("programmes", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("reason", sa.Text()),
    )


def downgrade():
    for name in (
        "annual_plan", "baseline", "staff_tally", "support_tally", "support_case", "inspection", "establishment",
        "staff_member", "training", "propaganda_session", "package", "invitation", "machine", "change", "setting",
    ):  # fmt: skip
        op.drop_table(name)
