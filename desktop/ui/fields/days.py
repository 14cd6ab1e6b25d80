"""Reading a day as people type it."""

import re
from datetime import date

_PARTS = re.compile(r"\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}|\d{2}))?\s*\Z")
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


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
