"""Taking a received package back: as if it had never come, while what shows that it came stays.

What it brought leaves the log and the rows; the original, and who took it back, when and why, are kept. It does not
come again by itself: a person takes it in again. Its changes may come with a later package of the same machine, which
sends everything the desk does not acknowledge, and a receipt says that this one was taken back.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any

from desktop.models import branches, forwarded, handlings, ledger, queries, withdrawing
from desktop.models.edits import encode
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.models.handlings import Handling, TakenBack
from desktop.models.ledger import Handled
from desktop.models.records import Kind, kind_named, known
from desktop.models.writer import LoggedChange, Row, Writer
from desktop.services import slips
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import archiving, lines
from desktop.services.exchange.book import Origin
from desktop.services.exchange.merging import is_typed
from desktop.services.exchange.receiving import receive
from desktop.services.exchange.reports import PackageReport
from desktop.services.exchange.standing import gaps
from desktop.services.folding_log import row_from

LONGEST_REASON = 300


@dataclasses.dataclass(frozen=True)
class ReceivedPackage:
    """A package that was received, and whether it still counts.

    Attributes:
        site: The machine, 16 hexadecimal digits.
        sequence: Its number.
        content: Hash of what it holds.
        unit: The commune.
        file: Its name as it came; empty when it came before names were kept.
        as_of: ISO day it was made; ``received_on`` ISO date and time it was received.
        records: How many records it is about.
        archived: Whether its original is kept here.
        machine: The machine it names itself; another than ``site`` when it is of a second machine with the same
            identity.
        taken_back_on: ISO date and time it was taken back; None while it counts.
        by: Post of whoever took it back.
        because: Why.
    """

    site: str
    sequence: int
    content: str
    unit: str
    file: str
    as_of: str
    received_on: str
    records: int
    archived: bool
    machine: str = ""
    taken_back_on: str | None = None
    by: str | None = None
    because: str = ""


@dataclasses.dataclass(frozen=True)
class TakingBack:
    """What taking a package back does, in records that people typed.

    Attributes:
        package: Which.
        gone: Records that are not here any more.
        changed: Records that stay, and are as they were without it.
        held: Changes of it that stay because other packages brought them too.
        later: Numbers of packages made after it that stay.
        incomplete: Records that later packages only changed, so that their beginning is missing now.
        locks: Periods whose locked figures came with it and go with it, as (year, name).
        missing: Numbers of packages of the machine that are missing now.
    """

    package: ReceivedPackage
    gone: int
    changed: int
    held: int
    later: tuple[int, ...]
    incomplete: int
    locks: tuple[tuple[int, str], ...]
    missing: tuple[int, ...]


class _Preview(Exception):
    """Raised at the end of a preview."""


def received(desk: Desk, *, unit: str | None = None) -> list[ReceivedPackage]:
    """The packages that were received, the latest first; those taken back too.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    _check_desk(desk)
    with desk.store.read() as connection:
        names = handlings.file_names(connection)
        standing = [_standing(desk, one, names) for one in ledger.packages(connection)]
        gone = [_gone(desk, one, names) for one in handlings.all_taken_back(connection)]
        machines = {one.mark.hex(): one.site.hex() for one in branches.every(connection)}
    found = [
        dataclasses.replace(one, machine=machines.get(one.site, one.site))
        for one in [*standing, *gone]
        if unit in (None, one.unit)
    ]
    return sorted(found, key=lambda one: (one.received_on, one.site, one.sequence), reverse=True)


def take_back(desk: Desk, site: str, sequence: int, because: str, *, dry_run: bool = False) -> TakingBack:
    """Take the package *sequence* of the machine *site* back, or only say what that would do.

    Args:
        desk: A receiving desk.
        site: The machine, 16 hexadecimal digits.
        sequence: Number of the package.
        because: Why; the commune reads it in its receipt.
        dry_run: Give the same answer and change nothing.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_package``, ``no_reason``, ``original_missing`` when there is
            nothing from which it could be taken in again, ``disk_full`` ...
    """
    _check_desk(desk)
    said = nfc(because)[:LONGEST_REASON]
    if not said and not dry_run:
        raise Refusal("no_reason")
    taking = None
    try:
        with desk.store.write() as writer:
            taking = take_back_in(desk, writer, bytes.fromhex(site), sequence, said)
            if dry_run:
                raise _Preview
    except _Preview:
        pass
    assert taking is not None  # noqa: S101 (set, or something else was raised)
    return taking


def take_again(desk: Desk, site: str, content: str) -> PackageReport:
    """Take in again what was taken back, from its original.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_package``, ``original_missing``.
    """
    _check_desk(desk)
    with desk.store.read() as connection:
        found = [
            one for one in handlings.all_taken_back(connection, bytes.fromhex(site)) if one.content == content
        ]
        names = handlings.file_names(connection)
    if not found:
        raise Refusal("unknown_package")
    file = archiving.original(desk, found[0].sha256)
    if not archiving.is_whole(file, found[0].sha256):
        raise Refusal("original_missing", sequence=found[0].sequence)
    origin = Origin(names.get(found[0].sha256, file.name), "", again=True)
    (report,) = receive(desk, [file], origins={file: origin})
    return report


def _check_desk(desk: Desk) -> None:
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")


def take_back_in(desk: Desk, writer: Writer, site: bytes, sequence: int, because: str) -> TakingBack:
    """`take_back` inside a transaction that does more."""
    connection = writer.connection
    packages = lines.family(connection, site)
    found = [(one, line) for one, line in packages if (one.site, one.sequence) == (site, sequence)]
    if not found or ledger.machine_of(connection, found[0][1].site if found[0][1] else site) is None:
        raise Refusal("unknown_package")
    handled, line = found[0]
    if not archiving.is_whole(archiving.original(desk, handled.sha256), handled.sha256):
        raise Refusal("original_missing", sequence=sequence)
    others = [(one, of) for one, of in packages if one is not handled]
    parts = lines.parts_of(connection, handled, line)
    own = bytes.fromhex(desk.settings.site)
    covered = lines.covered(connection, handled, {site for site, _, _ in parts}, own)
    taken: list[LoggedChange] = []
    held = 0
    for of_site, first, last in parts:
        ranges = withdrawing.uncovered((first, last), covered[of_site])
        taken += withdrawing.withdraw(connection, of_site, ranges)
        held += last - first + 1 - sum(end - begin + 1 for begin, end in ranges)
    same_line = [one for one, of in others if of == line]
    fallen = _fold_again(writer, taken)
    moment = desk.store.clock().isoformat(timespec="seconds")
    for first, last in withdrawing.uncovered(
        (handled.first, handled.last), [(one.first, one.last) for one in same_line]
    ):
        forwarded.forget(connection, site, first, last)
    forwarded.untell(connection, site, handled.handled_on)
    handlings.take_back(connection, handled, moment, desk.settings.post, because)
    names = handlings.file_names(connection)
    package = _standing(desk, handled, names)
    taking = TakingBack(
        package=package,
        gone=sum(is_typed(kind.name) for kind, _ in fallen.gone),
        changed=sum(is_typed(kind.name) for kind, _ in fallen.stay),
        held=held,
        later=tuple(one.sequence for one in same_line if one.sequence > sequence),
        incomplete=fallen.incomplete,
        locks=tuple(sorted(fallen.locks)),
        missing=tuple(gaps(same_line)) if line is None else (),
    )
    counts = {"gone": taking.gone, "changed": taking.changed, "held": taking.held}
    handlings.note(
        connection,
        Handling(
            0, handlings.next_session(connection), moment, handlings.TAKEN_BACK, package.file, handled.sha256, 0,
            site, sequence, handled.unit, handled.as_of, encode(counts).decode(), "", "{}", desk.settings.post,
            because,
        ),
    )  # fmt: skip
    return taking


@dataclasses.dataclass
class _Fallen:
    """What became of the records of changes that were withdrawn."""

    gone: list[tuple[Kind, bytes]] = dataclasses.field(default_factory=list)
    stay: list[tuple[Kind, Row]] = dataclasses.field(default_factory=list)
    locks: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    incomplete: int = 0


def _fold_again(writer: Writer, taken: Iterable[LoggedChange]) -> _Fallen:
    """Bring the rows of withdrawn changes back to the fold of what is left."""
    touched: dict[str, set[bytes]] = {}
    for change in taken:
        if known(change.kind):
            touched.setdefault(change.kind, set()).add(bytes(change.record))
    fallen = _Fallen()
    for name, records in touched.items():
        kind = kind_named(name)
        left = ledger.changes_of(writer.connection, sorted(records))
        gone = sorted(records - left.keys())
        if name == slips.KIND:
            fallen.locks += _periods(writer.connection, kind, gone)
        withdrawing.remove_rows(writer.connection, kind, gone)
        rows = [row_from(of_record) for of_record in left.values()]
        if is_typed(name):
            # The first change of a record is based on nothing.
            fallen.incomplete += sum(all(one.based_on for one in of_record) for of_record in left.values())
        writer.append([], {name: rows})
        fallen.gone += [(kind, record) for record in gone]
        fallen.stay += [(kind, row) for row in rows]
    return fallen


def _periods(connection: Any, kind: Kind, records: list[bytes]) -> list[tuple[int, str]]:
    rows = queries.rows_by_id(connection, kind, records).values()
    return [(row.values["year"], row.values["period"]) for row in rows if row.values.get("slip") == 0]


def _standing(desk: Desk, one: Handled, names: dict[str, str]) -> ReceivedPackage:
    return ReceivedPackage(
        one.site.hex(), one.sequence, one.content, one.unit, names.get(one.sha256, ""), one.as_of, one.handled_on,
        one.records, archiving.original(desk, one.sha256).exists(),
    )  # fmt: skip


def _gone(desk: Desk, one: TakenBack, names: dict[str, str]) -> ReceivedPackage:
    return ReceivedPackage(
        one.site.hex(), one.sequence, one.content, one.unit, names.get(one.sha256, ""), one.as_of, one.handled_on,
        one.records, archiving.original(desk, one.sha256).exists(), "", one.undone_on, one.by, one.because,
    )  # fmt: skip
