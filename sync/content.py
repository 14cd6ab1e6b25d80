"""What stands inside the encryption: the manifest and the changes, as compressed lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
import zstandard
from msgspec import Meta

from sync import canonical
from sync.changes import Change, count_values, decode_lines, encode_line, encode_lines
from sync.errors import PackageRefused
from sync.header import FORMAT, Header
from sync.limits import LIMITS, MAX_NUMBER, Limits

LEVEL = 12
"""Measured on 1,500 sessions: 49 bytes a record; level 6 gives 57, and 19 gives 44 in ten times the time."""
_MAX_WINDOW = 8 * 2**20
MAX_MANIFEST = 16 * 2**10

_Count = Annotated[int, Meta(ge=0, le=MAX_NUMBER)]
_Short = Annotated[str, Meta(max_length=100)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The first line inside: what is sent, by whom, and what it follows.

    Attributes:
        unit: The commune it reports for, ``code@dataset``.
        site: The machine's site, as in the header.
        sequence: Number of the package, as in the header.
        previous: Content hash of the package numbered before it; empty for the first.
        first: Number of the first change.
        last: Number of the last change; ``first - 1`` when there is none.
        count: Number of changes.
        full: Whether it repeats everything from change 1 on.
        as_of: ISO date of the export.
        program: Version of the program that wrote it.
        schema: Name and revision of the record kinds, for example ``soxa-records/2``.
        kinds: Number of changes per record kind.
    """

    unit: Annotated[str, Meta(pattern=r"^[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}\Z", max_length=41)]
    site: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z", max_length=16)]
    sequence: Annotated[int, Meta(ge=1, le=999_999)]
    previous: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z", max_length=64)]
    first: Annotated[int, Meta(ge=1, le=MAX_NUMBER)]
    last: _Count
    count: _Count
    full: bool
    as_of: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", max_length=10)]
    program: _Short
    schema: _Short
    kinds: dict[str, _Count]


def kinds_of(changes: Sequence[Change]) -> dict[str, int]:
    """The number of changes per record kind, sorted by name."""
    return dict(sorted(Counter(change.kind for change in changes).items()))


def pack(manifest: Manifest, changes: Sequence[Change]) -> bytes:
    """The lines of a content, before compression."""
    return canonical.encode(manifest) + b"\n" + encode_lines(changes)


def batches(changes: Sequence[Change], limits: Limits = LIMITS) -> Iterator[Sequence[Change]]:
    """Cut the changes, in order, into parts that each fit a package; nothing for no changes."""
    start = size = values = 0
    room = limits.content - MAX_MANIFEST
    for number, change in enumerate(changes):
        line = encode_line(change)
        line_values = count_values(line)
        full = number - start == limits.changes or size + len(line) > room
        if number > start and (full or values + line_values > limits.values):
            yield changes[start:number]
            start, size, values = number, 0, 0
        size += len(line)
        values += line_values
    if start < len(changes):
        yield changes[start:]


def compress(lines: bytes) -> bytes:
    """One zstd frame that declares its size and carries a checksum."""
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True).compress(lines)


def decompress(compressed: bytes, limits: Limits = LIMITS) -> bytes:
    """The lines; allocates what the frame declares and never more than the limit.

    Raises:
        PackageRefused: ``too_large`` by declaration, ``bad_content`` if it is not exactly one such frame.
    """
    try:
        frame = zstandard.get_frame_parameters(compressed)
        if frame.content_size == zstandard.CONTENTSIZE_UNKNOWN or frame.dict_id:
            raise PackageRefused("bad_content", problem="compression")
        if frame.content_size > limits.content:
            raise PackageRefused("too_large", limit="content", allowed=limits.content)
        decompressor = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
        return decompressor.decompress(compressed, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise PackageRefused("bad_content", problem="compression") from error


def unpack(lines: bytes, header: Header, limits: Limits = LIMITS) -> tuple[Manifest, list[Change]]:
    """Read and check the lines against the header and against themselves.

    Raises:
        PackageRefused: ``bad_content`` or ``too_large``.
    """
    line, _, rest = lines.partition(b"\n")
    manifest = _manifest(line, header)
    if manifest.count > limits.changes:
        raise PackageRefused("too_large", limit="changes", allowed=limits.changes)
    changes = decode_lines(rest, limits)
    check(manifest, changes)
    return manifest, changes


def check(manifest: Manifest, changes: Sequence[Change]) -> None:
    """Check that the changes are the machine's own, without a gap, and as the manifest counts them.

    Raises:
        PackageRefused: ``bad_content``.
    """
    agreed = (
        manifest.count == len(changes) == manifest.last - manifest.first + 1
        and manifest.kinds == kinds_of(changes)
        and (manifest.first == 1 or not manifest.full)
        and (manifest.previous == "") == (manifest.sequence == 1)
    )
    if not agreed:
        raise PackageRefused("bad_content", problem="manifest")
    check_heads(manifest.site, manifest.first, changes)


def check_heads(site: str, first: int, changes: Sequence[Change]) -> None:
    """Check that the changes are those of one *site* from number *first* on, each based on what came before.

    Raises:
        PackageRefused: ``bad_content``.
    """
    own = site + ":"
    latest: dict[str, tuple[str, int]] = {}
    for seq, change in enumerate(changes, first):
        if change.site != site:
            raise PackageRefused("bad_content", problem="site", change=seq)
        if change.seq != seq:
            raise PackageRefused("bad_content", problem="seq", change=seq)
        kind, lamport = latest.get(change.record, (change.kind, 0))
        if change.kind != kind or change.lamport <= lamport:
            raise PackageRefused("bad_content", problem="order", change=seq)
        latest[change.record] = (kind, change.lamport)
        for head in change.based_on:
            if head.startswith(own) and int(head[len(own) :]) >= seq:
                raise PackageRefused("bad_content", problem="based_on", change=seq)


def _manifest(line: bytes, header: Header) -> Manifest:
    if len(line) > MAX_MANIFEST:
        raise PackageRefused("too_large", limit="manifest", allowed=MAX_MANIFEST)
    try:
        manifest = msgspec.json.decode(line, type=Manifest)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("bad_content", problem="manifest") from error
    # A newer format may add members that an older reader does not need; in this one there are no others.
    if header.format == FORMAT and canonical.encode(manifest) != line:
        raise PackageRefused("bad_content", problem="manifest")
    if (manifest.site, manifest.sequence) != (header.site, header.sequence):
        raise PackageRefused("bad_content", problem="manifest")
    return manifest
