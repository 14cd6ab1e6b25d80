"""Why a stick, a folder or a share could not be written, in the words of whoever holds it."""

import errno
from pathlib import Path

from desktop.models.errors import Refusal
from desktop.models.files import cannot_write

_CODES = {
    errno.EROFS: "medium_read_only",
    errno.EIO: "medium_broken",
    errno.ENOENT: "medium_gone",
    errno.ENODEV: "medium_gone",
    errno.ENXIO: "medium_gone",
    errno.ENOTCONN: "medium_gone",
    errno.ESTALE: "medium_gone",
}
# Of Windows: several of them share one errno.
_WINDOWS_CODES = {
    19: "medium_read_only",
    39: "disk_full",
    112: "disk_full",
    23: "medium_broken",
    27: "medium_broken",
    1117: "medium_broken",
    1392: "medium_broken",
    3: "medium_gone",
    21: "medium_gone",
    53: "medium_gone",
    64: "medium_gone",
    67: "medium_gone",
    1167: "medium_gone",
}


def refused(folder: Path, fault: OSError) -> Refusal:
    """The refusal for a file that could not be written to *folder*."""
    code: str | None = _WINDOWS_CODES.get(getattr(fault, "winerror", None) or 0) or _CODES.get(
        fault.errno or 0
    )
    if code is None and not folder.is_dir():
        code = "medium_gone"
    return cannot_write(folder, fault) if code is None else Refusal(code, path=str(folder))
