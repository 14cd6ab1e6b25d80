"""What is set down once a year: the plan and the baseline figures."""

import dataclasses
from datetime import date

from desktop.models.records.field import codes, count, day, text, year
from desktop.models.records.kind import Record, kind


@kind(
    "baseline",
    dated_by="year",
    columns=("year", "as_of", "source", "population", "service_workers", "students_upper_secondary"),
    caption=("year", "source"),
    same_if=("year",),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class Baseline(Record):
    """The year's baseline (số liệu nền): the denominators nobody can count from activities.

    ``service_workers`` overrides the sum of workers in the establishment register.
    """

    year: int | None = year(required=True, section="source")
    as_of: date | None = day(section="source")
    source: str | None = text(section="source")
    population: int | None = count(section="figures")
    service_workers: int | None = count(section="figures")
    industrial_workers: int | None = count(section="figures")
    students_upper_secondary: int | None = count(section="figures")
    students_vocational: int | None = count(section="figures")
    students_college: int | None = count(section="figures")
    students_university: int | None = count(section="figures")


@kind(
    "annual_plan",
    dated_by="year",
    columns=("year", "number", "issued_on", "sent_on", "programmes"),
    ordered=(("issued_on", "sent_on"),),
    caption=("year", "number"),
    same_if=("year",),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class AnnualPlan(Record):
    """The commune's plan for the year (kế hoạch năm)."""

    year: int | None = year(required=True, section="plan")
    number: str | None = text(60, section="plan")
    issued_on: date | None = day(future=True, section="plan")
    sent_on: date | None = day(future=True, section="plan")
    programmes: tuple[str, ...] = codes("programme", section="plan")
