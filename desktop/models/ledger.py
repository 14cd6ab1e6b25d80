"""The change log and the exchange ledgers, as they are read and kept."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from desktop.models.dialects import insert
from desktop.models.records import Kind
from desktop.models.tables import change, forwarded_source, invitation, machine, package
from desktop.models.writer import LoggedChange

_AT_ONCE = 500
_MADE_ON = sa.func.min(package.c.as_of, sa.func.substr(package.c.handled_on, 1, 10))


class Handled(NamedTuple):
    """One package written or received, in the order of the columns.

    ``content`` is the hash of the plaintext, which the next package names as its ``previous``; ``handled_on`` is
    when it was written or received, ISO date and time.
    """

    site: bytes
    sequence: int
    sha256: str
    content: str
    previous: str
    unit: str
    first: int
    last: int
    records: int
    full: bool
    as_of: str
    handled_on: str


class Machine(NamedTuple):
    """One enrolled machine."""

    site: bytes
    unit: str
    key: str
    invitation: str
    enrolled_on: str


class Invited(NamedTuple):
    """One invitation written here; ``site`` is the machine that used it."""

    id: str
    unit: str
    token: str
    issued_on: str
    site: bytes | None


def changes_between(connection: sa.Connection, site: bytes, first: int, last: int) -> list[LoggedChange]:
    """The logged changes of one site from *first* to *last*, inclusive, in order."""
    chosen = (
        change.select().where(change.c.site == site, change.c.seq.between(first, last)).order_by(change.c.seq)
    )
    return [LoggedChange(*row) for row in connection.execute(chosen)]


def changes_of(connection: sa.Connection, records: Sequence[bytes]) -> dict[bytes, list[LoggedChange]]:
    """All logged changes of each of *records*."""
    found: dict[bytes, list[LoggedChange]] = {}
    for start in range(0, len(records), _AT_ONCE):
        chosen = change.select().where(change.c.record.in_(records[start : start + _AT_ONCE]))
        for row in connection.execute(chosen):
            found.setdefault(bytes(row.record), []).append(LoggedChange(*row))
    return found


def numbers_of(connection: sa.Connection, records: Sequence[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
    """Record, site and number of every logged change of *records*."""
    for start in range(0, len(records), _AT_ONCE):
        chosen = sa.select(change.c.record, change.c.site, change.c.seq)
        of_part = chosen.where(change.c.record.in_(records[start : start + _AT_ONCE]))
        yield from ((bytes(record), bytes(site), seq) for record, site, seq in connection.execute(of_part))


def units_of(connection: sa.Connection, records: Sequence[bytes]) -> dict[str, str]:
    """The unit of each of *records* that the log knows, by hexadecimal id."""
    found: dict[str, str] = {}
    for start in range(0, len(records), _AT_ONCE):
        part = change.c.record.in_(records[start : start + _AT_ONCE])
        chosen = sa.select(change.c.record, change.c.unit).where(part).distinct()
        found.update((bytes(record).hex(), unit) for record, unit in connection.execute(chosen))
    return found


def changed_elsewhere(connection: sa.Connection, site: bytes) -> set[bytes]:
    """The records made at *site* of which the log holds changes of other sites."""
    # The id of a record begins with the site that made it, so this is one range of the index.
    made_here = change.c.record.between(site + bytes(8), site + b"\xff" * 8)
    chosen = sa.select(change.c.record).where(made_here, change.c.site != site).distinct()
    return {bytes(record) for record in connection.scalars(chosen)}


def all_changes(connection: sa.Connection, kind: Kind) -> Iterator[LoggedChange]:
    """The whole log of one kind, record by record."""
    chosen = (
        change.select()
        .where(change.c.kind == kind.name)
        .order_by(change.c.record, change.c.site, change.c.seq)
    )
    for row in connection.execute(chosen.execution_options(stream_results=True)):
        yield LoggedChange(*row)


def records_of_other_kinds(connection: sa.Connection, kinds: Sequence[str]) -> int:
    """How many records the log holds of kinds that are none of *kinds*."""
    counted = sa.select(sa.func.count(change.c.record.distinct()))
    return connection.scalar(counted.where(change.c.kind.not_in(kinds))) or 0


def records_between(connection: sa.Connection, site: bytes, first: int, last: int) -> int:
    """How many records the changes of one site from *first* to *last* are about."""
    counted = sa.select(sa.func.count(change.c.record.distinct()))
    return connection.scalar(counted.where(change.c.site == site, change.c.seq.between(first, last))) or 0


def made_after(connection: sa.Connection, lamport: int, kinds: Sequence[str]) -> list[LoggedChange]:
    """The changes of records of *kinds* that were made knowing of *lamport* or later, oldest first."""
    chosen = change.select().where(change.c.lamport > lamport, change.c.kind.in_(kinds))
    ordered = chosen.order_by(change.c.lamport, change.c.site)
    return [LoggedChange(*row) for row in connection.execute(ordered)]


def last_seq(connection: sa.Connection, site: bytes) -> int:
    """The number of the last change of *site*; 0 when there is none."""
    return connection.scalar(sa.select(sa.func.max(change.c.seq)).where(change.c.site == site)) or 0


def made_last(connection: sa.Connection, sites: Sequence[bytes], kind: str, limit: int = 20) -> list[bytes]:
    """The records of *kind* that *sites* made, the latest first, deleted ones too, at most *limit*."""
    made = sa.select(change.c.record).where(
        change.c.site.in_(sites), change.c.kind == kind, change.c.based_on == ""
    )
    return [bytes(record) for record in connection.scalars(made.order_by(change.c.seq.desc()).limit(limit))]


def packages_of(connection: sa.Connection, site: bytes) -> list[Handled]:
    """The packages of one machine, in order of sequence."""
    chosen = package.select().where(package.c.site == site).order_by(package.c.sequence)
    return [Handled(*row) for row in connection.execute(chosen)]


def packages_near(connection: sa.Connection, site: bytes, sequence: int) -> dict[int, Handled]:
    """The package *sequence* of a machine and its neighbours, as far as they are here."""
    near = package.c.sequence.between(sequence - 1, sequence + 1)
    return {
        row.sequence: Handled(*row)
        for row in connection.execute(package.select().where(package.c.site == site, near))
    }


def packages(connection: sa.Connection, sites: Collection[bytes] | None = None) -> list[Handled]:
    """Every package handled here, or those of *sites*, machine by machine."""
    chosen = package.select().order_by(package.c.site, package.c.sequence)
    if sites is not None:
        chosen = chosen.where(package.c.site.in_(sites))
    return [Handled(*row) for row in connection.execute(chosen)]


def reported_units(connection: sa.Connection, since: str) -> set[str]:
    """The units that have handed in a package made on or after the day *since* (ISO).

    No package was made after it arrived, whatever the clock of the commune said.
    """
    told = sa.select(forwarded_source.c.unit).where(since <= forwarded_source.c.as_of)
    own = sa.select(package.c.unit).where(since <= _MADE_ON)
    return {*connection.scalars(own), *connection.scalars(told)}


def first_arrivals(connection: sa.Connection, since: str) -> dict[str, str]:
    """When the first package of each unit arrived that was made on or after the day *since* (ISO)."""
    chosen = sa.select(package.c.unit, sa.func.min(package.c.handled_on)).where(since <= _MADE_ON)
    found = {row[0]: row[1] for row in connection.execute(chosen.group_by(package.c.unit))}
    told = sa.select(forwarded_source.c.unit, sa.func.min(forwarded_source.c.handled_on))
    told = told.where(since <= forwarded_source.c.as_of).group_by(forwarded_source.c.unit)
    for unit, heard in connection.execute(told):
        found[unit] = min(found.get(unit, heard), heard)
    return found


def machines(connection: sa.Connection) -> list[Machine]:
    """Every enrolled machine."""
    return [Machine(*row) for row in connection.execute(machine.select())]


def machine_of(connection: sa.Connection, site: bytes) -> Machine | None:
    """The enrolled machine *site*."""
    row = connection.execute(machine.select().where(machine.c.site == site)).first()
    return None if row is None else Machine(*row)


def invited(connection: sa.Connection, identity: str) -> Invited | None:
    """The invitation *identity* written here."""
    row = connection.execute(invitation.select().where(invitation.c.id == identity)).first()
    return None if row is None else Invited(*row)


def invitations(connection: sa.Connection) -> list[Invited]:
    """Every invitation written here, by its id."""
    return [Invited(*row) for row in connection.execute(invitation.select().order_by(invitation.c.id))]


def invited_units(connection: sa.Connection) -> set[str]:
    """The units an invitation was written for."""
    return set(connection.scalars(sa.select(invitation.c.unit)))


def mark_used(connection: sa.Connection, identity: str, site: bytes) -> None:
    """Note that the machine *site* used the invitation."""
    connection.execute(invitation.update().where(invitation.c.id == identity).values(site=site))


def keep(connection: sa.Connection, handled: Handled) -> None:
    """Note a package; one already noted under its number takes the new hashes."""
    statement = insert(connection.dialect, package).values(handled)
    known = {"sha256": handled.sha256, "content": handled.content}
    connection.execute(statement.on_conflict_do_update(index_elements=["site", "sequence"], set_=known))
