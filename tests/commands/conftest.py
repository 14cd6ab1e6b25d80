"""The command line, run in the test's folder with its passphrase in a file."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.commands.shell import PASSPHRASE_VARIABLE
from desktop.services import clocks
from tests.conftest import PASSPHRASE

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in the temporary folder, the passphrase coming from a file; gives its exit status."""
    (tmp_path / "passphrase.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # The stores of tests stand still while days go by.
    monkeypatch.setattr(clocks, "AHEAD", datetime.timedelta(days=36_500))
    monkeypatch.setenv(PASSPHRASE_VARIABLE, str(tmp_path / "passphrase.txt"))

    def command(*arguments: object) -> int:
        return cli.main([str(argument) for argument in arguments])

    return command


@pytest.fixture
def answer(run: Run, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command that must succeed and give its JSON answer."""

    def command(*arguments: object) -> Any:
        capsys.readouterr()
        assert run(*arguments, "--format", "json") == 0
        return json.loads(capsys.readouterr().out)

    return command
