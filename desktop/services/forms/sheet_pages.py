"""On which printed page each row of a sheet falls, so that a signature does not stand on one alone.

Excel keeps no rows together and, made to fit the width of the paper, heeds no page break that was set. What is left:
all a little smaller when little is missing, and otherwise rows a little higher, until some of the table stand on the
last page too.
"""

import dataclasses
from collections.abc import Sequence

PAGE = {"portrait": 728.0, "landscape": 482.0}
"""Points between the upper and the lower margin."""
_HIGHER = tuple(1 + step / 20 for step in range(13))
_SMALLER = 1.1
_UNSURE = (1.0, 0.96, 1.02)
"""Programs differ in what they get onto a page."""
_KEPT = 2


@dataclasses.dataclass(frozen=True)
class Fit:
    """How a sheet is printed: rows *higher* by a factor, on so many *pages* (0 for as many as it takes)."""

    higher: float = 1.0
    pages: int = 0


def fit(above: float, head: float, rows: Sequence[float], below: float, page: float) -> Fit:
    """How the last two rows of a table come to stand on the page that ends it.

    Args:
        above: Points of what stands above the table on the first page.
        head: Of the heading, which stands on every page.
        rows: Of each line.
        below: Of what ends the sheet: notes and signature.
        page: What a page holds.
    """
    for higher in _HIGHER:
        stretched = [row * higher for row in rows]
        if all(_together(above, head, stretched, below, page * part) for part in _UNSURE):
            return Fit(higher)
        if higher == 1 and _together(above, head, rows, below, page * _SMALLER):
            return Fit(pages=len(laid(above, head, rows, page * _SMALLER)))
    return Fit()


def _together(above: float, head: float, rows: Sequence[float], below: float, page: float) -> bool:
    *_, (at, count) = laid(above, head, rows, page)
    return at + below <= page and count >= min(_KEPT, len(rows))


def laid(above: float, head: float, rows: Sequence[float], page: float) -> list[tuple[float, int]]:
    """For each page where its last row ends, in points, and how many rows of the table it has."""
    laid = [(above + head, 0)]
    for row in rows:
        at, count = laid[-1]
        if at + row > page:
            laid.append((head, 0))
            at, count = laid[-1]
        laid[-1] = (at + row, count + 1)
    return laid
