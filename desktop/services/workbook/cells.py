"""Cells: what a person typed into Excel becomes a value, and text goes out so that it stays text."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE

from desktop.models.folding import fold, nfc
from desktop.models.records import Field, FieldType
from desktop.services.words import LANGUAGES, catalogue
from desktop.services.workbook.grid import UNKNOWN, day_of
from desktop.services.workbook.lists import items, pieces

DATE_FORMAT = "dd/mm/yyyy"
MONTH_FORMAT = "mm/yyyy"
COUNT_FORMAT = "#,##0"
SHARE_FORMAT = "0.0"
LONGEST_CELL = 32_767
NOTHING = "-"
"""Stands in for a code where a word says that there is none."""

# What Excel reads as a character that XML has no room for, though somebody typed it.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A day as people write it, folded: 05/03/2026, 5.3.2026, ngày 5 tháng 3 năm 2026, 2026-03-05, with the time or not.
_DAY = re.compile(
    r"(?:\d{1,2}\s*[:h]\s*(?:\d{2})?,?\s*)?(?:thu \w+,?\s*|chu nhat,?\s*)?(?:ngay\s*)?"
    r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<day>\d{1,2})(?:\s*[/.\-]\s*|\s*thang\s*)(?P<month>\d{1,2})"
    r"(?:\s*[/.\-]\s*(?:(?P<year>\d{4})|(?P<short>\d{2}))|,?\s*nam\s*(?P<said>\d{4}))?)"
    r"(?:[t ]\s*\d{1,2}\s*[:h]\s*(?:\d{2})?(?::\d{2}(?:\.\d+)?)?)?"
)
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})(?:\s*[/.\-]\s*|\s*nam\s*)(\d{4}|\d{2})")
_BARE_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})")
# A day without any sign between its parts: what Excel counts days by, or 05032025.
_BARE = re.compile(r"\d{5}|\d{8}")
_YEARS = range(2000, 2101)
_REMEMBERED = 5_000
_WHOLE = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_DOTTED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
# "1,500" may be one and a half or fifteen hundred.
_DECIMAL = re.compile(r"[+-]?\d+(?:\.\d+|,(?!\d{3}$)\d+)?")
_NEXT_TO_NOTHING = Decimal("0.001")
# What people write between the parts of a code, "18-30" for 18_30.
_BETWEEN = re.compile(r"[\s_\-\u2010-\u2015]+")
_YES = frozenset({"co", "yes", "x", "dung", "true", "1"})
_NO = frozenset({"khong", "no", "sai", "false", "0"})


class CellProblem(Exception):
    """A cell that cannot be understood; *code* is a problem code."""

    def __init__(self, code: str, value: object) -> None:
        super().__init__(code, value)
        self.code = code
        self.params: Mapping[str, object] = {"value": str(value)}


def reader(
    field: Field,
    words: Mapping[str, str] | None = None,
    *,
    from_1904: bool = False,
    year: int | None = None,
    times: int = 1,
) -> Callable[[object], Any]:
    """What turns cells of a column into values of *field*, None when they are empty; links stay the text typed.

    It remembers texts: a column says the same few things again and again.

    Args:
        field: What the column holds.
        words: Folded words that stand for codes of its list, besides codes and labels; `NOTHING` for words that
            say that there is none.
        from_1904: Whether the workbook counts days from 1904.
        year: The year the whole list is about; months may be written without it then.
        times: How many đồng one unit of an amount is.

    Raises:
        CellProblem: from what is returned: ``wrong_type``, ``not_a_day``, ``not_a_month``, ``not_a_number``,
            ``not_yes_or_no``, ``two_digit_year``, ``year_missing``, ``month_without_year``, ``unknown_code``,
            ``no_cached_value``.
    """
    column = _Column(field, words or {}, from_1904, year, times)
    read = _PARSERS[field.type]
    seen: dict[str, Any] = {}

    def value(cell: object) -> Any:
        if isinstance(cell, str):
            if cell in seen:
                return seen[cell]
            found = _of_text(column, read, cell)
            if len(seen) < _REMEMBERED:
                seen[cell] = found
            return found
        if cell is None:
            return () if field.many else None
        if cell is UNKNOWN:
            raise CellProblem("no_cached_value", "")
        return read(column, cell)

    return value


def parse(field: Field, cell: object) -> Any:
    """The value of one *cell*; see `reader`."""
    return reader(field)(cell)


class _Column:
    """What a parser needs to know of its column."""

    def __init__(
        self, field: Field, words: Mapping[str, str], from_1904: bool, year: int | None, times: int
    ) -> None:
        self.field = field
        self.from_1904 = from_1904
        self.year = year
        self.times = times
        self._words = words

    def code(self, text: str) -> str | None:
        """The code *text* stands for, `NOTHING` where it says that there is none and the field may be empty."""
        known = _codes_by_words(str(self.field.code_list))
        said = fold(text)
        found = known.get(said) or known.get(_BETWEEN.sub("_", said))
        found = found or self._words.get(said) or self._words.get(said.rstrip(" ."))
        return None if found == NOTHING and self.field.required else found


_Parser = Callable[[_Column, object], Any]


def _of_text(column: _Column, read: _Parser, cell: str) -> Any:
    field = column.field
    # In a list, lines are items; anywhere else a line break is a space.
    text = "\n".join(pieces(cell)) if field.many else nfc(cell)
    if not text:
        return () if field.many else None
    if text in ERROR_CODES:
        raise CellProblem("wrong_type", text)
    return read(column, text)


def _date(column: _Column, cell: object) -> date:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_serial(cell, column.from_1904)
    text = str(cell)
    if _BARE.fullmatch(text):
        return _of_serial(int(text), column.from_1904)
    found = _DAY.fullmatch(fold(text)) if isinstance(cell, str) else None
    if found is None:
        raise CellProblem("not_a_day", text)
    if found["short"]:
        raise CellProblem("two_digit_year", text)
    if not (found["iso"] or found["year"] or found["said"]):
        raise CellProblem("year_missing", text)
    try:
        if found["iso"]:
            return date.fromisoformat("-".join(f"{int(part):02}" for part in found["iso"].split("-")))
        return date(int(found["year"] or found["said"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise CellProblem("not_a_day", text) from None


def _month(column: _Column, cell: object) -> date:
    bare = _BARE_MONTH.fullmatch(fold(str(cell)))
    if bare and 1 <= int(bare[1]) <= 12:
        if column.year is None:
            raise CellProblem("month_without_year", cell)
        return date(column.year, int(bare[1]), 1)
    found = _MONTH.fullmatch(fold(cell)) if isinstance(cell, str) else None
    if found and 1 <= int(found[1]) <= 12:
        if len(found[2]) == 2:
            raise CellProblem("two_digit_year", cell)
        return date(int(found[2]), int(found[1]), 1)
    day = _date(column, cell)
    if day.day != 1:
        # The 20th may lie in the next reporting month: nobody guesses.
        raise CellProblem("not_a_month", f"{day:%d/%m/%Y}")
    return day


def _of_serial(number: int | float, from_1904: bool) -> date:
    """The day a bare *number* is, counted in this workbook's calendar or as digits (5032025)."""
    day = day_of(number, from_1904)
    if isinstance(day, datetime):
        day = day.date()
    elif not isinstance(day, date) and isinstance(number, int):
        day = _of_digits(number)
    if not isinstance(day, date) or day.year not in _YEARS:
        raise CellProblem("not_a_day", number)
    return day


def _of_digits(number: int) -> date | None:
    """The day of 05032025; Excel drops the zero before it."""
    day, month, year = number // 1_000_000, number // 10_000 % 100, number % 10_000
    return (
        date(year, month, day) if year in _YEARS and 1 <= month <= 12 and _is_day(day, month, year) else None
    )


def _is_day(day: int, month: int, year: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _number(_column: _Column, cell: object) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str):
        text = cell.replace("\u202f", " ")
        if _WHOLE.fullmatch(text) and len(text) <= 18:
            return int(text)
        if _GROUPED.fullmatch(text) and len(text) <= 24:
            return int(re.sub("[., ]", "", text))
    raise CellProblem("not_a_number", cell)


def _money(column: _Column, cell: object) -> int:
    """Whole đồng; where amounts stand in thousands or millions, they may have decimals."""
    if column.times == 1:
        return _number(column, cell)
    product = _decimal(cell) * column.times
    whole = int(product.to_integral_value())
    # What a formula computed is off by as much as a computer cannot hold.
    if abs(product - whole) > _NEXT_TO_NOTHING:
        raise CellProblem("not_a_number", cell)
    return whole


def _decimal(cell: object) -> Decimal:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Decimal(str(cell))
    text = cell.replace("\u202f", " ").replace(" ", "") if isinstance(cell, str) and len(cell) <= 24 else ""
    if _DOTTED.fullmatch(text):
        # Dots part thousands, a comma the decimals.
        return Decimal(text.replace(".", "").replace(",", "."))
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise CellProblem("not_a_number", cell)


def _text(_column: _Column, cell: object) -> str:
    if isinstance(cell, bool):
        raise CellProblem("wrong_type", cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return f"{cell:%d/%m/}{cell.year:04}"
    if isinstance(cell, (str, int, float)):
        return str(cell)
    raise CellProblem("wrong_type", cell)


def _flag(_column: _Column, cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    said = fold(str(cell))
    if said in _YES or said in _NO:
        return said in _YES
    raise CellProblem("not_yes_or_no", cell)


def _code(column: _Column, cell: object) -> str | None:
    text = _text(column, cell)
    found = column.code(text)
    if found is None:
        raise CellProblem("unknown_code", text)
    return None if found == NOTHING else found


def _codes(column: _Column, cell: object) -> tuple[str, ...]:
    typed = items(pieces(_text(column, cell)), lambda text: column.code(text) is not None)
    return tuple(dict.fromkeys(code for text in typed if (code := _code(column, text)) is not None))


def _links(column: _Column, cell: object) -> tuple[str, ...]:
    # What records are called is not known here: whether a comma ends a name is decided when they are looked up.
    return tuple(dict.fromkeys(pieces(_text(column, cell))))


@cache
def _codes_by_words(code_list: str) -> Mapping[str, str]:
    """Codes by themselves and by their labels in every language, without marks and case."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for key, label in catalogue(language, "codes").items():
            name, _, code = key.partition(".")
            if name == code_list:
                found.setdefault(fold(label), code)
                found[fold(code)] = code
    return found


_PARSERS: dict[FieldType, _Parser] = {
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.YEAR: _number,
    FieldType.COUNT: _number,
    FieldType.MONEY: _money,
    FieldType.TEXT: _text,
    FieldType.FLAG: _flag,
    FieldType.CODE: _code,
    FieldType.CODES: _codes,
    FieldType.LINK: _text,
    FieldType.LINKS: _links,
}


def put(cell: Any, value: object, number_format: str | None = None) -> Any:
    """Set *cell* to *value* and give it back; text is written as text whatever it begins with.

    A cell that Excel would read as a formula gets the quote prefix, so that it is shown and never run.
    """
    if isinstance(value, str):
        cell.value, quoted = written(value)
        cell.data_type = "s"
        if quoted:
            cell.quotePrefix = True
    else:
        cell.value = value
    if number_format and value is not None and not isinstance(value, str):
        cell.number_format = number_format
    return cell


def written(text: str) -> tuple[str, bool]:
    """*text* as a cell holds it, and whether Excel would read it as a formula if nobody said that it is text."""
    bare = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    return _LOOKS_ESCAPED.sub("_x005F_", bare), bare.startswith(_FORMULA_STARTS)
