"""What travels: a change sets some fields of one record, and says what its author had seen."""

import contextlib
import gc
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from sync.errors import PackageRefused
from sync.limits import LIMITS, MAX_FIELD_NAME, MAX_HEADS, MAX_NESTING, MAX_NUMBER, MAX_TEXT, Limits

_Number = Annotated[int, Meta(ge=-MAX_NUMBER, le=MAX_NUMBER)]
_Counter = Annotated[int, Meta(ge=1, le=MAX_NUMBER)]
_Text = Annotated[str, Meta(max_length=MAX_TEXT)]
_Head = Annotated[str, Meta(min_length=18, max_length=33)]


def nested(levels: int) -> Any:
    """The type of a JSON value of at most so many levels, its numbers and texts within the limits."""
    value: Any = None | bool | _Number | _Text
    for _ in range(levels):
        value = None | bool | _Number | _Text | list[value] | dict[str, value]
    return value


if TYPE_CHECKING:
    _Fields = dict[str, Any]
else:
    # The limits stand in the types, so that the decoder refuses a value before it builds it.
    _Fields = dict[str, nested(MAX_NESTING - 2)]


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One change of one record by one machine.

    The limits in the types hold for decoded changes; the constructor checks nothing.

    Attributes:
        site: The machine's site, 16 hex digits.
        seq: Number of the change at its site, from 1, without gaps.
        lamport: Higher than that of every change its author had seen; orders conflicts, never a clock.
        kind: The record kind, for example ``propaganda_session``.
        record: The record, 32 hex digits.
        at: When, as ISO text, for people only.
        set: The fields it sets, with JSON values; ``{"deleted": true}`` deletes.
        based_on: The heads of the record its author saw, ``site:seq``, sorted.
    """

    site: Annotated[str, Meta(min_length=16, max_length=16)]
    seq: _Counter
    lamport: _Counter
    kind: Annotated[str, Meta(max_length=MAX_FIELD_NAME)]
    record: Annotated[str, Meta(min_length=32, max_length=32)]
    at: Annotated[str, Meta(max_length=40)]
    set: _Fields
    based_on: Annotated[tuple[_Head, ...], Meta(max_length=MAX_HEADS)] = ()

    @property
    def head(self) -> str:
        """The name of this change, ``site:seq``."""
        return f"{self.site}:{self.seq}"


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Change)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HEAD = re.compile(r"[0-9a-f]{16}:[1-9][0-9]*")
_HEX = "0123456789abcdef"
_BATCH = 2000


def encode_line(change: Change) -> bytes:
    """The canonical line of a change, with its line feed."""
    return _encoder.encode(change) + b"\n"


def encode_lines(changes: Iterable[Change]) -> bytes:
    """The canonical lines of the changes, in the order given."""
    return _encoder.encode_lines(changes)


def decode_lines(data: bytes, limits: Limits = LIMITS) -> list[Change]:
    """Read canonical lines; any number of sites and any order of changes.

    Raises:
        PackageRefused: ``too_large`` over a limit of size or number, ``bad_content`` for everything else.
    """
    if data.count(b"\n") > limits.changes:
        raise PackageRefused("too_large", limit="changes", allowed=limits.changes)
    if count_values(data) > limits.values:
        raise PackageRefused("too_large", limit="values", allowed=limits.values)
    if _has_longer_line(data, limits.line):
        raise PackageRefused("too_large", limit="line", allowed=limits.line)
    try:
        with _collector_paused():
            changes = _decoder.decode_lines(data)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("bad_content", problem="line") from error
    _check_spelling(data, changes)
    _check_names(changes)
    return changes


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    # Decoding makes live, acyclic values only; looking through them for garbage costs a third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def count_values(data: bytes) -> int:
    """An upper bound of the JSON values in the lines, found without reading them."""
    return data.count(b",") + data.count(b"[") + data.count(b"{")


def _has_longer_line(data: bytes, most: int) -> bool:
    start = 0
    while len(data) - start > most:
        end = data.rfind(b"\n", start, start + most + 1)
        if end < 0:
            return True
        start = end + 1
    return False


def _check_spelling(data: bytes, changes: list[Change]) -> None:
    # One spelling only: a second reader can never understand the same signed bytes differently.
    view, start = memoryview(data), 0
    for first in range(0, len(changes), _BATCH):
        spelled = _encoder.encode_lines(changes[first : first + _BATCH])
        if view[start : start + len(spelled)] != spelled:
            raise PackageRefused("bad_content", problem="spelling")
        start += len(spelled)
    if start != len(data):
        raise PackageRefused("bad_content", problem="spelling")


def _check_names(changes: list[Change]) -> None:
    if "".join([change.record + change.site for change in changes]).strip(_HEX):
        raise PackageRefused("bad_content", problem="id")
    if not all(_NAME.fullmatch(kind) for kind in {change.kind for change in changes}):
        raise PackageRefused("bad_content", problem="kind")
    fields: set[str] = set().union(*[change.set for change in changes])
    if not all(_NAME.fullmatch(name) and len(name) <= MAX_FIELD_NAME for name in fields):
        raise PackageRefused("bad_content", problem="field")
    for heads in {change.based_on for change in changes}:
        in_order = all(before < after for before, after in itertools.pairwise(heads))
        if not in_order or not all(_HEAD.fullmatch(head) for head in heads):
            raise PackageRefused("bad_content", problem="based_on")
