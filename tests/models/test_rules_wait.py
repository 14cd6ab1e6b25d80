"""A rule waits for the fields it reads, and for no others."""

import datetime
from typing import Any

import pytest

from desktop.models import rules
from desktop.models.edits import clean
from desktop.models.entry import Draft
from desktop.models.records import FieldType, Kind, all_kinds, kind_named
from desktop.services import activities
from desktop.services.desk import Desk
from tests.records import draft

DAY = datetime.date
TYPED = [kind for kind in all_kinds() if not kind.derived]
NOT_A_VALUE = "không phải giá trị"


class StoreOfNothing:
    """Answers every question of the rules with nothing."""

    today = DAY(2025, 11, 5)

    def open_workers(self, _day: str) -> int:
        return 0

    def __getattr__(self, _question: str) -> Any:
        return self._nothing

    def _nothing(self, *_asked: Any) -> None:
        return None


def codes(desk: Desk, asked: Draft) -> set[str]:
    return {problem.code for problem in activities.check(desk, asked)}


@pytest.fixture
def closed(commune: Desk) -> str:
    values = {"opened_on": DAY(2025, 3, 1), "closed_on": DAY(2025, 6, 1)}
    return activities.save(commune, draft("establishment", **values)).id


def test_an_empty_field_hides_no_rule_that_does_not_read_it(commune: Desk, closed: str) -> None:
    early = draft("inspection", inspected_on=DAY(2025, 2, 1), establishment=closed, mode=None, fine_vnd=5)
    assert codes(commune, early) == {"required", "not_open_yet", "fine_without_violation"}


def test_what_cannot_be_read_is_not_taken_to_be_empty(commune: Desk, closed: str) -> None:
    values = {"inspected_on": DAY(2025, 4, 1), "establishment": closed, "fine_vnd": 5}
    assert codes(commune, draft("inspection", **values, violations=("gì đó",))) == {"unknown_code"}
    read = draft("inspection", **values, violations=())
    told = Draft(read.kind, read.values, unread=("violations",))
    assert [list(problems) for problems in activities.checks(commune, [told])] == [[]]


def test_a_row_waits_for_its_own_cells(commune: Desk) -> None:
    rows = ({"group": NOT_A_VALUE, "attendances": 3, "female": 5}, {"group": "youth", "female": 9})
    found = activities.check(commune, draft("propaganda_session", audiences=rows))
    assert {(problem.field, problem.code) for problem in found} == {
        ("audiences.0.group", "unknown_code"),
        ("audiences.0.female", "more_than"),
        ("audiences.1.attendances", "required"),
    }


def test_a_likely_duplicate_is_named_while_other_fields_are_wrong(commune: Desk) -> None:
    activities.save(commune, draft("propaganda_session"))
    again = draft("propaganda_session", note="x" * 5000)
    assert codes(commune, again) >= {"too_long", "likely_duplicate"}


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.name)
def test_text_in_the_place_of_any_value_is_named_and_nothing_fails(commune: Desk, kind: Kind) -> None:
    for field in kind.fields:
        if field.type not in (FieldType.TEXT, FieldType.ROWS):
            found = activities.check(commune, draft(kind.name, **{field.name: NOT_A_VALUE}))
            assert field.name in {problem.field for problem in found}
    everything = {field.name: NOT_A_VALUE for field in kind.fields if field.type is not FieldType.ROWS}
    rows = {f.name: ({cell.name: NOT_A_VALUE for cell in f.rows},) for f in kind.fields if f.rows}
    activities.check(commune, Draft(kind.name, {**everything, **rows}))


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.name)
def test_a_rule_reads_nothing_that_it_does_not_name(kind: Kind) -> None:
    """Given nothing but what it says it reads, every rule still works."""
    context: Any = StoreOfNothing()

    class Watched(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            assert name in allowed
            return super().__getitem__(name)

        def get(self, name: str, default: Any = None) -> Any:
            assert name in allowed
            return super().get(name, default)

    whole = clean(kind_named(kind.name), draft(kind.name).values)
    for rule in rules.rules_of(kind.name):
        allowed = {path.partition(".")[0] for path in rule.reads} | {rule.table}
        if not rule.table and all(whole.get(name) is not None for name in allowed if name):
            list(rule.find(Watched(whole), context, set()))
