"""A period shown, locked and corrected by the command line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.services import activities
from desktop.services import desk as desks
from tests.commands.conftest import Run
from tests.conftest import PASSPHRASE, clock
from tests.periods import declare_empty
from tests.records import draft

Q1 = ("--year", "2025", "--period", "q1")


@pytest.fixture
def made_whole(run: Run, tmp_path: Path) -> None:
    """A commune whose first quarter has a session, and nothing in every other section."""
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    desk = desks.open_desk(tmp_path / "xa", PASSPHRASE, clock=clock)
    activities.save(desk, draft("baseline"))
    activities.save(desk, draft("propaganda_session", held_on=date(2025, 3, 1)))
    declare_empty(desk, desk.period(2025, "q1"))
    desk.close()


def test_a_period_is_locked_and_a_later_record_told_by_a_slip(
    made_whole: None, run: Run, answer: Any, tmp_path: Path, capsys: Any
) -> None:
    assert answer("period", "xa", *Q1)["state"] == "declared"
    assert run("correct", "xa", *Q1, "--because", "Chưa khóa") == 1
    locked = answer("lock", "xa", *Q1)
    assert (locked["state"], locked["to_correct"], len(locked["slips"])) == ("locked", False, 1)
    assert run("lock", "xa", *Q1) == 1
    desk = desks.open_desk(tmp_path / "xa", PASSPHRASE, clock=clock)
    late = draft("propaganda_session", held_on=date(2025, 3, 2), hamlet="Bản Muộn", reason="Ghi bổ sung")
    activities.save(desk, late)
    desk.close()
    assert answer("period", "xa", *Q1)["to_correct"]
    capsys.readouterr()
    assert run("period", "xa", *Q1) == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "LC3" in one]
    assert line.split("\t") == ["!", "LC3", "18/40", "18/40", "36/40"]
    corrected = answer("correct", "xa", *Q1, "--because", "Ghi bổ sung buổi họp bản")
    assert (corrected["to_correct"], len(corrected["slips"])) == (False, 2)
