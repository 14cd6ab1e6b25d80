"""What the register has to do with sending: making the package, noting what is there, reading the receipt."""

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

from desktop.models import answers, ledger, settings
from desktop.models.errors import Refusal
from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.services.exchange import ReceiptReport, medium
from desktop.services.network import connecting
from desktop.services.network.carrying import PLACE
from sync import package

_SENT = "network_sent"


@dataclasses.dataclass(frozen=True)
class Waiting:
    """A package that waits to be sent.

    Attributes:
        path: The file.
        sequence: Its number.
        last: Number of its last change.
        begun: Whether a part of it has been sent.
    """

    path: Path
    sequence: int
    last: int
    begun: bool


@dataclasses.dataclass(frozen=True)
class Sent:
    """What was sent last: the number of the package, its last change, and when."""

    sequence: int
    last: int
    at: datetime


def packages(desk: Desk, *, again_after: timedelta | None = None) -> list[Waiting]:
    """The packages to send now, in order; made here if something is new. Short: the line is not touched.

    What was begun is finished first. One that waits and was not begun gives way to a newer one, which holds all that
    it holds: months without a line leave no heap of packages.

    Args:
        desk: A commune's desk.
        again_after: Make no package sooner than so long after the last one; None makes it whenever something is new.

    Raises:
        Refusal: As `exchange.export`.
    """
    folder = connecting.way(desk).folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise medium.refused(folder, fault) from fault
    waiting = _kept(desk, folder)
    if begun := [one for one in waiting if one.begun]:
        return begun
    if not _needed(desk, again_after, max((one.last for one in waiting), default=0)):
        return waiting
    for one in waiting:
        _remove(one.path)
    exchange.export(desk, folder, again=True)
    return _kept(desk, folder)


def note_sent(desk: Desk, path: Path) -> None:
    """Note that the receiving machine has the package *path*, and let it go. Received it is only by a receipt."""
    header = package.peek(path)
    if header is not None:
        with desk.store.write() as writer:
            near = ledger.packages_near(writer.connection, bytes.fromhex(header.site), header.sequence)
            handled = near.get(header.sequence)
            if handled is not None:
                kept = {
                    "site": header.site,
                    "sequence": header.sequence,
                    "last": handled.last,
                    "at": desk.store.clock().isoformat(timespec="seconds"),
                }
                settings.write(writer.connection, {_SENT: kept})
    _remove(path)


def drop(path: Path) -> None:
    """Let a package go that the receiving machine found spoiled: what it holds goes with the next."""
    _remove(path)


def last_sent(desk: Desk) -> Sent | None:
    """What was sent last by this machine; None for nothing."""
    with desk.store.read() as connection:
        kept = settings.read(connection, _SENT)
    if not isinstance(kept, dict) or kept.get("site") != desk.settings.site:
        return None
    return Sent(int(kept["sequence"]), int(kept["last"]), datetime.fromisoformat(str(kept["at"])))


def read_fetched(desk: Desk, file: Path) -> ReceiptReport:
    """Read a receipt that came over the line, as one that lay on a stick; one that is refused is not kept."""
    (report,) = exchange.read_receipts(desk, [file])
    if report.status == "refused":
        file.unlink(missing_ok=True)
    return report


def _needed(desk: Desk, again_after: timedelta | None, waiting: int) -> bool:
    """Whether a package is to be made; *waiting* is the last change of those that lie there already."""
    found = exchange.outgoing(desk)
    with desk.store.read() as connection:
        known = ledger.packages_of(connection, bytes.fromhex(desk.settings.site))
    if not found.changes:
        sent = last_sent(desk)
        upto = max(sent.last if sent else 0, waiting)
        return bool(found.unreceived) and max((one.last for one in known), default=0) > upto
    if again_after is None or not known:
        return True
    since = desk.store.clock() - datetime.fromisoformat(known[-1].handled_on)
    # A clock that was set back must not keep anybody from sending.
    return since >= again_after or since < timedelta(0)


def _kept(desk: Desk, folder: Path) -> list[Waiting]:
    """The packages in *folder* that are worth sending; the others are taken away."""
    sent = last_sent(desk)
    with desk.store.read() as connection:
        site = bytes.fromhex(desk.settings.site)
        known = {one.sequence: one for one in ledger.packages_of(connection, site)}
        held = answers.acknowledged(connection, site)
    waiting = []
    for file in folder.glob(f"*{package.SUFFIX}"):
        header = package.peek(file)
        handled = known.get(header.sequence) if header and header.site == desk.settings.site else None
        if handled is None or handled.last <= max(held, sent.last if sent else 0):
            _remove(file)
            continue
        place = file.with_name(file.name + PLACE)
        waiting.append(Waiting(file, handled.sequence, handled.last, place.is_file()))
    return sorted(waiting, key=lambda one: one.sequence)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
        file.with_name(file.name + PLACE).unlink(missing_ok=True)
    except OSError as fault:
        raise medium.refused(file.parent, fault) from fault


def waits(refusal: Refusal) -> bool:
    """Whether time alone may mend it."""
    from sync.transport.errors import WAITING

    return refusal.code in WAITING
