"""What one record is compared with: its twins, the unit's own last twelve periods, the record before it.

Each question reads by the index of unit and day and stops as soon as it knows, so that it costs the same in a store
of a million records as in an empty one.
"""

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from desktop.models import tables
from desktop.models.folding import fold
from desktop.models.records import FieldType, Kind, kind_named

PERIODS = 12
"""How many periods a figure is compared with."""
_ENOUGH = {FieldType.DATE: 6, FieldType.MONTH: 6, FieldType.YEAR: 2}
"""Records in those periods that make a judgement possible."""
TIMES = 3
"""How many times the largest (or a part of the smallest) a figure must be to be doubted."""
_DAYS = 365


@dataclasses.dataclass(frozen=True)
class Window:
    """The unit's own last twelve periods before a record: the record itself and its like are left out of them.

    Attributes:
        kind: Record kind.
        unit: Whose records.
        first: First day (ISO) or year, inclusive.
        last: Last day or year, inclusive.
        peers: What a record must hold to be compared with: the same source of money, for one.
        enough: How many records make a judgement possible.
    """

    kind: Kind
    unit: str
    first: str | int
    last: str | int
    peers: Mapping[str, str]
    enough: int


def window(kind: Kind, unit: str, values: Mapping[str, Any]) -> Window:
    """The twelve periods before the record with *values*: months for days and months, years for years."""
    dated = kind.field(kind.dated_by)
    at = values[kind.dated_by]
    if dated.type is FieldType.YEAR:
        peers = {n: values[n] for n in kind.same_if if kind.field(n).type is FieldType.CODE and values.get(n)}
        return Window(kind, unit, at - PERIODS, at - 1, peers, _ENOUGH[dated.type])
    day = date.fromisoformat(at)
    if dated.type is FieldType.MONTH:
        year, month = divmod(day.year * 12 + day.month - 2, 12)
        last = date(year, month + 1, 1).isoformat()
        return Window(kind, unit, day.replace(year=day.year - 1).isoformat(), last, {}, _ENOUGH[dated.type])
    first = date.fromordinal(max(day.toordinal() - _DAYS, 1)).isoformat()
    return Window(kind, unit, first, at, {}, _ENOUGH[dated.type])


def unusual(
    connection: sa.Connection, compared: Window, path: str, value: int, other_than: bytes | None
) -> int | None:
    """The usual figure that *value* is far from: the largest of the periods, of yearly figures also the smallest.

    None while it is not far from it, or there is too little to judge by.
    """
    figure, wanted = _figure(compared.kind, path), _within(compared, other_than)
    if _found(connection, wanted, figure.is_not(None), compared.enough) < compared.enough:
        return None
    if not _found(connection, wanted, figure * TIMES >= value, 1):
        return _least_or_most(connection, sa.func.max(figure), wanted) or None
    yearly = compared.kind.field(compared.kind.dated_by).type is FieldType.YEAR
    if yearly and not _found(connection, wanted, figure <= value * TIMES, 1):
        return _least_or_most(connection, sa.func.min(figure), wanted)
    return None


def before(
    connection: sa.Connection, compared: Window, names: Sequence[str], other_than: bytes | None
) -> tuple[Any, ...] | None:
    """The values *names* of the last record before; None when there is none."""
    table = tables.table_of(compared.kind)
    chosen = sa.select(*(table.c[name] for name in names)).where(*_within(compared, other_than, ever=True))
    ordered = chosen.order_by(table.c[compared.kind.dated_by].desc(), table.c.id.desc()).limit(1)
    found = connection.execute(ordered).first()
    return None if found is None else tuple(_decoded(compared.kind, names, found))


def twins(connection: sa.Connection, kind: Kind, values: Mapping[str, Any], unit: str) -> list[str]:
    """The ids of the live records of *unit* equal to *values* in all fields of `Kind.same_if`.

    Text is compared without marks and case: an officer types the same venue twice in two ways.
    """
    if not kind.same_if or values.get(kind.same_if[0]) is None:
        return []
    table = tables.table_of(kind)
    wanted: list[sa.ColumnElement[bool]] = [table.c.unit == unit, ~table.c.deleted]
    for name in kind.same_if:
        value = values.get(name)
        if kind.field(name).type is not FieldType.TEXT:
            wanted.append(table.c[name].is_(None) if value is None else table.c[name] == value)
        elif value:
            wanted.append(sa.func.instr(table.c.search_key, fold(value)) > 0)
    chosen = sa.select(table.c.id, *(table.c[n] for n in kind.same_if)).where(*wanted).order_by(table.c.id)
    likeness = alikeness(kind, [values.get(n) for n in kind.same_if])
    return [row[0].hex() for row in connection.execute(chosen) if alikeness(kind, row[1:]) == likeness]


def alikeness(kind: Kind, values: Sequence[Any]) -> tuple[Any, ...]:
    """The values of `Kind.same_if`, equal for records that are likely the same."""
    return tuple(
        fold(value) if text and value else value or None
        for text, value in zip(_which_are_text(kind.name), values, strict=True)
    )


@functools.cache
def _which_are_text(kind: str) -> tuple[bool, ...]:
    described = kind_named(kind)
    return tuple(described.field(name).type is FieldType.TEXT for name in described.same_if)


def reached(
    connection: sa.Connection, unit: str, group: str, first: str, last: str, other_than: bytes | None
) -> int:
    """People of *group* reached for the first time by the sessions of *unit* from *first* to *last*."""
    table = tables.table_of("propaganda_session")
    item = sa.func.json_each(table.c.audiences).table_valued("value")
    wanted = [table.c.unit == unit, ~table.c.deleted, table.c.held_on.between(first, last)]
    if other_than is not None:
        wanted.append(table.c.id != other_than)
    # Most sessions reached other groups: their lists are not taken apart.
    wanted.append(sa.func.instr(table.c.audiences, f'"group":"{group}"') > 0)
    wanted.append(sa.func.json_extract(item.c.value, "$.group") == group)
    summed = sa.select(sa.func.sum(sa.func.json_extract(item.c.value, "$.first_time", type_=sa.BigInteger())))
    return connection.scalar(summed.select_from(table.join(item, sa.true())).where(*wanted)) or 0


def open_workers(connection: sa.Connection, unit: str, day: str) -> int:
    """The workers of the establishments of *unit* that are open on *day*, as the register has them."""
    table = tables.table_of("establishment")
    opened, closed = table.c.opened_on, table.c.closed_on
    wanted = [table.c.unit == unit, ~table.c.deleted]
    wanted += [sa.or_(opened.is_(None), opened <= day), sa.or_(closed.is_(None), closed > day)]
    return connection.scalar(sa.select(sa.func.sum(table.c.workers)).where(*wanted)) or 0


def _within(
    compared: Window, other_than: bytes | None, *, ever: bool = False
) -> list[sa.ColumnElement[bool]]:
    table = tables.table_of(compared.kind)
    dated = table.c[compared.kind.dated_by]
    wanted = [table.c.unit == compared.unit, ~table.c.deleted, dated <= compared.last]
    if not ever:
        wanted.append(dated >= compared.first)
    if other_than is not None:
        wanted.append(table.c.id != other_than)
    return wanted + [table.c[name] == value for name, value in compared.peers.items()]


def _figure(kind: Kind, path: str) -> sa.ColumnElement[Any]:
    name, _, cell = path.partition(".")
    column = tables.table_of(kind).c[name]
    if not cell:
        return column
    item = sa.func.json_each(column).table_valued("value")
    summed = sa.func.sum(sa.func.json_extract(item.c.value, f"$.{cell}", type_=sa.BigInteger()))
    return sa.select(summed).select_from(item).scalar_subquery()


def _found(
    connection: sa.Connection, wanted: list[sa.ColumnElement[bool]], also: sa.ColumnElement[bool], most: int
) -> int:
    """How many records hold it, counted up to *most*."""
    return len(connection.execute(sa.select(sa.literal(1)).where(*wanted, also).limit(most)).all())


def _least_or_most(
    connection: sa.Connection, figure: sa.ColumnElement[Any], wanted: list[sa.ColumnElement[bool]]
) -> int | None:
    return connection.scalar(sa.select(figure).where(*wanted))


def _decoded(kind: Kind, names: Sequence[str], row: Sequence[Any]) -> list[Any]:
    lists = tables.json_fields(kind.name)
    return [
        msgspec.json.decode(cell) if cell and name in lists else cell
        for name, cell in zip(names, row, strict=True)
    ]
