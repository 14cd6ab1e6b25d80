"""Tallies: all that ever leaves the commune of the kinds that stay.

Distinct people do not add up over months, so each reporting month, quarter, half-year, nine months and year
has its own tally, and so has each machine, for cases and staff lists are not shared between machines: a receiving
unit adds them up. There is no table of age by service, and no figure below the commune.
"""

import dataclasses

from desktop.models.records.field import code, count, rows, text, year
from desktop.models.records.kind import Record, kind


@dataclasses.dataclass(frozen=True, kw_only=True)
class ServiceTally:
    """Distinct people who accessed one service in the period."""

    service: str | None = code("support_service", required=True)
    people: int | None = count(required=True)


@kind(
    "support_tally",
    dated_by="year",
    columns=("year", "period", "opened", "in_need", "eligible", "accessed"),
    derived=True,
    named_by=("machine", "year", "period"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class SupportTally(Record):
    """Support cases of one period as counts of distinct people.

    ``accessed`` counts among those in need, ``accessed_eligible`` among those in need and eligible: the two
    numerators of the indicators ``supported_of_need`` and ``supported``.
    """

    machine: str | None = text(16, required=True)
    year: int | None = year(required=True)
    period: str | None = text(8, required=True)
    opened: int | None = count(required=True)
    in_need: int | None = count(required=True)
    eligible: int | None = count(required=True)
    referred: int | None = count(required=True)
    accessed: int | None = count(required=True)
    accessed_eligible: int | None = count(required=True)
    by_service: tuple[ServiceTally, ...] = rows(ServiceTally)


@dataclasses.dataclass(frozen=True, kw_only=True)
class GroupTally:
    """Staff of one group in post at the period's end; trained means since the plan began."""

    group: str | None = code("staff_group", required=True)
    total: int | None = count(required=True)
    direct_duty: int | None = count(required=True)
    trained: int | None = count(required=True)
    direct_trained: int | None = count(required=True)


@kind(
    "staff_tally",
    dated_by="year",
    columns=("year", "period"),
    derived=True,
    named_by=("machine", "year", "period"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class StaffTally(Record):
    """Staff in post at the end of one period, by group."""

    machine: str | None = text(16, required=True)
    year: int | None = year(required=True)
    period: str | None = text(8, required=True)
    groups: tuple[GroupTally, ...] = rows(GroupTally)
