"""What no commune records is entered above, with its source, and judged like every other figure."""

from typing import Any

import pytest

from desktop import said
from desktop.models.errors import Refusal
from desktop.services import checker, entering, indicators, rollup
from desktop.services.desk import Desk
from desktop.services.words import LANGUAGES, Words

SOURCE = "Báo cáo số 12/BC-TAND ngày 05/11/2025"


def enter(desk: Desk, target: str, above: int | None, below: int | None = None, source: str = SOURCE) -> Any:
    return entering.save(
        desk, desk.period(2025), target, numerator=above, denominator=below, source=source
    )  # fmt: skip


def row(desk: Desk, target: str, name: str = "year") -> rollup.TargetRow:
    return next(
        one for one in rollup.rollup(desk, desk.period(2025, name)).targets if one.target_id == target
    )


def problems(desk: Desk, *figure: Any, **named: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refusal) as refused:
        enter(desk, *figure, **named)
    for language in LANGUAGES:
        assert said.refusal(Words(language), refused.value)
    return {(one.field, one.code) for one in refused.value.params["problems"]}


def test_a_share_is_judged_by_its_numbers(receiver: Desk) -> None:
    assert (row(receiver, "LC13").status, row(receiver, "LC13").reason) == ("no_data", "not_entered")
    kept = enter(receiver, "LC13", 30, 50)
    found = row(receiver, "LC13")
    assert (found.numerator, found.denominator, found.value, found.missing) == (30, 50, 60.0, 5)
    assert (found.source, found.entered) == ("entered", kept)
    assert kept.source == SOURCE
    enter(receiver, "LC13", 35, 50)
    assert (row(receiver, "LC13").value, row(receiver, "LC13").status) == (70.0, "met")
    assert len(entering.listed(receiver, receiver.period(2025))) == 1
    assert checker.verify(receiver).ok


def test_growth_is_over_the_year_before(receiver: Desk) -> None:
    enter(receiver, "LC8", 104, 100)
    assert (row(receiver, "LC8").value, row(receiver, "LC8").status) == (4.0, "met")
    enter(receiver, "LC8", 101, 100)
    assert (row(receiver, "LC8").value, row(receiver, "LC8").missing) == (1.0, 2)


def test_a_frequency_is_one_number(receiver: Desk) -> None:
    enter(receiver, "LC2", 2)
    found = row(receiver, "LC2")
    assert (found.numerator, found.denominator, found.value, found.status) == (2, None, 2.0, "met")
    assert found.counted_in == "items_per_quarter"


def test_a_figure_is_of_one_period(receiver: Desk) -> None:
    enter(receiver, "LC13", 30, 50)
    assert row(receiver, "LC13", "q1").entered is None
    assert row(receiver, "LC13", "year").entered is not None


def test_one_taken_out_comes_back(receiver: Desk) -> None:
    kept = enter(receiver, "LC13", 30, 50)
    entering.delete(receiver, kept.id)
    assert row(receiver, "LC13").status == "no_data"
    entering.undelete(receiver, kept.id)
    assert entering.listed(receiver, receiver.period(2025)) == (kept,)
    entering.delete(receiver, kept.id)
    again = enter(receiver, "LC13", 31, 50)
    assert again.id == kept.id
    assert row(receiver, "LC13").numerator == 31


def test_what_is_wrong_is_said_of_its_field(receiver: Desk) -> None:
    assert problems(receiver, "LC13", 51, 50) == {("numerator", "more_than")}
    assert problems(receiver, "LC13", 30) == {("denominator", "required")}
    assert problems(receiver, "LC13", None, 50) == {("numerator", "required")}
    assert problems(receiver, "LC13", -1, 50) == {("numerator", "negative")}
    assert problems(receiver, "LC2", 2, 4) == {("denominator", "no_whole_asked")}
    assert problems(receiver, "LC2", 2, source=" ") == {("source", "required")}
    assert problems(receiver, "LC2", 2, source="Chị Lò Thị Mai, 0912345678") == {("source", "personal_data")}
    assert entering.listed(receiver, receiver.period(2025)) == ()


def test_growth_may_be_any_number_over_the_year_before(receiver: Desk) -> None:
    assert enter(receiver, "LC8", 300, 100).numerator == 300


def test_what_communes_record_is_not_entered(receiver: Desk, commune: Desk) -> None:
    for desk, target, code in (
        (receiver, "LC3", "target_not_entered"),
        (receiver, "LC99", "unknown_indicator"),
        (commune, "LC13", "not_receiving_desk"),
    ):
        with pytest.raises(Refusal) as refused:
            enter(desk, target, 1, 2)
        assert refused.value.code == code
        assert said.refusal(Words("vi"), refused.value)


def test_the_id_follows_from_what_the_figure_is_of(receiver: Desk) -> None:
    kept = enter(receiver, "LC13", 30, 50)
    year = receiver.period(2025)
    assert kept.id == entering.identity("12@2025", year, "lai-chau-2021-2025", "LC13")
    assert kept.id != entering.identity("12@2025", receiver.period(2024), "lai-chau-2021-2025", "LC13")


def test_it_is_the_receiving_unit_s_indicator_too(receiver: Desk) -> None:
    enter(receiver, "LC13", 30, 50)
    found = indicators.explain(receiver, "LC13", receiver.period(2025))
    assert (found.indicator.numerator, found.indicator.denominator) == (30, 50)
    assert {one.reason for one in found.left_out} == {"not_reported"}
