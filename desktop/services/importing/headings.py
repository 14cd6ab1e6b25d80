"""Where the heading of a list is: below title rows, in one row or in up to three with merged cells."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.models.folding import nfc
from desktop.models.records import Kind
from desktop.services.workbook.columns import column_of
from desktop.services.workbook.grid import Grid, Line, Merged

SEARCHED = 40
"""Rows from the top in which a heading is looked for."""
_DEEPEST = 3


@dataclasses.dataclass(frozen=True)
class Heading:
    """The heading of a list.

    Attributes:
        first: Its first row.
        last: Its last row.
        parts: Place of each column with a heading to what stands in its rows, from above, repetitions left out.
    """

    first: int
    last: int
    parts: Mapping[int, tuple[str, ...]]

    def text(self, place: int) -> str:
        """What stands above the column at *place*."""
        return " · ".join(self.parts.get(place, ()))


def coded(grid: Grid, kind: Kind) -> Heading | None:
    """The row of column codes of *kind*, as templates and exports have it; None when there is none."""
    for line in grid.lines:
        if line.number > SEARCHED:
            return None
        codes = {place: nfc(cell) for place, cell in enumerate(line.cells) if isinstance(cell, str)}
        known = [code for code in codes.values() if code != "id" and column_of(kind, code) is not None]
        if len(known) > 1 or (known and len(known) + ("id" in codes.values()) == len(codes)):
            return Heading(line.number, line.number, {place: (code,) for place, code in codes.items()})
    return None


def candidates(grid: Grid) -> Iterator[Heading]:
    """Every group of rows near the top that may be a heading."""
    top = [line for line in grid.lines if line.number <= SEARCHED + _DEEPEST]
    by_number = {line.number: line for line in top}
    merged = [area for area in grid.merged if area.top <= SEARCHED + _DEEPEST]
    for line in top:
        if line.number > SEARCHED or not _may_head(line):
            continue
        least = _least_depth(line, merged)
        for depth in range(1, _DEEPEST + 1):
            found = [by_number.get(line.number + n) for n in range(depth)]
            rows = [row for row in found if row is not None]
            if len(rows) < depth or (depth > 1 and not _goes_on(rows[-2], rows[-1])):
                break
            if depth >= least:
                yield _heading(line.number, rows, merged)


def is_divided(grid: Grid, heading: Heading) -> bool:
    """Whether the row below a heading divides it further, and so belongs to it."""
    rows = {line.number: line for line in grid.lines if heading.last <= line.number <= heading.last + 1}
    return len(rows) == 2 and _goes_on(rows[heading.last], rows[heading.last + 1])


def _goes_on(upper: Line, lower: Line) -> bool:
    """Whether a row divides the headings above it: only text, and some of it where nothing stands above."""
    above = {place for place, cell in enumerate(upper.cells) if cell is not None}
    return _only_text(lower) and any(
        cell is not None and place not in above for place, cell in enumerate(lower.cells)
    )


def _least_depth(line: Line, merged: Sequence[Merged]) -> int:
    """How many rows the heading has at least: cells merged downwards say so."""
    depths = [
        area.bottom - area.top + 1
        for area in merged
        if area.top == line.number and area.left < len(line.cells) and line.cells[area.left] is not None
    ]
    return max((depth for depth in depths if depth <= _DEEPEST), default=1)


def _may_head(line: Line) -> bool:
    """Two texts or more in different columns; a title merged over the whole width is one."""
    return _only_text(line) and sum(cell is not None for cell in line.cells) > 1


def _only_text(line: Line) -> bool:
    return all(cell is None or isinstance(cell, str) for cell in line.cells)


def _heading(first: int, rows: Sequence[Line], merged: Sequence[Merged]) -> Heading:
    spread = {row.number: _spread(row, rows, merged) for row in rows}
    parts: dict[int, tuple[str, ...]] = {}
    for place in sorted({place for texts in spread.values() for place in texts}):
        found = [spread[row.number][place] for row in rows if place in spread[row.number]]
        parts[place] = tuple(text for n, text in enumerate(found) if n == 0 or text != found[n - 1])
    return Heading(first, first + len(rows) - 1, parts)


def _spread(row: Line, rows: Sequence[Line], merged: Sequence[Merged]) -> dict[int, str]:
    """The texts of one row, those of merged cells in every column they cover."""
    texts = {place: nfc(str(cell)) for place, cell in enumerate(row.cells) if cell is not None}
    for area in merged:
        if not area.top <= row.number <= area.bottom:
            continue
        above: Any = next((line for line in rows if line.number == area.top), None)
        cell = above.cells[area.left] if above is not None and area.left < len(above.cells) else None
        if isinstance(cell, str):
            for place in range(area.left, min(area.right, area.left + 60) + 1):
                texts.setdefault(place, nfc(cell))
    return texts
