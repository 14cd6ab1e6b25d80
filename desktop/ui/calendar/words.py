"""How the calendar says what happened on a day."""

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.services.year_calendar import Deadline, YearCalendar
from desktop.ui import language

DUE, LATE = "→", "!"


def mark(kind: str) -> str:
    """Two letters that stand for *kind* in a cell."""
    key = f"calendar.mark.{kind}"
    return language.say(key) if language.has("window", key) else language.page_title(kind)[:2].upper()


def done_words(done: Mapping[str, int]) -> list[str]:
    """What was done, kind by kind: ``Tuyên truyền: 2``."""
    return [f"{language.page_title(kind)}: {language.number(count)}" for kind, count in done.items()]


def deadline_words(deadline: Deadline) -> str:
    """Something due: what, and which."""
    key = "calendar.late" if deadline.late else "calendar.due"
    return language.say(key, what=language.kind_title(deadline.kind), caption=deadline.caption)


def day_words(day: date, done: Mapping[str, int], deadlines: Sequence[Deadline]) -> str:
    """A day for a screen reader and for the tool tip."""
    said = [language.long_day(day), *done_words(done), *(deadline_words(one) for one in deadlines)]
    return "; ".join(said) if len(said) > 1 else f"{said[0]}; {language.say('calendar.nothing')}"


def month_words(calendar: YearCalendar, number: int) -> tuple[str, str, str]:
    """The reporting month *number*: its short name, its figures as they show, and all of it in words."""
    month = calendar.year.months[number - 1]
    count = calendar.month_count(month)
    dues = sum(len(found) for day, found in calendar.deadlines.items() if day in month)
    short = language.say(f"period.m{number:02}.short")
    shown = language.number(count) if count else "–"
    if dues:
        shown += f"  {DUE} {dues}"
    whole = language.say(
        "calendar.month", month=language.say(f"period.m{number:02}", year=str(calendar.year.year)),
        start=language.day(month.start), end=language.day(month.end), count=count, dues=dues,
    )  # fmt: skip
    return short, shown, whole
