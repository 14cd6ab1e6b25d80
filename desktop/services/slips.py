"""What was set down of a period: the figures it was locked with, and its correction slips."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from desktop.models import queries
from desktop.models.entry import Entry
from desktop.models.period import Period
from desktop.models.records import LockedFigures, kind_named
from desktop.services import made_once
from desktop.services.judgement import Indicator

KIND = "locked_figures"

Key = tuple[str, str]
"""A plan and one of its targets."""


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """One side of a figure: what it was when it was set down, or is now."""

    numerator: int | None
    denominator: int | None
    status: str
    version: str

    @classmethod
    def now(cls, shown: Indicator) -> "Standing":
        """That of a figure as it is shown."""
        return cls(shown.numerator, shown.denominator, shown.status, shown.version)

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """What two sides are compared by: a new version alone is no difference."""
        return self.numerator, self.denominator


def set_down(connection: Any, unit: str, period: Period) -> list[Entry]:
    """The lock of *period* and its correction slips, oldest first; none when it is not locked."""
    return of_units(connection, period, unit).get(unit, [])


def of_units(connection: Any, period: Period, unit: str | None = None) -> dict[str, list[Entry]]:
    """The same of *unit*, or of every unit there is something of."""
    kind = kind_named(KIND)
    rows = queries.columns(
        connection, kind, unit, ("unit", "period", "slip"), since=period.year, until=period.year
    )
    mine = sorted((row[3], row[0]) for row in rows if row[2] == period.name)
    found: dict[str, list[Entry]] = {}
    for entry in queries.entries(connection, kind, [record for _, record in mine]):
        found.setdefault(entry.unit, []).append(entry)
    # A slip counts from its lock on; without it there is nothing it corrects.
    return {whose: slips for whose, slips in found.items() if _slip(slips[0]).slip == 0}


def standing(slips: Iterable[LockedFigures]) -> tuple[dict[Key, Standing], dict[Key, Standing]]:
    """The figures as locked, and as the last of *slips* left them."""
    locked: dict[Key, Standing] = {}
    corrected: dict[Key, Standing] = {}
    for slip in slips:
        for one in slip.figures:
            key = str(one.plan), str(one.target)
            corrected[key] = Standing(one.numerator, one.denominator, str(one.status), str(one.version))
            if slip.slip == 0:
                locked[key] = corrected[key]
    return locked, corrected


def slips_of(entries: Iterable[Entry]) -> tuple[LockedFigures, ...]:
    """The slips kept in *entries*."""
    return tuple(_slip(entry) for entry in entries)


def _slip(entry: Entry) -> LockedFigures:
    assert isinstance(entry.record, LockedFigures)  # noqa: S101 (asked for by its kind)
    return entry.record


def identity(unit: str, period: Period, slip: int) -> str:
    """The id of the lock of *period* (slip 0) or of one of its slips."""
    # Two machines of a commune that lock the same period write the same record, and a difference shows.
    values = {"year": period.year, "period": period.name, "slip": slip}
    return made_once.record_id(unit, kind_named(KIND), values)
