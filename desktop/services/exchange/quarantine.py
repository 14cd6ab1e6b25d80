"""Quarantine: packages that were refused wait with their reason, are tried again, or are thrown away."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from desktop.models import handlings
from desktop.models.errors import Refusal
from desktop.models.handlings import Handling, PutAside
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import archiving
from desktop.services.exchange.book import Origin
from desktop.services.exchange.receiving import receive
from desktop.services.exchange.reports import PackageReport
from desktop.services.progress import Progress, silent


@dataclasses.dataclass(frozen=True)
class Waiting:
    """A package that was refused and waits.

    Attributes:
        sha256: Hash of the file, by which it is named.
        file: Its name as it came; ``folder`` where it lay.
        size: Bytes.
        site: The machine its header names, 16 hexadecimal digits; like the next three only as far as it is known.
        sequence: Its number.
        unit: The commune of that machine, when it is enrolled here.
        code: Why it was refused, a code of ``errors.json``, whose sentence needs ``params``.
        first_on: ISO date and time it was refused first; ``last_on`` the last time.
        kept: Whether a copy lies here; without it the file is looked for where it lay.
        dropped_on: When it was thrown away; None while it waits.
    """

    sha256: str
    file: str
    folder: str
    size: int
    site: str | None
    sequence: int | None
    unit: str | None
    code: str
    params: dict[str, str]
    first_on: str
    last_on: str
    kept: bool
    dropped_on: str | None = None


def waiting(desk: Desk, *, dropped: bool | None = False) -> list[Waiting]:
    """What waits, refused last first; what was thrown away with *dropped*, or both for None.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    _check_desk(desk)
    with desk.store.read() as connection:
        return [_waiting(one) for one in handlings.aside(connection, dropped=dropped)]


def retry(
    desk: Desk, hashes: Sequence[str] | None = None, *, dry_run: bool = False, progress: Progress = silent
) -> list[PackageReport]:
    """Try to receive again what waits; what is taken in waits no more.

    Args:
        desk: A receiving desk.
        hashes: Only these; None for all that waits.
        dry_run: Say what would become of them.
        progress: Told how many are done; may cancel.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_package``, ``copy_missing`` when none of them is to be found.
        Stopped: As `receive`.
    """
    wanted = _chosen(desk, hashes)
    origins: dict[Path, Origin] = {}
    for one in wanted:
        copy = archiving.aside(desk, one.sha256)
        file = copy if copy.exists() else Path(one.folder) / one.file
        if file.is_file():
            origins[file] = Origin(one.file, one.folder)
    if not origins:
        if not wanted:
            return []
        raise Refusal("copy_missing", file=wanted[0].file)
    reports = receive(desk, list(origins), dry_run=dry_run, progress=progress, origins=origins)
    if not dry_run:
        _settle(desk, wanted, list(origins), reports)
    return reports


def drop(desk: Desk, hashes: Sequence[str]) -> None:
    """Throw away what waits; it can be put back until its room is needed.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_package``.
    """
    _mark(desk, hashes, handlings.DROPPED)


def put_back(desk: Desk, hashes: Sequence[str]) -> None:
    """Let what was thrown away wait again.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_package``.
    """
    _mark(desk, hashes, handlings.PUT_BACK)


def _mark(desk: Desk, hashes: Sequence[str], what: str) -> None:
    wanted = _chosen(desk, hashes)
    moment = desk.store.clock().isoformat(timespec="seconds")
    with desk.store.write() as writer:
        session = handlings.next_session(writer.connection)
        for one in wanted:
            handlings.mark_dropped(
                writer.connection, one.sha256, moment if what == handlings.DROPPED else None
            )
            line = Handling(
                0, session, moment, what, one.file, one.sha256, one.size, one.site, one.sequence, one.unit, None,
                "{}", one.code, one.params, desk.settings.post, "",
            )  # fmt: skip
            handlings.note(writer.connection, line)


def _chosen(desk: Desk, hashes: Sequence[str] | None) -> list[PutAside]:
    """What waits or was dropped under *hashes*, which may be cut short; all that waits for None."""
    _check_desk(desk)
    with desk.store.read() as connection:
        if hashes is None:
            return handlings.aside(connection)
        known = handlings.aside(connection, dropped=None)
    found = [[one for one in known if one.sha256.startswith(sha256)] for sha256 in hashes]
    if any(len(fitting) != 1 for fitting in found):
        raise Refusal("unknown_package")
    return [fitting[0] for fitting in found]


def _settle(
    desk: Desk, wanted: Sequence[PutAside], files: Sequence[Path], reports: Sequence[PackageReport]
) -> None:
    """What was received before waits no more either."""
    known = {file for file, report in zip(files, reports, strict=True) if report.status == "duplicate"}
    settled = [one.sha256 for one in wanted if archiving.aside(desk, one.sha256) in known]
    if not settled:
        return
    with desk.store.write() as writer:
        handlings.forget_aside(writer.connection, settled)
    for sha256 in settled:
        archiving.remove(archiving.aside(desk, sha256))


def _check_desk(desk: Desk) -> None:
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")


def _waiting(one: PutAside) -> Waiting:
    return Waiting(
        sha256=one.sha256,
        file=one.file,
        folder=one.folder,
        size=one.size,
        site=one.site.hex() if one.site else None,
        sequence=one.sequence,
        unit=one.unit,
        code=one.code,
        params=one.said(),
        first_on=one.first_on,
        last_on=one.handled_on,
        kept=bool(one.kept),
        dropped_on=one.dropped_on,
    )
