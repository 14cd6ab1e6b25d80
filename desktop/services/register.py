"""The records a summary is counted from, read once and kept as plain values."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar, cast

import msgspec

from desktop.models import queries
from desktop.models.edits import to_record
from desktop.models.period import Period
from desktop.models.records import (
    FieldType,
    Kind,
    Record,
    all_kinds,
)
from desktop.services.desk import COMMUNE, Desk
from desktop.services.reckoning import within

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


def load(desk: Desk, plan_start: date | None) -> Register:
    """Everything a summary may need, in one read transaction."""
    commune = desk.settings.role == COMMUNE
    unit = desk.settings.unit if commune else None
    with desk.store.read() as connection:
        records = {kind.record_class: _records(connection, kind, unit) for kind in all_kinds()}
    return Register(records, keeps_cases=commune, plan_start=plan_start, today=desk.today())


def _records(connection: Any, kind: Kind, unit: str | None) -> list[Kept[Record]]:
    fields = [f for f in kind.fields if f.section != "note"]
    found = []
    for row_id, row_unit, *values in queries.columns(
        connection, kind, unit, ["unit", *(f.name for f in fields)]
    ):
        record: dict[str, Any] = {}
        for field, value in zip(fields, values, strict=True):
            if value is None:
                continue
            if field.many:
                record[field.name] = msgspec.json.decode(value)
            elif field.type is FieldType.FLAG:
                record[field.name] = bool(value)
            else:
                record[field.name] = value
        found.append(Kept(row_id.hex(), row_unit, to_record(kind, record)))
    return found


def happened(day: date | None, period: Period) -> bool:
    """Whether *day* is known and lies in *period*."""
    return within(day, period.start, period.end)
