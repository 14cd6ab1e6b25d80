"""Receipts, the outbox and questions on the command line, both ways and back."""

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
def stores(joined: Desk, receiver: Desk, tmp_path: Path) -> str:
    """Both stores, closed, with one record at the commune; gives its id."""
    record = activities.save(joined, draft("establishment")).id
    (tmp_path / "stick").mkdir()
    joined.close()
    receiver.close()
    return record


def test_what_was_received_comes_back_beside_the_packages(
    stores: str, run: Run, answer: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", "commune", "--to", "stick") == 0
    assert run("export", "commune", "--to", "stick") == 0
    assert "--again" in capsys.readouterr().out
    assert answer("outbox", "commune")["last_state"] == "written"
    received = answer("receive", "province", "stick")
    assert [Path(one["path"]).parent.name for one in received["receipts"]] == ["stick"]
    assert answer("read-receipts", "commune", "stick")[0]["status"] == "read"
    told = answer("outbox", "commune")
    assert (told["all_received"], told["packages"][0]["state"]) == (True, "received")
    assert run("outbox", "commune") == 0
    assert "Nơi nhận đã nhận đủ, theo biên nhận ngày " in capsys.readouterr().out


def test_receipts_go_where_they_are_asked_to_or_nowhere(
    stores: str, run: Run, answer: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", "commune", "--to", "stick")
    (tmp_path / "out").mkdir()
    assert answer("receive", "province", "stick", "--dry-run")["receipts"] == []
    assert answer("receive", "province", "stick", "--no-receipts")["receipts"] == []
    assert list(tmp_path.rglob("*.soxa-receipt")) == []
    assert run("receive", "province", "stick", "--receipts-to", "out") == 0
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert run("receive", "province", "stick", "--receipts-to", "nowhere") == 0
    assert "nowhere" in capsys.readouterr().err
    assert len(answer("write-receipts", "province", "--to", "out")) == 1
    assert answer("write-receipts", "province", "--to", "out", "--unit", "03408") == []


def test_a_question_is_asked_and_answered(
    stores: str, run: Run, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", "commune", "--to", "stick")
    run("receive", "province", "stick")
    asked = (
        "ask",
        "province",
        "establishment",
        stores,
        "--text",
        "Đề nghị kiểm tra lại.",
        "--field",
        "workers",
    )
    assert run(*asked) == 0
    run("write-receipts", "province", "--to", "stick")
    run("read-receipts", "commune", "stick")
    (question,) = answer("questions", "commune")
    assert (question["record"], question["state"]) == (stores, "open")
    assert run("confirm", "commune", question["id"]) == 0
    run("export", "commune", "--to", "stick")
    run("receive", "province", "stick")
    capsys.readouterr()
    assert run("questions", "province") == 0
    assert capsys.readouterr().out.rstrip().endswith("đã trả lời")
    assert run("withdraw", "province", question["id"]) == 0
    assert answer("questions", "province") == []


def test_a_receipt_that_is_none_is_refused_on_one_line(
    stores: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.soxa-receipt").write_bytes(b"x")
    assert run("read-receipts", "commune", "a.soxa-receipt") == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert run("read-receipts", "commune", "stick") == 1
    assert run("read-receipts", "province", "stick") == 1
