"""Reading a workbook into records of one kind: which sheet, which heading, which column is which field."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.models.errors import Refusal
from desktop.models.folding import fold
from desktop.models.records import FieldType, Kind, all_kinds, kind_named, known
from desktop.services.importing import fonts, lines
from desktop.services.importing.guessing import Guess, guess
from desktop.services.importing.headings import SEARCHED, Heading, candidates, coded, is_divided
from desktop.services.importing.preview import Choices, ColumnGuess, FontFinding, SkippedLine
from desktop.services.importing.vocabulary import money_unit, nothing_words, plain
from desktop.services.own_codes import NONE, OwnCodes
from desktop.services.progress import Progress, silent
from desktop.services.words import LANGUAGES, Words
from desktop.services.workbook.book import Book, open_book
from desktop.services.workbook.columns import Column, by_code, column_of, label
from desktop.services.workbook.grid import Grid
from desktop.services.workbook.records import ImportedRow, records

_SAYS_UNIT = re.compile(r"\b(?:dvt|don vi)\b")
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_MOST_SHEETS = 40
_SAMPLES = 20
_ENOUGH = 2.5
_NAMED_IN_TITLE = 3.0
_CLEARLY = 4.0

Recall = Callable[[str, Heading], Choices | None]
"""Gives what a person chose for a list of a kind with this heading before."""


def nothing_recalled(_kind: str, _heading: Heading) -> Choices | None:
    """Recalls nothing."""
    return None


@dataclasses.dataclass(frozen=True)
class Reading:
    """A workbook as it was read.

    Attributes:
        kind: Record kind.
        sheet: The sheet that was read.
        sheets: Every sheet a person sees.
        heading: Where its heading is.
        columns: What each column was taken for.
        missing: Required fields that nothing gives.
        fonts: What was converted.
        rows: The records.
        skipped: Lines that are no records.
        used: What was chosen or remembered, to read it in the same way again.
        remembered: Whether a mapping was remembered.
    """

    kind: str
    sheet: str
    sheets: tuple[str, ...]
    heading: Heading
    columns: tuple[ColumnGuess, ...]
    missing: tuple[str, ...]
    fonts: tuple[FontFinding, ...]
    rows: tuple[ImportedRow, ...]
    skipped: tuple[SkippedLine, ...]
    used: Choices
    remembered: bool = False


@dataclasses.dataclass(frozen=True)
class _Found:
    """A sheet that may be read as a list of a kind."""

    kind: Kind
    sheet: str
    heading: Heading
    coded: bool
    guess: Guess
    score: float


def read(
    path: Path,
    choices: Choices | None = None,
    recall: Recall = nothing_recalled,
    progress: Progress = silent,
    own: OwnCodes = NONE,
) -> Reading:
    """Read the records in *path*; nothing is checked beyond what a cell can hold, and links are not looked up.

    Args:
        path: The workbook.
        choices: What a person decided; the rest is guessed.
        recall: What was chosen for such a list before.
        progress: Told how far it is.
        own: What the unit added to code lists; their labels are read like those of ready entries.

    Raises:
        Refusal: ``path_missing``, ``not_a_workbook``, ``workbook_encrypted``, ``workbook_other_format``,
            ``workbook_too_large``, ``workbook_too_full``, ``workbook_too_slow``, ``too_many_rows``,
            ``unknown_kind``, ``sheet_missing``;
            ``columns_missing`` where no sheet looks like a list this program knows.
    """
    chosen = choices or Choices()
    if chosen.kind and (not known(chosen.kind) or kind_named(chosen.kind).derived):
        raise Refusal("unknown_kind", kind=chosen.kind)
    with open_book(path, progress=progress) as book:
        if chosen.sheet and chosen.sheet not in book.sheets:
            raise Refusal("sheet_missing", sheet=chosen.sheet)
        found = _find(book, chosen)
        if found is None:
            raise Refusal("columns_missing", path=str(path))
        sheet = fonts.convert(book.grid(found.sheet), book.styles, chosen.fonts)
        return _understood(book, found, sheet, chosen, recall, own)


def _find(book: Book, chosen: Choices) -> _Found | None:
    """The sheet, kind and heading that fit best; a row of column codes beats every guess."""
    kinds = [kind_named(chosen.kind)] if chosen.kind else [k for k in all_kinds() if not k.derived]
    best: _Found | None = None
    for sheet in [chosen.sheet] if chosen.sheet else book.sheets[:_MOST_SHEETS]:
        grid = fonts.convert(book.grid(sheet, SEARCHED + _SAMPLES), book.styles, chosen.fonts).grid
        found = _coded_sheet(grid, sheet, kinds)
        if chosen.kind:
            _refuse_other_kind(grid, sheet, found, book.path)
        if found is None:
            # Merged cells, which headings of several rows have, are named behind all rows.
            whole = fonts.convert(book.grid(sheet), book.styles, chosen.fonts).grid
            found = _guessed_sheet(whole, sheet, kinds)
        if found is not None and found.coded:
            return found
        if found is not None and (best is None or found.score > best.score):
            best = found
    # A person who says which register or which sheet gets the columns to map, however strange they are.
    return best if best is not None and (best.score >= _ENOUGH or chosen.kind or chosen.columns) else None


def _refuse_other_kind(grid: Grid, sheet: str, found: _Found | None, path: Path) -> None:
    """A template of another register may share a few columns with this one; it goes where it belongs."""
    meant = _coded_sheet(grid, sheet, [kind for kind in all_kinds() if not kind.derived])
    if meant is not None and (found is None or meant.score > found.score + _CLEARLY):
        raise Refusal("other_kind", path=str(path), kind=meant.kind.name)


def _coded_sheet(grid: Grid, sheet: str, kinds: Sequence[Kind]) -> _Found | None:
    options = []
    for kind in kinds:
        heading = coded(grid, kind)
        if heading is not None:
            guessed = guess(kind, heading, _first_rows(grid, heading), coded=True)
            titles = {fold(Words(language)("records", f"{kind.name}.plural")) for language in LANGUAGES}
            named = fold(sheet) in titles or fold(sheet) == kind.name
            options.append(_Found(kind, sheet, heading, True, guessed, guessed.score + 100.0 * named))
    best = max(options, key=lambda option: option.score, default=None)
    if best is None:
        return None
    return dataclasses.replace(best, heading=_with_labels(best.kind, grid, best.heading))


def _with_labels(kind: Kind, grid: Grid, heading: Heading) -> Heading:
    """The row of codes and, where it follows, the row of labels, in any language."""
    below = next((line for line in grid.lines if line.number == heading.last + 1), None)
    if below is None:
        return heading
    labels = {
        fold(label(Words(language), kind, column))
        for language in LANGUAGES
        for column in by_code(kind).values()
    }
    labelled = any(isinstance(cell, str) and fold(cell) in labels for cell in below.cells)
    return dataclasses.replace(heading, last=heading.last + 1) if labelled else heading


def _guessed_sheet(grid: Grid, sheet: str, kinds: Sequence[Kind]) -> _Found | None:
    best: _Found | None = None
    for heading in candidates(grid):
        rows = _first_rows(grid, heading)
        times, divided = _unit_above(grid, heading), is_divided(grid, heading)
        title = plain(" ".join([sheet, *_above(grid, heading)]))
        for kind in kinds:
            guessed = guess(kind, heading, rows, times=times)
            # The lower rows of a heading belong to it only where they add something.
            score = guessed.score - 0.3 * (heading.last - heading.first) - (0.5 if divided else 0.0)
            if len(kinds) > 1 and _is_named(kind, title):
                score += _NAMED_IN_TITLE
            if best is None or score > best.score:
                best = _Found(kind, sheet, heading, False, guessed, score)
    return best


def _is_named(kind: Kind, title: str) -> bool:
    words = Words()
    names = (plain(words("records", f"{kind.name}{form}")) for form in ("", ".plural", ".short"))
    return any(f" {name} " in f" {title} " for name in names)


def _above(grid: Grid, heading: Heading) -> Iterator[str]:
    for line in grid.lines:
        if line.number < heading.first:
            yield from (cell for cell in line.cells if isinstance(cell, str))


def _first_rows(grid: Grid, heading: Heading) -> list[Sequence[Any]]:
    """The cells of the first lines below a heading, that of the numbers of columns left out."""
    found: list[Sequence[Any]] = []
    for line in grid.lines:
        if line.number > heading.last and not lines.numbers_columns(line):
            found.append(line.cells)
        if len(found) >= _SAMPLES:
            break
    return found


def _understood(
    book: Book, found: _Found, sheet: fonts.Converted, chosen: Choices, recall: Recall, own: OwnCodes
) -> Reading:
    kind, heading, grid = found.kind, found.heading, sheet.grid
    recalled = None if found.coded else recall(kind.name, heading)
    used = _together(recalled, chosen, kind.name, found.sheet)
    guesses = _decided(kind, found.guess.columns, chosen.columns, recalled.columns if recalled else {})
    columns = _places(kind, guesses)
    sorted_out = (lines.of_template if found.coded else lines.of_list)(kind, grid, heading, columns)
    words = _words(kind, own.words(), used.words)
    made = records(
        kind,
        columns,
        sorted_out.records,
        fixed=used.fixed,
        words=words,
        from_1904=grid.from_1904,
        year=_year_above(grid, heading, found.sheet),
        times={one.place: one.times for one in guesses},
        totals={one.place: one.sum_of for one in guesses if one.sum_of},
    )
    given = {column.code for column in columns if column is not None} | used.fixed.keys()
    required = [c.code for c in by_code(kind).values() if c.required and c.rows is None]
    has_id = "id" in given
    return Reading(
        kind=kind.name,
        sheet=found.sheet,
        sheets=book.sheets,
        heading=heading,
        columns=guesses,
        missing=() if has_id else tuple(code for code in required if code not in given),
        fonts=sheet.findings,
        rows=tuple(made),
        skipped=tuple(sorted_out.skipped),
        used=used,
        remembered=recalled is not None,
    )


def _words(
    kind: Kind, added: Mapping[str, Mapping[str, str]], said: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Mapping[str, str]]:
    """For each code list the words that stand for its codes: what a person said goes before everything else."""
    fields = [cell for field in kind.fields for cell in (field, *field.rows)]
    names = dict.fromkeys(str(field.code_list) for field in fields if field.code_list)
    return {
        name: {**nothing_words(name), **added.get(name, {}), **said.get(name, {})}
        for name in (*names, *added, *said)
    }


def _year_above(grid: Grid, heading: Heading, sheet: str) -> int | None:
    """The one year that the titles and the name of a sheet speak of; None when they name several or none."""
    said = " ".join([sheet, *_above(grid, heading)])
    years = set(_YEAR.findall(fold(said)))
    return int(years.pop()) if len(years) == 1 else None


def _unit_above(grid: Grid, heading: Heading) -> int:
    """How many đồng one unit of the amounts is by a line above the table (ĐVT: triệu đồng); 1 without one."""
    units = [money_unit(text) for text in _above(grid, heading) if _SAYS_UNIT.search(fold(text))]
    return next((unit for unit in units if unit is not None), 1)


def _together(recalled: Choices | None, chosen: Choices, kind: str, sheet: str) -> Choices:
    """What a person chose now over what was remembered."""
    before = recalled or Choices()
    words = {name: {**before.words.get(name, {}), **chosen.words.get(name, {})}
             for name in (*before.words, *chosen.words)}  # fmt: skip
    return Choices(
        kind=kind,
        sheet=sheet,
        columns={**before.columns, **chosen.columns},
        fixed={name: text for name, text in {**before.fixed, **chosen.fixed}.items() if text},
        words=words,
        fonts=chosen.fonts,
    )


def _decided(
    kind: Kind, guesses: Sequence[ColumnGuess], chosen: Mapping[int, str], recalled: Mapping[int, str]
) -> tuple[ColumnGuess, ...]:
    """The guesses with what a person said; a code given to one column is taken from the others."""
    said = {place: (code, "chosen" if place in chosen else "remembered")
            for place, code in {**recalled, **chosen}.items()}  # fmt: skip
    given = Counter(code for code, _ in said.values() if code)
    decided: list[ColumnGuess] = []
    for one in guesses:
        code, why = said.get(one.place, (one.code, one.why))
        if code and column_of(kind, code) is None:
            raise Refusal("unknown_column", column=code)
        if one.place not in said and given[code]:
            code, why = "", "taken"
        sure = "none" if not code else one.confidence if why == one.why else "sure"
        column = column_of(kind, code) if code else None
        money = column is not None and column.field is not None and column.field.type is FieldType.MONEY
        decided.append(
            dataclasses.replace(
                one, code=code, why=why, confidence=sure, times=one.times if money else 1,
                sum_of="" if one.place in said else one.sum_of,
            )
        )  # fmt: skip
    return tuple(decided)


def _places(kind: Kind, guesses: Sequence[ColumnGuess]) -> list[Column | None]:
    width = 1 + max((one.place for one in guesses), default=-1)
    columns: list[Column | None] = [None] * width
    for one in guesses:
        columns[one.place] = column_of(kind, one.code) if one.code else None
    return columns
