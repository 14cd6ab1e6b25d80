"""What propaganda sessions sum to, asked of SQLite: a form that is checked while somebody types reads no rows."""

from typing import Any

import msgspec
import sqlalchemy as sa

from desktop.models import tables

_TABLE = tables.table_of("propaganda_session")


def largest_attendance(
    connection: sa.Connection, unit: str, since: str, other_than: str | None
) -> tuple[int, int]:
    """How many live sessions of *unit* there are since a day (ISO) besides one, and the largest attendance."""
    item = sa.func.json_each(_TABLE.c.audiences).table_valued("value")
    attended = sa.select(sa.func.sum(sa.func.json_extract(item.c.value, "$.attendances"))).select_from(item)
    each = sa.select(attended.scalar_subquery().label("attended")).where(
        *_live(unit, other_than), _TABLE.c.held_on >= since
    )
    total = each.subquery()
    chosen = sa.select(sa.func.count(), sa.func.max(sa.func.coalesce(total.c.attended, 0))).select_from(total)
    how_many, largest = connection.execute(chosen).one()
    return how_many, largest or 0


def audiences_before(
    connection: sa.Connection, unit: str, held_on: str, other_than: str | None
) -> list[dict[str, Any]]:
    """The audiences of the last session of *unit* until a day (ISO), besides one; empty when there is none."""
    chosen = (
        sa.select(_TABLE.c.audiences)
        .where(*_live(unit, other_than), _TABLE.c.held_on <= held_on)
        .order_by(_TABLE.c.held_on.desc(), _TABLE.c.id.desc())
        .limit(1)
    )
    found = connection.scalar(chosen)
    rows: list[dict[str, Any]] = msgspec.json.decode(found) if found else []
    return rows


def reached(
    connection: sa.Connection, unit: str, group: str, span: tuple[str, str], other_than: str | None
) -> int:
    """How many of *group* sessions of *unit* reached for the first time in *span* (ISO days), besides one."""
    item = sa.func.json_each(_TABLE.c.audiences).table_valued("value")
    first_time = sa.func.sum(sa.func.json_extract(item.c.value, "$.first_time"))
    chosen = (
        sa.select(first_time)
        .select_from(_TABLE.join(item, sa.true()))
        .where(
            *_live(unit, other_than),
            _TABLE.c.held_on.between(*span),
            sa.func.json_extract(item.c.value, "$.group") == group,
        )
    )
    return connection.scalar(chosen) or 0


def _live(unit: str, other_than: str | None) -> list[sa.ColumnElement[bool]]:
    wanted = [~_TABLE.c.deleted, _TABLE.c.unit == unit]
    if other_than is not None:
        wanted.append(_TABLE.c.id != bytes.fromhex(other_than))
    return wanted
