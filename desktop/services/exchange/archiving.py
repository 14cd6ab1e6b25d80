"""The originals of packages as they lie in the store's folder: those received, read-only, and those put aside.

Files are named by their hash and stay encrypted as they came. What the register holds never depends on them.
"""

import contextlib
import os
import shutil
import stat
from pathlib import Path

from desktop.models.errors import Refusal
from desktop.models.files import cannot_write, discard
from desktop.services.desk import Desk
from sync import canonical, package
from sync.limits import LIMITS

MOST_ASIDE = 512 * 2**20
"""Bytes that copies of packages put aside may take together."""
_ORIGINALS, _ASIDE = "originals", "put_aside"
_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


def original(desk: Desk, sha256: str) -> Path:
    """Where the original of a package that was received lies, if it does."""
    return desk.store.folder / _ORIGINALS / sha256[:2] / f"{sha256}{package.SUFFIX}"


def aside(desk: Desk, sha256: str) -> Path:
    """Where the copy of a package that was put aside lies, if it does."""
    return desk.store.folder / _ASIDE / f"{sha256}{package.SUFFIX}"


def carry(origin: Path, target: Path) -> int:
    """Copy what the store in the folder *origin* has of packages into the folder *target*; how many would not go."""
    left = 0
    for name in (_ORIGINALS, _ASIDE):
        for file in sorted((origin / name).rglob(f"*{package.SUFFIX}")):
            try:
                keep(file, target / file.relative_to(origin), file.stem)
            except Refusal:
                left += 1
    return left


def is_whole(file: Path, sha256: str) -> bool:
    """Whether *file* is there and is what it was."""
    return hash_of(file) == sha256


def hash_of(file: Path) -> str:
    """The hash of a file; empty when it is too large for a package or cannot be read."""
    try:
        if file.stat().st_size > LIMITS.package:
            return ""
        return canonical.digest(file.read_bytes())
    except OSError:
        return ""


def keep(file: Path, target: Path, sha256: str) -> None:
    """Copy *file* to *target*, read-only, unless it lies there already.

    Raises:
        Refusal: ``disk_full``, ``cannot_write``; ``original_changed`` when the file is another one by now.
    """
    if target.exists():
        return
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(file, part)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        if not is_whole(part, sha256):
            raise Refusal("original_changed", path=str(file))
        part.chmod(_READ_ONLY)
        part.replace(target)
    except OSError as fault:
        raise cannot_write(target, fault) from fault
    finally:
        discard(part)


def remove(file: Path) -> None:
    """Remove a copy that nobody needs any more; one that will not go stays."""
    with contextlib.suppress(OSError):
        # A read-only file cannot be removed on Windows.
        file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    discard(file)


def room_aside(desk: Desk) -> int:
    """Bytes left for copies of packages that are put aside."""
    folder = desk.store.folder / _ASIDE
    with contextlib.suppress(OSError):
        return MOST_ASIDE - sum(file.stat().st_size for file in folder.iterdir())
    return MOST_ASIDE
