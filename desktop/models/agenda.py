"""The reading side of what is due and of the year's calendar: counts and open ends, never whole registers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from desktop.models import tables
from desktop.models.lists import run
from desktop.models.records import Kind


def per_day(
    connection: sa.Connection, kind: Kind, unit: str, since: date, until: date, *, by: str | None = None
) -> list[tuple[date, int]]:
    """How many live records of *kind* lie on each day from *since* to *until*, days without any left out.

    Args:
        connection: Inside a read transaction.
        kind: A kind dated by a day or a month.
        unit: Organisation unit.
        since: First day.
        until: Last day.
        by: Another date field than the kind's own.
    """
    table = tables.table_of(kind)
    dated = table.c[by or kind.dated_by]
    chosen = sa.select(dated, sa.func.count()).where(
        *_live(table, unit), dated.between(since.isoformat(), until.isoformat())
    )
    return [(date.fromisoformat(day), count) for day, count in run(connection, chosen.group_by(dated))]


def count(connection: sa.Connection, kind: Kind, unit: str, since: Any = None, until: Any = None) -> int:
    """How many live records of *kind* there are, or are dated from *since* to *until* (ISO days or years)."""
    table = tables.table_of(kind)
    chosen = sa.select(sa.func.count()).select_from(table).where(*_live(table, unit))
    if since is not None:
        chosen = chosen.where(table.c[kind.dated_by].between(since, until))
    return int(run(connection, chosen)[0][0])


def any_between(connection: sa.Connection, kind: Kind, unit: str, since: date, until: date) -> bool:
    """Whether a live record of *kind* is dated from *since* to *until*."""
    table = tables.table_of(kind)
    dated = table.c[kind.dated_by].between(since.isoformat(), until.isoformat())
    return bool(run(connection, sa.select(sa.literal(1)).where(*_live(table, unit), dated).limit(1)))


def open_tip_offs(connection: sa.Connection, unit: str) -> list[tuple[str, str, date, date | None]]:
    """Tip-offs that are not resolved: id, kind of tip-off, received on, due on."""
    table = tables.table_of("tip_off")
    chosen = sa.select(tables.key_of(table), table.c.tip_kind, table.c.received_on, table.c.due_on)
    found = run(connection, chosen.where(*_live(table, unit), table.c.resolved_on.is_(None)))
    return [(record, kind, date.fromisoformat(got), _day(due)) for record, kind, got, due in found]


def follow_ups(connection: sa.Connection, unit: str, since: date, until: date) -> list[tuple[str, str, date]]:
    """Open support cases somebody promised to get back to: id, case code, day."""
    table = tables.table_of("support_case")
    chosen = sa.select(tables.key_of(table), table.c.case_code, table.c.follow_up_on).where(
        *_live(table, unit),
        table.c.closed_on.is_(None),
        table.c.follow_up_on.between(since.isoformat(), until.isoformat()),
    )
    return [(record, code, date.fromisoformat(day)) for record, code, day in run(connection, chosen)]


def uninspected(
    connection: sa.Connection, unit: str, since: date, until: date, today: date
) -> list[tuple[str, str]]:
    """Establishments that are open *today* and had no inspection from *since* to *until*: id and trade name."""
    place, visit = tables.table_of("establishment"), tables.table_of("inspection")
    visited = sa.select(visit.c.establishment).where(
        *_live(visit, unit),
        visit.c.inspected_on.between(since.isoformat(), until.isoformat()),
        visit.c.establishment.is_not(None),
    )
    record = tables.key_of(place)
    chosen = sa.select(record, place.c.trade_name).where(
        *_open_places(place, unit, today), record.not_in(visited)
    )
    return [(one, name) for one, name in run(connection, chosen.order_by(place.c.search_key, place.c.id))]


def uncommitted(connection: sa.Connection, unit: str, today: date) -> list[tuple[str, str]]:
    """Establishments that are open *today* and have signed no commitment: id and trade name."""
    place = tables.table_of("establishment")
    chosen = sa.select(tables.key_of(place), place.c.trade_name).where(
        *_open_places(place, unit, today), place.c.commitment_on.is_(None)
    )
    return [(one, name) for one, name in run(connection, chosen.order_by(place.c.search_key, place.c.id))]


def declarations(
    connection: sa.Connection, unit: str, years: Sequence[int]
) -> list[tuple[str, int, str, list[str], bool]]:
    """What was declared of periods of *years*: id, year, period, sections in which nothing happened, locked."""
    table = tables.table_of("period_declaration")
    chosen = sa.select(
        tables.key_of(table),
        table.c.year,
        table.c.period,
        table.c.nothing_happened,
        table.c.locked_on,
    ).where(*_live(table, unit), table.c.year.in_(years))
    return [
        (record, year, period, msgspec.json.decode(sections) if sections else [], locked is not None)
        for record, year, period, sections, locked in run(connection, chosen.order_by(table.c.id))
    ]


def locked_periods(connection: sa.Connection, unit: str) -> list[tuple[int, str]]:
    """The year and name of each period of *unit* that is locked."""
    table = tables.table_of("locked_figures")
    chosen = sa.select(table.c.year, table.c.period).where(*_live(table, unit), table.c.slip == 0)
    return [(year, name) for year, name in run(connection, chosen)]


def plans(connection: sa.Connection, unit: str, year: int) -> list[tuple[str, str, date | None, date | None]]:
    """The unit's plans for *year*: id, number, issued on, sent on."""
    table = tables.table_of("annual_plan")
    chosen = sa.select(tables.key_of(table), table.c.number, table.c.issued_on, table.c.sent_on).where(
        *_live(table, unit), table.c.year == year
    )
    found = run(connection, chosen.order_by(table.c.id))
    return [(record, number or "", _day(issued), _day(sent)) for record, number, issued, sent in found]


def on_day(
    connection: sa.Connection, kind: Kind, unit: str, day: date, *, by: str | None = None, limit: int = 50
) -> list[bytes]:
    """The ids of the live records of *kind* on *day*, at most *limit*."""
    table = tables.table_of(kind)
    chosen = sa.select(table.c.id).where(*_live(table, unit), table.c[by or kind.dated_by] == day.isoformat())
    return [bytes(row[0]) for row in run(connection, chosen.order_by(table.c.id).limit(limit))]


def _live(table: sa.Table, unit: str) -> tuple[sa.ColumnElement[bool], ...]:
    # As the index has them; a negation would not use it.
    return table.c.unit == unit, table.c.deleted == sa.literal(False)


def _open_places(place: sa.Table, unit: str, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    day = today.isoformat()
    return (
        *_live(place, unit),
        sa.or_(place.c.opened_on.is_(None), place.c.opened_on <= day),
        sa.or_(place.c.closed_on.is_(None), place.c.closed_on > day),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
