"""Receiving, in the worker."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from desktop.models.errors import Refusal
from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.services.exchange import Doubt, PackageReport, WrittenReceipt
from desktop.services.progress import Cancelled, Progress


@dataclasses.dataclass(frozen=True)
class Received:
    """What receiving came to; ``stopped`` when a person stopped it, and then ``reports`` is a new preview."""

    reports: list[PackageReport]
    stopped: bool = False
    receipts: "Answered | None" = None


@dataclasses.dataclass(frozen=True)
class Answered:
    """Receipts that were written, and why others could not be."""

    written: list[WrittenReceipt]
    refusal: Refusal | None = None

    @property
    def folders(self) -> list[Path]:
        """Where they lie."""
        return list(dict.fromkeys(one.path.parent for one in self.written))


def look(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> list[PackageReport]:
    """What receiving *paths* would do; nothing changes."""
    return exchange.receive(desk, paths, dry_run=True, progress=progress)


def take(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> Received:
    """Receive *paths*; when stopped, packages taken in before stay and the rest is looked at again."""
    try:
        reports = exchange.receive(desk, paths, progress=progress)
        return Received(reports, receipts=answer(desk, reports))
    except Cancelled:
        return Received(exchange.receive(desk, paths, dry_run=True), stopped=True)


def answer(desk: Desk, reports: Sequence[PackageReport], folder: Path | None = None) -> Answered:
    """Write the receipts for the machines of *reports* to *folder*, or beside their packages.

    That a stick cannot be written undoes nothing that was received.
    """
    found = exchange.machines_of(reports)
    if folder is not None:
        found = {str(folder): [site for sites in found.values() for site in sites]}
    written: list[WrittenReceipt] = []
    refusal = None
    for place, sites in found.items():
        try:
            written += exchange.write_receipts(desk, Path(place), sites=sites)
        except Refusal as refused:
            refusal = refused
    return Answered(written, refusal)


def ask(
    desk: Desk, doubt: Doubt, field: str, text: str, reports: Sequence[PackageReport], folder: Path | None
) -> Answered:
    """Ask about the record of *doubt*, and write the receipts again: they carry the question."""
    exchange.ask(desk, doubt.kind, doubt.record, text, field=field)
    return answer(desk, reports, folder)


def doubts(desk: Desk, reports: Sequence[PackageReport], *, progress: Progress) -> list[Doubt]:
    """What deserves a second look among the records of the packages that were taken in."""
    taken = [
        (one.site, one.sequence)
        for one in reports
        if one.status == "accepted" and one.site is not None and one.sequence is not None
    ]
    return exchange.doubts(desk, taken, progress=progress)
