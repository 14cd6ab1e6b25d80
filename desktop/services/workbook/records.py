"""From the lines of a sheet to records: each with the lines it came from and what is wrong with its cells."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop.models.entry import Draft
from desktop.models.folding import nfc
from desktop.models.records import Field, FieldType, Kind
from desktop.models.rules import Problem
from desktop.services.workbook.cells import CellProblem, reader
from desktop.services.workbook.columns import Column, grouped_by
from desktop.services.workbook.grid import Line

_Read = Callable[[object], Any]
_Cell = tuple[int, str, _Read]


@dataclasses.dataclass(frozen=True)
class ImportedRow:
    """One record as read.

    Attributes:
        row: The line of the sheet it begins on.
        draft: Its values; links are still the text typed.
        problems: What the cells cannot be; warnings where they can be and contradict one another.
        lines: Every line it was read from.
    """

    row: int
    draft: Draft
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()


def records(
    kind: Kind,
    columns: Sequence[Column | None],
    lines: Iterable[Line],
    *,
    fixed: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    from_1904: bool = False,
    year: int | None = None,
    times: Mapping[int, int] | None = None,
    totals: Mapping[int, str] | None = None,
) -> Iterator[ImportedRow]:
    """The records in *lines*; nothing is checked beyond what a cell can hold, and links are not looked up.

    Args:
        kind: What they are.
        columns: What each column holds, from column A on; None where it is left out.
        lines: The lines below the heading.
        fixed: Field to what every record takes, for fields without a column.
        words: Code list to the words that stand for its codes, folded, besides codes and labels.
        from_1904: Whether the workbook counts days from 1904.
        year: The year the whole list is about, for months written without it.
        times: Place of a column of amounts to how many đồng one is.
        totals: Place of a column that is the sum of groups to what it sums (``audiences.attendances``); a line
            where it is not gets a warning.
    """

    def read(field: Field, place: int | None = None) -> _Read:
        known = (words or {}).get(str(field.code_list))
        amount = (times or {}).get(place, 1) if place is not None else 1
        return reader(field, known, from_1904=from_1904, year=year, times=amount)

    shape = _Shape(kind, columns, fixed or {}, read, totals or {})
    current: _Record | None = None
    for line in lines:
        cells = line.cells
        if len(cells) < shape.width:
            cells = [*cells, *[None] * (shape.width - len(cells))]
        own = any(cells[place] is not None for place in shape.beginning)
        if own or current is None:
            if not own and not shape.holds_rows(cells):
                continue
            if current is not None:
                yield current.finished(kind)
            current = shape.begin(cells, line.number)
            if not own:
                current.problems.append(Problem("", "stray_row"))
        else:
            current.lines.append(line.number)
        shape.add_rows(current, cells)
    if current is not None:
        yield current.finished(kind)


@dataclasses.dataclass
class _Record:
    """A record while its lines are read."""

    lines: list[int]
    values: dict[str, Any]
    id: str | None
    problems: list[Problem]

    def finished(self, kind: Kind) -> ImportedRow:
        values = {name: tuple(v) if isinstance(v, list) else v for name, v in self.values.items()}
        draft = Draft(kind.name, values, self.id)
        return ImportedRow(self.lines[0], draft, tuple(self.problems), tuple(self.lines))


class _Shape:
    """The columns of a sheet, sorted by what they fill; made once, used for every line."""

    def __init__(
        self,
        kind: Kind,
        columns: Sequence[Column | None],
        fixed: Mapping[str, str],
        read: Callable[..., _Read],
        totals: Mapping[int, str],
    ) -> None:
        self.width = len(columns)
        self._id: int | None = None
        self._own: list[_Cell] = []
        self._rows: dict[str, list[_Cell]] = {}
        self._wide: dict[str, dict[str, list[_Cell]]] = {}
        self._keys: dict[str, str] = {}
        self._set: dict[str, Any] = {}
        self._set_problems: list[Problem] = []
        for place, column in enumerate(columns):
            if column is None:
                continue
            field = column.field
            if field is None:
                self._id = place
            elif column.rows and column.group:
                cell = (place, field.name, read(field, place))
                self._wide.setdefault(column.rows, {}).setdefault(column.group, []).append(cell)
                self._keys[column.rows] = str(getattr(grouped_by(kind.field(column.rows)), "name", ""))
            elif column.rows:
                self._rows.setdefault(column.rows, []).append((place, field.name, read(field, place)))
            elif not field.made:
                # What the program makes itself is never taken from a file: a name might stand there.
                self._own.append((place, field.name, read(field, place)))
        self._totals: list[tuple[int, str, str, _Read]] = []
        for place, code in totals.items():
            rows, _, name = code.partition(".")
            counted = next((cell for cell in kind.field(rows).rows if cell.name == name), None)
            if counted is not None and rows in self._wide:
                self._totals.append((place, rows, name, read(counted)))
        mapped = {name for _, name, _ in self._own}
        self._empty = {name: () if kind.field(name).many else None for name in mapped}
        for name, text in fixed.items():
            if name in kind and name not in mapped and kind.field(name).type is not FieldType.ROWS:
                self._fix(kind.field(name), text, read(kind.field(name)))
        # In a wide list a line is a record of its own even where only its counts are filled in.
        wide = [place for groups in self._wide.values() for cells in groups.values() for place, _, _ in cells]
        self.beginning = [place for place, _, _ in self._own] + wide
        if self._id is not None:
            self.beginning.append(self._id)
        self._cells_of_rows = [place for cells in self._rows.values() for place, _, _ in cells]

    def _fix(self, field: Field, text: str, read: _Read) -> None:
        try:
            self._set[field.name] = read(text)
        except CellProblem as problem:
            self._set_problems.append(Problem(field.name, problem.code, problem.params))

    def holds_rows(self, cells: Sequence[Any]) -> bool:
        """Whether the line holds anything of a rows field."""
        return any(cells[place] is not None for place in self._cells_of_rows)

    def begin(self, cells: Sequence[Any], number: int) -> _Record:
        """A record that begins on the line *number*."""
        record = _Record([number], dict(self._set), None, list(self._set_problems))
        if self._id is not None and cells[self._id] is not None:
            record.id = nfc(str(cells[self._id])).lower()
        values = record.values
        values.update(self._empty)
        for place, name, read in self._own:
            cell = cells[place]
            if cell is None:
                continue
            try:
                values[name] = read(cell)
            except CellProblem as problem:
                record.problems.append(Problem(name, problem.code, problem.params))
                values[name] = None
        for name in (*self._rows, *self._wide):
            values[name] = []
        return record

    def add_rows(self, record: _Record, cells: Sequence[Any]) -> None:
        """Add the line's cells of rows fields: one row for each rows field that has any, one for each group."""
        for name, columns in self._rows.items():
            filled = [cell for cell in columns if cells[cell[0]] is not None]
            if filled:
                record.values[name].append({})
                self._fill(record, name, filled, cells)
        for name, groups in self._wide.items():
            for group, columns in groups.items():
                # Nobody of a group was there: no row, as on a form.
                filled = [cell for cell in columns if cells[cell[0]] not in (None, 0, "0", "-")]
                if filled:
                    record.values[name].append({self._keys[name]: group})
                    self._fill(record, name, filled, cells)

        for place, name, cell, read in self._totals:
            self._compare(record, name, cell, cells[place] if place < len(cells) else None, read)

    @staticmethod
    def _compare(record: _Record, name: str, cell: str, written: object, read: _Read) -> None:
        """Warn where the groups of a line do not make up the total beside them."""
        try:
            total = read(written)
        except CellProblem:
            return
        found = sum(row.get(cell) or 0 for row in record.values[name])
        unread = any(problem.field.startswith(f"{name}.") for problem in record.problems)
        if total is not None and total != found and not unread:
            params = {"value": total, "sum": found}
            record.problems.append(Problem(name, "total_differs", params, "warning"))

    @staticmethod
    def _fill(record: _Record, name: str, filled: Sequence[_Cell], cells: Sequence[Any]) -> None:
        row = record.values[name][-1]
        for place, cell, read in filled:
            try:
                row[cell] = read(cells[place])
            except CellProblem as problem:
                where = f"{name}.{len(record.values[name]) - 1}.{cell}"
                record.problems.append(Problem(where, problem.code, problem.params))
                row[cell] = None
