"""Sending: what no receipt acknowledges becomes a signed, encrypted file; no record changes by it."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop.models import answers, code_lists, ledger, queries, settings
from desktop.models.edits import Edit, to_values
from desktop.models.errors import Refusal
from desktop.models.fitting import EARLIEST
from desktop.models.ledger import Handled
from desktop.models.period import Period
from desktop.models.records import SupportTally, all_kinds, kind_named
from desktop.models.writer import Writer
from desktop.services import made_once, own_codes, plans, tallies
from desktop.services.desk import COMMUNE, Desk
from desktop.services.exchange import acknowledging, medium, siblings, upwards
from desktop.services.exchange.leaving import leaving
from desktop.services.exchange.schema import SCHEMA
from desktop.services.progress import Progress, silent
from desktop.services.restating import all_restated
from sync import package
from sync.changes import Change
from sync.errors import PackageRefused
from sync.forwarding import Carried
from sync.header import Enrolment
from sync.identity import MachineKey, prove

# Far below the limits of a package even for long records: one that had its number and were too large to be
# written would keep every later one from leaving.
_MOST_CHANGES = 20_000
_STEPS = 4
_LATEST = date(2100, 12, 1)


@dataclasses.dataclass(frozen=True)
class Exported:
    """A package that lies complete in its folder.

    Attributes:
        path: The file.
        sequence: Its number in the chain of this machine.
        count: Changes in it.
    """

    path: Path
    sequence: int
    count: int


def export(
    desk: Desk, folder: Path, *, full: bool = False, again: bool = False, progress: Progress = silent
) -> Exported | None:
    """Write everything that no receipt acknowledges to *folder*; None when nothing is new since the last package.

    What was exported and lost on the way comes again with the next package, so nobody has to notice. A receipt that
    lies in *folder* is read first.

    The number of a package is reserved before its file is written, and never used for other content: after an
    interruption the same package is written again first.

    Args:
        desk: The desk.
        folder: Where the file goes: a folder, a stick, a share.
        full: Everything from the first change on.
        again: Write also when nothing is new, if something was exported that no receipt acknowledges.
        progress: Told how far it is; may cancel.

    Raises:
        Refusal: ``not_joined``, ``path_missing``; ``disk_full``, ``medium_read_only``,
            ``medium_gone``, ``medium_broken``, ``cannot_write`` when the folder cannot be written;
            ``export_unfinished`` when an earlier package of the same export is already in the folder.
    """
    if desk.settings.receiver is None:
        raise Refusal("not_joined")
    if not folder.is_dir():
        raise Refusal("path_missing", path=str(folder))
    progress(0, _STEPS)
    acknowledging.find_receipts(desk, [folder])
    reserved = _reserve(desk, full=full, again=again)
    exported = None
    for done, place in enumerate(reserved):
        progress(1 + min(done, 2), _STEPS)
        try:
            exported = write_place(desk, folder, place)
        except Refusal as refusal:
            if exported is None:
                raise
            # What lies complete in the folder stays, and must not be called unwritten.
            raise Refusal(
                "export_unfinished", written=exported.sequence, unwritten=place.sequence
            ) from refusal
    progress(_STEPS, _STEPS)
    return exported


def _reserve(desk: Desk, *, full: bool, again: bool) -> list[Handled]:
    """Bring the tallies up to date and give each package to be written its number."""
    with desk.store.write() as writer:
        connection = writer.connection
        site = bytes.fromhex(settings.read(connection, "site"))
        if desk.settings.role == COMMUNE:
            last = _prepare(desk, writer, site, full=full)
        else:
            last = upwards.bring_up(connection, site, whole=full)
        known = ledger.packages_of(connection, site)
        reserved = [p for p in known if not p.content]
        first = 1 if full else answers.acknowledged(connection, site) + 1
        if not full and not _wanted(known, reserved, first, last, again=again):
            first = last + 1
        sequence = known[-1].sequence if known else 0
        while first <= last:
            sequence += 1
            upto = min(last, first + _MOST_CHANGES - 1)
            reserved.append(
                Handled(
                    site=site,
                    sequence=sequence,
                    sha256="",
                    content="",
                    previous="",
                    unit=desk.settings.unit,
                    first=first,
                    last=upto,
                    records=_records(desk, connection, site, first, upto),
                    full=full and first == 1,
                    as_of=desk.today().isoformat(),
                    handled_on=desk.store.clock().isoformat(timespec="seconds"),
                )
            )
            ledger.keep(connection, reserved[-1])
            first = upto + 1
    return reserved


def _prepare(desk: Desk, writer: Writer, site: bytes, *, full: bool) -> int:
    """Write down what the commune has to say besides what was typed; the number of its last change."""
    _keep_tallies(desk, writer)
    connection = writer.connection
    if full and not settings.read(connection, "whole", True):
        writer.put(all_restated(connection))
        settings.write(connection, {"whole": True})
    staying = ledger.last_seq(connection, bytes.fromhex(settings.read(connection, "local_site")))
    settings.write(connection, {"tallied_upto": staying})
    return ledger.last_seq(connection, site)


def _records(desk: Desk, connection: Any, site: bytes, first: int, last: int) -> int:
    counted = ledger.records_between if desk.settings.role == COMMUNE else upwards.records_between
    return counted(connection, site, first, last)


def _wanted(
    known: Sequence[Handled], reserved: Sequence[Handled], first: int, last: int, *, again: bool
) -> bool:
    """Whether a package of the changes from *first* to *last* is to be written, besides the *reserved* ones."""
    if last > max((p.last for p in known), default=0):
        return True
    return again and not (reserved and reserved[0].first <= first)


def write_place(desk: Desk, folder: Path, place: Handled) -> Exported:
    """Write the package that was numbered as *place* to *folder*, and note that it lies there whole.

    Raises:
        Refusal: As `export` says of a folder that cannot be written.
    """
    with desk.store.read() as connection:
        sender, where, changes, carried = _parts(desk, connection, place)
    try:
        written = package.write(folder, sender, where, changes, carried=carried)
    except OSError as fault:
        raise medium.refused(folder, fault) from fault
    except PackageRefused as refused:
        if refused.code == "damaged":
            # Our own file, read back just now: the stick does not keep what is written to it.
            raise Refusal("medium_broken", path=str(folder)) from refused
        raise Refusal(refused.code, **refused.params) from refused
    with desk.store.write() as writer:
        ledger.keep(writer.connection, place._replace(sha256=written.sha256, content=written.content))
    return Exported(written.path, place.sequence, written.count)


def content_of(desk: Desk, connection: Any, place: Handled) -> str:
    """The content hash of the package that was numbered as *place*, as it would be written now."""
    sender, where, changes, carried = _parts(desk, connection, place)
    return package.content_of(sender, where, changes, carried)


def _parts(
    desk: Desk, connection: Any, place: Handled
) -> tuple[package.Sender, package.Place, list[Change], Carried | None]:
    before = ledger.packages_near(connection, place.site, place.sequence).get(place.sequence - 1)
    carried, changes = _content(desk, connection, place)
    where = package.Place(
        sequence=place.sequence,
        previous=before.content if before else "",
        first=place.first,
        as_of=place.as_of,
        created_at=place.handled_on,
        program=desk.version(),
        schema=SCHEMA,
        full=bool(place.full),
    )
    return _sender(connection), where, changes, carried


def _content(desk: Desk, connection: Any, place: Handled) -> tuple[Carried | None, list[Change]]:
    if desk.settings.role == COMMUNE:
        logged = ledger.changes_between(connection, place.site, place.first, place.last)
        return None, [leaving(change) for change in logged]
    return upwards.content(connection, place.site, place.first, place.last, place.handled_on)


def _sender(connection: Any) -> package.Sender:
    held = settings.read_all(connection)
    key = MachineKey.from_bytes(bytes.fromhex(held["machine_key"]))
    proof = prove(held["invitation_token"], site=held["site"], key=key.public, unit=held["unit"])
    return package.Sender(
        site=held["site"],
        key=key,
        unit=held["unit"],
        recipient=held["recipient"],
        enrolment=Enrolment(held["invitation"], proof),
        training=held["training"],
        readers=siblings.readers(connection, key.public) if held["role"] == COMMUNE else (key.public,),
    )


def _keep_tallies(desk: Desk, writer: Writer) -> None:
    """Write the tallies that have changed, as records of their own kinds, in the same transaction."""
    own = own_codes.read(writer.connection)
    # A case may still name an entry that was deleted, of which nobody knows the list any more.
    added = (code for code in own.labels if own.list_of(code) in (None, "support_service"))
    services = (*code_lists.codes("support_service"), *added)
    machine = str(settings.read(writer.connection, "tally_machine"))
    edits = []
    for year in _years(desk, writer):
        began = _began(desk, year)
        periods = tallies.periods_to_tally(year, desk.settings.cut_off, desk.today())
        for tally in tallies.tallies(
            writer.connection, desk.settings.unit, periods, today=desk.today(), began=began, services=services
        ):
            kind = kind_named("support_tally" if isinstance(tally, SupportTally) else "staff_tally")
            values = {**to_values(kind, tally), "machine": machine}
            edits.append(Edit(kind.name, values, made_once.record_id(desk.settings.unit, kind, values)))
    writer.put(edits)


def _began(desk: Desk, year: int) -> date:
    if desk.settings.plans:
        return plans.in_force(desk, desk.period(year)).begins(desk.settings.cut_off)
    return desk.period(year).start


def _years(desk: Desk, writer: Writer) -> Iterator[int]:
    """The reporting years from the first event's to today's; none while nothing has happened.

    A clock far from the truth has no reporting year; then the nearest stands for it.
    """
    events = [k for k in all_kinds() if not k.derived and not k.lasting]
    earliest = queries.earliest(writer.connection, events)
    if earliest is not None:
        first, last = (
            Period.containing(min(max(day, EARLIEST), _LATEST), "year", desk.settings.cut_off).year
            for day in (earliest, desk.today())
        )
        yield from range(first, last + 1)
