"""Reading a filled-in workbook into drafts, each with the row it came from and what is wrong with it."""

import contextlib
import dataclasses
import itertools
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.models.folding import fold, nfc
from desktop.models.records import Field, Kind, all_kinds, kind_named, known
from desktop.models.rules import Problem
from desktop.services.words import LANGUAGES, Words
from desktop.services.workbook.cells import CellProblem, parse
from desktop.services.workbook.columns import ID, Column, by_code, label
from desktop.services.workbook.safety import not_a_workbook, open_workbook, reading_faults

MOST_ROWS = 50_000
_EMPTY_ROWS_TO_STOP = 1_000
_WIDEST = 200


@dataclasses.dataclass(frozen=True)
class ImportedRow:
    """One record as read: *row* is the line of the sheet it begins on; links are still the text typed."""

    row: int
    draft: Draft
    problems: tuple[Problem, ...] = ()


@dataclasses.dataclass(frozen=True)
class Sheet:
    """What a workbook holds: records of one kind."""

    kind: str
    rows: tuple[ImportedRow, ...]


@dataclasses.dataclass
class _Record:
    """A record while its lines are read."""

    row: int
    values: dict[str, Any]
    id: str | None
    problems: list[Problem]

    def finished(self, kind: Kind) -> ImportedRow:
        values = {name: tuple(v) if isinstance(v, list) else v for name, v in self.values.items()}
        return ImportedRow(self.row, Draft(kind.name, values, self.id), tuple(self.problems))


def read(path: Path, kind_name: str | None = None) -> Sheet:
    """Read the records in *path*; the kind is found from the sheet's columns unless given.

    Nothing is checked beyond what a cell can hold, and links are not looked up.

    Raises:
        Refusal: ``path_missing``, ``not_a_workbook``, ``workbook_too_large``, ``columns_missing`` where no sheet
            has the codes of a kind, or ``wrong_columns`` with those that do not belong in ``columns``.
    """
    opened = open_workbook(path)
    try:
        # openpyxl warns while it reads about features it skips; see `safety`.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kind, title, columns = _find(opened.values, kind_name, path)
            formulas = opened.formulas[title] if opened.formulas is not None else None
            with contextlib.ExitStack() as read:
                lines = _lines(opened.values[title], formulas, len(columns), read)
                return Sheet(kind.name, tuple(_records(kind, columns, lines)))
    except reading_faults() as fault:
        raise not_a_workbook(path) from fault
    finally:
        opened.close()


def _find(workbook: Any, kind_name: str | None, path: Path) -> tuple[Kind, str, list[Column | None]]:
    """The first sheet whose first row holds column codes, and the kind they are of."""
    if kind_name is not None and not known(kind_name):
        raise Refusal("unknown_kind", kind=kind_name)
    strangers: list[str] = []
    for sheet in workbook.worksheets:
        codes = _header(sheet)
        kind = _kind_of(codes, sheet.title, kind_name)
        if kind is None:
            continue
        expected = by_code(kind)
        strangers = [code for code in codes if code and code not in expected]
        strangers += [code for code in expected if codes.count(code) > 1]
        if not strangers:
            return kind, sheet.title, [expected.get(code) for code in codes]
    if not strangers:
        raise Refusal("columns_missing", path=str(path))
    raise Refusal("wrong_columns", path=str(path), columns=", ".join(strangers[:10]))


def _header(sheet: Any) -> list[str]:
    # The dimensions a file states may be wrong, and would hide rows.
    sheet.reset_dimensions()
    first = next(iter(sheet.iter_rows(max_row=1, max_col=_WIDEST, values_only=True)), ())
    codes = [nfc(cell) if isinstance(cell, str) else "" for cell in first]
    while codes and not codes[-1]:
        codes.pop()
    return codes


def _kind_of(codes: Sequence[str], title: str, kind_name: str | None) -> Kind | None:
    """The kind meant: the one named, the one the sheet is named after, or the one most columns belong to."""
    fitting = {
        kind.name: len(set(codes) & (by_code(kind).keys() - {ID})) for kind in all_kinds() if not kind.derived
    }
    if kind_name is not None:
        return kind_named(kind_name) if fitting.get(kind_name) else None
    for name, count in fitting.items():
        titles = {name, *(Words(language)("records", f"{name}.plural") for language in LANGUAGES)}
        if count and fold(title) in {fold(t) for t in titles}:
            return kind_named(name)
    best = max(fitting, key=lambda name: fitting[name])
    return kind_named(best) if fitting[best] > 1 else None


def _lines(
    sheet: Any, formulas: Any | None, width: int, read: contextlib.ExitStack
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The lines below the codes, numbered, until nothing follows; a formula never computed is `_UNKNOWN`.

    What is read half is closed with *read*: openpyxl keeps the file open for as long as its rows may go on.
    """
    rows = read.enter_context(contextlib.closing(sheet.iter_rows(min_row=2, max_col=width, values_only=True)))
    if formulas is not None:
        formulas.reset_dimensions()
        written = formulas.iter_rows(min_row=2, max_col=width, values_only=True)
        read.enter_context(contextlib.closing(written))
        rows = (_known(values, cells) for values, cells in zip(rows, written, strict=False))
    empty = 0
    for number, cells in enumerate(rows, start=2):
        if number > MOST_ROWS + 2:
            raise Refusal("too_many_rows", limit=MOST_ROWS)
        if all(cell is None or cell == "" for cell in cells):
            empty += 1
            if empty >= _EMPTY_ROWS_TO_STOP:
                return
            continue
        empty = 0
        yield number, cells


class _Unknown:
    """Stands in for the value of a formula that no program has computed."""


_UNKNOWN = _Unknown()


def _known(values: Sequence[Any], cells: Sequence[Any]) -> Sequence[Any]:
    return [
        _UNKNOWN if value is None and cell is not None else value
        for value, cell in itertools.zip_longest(values, cells)
    ]


def _records(
    kind: Kind, columns: Sequence[Column | None], lines: Iterator[tuple[int, Sequence[Any]]]
) -> Iterator[ImportedRow]:
    current: _Record | None = None
    for number, cells in lines:
        filled = {
            column.code: (column, cell)
            for column, cell in zip(columns, cells, strict=False)
            if column is not None and cell is not None and cell != ""
        }
        if number == 2 and _is_labels(kind, filled):
            continue
        own = [column for column, _ in filled.values() if column.rows is None]
        if own or current is None:
            if current is not None:
                yield current.finished(kind)
            current = _begin(columns, filled, number)
            if not own:
                current.problems.append(Problem("", "stray_row"))
        _add_rows(current, filled)
    if current is not None:
        yield current.finished(kind)


def _is_labels(kind: Kind, filled: Mapping[str, tuple[Column, Any]]) -> bool:
    """Whether a line is the row of labels; it may be in either language."""
    said = {code: fold(str(cell)) for code, (_, cell) in filled.items()}
    return any(
        said[code] == fold(label(Words(language), kind, column))
        for language in LANGUAGES
        for code, (column, _) in filled.items()
    )


def _begin(
    columns: Sequence[Column | None], filled: Mapping[str, tuple[Column, Any]], number: int
) -> _Record:
    record = _Record(number, {}, None, [])
    if ID in filled:
        record.id = nfc(str(filled[ID][1])).lower()
    for column in columns:
        if column is None or column.field is None:
            continue
        if column.rows:
            record.values.setdefault(column.rows, [])
        elif not column.field.made:
            # What the program makes itself is never taken from a file: a name might stand there.
            cell = filled[column.code][1] if column.code in filled else None
            record.values[column.code] = _value(record, column.field, column.code, cell)
    return record


def _add_rows(record: _Record, filled: Mapping[str, tuple[Column, Any]]) -> None:
    """Add the line's cells of rows fields, one row for each rows field that has any."""
    for name in dict.fromkeys(column.rows for column, _ in filled.values() if column.rows):
        rows = record.values[name]
        rows.append({})
        for column, cell in filled.values():
            if column.rows == name and column.field is not None:
                place = f"{name}.{len(rows) - 1}.{column.field.name}"
                rows[-1][column.field.name] = _value(record, column.field, place, cell)


def _value(record: _Record, field: Field, place: str, cell: object) -> Any:
    try:
        if cell is _UNKNOWN:
            raise CellProblem("no_cached_value", "")
        return parse(field, cell)
    except CellProblem as problem:
        record.problems.append(Problem(place, problem.code, problem.params))
        return () if field.many else None
