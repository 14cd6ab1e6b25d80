"""Reading a day or a month as people type it."""

import re
from datetime import date, timedelta

from desktop.models.folding import fold

_PARTS = re.compile(r"(?:ngay\s+)?(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}))?\Z", re.ASCII)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\Z", re.ASCII)
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4})?\Z", re.ASCII)
_MONTH = re.compile(r"(?:thang\s*|t)?(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}))?\Z", re.ASCII)
_SHORT_YEAR = re.compile(r"(?:(?:ngay|thang)\s+)?(?:\d{1,2}\s*[/.\- ]\s*){1,2}\d{2}\Z", re.ASCII)
_SOLID_MONTH = re.compile(r"(\d{2})(\d{4})\Z")
_STEP = re.compile(r"([+-])\s*(\d{1,3})\Z")

# As they are typed in either language, without marks; what an officer writes most has one letter.
_DAYS = {
    "h": 0, "hn": 0, "nay": 0, "hom nay": 0, "today": 0,
    "q": -1, "hq": -1, "qua": -1, "hom qua": -1, "yesterday": -1,
    "hom kia": -2,
    "mai": 1, "ngay mai": 1, "tomorrow": 1,
}  # fmt: skip
_MONTHS = {
    "h": 0, "nay": 0, "thang nay": 0, "this month": 0,
    "q": -1, "truoc": -1, "thang truoc": -1, "last month": -1,
}  # fmt: skip


def read_day(text: str, today: date, *, future: bool = False) -> date | None:
    """The day meant by *text*; None when there is no such day.

    Read are ``5/11``, ``5-11-2026``, ``ngày 5.11.2026``, ``05112026``, ``2026-11-05``, ``hôm nay`` (``h``),
    ``hôm qua`` (``q``), and ``+3`` or ``-1`` counted from *today*. A year of two digits is none: nobody knows of
    which century it is, here or in a workbook (see `has_short_year`). A missing year is the one of *today*; for a
    field that takes no future day, that of the last such day.
    """
    said = fold(text)
    steps = _steps(said, _DAYS)
    if steps is not None:
        return today + timedelta(days=steps)
    if iso := _ISO.match(said):
        return _made(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    found = _PARTS.match(said) or _SOLID.match(said)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if found[3] is None:
        made = _made(today.year, month, day)
        late = made is not None and made > today and not future
        return _made(today.year - 1, month, day) if late else made
    return _made(int(found[3]), month, day)


def has_short_year(text: str) -> bool:
    """Whether *text*, which is read as no day and no month, ends in a year of two digits."""
    return _SHORT_YEAR.match(fold(text)) is not None


def read_month(text: str, today: date) -> date | None:
    """The first day of the month meant by *text*; None when there is none.

    Read are ``11``, ``11/2026``, ``tháng 11``, ``112026``, ``tháng trước`` (``q``) and ``-1``. A missing year makes
    it the last such month that has begun.
    """
    said = fold(text)
    steps = _steps(said, _MONTHS)
    if steps is not None:
        return later_month(today.replace(day=1), steps)
    found = _MONTH.match(said) or _SOLID_MONTH.match(said)
    if found is None:
        return None
    if found[2] is not None:
        return _made(int(found[2]), int(found[1]), 1)
    made = _made(today.year, int(found[1]), 1)
    return _made(today.year - 1, int(found[1]), 1) if made is not None and made > today else made


def later_month(month: date, steps: int) -> date:
    """The first day of the month *steps* after *month*."""
    years, place = divmod(month.year * 12 + month.month - 1 + steps, 12)
    return date(years, place + 1, 1)


def _steps(said: str, names: dict[str, int]) -> int | None:
    found = _STEP.match(said)
    if found is not None:
        return int(found[2]) if found[1] == "+" else -int(found[2])
    return names.get(said)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
