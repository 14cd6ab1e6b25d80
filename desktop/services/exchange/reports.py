"""What is said of a package that was received or refused."""

import dataclasses
from pathlib import Path
from typing import Literal

from desktop.models.errors import Refusal
from desktop.services.exchange.merging import Merged
from sync.errors import PackageRefused
from sync.header import Header


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
        line: Another machine has the same identity, and this is of the second one: the mark it is kept under.
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
    line: str = ""


def of_package(
    file: Path,
    header: Header,
    unit: str,
    as_of: str,
    merged: Merged,
    status: Literal["accepted", "duplicate"],
) -> PackageReport:
    """What became of a package that was opened."""
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


def of_refused(file: Path, refused: PackageRefused | Refusal) -> PackageReport:
    """What is said of a package that was refused."""
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
