"""Fills a form: every cell with its figure, every list with its records, and who is missing."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.models import ledger, queries, units
from desktop.models.folding import sort_key
from desktop.models.period import Period
from desktop.models.records import Field, FieldType, Kind, kind_named
from desktop.services import counts, decree, figures, indicators, letterhead, locking, summary
from desktop.services.desk import Desk
from desktop.services.forms.doubts import Doubt, doubts
from desktop.services.forms.form import Column, Form
from desktop.services.forms.values import Value, added
from desktop.services.judgement import Indicator
from desktop.services.letterhead import Letterhead
from desktop.services.made_by import made_by
from desktop.services.summary import Accounts, Line, Summary
from desktop.services.words import Words

GROUP, ROW, PART, TOTAL = summary.GROUP, summary.ROW, summary.PART, 3
_SIGNS = {">=": "≥", "<=": "≤", "=": "="}


@dataclasses.dataclass(frozen=True, slots=True)
class FilledLine:
    """One line.

    Attributes:
        id: Of the form's line, the record, the commune's reference, the target; empty for headings and totals.
        level: ``GROUP``, ``ROW``, ``PART`` of a row, or ``TOTAL``.
        cells: For each column what stands in it.
        label: What the line is about.
    """

    id: str
    level: int
    cells: tuple[Value, ...]
    label: str


@dataclasses.dataclass(frozen=True)
class Filled:
    """A form with everything that stands on it; paper, workbook and JSON all show these.

    Attributes:
        form: The form.
        unit: Whose.
        period: What it is about.
        made_on: The day it was filled.
        training: From a store for practice, and printed so.
        draft: Before its figures were settled, and printed so.
        head: The unit's letterhead.
        lines: The table.
        missing: At a receiving unit the communes that have not reported, by name.
        doubts: What does not add up.
        made_by: Which versions made its figures, in words.
    """

    form: Form
    unit: units.Unit
    period: Period
    made_on: date
    training: bool
    draft: bool
    head: Letterhead
    lines: tuple[FilledLine, ...]
    missing: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    made_by: str

    def said(self, sentence: str) -> str:
        """A title of the form with its places filled in, and a capital to begin with."""
        for name, value in {
            "period": decree.period_name(self.period),
            "year": str(self.period.year),
            "start": figures.day(self.period.start),
            "end": figures.day(self.period.end),
            "body": self.head.body,
        }.items():
            sentence = sentence.replace(f"{{{name}}}", value)
        return sentence[:1].upper() + sentence[1:]


def fill(desk: Desk, period: Period, form: Form) -> Filled:
    """*form* of *period*.

    Raises:
        Refusal: ``no_plan`` for a form of targets where no plan is in force.
    """
    targets = indicators.compute(desk, period) if form.lines == "targets" else []
    with desk.store.read() as connection:
        asked = summary.accounts(desk, connection, period)
        reported: set[str] = set()
        if asked.received:
            reported = set(ledger.reported_units(connection, period.start.isoformat()))
        lines: tuple[FilledLine, ...]
        if form.lines == "rows":
            lines = tuple(_row(form, line) for line in summary.lines(asked, msgspec.to_builtins(form)))
        elif form.lines == "communes":
            lines = tuple(_communes(form, asked, reported))
        elif form.lines == "records":
            lines = tuple(_records(form, asked))
        else:
            lines = tuple(_target(form, one) for one in targets)
    absent = [ref for ref in asked.whose if ref not in reported] if asked.received else []
    return Filled(
        form=form,
        unit=units.unit(desk.settings.unit),
        period=period,
        made_on=desk.today(),
        training=desk.settings.training,
        draft=locking.is_draft(desk, period),
        head=letterhead.of(desk),
        lines=lines,
        missing=tuple(units.unit(ref).full_name for ref in absent),
        doubts=doubts(form, lines, targets),
        made_by=_made_by(form, targets),
    )


def of_summary(form: Form, built: Summary) -> Filled:
    """The lines of *built*, whose form this is, as its table."""
    lines = tuple(_row(form, line) for line in built.lines)
    return Filled(
        form=form,
        unit=built.unit,
        period=built.period,
        made_on=built.made_on,
        training=built.training,
        draft=built.draft,
        head=built.head or letterhead.derived(built.unit),
        lines=lines,
        missing=(),
        doubts=doubts(form, lines),
        made_by=_made_by(form),
    )


def _made_by(form: Form, targets: Sequence[Indicator] = ()) -> str:
    return made_by(msgspec.to_builtins(form), summary.form()["words"], targets)


def _cells(form: Form, made: Callable[[Column], Value]) -> tuple[Value, ...]:
    return tuple("" if column.shows == "by_hand" else made(column) for column in form.columns)


# --- lines the form names


def _row(form: Form, line: Line) -> FilledLine:
    unit = Words("vi")("units", line.unit) if line.unit else ""
    found: dict[str, Value] = {"number": line.number, "label": line.label, "unit": unit, "note": line.note}
    if line.level != GROUP and line.tracked:
        growth = None if line.growth is None else float(line.growth)
        found |= {"now": line.now, "to_date": line.to_date, "last_year": line.last_year, "growth": growth}
    cells = _cells(form, lambda column: found.get(column.shows, ""))
    return FilledLine(line.id, line.level, cells, line.label.removeprefix("- "))


# --- communes


def _communes(form: Form, asked: Accounts, reported: set[str]) -> Iterator[FilledLine]:
    """A line for each commune in the order of the official list, then all of them together."""
    for number, ref in enumerate(asked.whose, start=1):
        name = units.unit(ref).full_name
        there = ref in reported

        def made(
            column: Column, ref: str = ref, name: str = name, number: int = number, there: bool = there
        ) -> Value:
            if column.shows == "count":
                figure = _counted(asked, column, (ref,))
                # Nothing sent is not nothing done.
                return figure if there or figure else None
            said: dict[str, Value] = {"number": str(number), "name": name, "reported": there}
            return said[column.shows]

        yield FilledLine(ref, ROW, _cells(form, made), name)
    if form.total:

        def total(column: Column) -> Value:
            if column.shows == "count":
                return _counted(asked, column, asked.whose)
            here = sum(ref in reported for ref in asked.whose)
            return {"number": "", "name": form.total, "reported": f"{here}/{len(asked.whose)}"}[column.shows]

        yield FilledLine("", TOTAL, _cells(form, total), form.total)


def _counted(asked: Accounts, column: Column, whose: Sequence[str]) -> Value:
    of = {"now": asked.period, "to_date": asked.period.to_date(), "last_year": asked.before}[column.period]
    if of is None:
        return None
    return counts.figure(asked.books(of), counts.count_of(column.count), column.params, whose)


# --- records


def _records(form: Form, asked: Accounts) -> Iterator[FilledLine]:
    """A line for each record, in the order of its own day or name, then what they add up to."""
    kind = kind_named(form.kind)
    found = sorted(_read(form, asked, kind), key=lambda one: _order(kind, one))
    filled = []
    for number, values in enumerate(found, start=1):

        def made(column: Column, values: Mapping[str, Any] = values, number: int = number) -> Value:
            if column.shows == "number":
                return str(number)
            if column.shows == "sum":
                return added(part for name in column.fields for part in _numbers(values, name))
            return _shown(asked, kind.field(column.field), values[column.field])

        caption = " · ".join(str(values[name]) for name in kind.caption if values.get(name))
        filled.append(FilledLine(values["id"], ROW, _cells(form, made), caption))
    yield from filled
    if form.total:
        yield _total(form, kind, filled)


def _total(form: Form, kind: Kind, lines: Sequence[FilledLine]) -> FilledLine:
    labelled = False
    cells: list[Value] = []
    for place, column in enumerate(form.columns):
        is_sum = column.shows == "sum" or (
            column.shows == "field" and kind.field(column.field).type in (FieldType.COUNT, FieldType.MONEY)
        )
        if is_sum:
            cells.append(added(line.cells[place] for line in lines))
        elif column.shows == "field" and not labelled:
            cells.append(form.total)
            labelled = True
        else:
            cells.append("")
    return FilledLine("", TOTAL, tuple(cells), form.total)


def _read(form: Form, asked: Accounts, kind: Kind) -> Iterator[dict[str, Any]]:
    """The records of the form's kind that are to be listed, as stored; lists decoded."""
    names = [one.name for one in kind.fields if one.section != "note" and one.name != "reason"]
    start, end = asked.period.start.isoformat(), asked.period.end.isoformat()
    dated = (start, end) if form.which == "within" else (None, None)
    opened, closed = kind.dated_by, next((last for first, last in kind.ordered if first == kind.dated_by), "")
    for unit in asked.whose:
        for row in queries.columns(asked.connection, kind, unit, names, *dated):
            values = dict(zip(["id", *names], [row[0].hex(), *row[1:]], strict=True))
            if form.which == "open" and not _open(values.get(opened), values.get(closed), end):
                continue
            yield {name: _decoded(kind, name, value) for name, value in values.items()}


def _open(opened: str | None, closed: str | None, end: str) -> bool:
    """Open when the period ends: closed on that day is closed, without a first day it always was."""
    return (opened is None or opened <= end) and (closed is None or closed > end)


def _decoded(kind: Kind, name: str, value: Any) -> Any:
    many = name != "id" and kind.field(name).many
    return msgspec.json.decode(value) if many and value is not None else value


def _order(kind: Kind, values: Mapping[str, Any]) -> tuple[str, ...]:
    first = () if kind.lasting else (str(values.get(kind.dated_by) or ""),)
    return (*first, *(sort_key(str(values.get(name) or "")) or "" for name in kind.caption), values["id"])


def _numbers(values: Mapping[str, Any], name: str) -> Iterator[int | None]:
    field, _, cell = name.partition(".")
    held = values[field]
    if held is None:
        yield None
    elif cell:
        yield from (row.get(cell) for row in held)
    else:
        yield len(held) if isinstance(held, list) else held


def _shown(asked: Accounts, field: Field, value: Any) -> Value:
    """What a field holds, in words: labels of codes, days as days; what is not given stays empty."""
    if value is None or value == []:
        return ""
    match field.type:
        case FieldType.FLAG:
            shown: Value = bool(value)
        case FieldType.DATE:
            shown = date.fromisoformat(value)
        case FieldType.MONTH:
            shown = f"{value[5:7]}/{value[:4]}"
        case FieldType.CODE | FieldType.CODES:
            codes = value if isinstance(value, list) else [value]
            words = Words("vi")
            shown = "; ".join(asked.own.label(words, str(field.code_list), code) for code in codes)
        case FieldType.LINK:
            named = queries.captions(asked.connection, kind_named(str(field.target)), [value])
            shown = str(next(iter(named.get(value, ())), ""))
        case FieldType.COUNT | FieldType.MONEY:
            shown = value
        case _:
            shown = str(value)
    return shown


# --- targets


def _target(form: Form, one: Indicator) -> FilledLine:
    """A line of the plan: what it asks, where the unit stands, what is missing."""
    words = Words("vi")
    measured = words("units", one.unit_of_measure)
    yes_no = one.counted_in == "yes_no"
    percent = one.unit_of_measure == "percent"
    asked = f"{_SIGNS[one.operator]} {figures.plain(one.target)} {measured}".strip()
    counted = "" if one.numerator is None else figures.count(one.numerator)
    if counted and one.denominator is not None:
        counted = f"{counted}/{figures.count(one.denominator)}"
    missing = (
        words("indicators", f"missing.{one.missing_in}", n=figures.count(one.missing)) if one.missing else ""
    )
    value: Value = None
    if one.value is not None:
        value = bool(one.numerator) if yes_no else one.value if percent else round(one.value)
    found: dict[str, Value] = {
        "number": one.target_id,
        "label": words("indicators", one.id),
        "asked": asked,
        "counts": counted if not yes_no else "",
        "value": value,
        "status": words("indicators", f"status.{one.status}"),
        "missing": missing,
    }
    return FilledLine(
        one.target_id, ROW, _cells(form, lambda column: found[column.shows]), words("indicators", one.id)
    )
