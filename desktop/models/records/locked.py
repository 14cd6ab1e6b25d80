"""Figures that are set down: those a period was locked with, its correction slips, and what is entered above."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, count, day, rows, text, year
from desktop.models.records.kind import Record, kind


@dataclasses.dataclass(frozen=True, kw_only=True)
class LockedFigure:
    """One figure of a plan's target, as it was before (nothing when the period is locked) and as it is now."""

    plan: str | None = text(80, required=True)
    target: str | None = text(20, required=True)
    version: str | None = text(20, required=True)
    status: str | None = text(20, required=True)
    numerator: int | None = count()
    denominator: int | None = count()
    numerator_before: int | None = count()
    denominator_before: int | None = count()


@kind(
    "locked_figures",
    dated_by="year",
    columns=("year", "period", "slip", "made_on", "because"),
    caption=("year", "period", "slip"),
    derived=True,
    named_by=("year", "period", "slip"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class LockedFigures(Record):
    """The figures a period was locked with (slip 0), or one correction slip (phiếu điều chỉnh) after it.

    A slip holds only the figures that have changed since the one before.
    """

    year: int | None = year(required=True)
    period: str | None = code("reporting_period", required=True)
    slip: int | None = count(required=True)
    made_on: date | None = day(required=True)
    post: str | None = text(80)
    because: str | None = text(prose=True)
    figures: tuple[LockedFigure, ...] = rows(LockedFigure)


@kind(
    "entered_figure",
    dated_by="year",
    columns=("year", "period", "plan", "target", "numerator", "denominator", "source"),
    caption=("target", "year", "period"),
    derived=True,
    named_by=("plan", "target", "year", "period"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class EnteredFigure(Record):
    """A figure no commune records (provincial press, courts), entered at the receiving unit with its source."""

    year: int | None = year(required=True)
    period: str | None = code("reporting_period", required=True)
    plan: str | None = text(80, required=True)
    target: str | None = text(20, required=True)
    numerator: int | None = count(required=True)
    denominator: int | None = count()
    source: str | None = text(prose=True)
