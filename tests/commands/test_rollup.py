"""Roll-up, ranking and entered figures by the command line."""

from typing import Any

import pytest

from tests.commands.conftest import Run

YEAR = ("--year", "2025")


@pytest.fixture(autouse=True)
def store(run: Run) -> None:
    """A province's store."""
    assert run("new", "tinh", "--desk", "receiving", "--unit", "12", "--training") == 0


def test_a_figure_is_entered_rolled_up_and_taken_out(run: Run, answer: Any, capsys: Any) -> None:
    figure = ("--numerator", 35, "--denominator", 50, "--source", "Báo cáo 12/BC-SNV")
    (entered,) = answer("enter", "tinh", "LC13", *YEAR, *figure)
    assert (entered["target"], entered["numerator"], entered["denominator"]) == ("LC13", 35, 50)
    row = next(one for one in answer("rollup", "tinh", *YEAR)["targets"] if one["target_id"] == "LC13")
    assert (row["status"], row["source"], row["entered"]["source"]) == ("met", "entered", "Báo cáo 12/BC-SNV")
    assert answer("enter", "tinh", "LC13", *YEAR, "--take-out") == []
    capsys.readouterr()
    for wrong in (("LC13", "--take-out"), ("LC3", "--numerator", 1), ("LC13", "--numerator", 1)):
        assert run("enter", "tinh", wrong[0], *YEAR, *wrong[1:]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_a_roll_up_is_made_on_the_basis_asked_for(answer: Any) -> None:
    assert answer("rollup", "tinh", *YEAR)["basis"] == "now"
    locked = answer("rollup", "tinh", *YEAR, "--basis", "locked")
    assert locked["basis"] == "locked"
    assert {one["absent"] for one in locked["communes"]} == {"not_locked"}


def test_communes_are_ranked_with_the_day_they_reported(run: Run, answer: Any, capsys: Any) -> None:
    found = answer("ranking", "tinh", "--year", "2024")
    assert len(found["ranking"]) == len(found["timeliness"]) == 38
    assert {one["state"] for one in found["timeliness"]} == {"overdue"}
    capsys.readouterr()
    assert run("ranking", "tinh", "--year", "2024") == 0
    assert len(capsys.readouterr().out.splitlines()) == 38
