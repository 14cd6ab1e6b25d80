"""Sums that do not add up are told before printing, for every form, and never changed."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from desktop.services import desk as desks
from desktop.services import forms, indicators
from desktop.services.figures import Share
from desktop.services.forms import Filled, Form
from desktop.services.forms.doubts import doubts
from desktop.services.forms.values import quantity
from tests.services.above import Above

WITH_SUMS = [one for one in forms.available() if forms.load(one).sums]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Filled]]:
    """Every form filled from registers in which everything adds up."""
    above = Above(tmp_path_factory.mktemp("doubts"))
    above.day = date(2025, 11, 21)
    commune = above.commune("03388@2025", records=120, seed=3)
    above.hand_in(commune)
    made = {}
    for desk in (above.desk, commune):
        made |= {form.id: forms.fill(desk, desk.period(2025), form) for form in forms.listed(desk)}
    yield made
    above.close()


def test_every_form_with_figures_that_go_together_says_which() -> None:
    assert set(forms.available()) - set(WITH_SUMS) == {"plan_progress", "training_list"}


def test_what_adds_up_is_not_doubted(filled: dict[str, Filled]) -> None:
    assert {name: one.doubts for name, one in filled.items() if one.doubts} == {}


@pytest.mark.parametrize("form", WITH_SUMS)
def test_every_sum_of_a_form_that_does_not_add_up_is_told(filled: dict[str, Filled], form: str) -> None:
    made = filled[form]
    for one in made.form.sums:
        only = msgspec.structs.replace(made.form, sums=(one,))
        lines = raised(only, made, one.parts[0], one.whole)
        (doubt, *_) = doubts(only, lines)
        assert doubt.total > doubt.amount
        assert doubt.relation == one.relation
        # What is told is not mended.
        before = dataclasses.replace(made, lines=lines)
        assert dataclasses.replace(before, doubts=doubts(only, lines)).lines == lines


def raised(form: Form, made: Filled, part: str, whole: str) -> tuple[Any, ...]:
    """The lines of *made* with *part* beyond *whole*, whichever of them are lines or columns."""
    if form.lines == "rows":
        place = [column.shows for column in form.columns].index("now")
        beyond = {part: 1_000_000, whole: 5}
        return tuple(with_cell(line, place, beyond.get(line.id)) for line in made.lines)
    at = {column.id: n for n, column in enumerate(form.columns)}
    first, *others = made.lines
    return (with_cell(with_cell(first, at[part], 1_000_000), at[whole], 5), *others)


def with_cell(line: Any, place: int, value: int | None) -> Any:
    if value is None:
        return line
    cells = (*line.cells[:place], value, *line.cells[place + 1 :])
    return dataclasses.replace(line, cells=cells)


def test_a_share_of_more_than_everything_is_told(filled: dict[str, Filled]) -> None:
    made = filled["tip_off_log"]
    place = [column.shows for column in made.form.columns].index("now")
    line = next(line for line in made.lines if isinstance(line.cells[place], Share))
    beyond = dataclasses.replace(line, cells=(*line.cells[:place], Share(12, 11), *line.cells[place + 1 :]))
    lines = tuple(beyond if one is line else one for one in made.lines)
    (doubt,) = doubts(made.form, lines)
    assert (doubt.total, doubt.amount) == (12, 11)
    assert doubt.where == f"{line.label}, Kỳ này"


def test_a_target_reached_beyond_everything_is_told(commune: desks.Desk) -> None:
    computed = indicators.compute(commune, commune.period(2025))
    form = forms.load("plan_progress")
    share = next(one for one in computed if one.level == "P")
    growth = next(one for one in computed if one.level == "G")
    targets = [msgspec.structs.replace(one, numerator=12, denominator=11) for one in (share, growth)]
    (doubt,) = doubts(form, (), targets)
    assert doubt.where == f"Chỉ tiêu {share.target_id}"
    assert (doubt.total, doubt.amount) == (12, 11)


def test_a_list_in_which_parts_are_more_than_the_whole_is_told_by_record(filled: dict[str, Filled]) -> None:
    made = filled["establishment_list"]
    at = {column.id: n for n, column in enumerate(made.form.columns)}
    first = with_cell(with_cell(made.lines[0], at["workers"], 3), at["female_workers"], 4)
    (doubt,) = doubts(made.form, (first, *made.lines[1:-1]))
    assert (doubt.where, doubt.total, doubt.amount) == (first.label, 4, 3)
    assert quantity(first.cells[at["female_workers"]]) == 4
