"""Lists typed into one cell: items behind one another, however a person separates them."""

import re
from collections.abc import Callable, Iterable

from desktop.models.folding import nfc

_ENDS = re.compile(r"[;\r\n]+")


def pieces(text: str) -> list[str]:
    """The pieces of *text* between semicolons and line breaks; empty ones are left out."""
    return [piece for piece in map(nfc, _ENDS.split(text)) if piece]


def items(pieces: Iterable[str], known: Callable[[str], bool]) -> list[str]:
    """The items in *pieces*; one that is not *known* as it stands is cut at its commas.

    Names contain commas themselves, so as many parts as make up a known name stay together, and so do
    neighbouring parts that are not known: what cannot be understood is given back as it was typed.
    """
    found: dict[str, None] = {}
    for piece in pieces:
        found.update(dict.fromkeys([piece] if known(piece) else _cut(piece, known)))
    return list(found)


def _cut(piece: str, known: Callable[[str], bool]) -> list[str]:
    parts = [part.strip() for part in piece.split(",") if part.strip()]
    found: list[str] = []
    strange: list[str] = []
    start = 0
    while start < len(parts):
        ends = range(len(parts), start, -1)
        end = next((end for end in ends if known(", ".join(parts[start:end]))), None)
        if end is None:
            strange.append(parts[start])
            start += 1
            continue
        if strange:
            found.append(", ".join(strange))
            strange = []
        found.append(", ".join(parts[start:end]))
        start = end
    return [*found, ", ".join(strange)] if strange else found
