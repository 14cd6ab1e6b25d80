"""What happens on the line and nowhere else: no register is open here, so a slow line keeps nobody waiting."""

import dataclasses
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from desktop.models.errors import Refusal
from desktop.services.exchange import medium
from desktop.services.network.connecting import Way
from sync import canonical
from sync.errors import PackageRefused
from sync.package import SUFFIX, write_whole
from sync.statements import LIMITS
from sync.transport.address import Address, shown_fingerprint
from sync.transport.errors import TransportFailed
from sync.transport.halt import Halt
from sync.transport.link import Answer, Link
from sync.transport.pace import Backoff, Pace, Stop
from sync.transport.remembered import Remembered
from sync.transport.tus import Client, Told, failed

FILES, RECEIPTS = "files/", "receipts/"
FETCHED = "fetched.soxa-receipt"
PLACE = ".place"
_CLOCK_OFF = timedelta(hours=24)


@dataclasses.dataclass(frozen=True)
class Tested:
    """What a test of the connection found.

    Attributes:
        largest: Largest package the receiving machine takes, in bytes; None when it says nothing.
        clock_off: How far this machine's clock is ahead of the other's, if by a day or more.
    """

    largest: int | None
    clock_off: timedelta | None


def test(way: Way, stop: Stop | None = None) -> Tested:
    """Reach the receiving machine, see that it is one, and show it the token; nothing is sent.

    Raises:
        Refusal: A code of `sync.transport.errors`.
    """
    with linked(way, stop) as link:
        offered = Client(link, _at(way, FILES)).offered()
        answer = link.ask("GET", _at(way, f"{RECEIPTS}{way.site}"), most=LIMITS.package)
        if answer.status not in (200, 404):
            raise failed(answer)
        return Tested(offered.largest, _clock_off(answer))


def shown_fingerprint_of(address: Address) -> str:
    """The fingerprint of the certificate a machine shows, to be compared by people; nothing is said to it.

    Raises:
        Refusal: A code of `sync.transport.errors`.
    """
    try:
        return _shown_by(address)
    except TransportFailed as fault:
        raise _refused(fault) from fault


def fetch_receipt(way: Way, link: Link) -> Path | None:
    """Fetch the latest receipt for this machine; None when there is none, or none but the one fetched before.

    Raises:
        TransportFailed: See there.
        Refusal: ``disk_full``, ``cannot_write`` ...
        Stopped: Told to stop.
    """
    file = way.folder / FETCHED
    try:
        way.folder.mkdir(parents=True, exist_ok=True)
        held = {"If-None-Match": f'"{canonical.digest(file.read_bytes())}"'} if file.is_file() else {}
        answer = link.ask("GET", _at(way, f"{RECEIPTS}{way.site}"), held, most=LIMITS.package)
        if answer.status in (304, 404):
            return None
        if answer.status != 200:
            raise failed(answer)
        write_whole(file, answer.body)
    except OSError as fault:
        raise medium.refused(way.folder, fault) from fault
    except PackageRefused as fault:
        raise Refusal("medium_broken", path=str(way.folder)) from fault
    return file


def send(
    way: Way, link: Link, files: Sequence[Path], told: Told, backoff: Backoff | None = None
) -> Iterator[Path]:
    """Send *files* one after the other, each going on where it broke off; gives each as soon as it is there.

    Args:
        way: To whom.
        link: There.
        files: Packages.
        told: Told how many bytes of all are there.
        backoff: How to wait between attempts.

    Raises:
        TransportFailed: See there.
        Stopped: Told to stop; what was sent stays sent.
    """
    sizes = [file.stat().st_size for file in files]
    client = Client(link, _at(way, FILES), backoff)
    for number, file in enumerate(files):
        whole = _Whole(told, sum(sizes[:number]), sum(sizes))
        client.send(file, remembered(way, file), {"filename": f"package{SUFFIX}"}, whole)
        yield file


def remembered(way: Way, file: Path) -> Remembered:
    """Where the place of the upload of *file* is kept."""
    return Remembered(file.with_name(file.name + PLACE), way.address.url)


class _Whole:
    """Says of one file how far all of them are."""

    def __init__(self, told: Told, before: int, total: int) -> None:
        self._told, self._before, self._total = told, before, total

    def __call__(self, done: int, _size: int) -> None:
        self._told(self._before + done, self._total)


@contextmanager
def linked(way: Way, stop: Stop | None = None) -> Iterator[Link]:
    """One connection for all that is asked inside; whatever fails there is a `Refusal` outside.

    Raises:
        Refusal: A code of `sync.transport.errors`.
    """
    link = Link(way.address, way.token, Pace(way.rate, stop), stop)
    halt = stop if isinstance(stop, Halt) else None
    try:
        if halt is not None:
            halt.hold(link)
        yield link
    except TransportFailed as fault:
        if fault.code == "certificate_untrusted":
            whole = _shown_by(way.address)
            raise Refusal(fault.code, shown=shown_fingerprint(whole), fingerprint=whole) from fault
        raise _refused(fault) from fault
    finally:
        if halt is not None:
            halt.release(link)
        link.close()


def _shown_by(address: Address) -> str:
    # Nothing has this fingerprint, so the connection ends before anything is said.
    nobody = Address(url=address.url, fingerprint="0" * 64)
    try:
        Link(nobody).ask("OPTIONS", nobody.path)
    except TransportFailed as fault:
        if fault.code == "certificate_changed" and fault.params.get("shown"):
            return str(fault.params["shown"])
        raise
    raise TransportFailed("not_a_receiver")


def _at(way: Way, path: str) -> str:
    return f"{way.address.path}{path}"


def _refused(fault: TransportFailed) -> Refusal:
    params = dict(fault.params)
    if fault.code == "certificate_changed":
        params = {name: shown_fingerprint(str(value)) for name, value in params.items()}
    return Refusal(fault.code, **params)


def _clock_off(answer: Answer) -> timedelta | None:
    try:
        there = parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError):
        return None
    off = datetime.fromtimestamp(time.time(), UTC) - there.astimezone(UTC)
    return off if abs(off) >= _CLOCK_OFF else None
