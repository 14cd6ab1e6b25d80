"""Reporting periods: which days a figure is about."""

import calendar
import dataclasses
import functools
from datetime import date, timedelta
from typing import Literal

from desktop.models.errors import Refusal

DEFAULT_CUT_OFF = 14
FIRST_YEAR = 2000

_SPANS: dict[str, tuple[int, int]] = {
    "year": (1, 12),
    "h1": (1, 6),
    "h2": (7, 12),
    "9m": (1, 9),
    **{f"q{n}": (3 * n - 2, 3 * n) for n in range(1, 5)},
    **{f"m{n:02}": (n, n) for n in range(1, 13)},
}
# The spans from the year's start that have no name of their own in the reporting rules.
_TO_DATE = {f"to_m{n:02}": (1, n) for n in (2, 4, 5, 7, 8, 10, 11)}

NAMES = tuple(_SPANS)
MONTHS = tuple(f"m{n:02}" for n in range(1, 13))
QUARTERS = ("q1", "q2", "q3", "q4")
PLAN = "plan"
"""From a plan's first day to the end of a reporting year: it follows from the years and is never locked itself."""


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """A reporting year or a part of it, both ends inclusive (NĐ 09/2019/NĐ-CP Điều 12).

    A month runs from the day after the cut-off of the month before to the cut-off, so with cut-off 14 the
    year 2025 is 15/12/2024 to 14/12/2025. A cut-off beyond the end of a month falls on its last day: 31
    gives calendar periods.
    """

    year: int
    name: str
    cut_off: int
    start: date
    end: date

    @classmethod
    def named(cls, year: int, name: str, cut_off: int = DEFAULT_CUT_OFF) -> "Period":
        """The period *name* of reporting year *year*.

        Besides ``NAMES`` there are ``to_m02`` and the like, from the year's start to a month's end.

        Raises:
            Refusal: ``unknown_period`` for a name, year or cut-off day that does not exist.
        """
        return _named(year, name, cut_off)

    @classmethod
    def containing(
        cls, day: date, kind: Literal["year", "h", "q", "m"] = "q", cut_off: int = DEFAULT_CUT_OFF
    ) -> "Period":
        """The year, half-year, quarter or month that *day* belongs to; 15/12/2025 belongs to 2026."""
        index = day.year * 12 + day.month - 1
        if day > _month_end(day.year, day.month, cut_off):
            index += 1
        year, month = divmod(index, 12)
        name = {
            "year": "year",
            "h": f"h{month // 6 + 1}",
            "q": f"q{month // 3 + 1}",
            "m": f"m{month + 1:02}",
        }[kind]
        return cls.named(year, name, cut_off)

    @classmethod
    def of_plan(
        cls, year: int, began: date, ends: date = date.max, cut_off: int = DEFAULT_CUT_OFF
    ) -> "Period":
        """From *began*, a plan's first day, to the end of reporting year *year*, or to the plan's end before that.

        Raises:
            Refusal: ``unknown_period`` when the plan begins after that year or has ended before it.
        """
        whole = _named(year, "year", cut_off)
        if began > whole.end or ends < whole.start:
            raise Refusal("unknown_period", period=f"{year} {PLAN}")
        return cls(year, PLAN, cut_off, began, min(whole.end, ends))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last month of its reporting year in the period; of a plan those of its last year."""
        if self.name == PLAN:
            return _SPANS["year"]
        return _SPANS.get(self.name) or _TO_DATE[self.name]

    @property
    def of_plan_to_date(self) -> bool:
        """Whether it runs from a plan's first day: put together from years, compared with nothing."""
        return self.name == PLAN

    @property
    def reported_from(self) -> date:
        """From when on a package says how the period stands: of a plan to date from its last year's first day."""
        return self.years[-1].start

    @property
    def comparable(self) -> bool:
        """Whether there is the same period of the year before."""
        return not self.of_plan_to_date and self.year > FIRST_YEAR

    @property
    def first_year(self) -> int:
        """The reporting year in which it begins."""
        return Period.containing(self.start, "year", self.cut_off).year if self.of_plan_to_date else self.year

    @property
    def years(self) -> tuple["Period", ...]:
        """The reporting years it is put together from, cut to it: of a plan to date those with a whole quarter in it.

        Any other period is a part of one year and stands for itself.
        """
        if not self.of_plan_to_date:
            return (self,)
        found = (self._year(year) for year in range(self.first_year, self.year + 1))
        return tuple(year for year in found if year.quarters) or (self._year(self.year),)

    def _year(self, number: int) -> "Period":
        whole = _named(number, "year", self.cut_off)
        return dataclasses.replace(whole, start=max(whole.start, self.start), end=min(whole.end, self.end))

    @property
    def months(self) -> tuple["Period", ...]:
        """The whole months that lie in the period."""
        return self._parts(MONTHS)

    @property
    def covering(self) -> tuple[str, ...]:
        """The names of the periods of its year that hold all of it, its own among them."""
        if self.of_plan_to_date:
            return ()
        first, last = self.span
        return tuple(name for name, (start, end) in _SPANS.items() if start <= first and last <= end)

    @property
    def quarters(self) -> tuple["Period", ...]:
        """The whole quarters that lie in the period; none in a month."""
        return self._parts(QUARTERS)

    def _parts(self, names: tuple[str, ...]) -> tuple["Period", ...]:
        parts = (
            _named(year, name, self.cut_off)
            for year in range(self.first_year, self.year + 1)
            for name in names
        )
        return tuple(part for part in parts if self.start <= part.start and part.end <= self.end)

    @property
    def of_year(self) -> "Period":
        """The reporting year the period is part of; of a plan to date its last one."""
        return self._of("year")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return today > self.end

    def elapsed(self, today: date) -> float:
        """The share of its days that have begun by *today*, 0.0 to 1.0."""
        begun = (today - self.start).days + 1
        return min(max(begun / self.days, 0.0), 1.0)

    def before(self) -> "Period":
        """The same period of the year before; there is one where it is `comparable`."""
        return Period.named(self.year - 1, self.name, self.cut_off)

    def to_date(self) -> "Period":
        """From the start of the reporting year, or of the plan, to this period's end."""
        if self.of_plan_to_date:
            return self
        last = self.span[1]
        for name, span in (_SPANS | _TO_DATE).items():
            if span == (1, last):
                return self._of(name)
        raise AssertionError(last)

    def _of(self, name: str) -> "Period":
        return Period.named(self.year, name, self.cut_off)


@functools.lru_cache(maxsize=4096)
def _named(year: int, name: str, cut_off: int) -> Period:
    span = _SPANS.get(name) or _TO_DATE.get(name)
    if span is None or not 1 <= cut_off <= 31 or not FIRST_YEAR <= year <= 2100:
        raise Refusal("unknown_period", period=f"{year} {name}")
    first, last = span
    return Period(year, name, cut_off, _month_start(year, first, cut_off), _month_end(year, last, cut_off))


def _month_end(year: int, month: int, cut_off: int) -> date:
    return date(year, month, min(cut_off, calendar.monthrange(year, month)[1]))


def _month_start(year: int, month: int, cut_off: int) -> date:
    before = (year - 1, 12) if month == 1 else (year, month - 1)
    return _month_end(*before, cut_off) + timedelta(days=1)
