"""What sample records are drawn from: a seeded source, the days of the year so far, and what was drawn before."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from desktop.models.period import Period

Values = dict[str, Any]

_TRIES = 100


class Drawing:
    """One year of one commune, of which records are drawn.

    Attributes:
        rng: The seeded source.
        year: The reporting year.
        start: Its first day.
        last: Its last day, or today.
    """

    def __init__(self, rng: random.Random, period: Period, last: date) -> None:
        self.rng = rng
        self.year = period.year
        self.start = period.start
        self.last = last
        self._period = period
        self._taken: set[tuple[object, ...]] = set()
        self._ahead: dict[str, int] = {}

    @property
    def taken(self) -> int:
        """How many keys were drawn so far."""
        return len(self._taken)

    @property
    def months(self) -> list[date]:
        """The first days of the calendar months of the reporting year that have come."""
        days = [date(self.year, month, 1) for month in range(1, 13)]
        return [day for day in days if day <= self.last]

    def quarter(self) -> tuple[str, date, date]:
        """The name of the last quarter that is over, or of the first while none is, with its days so far."""
        over = [part for part in self._period.quarters if part.end <= self.last]
        found = over[-1] if over else self._period.quarters[0]
        return found.name, found.start, min(found.end, self.last)

    def day(self, first: date | None = None, last: date | None = None) -> date:
        """A day of the year so far, not before *first* and not after *last*."""
        first, last = max(first or self.start, self.start), last or self.last
        return first + timedelta(days=self.rng.randint(0, max((last - first).days, 0)))

    def once(self, draw: Callable[[], tuple[object, ...]]) -> tuple[Any, ...]:
        """A drawn key that was not taken before, if one is soon found: a likely duplicate is only a warning."""
        for _ in range(_TRIES):
            key = draw()
            if key not in self._taken:
                break
        self._taken.add(key)
        return key

    def next_of(self, name: str) -> int:
        """0, 1, 2 ...: how many of *name* were asked for before."""
        number = self._ahead.get(name, 0)
        self._ahead[name] = number + 1
        return number
