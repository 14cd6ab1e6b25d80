"""The reading side: one function per screen or report. Reads only live records unless it says otherwise."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from desktop.models import code_lists, tables
from desktop.models.edits import to_record
from desktop.models.entry import Entry
from desktop.models.records import OWN_CODE, Field, FieldType, Kind, all_kinds, kind_named
from desktop.models.writer import Row, row_of

_AT_ONCE = 500


def columns(
    connection: sa.Connection,
    kind: Kind,
    unit: str | None,
    names: Sequence[str],
    since: str | int | None = None,
    until: str | int | None = None,
) -> list[tuple[Any, ...]]:
    """Raw columns of the live records of *kind*: first the id (16 bytes), then *names* in order.

    Args:
        connection: Inside a read transaction.
        kind: The record kind.
        unit: Only records of this organisation unit; None for all (ask for ``unit`` among *names* then).
        names: Columns; dates come as ISO text, lists as JSON text or None.
        since: First day (ISO) or year, inclusive, by the kind's own date.
        until: Last day or year, inclusive.
    """
    # Straight from the driver: at 1,500 rows the row objects in between cost as much as SQLite.
    statement = _columns_sql(
        connection.dialect, kind.name, tuple(names), unit is None, since is None, until is None
    )
    values = tuple(bound for bound in (unit, since, until) if bound is not None)
    cursor = connection.connection.cursor()
    try:
        found: list[tuple[Any, ...]] = cursor.execute(statement, values).fetchall()
    finally:
        cursor.close()
    return found


@functools.lru_cache(maxsize=500)
def _columns_sql(
    dialect: sa.Dialect, kind: str, names: tuple[str, ...], every_unit: bool, no_since: bool, no_until: bool
) -> str:
    """The statement of `columns`, its bounds in the order unit, since, until."""
    table = tables.table_of(kind)
    dated = table.c[kind_named(kind).dated_by]
    wanted = sa.select(table.c.id, *(table.c[name] for name in names)).where(~table.c.deleted)
    if not every_unit:
        wanted = wanted.where(table.c.unit == sa.bindparam("unit"))
    if not no_since:
        wanted = wanted.where(dated >= sa.bindparam("since"))
    if not no_until:
        wanted = wanted.where(dated <= sa.bindparam("until"))
    return str(wanted.compile(dialect=dialect))


def entry(connection: sa.Connection, kind: str, record: str) -> Entry | None:
    """The entry with id *record*, deleted or not; None when there is none."""
    table = tables.table_of(kind)
    found = connection.execute(table.select().where(table.c.id == bytes.fromhex(record))).mappings().first()
    return None if found is None else _entry(kind_named(kind), row_of(kind_named(kind), found))


def entries(connection: sa.Connection, kind: Kind, ids: Sequence[bytes]) -> list[Entry]:
    """The entries with these ids in the order of *ids*, deleted ones too; ids that are not here are left out."""
    rows = rows_by_id(connection, kind, ids)
    return [_entry(kind, rows[one]) for one in ids if one in rows]


def captions(connection: sa.Connection, kind: Kind, ids: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """The caption values of the records *ids* of one kind; ids that are not here are left out."""
    table = tables.table_of(kind)
    found: dict[str, tuple[Any, ...]] = {}
    wanted = [bytes.fromhex(i) for i in ids if is_id(i)]
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = sa.select(table.c.id, *(table.c[n] for n in kind.caption))
        chosen = chosen.where(table.c.id.in_(wanted[start : start + _AT_ONCE]))
        found.update((row[0].hex(), tuple(row[1:])) for row in connection.execute(chosen))
    return found


def rows_by_id(connection: sa.Connection, kind: Kind, ids: Sequence[bytes]) -> dict[bytes, Row]:
    """The stored rows with these ids, deleted ones too."""
    table = tables.table_of(kind)
    found: dict[bytes, Row] = {}
    for start in range(0, len(ids), _AT_ONCE):
        chosen = table.select().where(table.c.id.in_(ids[start : start + _AT_ONCE]))
        for row in connection.execute(chosen).mappings():
            found[bytes(row["id"])] = row_of(kind, row)
    return found


def is_id(text: str) -> bool:
    """Whether *text* has the form of a record id."""
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)


def all_rows(connection: sa.Connection, kind: Kind) -> Iterable[Row]:
    """Every row of a kind in order of id, deleted ones too."""
    table = tables.table_of(kind)
    ordered = table.select().order_by(table.c.id).execution_options(stream_results=True)
    for found in connection.execute(ordered).mappings():
        yield row_of(kind, found)


def contested_rows(connection: sa.Connection, kind: Kind, unit: str | None = None) -> list[Row]:
    """The rows of a kind, of one unit or of all, of which a field is in conflict."""
    table = tables.table_of(kind)
    chosen = table.select().where(table.c.conflicts.is_not(None)).order_by(table.c.id)
    if unit is not None:
        chosen = chosen.where(table.c.unit == unit)
    return [row_of(kind, found) for found in connection.execute(chosen).mappings()]


def _entry(kind: Kind, row: Row) -> Entry:
    return Entry(
        kind=kind.name,
        id=row.id.hex(),
        unit=row.unit,
        record=to_record(kind, row.values),
        heads=tuple(row.heads.split()),
        conflicts=msgspec.json.decode(row.conflicts) if row.conflicts else {},
        deleted=row.deleted,
    )


def live_total(connection: sa.Connection, kind: Kind) -> int:
    """How many live records of *kind* there are."""
    table = tables.table_of(kind)
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(~table.c.deleted)) or 0


def not_the_same(connection: sa.Connection, record: str) -> set[str]:
    """The records a person said are not the same as *record*."""
    one, other, held = tables.not_the_same.c.one, tables.not_the_same.c.other, bytes.fromhex(record)
    pairs = connection.execute(tables.not_the_same.select().where(sa.or_(one == held, other == held)))
    return {(b if a == held else a).hex() for a, b in pairs}


def told_apart(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """All pairs of records that a person said are not the same."""
    for one, other in connection.execute(tables.not_the_same.select()):
        yield one.hex(), other.hex()


def pointing_to(connection: sa.Connection, kind: str, record: str) -> int:
    """How many live records point to *record* of *kind*: by a link, or by the code of a list's own entry."""
    total = 0
    for other in all_kinds():
        table = tables.table_of(other)
        for field in other.fields:
            sought = record if field.target == kind else _own_code(field, kind, record)
            if sought:
                column = table.c[field.name]
                single = field.type in (FieldType.LINK, FieldType.CODE)
                points = column == sought if single else column.contains(sought)
                total += connection.scalar(sa.select(sa.func.count()).where(points, ~table.c.deleted)) or 0
    return total


def _own_code(field: Field, kind: str, record: str) -> str | None:
    """The code by which *field*, or a cell of its rows, may hold the list's own entry *record*."""
    if kind != "list_entry":
        return None
    named = {str(one.code_list) for one in (field, *field.rows) if one.code_list}
    return OWN_CODE + record if any(map(code_lists.grows, named)) else None


def own_entries(connection: sa.Connection) -> list[tuple[bytes, str, str | None, str | None, bool]]:
    """What units added to code lists, deleted entries too: id, unit, list, label, whether it is deleted."""
    table = tables.table_of("list_entry")
    chosen = sa.select(table.c.id, table.c.unit, table.c.code_list, table.c.label, table.c.deleted)
    found = connection.execute(chosen.order_by(table.c.id))
    return [(bytes(row[0]), row[1], row[2], row[3], bool(row[4])) for row in found]


def earliest(connection: sa.Connection, kinds: Iterable[Kind]) -> date | None:
    """The first day any live record of *kinds* is dated; None when there is none."""
    found: list[date] = []
    for kind in kinds:
        table = tables.table_of(kind)
        first = connection.scalar(sa.select(sa.func.min(table.c[kind.dated_by])).where(~table.c.deleted))
        if first is not None:
            found.append(date(first, 1, 1) if isinstance(first, int) else date.fromisoformat(first))
    return min(found, default=None)


def any_until(connection: sa.Connection, kinds: Iterable[Kind], units: Iterable[str], day: date) -> bool:
    """Whether *units* have any live record of *kinds*, which are dated by days, from *day* or before."""
    of_units = list(units)
    return any(
        connection.scalar(
            sa.select(sa.literal(1))
            .where(table.c.unit.in_(of_units), table.c[kind.dated_by] <= day.isoformat(), ~table.c.deleted)
            .limit(1)
        )
        for kind in kinds
        for table in (tables.table_of(kind),)
    )
