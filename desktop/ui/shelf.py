"""The registers of this machine: which were opened here, which are for practice, and one window for each."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QSettings

from desktop import paths

_KEPT = "registers"
_LOCK = "window.lock"
_MOST = 8
_FILES = ("register.db", "server.json")


@dataclasses.dataclass(frozen=True)
class Known:
    """A register that was opened on this machine.

    Attributes:
        folder: Where it lies.
        unit: Full name of its unit.
        ref: The unit, ``code@dataset``.
        training: Whether it is for practice.
        role: ``commune`` or ``receiving``.
        ready: Whether the program made it for practice, with sample data and a passphrase everybody knows.
        place: Where the register itself lies when it lies on a server; empty for the folder.
    """

    folder: Path
    unit: str
    ref: str
    training: bool
    role: str
    ready: bool = False
    place: str = ""


def known() -> Sequence[Known]:
    """The registers opened here that are still there, the latest first."""
    return [one for one in _kept() if any((one.folder / name).exists() for name in _FILES)]


def named(folder: Path) -> Known | None:
    """What is known of the register in *folder*."""
    return next((one for one in _kept() if one.folder == folder), None)


def remember(register: Known) -> None:
    """Put *register* first."""
    kept = [register, *(one for one in _kept() if one.folder != register.folder)][:_MOST]
    said = [{**dataclasses.asdict(one), "folder": str(one.folder)} for one in kept]
    QSettings().setValue(_KEPT, json.dumps(said, ensure_ascii=False))


def practice_folder() -> Path:
    """Where the register for practice lies that the program makes by itself."""
    return paths.user_data() / "so-luyen-tap"


def claim(folder: Path) -> QLockFile | None:
    """Take the register in *folder* for this window; None when another window has it.

    A disk that cannot be written has no locks: such a register may be looked at from several windows.
    """
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)
    if lock.tryLock(0) or lock.error() is not QLockFile.LockError.LockFailedError:
        return lock
    return None


def _kept() -> list[Known]:
    try:
        said = json.loads(str(QSettings().value(_KEPT, "[]")))
        return [Known(**{**one, "folder": Path(one["folder"])}) for one in said]
    except (ValueError, TypeError, KeyError):
        # Settings of another program, or of a newer one: the list begins anew.
        return []
