"""Cells: what a person typed into Excel becomes a value, and text goes out so that it stays text."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE

from desktop.models.folding import fold, nfc
from desktop.models.records import Field, FieldType
from desktop.services.words import LANGUAGES, catalogue
from desktop.services.workbook.lists import items, pieces

DATE_FORMAT = "dd/mm/yyyy"
MONTH_FORMAT = "mm/yyyy"
COUNT_FORMAT = "#,##0"
SHARE_FORMAT = "0.0"
LONGEST_CELL = 32_767

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}")
_WHOLE = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
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


def parse(field: Field, cell: object) -> Any:
    """The value of *cell* for *field*, None when it is empty; links stay the text that was typed.

    Raises:
        CellProblem: ``wrong_type``, ``two_digit_year`` or ``unknown_code``.
    """
    if isinstance(cell, str):
        # In a list, lines are items; anywhere else a line break is a space.
        cell = "\n".join(pieces(cell)) if field.many else nfc(cell)
    if cell is None or cell == "":
        return () if field.many else None
    if isinstance(cell, str) and cell in ERROR_CODES:
        raise CellProblem("wrong_type", cell)
    return _PARSERS[field.type](field, cell)


def _date(_field: Field, cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell)
    if _TWO_DIGIT_YEAR.fullmatch(text):
        raise CellProblem("two_digit_year", text)
    if isinstance(cell, str):
        iso, day_first = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
        try:
            if iso:
                return date(int(iso[1]), int(iso[2]), int(iso[3]))
            if day_first:
                return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        except ValueError:
            raise CellProblem("wrong_type", text) from None
    # A bare number may be a day counted from 1900 or from 1904: nobody can tell, so nobody guesses.
    raise CellProblem("wrong_type", text)


def _month(field: Field, cell: object) -> date:
    found = _MONTH.fullmatch(fold(cell)) if isinstance(cell, str) else None
    if found and 1 <= int(found[1]) <= 12:
        return date(int(found[2]), int(found[1]), 1)
    day = _date(field, cell)
    if day.day != 1:
        # The 20th may lie in the next reporting month: nobody guesses.
        raise CellProblem("wrong_type", cell)
    return day


def _number(_field: Field, cell: object) -> int:
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
    raise CellProblem("wrong_type", cell)


def _text(_field: Field, cell: object) -> str:
    if isinstance(cell, bool):
        raise CellProblem("wrong_type", cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return f"{cell:%d/%m/}{cell.year:04}"
    if isinstance(cell, (str, int, float)):
        return str(cell)
    raise CellProblem("wrong_type", cell)


def _flag(_field: Field, cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    said = fold(str(cell))
    if said in _YES or said in _NO:
        return said in _YES
    raise CellProblem("wrong_type", cell)


def _code(field: Field, cell: object) -> str:
    text = _text(field, cell)
    found = _code_of(field, text)
    if found is None:
        raise CellProblem("unknown_code", text)
    return found


def _code_of(field: Field, text: str) -> str | None:
    known = _codes_by_words(str(field.code_list))
    said = fold(text)
    return known.get(said) or known.get(_BETWEEN.sub("_", said))


def _codes(field: Field, cell: object) -> tuple[str, ...]:
    typed = items(pieces(_text(field, cell)), lambda text: _code_of(field, text) is not None)
    return tuple(dict.fromkeys(_code(field, text) for text in typed))


def _links(field: Field, cell: object) -> tuple[str, ...]:
    # What records are called is not known here: whether a comma ends a name is decided when they are looked up.
    return tuple(dict.fromkeys(pieces(_text(field, cell))))


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


_PARSERS: dict[FieldType, Callable[[Field, object], Any]] = {
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.YEAR: _number,
    FieldType.COUNT: _number,
    FieldType.MONEY: _number,
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
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
        cell.value = text
        cell.data_type = "s"
        if text.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    else:
        cell.value = value
    if number_format and value is not None and not isinstance(value, str):
        cell.number_format = number_format
    return cell
