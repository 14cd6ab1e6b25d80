"""Which lines below a heading are records: not sums, not headings of parts, not notes and signatures."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop.models.folding import fold, nfc
from desktop.models.records import FieldType, Kind
from desktop.services.importing.headings import Heading
from desktop.services.importing.preview import SkippedLine
from desktop.services.importing.vocabulary import is_total
from desktop.services.workbook.cells import CellProblem, reader
from desktop.services.workbook.columns import Column
from desktop.services.workbook.example import is_example
from desktop.services.workbook.grid import Grid, Line

_NUMBER_OF_COLUMN = re.compile(r"\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?(?:\s*=.*)?")
_NUMBER_OF_PART = re.compile(r"(?:[IVXLC]{1,6}|[A-Za-z]|\d{1,2}(?:\.\d{1,2})*)[.)]?")
_SAYING = frozenset((FieldType.DATE, FieldType.MONTH, FieldType.YEAR, FieldType.COUNT, FieldType.MONEY,
                     FieldType.CODE, FieldType.FLAG))  # fmt: skip
"""Fields whose cells tell a record from a note."""
_FEW = 3


class Sorted:
    """The lines of a sheet: the records', and those that are none."""

    def __init__(self) -> None:
        self.records: list[Line] = []
        self.skipped: list[SkippedLine] = []

    def skip(self, line: Line, why: str) -> None:
        """Leave *line* out."""
        text = " | ".join(nfc(str(cell)) for cell in line.cells if cell is not None)
        self.skipped.append(SkippedLine(line.number, why, text[:200]))


def of_template(kind: Kind, grid: Grid, heading: Heading, columns: Sequence[Column | None]) -> Sorted:
    """The lines of a sheet with column codes: everything but its labels and the example is a record."""
    found = Sorted()
    for line in grid.lines:
        if line.number <= heading.last:
            continue
        if is_example(kind, columns, line.cells):
            found.skip(line, "example")
        else:
            found.records.append(line)
    return found


def of_list(_kind: Kind, grid: Grid, heading: Heading, columns: Sequence[Column | None]) -> Sorted:
    """The lines of a list somebody keeps."""
    found = Sorted()
    look = _Look(columns)
    below = [line for line in _filled_down(grid, heading, look) if any(c is not None for c in line.cells)]
    says = [look.says_something(line) for line in below]
    last = max((n for n, said in enumerate(says) if said), default=-1)
    names = {place: " ".join(parts) for place, parts in heading.parts.items()}
    for n, line in enumerate(below):
        if n < _FEW and numbers_columns(line):
            found.skip(line, "numbers")
        elif _repeats(line, names, heading):
            found.skip(line, "heading")
        elif look.only_numbered(line):
            continue
        elif look.is_total(line):
            found.skip(line, "total")
        elif not says[n] and look.is_loose(line):
            found.skip(line, "section" if n < last else "note")
        elif n > last >= 0 and look.is_note(line):
            found.skip(line, "note")
        else:
            found.records.append(line)
    return found


class _Look:
    """What the columns of a list tell about a line."""

    def __init__(self, columns: Sequence[Column | None]) -> None:
        self._mapped = {place: column for place, column in enumerate(columns) if column is not None}
        self.own = {place for place, column in self._mapped.items() if column.rows is None}
        fields = [(place, column.field) for place, column in self._mapped.items() if column.field is not None]
        self._saying = [(place, reader(field)) for place, field in fields if field.type in _SAYING]
        dated = {FieldType.DATE, FieldType.MONTH, FieldType.YEAR}
        self._firm = [
            (place, reader(field))
            for place, field in fields
            if place in self.own and field.required and field.type in dated
        ]
        self._required = [place for place, c in self._mapped.items() if c.required and c.rows is None]

    def _reads(self, line: Line, columns: Iterable[tuple[int, Any]]) -> bool:
        for place, read in columns:
            cell = line.cells[place] if place < len(line.cells) else None
            if cell is not None:
                try:
                    read(cell)
                except CellProblem:
                    continue
                return True
        return False

    def says_something(self, line: Line) -> bool:
        """Whether a day, a number or a code of the record can be read."""
        return self._reads(line, self._saying)

    def is_total(self, line: Line) -> bool:
        """Whether the line is a sum: it says so, and it has no day of its own."""
        texts = [cell for cell in line.cells if isinstance(cell, str)]
        return any(is_total(text) for text in texts[:2]) and not self._reads(line, self._firm)

    def only_numbered(self, line: Line) -> bool:
        """Whether nothing stands in the line but its number, prepared for later."""
        filled = [place for place, cell in enumerate(line.cells) if cell is not None]
        return not any(place in self._mapped for place in filled) and len(filled) == 1 and (
            not isinstance(line.cells[filled[0]], str) or line.cells[filled[0]].strip(" .").isdigit()
        )  # fmt: skip

    def is_loose(self, line: Line) -> bool:
        """Whether the line is one text that makes no record: the heading of a part, a remark."""
        filled = [place for place, cell in enumerate(line.cells) if cell is not None]
        words = [place for place in filled if isinstance(line.cells[place], str)]
        # A heading of a part may have its number in the column before.
        numbered = len(words) > 1 and _NUMBER_OF_PART.fullmatch(str(line.cells[words[0]]).strip()) is not None
        if not words or len(words) > 1 + numbered or len(filled) > len(words) + 1:
            return False
        full = self._required and all(place in filled for place in self._required)
        rows = any(place in self._mapped and place not in self.own for place in filled)
        return not full and not rows

    def is_note(self, line: Line) -> bool:
        """Whether a line below the last record is a remark or a signature."""
        filled = [cell for cell in line.cells if cell is not None]
        return (
            len(filled) <= _FEW
            and all(isinstance(cell, str) for cell in filled)
            and not self.says_something(line)
        )


def numbers_columns(line: Line) -> bool:
    """A row of (1), (2), (3) below a heading."""
    filled = [cell for cell in line.cells if cell is not None]
    if len(filled) < _FEW or not all(_NUMBER_OF_COLUMN.fullmatch(str(cell)) for cell in filled):
        return False
    numbers = [int(found[0]) for cell in filled if (found := re.findall(r"\d+", str(cell)))]
    return numbers == sorted(numbers) and len(set(numbers)) == len(numbers) and numbers[:1] in ([], [1], [2])


def _repeats(line: Line, names: Mapping[int, str], heading: Heading) -> bool:
    """The heading again, as on the next printed page."""
    filled = {place: fold(str(cell)) for place, cell in enumerate(line.cells) if cell is not None}
    return len(filled) > 1 and all(
        any(text == fold(part) for part in heading.parts.get(place, ())) or text == fold(names.get(place, ""))
        for place, text in filled.items()
    )


def _filled_down(grid: Grid, heading: Heading, look: _Look) -> Iterator[Line]:
    """The lines below the heading; what is merged over several lines holds for each that says more."""
    areas = [a for a in grid.merged if a.top > heading.last and a.bottom > a.top and a.left == a.right]
    by_number = {line.number: line for line in grid.lines} if areas else {}
    above: dict[int, list[tuple[int, Any]]] = {}
    for area in areas:
        first = by_number.get(area.top)
        cell = first.cells[area.left] if first is not None and area.left < len(first.cells) else None
        for number in range(area.top + 1, min(area.bottom, area.top + 5_000) + 1):
            if cell is not None:
                above.setdefault(number, []).append((area.left, cell))
    for line in grid.lines:
        if line.number <= heading.last:
            continue
        held = above.get(line.number)
        own = held and any(c is not None and place in look.own for place, c in enumerate(line.cells))
        if not held or not own:
            yield line
            continue
        width = max(len(line.cells), 1 + max(place for place, _ in held))
        cells = [*line.cells, *[None] * (width - len(line.cells))]
        for place, cell in held:
            cells[place] = cell
        yield Line(line.number, cells, [*line.styles, *[-1] * (width - len(line.styles))])
