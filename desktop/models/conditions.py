"""What a list is asked for: words, conditions, an order. Plain values that a page makes and keeps."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from desktop.models.period import Period
from desktop.models.records import FieldType, Kind

CONFLICTS = "conflicts"
"""A condition on whether two machines have set a record differently."""
REASON = "reason"
"""A condition on whether a record was saved with a reason, which is what a doubt about it asks for."""
INSPECTED = "inspected"
"""A condition on whether an establishment was inspected, in the period or between two days."""
UNIT = "unit"
"""A condition on whose a record is, at a desk that holds records of many units."""
SAID = (CONFLICTS, REASON, INSPECTED)
"""Conditions that are a yes or a no and no field of their own."""

Bound = str | int | None


@dataclasses.dataclass(frozen=True)
class Condition:
    """What one field must hold.

    Attributes:
        field: A field; ``rows.cell`` for a code or a number inside rows, of which one row, or the sum, counts;
            one of `SAID`.
        any_of: Codes or ids of which one must be there; ``yes`` and ``no`` of a flag.
        least: Smallest number, first day (ISO) or year, inclusive.
        most: Largest number, last day or year, inclusive.
        this_period: A day must lie in the period the list is asked for; no bounds then.
        given: Whether there must be something (True) or nothing (False); None when another bound says it.
    """

    field: str
    any_of: tuple[str, ...] = ()
    least: Bound = None
    most: Bound = None
    this_period: bool = False
    given: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is kept: what says nothing is left out."""
        said = dataclasses.asdict(self)
        return {name: value for name, value in said.items() if value not in (None, (), [], False)} | (
            {"given": False} if self.given is False else {}
        )


def from_json(kept: Mapping[str, Any]) -> Condition:
    """The condition that was kept."""
    return Condition(**{**kept, "any_of": tuple(kept.get("any_of", ()))})


@dataclasses.dataclass(frozen=True)
class Listing:
    """One question to a register.

    Attributes:
        kind: Record kind.
        text: What to find; every word must occur in the record's own text, a label of its codes or the name of
            what it links to. Marks and case do not matter.
        conditions: All must hold.
        period: Only records dated in it. Registers of things (establishments, staff) are lists of what there is
            and take none; their conditions on days may still ask for it.
        sort: Field to sort by; None for the kind's own date.
        descending: Newest or largest first.
        unit: Organisation unit; None for all that the store holds.
        deleted: The bin instead of the register.
    """

    kind: str
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    period: Period | None = None
    sort: str | None = None
    descending: bool = True
    unit: str | None = None
    deleted: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether words or conditions leave something out."""
        return bool(self.text.strip() or self.conditions)


def span(kind: Kind, period: Period | None) -> tuple[Bound, Bound]:
    """First and last day (ISO) or year that a list of *kind* shows for *period*."""
    if period is None or kind.lasting:
        return None, None
    if kind.field(kind.dated_by).type is FieldType.YEAR:
        return period.first_year, period.year
    return period.start.isoformat(), period.end.isoformat()
