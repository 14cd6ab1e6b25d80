"""What a receiving unit hands down in receipts: plans, code lists, unit lists, as texts in pieces."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from sync import canonical
from sync.errors import PackageRefused

MAX_PIECE = 10_000
"""Longest piece of a text, in characters: however it is spelled, it fits a line."""
MAX_PIECES = 100

_Piece = Annotated[int, Meta(ge=1, le=MAX_PIECES)]


class HandedPart(msgspec.Struct, frozen=True, kw_only=True, tag_field="part"):
    """A piece of one document; every document that is handed down stands in every receipt.

    Attributes:
        name: Which one, among those of its kind.
        title: What people call it.
        on: ISO date since which it is handed down as it is.
        sha256: SHA-256 of the whole text.
        piece: Number of the piece.
        pieces: How many there are; they stand one behind the other, in order.
        text: The piece.
    """

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    title: Annotated[str, Meta(max_length=400)]
    on: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", max_length=10)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
    piece: _Piece
    pieces: _Piece
    text: Annotated[str, Meta(min_length=1, max_length=MAX_PIECE)]


class PlanPart(HandedPart, tag="plan", frozen=True, kw_only=True):
    """A piece of a plan."""


class CodeListPart(HandedPart, tag="code_list", frozen=True, kw_only=True):
    """A piece of a code list."""


class UnitListPart(HandedPart, tag="unit_list", frozen=True, kw_only=True):
    """A piece of a list of organisation units."""


@dataclasses.dataclass(frozen=True, slots=True)
class Handed:
    """A document that is handed down: its kind (``plan``, ``code_list``, ``unit_list``) and its text."""

    PARTS: ClassVar[dict[str, type[HandedPart]]] = {
        "plan": PlanPart,
        "code_list": CodeListPart,
        "unit_list": UnitListPart,
    }

    kind: str
    name: str
    title: str
    on: str
    text: str

    @property
    def sha256(self) -> str:
        """The hash of the text."""
        return canonical.digest(self.text.encode())


def cut(document: Handed) -> list[HandedPart]:
    """The pieces of a document.

    Raises:
        PackageRefused: ``receipt_too_large``.
    """
    texts = [document.text[start : start + MAX_PIECE] for start in range(0, len(document.text), MAX_PIECE)]
    if len(texts) > MAX_PIECES:
        raise PackageRefused("receipt_too_large", limit="document", allowed=MAX_PIECES * MAX_PIECE)
    part = Handed.PARTS[document.kind]
    return [
        part(
            name=document.name, title=document.title, on=document.on, sha256=document.sha256,
            piece=number, pieces=len(texts), text=text,
        )
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip


def put_together(parts: Iterable[object]) -> tuple[Handed, ...]:
    """The documents whose pieces are among *parts*.

    Raises:
        PackageRefused: ``receipt_bad_content`` when pieces are missing or do not make what they say.
    """
    grouped: dict[tuple[str, str], list[HandedPart]] = {}
    for part in parts:
        if isinstance(part, HandedPart):
            kind = str(type(part).__struct_config__.tag)
            grouped.setdefault((kind, part.name), []).append(part)
    return tuple(_whole(kind, pieces) for (kind, _), pieces in grouped.items())


def _whole(kind: str, pieces: Sequence[HandedPart]) -> Handed:
    first = pieces[0]
    numbers = [one.piece for one in pieces]
    found = Handed(kind, first.name, first.title, first.on, "".join(one.text for one in pieces))
    said = {(one.sha256, one.pieces) for one in pieces}
    if numbers != list(range(1, first.pieces + 1)) or said != {(found.sha256, first.pieces)}:
        raise PackageRefused("receipt_bad_content", problem=kind)
    return found
