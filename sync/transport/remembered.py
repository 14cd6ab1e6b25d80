"""Where an upload goes on: the place the receiver gave it, kept beside the file, so that a killed program resumes."""

from contextlib import suppress
from pathlib import Path

import msgspec

from sync.package import write_whole


class _Kept(msgspec.Struct, frozen=True):
    receiver: str
    sha256: str
    place: str


class Remembered:
    """The place of the upload of one file at one receiver; whatever cannot be read or written counts as forgotten.

    Args:
        file: Where it is kept.
        receiver: Url of the receiver: a place at another one means nothing.
    """

    def __init__(self, file: Path, receiver: str) -> None:
        self._file = file
        self._receiver = receiver

    def place_of(self, sha256: str) -> str:
        """The place of the upload of the content with this hash; empty for none."""
        try:
            kept = msgspec.json.decode(self._file.read_bytes(), type=_Kept)
        except (OSError, ValueError):
            return ""
        return kept.place if (kept.receiver, kept.sha256) == (self._receiver, sha256) else ""

    def keep(self, sha256: str, place: str) -> None:
        """Remember the place; a disk that is full only means that the upload begins anew after a kill."""
        with suppress(OSError):
            write_whole(self._file, msgspec.json.encode(_Kept(self._receiver, sha256, place)))

    def forget(self) -> None:
        """There is no such upload any more."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
