"""The commune summary: the figures of one period beside those of the year so far and of last year.

Which rows there are is data (``resources/forms/commune_summary.json``). The form is a reconstruction: its
rows are those that recur in published reports and in the targets of plans, for no ministry form was found.
It says on paper that it is not an official one.
"""

import dataclasses
import functools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop import paths
from desktop.models import queries, units
from desktop.models.errors import Refusal
from desktop.models.folding import fold
from desktop.models.period import Period
from desktop.models.records import all_kinds, kind_named
from desktop.services import counts, letterhead, locking, own_codes, plans
from desktop.services.books import Books
from desktop.services.counts import FormCount
from desktop.services.desk import RECEIVING, Desk
from desktop.services.figures import Figure, Share
from desktop.services.letterhead import Letterhead
from desktop.services.own_codes import NONE, OwnCodes
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
        head: The letterhead of the unit; None takes the one that follows from the unit.
        draft: Made before its figures were settled, and printed so.
    """

    form: str
    unit: units.Unit
    superior: units.Unit | None
    period: Period
    made_on: date
    training: bool
    lines: tuple[Line, ...]
    head: Letterhead | None = None
    draft: bool = False

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


@dataclasses.dataclass(frozen=True)
class Cell:
    """What fills the cells of a line.

    Attributes:
        label: What the line is called on paper, a part behind the row it is part of.
        unit: Unit of measure, a code.
        count: The count.
        parameters: What the form fixes in it.
        codes: For a line per code those it is about, of several communes perhaps; empty for all.
    """

    label: str
    unit: str
    count: str
    parameters: Mapping[str, Any]
    codes: tuple[str, ...] = ()


class Accounts:
    """What forms ask of the records of some units, each period's books opened once.

    Args:
        connection: Inside a read transaction.
        whose: The units together, references.
        period: What the form is about.
        today: A day that has not come yet counts nothing as done.
        began: First day of the plan the unit works under; None without one: then the year's counts.
        received: Whether this is a receiving desk, where cases and staff are known by tallies only.
        own: What units added to code lists.
    """

    def __init__(
        self, connection: Any, whose: Sequence[str], period: Period, *, today: date, began: date | None = None,
        received: bool = False, own: OwnCodes = NONE,
    ) -> None:  # fmt: skip
        self.connection, self.whose, self.period, self.today = connection, tuple(whose), period, today
        self.received, self.own = received, own
        self._began = began
        self._books: dict[tuple[date, date, str], Books] = {}

    def books(self, period: Period) -> Books:
        """The books of *period*."""
        key = period.start, period.end, period.name
        if key not in self._books:
            began = self._began or period.of_year.start
            self._books[key] = Books(
                self.connection, self.whose, period, today=self.today, began=began, received=self.received
            )
        return self._books[key]

    @functools.cached_property
    def before(self) -> Period | None:
        """The same period of the year before; None where the register had not begun by its end.

        A register begun this year knows nothing of last year: that is no data, not a row of zeros.
        """
        if not self.period.comparable:
            return None
        before = self.period.before()
        sections = [kind for kind in all_kinds() if kind.declared]
        begun = queries.any_until(self.connection, sections, self.whose, before.end)
        return before if begun else None

    def figure(
        self, period: Period, count: FormCount, parameters: Mapping[str, Any], codes: Collection[str] = ()
    ) -> Figure:
        """The figure of *count* over all the units together."""
        return counts.figure(self.books(period), count, parameters, self.whose, codes)


def accounts(desk: Desk, connection: Any, period: Period) -> Accounts:
    """The accounts of a commune, or at the receiving desk of all its communes together."""
    own_unit, received = desk.settings.unit, desk.settings.role == RECEIVING
    leading = plans.running(desk, period)
    return Accounts(
        connection,
        [one.ref for one in units.communes_below(own_unit)] if received else [units.unit(own_unit).ref],
        period,
        today=desk.today(),
        began=leading[0].begins(desk.settings.cut_off) if leading else None,
        received=received,
        own=own_codes.read(connection),
    )


def build(desk: Desk, period: Period, form_name: str = COMMUNE_SUMMARY) -> Summary:
    """The summary of *period*: of the commune, or at the receiving desk of all its communes together."""
    unit = units.unit(desk.settings.unit)
    with desk.store.read() as connection:
        made = lines(accounts(desk, connection, period), form(form_name))
    return Summary(
        form=form_name,
        unit=unit,
        superior=units.unit(unit.parent_ref) if unit.parent_ref else None,
        period=period,
        made_on=desk.today(),
        training=desk.settings.training,
        lines=made,
        head=letterhead.of(desk),
        draft=locking.is_draft(desk, period),
    )


def lines(asked: Accounts, described: Mapping[str, Any] | None = None) -> tuple[Line, ...]:
    """The lines of a form, counted from what *asked* is about; of the commune summary when none is *described*."""
    described = form() if described is None else described
    words: dict[str, str] = {**form()["words"], **described.get("words", {})}
    words["communes_note"] = (
        words["communes_note"].format(communes=len(asked.whose)) if asked.received else ""
    )
    made: list[Line] = []
    for group in described["groups"]:
        made.append(Line("", group["number"], group["title"], GROUP))
        for position, one in enumerate(group["rows"], start=1):
            row = {**one, **one.get("receiving", {})} if asked.received else one
            made.extend(_row(asked, row, str(position), words))
            if "each" in row and row["count"] is not None:
                made.extend(_per_code(asked, row))
    return tuple(made)


def cell(asked: Accounts, line: str, described: Mapping[str, Any]) -> Cell:
    """What fills the cells of the line with id *line* of the form *described*.

    Raises:
        Refusal: ``unknown_line`` when the form has no such line, or none that is counted.
    """
    name, _, code = line.partition(".")
    for whole, row in _rows(asked, described):
        if row["id"] != name or row["count"] is None or (code and "each" not in row):
            continue
        said = dict(_alike(asked, row["each"]).get(code, ())) if code else {}
        if code and not said:
            continue
        part = said.get(code) or (row["label"] if row is not whole else "")
        label = " - ".join(text for text in (whole["label"], part) if text)
        return Cell(label, row["unit"], row["count"], row.get("params", {}), tuple(said))
    raise Refusal("unknown_line", id=line)


def _rows(
    asked: Accounts, described: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The rows of a form as they are at this desk: each with itself, then its parts with it."""
    for group in described.get("groups", ()):
        for one in group["rows"]:
            row = {**one, **one.get("receiving", {})} if asked.received else one
            yield row, row
            yield from ((row, part) for part in one.get("rows", ()))


def _alike(asked: Accounts, code_list: str) -> dict[str, list[tuple[str, str]]]:
    """The codes of a list with their labels, by the first of those that have one label.

    Communes that added the same entry to a list, each under a code of its own, have one line together.
    """
    words = Words("vi")
    first: dict[str, str] = {}
    found: dict[str, list[tuple[str, str]]] = {}
    for code in asked.own.codes(code_list):
        label = asked.own.label(words, code_list, code)
        found.setdefault(first.setdefault(fold(label), code), []).append((code, label))
    return found


def _row(asked: Accounts, row: Mapping[str, Any], number: str, words: Mapping[str, str]) -> Iterator[Line]:
    if row["count"] is None:
        yield Line(row["id"], number, row["label"], ROW, row["unit"], note=words["untracked"], tracked=False)
        return
    whole = _line(asked, row, number)
    yield dataclasses.replace(whole, note=_note(asked, whole, words))
    for position, part in enumerate(row.get("rows", ()), start=1):
        yield dataclasses.replace(_line(asked, part, f"{number}.{position}"), level=PART)


def _per_code(asked: Accounts, row: Mapping[str, Any]) -> Iterator[Line]:
    """One line for each code that occurs; a form with thirty empty lines is read by nobody."""
    count, parameters = counts.count_of(row["count"]), row.get("params", {})
    periods = (asked.period, asked.period.to_date(), asked.before)
    occur = set[str]().union(
        *(counts.occurring(asked.books(one), count, parameters, asked.whose) for one in periods if one)
    )
    for first, said in _alike(asked, row["each"]).items():
        codes = tuple(code for code, _ in said)
        if occur.isdisjoint(codes):
            continue
        described = {**row, "id": f"{row['id']}.{first}", "label": f"- {said[0][1]}"}
        line = _line(asked, described, "", codes)
        if line.now or line.to_date or line.last_year:
            yield dataclasses.replace(line, level=PART)


def _line(asked: Accounts, row: Mapping[str, Any], number: str, codes: tuple[str, ...] = ()) -> Line:
    count, parameters = counts.count_of(row["count"]), row.get("params", {})

    def figure(of: Period) -> Figure:
        return asked.figure(of, count, parameters, codes)

    now, last_year = figure(asked.period), figure(asked.before) if asked.before else None
    return Line(
        id=row["id"],
        number=number,
        label=row["label"],
        level=ROW,
        unit=row["unit"],
        now=now,
        to_date=figure(asked.period.to_date()),
        last_year=last_year,
        growth=growth(now, last_year),
    )


def growth(now: Figure, last_year: Figure) -> float | None:
    """The change in percent of *last_year*; None without a count to compare with."""
    if isinstance(now, (bool, Share)) or isinstance(last_year, (bool, Share)) or now is None or not last_year:
        return None
    return 100 * (now - last_year) / last_year


def _note(asked: Accounts, line: Line, words: Mapping[str, str]) -> str:
    if not asked.received:
        return _plan_number(asked, words["plan_note"]) if line.id == "plan_issued" else ""
    if line.unit == "communes":
        return words["communes_note"]
    if line.id == "trainees" and line.now != 0:
        # Lists of staff stay in the communes: what is known here is at best a part.
        return words["trainees_unknown" if line.now is None else "trainees_partly"]
    return ""


def _plan_number(asked: Accounts, pattern: str) -> str:
    kind = kind_named("annual_plan")
    issued = counts.behind(asked.books(asked.period), counts.count_of("plan_issued"), {}, asked.whose).counted
    captions = queries.captions(asked.connection, kind, [one.id.hex() for one in issued])
    numbers = [said[kind.caption.index("number")] for said in captions.values()]
    given = [number for number in numbers if number]
    # One number fits the column.
    return pattern.format(number=given[0]) if len(given) == 1 else ""
