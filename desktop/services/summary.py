"""The commune summary: the figures of one period beside those of the year so far and of last year.

Which rows there are is data (``resources/forms/commune_summary.json``). The form is a reconstruction: its
rows are those that recur in published reports and in the targets of plans, for no ministry form was found.
It says on paper that it is not an official one.
"""

import dataclasses
import functools
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from desktop import paths
from desktop.models import units
from desktop.models.folding import fold
from desktop.models.period import Period
from desktop.models.records import AnnualPlan
from desktop.services import measures, own_codes, plans, register
from desktop.services.desk import COMMUNE, Desk
from desktop.services.measures import Figure, Share
from desktop.services.measures.registry import known_sum
from desktop.services.own_codes import NONE, OwnCodes
from desktop.services.reckoning import issued
from desktop.services.register import Register
from desktop.services.words import Words

COMMUNE_SUMMARY = "commune_summary"
GROUP, ROW, PART = 0, 1, 2


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the summary's table.

    Attributes:
        id: Stable id from the form; a line per code is ``<row>.<code>``. Empty for a group's heading.
        number: What stands in the column "STT": ``II``, ``3``, ``3.1`` or nothing.
        label: Vietnamese, as printed.
        level: ``GROUP``, ``ROW`` or ``PART`` of a row.
        unit: Unit of measure, a code; empty for a heading.
        now: The figure of the period.
        to_date: The same from the start of the reporting year to the period's end.
        last_year: The same in the same period of the year before.
        growth: Change against last year in percent of last year's figure; None when there is nothing to
            compare, and for shares, where a percentage of percentages would mislead.
        note: What stands in the column "Ghi chú".
        tracked: Whether the register keeps records for it; if not, its cells are blank, to be filled by hand.
    """

    id: str
    number: str
    label: str
    level: int
    unit: str = ""
    now: Figure = None
    to_date: Figure = None
    last_year: Figure = None
    growth: float | None = None
    note: str = ""
    tracked: bool = True


@dataclasses.dataclass(frozen=True)
class Summary:
    """The values of a printed summary; PDF, page images and workbook all show these.

    Attributes:
        form: Id of the form.
        unit: The unit that reports.
        superior: The unit it reports to; None at the top.
        period: What it is about.
        made_on: The day it was computed.
        training: From a store for practice, and printed so.
        lines: The table.
    """

    form: str
    unit: units.Unit
    superior: units.Unit | None
    period: Period
    made_on: date
    training: bool
    lines: tuple[Line, ...]

    def line(self, line_id: str) -> Line:
        """The line with id *line_id*; KeyError when there is none."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)


def form(name: str = COMMUNE_SUMMARY) -> Mapping[str, Any]:
    """The description of form *name*: its words, columns and rows."""
    return _form(name)


@functools.cache
def _form(name: str) -> Mapping[str, Any]:
    file = paths.resources() / "forms" / f"{name}.json"
    described: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return described


def build(desk: Desk, period: Period, form_name: str = COMMUNE_SUMMARY) -> Summary:
    """The summary of *period*: of the commune, or at the receiving desk of all its communes together."""
    leading = plans.running(desk, period)
    began = leading[0].begins(desk.settings.cut_off) if leading else None
    unit = units.unit(desk.settings.unit)
    return Summary(
        form=form_name,
        unit=unit,
        superior=units.unit(unit.parent_ref) if unit.parent_ref else None,
        period=period,
        made_on=desk.today(),
        training=desk.settings.training,
        lines=lines(
            register.load(desk, began), period, form_name, communes=_communes(desk), own=own_codes.of(desk)
        ),
    )


def _communes(desk: Desk) -> int | None:
    return None if desk.settings.role == COMMUNE else len(units.communes_below(desk.settings.unit))


def lines(
    records: Register,
    period: Period,
    form_name: str = COMMUNE_SUMMARY,
    communes: int | None = None,
    own: OwnCodes = NONE,
) -> tuple[Line, ...]:
    """The lines of form *form_name*, computed from *records*.

    Args:
        records: What is counted.
        period: Of which.
        form_name: The form.
        communes: How many a receiving desk has.
        own: What units added to code lists.
    """
    described = form(form_name)
    words: dict[str, str] = {**described["words"]}
    words["communes_note"] = words["communes_note"].format(communes=communes) if communes else ""
    made: list[Line] = []
    for group in described["groups"]:
        made.append(Line("", group["number"], group["title"], GROUP))
        for position, row in enumerate(group["rows"], start=1):
            asked = row if records.keeps_cases else {**row, **row.get("receiving", {})}
            made.extend(_row(records, period, asked, str(position), words))
            if "each" in asked and asked["measure"] is not None:
                made.extend(_per_code(records, period, asked, own))
    return tuple(made)


def _row(
    records: Register, period: Period, row: Mapping[str, Any], number: str, words: Mapping[str, str]
) -> Iterator[Line]:
    if row["measure"] is None:
        yield Line(row["id"], number, row["label"], ROW, row["unit"], note=words["untracked"], tracked=False)
        return
    whole = _line(records, period, row, number)
    yield dataclasses.replace(whole, note=_note(records, period, whole, words))
    for position, part in enumerate(row.get("rows", ()), start=1):
        yield dataclasses.replace(_line(records, period, part, f"{number}.{position}"), level=PART)


def _per_code(records: Register, period: Period, row: Mapping[str, Any], own: OwnCodes) -> Iterator[Line]:
    """One line for each code that occurs; a form with thirty empty lines is read by nobody.

    Communes that added the same entry to a list, each under a code of its own, have one line together.
    """
    words = Words("vi")
    code_list, parameter = row["each"]["code_list"], row["each"]["parameter"]
    alike: dict[str, Line] = {}
    for code in own.codes(code_list):
        said = own.label(words, code_list, code)
        described = {
            **row,
            "id": f"{row['id']}.{code}",
            "label": f"- {said}",
            "params": {**row.get("params", {}), parameter: code},
        }
        line = _line(records, period, described, "")
        if line.now or line.to_date or line.last_year:
            line = dataclasses.replace(line, level=PART)
            alike[fold(said)] = _together(alike[fold(said)], line) if fold(said) in alike else line
    yield from alike.values()


def _together(one: Line, other: Line) -> Line:
    """The line of two codes with one label; a figure that neither gives stays unknown."""
    now, to_date, last_year = (
        known_sum(value for value in pair if not isinstance(value, Share))
        for pair in ((one.now, other.now), (one.to_date, other.to_date), (one.last_year, other.last_year))
    )
    return dataclasses.replace(
        one, now=now, to_date=to_date, last_year=last_year, growth=growth(now, last_year)
    )


def _line(records: Register, period: Period, row: Mapping[str, Any], number: str) -> Line:
    def figure(of: Period) -> Figure:
        return measures.compute(records, of, row["measure"], row.get("params", {}))

    before = period.before() if _reaches_back(records, period) else None
    now, last_year = figure(period), figure(before) if before else None
    return Line(
        id=row["id"],
        number=number,
        label=row["label"],
        level=ROW,
        unit=row["unit"],
        now=now,
        to_date=figure(period.to_date()),
        last_year=last_year,
        growth=growth(now, last_year),
    )


def _reaches_back(records: Register, period: Period) -> bool:
    # A register begun this year knows nothing of last year: that is no data, not a row of zeros.
    begun = records.begun_on()
    return period.year > 2000 and begun is not None and begun <= period.before().end


def growth(now: Figure, last_year: Figure) -> float | None:
    """The change in percent of *last_year*; None without a count to compare with."""
    if isinstance(now, (bool, Share)) or isinstance(last_year, (bool, Share)) or now is None or not last_year:
        return None
    return 100 * (now - last_year) / last_year


def _note(records: Register, period: Period, line: Line, words: Mapping[str, str]) -> str:
    if records.keeps_cases:
        return _plan_number(records, period, words["plan_note"]) if line.id == "plan_issued" else ""
    if line.unit == "communes":
        return words["communes_note"]
    if line.id == "trainees" and line.now != 0:
        # Lists of staff stay in the communes: what is known here is at best a part.
        return words["trainees_unknown" if line.now is None else "trainees_partly"]
    return ""


def _plan_number(records: Register, period: Period, pattern: str) -> str:
    of_year = (k.record for k in records.of(AnnualPlan) if k.record.year == period.year)
    out = [p for p in of_year if p.number and issued(p.issued_on, period.end, records.today)]
    # One number fits the column.
    return pattern.format(number=out[0].number) if len(out) == 1 else ""
