"""Declaring that nothing happened (không phát sinh) in a section of a period, in one step."""

import dataclasses
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from desktop.models import agenda
from desktop.models.entry import Draft, Entry
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import PeriodDeclaration, all_kinds, kind_named
from desktop.services import activities
from desktop.services.desk import Desk

KIND = "period_declaration"
ASKED_BEFORE_END = timedelta(days=31)
"""How long before its end a period is asked for what is missing; before that something may still happen."""


@dataclasses.dataclass(frozen=True)
class Section:
    """How one section of a period stands.

    Attributes:
        kind: Its record kind.
        count: Records in the period.
        empty: Whether it is declared that nothing happened.
        may_declare: Whether that can be declared now: there is nothing, and the period is over or nearly so.
    """

    kind: str
    count: int
    empty: bool
    may_declare: bool

    @property
    def settled(self) -> bool:
        """Whether it is filled or declared empty."""
        return bool(self.count) or self.empty


class Declared:
    """What was declared of the periods of some years, read once.

    Args:
        connection: Inside a read transaction.
        unit: Organisation unit.
        years: Reporting years.
    """

    def __init__(self, connection: Any, unit: str, years: Iterable[int]) -> None:
        self._months: set[tuple[str, int, int]] = set()
        found = agenda.declarations(connection, unit, sorted(years))
        self._records = {(year, period): (record, locked) for record, year, period, _, locked in found}
        for _, year, period, sections, _ in found:
            first, last = Period.named(year, period).span
            self._months |= {
                (section, year, month) for section in sections for month in range(first, last + 1)
            }

    def settles(self, section: str, period: Period) -> bool:
        """Whether nothing happened in *section* in any month of *period*, as declared for it, a part or more."""
        return all((section, month.year, month.span[0]) in self._months for month in period.months)

    def record(self, period: Period) -> str | None:
        """The id of the declaration of exactly *period*; None when there is none."""
        return self._records.get((period.year, period.name), (None, False))[0]

    def locked(self, period: Period) -> bool:
        """Whether exactly *period* is locked."""
        return self._records.get((period.year, period.name), (None, False))[1]


def sections(desk: Desk, period: Period) -> tuple[Section, ...]:
    """How every section of *period* stands at a commune's desk."""
    nearly_over = period.end <= desk.today() + ASKED_BEFORE_END
    unit = desk.settings.unit
    found = []
    with desk.store.read() as connection:
        declared = Declared(connection, unit, range(period.first_year, period.year + 1))
        for kind in all_kinds():
            if kind.declared:
                count = agenda.count(connection, kind, unit, period.start.isoformat(), period.end.isoformat())
                empty = declared.settles(kind.name, period)
                may = nearly_over and not count and not empty and not period.of_plan_to_date
                found.append(Section(kind.name, count, empty, may))
    return tuple(found)


def nothing_happened(desk: Desk, section: str, period: Period) -> Entry:
    """Declare that nothing happened in *section* in *period*, in the declaration there is or in a new one.

    Raises:
        Refusal: ``section_unknown``; ``section_not_empty``: there are records of it; ``period_locked``;
            ``derived_period`` for a plan to date.
    """
    described = kind_named(section)
    if not described.declared:
        raise Refusal("section_unknown", section=section)
    with desk.store.read() as connection:
        if agenda.any_between(connection, described, desk.settings.unit, period.start, period.end):
            raise Refusal("section_not_empty", section=section)
    return _write(desk, period, section, declared=True)


def something_happened(desk: Desk, section: str, period: Period) -> Entry:
    """Take the declaration back: what happened in *section* is still to be recorded.

    Raises:
        Refusal: ``period_locked``, ``derived_period``.
    """
    return _write(desk, period, section, declared=False)


def _write(desk: Desk, period: Period, section: str, *, declared: bool) -> Entry:
    if period.of_plan_to_date:
        raise Refusal("derived_period")
    with desk.store.read() as connection:
        declared_before = Declared(connection, desk.settings.unit, [period.year])
    record = declared_before.record(period)
    if record is None:
        values = {
            "year": period.year,
            "period": period.name,
            "nothing_happened": (section,) if declared else (),
            "confirmed_by": desk.settings.post,
        }
        return activities.save(desk, Draft(KIND, values))
    if declared_before.locked(period):
        raise Refusal("period_locked", year=period.year, period=period.name)
    entry = activities.get(desk, KIND, record)
    assert isinstance(entry.record, PeriodDeclaration)  # noqa: S101 (asked for by its kind)
    sections = tuple(one for one in entry.record.nothing_happened if one != section)
    values = {"nothing_happened": (*sections, section) if declared else sections}
    return activities.save(desk, Draft(KIND, values, record, entry.heads))
