"""How the fields of a section stand on the sheet: in lines without gaps and without a field left alone.

Widths are in columns of a grid as wide as the sheet.
"""

import dataclasses
import functools
import math
from collections.abc import Sequence

from desktop.models.records import Field, FieldType

FULL = 24
"""Columns of a sheet that has room."""
HALF = 12
"""Columns of a sheet with room for about half as much on a line."""
SHORT_TEXT, LONG_TEXT = 60, 500
_FEW = 3
_LABEL_CHARACTERS = 5  # of a label, in a column
_WIDEST_LABEL = 9  # columns


@dataclasses.dataclass(frozen=True)
class Width:
    """How wide a field must be and how wide it may grow, in columns."""

    least: int
    most: int


_WIDTHS = {
    FieldType.DATE: Width(5, 6),
    FieldType.YEAR: Width(3, 4),
    FieldType.MONTH: Width(4, 5),
    FieldType.COUNT: Width(5, 6),
    FieldType.MONEY: Width(5, 6),
    FieldType.FLAG: Width(6, 12),
    FieldType.CODE: Width(7, 12),
    FieldType.LINK: Width(9, 19),
    FieldType.CODES: Width(11, FULL),
    FieldType.LINKS: Width(FULL, FULL),
    FieldType.ROWS: Width(FULL, FULL),
}
_SHORT = Width(5, 9)
_TEXT = Width(8, FULL)
_LONG = Width(FULL, FULL)


def width(field: Field, label: int = 0) -> Width:
    """The width of *field*, which makes room for a *label* of so many characters as far as it is reasonable."""
    if field.type is not FieldType.TEXT:
        wanted = _WIDTHS[field.type]
    else:
        length = field.max_length or 0
        wanted = _SHORT if length <= SHORT_TEXT else _LONG if length > LONG_TEXT else _TEXT
    least = max(wanted.least, min(math.ceil(label / _LABEL_CHARACTERS), _WIDEST_LABEL))
    return Width(least, max(wanted.most, least))


def is_ledger(fields: Sequence[Field]) -> bool:
    """Whether a section is a list of figures, which stand behind their labels as on a printed list."""
    return len(fields) > _FEW and all(field.type in (FieldType.COUNT, FieldType.MONEY) for field in fields)


def lines(fields: Sequence[Field], columns: int, labels: Sequence[int] = ()) -> list[list[int]]:
    """The spans of *fields*, line by line, each line at most *columns* wide; *labels* are as many characters long.

    Of all ways to break the fields into lines the one that leaves least room unused is taken, the unused rooms
    counted square, so that no field stands alone below a full line when two lines could share.
    """
    if not fields:
        return []
    lengths = labels or [0] * len(fields)
    widths = [_within(width(field, label), columns) for field, label in zip(fields, lengths, strict=True)]

    @functools.cache
    def best(first: int) -> tuple[int, tuple[int, ...]]:
        """The cost of breaking from *first* on, and where the lines end."""
        if first == len(widths):
            return 0, ()
        found: tuple[int, tuple[int, ...]] | None = None
        for end in range(first + 1, len(widths) + 1):
            least = sum(one.least for one in widths[first:end])
            if least > columns and end > first + 1:
                break
            unused = max(columns - sum(one.most for one in widths[first:end]), 0)
            cost, ends = best(end)
            total = cost + unused * unused + 2 * columns
            if found is None or total < found[0]:
                found = (total, (end, *ends))
        assert found is not None  # noqa: S101 (a field alone always makes a line)
        return found

    broken, first = [], 0
    for end in best(0)[1]:
        broken.append(_grown(widths[first:end], columns))
        first = end
    return broken


def _within(wanted: Width, columns: int) -> Width:
    return Width(min(wanted.least, columns), min(wanted.most, columns))


def _grown(widths: Sequence[Width], columns: int) -> list[int]:
    """The spans of one line: each grows towards its most, those that may grow further by more."""
    spans = [one.least for one in widths]
    room = columns - sum(spans)
    while room > 0 and any(span < one.most for span, one in zip(spans, widths, strict=True)):
        # The one that has grown least, measured by what it may.
        shares = [
            (span - one.least + 1) / (one.most - one.least) if span < one.most else float("inf")
            for span, one in zip(spans, widths, strict=True)
        ]
        spans[shares.index(min(shares))] += 1
        room -= 1
    return spans
