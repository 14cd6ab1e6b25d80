"""What a receiving unit forwards, and what it was forwarded: runs of changes, numbered by whoever forwards them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from desktop.models import ledger
from desktop.models.dialects import insert
from desktop.models.ledger import Handled
from desktop.models.tables import change, forwarded_run, forwarded_source
from desktop.models.writer import LoggedChange


class Run(NamedTuple):
    """Changes *first* to *last* of a machine, in the order of the columns.

    ``position`` is the number of the first of them at the unit ``via`` that forwards them; ``gone`` ones were taken
    back there since.
    """

    via: bytes
    position: int
    site: bytes
    unit: str
    first: int
    last: int
    gone: bool = False

    @property
    def end(self) -> int:
        """The number of the last of them at the unit that forwards them."""
        return self.position + self.last - self.first


class Told(NamedTuple):
    """A machine that a forwarding unit has something of, in the order of the columns."""

    via: bytes
    site: bytes
    unit: str
    as_of: str
    handled_on: str


class Island(NamedTuple):
    """Changes of one machine to records of one unit that the log holds without a gap."""

    site: bytes
    unit: str
    first: int
    last: int


def islands(connection: sa.Connection) -> list[Island]:
    """Everything in the log, as runs without gaps."""
    place = sa.func.row_number().over(partition_by=(change.c.site, change.c.unit), order_by=change.c.seq)
    numbered = sa.select(
        change.c.site, change.c.unit, change.c.seq, (change.c.seq - place).label("island")
    ).subquery()
    chosen = sa.select(
        numbered.c.site, numbered.c.unit, sa.func.min(numbered.c.seq), sa.func.max(numbered.c.seq)
    ).group_by(numbered.c.site, numbered.c.unit, numbered.c.island)
    found = [Island(bytes(row[0]), row[1], row[2], row[3]) for row in connection.execute(chosen)]
    return sorted(found)


def runs(connection: sa.Connection, via: bytes) -> list[Run]:
    """The runs of one forwarding unit, in its order."""
    chosen = forwarded_run.select().where(forwarded_run.c.via == via).order_by(forwarded_run.c.position)
    return [Run(*row) for row in connection.execute(chosen)]


def last_position(connection: sa.Connection, via: bytes) -> int:
    """The last number given at a forwarding unit; 0 for none."""
    chosen = sa.select(sa.func.max(forwarded_run.c.position + forwarded_run.c.last - forwarded_run.c.first))
    return connection.scalar(chosen.where(forwarded_run.c.via == via)) or 0


def keep(connection: sa.Connection, found: Iterable[Run]) -> None:
    """Note runs; those that are noted already stay as they are."""
    rows = [run._asdict() for run in found]
    if rows:
        connection.execute(insert(connection.dialect, forwarded_run).on_conflict_do_nothing(), rows)


def replace(connection: sa.Connection, run: Run, pieces: Sequence[Run]) -> None:
    """Note *pieces* instead of *run*."""
    named = (forwarded_run.c.via == run.via, forwarded_run.c.position == run.position)
    connection.execute(forwarded_run.delete().where(*named))
    keep(connection, pieces)


def between(connection: sa.Connection, via: bytes, first: int, last: int) -> list[Run]:
    """The runs with the numbers *first* to *last* of a forwarding unit, cut to them."""
    found = []
    for run in runs(connection, via):
        before, behind = max(first - run.position, 0), max(run.end - last, 0)
        if run.position <= last and run.end >= first:
            found.append(
                run._replace(position=run.position + before, first=run.first + before, last=run.last - behind)
            )
    return found


def changes(connection: sa.Connection, found: Iterable[Run]) -> Iterator[tuple[Run, list[LoggedChange]]]:
    """Each run that was not taken back, with its changes."""
    for run in found:
        if not run.gone:
            yield run, ledger.changes_between(connection, run.site, run.first, run.last)


def vias(connection: sa.Connection) -> list[bytes]:
    """The units that forward, or the desk itself where it does."""
    return [bytes(via) for via in connection.scalars(sa.select(forwarded_run.c.via).distinct())]


def forget(connection: sa.Connection, via: bytes, first: int, last: int) -> None:
    """Know no more of the runs that lie between these numbers of a forwarding unit."""
    end = forwarded_run.c.position + forwarded_run.c.last - forwarded_run.c.first
    inside = (forwarded_run.c.via == via, forwarded_run.c.position >= first, end <= last)
    connection.execute(forwarded_run.delete().where(*inside))


def untell(connection: sa.Connection, via: bytes, moment: str) -> None:
    """Know no more of what a forwarding unit told at *moment* (ISO)."""
    heard_then = (forwarded_source.c.via == via, forwarded_source.c.handled_on == moment)
    connection.execute(forwarded_source.delete().where(*heard_then))


def of_package(connection: sa.Connection, handled: Handled) -> list[LoggedChange]:
    """The changes a package brought, whoever made them, as far as they are here."""
    found = between(connection, handled.site, handled.first, handled.last)
    if not found:
        return ledger.changes_between(connection, handled.site, handled.first, handled.last)
    return [one for _, of_run in changes(connection, found) for one in of_run]


def tell(connection: sa.Connection, told: Iterable[Told]) -> None:
    """Note what a forwarding unit has of machines; a day that is known already was heard when it was heard first."""
    rows = [one._asdict() for one in told]
    if rows:
        connection.execute(insert(connection.dialect, forwarded_source).on_conflict_do_nothing(), rows)


def told(connection: sa.Connection) -> list[Told]:
    """Everything forwarding units have of machines."""
    return [Told(*row) for row in connection.execute(forwarded_source.select())]
