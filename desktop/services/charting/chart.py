"""The numbers of a chart: one statement however many units, and for each bar the way to its records."""

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop.models import code_lists, units
from desktop.models.conditions import UNIT, Condition
from desktop.models.counting import reading
from desktop.models.counting.reading import Sums, When
from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.models.folding import sort_key
from desktop.models.period import Period
from desktop.services.charting.measures import MEASURES, By, Measure
from desktop.services.desk import RECEIVING, Desk

_GROUPS = "audience_group"


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        key: The number of the month, a hamlet, the reference of a commune, a code; None where the record says none.
        amounts: Of each part, in the order of the measure.
        records: How many records are counted.
        door: The conditions that leave just the records of the bar in the register, at the same period.
        doors: The same for each part.
    """

    key: str | int | None
    amounts: tuple[int, ...]
    records: int
    door: tuple[Condition, ...]
    doors: tuple[tuple[Condition, ...], ...]

    @property
    def total(self) -> int:
        """The length of the bar."""
        return sum(self.amounts)


@dataclasses.dataclass(frozen=True)
class Chart:
    """A measure sorted by something: months in their order, everything else the largest first."""

    by: By
    measure: Measure
    period: Period
    unit: str
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        """All bars together."""
        return sum(bar.total for bar in self.bars)


def chart(desk: Desk, period: Period, by: By, measure_id: str) -> Chart:
    """The chart of a measure over the records dated in *period*.

    Args:
        desk: The desk; the receiving unit's is about all its communes.
        period: Which records.
        by: What they are sorted by.
        measure_id: One of those that `measures_by` gives for *by*.

    Raises:
        Refusal: ``unknown_indicator`` for a measure there is not.
    """
    if by == "month":
        # Twelve bars: of a plan to date those of its last year.
        period = period.years[-1].of_year if period.of_plan_to_date else period
    measure = MEASURES.get(measure_id)
    if measure is None:
        raise Refusal("unknown_indicator", id=measure_id)
    own = desk.settings.unit
    received = desk.settings.role == RECEIVING
    whose = [one.ref for one in units.communes_below(own)] if received else [units.unit(own).ref]
    when = When.of(period, today=desk.today(), began=period.start)
    counting = measure.counting(_sorted_by(measure, by, received=received))
    with desk.store.read() as connection:
        found = reading.figures(connection, counting, when, whose)
    sums: dict[Any, list[Sums]] = {}
    for unit, sources in found.items():
        for bucket, one in sources[0].items():
            sums.setdefault(unit if by == "place" and received else bucket, []).append(one)
    if by == "month":
        bars = [_bar(measure, by, n, sums.get(n, ()), period) for n in _months(period)]
    else:
        bars = [_bar(measure, by, key, some, period, received=received) for key, some in sums.items()]
        bars.sort(key=_rank)
    return Chart(by, measure, period, own, tuple(bars))


def keep(path: Path, content: bytes) -> Path:
    """Write a picture or a document of a chart to *path*, whole or not at all.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``.
    """
    write_whole(path, content)
    return path


def _sorted_by(measure: Measure, by: By, *, received: bool) -> str:
    if by == "month":
        return f"month:{measure.dated_by}"
    if by == "group" and measure.group is not None:
        return measure.group[0]
    return "" if received else str(measure.place or "")


def _months(period: Period) -> Iterable[int]:
    first, last = period.span
    return range(first, last + 1)


def _bar(
    measure: Measure, by: By, key: Any, sums: Iterable[Sums], period: Period, *, received: bool = False
) -> Bar:
    sums = list(sums)
    whole = sum(one.whole or 0 for one in sums)
    first = sum(one.part or 0 for one in sums)
    # More reached for the first time than attended can only be a mistake; the bar is never shorter than a part.
    amounts = (whole,) if len(measure.parts) == 1 else (first, max(whole - first, 0))
    door = _door(measure, by, key, period, received=received)
    doors = tuple((*door, *more) for more in measure.narrowed)
    return Bar(key, amounts, sum(one.looked_at for one in sums), door, doors)


def _door(measure: Measure, by: By, key: Any, period: Period, *, received: bool) -> tuple[Condition, ...]:
    """The conditions under which the register, at the same period, lists just the records of a bar."""
    if by == "month":
        month = Period.named(period.year, f"m{key:02}", period.cut_off)
        days = Condition(measure.dated_by, least=month.start.isoformat(), most=month.end.isoformat())
        return (days,)
    if by == "place" and received:
        return (Condition(UNIT, any_of=(key,)),)
    field = measure.group[0] if by == "group" and measure.group else str(measure.place)
    return (Condition(field, given=False) if key is None else Condition(field, any_of=(key,)),)


def _rank(bar: Bar) -> tuple[Any, ...]:
    """The largest first; what is not said comes last, equal ones as a list has them."""
    order = list(code_lists.codes(_GROUPS))
    place = order.index(str(bar.key)) if bar.key in order else len(order)
    return bar.key is None, -bar.total, place, sort_key(str(bar.key)) or "", str(bar.key)
