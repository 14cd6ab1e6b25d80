"""A whole store from one database to another, table by table, whichever of the two kinds each of them is."""

from collections.abc import Callable

import sqlalchemy as sa

from desktop.models import settings, tables

ARRIVING = "arriving"
"""The setting of a store whose move has not ended: it is not opened before that."""
MOVED_TO = "moved_to"
"""The setting of a store that lives on elsewhere, with the place: it is read and not written any more."""
_AT_ONCE = 2_000

Told = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    pass


def carry(source: sa.Connection, target: sa.Connection, told: Told = _silent) -> None:
    """Copy every row of *source* to *target*, whose tables are there and empty.

    Secrets are sealed or opened on the way, as either side keeps them.

    Args:
        source: Inside a transaction in which nothing changes.
        target: Inside a transaction.
        told: Called with the rows that are done and all there are.
    """
    total, done = sum(counts(source).values()), 0
    for table in tables.metadata.sorted_tables:
        if table is tables.setting:
            settings.write(target, settings.read_all(source))
            continue
        ordered = table.select().order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
        for part in source.execute(ordered).mappings().partitions():
            told(done, total)
            target.execute(table.insert(), [dict(row) for row in part])
            done += len(part)
    told(total, total)


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in tables.metadata.sorted_tables
    }
