"""Receiving: packages in any order, each used whole or not at all; a preview is the same call, rolled back."""

import contextlib
import dataclasses
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from desktop.models import answers, handlings, ledger, settings, tables
from desktop.models.errors import Refusal
from desktop.models.ledger import Handled
from desktop.models.writer import Writer
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import closing, knowing, refusing, siblings
from desktop.services.exchange.book import Book, Origin
from desktop.services.exchange.knowing import Key
from desktop.services.exchange.merging import Merged, is_typed, merge
from desktop.services.exchange.roll import keep_roll
from desktop.services.exchange.schema import SCHEMA, is_newer
from desktop.services.exchange.standing import gaps
from desktop.services.progress import Cancelled, Progress, silent
from sync import admission, package
from sync.errors import PackageRefused
from sync.header import Header
from sync.package import Package, Sealed


@dataclasses.dataclass(frozen=True)
class PackageReport:
    """What became of one package; the counts are of records people typed, each in one of new, updated and duplicate.

    Attributes:
        package: Name of the file.
        folder: Where it lies.
        unit: The commune it reports for; None when that could not be known.
        site: The machine that wrote it.
        sequence: Its number.
        status: ``accepted``, ``duplicate`` (received before, nothing new) or ``refused`` (nothing changed).
        reason: Why it was refused, a code of ``errors.json``.
        message_params: What the sentence of the reason needs.
        as_of: The day it was made, by the commune's clock.
        new: Records that were not here before.
        updated: Records that were here and changed.
        duplicate: Records of which nothing was new.
        conflict: Records set differently by two machines at the same time, for a person to decide.
        refused: 1 when the package was refused.
        waiting: Records of which something is newer than this program: it is kept, and shown after an update.
        missing: Numbers of packages of the same machine that have not arrived, once all of these are in.
        kinds: Records that are new or changed, by kind.
        size: Bytes of the file.
    """

    package: str
    folder: str = ""
    unit: str | None = None
    site: str | None = None
    sequence: int | None = None
    status: Literal["accepted", "duplicate", "refused"] = "accepted"
    reason: str | None = None
    message_params: dict[str, str] = dataclasses.field(default_factory=dict)
    as_of: str | None = None
    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflict: int = 0
    refused: int = 0
    waiting: int = 0
    missing: list[int] = dataclasses.field(default_factory=list)
    kinds: dict[str, int] = dataclasses.field(default_factory=dict)
    size: int = 0


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
            report, sha256 = _take(desk, writer, file, key, origin)
            if report.status == "accepted" and book is not None:
                book.received(writer.connection, file, report, sha256, origin)
        if report.status == "duplicate" and book is not None:
            book.known(file, sha256)
    except (PackageRefused, Refusal) as refused:
        # Also a disk that fills up: what was received before it stays received and is reported.
        report = _refused(file, refused)
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
    return [dataclasses.replace(report, missing=missing.get(report.site or "", [])) for report in reports]


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
            return _take(desk, writer, file, key, origin)[0]
    except (PackageRefused, Refusal) as refused:
        return _refused(file, refused)


def _take(desk: Desk, writer: Writer, file: Path, key: Key, origin: Origin) -> tuple[PackageReport, str]:
    """Take one package in; gives what became of it and the hash of the file."""
    sealed = _sealed(file)
    header = sealed.header
    near = ledger.packages_near(writer.connection, bytes.fromhex(header.site), header.sequence)
    same = near.get(header.sequence)
    if same is not None and same.sha256 == sealed.sha256:
        known = _report(file, header, same.unit, same.as_of, Merged(duplicate=same.records), "duplicate")
        return known, sealed.sha256
    facts = knowing.facts(desk, writer.connection, header, near, key.recipient)
    admission.admit_header(header, facts)
    opened = sealed.unseal(key)
    manifest = opened.manifest
    if desk.settings.role != RECEIVING:
        siblings.check_changes(desk, writer.connection, header, manifest.last)
    if admission.admit(opened, facts) == "duplicate":
        records = len({change.record for change in opened.changes if is_typed(change.kind)})
        known = _report(file, header, manifest.unit, manifest.as_of, Merged(duplicate=records), "duplicate")
        return known, sealed.sha256
    if not origin.again:
        _check_not_taken_back(writer.connection, opened)
    foreign = [bytes.fromhex(c.record) for c in opened.changes if not c.record.startswith(c.site)]
    owners = ledger.units_of(writer.connection, list(dict.fromkeys(foreign)))
    sites = {m.site.hex(): m.unit for m in ledger.machines(writer.connection)}
    admission.admit_records(opened, owners, sites)
    merged = _merged(writer, opened)
    _note(desk, writer, opened, merged, enrolled=facts.machine is not None)
    return _report(file, header, manifest.unit, manifest.as_of, merged, "accepted"), sealed.sha256


def _check_not_taken_back(connection: Any, opened: Package) -> None:
    """What a person took back does not come again by itself, however often its file is found."""
    manifest = opened.manifest
    for one in handlings.near_taken_back(connection, bytes.fromhex(manifest.site), manifest.sequence):
        if one.content == opened.content:
            said = {
                "on": f"{one.undone_on[8:10]}/{one.undone_on[5:7]}/{one.undone_on[:4]}",
                "because": one.because,
            }
            place = {"unit": one.unit, "site": manifest.site, "sequence": manifest.sequence}
            raise Refusal("taken_back", **said, **place)


def _merged(writer: Writer, opened: Package) -> Merged:
    manifest = opened.manifest
    try:
        return merge(writer, opened.changes, manifest.unit)
    except PackageRefused as refused:
        if refused.code != "bad_content" or not is_newer(manifest.schema):
            raise
        # What breaks the rules of this year may be as it should be by those of the year it was written in.
        place = {"unit": manifest.unit, "site": manifest.site, "sequence": manifest.sequence}
        raise PackageRefused("too_new", needs=manifest.schema, supported=SCHEMA, **place) from refused


def _sealed(file: Path) -> Sealed:
    try:
        return package.read_header(file)
    except OSError as fault:
        raise PackageRefused("unreadable", reason=fault.strerror or "") from fault


def _note(desk: Desk, writer: Writer, opened: Package, merged: Merged, *, enrolled: bool) -> None:
    header, manifest = opened.header, opened.manifest
    site = bytes.fromhex(header.site)
    today = desk.today().isoformat()
    if not enrolled:
        invitation = header.enrolment.invitation
        writer.insert(
            tables.machine,
            site=site,
            unit=manifest.unit,
            key=header.key,
            invitation=invitation,
            enrolled_on=today,
        )
        ledger.mark_used(writer.connection, invitation, site)
        closing.enrolled_by(desk, writer.connection, invitation, site)
    highest = max((change.lamport for change in opened.changes), default=0)
    known = int(settings.read(writer.connection, "lamport"))
    settings.write(writer.connection, {"lamport": max(known, highest)})
    answers.forget_refusal(writer.connection, site, header.sequence)
    handlings.forget_taken_back(writer.connection, site, opened.content)
    ledger.keep(
        writer.connection,
        Handled(
            site=site,
            sequence=header.sequence,
            sha256=opened.sha256,
            content=opened.content,
            previous=manifest.previous,
            unit=manifest.unit,
            first=manifest.first,
            last=manifest.last,
            records=merged.new + merged.updated + merged.duplicate,
            full=manifest.full,
            as_of=manifest.as_of,
            handled_on=desk.store.clock().isoformat(timespec="seconds"),
        ),
    )


def _report(
    file: Path,
    header: Header,
    unit: str,
    as_of: str,
    merged: Merged,
    status: Literal["accepted", "duplicate"],
) -> PackageReport:
    return PackageReport(
        package=file.name,
        folder=str(file.parent),
        unit=unit,
        site=header.site,
        sequence=header.sequence,
        status=status,
        as_of=as_of,
        new=merged.new,
        updated=merged.updated,
        duplicate=merged.duplicate,
        conflict=merged.conflict,
        waiting=merged.waiting,
        kinds=dict(merged.kinds),
    )


def _refused(file: Path, refused: PackageRefused | Refusal) -> PackageReport:
    said = {name: str(value) for name, value in refused.params.items()}
    site, sequence = said.get("site"), said.get("sequence")
    return PackageReport(
        package=file.name,
        folder=str(file.parent),
        unit=said.get("unit"),
        site=site,
        sequence=int(sequence) if sequence else None,
        status="refused",
        reason=refused.code,
        message_params=said,
        refused=1,
    )
