"""Passphrase, recovery sheet and handover on the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.services.desk import Desk
from tests.commands.conftest import Run

Answer = Callable[..., Any]
NEW = "câu khác hẳn câu trước"


def test_a_register_is_handed_over(
    commune: Desk, run: Run, answer: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune.close()
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    assert run("handover", "begin", "commune") == 0
    assert "Chưa đổi mật khẩu" in capsys.readouterr().out
    assert run("handover", "finish", "commune", "--post", "Chuyên viên") == 1
    assert run("passphrase", "commune", "--new", "nothing.txt") == 1
    assert run("passphrase", "commune", "--new", "new.txt") == 0
    assert run("outbox", "commune") == 1
    (tmp_path / "passphrase.txt").write_text(NEW, encoding="utf-8")
    assert run("recovery-sheet", "commune", "--out", "phieu.pdf") == 0
    assert run("recovery-sheet", "commune", "--out", "phieu.pdf") == 1
    found = answer("handover", "finish", "commune", "--post", "Chuyên viên")
    assert found["begun_on"] is None and len(found["past"]) == 1
    # The sheet alone opens it: its digits may stand where the passphrase does.
    text = pypdf.PdfReader(tmp_path / "phieu.pdf").pages[0].extract_text()
    groups = [word for word in text.split() if len(word) == 5 and word.isdecimal()]
    (tmp_path / "passphrase.txt").write_text(" ".join(groups), encoding="utf-8")
    assert run("outbox", "commune") == 0
