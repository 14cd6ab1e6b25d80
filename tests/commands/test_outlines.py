"""The outline of the report in words, by the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run


@pytest.fixture(autouse=True)
def store(run: Run) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0


def test_a_copy_is_edited_checked_loaded_and_taken_away(run: Run, capsys: Any, tmp_path: Path) -> None:
    assert run("outline", "copy", "xa", "--out", "own.json") == 0
    assert run("outline", "check", "own.json") == 0
    text = (tmp_path / "own.json").read_text(encoding="utf-8")
    (tmp_path / "wrong.json").write_text(text.replace("{sessions} buổi", "12 buổi", 1), encoding="utf-8")
    for arguments in (("check", "wrong.json"), ("load", "xa", "wrong.json")):
        capsys.readouterr()
        assert run("outline", *arguments) == 1
        said = capsys.readouterr()
        line = text[: text.index("{sessions} buổi")].count("\n") + 1
        assert f"dòng {line}" in said.out
        assert "12" in said.out
        assert said.err.count("\n") == 1
    own = text.replace("Kiến nghị, đề xuất", "Đề nghị")
    (tmp_path / "own.json").write_text(own, encoding="utf-8")
    assert run("outline", "load", "xa", "own.json") == 0
    capsys.readouterr()
    assert run("outline", "show", "xa") == 0
    assert json.loads(capsys.readouterr().out)["parts"][-1]["title"] == "Đề nghị"
    assert run("outline", "remove", "xa") == 0
    assert run("outline", "remove", "xa") == 1
    capsys.readouterr()
    assert run("outline", "show", "xa") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "narrative"


@pytest.mark.parametrize("wrong", [("copy", "xa"), ("load", "xa")])
def test_a_command_that_lacks_something_says_what(run: Run, wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, check=lambda end: end.code == 2):
        run("outline", *wrong)
