"""The records a summary is counted from, read once and kept as plain values."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar, cast

from desktop.models.period import Period
from desktop.models.records import Record, all_kinds
from tests.services.plainly.reckoning import within

_R_co = TypeVar("_R_co", bound=Record, covariant=True)
_R = TypeVar("_R", bound=Record)


@dataclasses.dataclass(frozen=True, slots=True)
class Kept(Generic[_R_co]):
    """A record with its id and the organisation unit it belongs to."""

    id: str
    unit: str
    record: _R_co


@dataclasses.dataclass(frozen=True)
class Register:
    """The live records of one unit, or of all units of a receiving desk.

    Attributes:
        records: Record class to records.
        keeps_cases: Whether support cases and staff are kept here, or only their tallies arrive.
        plan_start: The first day of the plan the unit works under; None without one.
        today: A day that has not come yet counts nothing as done.
    """

    records: Mapping[type[Record], Sequence[Kept[Record]]]
    keeps_cases: bool
    plan_start: date | None
    today: date

    def of(self, record_class: type[_R]) -> Sequence[Kept[_R]]:
        """The records of one class."""
        return cast("Sequence[Kept[_R]]", self.records.get(record_class, ()))

    def begun_on(self) -> date | None:
        """The day of the first activity in the register; None when there is none."""
        sections = (kind for kind in all_kinds() if kind.declared)
        days = (getattr(k.record, kind.dated_by) for kind in sections for k in self.of(kind.record_class))
        return min((day for day in days if day is not None), default=None)


def happened(day: date | None, period: Period) -> bool:
    """Whether *day* is known and lies in *period*."""
    return within(day, period.start, period.end)
