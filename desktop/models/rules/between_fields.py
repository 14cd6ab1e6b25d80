"""What must agree between the fields of one record: days in order, parts within wholes, and each kind's own rules."""

from collections.abc import Iterator
from typing import Any

from desktop.models.records import Kind
from desktop.models.rules.problem import Context, Problem
from desktop.models.rules.rule import Rule, reading

SMALLEST_TEAM = 3  # Circular 05/2006/TT-BLĐTBXH, article 2: at least three members present
_PARTS_OF_POPULATION = (
    "service_workers",
    "industrial_workers",
    "students_upper_secondary",
    "students_vocational",
    "students_college",
    "students_university",
)


def between_fields(kind: Kind) -> Iterator[Rule]:
    """The rules that *kind* describes, then its own."""
    for start, end in kind.ordered:
        yield _in_order(start, end)
    for less, more in kind.not_more:
        yield _not_more(less, more)
    yield from _OWN.get(kind.name, ())


def _in_order(start: str, end: str) -> Rule:
    table, first, second = _cells(start, end)

    @reading(first, second, table=table)
    def rule(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
        begun, ended = values.get(first), values.get(second)
        if begun is not None and ended is not None and ended < begun:
            yield Problem(second, "end_before_start", {"start": begun})

    return rule


def _not_more(less: str, more: str) -> Rule:
    table, part, whole = _cells(less, more)

    @reading(part, whole, table=table)
    def rule(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
        value, limit = values.get(part), values.get(whole)
        if value is not None and limit is not None and value > limit:
            yield Problem(part, "more_than", {"value": value, "limit": limit, "other_field": more})

    return rule


def _cells(one: str, other: str) -> tuple[str, str, str]:
    """The table, which is empty for fields of the record itself, and the names of the two in it."""
    table, dot, _ = one.rpartition(".")
    return table, one.removeprefix(table + dot), other.removeprefix(table + dot)


@reading("inspected_on", "establishment")
def _while_open(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    place = context.values_of("establishment", values["establishment"]) or {}
    day = values["inspected_on"]
    if place.get("opened_on") and day < place["opened_on"]:
        yield Problem("inspected_on", "not_open_yet", {"opened": place["opened_on"]})
    if place.get("closed_on") and day > place["closed_on"]:
        yield Problem("inspected_on", "already_closed", {"closed": place["closed_on"]})


@reading("members")
def _enough_members(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    if values.get("members") is not None and values["members"] < SMALLEST_TEAM:
        yield Problem("members", "team_too_small", {"minimum": SMALLEST_TEAM}, "warning")


@reading("fine_vnd", "violations")
def _fine_for_something(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    if values.get("fine_vnd") and not values.get("violations"):
        yield Problem("fine_vnd", "fine_without_violation", {}, "warning")


@reading("status", "accessed_on", table="services")
def _accessed_on_a_day(row: dict[str, Any], _context: Context) -> Iterator[Problem]:
    if row["status"] in ("accessed", "finished") and not row.get("accessed_on"):
        yield Problem("accessed_on", "accessed_without_date", {}, "warning")
    if row["status"] in ("in_need", "eligible", "referred") and row.get("accessed_on"):
        yield Problem("status", "accessed_by_date_only", {}, "warning")


@reading("audiences.group")
def _groups_once(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    groups: set[str] = set()
    for number, row in enumerate(values.get("audiences") or ()):
        if row["group"] in groups:
            yield Problem(f"audiences.{number}.group", "duplicate_code", {}, "warning")
        groups.add(row["group"])


@reading("held_on", "audiences.group", "audiences.first_time")
def _within_baseline(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    groups: dict[str, int] = {}
    for row in values.get("audiences") or ():
        groups[row["group"]] = groups.get(row["group"], 0) + (row.get("first_time") or 0)
    for group, first_time in groups.items():
        known = context.reached_and_baseline(group, values["held_on"]) if first_time else None
        if known and known[0] + first_time > known[1]:
            params = {"reached": known[0] + first_time, "baseline": known[1]}
            yield Problem("audiences", "more_than_baseline", params, "warning")


@reading("result", "resolved_on")
def _result_on_a_day(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    if values.get("result") and not values.get("resolved_on"):
        yield Problem("resolved_on", "result_without_date", {}, "warning")
    if values.get("resolved_on") and not values.get("result"):
        yield Problem("result", "date_without_result", {}, "warning")


_PEOPLE = ("sellers", "buyers", "organisers")


def _people(values: dict[str, Any]) -> int:
    return sum(values.get(name) or 0 for name in _PEOPLE)


@reading(*_PEOPLE, "fined", "warned")
def _handled_were_found(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    people, handled = _people(values), sum(values.get(name) or 0 for name in ("fined", "warned"))
    if handled > people:
        yield Problem("fined", "more_handled_than_found", {"value": handled, "limit": people}, "warning")


@reading("fines_vnd", "fined")
def _fines_of_somebody(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    if values.get("fines_vnd") and not values.get("fined"):
        yield Problem("fines_vnd", "fines_without_fined", {}, "warning")


@reading(*_PEOPLE, "cases")
def _people_of_a_case(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    people = _people(values)
    if people and not values.get("cases"):
        yield Problem("cases", "people_without_case", {"value": people}, "warning")


@reading("planned_vnd", "spent_vnd")
def _spent_as_planned(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    planned, spent = values.get("planned_vnd"), values.get("spent_vnd")
    if planned is not None and spent is not None and spent > planned:
        yield Problem("spent_vnd", "spent_more_than_planned", {"value": spent, "limit": planned}, "warning")


@reading("population", *_PARTS_OF_POPULATION)
def _parts_within_population(values: dict[str, Any], _context: Context) -> Iterator[Problem]:
    parts = sum(values.get(name) or 0 for name in _PARTS_OF_POPULATION)
    population = values.get("population")
    if population is not None and parts > population:
        yield Problem("population", "parts_exceed_total", {"value": parts, "limit": population}, "warning")


@reading("year", "as_of", "service_workers")
def _workers_of_the_register(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    workers = values.get("service_workers")
    day = values.get("as_of") or f"{values['year']}-12-31"
    known = context.open_workers(min(day, context.today.isoformat())) if workers is not None else 0
    if workers is not None and known > workers:
        yield Problem("service_workers", "parts_exceed_total", {"value": known, "limit": workers}, "warning")


@reading("code_list", "label")
def _label_of_its_own(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    if context.is_ready_label(values["code_list"], values["label"]):
        yield Problem("label", "label_ready", {"value": values["label"]})


@reading("code_list")
def _not_used_elsewhere(values: dict[str, Any], context: Context) -> Iterator[Problem]:
    uses = context.uses_in_other_lists(values["code_list"])
    if uses:
        yield Problem("code_list", "entry_in_use", {"count": uses})


_OWN: dict[str, tuple[Rule, ...]] = {
    "inspection": (_while_open, _enough_members, _fine_for_something),
    "support_case": (_accessed_on_a_day,),
    "propaganda_session": (_groups_once, _within_baseline),
    "tip_off": (_result_on_a_day,),
    "violation_tally": (_handled_were_found, _fines_of_somebody, _people_of_a_case),
    "budget_entry": (_spent_as_planned,),
    "baseline": (_parts_within_population, _workers_of_the_register),
    "list_entry": (_label_of_its_own, _not_used_elsewhere),
}
