"""The travelling file: two lines in the clear, then an age file; specified in ``FORMAT.md``."""

import contextlib
import dataclasses
import os
import re
from collections.abc import Sequence
from pathlib import Path

from sync import canonical, content, forwarding
from sync.changes import Change
from sync.content import Manifest
from sync.errors import PackageRefused
from sync.forwarding import Carried
from sync.header import FORMAT, FORWARDED, Enrolment, Header, sealed_lines, split
from sync.identity import FellowKey, MachineKey, ReceiverKey, encrypt, recipient_id
from sync.limits import LIMITS, MAX_HEADER, Limits

SUFFIX = ".soxa"


@dataclasses.dataclass(frozen=True, slots=True)
class Sender:
    """The machine that writes packages, and to whom.

    Attributes:
        site: Its site, 16 hex digits.
        key: The key it signs with.
        unit: The commune it reports for, ``code@dataset``.
        recipient: The age recipient of the receiving unit.
        enrolment: Shown in every package, so that whichever arrives first enrols the machine.
        training: Whether it is practice.
        readers: Public keys of the machines that may read it besides the receiving unit: the others of the unit,
            and this one, which may have to read again what it wrote.
    """

    site: str
    key: MachineKey
    unit: str
    recipient: str
    enrolment: Enrolment
    training: bool = False
    readers: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a package stands in its chain, and what it says of itself.

    To write a package again after an interruption, use the same values: then its content is the same.

    Attributes:
        sequence: Its number, from 1; never used for other content.
        previous: `Written.content` of the package numbered before it; empty for the first.
        first: Number of its first change, even if there is none yet.
        as_of: ISO date of the export.
        created_at: ISO date and time, for people.
        program: Version of the program.
        schema: Name and revision of the record kinds.
        full: Whether it repeats everything from change 1 on.
    """

    sequence: int
    previous: str
    first: int
    as_of: str
    created_at: str
    program: str
    schema: str
    full: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """A package that lies complete in its folder.

    Attributes:
        path: The file.
        sha256: Hash of the whole file; another copy of the same file has the same.
        content: Hash of its plaintext; the next package names it as `Place.previous`.
        sequence: Its number.
        size: Bytes of the file.
        count: Number of changes.
    """

    path: Path
    sha256: str
    content: str
    sequence: int
    size: int
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Package:
    """A package that was opened and found whole; hashes as in `Written`.

    ``carried`` says whose the changes are when a receiving unit forwards them; None when they are the writer's own.
    """

    header: Header
    manifest: Manifest
    changes: list[Change]
    sha256: str
    content: str
    carried: Carried | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Sealed:
    """A package whose outside holds: form, version, size, signature by its own key, hash of its body.

    Whether that key may be trusted is for `admission` to say, before and after it is unsealed.
    """

    header: Header
    body: bytes = dataclasses.field(repr=False)
    sha256: str

    def unseal(self, key: ReceiverKey | FellowKey, limits: Limits = LIMITS) -> Package:
        """Decrypt, decompress and check everything inside.

        Raises:
            PackageRefused: ``not_for_us``, ``not_shared``, ``too_large`` or ``bad_content``.
        """
        if self.header.recipient != recipient_id(key.recipient):
            raise PackageRefused("not_for_us", recipient=self.header.recipient)
        compressed = key.decrypt(self.body)
        if compressed is None:
            # Its hash held, so this is what the sender wrote: not an accident on the way.
            place = {"site": self.header.site, "sequence": self.header.sequence}
            raise PackageRefused(key.closed, problem="encryption", **place)
        lines = content.decompress(compressed, limits)
        if forwarding.is_forwarded(self.header):
            whole, carried, changes = forwarding.unpack(lines, self.header, limits)
            return Package(self.header, whole, changes, self.sha256, canonical.digest(lines), carried)
        manifest, changes = content.unpack(lines, self.header, limits)
        return Package(self.header, manifest, changes, self.sha256, canonical.digest(lines))


def file_name(unit: str, site: str, sequence: int) -> str:
    """The name of a package file, ASCII and short; readers never rely on it."""
    code = re.sub(r"[^0-9A-Za-z-]", "", unit.partition("@")[0])[:20]
    return f"soxa_{code}_{site[:8]}_{sequence:06d}{SUFFIX}"


def write(
    folder: Path,
    sender: Sender,
    place: Place,
    changes: Sequence[Change],
    limits: Limits = LIMITS,
    *,
    carried: Carried | None = None,
) -> Written:
    """Write a package and read it back; either the complete file is there at the end, or nothing.

    Args:
        folder: Where it goes.
        sender: Who writes it.
        place: Where it stands in its chain.
        changes: What it holds.
        limits: What a reader takes.
        carried: Whose the changes are, for a receiving unit that forwards them.

    Raises:
        PackageRefused: What no reader would take, ``too_large`` above all; or ``damaged`` when the medium
            does not give back what was written.
        OSError: The folder cannot be written.
    """
    lines = _lines(sender, place, changes, carried)
    format_ = FORMAT if carried is None else FORWARDED
    if len(lines) > limits.content:
        raise PackageRefused("too_large", limit="content", allowed=limits.content)
    body = encrypt(content.compress(lines), sender.recipient, sender.readers)
    header = Header(
        site=sender.site,
        key=sender.key.public,
        sequence=place.sequence,
        recipient=recipient_id(sender.recipient),
        training=sender.training,
        created_at=place.created_at,
        size=len(body),
        sha256=canonical.digest(body),
        enrolment=sender.enrolment,
        format=format_,
        min_reader=format_,
    )
    if carried is None:
        content.unpack(lines, header, limits)
    else:
        forwarding.unpack(lines, header, limits)
    data = sealed_lines(header, sender.key) + body
    if len(data) > limits.package:
        raise PackageRefused("too_large", limit="package", allowed=limits.package)
    path = folder / file_name(sender.unit, sender.site, place.sequence)
    write_whole(path, data)
    return Written(
        path, canonical.digest(data), canonical.digest(lines), place.sequence, len(data), len(changes)
    )


def content_of(
    sender: Sender, place: Place, changes: Sequence[Change], carried: Carried | None = None
) -> str:
    """The content hash `write` would give, without writing anything."""
    return canonical.digest(_lines(sender, place, changes, carried))


def _lines(sender: Sender, place: Place, changes: Sequence[Change], carried: Carried | None) -> bytes:
    manifest = _manifest(sender, place, changes)
    if carried is None:
        return content.pack(manifest, changes)
    return forwarding.pack(forwarding.manifest_of(manifest, carried), carried, changes)


def read_header(path: Path, limits: Limits = LIMITS) -> Sealed:
    """Check everything that can be checked without the receiver's key, and decrypt nothing.

    Raises:
        PackageRefused: ``too_large``, ``not_a_package``, ``damaged``, ``too_new`` or ``forged``.
        OSError: The file cannot be read.
    """
    if not path.is_file():
        raise PackageRefused("not_a_package")
    with path.open("rb") as file:
        data = file.read(limits.package + 1)
    return _sealed(data, limits)


def peek(path: Path) -> Header | None:
    """The header of a file that may be spoiled behind it; None when not even its header holds."""
    try:
        with path.open("rb") as file:
            return split(file.read(2 * MAX_HEADER))[0]
    except (PackageRefused, OSError):
        return None


def _sealed(data: bytes, limits: Limits) -> Sealed:
    if len(data) > limits.package:
        raise PackageRefused("too_large", limit="package", allowed=limits.package)
    header, body = split(data)
    if len(body) != header.size or canonical.digest(body) != header.sha256:
        raise PackageRefused("damaged", part="body", site=header.site, sequence=header.sequence)
    return Sealed(header, body, canonical.digest(data))


def _manifest(sender: Sender, place: Place, changes: Sequence[Change]) -> Manifest:
    return Manifest(
        unit=sender.unit,
        site=sender.site,
        sequence=place.sequence,
        previous=place.previous,
        first=place.first,
        last=place.first + len(changes) - 1,
        count=len(changes),
        full=place.full,
        as_of=place.as_of,
        program=place.program,
        schema=place.schema,
        kinds=content.kinds_of(changes),
    )


def write_whole(path: Path, data: bytes) -> None:
    """Write a sealed file beside its place, read it back, and only then give it its name.

    Raises:
        PackageRefused: ``damaged`` when the medium does not give back what was written.
        OSError: The folder cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            _forget(file.fileno())
        if part.read_bytes() != data:
            raise PackageRefused("damaged", part="body")
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            # A stick pulled out half way has no file to take back.
            part.unlink(missing_ok=True)
    _keep_name(path.parent)


def _forget(descriptor: int) -> None:
    """Have the system read from the medium next time, where it can be asked: what it remembers proves nothing."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _keep_name(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
