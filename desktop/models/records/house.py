"""What the commune says about its own books: declared periods, and entries it adds to code lists."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, codes, day, text, year
from desktop.models.records.kind import Record, kind

OWN_CODE = "own_"
"""What the code of a list's own entry begins with; the id of its `ListEntry` follows."""


@kind(
    "period_declaration",
    dated_by="year",
    group="figures",
    columns=("year", "period", "nothing_happened", "confirmed_by", "locked_on"),
    caption=("year", "period"),
    same_if=("year", "period"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class PeriodDeclaration(Record):
    """What the commune declares of one period: sections in which nothing happened (không phát sinh).

    ``locked_on`` is set by the program when the period is locked.
    """

    year: int | None = year(required=True, section="period")
    period: str | None = code("reporting_period", required=True, section="period")
    nothing_happened: tuple[str, ...] = codes("section", section="declaration")
    confirmed_by: str | None = text(80, prose=True, section="declaration")
    locked_on: date | None = day(made=True, section="declaration")


@kind(
    "list_entry",
    dated_by="added_on",
    lasting=True,
    group="figures",
    columns=("code_list", "label", "added_on"),
    caption=("label",),
    same_if=("code_list", "label"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class ListEntry(Record):
    """An entry the unit adds to a code list; records hold ``own_<id of this record>`` as its code."""

    code_list: str | None = code("growing_list", required=True, section="entry")
    label: str | None = text(80, required=True, section="entry")
    added_on: date | None = day(required=True, section="entry")
