"""Receiving, in the worker."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from desktop.models.errors import Refusal
from desktop.services import exchange, preferences
from desktop.services.desk import Desk
from desktop.services.exchange import Doubt, PackageReport, WrittenReceipt
from desktop.services.progress import Progress
from sync import package


@dataclasses.dataclass(frozen=True)
class Received:
    """What receiving came to.

    Attributes:
        reports: What became of each package; when a person ``stopped`` it, a new preview of all of them.
        done: How many were done when it was stopped.
        receipts: What was written for those that were done.
    """

    reports: list[PackageReport]
    stopped: bool = False
    done: int = 0
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


@dataclasses.dataclass(frozen=True)
class Retried:
    """What trying again came to, and what was written for those that were taken in."""

    reports: list[PackageReport]
    receipts: Answered | None = None


def look(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> list[PackageReport]:
    """What receiving *paths* would do; nothing changes."""
    return exchange.receive(desk, paths, dry_run=True, progress=progress)


def look_in(desk: Desk, folder: Path, *, progress: Progress) -> list[PackageReport]:
    """What receiving the packages of the watched *folder* would do; those received before are left out."""
    try:
        reports = exchange.receive(desk, [folder], dry_run=True, progress=progress)
    except Refusal as refusal:
        if refusal.code in ("no_packages", "path_missing"):
            return []
        raise
    return [one for one in reports if one.status != "duplicate" and one.reason != "taken_back"]


Listing = frozenset[tuple[str, int, int]]
"""Name, size and time of the packages in a folder."""


def listing(folder: Path) -> Listing | None:
    """What lies in *folder*; None when it cannot be looked into, a share that is gone perhaps."""
    try:
        found = (
            [(one.name, one.stat()) for one in folder.rglob(f"*{package.SUFFIX}")]
            if folder.is_dir()
            else None
        )
    except OSError:
        return None
    return None if found is None else frozenset((name, st.st_size, st.st_mtime_ns) for name, st in found)


def take(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> Received:
    """Receive *paths*; when stopped, packages taken in before stay and the rest is untouched."""
    try:
        reports = exchange.receive(desk, paths, progress=progress)
        return Received(reports, receipts=answer(desk, reports))
    except exchange.Stopped as stopped:
        receipts = answer(desk, stopped.reports) if stopped.reports else None
        done = sum(one.status == "accepted" for one in stopped.reports)
        return Received(
            exchange.receive(desk, paths, dry_run=True), stopped=True, done=done, receipts=receipts
        )


def retry(desk: Desk, hashes: Sequence[str] | None, *, progress: Progress) -> Retried:
    """Try what was put aside again; receipts go where the packages came from, if that is there."""
    try:
        reports = exchange.quarantine.retry(desk, hashes, progress=progress)
    except exchange.Stopped as stopped:
        reports = stopped.reports
    back = [one for one in reports if one.status == "accepted" and Path(one.folder).is_dir()]
    return Retried(reports, answer(desk, back) if back else None)


def watch(desk: Desk, folder: Path | None) -> str | None:
    """Watch *folder* from now on, None for none; gives what is watched."""
    return preferences.change(desk, {preferences.INBOX: str(folder or "")}).inbox


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
        (one.line or one.site, one.sequence)
        for one in reports
        if one.status == "accepted" and one.site is not None and one.sequence is not None
    ]
    return exchange.doubts(desk, taken, progress=progress)
