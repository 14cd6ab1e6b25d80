"""The cells of one sheet, as values; empty rows and cells are not kept.

Formulas are never computed: a cell holds the value the program that saved the file computed last, or `UNKNOWN`.
Written on expat because every import waits for it: half the time of openpyxl, in one pass instead of two, with the
fonts and merged cells that lists of people need (benchmarks/importing.py).
"""

import contextlib
import dataclasses
import functools
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from xml.parsers import expat

from desktop.models.errors import Refusal
from desktop.services.workbook.plain_rows import PlainRows, Token, unescaped_entities
from desktop.services.workbook.safety import Container
from desktop.services.workbook.texts import unescaped

WIDEST = 256
"""Columns that are read."""


class Unknown:
    """Stands in for the value of a formula that no program has computed."""

    def __repr__(self) -> str:
        return "?"


UNKNOWN = Unknown()


class Line(NamedTuple):
    """One row that holds anything.

    Attributes:
        number: 1 for the first row of the sheet.
        cells: From column A on: int, float, str, bool, date, datetime, `UNKNOWN` or None.
        styles: The style of each cell, -1 where there is none.
    """

    number: int
    cells: list[Any]
    styles: list[int]


class Merged(NamedTuple):
    """Merged cells: first and last row from 1, first and last column from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclasses.dataclass(frozen=True)
class Grid:
    """What a sheet holds."""

    lines: Sequence[Line]
    merged: tuple[Merged, ...]
    from_1904: bool = False
    widths: Mapping[int, float] = dataclasses.field(default_factory=dict)


class _EnoughRead(Exception):
    """The rows wanted have been read."""


def read_grid(
    container: Container,
    part: str,
    texts: Sequence[str],
    days: Sequence[bool],
    from_1904: bool,
    first_rows: int | None,
) -> Grid:
    """Read the sheet *part*.

    Args:
        container: The open file.
        part: Name of the part.
        texts: The texts cells refer to by number.
        days: Per style whether its numbers are days.
        from_1904: Whether days are counted from 1904.
        first_rows: Rows after which to stop, counted as the sheet numbers them; None for all.
    """
    reader = _Reader(container, texts, days, from_1904, first_rows)
    with contextlib.suppress(_EnoughRead):
        plain = PlainRows(reader.plain)
        container.parse(part, reader.parser, container.limits.part, plain)
    return Grid(reader.lines, tuple(reader.merged), from_1904, reader.widths)


class _Reader:
    """Handlers of one pass. Names are compared with the prefix of the root, which is usually none."""

    def __init__(
        self,
        container: Container,
        texts: Sequence[str],
        days: Sequence[bool],
        from_1904: bool,
        first_rows: int | None,
    ) -> None:
        self.lines: list[Line] = []
        self.merged: list[Merged] = []
        self.widths: dict[int, float] = {}
        self._container = container
        self._texts = texts
        self._days = days
        self._from_1904 = from_1904
        self._first_rows = first_rows or 1 << 40
        self._filled = 0
        self._number = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._root

    def _root(self, name: str, _attributes: dict[str, str]) -> None:  # noqa: PLR0915
        """Set the handlers. They share variables and not attributes: that is a third of the time of reading."""
        prefix = name[: name.rfind(":") + 1]
        rare = {"mergeCell": self._merge, "col": self._col}
        rarely = {prefix + name: handler for name, handler in rare.items()}.get
        cell, value, text, row, formula, phonetic = (prefix + n for n in ("c", "v", "t", "row", "f", "rPh"))
        depth, deepest, parser, typed = 1, self._container.limits.depth, self.parser, self._typed
        cells: list[Any] = []
        styles: list[int] = []
        said: list[str] = []
        column, style, kind, computed, guide = -1, -1, "n", False, False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, cells, styles, column, style, kind, computed, guide
            depth += 1
            if depth > deepest:
                raise self._container.too_full()
            if name == cell:
                place = attributes.get("r")
                column = _column(place.rstrip("0123456789")) if place else column + 1
                kind = attributes.get("t", "n")
                style = int(attributes.get("s", -1))
                computed = False
                said.clear()
            elif name in (value, text):
                if not guide:
                    parser.CharacterDataHandler = said.append
            elif name == row:
                cells, styles, column = [], [], -1
                self._begin(attributes.get("r"))
            elif name == formula:
                computed = True
            elif name == phonetic:
                guide = True
            else:
                handler = rarely(name)
                if handler is not None:
                    handler(attributes)

        def end(name: str) -> None:
            nonlocal depth, guide
            depth -= 1
            if name in (value, text):
                parser.CharacterDataHandler = None
            elif name == cell:
                if said:
                    _put(cells, styles, column, typed("".join(said), kind, style), style)
                elif computed:
                    _put(cells, styles, column, UNKNOWN, style)
            elif name == row:
                self._keep(cells, styles)
            elif name == phonetic:
                guide = False

        parser.StartElementHandler, parser.EndElementHandler = start, end

    def _begin(self, number: str | None) -> None:
        self._number = int(number) if number else self._number + 1
        if self._number > self._first_rows:
            raise _EnoughRead

    def plain(self, tokens: Sequence[Token]) -> None:
        """Rows that were taken out of the stream."""
        cells: list[Any] = []
        styles: list[int] = []
        for letters, style, kind, formula, value, inline, row in tokens:
            if letters:
                text = value or inline
                if text:
                    number = int(style) if style else -1
                    found = self._typed(unescaped_entities(text), kind or "n", number)
                    _put(cells, styles, _column(letters), found, number)
                elif formula:
                    _put(cells, styles, _column(letters), UNKNOWN, int(style or -1))
            elif row:
                cells, styles = [], []
                self._begin(row)
            else:
                self._keep(cells, styles)

    def _keep(self, cells: list[Any], styles: list[int]) -> None:
        if not cells:
            return
        if len(self.lines) > self._container.limits.rows:
            raise Refusal("too_many_rows", limit=self._container.limits.rows)
        self._filled += len(cells)
        if self._filled > self._container.limits.cells:
            raise self._container.too_full()
        self.lines.append(Line(self._number, cells, styles))

    def _typed(self, text: str, kind: str, style: int) -> Any:
        if kind == "s":
            return self._texts[int(text)]
        if kind == "n":
            number: int | float = int(text) if text.isdigit() else _number(text)
            if 0 <= style < len(self._days) and self._days[style]:
                return day_of(number, self._from_1904)
            return number
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "d":
            return datetime.fromisoformat(text.removesuffix("Z"))
        return unescaped(text)

    def _col(self, attributes: dict[str, str]) -> None:
        if "width" in attributes:
            for place in range(int(attributes["min"]) - 1, min(int(attributes["max"]), WIDEST)):
                self.widths[place] = float(attributes["width"])

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes["ref"].partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        self.merged.append(Merged(top, left, bottom, right))
        if len(self.merged) > self._container.limits.rows:
            raise self._container.too_full()


def _put(cells: list[Any], styles: list[int], column: int, value: Any, style: int) -> None:
    if column >= WIDEST or (isinstance(value, str) and (not value or value.isspace())):
        return
    gap = column - len(cells)
    if gap < 0:
        raise ValueError("cells out of order")
    if gap:
        cells += [None] * gap
        styles += [-1] * gap
    cells.append(value)
    styles.append(style)


@functools.lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= 16_384:
        raise ValueError(letters)
    return number - 1


def _place(reference: str) -> tuple[int, int]:
    letters = reference.replace("$", "").rstrip("0123456789")
    return int(reference.replace("$", "")[len(letters) :]), _column(letters)


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


@functools.lru_cache(maxsize=20_000)
def day_of(number: int | float, from_1904: bool) -> Any:
    """The day *number* stands for; a number no calendar of Excel has stays a number."""
    # Excel believes that 29 February 1900 existed.
    zero = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if number < 60 else 30)
    if not 0 <= number < 2_958_466:
        return number
    moment = zero + timedelta(days=number)
    return date(moment.year, moment.month, moment.day) if isinstance(number, int) else moment
