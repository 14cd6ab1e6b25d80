"""What is set down for a year: plan, baseline, directives, status, commendations, money."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, codes, count, day, flag, money, rows, text, year
from desktop.models.records.kind import Record, kind


@kind(
    "baseline",
    dated_by="year",
    group="figures",
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
    group="figures",
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


@kind(
    "directive",
    dated_by="issued_on",
    group="figures",
    columns=("issued_on", "number", "issuer", "title"),
    caption=("number", "issued_on"),
    same_if=("issued_on", "number"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class Directive(Record):
    """One directing document (văn bản chỉ đạo) the commune issued or received."""

    issued_on: date | None = day(required=True, section="document")
    number: str | None = text(60, section="document")
    issuer: str | None = text(section="document")
    title: str | None = text(required=True, section="document")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Score:
    """Points given for one criterion of the unit's score sheet."""

    criterion: str | None = code("status_criterion", required=True)
    points: int | None = count(required=True)


@kind(
    "commune_status",
    dated_by="year",
    group="figures",
    columns=("year", "healthy", "key_area", "hotspots", "scores"),
    caption=("year",),
    same_if=("year",),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class CommuneStatus(Record):
    """How the commune was classed for a year (phân loại địa bàn, NQLT 01/2008/NQLT-BLĐTBXH-BCA-BVHTTDL-UBTƯMTTQVN).

    The official score sheet was not found; a unit adds its criteria to the list ``status_criterion``.
    """

    year: int | None = year(required=True, section="status")
    healthy: bool | None = flag(section="status")
    key_area: bool | None = flag(section="status")
    hotspots: int | None = count(section="status")
    scores: tuple[Score, ...] = rows(Score, section="scores")


@kind(
    "commendation",
    dated_by="awarded_on",
    group="figures",
    columns=("awarded_on", "level", "award", "collectives", "individuals"),
    caption=("awarded_on", "level"),
    same_if=("awarded_on", "level", "award"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class Commendation(Record):
    """Praise and awards given on one day (biểu dương, khen thưởng): how many, never whom."""

    awarded_on: date | None = day(required=True, section="award")
    level: str | None = code("organiser_level", required=True, section="award")
    award: str | None = code("award", section="award")
    collectives: int | None = count(section="award")
    individuals: int | None = count(section="award")


@kind(
    "budget_entry",
    dated_by="year",
    group="figures",
    columns=("year", "source", "planned_vnd", "spent_vnd"),
    caption=("year", "source"),
    same_if=("year", "source"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class BudgetEntry(Record):
    """Money of one source for a year (kinh phí)."""

    year: int | None = year(required=True, section="budget")
    source: str | None = code("budget_source", required=True, section="budget")
    planned_vnd: int | None = money(section="budget")
    spent_vnd: int | None = money(section="budget")
