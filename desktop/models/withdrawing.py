"""Taking changes out of the log again: what a package brought that was taken back. Nothing else ever does."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from desktop.models import tables
from desktop.models.records import Kind
from desktop.models.writer import LoggedChange

_AT_ONCE = 500
Range = tuple[int, int]
"""First and last number, inclusive."""


def uncovered(wanted: Range, others: Iterable[Range]) -> list[Range]:
    """What of the range *wanted* is in none of *others*, in order."""
    left: list[Range] = []
    at, last = wanted
    for first, end in sorted(others):
        if end < at:
            continue
        if first > last:
            break
        if first > at:
            left.append((at, first - 1))
        at = end + 1
    if at <= last:
        left.append((at, last))
    return left


def withdraw(connection: sa.Connection, site: bytes, ranges: Sequence[Range]) -> list[LoggedChange]:
    """Take the changes of *site* with these numbers out of the log; gives them."""
    change = tables.change
    taken: list[LoggedChange] = []
    for first, last in ranges:
        named = (change.c.site == site, change.c.seq.between(first, last))
        taken += [LoggedChange(*row) for row in connection.execute(change.select().where(*named))]
        connection.execute(change.delete().where(*named))
    return taken


def remove_rows(connection: sa.Connection, kind: Kind, records: Sequence[bytes]) -> None:
    """Take out the rows of records that have no change any more."""
    table = tables.table_of(kind)
    for start in range(0, len(records), _AT_ONCE):
        connection.execute(table.delete().where(table.c.id.in_(records[start : start + _AT_ONCE])))
