"""How NĐ 30/2020/NĐ-CP has things written: numbers, days, places, lists of bodies, capitals (Phụ lục I and II).

Everything here is Vietnamese as it is printed; whoever lays a document out takes its texts from here.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from desktop.models.period import Period
from desktop.models.units import Unit, keeps_kind

BLANK = " \u2003 "
"""Room for a number or a day that is given by hand when the document is signed."""

_KINDS = ("phường", "xã", "thị trấn", "đặc khu", "quận", "huyện", "thị xã", "thành phố", "tỉnh")
_COUNCIL = re.compile(rf"^(ủy ban nhân dân|hội đồng nhân dân) (?=(?:{'|'.join(_KINDS)})\b)", re.IGNORECASE)
_LONGEST_LINE = 24
_VIETNAM = timezone(timedelta(hours=7))
_QUARTERS = {"q1": "I", "q2": "II", "q3": "III", "q4": "IV"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# Letters of the Vietnamese alphabet, in its order, as they count the points of a document.
_POINTS = "abcdđeghiklmnopqrstuvxy"


def number(given: int | None, symbol: str) -> str:
    """What stands behind "Số:": ``05/BC-UBND``, or room for the number when none is *given*."""
    return f"{BLANK * 2 if given is None else f'{given:02d}'}/{symbol}"


def day_in_words(day: date) -> str:
    """``ngày 05 tháng 01 năm 2026``: a zero before days under 10 and before the months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def signed(symbol: str, at: datetime) -> str:
    """What a file signed electronically beside its document carries: ``Số 05/BC-UBND; 2026-01-05T09:41:30+07:00``.

    Args:
        symbol: Number and symbol of the document.
        at: When the file was signed, by the clock of Việt Nam.
    """
    return f"Số {symbol.strip()}; {at.replace(microsecond=0, tzinfo=_VIETNAM).isoformat()}"


def place_and_date(place: str, day: date | None, year: int) -> str:
    """``Buôn Ma Thuột, ngày 05 tháng 01 năm 2026``; without a *day* there is room for it, and the *year*."""
    if day is not None:
        return f"{place}, {day_in_words(day)}"
    return f"{place}, ngày{BLANK}tháng{BLANK}năm\u00a0{year}"


def place(unit: Unit) -> str:
    """The place in "place and date": the bare name, with its kind where that belongs to the name."""
    return unit.full_name if keeps_kind(unit) else unit.name


def body_lines(body: str) -> list[str]:
    """The name of the issuing *body* in capitals, on the lines it is broken into.

    ``Ủy ban nhân dân phường Buôn Ma Thuột`` is ``ỦY BAN NHÂN DÂN`` above ``PHƯỜNG BUÔN MA THUỘT``; a long name of
    a unit has its kind on a line of its own.
    """
    council = _COUNCIL.match(body)
    if council is None:
        return [body.upper()]
    name = body[council.end() :]
    kind = next(kind for kind in sorted(_KINDS, key=len, reverse=True) if name.casefold().startswith(kind))
    named = [name] if len(name) <= _LONGEST_LINE else [name[: len(kind)], name[len(kind) :].strip()]
    return [council[1].upper(), *(line.upper() for line in named)]


def listed(names: Sequence[str]) -> list[str]:
    """*names* as lines with a dash each: ";" behind all of them, "." behind the last."""
    return [f"- {line}" for line in based(names)]


def based(bases: Sequence[str]) -> list[str]:
    """Legal *bases* as lines: ";" behind all of them, "." behind the last."""
    return [f"{basis}{'.' if place == len(bases) else ';'}" for place, basis in enumerate(bases, start=1)]


def roman(given: int) -> str:
    """*given*, from 1 to 39, in Roman numerals."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (given // value)
        given %= value
    return written


def point(place: int) -> str:
    """The letter of the point at *place*, from 1: a, b, c, d, đ, e ..."""
    return _POINTS[place - 1]


def annex_names(count: int) -> list[str]:
    """What *count* annexes are called: ``Phụ lục`` when it is the only one, ``Phụ lục I``, ``Phụ lục II`` ..."""
    return ["Phụ lục"] if count == 1 else [f"Phụ lục {roman(place)}" for place in range(1, count + 1)]


def annexes_named(count: int) -> str:
    """How the body of a document names its *count* annexes: ``Phụ lục``, ``Phụ lục I, Phụ lục II và Phụ lục III``."""
    *others, last = annex_names(count)
    return f"{', '.join(others)} và {last}" if others else last


def period_name(period: Period) -> str:
    """The period as it is written in a document: ``quý I năm 2025``, ``6 tháng đầu năm 2025``."""
    if period.of_plan_to_date:
        return f"từ đầu kế hoạch đến hết năm {period.year}"
    if period.name in _QUARTERS:
        return f"quý {_QUARTERS[period.name]} năm {period.year}"
    if period.name.startswith("m"):
        return f"tháng {int(period.name[1:])} năm {period.year}"
    spans = {"h1": "6 tháng đầu năm", "h2": "6 tháng cuối năm", "9m": "9 tháng đầu năm", "year": "năm"}
    months = f"{period.span[1]} tháng đầu năm"
    return f"{spans.get(period.name, months)} {period.year}"
