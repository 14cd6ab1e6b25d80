"""What the receiving machine keeps on disk: uploads under way, packages that came whole, who sent with what."""

import dataclasses
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from sync import admission, canonical, package
from sync.errors import PackageRefused
from sync.limits import LIMITS, Limits
from sync.package import write_whole
from sync.receiver.roll import Entry, Machine, Roll

INBOX, UPLOADS, BOUND = "inbox", "uploads", "bound"
_ID = re.compile(r"[0-9a-f]{32}")
_RESERVE = 32 * 2**20  # bytes that stay free for the system and the desk


class Full(Exception):
    """No room for an upload."""


class Note(msgspec.Struct, frozen=True):
    """What is kept beside an upload.

    Attributes:
        invitation: Whose it is.
        length: Bytes it will have.
        made_at: Seconds since 1970.
        stored: Hash of the whole file once it came whole and was stored.
        refused: Why it was refused instead.
    """

    invitation: str
    length: int
    made_at: float
    stored: str = ""
    refused: str = ""


@dataclasses.dataclass(frozen=True)
class Settings:
    """What the depot allows; sizes in bytes, times in seconds.

    Attributes:
        inbox: Most that may lie in the inbox.
        open_uploads: Most uploads a machine may have under way.
        expires: After so long without a byte an upload is forgotten.
        limits: Of packages.
    """

    inbox: int = 4 * 2**30
    open_uploads: int = 4
    expires: float = 7 * 24 * 3600.0
    limits: Limits = LIMITS


class Depot:
    """The folder of a receiving machine. The number of bytes of a file *is* the offset of its upload."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.folder = folder
        self.settings = settings or Settings()
        self.inbox = folder / INBOX
        self._uploads = folder / UPLOADS
        self._bound = folder / BOUND
        for own in (self.inbox, self._uploads, self._bound):
            own.mkdir(parents=True, exist_ok=True)
        self._notes = dict(self._read_notes())

    # Uploads

    def create(self, entry: Entry, length: int) -> str:
        """Begin an upload of *length* bytes; its id.

        Raises:
            Full: No room for it, or this machine has too many under way.
            OSError: The disk.
        """
        mine = self._open_of(entry.invitation)
        if len(mine) >= self.settings.open_uploads:
            self.drop(min(mine, key=lambda upload: self._touched(upload, self._notes[upload])))
        if (
            shutil.disk_usage(self.folder).free < length + _RESERVE
            or self._inbox_size() + length > self.settings.inbox
        ):
            raise Full
        upload = secrets.token_hex(16)
        self._part(upload).touch(mode=0o600, exist_ok=False)
        self._keep(upload, Note(entry.invitation, length, time.time()))
        return upload

    def note(self, upload: str, entry: Entry) -> Note | None:
        """What is known of *upload*; None if there is none, or it is another machine's."""
        found = self._notes.get(upload)
        return found if found is not None and found.invitation == entry.invitation else None

    def offset(self, upload: str, note: Note) -> int:
        """How many bytes are there."""
        if note.stored:
            return note.length
        try:
            return self._part(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def expires_at(self, upload: str, note: Note) -> float:
        """When it is forgotten, in seconds since 1970, if nothing comes."""
        return self._touched(upload, note) + self.settings.expires

    def append(self, upload: str, data: bytes) -> None:
        """Put *data* at its end."""
        with self._part(upload).open("ab", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]

    def settle(self, upload: str) -> None:
        """Bring what was put there to the disk, so that the offset is true after a power cut as well."""
        with suppress(FileNotFoundError), self._part(upload).open("rb") as file:
            os.fsync(file.fileno())

    def drop(self, upload: str) -> None:
        """Forget an upload."""
        self._notes.pop(upload, None)
        self._part(upload).unlink(missing_ok=True)
        (self._uploads / f"{upload}.json").unlink(missing_ok=True)

    def expire(self) -> int:
        """Forget uploads that nothing came for; how many."""
        now = time.time()
        old = [upload for upload, note in self._notes.items() if now > self.expires_at(upload, note)]
        for upload in old:
            self.drop(upload)
        return len(old)

    # Packages

    def take(self, upload: str, note: Note, entry: Entry, roll: Roll) -> Note:
        """Look at an upload that came whole and put it into the inbox under the hash of its content.

        Nothing is decrypted; the receiving desk looks at everything again.

        Returns:
            The note, with ``stored`` or ``refused``.
        """
        try:
            sealed = package.read_header(self._part(upload), self.settings.limits)
            self._admit(sealed, entry, roll)
        except PackageRefused as refused:
            if refused.code == "too_new":
                # Of a later program than this one, from a machine that may send: kept for the day of the update.
                return self._store(upload, note, canonical.digest(self._part(upload).read_bytes()))
            done = Note(note.invitation, note.length, note.made_at, refused=refused.code)
            self._keep(upload, done)
            self._part(upload).unlink(missing_ok=True)
            return done
        return self._store(upload, note, sealed.sha256)

    def _store(self, upload: str, note: Note, sha256: str) -> Note:
        # No name from the network becomes the name of a file.
        target = self.inbox / f"{sha256}{package.SUFFIX}"
        if target.is_file() and target.stat().st_size == note.length:
            # The very same came before; the desk may be reading it at this moment.
            self._part(upload).unlink()
        else:
            self._part(upload).replace(target)
            _keep_names(self.inbox)
        done = Note(note.invitation, note.length, note.made_at, stored=sha256)
        self._keep(upload, done)
        return done

    def _admit(self, sealed: package.Sealed, entry: Entry, roll: Roll) -> None:
        header = sealed.header
        place = {"site": header.site, "sequence": header.sequence}
        if header.enrolment.invitation != entry.invitation:
            raise PackageRefused("unknown_machine", **place)
        if header.key in roll.revoked:
            raise PackageRefused("machine_revoked", **place)
        known = self.machines(entry)
        if known and header.key not in {one.key for one in known}:
            raise PackageRefused("invitation_used", **place)
        machine = admission.KnownMachine(header.key, entry.unit)
        admission.admit_header(header, admission.Ledger(training=roll.training, machine=machine))
        if header.recipient != roll.recipient:
            raise PackageRefused("not_for_us", **place)
        self._bind(entry, Machine(header.site, header.key))

    def machines(self, entry: Entry) -> tuple[Machine, ...]:
        """The machines that may send with an invitation: as enrolled, and as it first sent here before it was."""
        try:
            bound = msgspec.json.decode(
                (self._bound / f"{entry.invitation}.json").read_bytes(), type=tuple[Machine, ...]
            )
        except (OSError, ValueError):
            bound = ()
        keys = {one.key for one in entry.machines} or {one.key for one in bound[:1]}
        return tuple(dict.fromkeys([*entry.machines, *(one for one in bound if one.key in keys)]))

    def _bind(self, entry: Entry, machine: Machine) -> None:
        known = self.machines(entry)
        if machine not in known:
            write_whole(
                self._bound / f"{entry.invitation}.json", msgspec.json.encode((*known, machine)[:100])
            )

    # On disk

    def _part(self, upload: str) -> Path:
        return self._uploads / f"{upload}.upload"

    def _keep(self, upload: str, note: Note) -> None:
        write_whole(self._uploads / f"{upload}.json", msgspec.json.encode(note))
        self._notes[upload] = note

    def _read_notes(self) -> Iterator[tuple[str, Note]]:
        for file in sorted(self._uploads.glob("*.json")):
            if _ID.fullmatch(file.stem):
                with suppress(OSError, ValueError):
                    yield file.stem, msgspec.json.decode(file.read_bytes(), type=Note)

    def _open_of(self, invitation: str) -> list[str]:
        return [
            upload
            for upload, note in self._notes.items()
            if note.invitation == invitation and not note.stored and not note.refused
        ]

    def _touched(self, upload: str, note: Note) -> float:
        try:
            return max(note.made_at, self._part(upload).stat().st_mtime)
        except OSError:
            return note.made_at

    def _inbox_size(self) -> int:
        with os.scandir(self.inbox) as found:
            return sum(one.stat().st_size for one in found if one.is_file())


def _keep_names(folder: Path) -> None:
    """Bring new names to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
