"""What may be saved: the same checks at entry, at import and at the receiving unit.

Errors stop a record; warnings ask for a reason. Published official reports are themselves inconsistent in one
case of five, so a doubtful figure is never corrected and never blocked.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, Protocol

from desktop.models import code_lists, personal_data
from desktop.models.fitting import EARLIEST, day_of, plainly_fits
from desktop.models.records import OWN_CODE, Field, FieldType, Kind

_ENOUGH_FIGURES = 3  # figures that make a copy of the record before likely
_SMALL_FIGURE = 20  # figures below it are the same, or three times as large, by chance
SMALLEST_TEAM = 3  # Circular 05/2006/TT-BLĐTBXH, article 2: at least three members present
_PARTS_OF_POPULATION = (
    "service_workers",
    "industrial_workers",
    "students_upper_secondary",
    "students_vocational",
    "students_college",
    "students_university",
)


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing wrong.

    Attributes:
        field: Field name; ``audiences.2.female`` for a cell in the third row; empty for the whole record.
        code: Stable code; its sentence is ``problems.<code>``.
        params: What the sentence needs. Values that are field names end in ``_field``.
        severity: An error cannot be saved; a warning can, with a reason.
    """

    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    severity: Literal["error", "warning"] = "error"


class Context(Protocol):
    """What the rules need to know beyond the record itself."""

    @property
    def today(self) -> date:
        """The day the record is checked."""

    def values_of(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """The stored values of a live record; None when there is none."""

    def alike(self, kind: Kind, values: dict[str, Any]) -> tuple[str, str] | None:
        """The id and the caption of a likely duplicate nobody has called another record; None without one."""

    def unusual(self, kind: Kind, values: Mapping[str, Any], path: str, value: int) -> int | None:
        """The usual figure that *value* is far from, by the unit's own last twelve periods; None when it is not."""

    def before(self, kind: Kind, values: Mapping[str, Any], names: Sequence[str]) -> Sequence[Any] | None:
        """The values *names* of the unit's record before this one; None when there is none."""

    def is_own_code(self, code_list: str, code: str) -> bool:
        """Whether *code* stands for an entry that the unit added to *code_list* and has not deleted."""

    def is_ready_label(self, code_list: str, label: str) -> bool:
        """Whether a ready entry of *code_list* is called *label* in any language; marks and case do not matter."""

    def uses_in_other_lists(self, code_list: str) -> int:
        """How many records use the list's own entry that is checked, when it is kept in another list than this."""

    def reached_and_baseline(self, group: str, held_on: str) -> tuple[int, int] | None:
        """People of *group* reached in the reporting year besides this record, and the baseline; None without one."""

    def open_workers(self, day: str) -> int:
        """The workers of the unit's establishments open on *day* (ISO), as the register has them."""


def check(kind: Kind, values: dict[str, Any], context: Context) -> list[Problem]:
    """Everything wrong with cleaned *values* (see `desktop.models.edits.clean`), errors first."""
    found = list(_shape(kind, values, context))
    if not found:
        found += _relations(kind, values)
        found += _OWN_RULES.get(kind.name, _no_rules)(values, context)
    found += _doubts(kind, values, context) if not any(p.severity == "error" for p in found) else ()
    found += _personal(kind, values)
    return sorted(found, key=lambda p: p.severity)


def lost_links(kind: Kind, values: Mapping[str, Any], context: Context) -> list[Problem]:
    """What *values* lead to and is there no more: records, and entries the unit had added to code lists."""
    gone = ("link_missing", "own_code_gone")
    return [problem for problem in _shape(kind, dict(values), context) if problem.code in gone]


def _shape(kind: Kind, values: dict[str, Any], context: Context) -> Iterator[Problem]:
    for field in kind.fields:
        value = values.get(field.name)
        if value is None or value == []:
            if field.required:
                yield Problem(field.name, "required")
        elif field.type is FieldType.ROWS:
            for number, row in enumerate(value):
                for cell in field.rows:
                    held = row.get(cell.name)
                    if held is None:
                        if cell.required:
                            yield Problem(f"{field.name}.{number}.{cell.name}", "required")
                    elif not plainly_fits(cell, held, context.today):
                        place = f"{field.name}.{number}.{cell.name}"
                        yield from _CHECKS[cell.type](cell, place, held, context)
        elif not plainly_fits(field, value, context.today):
            yield from _CHECKS[field.type](field, field.name, value, context)


def _date(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    day = day_of(value)
    if day is None:
        yield Problem(name, "wrong_type", {"value": value})
    elif day < EARLIEST:
        yield Problem(name, "too_early")
    elif day > context.today and not field.future:
        yield Problem(name, "in_future")


def _month(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    yield from _date(field, name, value, context)
    day = day_of(value)
    if day is not None and day.day != 1:
        yield Problem(name, "wrong_type", {"value": value})


def _number(field: Field, name: str, value: Any, _context: Context) -> Iterator[Problem]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Problem(name, "wrong_type", {"value": value})
    elif value < 0:
        yield Problem(name, "negative")
    elif field.minimum is not None and value < field.minimum:
        yield Problem(name, "too_small", {"minimum": field.minimum})
    elif field.maximum is not None and value > field.maximum:
        yield Problem(name, "too_large", {"maximum": field.maximum})


def _text(field: Field, name: str, value: Any, _context: Context) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(name, "wrong_type", {"value": value})
    elif field.max_length is not None and len(value) > field.max_length:
        yield Problem(name, "too_long", {"maximum": field.max_length})


def _code(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    if value == "under_18" and field.code_list == "age_band":
        yield Problem(name, "under_18")
    elif isinstance(value, str) and value.startswith(OWN_CODE) and code_lists.grows(str(field.code_list)):
        if not context.is_own_code(str(field.code_list), value):
            yield Problem(name, "own_code_gone")
    elif value not in code_lists.codes(str(field.code_list)):
        yield Problem(name, "unknown_code", {"value": value})


def _codes(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    for item in value:
        yield from _code(field, name, item, context)


def _flag(_field: Field, name: str, value: Any, _context: Context) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(name, "wrong_type", {"value": value})


def _link(field: Field, name: str, value: Any, context: Context) -> Iterator[Problem]:
    for target in value if isinstance(value, list) else [value]:
        if context.values_of(str(field.target), target) is None:
            yield Problem(name, "link_missing")


_Check = Callable[[Field, str, Any, Context], Iterator[Problem]]
_CHECKS: dict[FieldType, _Check] = {
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.YEAR: _number,
    FieldType.COUNT: _number,
    FieldType.MONEY: _number,
    FieldType.TEXT: _text,
    FieldType.CODE: _code,
    FieldType.CODES: _codes,
    FieldType.FLAG: _flag,
    FieldType.LINK: _link,
    FieldType.LINKS: _link,
}


def _relations(kind: Kind, values: dict[str, Any]) -> Iterator[Problem]:
    for start, end in kind.ordered:
        for name, (first, second) in _pairs(values, start, end):
            if second < first:
                yield Problem(name, "end_before_start", {"start": first})
    for less, more in kind.not_more:
        for name, (first, second) in _pairs(values, less, more):
            if first > second:
                yield Problem(
                    name.replace(more.split(".")[-1], less.split(".")[-1]),
                    "more_than",
                    {"value": first, "limit": second, "other_field": more},
                )


def _pairs(values: dict[str, Any], one: str, other: str) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Where both values are given: the name of the *other* cell, and the two."""
    if "." not in one:
        if values.get(one) is not None and values.get(other) is not None:
            yield other, (values[one], values[other])
        return
    (rows, first), (_, second) = one.split("."), other.split(".")
    for number, row in enumerate(values.get(rows) or ()):
        if row.get(first) is not None and row.get(second) is not None:
            yield f"{rows}.{number}.{second}", (row[first], row[second])


def _inspection(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    place = context.values_of("establishment", values["establishment"]) or {}
    day = values["inspected_on"]
    if place.get("opened_on") and day < place["opened_on"]:
        yield Problem("inspected_on", "not_open_yet", {"opened": place["opened_on"]})
    if place.get("closed_on") and day > place["closed_on"]:
        yield Problem("inspected_on", "already_closed", {"closed": place["closed_on"]})
    if values.get("members") is not None and values["members"] < SMALLEST_TEAM:
        yield Problem("members", "team_too_small", {"minimum": SMALLEST_TEAM}, "warning")
    if values.get("fine_vnd") and not values.get("violations"):
        yield Problem("fine_vnd", "fine_without_violation", {}, "warning")


def _support_case(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    for number, row in enumerate(values.get("services") or ()):
        if row["status"] in ("accessed", "finished") and not row.get("accessed_on"):
            yield Problem(f"services.{number}.accessed_on", "accessed_without_date", {}, "warning")
        if row["status"] in ("in_need", "eligible", "referred") and row.get("accessed_on"):
            yield Problem(f"services.{number}.status", "accessed_by_date_only", {}, "warning")


def _propaganda_session(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    groups: dict[str, int] = {}
    for number, row in enumerate(values.get("audiences") or ()):
        if row["group"] in groups:
            yield Problem(f"audiences.{number}.group", "duplicate_code", {}, "warning")
        groups[row["group"]] = groups.get(row["group"], 0) + (row.get("first_time") or 0)
    for group, first_time in groups.items():
        known = context.reached_and_baseline(group, values["held_on"]) if first_time else None
        if known and known[0] + first_time > known[1]:
            yield Problem(
                "audiences",
                "more_than_baseline",
                {"reached": known[0] + first_time, "baseline": known[1]},
                "warning",
            )


def _tip_off(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    if values.get("result") and not values.get("resolved_on"):
        yield Problem("resolved_on", "result_without_date", {}, "warning")
    if values.get("resolved_on") and not values.get("result"):
        yield Problem("result", "date_without_result", {}, "warning")


def _violation_tally(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    people = sum(values.get(name) or 0 for name in ("sellers", "buyers", "organisers"))
    handled = sum(values.get(name) or 0 for name in ("fined", "warned"))
    if handled > people:
        yield Problem("fined", "more_handled_than_found", {"value": handled, "limit": people}, "warning")
    if values.get("fines_vnd") and not values.get("fined"):
        yield Problem("fines_vnd", "fines_without_fined", {}, "warning")
    if people and not values.get("cases"):
        yield Problem("cases", "people_without_case", {"value": people}, "warning")


def _budget_entry(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    planned, spent = values.get("planned_vnd"), values.get("spent_vnd")
    if planned is not None and spent is not None and spent > planned:
        yield Problem("spent_vnd", "spent_more_than_planned", {"value": spent, "limit": planned}, "warning")


def _baseline(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    parts = sum(values.get(name) or 0 for name in _PARTS_OF_POPULATION)
    population = values.get("population")
    if population is not None and parts > population:
        yield Problem("population", "parts_exceed_total", {"value": parts, "limit": population}, "warning")
    workers = values.get("service_workers")
    day = values.get("as_of") or f"{values['year']}-12-31"
    known = context.open_workers(min(day, context.today.isoformat())) if workers is not None else 0
    if workers is not None and known > workers:
        yield Problem("service_workers", "parts_exceed_total", {"value": known, "limit": workers}, "warning")


def _list_entry(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    if context.is_ready_label(values["code_list"], values["label"]):
        yield Problem("label", "label_ready", {"value": values["label"]})
    uses = context.uses_in_other_lists(values["code_list"])
    if uses:
        yield Problem("code_list", "entry_in_use", {"count": uses})


def _no_rules(_values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    yield from ()


_OWN_RULES: dict[str, Callable[[dict[str, Any], Context], Iterator[Problem]]] = {
    "inspection": _inspection,
    "support_case": _support_case,
    "propaganda_session": _propaganda_session,
    "tip_off": _tip_off,
    "violation_tally": _violation_tally,
    "budget_entry": _budget_entry,
    "baseline": _baseline,
    "list_entry": _list_entry,
}


def _doubts(kind: Kind, values: dict[str, Any], context: Context) -> Iterator[Problem]:
    twin = context.alike(kind, values)
    if twin is not None:
        code = "second_of_year" if kind.same_if == ("year",) else "likely_duplicate"
        yield Problem(kind.same_if[0], code, {"other_id": twin[0], "other": twin[1]}, "warning")
    if kind.figures:
        yield from _copied(kind, values, context)
        yield from _outliers(kind, values, context)


def _copied(kind: Kind, values: dict[str, Any], context: Context) -> Iterator[Problem]:
    """The same figures as the record before it: probably copied and not changed."""
    in_rows = [path.partition(".")[0] for path in kind.figures if "." in path]
    # A table of figures says enough by itself; single figures are often the same by chance.
    names = in_rows[:1] or list(kind.figures)
    own = [values.get(name) for name in names]
    # Fines and funds are round sums and often alike.
    said = [
        n for n in _numbers(values.get(m) for m in names if kind.field(m).type is not FieldType.MONEY) if n
    ]
    if len(said) < _ENOUGH_FIGURES or max(said) < _SMALL_FIGURE:
        return
    earlier = context.before(kind, values, names)
    if earlier is not None and list(map(_bare, earlier)) == list(map(_bare, own)):
        yield Problem(names[0], "same_figures", {}, "warning")


def _numbers(values: Iterable[Any]) -> Iterator[int]:
    for value in values:
        if isinstance(value, list):
            yield from _numbers(cell for row in value for cell in row.values())
        elif isinstance(value, int) and not isinstance(value, bool):
            yield value


def _bare(value: Any) -> Any:
    """*value* without what is empty: rows are kept with and without their empty cells."""
    if isinstance(value, list):
        return [{name: cell for name, cell in row.items() if cell is not None} for row in value]
    return value


def _outliers(kind: Kind, values: dict[str, Any], context: Context) -> Iterator[Problem]:
    for path in kind.figures:
        name, _, cell = path.partition(".")
        value = sum(row.get(cell) or 0 for row in values.get(name) or ()) if cell else values.get(name)
        if value is None or (cell and not values.get(name)):
            continue
        usual = context.unusual(kind, values, path, value)
        if usual is not None and max(value, usual) >= _SMALL_FIGURE:
            yield Problem(name, "outlier", {"value": value, "usual": usual}, "warning")


def _personal(kind: Kind, values: dict[str, Any]) -> Iterator[Problem]:
    for name, field, text in personal_data.texts(kind, values):
        for what in personal_data.signs(text, prose=field.prose):
            yield Problem(name, "personal_data", {"what": what}, "warning")
