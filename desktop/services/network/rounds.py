"""One round: fetch the receipt, send what is new, fetch the receipt again. Line and register take turns."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desktop.services.desk import Desk
from desktop.services.exchange import ReceiptReport
from desktop.services.network import carrying, sending
from desktop.services.network.connecting import Way
from desktop.services.progress import Progress, silent
from sync.transport.errors import TransportFailed
from sync.transport.link import Link
from sync.transport.pace import Backoff, Stop

Run = Callable[..., Any]
"""Runs a function of the register with its arguments and gives its answer; in the window that is the one worker."""

_MOST_TIMES = 3
_SPOILED = frozenset({"damaged", "not_a_package", "forged", "too_large"})


@dataclasses.dataclass(frozen=True)
class Round:
    """What a round came to.

    Attributes:
        sent: Numbers of the packages that are at the receiving machine now.
        receipts: Receipts that came, as they were read.
    """

    sent: tuple[int, ...] = ()
    receipts: tuple[ReceiptReport, ...] = ()


def go(
    desk: Desk,
    way: Way,
    *,
    run: Run | None = None,
    told: Progress = silent,
    stop: Stop | None = None,
    backoff: Backoff | None = None,
    again_after: timedelta | None = None,
) -> Round:
    """Do one round.

    The receipt comes first: that costs one question, and tells whether there is a line before a package is made.

    Args:
        desk: A commune's desk; touched only inside *run*.
        way: Where to.
        run: Runs what touches the register; None does it at once.
        told: Told how many bytes of how many are there.
        stop: Tells it to stop.
        backoff: How to wait between attempts.
        again_after: See `sending.packages`.

    Raises:
        Refusal: A code of `sync.transport.errors`, or what the register refuses.
        Stopped: Told to stop.
    """
    run = run or _at_once
    sent: list[int] = []
    with carrying.linked(way, stop) as link:
        receipts = _fetched(desk, way, link, run)
        for _ in range(_MOST_TIMES):
            waiting = run(sending.packages, desk, again_after=again_after)
            if not waiting:
                break
            numbers = {one.path: one.sequence for one in waiting}
            try:
                for path in carrying.send(way, link, list(numbers), told, backoff):
                    run(sending.note_sent, desk, path)
                    sent.append(numbers[path])
            except TransportFailed as fault:
                if fault.params.get("reason") in _SPOILED:
                    # Spoiled here, on the disk: what it holds goes with the next.
                    sending.drop(next(path for path, number in numbers.items() if number not in sent))
                raise
        if sent:
            receipts += _fetched(desk, way, link, run)
    return Round(tuple(sent), receipts)


def fetch(
    desk: Desk, way: Way, *, run: Run | None = None, stop: Stop | None = None
) -> tuple[ReceiptReport, ...]:
    """Fetch the receipt, if there is a new one, and read it; see `go`."""
    with carrying.linked(way, stop) as link:
        return _fetched(desk, way, link, run or _at_once)


def _fetched(desk: Desk, way: Way, link: Link, run: Run) -> tuple[ReceiptReport, ...]:
    file = carrying.fetch_receipt(way, link)
    return () if file is None else (run(sending.read_fetched, desk, file),)


def _at_once(function: Run, *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)
