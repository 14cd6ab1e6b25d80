"""What a receiving unit forwards to the unit above it: changes of others, with where they came from."""

import dataclasses
from collections.abc import Sequence
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from sync import canonical
from sync.changes import Change, decode_lines, encode_lines
from sync.content import MAX_MANIFEST, Manifest, check_heads, kinds_of
from sync.errors import PackageRefused
from sync.header import FORWARDED, Header
from sync.limits import LIMITS, MAX_NUMBER, Limits

_Site = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z", max_length=16)]
_Unit = Annotated[str, Meta(pattern=r"^[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}\Z", max_length=41)]
_Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", max_length=10)]
_Positive = Annotated[int, Meta(ge=1, le=MAX_NUMBER)]
_Count = Annotated[int, Meta(ge=0, le=60_000)]

_Line = TypeVar("_Line", bound="Run | Source")


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Changes of one machine, one after the other.

    Attributes:
        site: The machine that made them.
        unit: The unit their records belong to.
        first: Number of the first, as that machine numbered it.
        last: Number of the last.
        gone: Whether the forwarding unit has taken them back since it numbered them: then none of them is here.
    """

    site: _Site
    unit: _Unit
    first: _Positive
    last: _Positive
    gone: bool = False

    @property
    def count(self) -> int:
        """How many numbers of the forwarding unit it takes."""
        return self.last - self.first + 1


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A machine the forwarding unit has something of.

    Attributes:
        site: Its site.
        unit: The unit it reports for.
        as_of: ISO date of the latest of its packages there.
    """

    site: _Site
    unit: _Unit
    as_of: _Day


@dataclasses.dataclass(frozen=True, slots=True)
class Carried:
    """Whose changes a forwarded package holds, in their order there, and of whom its writer has something."""

    runs: tuple[Run, ...]
    sources: tuple[Source, ...] = ()

    @property
    def count(self) -> int:
        """How many numbers of the forwarding unit the runs take."""
        return sum(run.count for run in self.runs)


class ForwardManifest(Manifest, frozen=True, kw_only=True):
    """The first line inside a forwarded package; ``first`` and ``last`` are numbers of the forwarding unit.

    Attributes:
        runs: Lines that say whose changes follow.
        sources: Lines after them, one for each machine.
    """

    runs: _Count
    sources: _Count


def manifest_of(manifest: Manifest, carried: Carried) -> ForwardManifest:
    """*manifest* with what is carried counted."""
    values = {name: getattr(manifest, name) for name in manifest.__struct_fields__}
    values["last"] = manifest.first + carried.count - 1
    return ForwardManifest(**values, runs=len(carried.runs), sources=len(carried.sources))


def pack(manifest: ForwardManifest, carried: Carried, changes: Sequence[Change]) -> bytes:
    """The lines of a forwarded content, before compression."""
    lines = (manifest, *carried.runs, *carried.sources)
    return b"".join(canonical.encode(line) + b"\n" for line in lines) + encode_lines(changes)


def is_forwarded(header: Header) -> bool:
    """Whether a package with this header holds changes of others."""
    return header.min_reader == FORWARDED


def unpack(
    lines: bytes, header: Header, limits: Limits = LIMITS
) -> tuple[ForwardManifest, Carried, list[Change]]:
    """Read and check the lines against the header and against themselves.

    Raises:
        PackageRefused: ``bad_content`` or ``too_large``.
    """
    line, _, rest = lines.partition(b"\n")
    manifest = _manifest(line, header)
    if manifest.count > limits.changes:
        raise PackageRefused("too_large", limit="changes", allowed=limits.changes)
    head = rest.split(b"\n", manifest.runs + manifest.sources)
    if len(head) != manifest.runs + manifest.sources + 1:
        raise PackageRefused("bad_content", problem="runs")
    carried = Carried(
        tuple(_line(one, Run) for one in head[: manifest.runs]),
        tuple(_line(one, Source) for one in head[manifest.runs : -1]),
    )
    changes = decode_lines(head[-1], limits)
    check(manifest, carried, changes)
    return manifest, carried, changes


def check(manifest: ForwardManifest, carried: Carried, changes: Sequence[Change]) -> None:
    """Check that the changes are those of the runs, and as the manifest counts them.

    Raises:
        PackageRefused: ``bad_content``.
    """
    agreed = (
        manifest.count == len(changes) == sum(run.count for run in carried.runs if not run.gone)
        and carried.count == manifest.last - manifest.first + 1
        and all(run.first <= run.last for run in carried.runs)
        and manifest.kinds == kinds_of(changes)
        and (manifest.first == 1 or not manifest.full)
        and (manifest.previous == "") == (manifest.sequence == 1)
    )
    if not agreed:
        raise PackageRefused("bad_content", problem="manifest")
    start = 0
    for run in carried.runs:
        if not run.gone:
            check_heads(run.site, run.first, changes[start : start + run.count])
            start += run.count


def of_runs(carried: Carried, changes: Sequence[Change]) -> list[tuple[Run, Sequence[Change]]]:
    """Each run that is here with its changes."""
    found = []
    start = 0
    for run in carried.runs:
        if not run.gone:
            found.append((run, changes[start : start + run.count]))
            start += run.count
    return found


def _line(line: bytes, wanted: type[_Line]) -> _Line:
    try:
        found: _Line = msgspec.json.decode(line, type=wanted)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("bad_content", problem="runs") from error
    if canonical.encode(found) != line:
        raise PackageRefused("bad_content", problem="runs")
    return found


def _manifest(line: bytes, header: Header) -> ForwardManifest:
    if len(line) > MAX_MANIFEST:
        raise PackageRefused("too_large", limit="manifest", allowed=MAX_MANIFEST)
    try:
        manifest = msgspec.json.decode(line, type=ForwardManifest)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("bad_content", problem="manifest") from error
    if header.format == FORWARDED and canonical.encode(manifest) != line:
        raise PackageRefused("bad_content", problem="manifest")
    if (manifest.site, manifest.sequence) != (header.site, header.sequence):
        raise PackageRefused("bad_content", problem="manifest")
    return manifest
