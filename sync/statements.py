"""What stands inside a receipt: a statement and parts, as lines; specified in ``FORMAT.md``, section 12."""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from sync import canonical
from sync.changes import count_values, nested
from sync.errors import PackageRefused
from sync.handed import Handed, HandedPart, put_together
from sync.limits import MAX_FIELD_NAME, MAX_NESTING, MAX_NUMBER, Limits

LIMITS = Limits(package=2 * 2**20, content=8 * 2**20, line=64 * 2**10, changes=20_000, values=400_000)
"""The limits of a receipt; ``changes`` counts its parts."""
MAX_QUESTION = 1000
"""Longest question, in characters."""
MAX_MACHINE_NAME = 100
"""Longest name of a machine, in characters."""

_Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
_Hex32 = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", max_length=32)]
_Site = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z", max_length=16)]
_Unit = Annotated[str, Meta(pattern=r"^[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}\Z", max_length=41)]
_Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", max_length=10)]
_Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=MAX_FIELD_NAME)]
_Count = Annotated[int, Meta(ge=0, le=MAX_NUMBER)]
_Positive = Annotated[int, Meta(ge=1, le=MAX_NUMBER)]
_Sequence = Annotated[int, Meta(ge=1, le=999_999)]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """The first line inside: what the receiving unit has of the machine.

    Attributes:
        receiver: The receiving unit, ``code@dataset``.
        unit: The commune it wrote to.
        machine: The site, as in the header.
        number: As in the header.
        as_of: ISO date of the receiving desk.
        held: It holds every change of the machine from 1 to this number; 0 for none.
        missing: Numbers of packages it misses.
        program: Version of the program that wrote it.
        count: Number of parts that follow.
    """

    receiver: _Unit
    unit: _Unit
    machine: _Site
    number: _Positive
    as_of: _Day
    held: _Count
    missing: Annotated[tuple[_Sequence, ...], Meta(max_length=1000)] = ()
    program: Annotated[str, Meta(max_length=100)]
    count: _Count = 0


class PackagePart(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="package"):
    """What became of one package.

    Attributes:
        sequence: Its number.
        status: ``accepted`` or ``refused``.
        on: ISO date on which it was taken in or refused.
        content: Content hash of what was taken in; empty when refused.
        records: Records it is about.
        code: Why it was refused, a code of section 6 of ``FORMAT.md``; empty when taken in.
        params: What the sentence for the code needs.
    """

    sequence: _Sequence
    status: Literal["accepted", "refused"]
    on: _Day
    content: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z", max_length=64)] = ""
    records: _Count = 0
    code: Annotated[str, Meta(pattern=r"^[a-z0-9_]*\Z", max_length=MAX_FIELD_NAME)] = ""
    params: Annotated[dict[str, Annotated[str, Meta(max_length=400)]], Meta(max_length=20)] = {}


class ConflictPart(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="conflict"):
    """Fields of a record that two machines set differently, and nobody has decided."""

    kind: _Name
    record: _Hex32
    fields: Annotated[tuple[_Name, ...], Meta(max_length=200)]


class QuestionPart(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="question"):
    """What the receiving unit asks about a record; every open question stands in every receipt.

    Attributes:
        id: The question, 32 hex digits.
        kind: Record kind.
        record: The record.
        field: The field in question; empty for the whole record.
        text: What is asked.
        asked_on: ISO date.
        after: Number of the machine's last change the desk held when it asked: a later one answers.
    """

    id: _Hex32
    kind: _Name
    record: _Hex32
    field: Annotated[str, Meta(pattern=r"^([a-z][a-z0-9_]*)?\Z", max_length=MAX_FIELD_NAME)] = ""
    text: Annotated[str, Meta(min_length=1, max_length=MAX_QUESTION)]
    asked_on: _Day
    after: _Count


class RevokedPart(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="revoked"):
    """A machine whose packages are taken no more: its public key, since when, and a code why, for people."""

    key: _Hex64
    on: _Day
    why: Annotated[str, Meta(pattern=r"^([a-z][a-z0-9_]*)?\Z", max_length=MAX_FIELD_NAME)] = ""


class MachinePart(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="machine"):
    """A machine that reports for the same unit: the receiving unit's word on whose key it is.

    The machines of one unit know each other by these parts alone: what the latest receipt does not name is none.

    Attributes:
        site: Its site.
        key: Its public key.
        name: How the desk calls it, for people; may be empty.
        since: ISO date on which it enrolled.
        status: ``in_use``, ``replaced`` or ``revoked``; for people, what counts is ``upto``.
        upto: None while its changes are taken; otherwise the number of the last one that is.
    """

    site: _Site
    key: _Hex64
    name: Annotated[str, Meta(max_length=MAX_MACHINE_NAME)] = ""
    since: _Day
    status: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=MAX_FIELD_NAME)]
    upto: _Count | None = None


Part = PackagePart | ConflictPart | QuestionPart | RevokedPart | MachinePart | HandedPart


@dataclasses.dataclass(frozen=True, slots=True)
class Contents:
    """What a receipt says; parts of kinds this library does not know are named in ``unknown``."""

    statement: Statement
    packages: tuple[PackagePart, ...]
    conflicts: tuple[ConflictPart, ...]
    questions: tuple[QuestionPart, ...]
    revoked: tuple[RevokedPart, ...]
    unknown: tuple[str, ...] = ()
    machines: tuple[MachinePart, ...] = ()
    handed: tuple[Handed, ...] = ()


_KNOWN: dict[str, type[Part]] = {
    "package": PackagePart,
    "conflict": ConflictPart,
    "question": QuestionPart,
    "revoked": RevokedPart,
    "machine": MachinePart,
    **Handed.PARTS,
}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
# The limits stand in the type, so that the decoder refuses a value before it builds it.
_line_type: Any = nested(MAX_NESTING - 1)
_line_decoder: msgspec.json.Decoder[dict[str, Any]] = msgspec.json.Decoder(dict[str, _line_type])

_P = TypeVar("_P")


def pack(statement: Statement, parts: Sequence[Part]) -> bytes:
    """The lines of a receipt, its parts counted."""
    said = msgspec.structs.replace(statement, count=len(parts))
    return b"".join(canonical.encode(one) + b"\n" for one in (said, *parts))


def read_lines(lines: bytes, *, newer: bool = False) -> Contents:
    """What the lines of a receipt say.

    Args:
        lines: The content, decompressed.
        newer: Whether they are of a later format, whose statement may say more.

    Raises:
        PackageRefused: ``receipt_bad_content`` or ``receipt_too_large``.
    """
    if len(lines) > LIMITS.content or count_values(lines) > LIMITS.values:
        raise PackageRefused("receipt_too_large", limit="content", allowed=LIMITS.content)
    if lines.count(b"\n") > LIMITS.changes + 1:
        raise PackageRefused("receipt_too_large", limit="parts", allowed=LIMITS.changes)
    if not lines.endswith(b"\n"):
        raise PackageRefused("receipt_bad_content", problem="line")
    first, *rest = [_plain(line) for line in lines[:-1].split(b"\n")]
    try:
        statement = msgspec.convert(first, Statement)
        if not newer and set(first) != set(statement.__struct_fields__):
            raise PackageRefused("receipt_bad_content", problem="statement")
        known = [msgspec.convert(part, _KNOWN[part["part"]]) for part in rest if _is_known(part)]
    except ValueError as error:
        raise PackageRefused("receipt_bad_content", problem="part") from error
    if statement.count != len(rest):
        raise PackageRefused("receipt_bad_content", problem="count")
    return Contents(
        statement,
        tuple(_of(PackagePart, known)),
        tuple(_of(ConflictPart, known)),
        tuple(_of(QuestionPart, known)),
        tuple(_of(RevokedPart, known)),
        tuple(dict.fromkeys(part["part"] for part in rest if part["part"] not in _KNOWN)),
        tuple(_of(MachinePart, known)),
        put_together(known),
    )


def _of(wanted: type[_P], parts: Iterable[object]) -> list[_P]:
    return [part for part in parts if isinstance(part, wanted)]


def _is_known(part: dict[str, Any]) -> bool:
    name = part.get("part")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PackageRefused("receipt_bad_content", problem="part")
    return name in _KNOWN


def _plain(line: bytes) -> dict[str, Any]:
    if len(line) > LIMITS.line:
        raise PackageRefused("receipt_too_large", limit="line", allowed=LIMITS.line)
    try:
        value = _line_decoder.decode(line)
        spelled = canonical.encode(value)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("receipt_bad_content", problem="line") from error
    if spelled != line:
        raise PackageRefused("receipt_bad_content", problem="spelling")
    return value
