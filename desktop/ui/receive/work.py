"""Receiving, in the worker."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.services.exchange import Doubt, PackageReport
from desktop.services.progress import Cancelled, Progress


@dataclasses.dataclass(frozen=True)
class Received:
    """What receiving came to; ``stopped`` when a person stopped it, and then ``reports`` is a new preview."""

    reports: list[PackageReport]
    stopped: bool = False


def look(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> list[PackageReport]:
    """What receiving *paths* would do; nothing changes."""
    return exchange.receive(desk, paths, dry_run=True, progress=progress)


def take(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> Received:
    """Receive *paths*; when stopped, packages taken in before stay and the rest is looked at again."""
    try:
        return Received(exchange.receive(desk, paths, progress=progress))
    except Cancelled:
        return Received(exchange.receive(desk, paths, dry_run=True), stopped=True)


def doubts(desk: Desk, reports: Sequence[PackageReport], *, progress: Progress) -> list[Doubt]:
    """What deserves a second look among the records of the packages that were taken in."""
    taken = [
        (one.site, one.sequence)
        for one in reports
        if one.status == "accepted" and one.site is not None and one.sequence is not None
    ]
    return exchange.doubts(desk, taken, progress=progress)
