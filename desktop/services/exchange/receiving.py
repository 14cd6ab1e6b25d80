"""Receiving: packages in any order, each used whole or not at all; a preview is the same call, rolled back."""

import contextlib
import dataclasses
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from desktop.models import ledger
from desktop.models.errors import Refusal
from desktop.models.writer import Writer
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import knowing, refusing
from desktop.services.exchange.book import Book, Origin
from desktop.services.exchange.knowing import Key
from desktop.services.exchange.reports import PackageReport, of_refused
from desktop.services.exchange.roll import keep_roll
from desktop.services.exchange.standing import gaps
from desktop.services.exchange.taking import take_from
from desktop.services.progress import Cancelled, Progress, silent
from sync import package
from sync.errors import PackageRefused


class _Preview(Exception):
    """Raised at the end of a preview."""


class Stopped(Cancelled):
    """A person stopped receiving: what was taken in is whole, the rest is untouched.

    Attributes:
        reports: What became of the packages that were done.
        left: The files that were not looked at any more.
    """

    def __init__(self, reports: list[PackageReport], left: list[Path]) -> None:
        super().__init__()
        self.reports, self.left = reports, left


def receive(
    desk: Desk,
    paths: Iterable[Path],
    *,
    dry_run: bool = False,
    progress: Progress = silent,
    origins: Mapping[Path, Origin] | None = None,
) -> list[PackageReport]:
    """Receive packages, or only say what receiving them would do.

    Each package is applied in a transaction of its own; one that is refused does not keep the others out. At a
    receiving desk what is received is written down and its original kept, read-only, and what is refused is put
    aside. A commune receives the packages of its other machines, see `siblings`.

    Args:
        desk: A receiving desk, or that of a commune which has joined.
        paths: Package files and folders, which are searched for ``*.soxa``.
        dry_run: Give the same reports and change nothing.
        progress: Told how many packages are done; may cancel.
        origins: Where files that lie in the store's own folder came from.

    Raises:
        Refusal: ``not_joined``, ``path_missing``, ``no_packages``, ``disk_full``, ``store_busy``.
        Stopped: *progress* cancelled between two packages: those before are received.
    """
    key = knowing.key_of(desk)
    files = _files(paths)
    known = {file: Origin(file.name, str(file.parent)) for file in files} | dict(origins or {})
    if dry_run:
        return _look(desk, files, key, known, progress)
    reports: list[PackageReport] = []
    book = Book(desk) if desk.settings.role == RECEIVING else None
    try:
        for done, file in enumerate(files):
            _tell(progress, done, files, reports)
            reports.append(_receive_one(desk, file, key, known[file], book))
        progress(len(files), len(files))
    except Stopped as stopped:
        stopped.reports = _finished(desk, files, known, reports)
        raise
    finally:
        if book is not None:
            book.close()
    return _finished(desk, files, known, reports)


def _tell(progress: Progress, done: int, files: list[Path], reports: list[PackageReport]) -> None:
    try:
        progress(done, len(files))
    except Cancelled as cancelled:
        raise Stopped(reports, files[done:]) from cancelled


def _receive_one(desk: Desk, file: Path, key: Key, origin: Origin, book: Book | None) -> PackageReport:
    try:
        with desk.store.write() as writer:
            report, sha256 = take_from(desk, writer, file, key, origin)
            if report.status == "accepted" and book is not None:
                book.received(writer.connection, file, report, sha256, origin)
        if report.status == "duplicate" and book is not None:
            book.known(file, sha256)
    except (PackageRefused, Refusal) as refused:
        # Also a disk that fills up: what was received before it stays received and is reported.
        report = of_refused(file, refused)
        if isinstance(refused, PackageRefused) and book is not None:
            refusing.note(desk, file, refused)
            book.refused(file, origin, report, refused)
    return report


def _look(
    desk: Desk,
    files: list[Path],
    key: Key,
    known: Mapping[Path, Origin],
    progress: Progress,
) -> list[PackageReport]:
    reports: list[PackageReport] = []
    try:
        with desk.store.write() as writer:
            for done, file in enumerate(files):
                progress(done, len(files))
                reports.append(_previewed(desk, writer, file, key, known[file]))
            progress(len(files), len(files))
            reports = _placed(writer.connection, files, known, reports)
            raise _Preview
    except _Preview:
        return reports


def _finished(
    desk: Desk, files: list[Path], known: Mapping[Path, Origin], reports: list[PackageReport]
) -> list[PackageReport]:
    keep_roll(desk)
    with desk.store.read() as connection:
        return _placed(connection, files, known, reports)


def _placed(
    connection: Any, files: list[Path], known: Mapping[Path, Origin], reports: list[PackageReport]
) -> list[PackageReport]:
    """The reports with the names the files came under, whose they are, and what is missing of each machine."""
    named = [
        dataclasses.replace(
            refusing.told(connection, file, report),
            package=known[file].name,
            folder=known[file].folder,
            size=_size(file),
        )
        for file, report in zip(files, reports, strict=False)
    ]
    return _with_gaps(connection, named)


def _size(file: Path) -> int:
    with contextlib.suppress(OSError):
        return file.stat().st_size
    return 0


def _with_gaps(connection: Any, reports: list[PackageReport]) -> list[PackageReport]:
    """The reports with what is missing of each machine once all of them are in."""
    sites = {bytes.fromhex(report.site) for report in reports if report.site and report.status != "refused"}
    of_sites = itertools.groupby(ledger.packages(connection, sites), key=lambda one: one.site)
    missing = {site.hex(): gaps(list(of_site)) for site, of_site in of_sites}
    return [
        report if report.line else dataclasses.replace(report, missing=missing.get(report.site or "", []))
        for report in reports
    ]


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise Refusal("path_missing", path=str(path))
        files += sorted(path.rglob(f"*{package.SUFFIX}")) if path.is_dir() else [path]
    if not files:
        raise Refusal("no_packages")
    return list(dict.fromkeys(files))


def _previewed(desk: Desk, writer: Writer, file: Path, key: Key, origin: Origin) -> PackageReport:
    try:
        with writer.connection.begin_nested():
            return take_from(desk, writer, file, key, origin)[0]
    except (PackageRefused, Refusal) as refused:
        return of_refused(file, refused)
