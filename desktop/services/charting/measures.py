"""What charts count, as declarations: the records, the parts a bar is made of, and what it can be sorted by."""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from desktop.models.conditions import Condition
from desktop.models.counting.terms import (
    ONE,
    Amount,
    Cell,
    Counting,
    Every,
    Given,
    Need,
    RowSum,
    Source,
    Within,
    need,
)
from desktop.models.records import kind_named

By = Literal["month", "place", "group"]
"""Reporting months; hamlets of a commune, or communes above it; groups of the audience."""

_ALL = Every(())


@dataclasses.dataclass(frozen=True)
class Measure:
    """Something a chart counts.

    Attributes:
        id: Its name; the words are ``charts.measure.<id>``.
        kind: Record kind.
        counted_in: The unit of its numbers.
        whole: What a record adds to its bar.
        parts: What a bar is made of, the first one first; one part is the bar itself. The words are
            ``charts.part.<part>``.
        first: What a record adds to the first part.
        counted: What a record must meet for the first part.
        narrowed: For each part the conditions that leave its records in the register; empty where a record can be
            in several.
        place: The field that says where it was, None when only the unit does.
        group: For the chart by group: the cell of the rows it is sorted by, with what a row adds to whole and
            first.
    """

    id: str
    kind: str
    counted_in: str
    whole: Amount = ONE
    parts: tuple[str, ...] = ("all",)
    first: Amount | None = None
    counted: tuple[Need, ...] = ()
    narrowed: tuple[tuple[Condition, ...], ...] = ((),)
    place: str | None = None
    group: tuple[str, Amount, Amount] | None = None

    @property
    def dated_by(self) -> str:
        """The field by which a record lies in a period."""
        return kind_named(self.kind).dated_by

    def counting(self, by: str) -> Counting:
        """The declaration sorted *by* a field, a month or a cell; the same object every time."""
        if (self.id, by) not in _countings:
            whole, first = self.whole, self.first
            if self.group is not None and by == self.group[0]:
                _, whole, first = self.group
            source = Source(
                self.kind, Within(self.dated_by), counted=self.counted, part=first, whole=whole, by=by
            )
            _countings[self.id, by] = Counting(source)
        return _countings[self.id, by]


_countings: dict[tuple[str, str], Counting] = {}


def _whether(field: str) -> tuple[tuple[Condition, ...], ...]:
    return (Condition(field, given=True),), (Condition(field, given=False),)


MEASURES: Mapping[str, Measure] = {
    one.id: one
    for one in (
        Measure("sessions", "propaganda_session", "sessions", place="hamlet"),
        Measure(
            "people",
            "propaganda_session",
            "attendances",
            whole=RowSum("audiences", ((_ALL, "attendances"),)),
            parts=("first_time", "again"),
            first=RowSum("audiences", ((_ALL, "first_time"),)),
            narrowed=((), ()),
            place="hamlet",
            group=("audiences.group", Cell("attendances"), Cell("first_time")),
        ),
        Measure("media", "media_item", "items"),
        Measure("trainings", "training", "courses"),
        Measure(
            "inspections",
            "inspection",
            "inspections",
            parts=("with_violation", "without_violation"),
            first=ONE,
            counted=(need(Given("violations"), "no_violation"),),
            narrowed=_whether("violations"),
        ),
        Measure(
            "tip_offs",
            "tip_off",
            "tip_offs",
            parts=("resolved", "unresolved"),
            first=ONE,
            counted=(need(Given("resolved_on"), "not_resolved"),),
            narrowed=_whether("resolved_on"),
        ),
    )
}


def measures_by(by: By, *, received: bool) -> list[Measure]:
    """What can be sorted *by* something; above the commune every record says whose it is."""
    if by == "group":
        return [one for one in MEASURES.values() if one.group is not None]
    if by == "place" and not received:
        return [one for one in MEASURES.values() if one.place is not None]
    return list(MEASURES.values())
