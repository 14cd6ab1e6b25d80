"""The roll: who may send, as the receiving desk wrote it down for the receiving machine. Public facts only."""

import dataclasses
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from sync import canonical
from sync.package import write_whole
from sync.transport.tokens import token_hash

FILE_NAME = "machines.soxa-roll"
TYPE = "soxa-roll"
FORMAT = 1
_MOST = 8 * 2**20

_Hex32 = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", max_length=32)]
_Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
_Site = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z", max_length=16)]
_Unit = Annotated[str, Meta(pattern=r"^[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}\Z", max_length=41)]


class Machine(msgspec.Struct, frozen=True, order=True):
    """A machine: its site and its public key."""

    site: _Site
    key: _Hex64


class Entry(msgspec.Struct, frozen=True):
    """One invitation that stands, and whoever joined with it.

    Attributes:
        invitation: Its id.
        token: `token_hash` of the upload token.
        unit: The unit it invites.
        machines: Enrolled with it: one, and after a restore one more with the same key. Empty while nobody is.
    """

    invitation: _Hex32
    token: _Hex64
    unit: _Unit
    machines: tuple[Machine, ...] = ()


class Roll(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who may send.

    Attributes:
        receiver: The receiving unit.
        key: Its public key, with which receipts are signed.
        recipient: `identity.recipient_id` of what packages are encrypted to.
        training: Whether it is for practice.
        written_at: When, for people.
        entries: One per invitation that stands.
        revoked: Public keys of machines whose packages are taken no more.
        format: Version of the file.
        type: Always ``soxa-roll``.
    """

    receiver: _Unit
    key: _Hex64
    recipient: _Hex32
    training: bool
    written_at: Annotated[str, Meta(max_length=40)]
    entries: Annotated[tuple[Entry, ...], Meta(max_length=50_000)]
    revoked: Annotated[tuple[_Hex64, ...], Meta(max_length=50_000)] = ()
    format: int = FORMAT
    type: str = TYPE


def write_roll(folder: Path, roll: Roll) -> Path:
    """Write the roll to *folder*, in one step.

    Raises:
        PackageRefused: ``damaged`` when the medium does not give back what was written.
        OSError: The folder cannot be written.
    """
    file = folder / FILE_NAME
    write_whole(file, canonical.encode(roll) + b"\n")
    return file


@dataclasses.dataclass(frozen=True)
class _Read:
    stamp: tuple[int, int, int]
    roll: Roll
    by_token: dict[str, Entry]


class RollFile:
    """The roll in a folder, read again whenever it was written anew.

    A roll that cannot be read at the moment (a share that is away, a copy half way) leaves the last one standing.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        self._read: _Read | None = None

    def roll(self) -> Roll | None:
        """The roll; None before the first that could be read."""
        held = self._current()
        return held.roll if held else None

    def entry_of(self, token: str) -> Entry | None:
        """Whose token it is; None for nobody's."""
        held = self._current()
        # By its hash: how long the look-up takes tells nothing about the token.
        return held.by_token.get(token_hash(token)) if held else None

    def _current(self) -> _Read | None:
        try:
            found = self._file.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._read is not None and self._read.stamp == stamp:
                return self._read
            if found.st_size <= _MOST:
                roll = msgspec.json.decode(self._file.read_bytes(), type=Roll)
                if roll.type == TYPE and roll.format <= FORMAT:
                    self._read = _Read(stamp, roll, {entry.token: entry for entry in roll.entries})
        except (OSError, ValueError):
            pass
        return self._read
