"""What the card of the other machines asks of the services, in the worker."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.services.exchange import PackageReport, siblings
from desktop.services.exchange.siblings import Other
from desktop.services.progress import Progress
from sync import spoken


@dataclasses.dataclass(frozen=True)
class Met:
    """A machine's introduction, and what people compare."""

    file: Path
    site: str
    fingerprint: str
    words: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Written:
    """The package written for the others; no name when there was nothing to write."""

    folder: str
    name: str = ""


@dataclasses.dataclass(frozen=True)
class Read:
    """What reading brought."""

    records: int
    conflicts: int


def others(desk: Desk) -> list[Other]:
    """The commune's other machines."""
    return siblings.others(desk)


def write(desk: Desk, folder: Path, *, progress: Progress) -> Written:
    """Write everything to *folder*."""
    done = exchange.export(desk, folder, full=True, progress=progress)
    return Written(str(folder), done.path.name if done else "")


def look(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> list[PackageReport]:
    """What reading *paths* would bring; nothing changes."""
    return exchange.receive(desk, paths, dry_run=True, progress=progress)


def take(desk: Desk, paths: Sequence[Path], *, progress: Progress) -> Read:
    """Read *paths*."""
    reports = exchange.receive(desk, paths, progress=progress)
    return Read(
        sum(one.new + one.updated for one in reports if one.status == "accepted"),
        sum(one.conflict for one in reports if one.status == "accepted"),
    )


def introduce(desk: Desk, folder: Path) -> Met:
    """Write this machine's introduction to *folder*."""
    return meet(siblings.introduce(desk, folder))


def meet(file: Path) -> Met:
    """What an introduction says."""
    found, digits = siblings.meet(file)
    return Met(file, found.site, digits, spoken.words(found.key))


def accept(desk: Desk, met: Met) -> Other:
    """Trust the machine whose fingerprint a person has compared."""
    return siblings.accept(desk, met.file, met.fingerprint)
