"""The year at a glance: what was done on which day, what is due, and the records of one day."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.models import agenda, queries
from desktop.models.edits import to_values
from desktop.models.period import Period
from desktop.models.records import FieldType, Kind, all_kinds, kind_named
from desktop.services import naming
from desktop.services.defaults import working_days_after
from desktop.services.desk import COMMUNE, Desk

_MOST_OF_A_KIND = 50
_FIRST_RECORDED = (
    "propaganda_session",
    "media_item",
    "training",
    "inspection",
    "tip_off",
    "support_case",
    "establishment",
    "staff_member",
    "annual_plan",
    "baseline",
)


@dataclasses.dataclass(frozen=True)
class Deadline:
    """Something to be done by a day: the kind and id of its record, what it is called, and whether it is late."""

    on: date
    kind: str
    record: str
    caption: str
    late: bool


@dataclasses.dataclass(frozen=True)
class OnDay:
    """One record of a day: its kind, id and caption."""

    kind: str
    record: str
    caption: str


@dataclasses.dataclass(frozen=True)
class YearCalendar:
    """One reporting year.

    Attributes:
        year: The year; its months run from cut-off to cut-off.
        kinds: What is counted.
        done: For each day on which something was done, how often, by kind.
        deadlines: What is due in the year and not done, by day.
    """

    year: Period
    kinds: tuple[str, ...]
    done: Mapping[date, Mapping[str, int]]
    deadlines: Mapping[date, tuple[Deadline, ...]]

    def month_count(self, month: Period) -> int:
        """How much was done in *month*."""
        return sum(sum(kinds.values()) for day, kinds in self.done.items() if day in month)


def kinds(desk: Desk) -> tuple[Kind, ...]:
    """The kinds that have days, as far as this desk has them."""
    return tuple(
        kind
        for kind in all_kinds()
        if not kind.derived
        and kind.name != "list_entry"
        and kind.field(kind.dated_by).type is FieldType.DATE
        and (kind.leaves or desk.settings.role == COMMUNE)
    )


def of_year(desk: Desk, year: int, wanted: Iterable[str] | None = None) -> YearCalendar:
    """The calendar of reporting *year* at a commune's desk.

    Args:
        desk: The desk.
        year: The reporting year.
        wanted: Names of the kinds to count; None for all that have days.
    """
    period = desk.period(year)
    names = tuple(kind.name for kind in kinds(desk) if wanted is None or kind.name in set(wanted))
    done: dict[date, dict[str, int]] = {}
    with desk.store.read() as connection:
        for name in names:
            for day, count in agenda.per_day(
                connection, kind_named(name), desk.settings.unit, period.start, period.end
            ):
                done.setdefault(day, {})[name] = count
        deadlines = _deadlines(desk, connection, period)
    return YearCalendar(period, names, done, deadlines)


def on_day(desk: Desk, day: date, wanted: Sequence[str]) -> tuple[OnDay, ...]:
    """The records of the kinds *wanted* on *day*, at most fifty of each."""
    found: list[OnDay] = []
    with desk.store.read() as connection:
        for name in wanted:
            kind = kind_named(name)
            ids = agenda.on_day(connection, kind, desk.settings.unit, day, limit=_MOST_OF_A_KIND)
            for entry in queries.entries(connection, kind, ids):
                caption = naming.called(connection, kind, to_values(kind, entry.record))
                found.append(OnDay(name, entry.id, caption))
    return tuple(found)


def held(desk: Desk, wanted: Sequence[str], periods: Sequence[Period]) -> tuple[int, ...]:
    """How many records of the kinds *wanted* lie in each of *periods*."""
    unit = desk.settings.unit
    with desk.store.read() as connection:
        return tuple(
            sum(
                agenda.count(
                    connection, kind_named(name), unit, period.start.isoformat(), period.end.isoformat()
                )
                for name in wanted
            )
            for period in periods
        )


def blank(desk: Desk) -> bool:
    """Whether nothing was ever recorded."""
    unit = desk.settings.unit
    with desk.store.read() as connection:
        return not any(agenda.count(connection, kind_named(name), unit) for name in _FIRST_RECORDED)


def _deadlines(desk: Desk, connection: Any, year: Period) -> dict[date, tuple[Deadline, ...]]:
    unit, today = desk.settings.unit, desk.today()
    found: dict[date, list[Deadline]] = {}
    days = desk.settings.tip_off_days
    for record, tip_kind, received, due_on in agenda.open_tip_offs(connection, unit):
        on = due_on or working_days_after(received, days)
        called = naming.caption(kind_named("tip_off"), {"received_on": received, "tip_kind": tip_kind})
        found.setdefault(on, []).append(Deadline(on, "tip_off", record, called, on < today))
    for record, code, on in agenda.follow_ups(connection, unit, year.start, year.end):
        found.setdefault(on, []).append(Deadline(on, "support_case", record, code, on < today))
    return {day: tuple(several) for day, several in found.items() if day in year}
