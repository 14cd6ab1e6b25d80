"""What was received is taken back and taken in again on the command line; what was refused is tried again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.services import activities
from desktop.services.desk import Desk
from tests.commands.conftest import Run
from tests.records import draft

Answer = Callable[..., Any]


@pytest.fixture
def stores(joined: Desk, receiver: Desk, tmp_path: Path) -> None:
    """Both stores, closed, with one record at the commune and its package on a stick."""
    activities.save(joined, draft("establishment"))
    (tmp_path / "stick").mkdir()
    joined.close()
    receiver.close()


def test_a_package_is_taken_back_and_taken_in_again(
    stores: None, run: Run, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", "commune", "--to", "stick")
    run("receive", "province", "stick")
    (one,) = answer("received", "province")
    assert one["taken_back_on"] is None
    assert run("take-back", "province", one["site"], 1) == 1
    capsys.readouterr()
    looked = answer("take-back", "province", one["site"], 1, "--dry-run")
    assert (looked["gone"], looked["later"]) == (1, [])
    assert run("take-back", "province", one["site"], 1, "--because", "nhầm kỳ") == 0
    assert "1 bản ghi không còn trong sổ" in capsys.readouterr().out
    assert run("receive", "province", "stick") == 1
    assert "nhầm kỳ" in capsys.readouterr().err
    assert run("received", "province", "--unit", "03388") == 0
    assert ": nhầm kỳ" in capsys.readouterr().out
    assert answer("list", "province", "establishment") == []
    assert answer("take-again", "province", one["site"], 1)["new"] == 1
    assert len(answer("list", "province", "establishment")) == 1
    assert run("take-again", "province", one["site"], 1) == 1


def test_what_was_refused_waits_and_is_tried_again(
    stores: None, run: Run, answer: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", "commune", "--to", "stick")
    package = next((tmp_path / "stick").glob("*.soxa"))
    good = package.read_bytes()
    package.write_bytes(good[:-1])
    assert run("receive", "province", "stick") == 1
    (one,) = answer("quarantine", "list", "province")
    assert (one["code"], one["file"], one["sequence"]) == ("damaged", package.name, 1)
    assert run("quarantine", "retry", "province") == 1
    with pytest.raises(SystemExit):
        run("quarantine", "drop", "province")
    assert answer("quarantine", "drop", "province", one["sha256"][:8]) == []
    assert len(answer("quarantine", "put-back", "province", one["sha256"][:8])) == 1
    capsys.readouterr()
    run("quarantine", "list", "province")
    assert "Gói hỏng hoặc chép chưa xong" in capsys.readouterr().out
    package.write_bytes(good)
    assert run("receive", "province", "stick") == 0
    capsys.readouterr()
    assert run("quarantine", "retry", "province", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []
