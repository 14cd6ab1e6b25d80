"""How long words are in the letters of the office, to give rows of a sheet the height they need.

Excel makes no row higher for merged cells, and none at all before somebody touches it; so heights are written. The
widths are those of Times New Roman, in thousandths of its size; marks on a letter do not make it wider.
"""

import unicodedata
from collections.abc import Sequence

_MILLIMETRES = 25.4 / 72  # of a point
_BOLD = 1.07
PADDING = 1.9
"""Millimetres of a cell that words do not use."""
_SURE = 0.94
"""Of the room: programs differ in where they break a line, and a line too many hides nothing."""
_WIDTHS = {
    letter: width
    for width, letters in (
        (250, " .,;:'|"), (278, "ijlt/\\"), (333, "fr()-I[]"), (389, "sJ"), (444, "acez"), (556, "PSF"),
        (611, "ELTZ"), (667, "BCR"), (722, "ADGHKNOQUVXYwĐ"), (778, "m"), (833, "%"), (889, "M"), (944, "W"),
    )
    for letter in letters
}  # fmt: skip
_USUAL = 500


def length(words: str, size: float, *, bold: bool = False) -> float:
    """How long *words* are on one line, in millimetres, at *size* points."""
    plain = unicodedata.normalize("NFD", words)
    thousandths = sum(_WIDTHS.get(sign, _USUAL) for sign in plain if not unicodedata.combining(sign))
    return thousandths / 1000 * size * _MILLIMETRES * (_BOLD if bold else 1)


def lines(words: str, width: float, size: float, *, bold: bool = False) -> int:
    """On how many lines *words* stand in a cell of *width* millimetres; words are broken where there are spaces."""
    return sum(_wrapped(line.split(" "), (width - PADDING) * _SURE, size, bold) for line in words.split("\n"))


def _wrapped(words: Sequence[str], room: float, size: float, bold: bool) -> int:
    space = length(" ", size, bold=bold)
    count, at = 1, 0.0
    for word in words:
        needed = length(word, size, bold=bold)
        if at and at + space + needed > room:
            count, at = count + 1, 0.0
        # A word longer than the cell is broken within.
        count += int(needed // room) if needed > room > 0 else 0
        at += needed + (space if at else 0)
    return count
