"""The tables: a handful that keep the house, and one per record kind, derived from its description."""

import functools
from typing import Any

import sqlalchemy as sa

from desktop.models.records import Field, FieldType, Kind, all_kinds, kind_named

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What this store is: role, unit, keys, counters. Values are JSON.
setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# The change log. Rows of the record tables are the fold of it and can be rebuilt from it alone.
change = sa.Table(
    "change",
    metadata,
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("lamport", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record", sa.LargeBinary(16), nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("based_on", sa.Text, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    # Said here and never sent: the post of whoever made the change, and why a record was deleted.
    sa.Column("by", sa.Text),
    sa.Column("because", sa.Text),
    sa.Index(None, "record"),
    sqlite_with_rowid=False,
)

# Machines whose packages are taken, and for which unit.
machine = sa.Table(
    "machine",
    metadata,
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("invitation", sa.Text, nullable=False),
    sa.Column("enrolled_on", sa.Text, nullable=False),
)

# Invitations written here (the secret is what the first package must prove).
invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("issued_on", sa.Text, nullable=False),
    sa.Column("site", sa.LargeBinary(8)),
)

# What people said of an enrolled machine, in order: its name, its words compared, replaced, revoked, taken back.
machine_event = sa.Table(
    "machine_event",
    metadata,
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("by", sa.Text),
    sqlite_with_rowid=False,
)

# How long an invitation holds, its code while nobody has joined with it, and whether it was withdrawn.
invitation_term = sa.Table(
    "invitation_term",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("expires_on", sa.Text, nullable=False),
    sa.Column("code", sa.Text),
    sa.Column("replaces", sa.LargeBinary(8)),
    sa.Column("withdrawn_on", sa.Text),
    sqlite_with_rowid=False,
)

# Packages written by this store and received by it; a package hash is looked up before anything is decoded.
# A package of this store's own without hashes is reserved but not known to be written.
package = sa.Table(
    "package",
    metadata,
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("records", sa.Integer, nullable=False),
    sa.Column("full", sa.Boolean(name="full"), nullable=False),
    sa.Column("as_of", sa.Text, nullable=False),
    sa.Column("handled_on", sa.Text, nullable=False),
    sa.Index(None, "unit"),
)

# Receipts: at a commune those that were read, at a receiving unit those that were written; of each machine the
# content of the latest. ``held`` is the number of the last change that counts as received.
receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("held", sa.Integer, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("handled_on", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# Packages of enrolled machines that could not be taken in, until a good copy was: a receipt says why.
refused_package = sa.Table(
    "refused_package",
    metadata,
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("handled_on", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# What a receiving unit did with packages, line by line. Lines are added and never changed; ``session`` draws together
# what was done in one go. ``counts`` and ``params`` are JSON.
handling = sa.Table(
    "handling",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("session", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("site", sa.LargeBinary(8)),
    sa.Column("sequence", sa.Integer),
    sa.Column("unit", sa.Text),
    sa.Column("as_of", sa.Text),
    sa.Column("counts", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("by", sa.Text),
    sa.Column("because", sa.Text, nullable=False),
    sa.Index(None, "session"),
    sqlite_with_rowid=False,
)

# Packages that could not be taken in and are kept until they can: by the hash of the file. ``kept`` says whether a
# copy lies in the store's folder; what a person dropped stays until its room is needed.
put_aside = sa.Table(
    "put_aside",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("site", sa.LargeBinary(8)),
    sa.Column("sequence", sa.Integer),
    sa.Column("unit", sa.Text),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("first_on", sa.Text, nullable=False),
    sa.Column("handled_on", sa.Text, nullable=False),
    sa.Column("kept", sa.Boolean(name="kept"), nullable=False),
    sa.Column("dropped_on", sa.Text),
    sqlite_with_rowid=False,
)

# Packages that were received and taken back: what `package` said of them, and who took them back, when, why.
taken_back = sa.Table(
    "taken_back",
    metadata,
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("records", sa.Integer, nullable=False),
    sa.Column("full", sa.Boolean(name="full"), nullable=False),
    sa.Column("as_of", sa.Text, nullable=False),
    sa.Column("handled_on", sa.Text, nullable=False),
    sa.Column("undone_on", sa.Text, nullable=False),
    sa.Column("by", sa.Text),
    sa.Column("because", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# A second line of packages under one machine's identity: its changes after number ``after`` are kept under a site of
# their own, ``mark``, beside those of the machine.
branch = sa.Table(
    "branch",
    metadata,
    sa.Column("mark", sa.LargeBinary(8), primary_key=True),
    sa.Column("site", sa.LargeBinary(8), nullable=False),
    sa.Column("after", sa.Integer, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("found_on", sa.Text, nullable=False),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Column("decided_on", sa.Text),
    sa.Column("by", sa.Text),
    sa.Column("because", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# What a receiving unit asks about records; ``after`` is JSON: the last change of each machine it held when it asked.
question = sa.Table(
    "question",
    metadata,
    sa.Column("id", sa.LargeBinary(16), primary_key=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record", sa.LargeBinary(16), nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("asked_on", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("withdrawn_on", sa.Text),
    sa.Index(None, "unit"),
    sqlite_with_rowid=False,
)

# Runs of changes as a receiving unit numbers them for the unit above it: at the one its own, at the other what came.
forwarded_run = sa.Table(
    "forwarded_run",
    metadata,
    sa.Column("via", sa.LargeBinary(8), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("site", sa.LargeBinary(8), nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("gone", sa.Boolean(name="gone"), nullable=False),
    sqlite_with_rowid=False,
)

# Of which machines a unit that forwards has something, made on which day; ``handled_on`` is when that was heard here.
forwarded_source = sa.Table(
    "forwarded_source",
    metadata,
    sa.Column("via", sa.LargeBinary(8), primary_key=True),
    sa.Column("site", sa.LargeBinary(8), primary_key=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("as_of", sa.Text, primary_key=True),
    sa.Column("handled_on", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# Pairs of records, the smaller id first, of which a person said that they are not the same.
not_the_same = sa.Table(
    "not_the_same",
    metadata,
    sa.Column("one", sa.LargeBinary(16), primary_key=True),
    sa.Column("other", sa.LargeBinary(16), primary_key=True),
    sqlite_with_rowid=False,
)

# Plans of the unit's own: each change is a version more, with the day from which it holds; none is ever changed.
plan_version = sa.Table(
    "plan_version",
    metadata,
    sa.Column("plan", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("applies_from", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("saved_on", sa.Text, nullable=False),
    sa.Column("deleted", sa.Boolean(name="deleted"), nullable=False),
    sqlite_with_rowid=False,
)

# What the receiving unit hands down and was taken or declined here: plans, code lists, unit lists.
handed_down = sa.Table(
    "handed_down",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("taken", sa.Boolean(name="taken"), nullable=False),
    sa.Column("decided_on", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# What was printed: everything its pages are made of, compressed, so that it can be printed again as it was.
printout = sa.Table(
    "printout",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("draft", sa.Boolean(name="draft"), nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
)

_COLUMN_TYPES: dict[FieldType, sa.types.TypeEngine[Any]] = {
    FieldType.COUNT: sa.Integer(),
    FieldType.MONEY: sa.BigInteger(),
    FieldType.YEAR: sa.Integer(),
    FieldType.FLAG: sa.Boolean(),
    FieldType.LINK: sa.String(32),
}


def column_of(field: Field) -> sa.Column[Any]:
    """The column of one field: dates as ISO text, lists as JSON text, links as ids."""
    return sa.Column(field.name, _COLUMN_TYPES.get(field.type, sa.Text()))


def key_of(table: sa.FromClause) -> sa.ColumnElement[str]:
    """The id of a record as links write it."""
    return sa.func.lower(sa.func.hex(table.c.id))


_POINTED_AT = {f.target for kind in all_kinds() for f in kind.fields if f.type is FieldType.LINK}


def _table_of(kind: Kind) -> sa.Table:
    table = sa.Table(
        kind.name,
        metadata,
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("heads", sa.Text, nullable=False),
        sa.Column("conflicts", sa.Text),
        sa.Column("deleted", sa.Boolean(name="deleted"), nullable=False),
        sa.Column("search_key", sa.Text, nullable=False),
        *(column_of(f) for f in kind.fields),
        # A list in its usual order, and what lies in a period, without reading a row.
        sa.Index(None, "unit", "deleted", kind.dated_by, "id"),
        # Who points here, and whether in a period, without reading a row.
        *(
            sa.Index(None, f.name, "unit", "deleted", kind.dated_by)
            for f in kind.fields
            if f.type is FieldType.LINK
        ),
    )
    if kind.lasting and kind.name in _POINTED_AT:
        # What was there when, beside who points to it, without reading a row or working out its key.
        days = dict.fromkeys(name for pair in kind.ordered for name in pair)
        there = (table.c.unit, table.c.deleted, key_of(table), *(table.c[name] for name in days))
        sa.Index(f"ix_{kind.name}_key", *there)
    return table


_tables = {kind.name: _table_of(kind) for kind in all_kinds()}

# SQLite's whole numbers have up to eight bytes, and so have PostgreSQL's: a package may number up to 2**53.
for _column in (column for table in metadata.tables.values() for column in table.columns):
    if type(_column.type) is sa.Integer:
        _column.type = sa.Integer().with_variant(sa.BigInteger(), "postgresql")

ENVELOPE = ("id", "unit", "heads", "conflicts", "deleted", "search_key")


def table_of(kind: Kind | str) -> sa.Table:
    """The table of a record kind."""
    return _tables[kind if isinstance(kind, str) else kind.name]


@functools.cache
def json_fields(kind: str) -> frozenset[str]:
    """The fields of *kind* that are kept as JSON text."""
    return frozenset(f.name for f in kind_named(kind).fields if f.many)
