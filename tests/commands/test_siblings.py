"""Two machines of a commune, introduced to each other from the command line, exchange what they recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run


def test_two_machines_are_introduced_and_exchange(
    run: Run, answer: Callable[..., Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("new", "tinh", "--desk", "receiving", "--unit", "12", "--training") == 0
    (tmp_path / "stick").mkdir()
    for name in ("one", "two"):
        assert run("new", name, "--desk", "commune", "--unit", "03388", "--training") == 0
        assert run("invite", "tinh", "--unit", "03388", "--out", f"{name}.soxa-invite") == 0
        assert run("join", name, f"{name}.soxa-invite") == 0
    assert run("sample", "one", "--year", "2025", "--records", "20") == 0
    digits = {}
    for name in ("one", "two"):
        before = set((tmp_path / "stick").iterdir())
        capsys.readouterr()
        assert run("siblings", "introduce", name, "--to", "stick") == 0
        own = capsys.readouterr().out.strip()[-24:]
        (file,) = set((tmp_path / "stick").iterdir()) - before
        digits[name] = (file, own)
    for name, other in (("one", "two"), ("two", "one")):
        file, own = digits[other]
        assert run("siblings", "show", name, file) == 0
        assert own in capsys.readouterr().out
        assert run("siblings", "accept", name, file, "--fingerprint", "1234") == 1
        assert run("siblings", "accept", name, file, "--fingerprint", own) == 0
    assert run("export", "one", "--to", "stick", "--full") == 0
    said = answer("receive", "two", "stick")
    assert said["packages"][0]["status"] == "accepted"
    (known,) = answer("siblings", "list", "two")
    assert (known["by_hand"], known["last_sequence"]) == (True, 1)
    assert answer("list", "two", "establishment") == answer("list", "one", "establishment")
