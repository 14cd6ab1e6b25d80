"""Files written whole or not at all."""

import contextlib
import errno
import os
from pathlib import Path

from desktop.models.errors import Refusal

_FULL = {errno.ENOSPC, errno.EDQUOT}


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* to *path* so that a reader sees the old file or the new one, never a part.

    Raises:
        Refusal: ``disk_full`` or ``cannot_write``; nothing is left behind.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as fault:
        discard(part)
        raise cannot_write(path, fault) from fault


def discard(path: Path) -> None:
    """Remove what is left of a file that was not finished; on a stick pulled out there is nothing to remove."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def cannot_write(path: Path, fault: OSError) -> Refusal:
    """The refusal that says why *path* could not be written."""
    if fault.errno in _FULL:
        return Refusal("disk_full", path=str(path))
    return Refusal("cannot_write", path=str(path), reason=fault.strerror or type(fault).__name__)
