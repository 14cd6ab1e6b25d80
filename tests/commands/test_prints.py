"""What was printed, by the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run

YEAR = ("--year", "2025")


@pytest.fixture(autouse=True)
def store(run: Run) -> None:
    """A commune's store with records, whose summary was printed."""
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    assert run("sample", "xa", *YEAR, "--records", 40) == 0
    assert run("summary", "xa", *YEAR, "--out", "first.pdf") == 0


def test_a_written_summary_is_listed_and_printed_again_as_it_was(
    run: Run, answer: Any, tmp_path: Path, capsys: Any
) -> None:
    (listed,) = answer("prints", "list", "xa")
    assert (listed["number"], listed["year"], listed["period"], listed["draft"]) == (1, 2025, "year", True)
    assert run("sample", "xa", *YEAR, "--records", 5, "--seed", 9) == 0
    assert run("prints", "again", "xa", 1, "--out", "again.pdf") == 0
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "first.pdf").read_bytes()
    capsys.readouterr()
    assert run("prints", "list", "xa") == 0
    assert "bản nháp" in capsys.readouterr().out


def test_the_figures_that_differ_are_shown(run: Run, answer: Any, capsys: Any) -> None:
    assert answer("prints", "changes", "xa", 1) == []
    assert run("sample", "xa", *YEAR, "--records", 30, "--seed", 9) == 0
    found = answer("prints", "changes", "xa", 1)
    assert found
    assert all(one["printed"] != one["now"] for one in found)
    capsys.readouterr()
    assert run("prints", "changes", "xa", 1) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(found)


def test_a_print_that_never_was_is_refused_in_one_line(run: Run, capsys: Any) -> None:
    capsys.readouterr()
    assert run("prints", "changes", "xa", 7) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("wrong", [("again", "xa", "1"), ("again", "xa"), ("changes", "xa")])
def test_a_command_without_its_number_or_file_says_what_is_missing(run: Run, wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, check=lambda end: end.code == 2):
        run("prints", *wrong)
