"""What was received is taken back and taken in again on the command line; what was refused is tried again."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.services import activities
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.commands.conftest import Run
from tests.conftest import PASSPHRASE
from tests.records import draft

Answer = Callable[..., Any]


@pytest.fixture
def stores(commune: Desk, receiver: Desk, run: Run, tmp_path: Path) -> None:
    """Both stores, closed and joined, with one record at the commune."""
    activities.save(commune, draft("establishment"))
    (tmp_path / "stick").mkdir()
    commune.close()
    receiver.close()
    assert run("invite", "province", "--unit", "03388", "--out", "invitation.soxa-invite") == 0
    assert run("join", "commune", "invitation.soxa-invite") == 0


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


def test_two_machines_with_one_identity_are_named_and_one_goes_on(
    stores: None, run: Run, answer: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(tmp_path / "commune", tmp_path / "copy")
    clone = desks.open_desk(tmp_path / "copy", PASSPHRASE)
    activities.save(clone, draft("baseline"))
    clone.close()
    for store, folder in (("commune", "a"), ("copy", "b")):
        (tmp_path / folder).mkdir()
        run("export", store, "--to", folder)
        assert run("receive", "province", folder) == 0
    assert "Hai máy cùng danh tính: giữ cả hai" in capsys.readouterr().out
    assert run("twins", "list", "province") == 0
    assert "Phường Đoàn Kết" in capsys.readouterr().out
    (pair,) = answer("twins", "list", "province")
    with pytest.raises(SystemExit):
        run("twins", "decide", "province", pair["mark"])
    decided = ("--continued", "first", "--other", "take-back", "--because", "Bản sao")
    assert answer("twins", "decide", "province", pair["mark"], *decided)[0]["decision"] == "closed"
    assert answer("list", "province", "baseline") == []
