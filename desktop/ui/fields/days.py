"""Reading a day or a month as people type it."""

import re
from datetime import date

from desktop.models.folding import fold

_PARTS = re.compile(r"\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}|\d{2}))?\s*\Z")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}))?\Z")
_SOLID_MONTH = re.compile(r"(\d{2})(\d{4})\Z")
_SOLID = re.compile(r"\s*(\d{2})(\d{2})(\d{4})?\s*\Z")


def read_day(text: str, today: date, *, future: bool = False) -> date | None:
    """The day meant by *text* (``5/11``, ``5-11-26``, ``05112026``); None when there is no such day.

    A missing year is the one of *today*; for a field that takes no future day, the last such day that has been.
    """
    found = _PARTS.match(text) or _SOLID.match(text)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if found[3] is None:
        made = _made(today.year, month, day)
        late = made is not None and made > today and not future
        return _made(today.year - 1, month, day) if late else made
    return _made(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)


def read_month(text: str, today: date) -> date | None:
    """The first day of the month meant by *text* (``11``, ``11/2026``, ``tháng 11``); None when there is none.

    A missing year makes it the last such month that has begun.
    """
    said = fold(text)
    found = _MONTH.match(said) or _SOLID_MONTH.match(said)
    if found is None:
        return None
    if found[2] is not None:
        return _made(int(found[2]), int(found[1]), 1)
    made = _made(today.year, int(found[1]), 1)
    return _made(today.year - 1, int(found[1]), 1) if made is not None and made > today else made


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
