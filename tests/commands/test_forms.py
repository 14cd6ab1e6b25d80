"""Printed forms, by the command line."""

import json
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pypdf
import pytest

from desktop.services import forms
from desktop.services.forms.form import Sum
from tests.commands.conftest import Run

YEAR = ("--year", "2025")


@pytest.fixture(autouse=True)
def store(run: Run) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    assert run("sample", "xa", *YEAR, "--records", 40) == 0


def test_forms_are_listed_and_shown(run: Run, answer: Any, capsys: Any) -> None:
    listed = {one["id"]: one for one in answer("form", "list", "xa")}
    assert {"commune_summary", "establishment_list", "tip_off_log"} <= listed.keys()
    assert "consolidated_activities" not in listed
    assert not any(one["own"] for one in listed.values())
    capsys.readouterr()
    assert run("form", "list", "xa") == 0
    assert "có sẵn" in capsys.readouterr().out
    assert run("form", "show", "xa", "tip_off_log") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "tip_off_log"


def test_a_form_is_printed_as_pdf_workbook_and_json(run: Run, capsys: Any, tmp_path: Path) -> None:
    for name in ("form.pdf", "form.xlsx"):
        assert run("form", "print", "xa", "establishment_list", *YEAR, "--out", name) == 0
    capsys.readouterr()
    assert run("form", "print", "xa", "establishment_list", *YEAR, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    names = [line["texts"][1] for line in told["lines"]]
    assert names[-1] == "Tổng cộng"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "form.pdf").pages)
    assert names[0] in text
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets[0]
    assert names[0] in [row[1] for row in sheet.values]


def test_a_copy_is_edited_checked_and_loaded(run: Run, capsys: Any, answer: Any, tmp_path: Path) -> None:
    assert run("form", "copy", "xa", "tip_off_log", "--out", "own.json") == 0
    assert run("form", "check", "own.json") == 0
    text = (tmp_path / "own.json").read_text(encoding="utf-8")
    (tmp_path / "wrong.json").write_text(text.replace('"tip_offs_verified"', '"tips"'), encoding="utf-8")
    for arguments in (("check", "wrong.json"), ("load", "xa", "wrong.json")):
        capsys.readouterr()
        assert run("form", *arguments) == 1
        said = capsys.readouterr()
        line = text[: text.index('"tip_offs_verified"')].count("\n") + 1
        assert f"dòng {line}" in said.out
        assert "tips" in said.out
        assert said.err.count("\n") == 1
    assert run("form", "load", "xa", "own.json") == 0
    assert [one["id"] for one in answer("form", "list", "xa") if one["own"]] == ["tip_off_log-don-vi-1"]
    assert run("form", "print", "xa", "tip_off_log-don-vi-1", *YEAR, "--out", "own.pdf") == 0
    assert run("form", "remove", "xa", "tip_off_log-don-vi-1") == 0
    assert run("form", "print", "xa", "tip_off_log-don-vi-1", *YEAR, "--json") == 1


def test_what_does_not_add_up_is_told_beside_the_answer(run: Run, capsys: Any, tmp_path: Path) -> None:
    assert run("form", "copy", "xa", "inspection_178", "--out", "own.json") == 0
    form = json.loads((tmp_path / "own.json").read_text(encoding="utf-8"))
    form["sums"] = [{"parts": ["all_visits", "visits"], "whole": "visits"}]
    (tmp_path / "own.json").write_text(json.dumps(form), encoding="utf-8")
    assert run("form", "load", "xa", "own.json") == 0
    capsys.readouterr()
    assert run("form", "print", "xa", form["id"], *YEAR, "--json") == 0
    said = capsys.readouterr()
    assert "Kỳ này" in said.err
    assert json.loads(said.out)["doubts"]


def test_the_summary_and_the_report_tell_what_does_not_add_up(
    run: Run, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    assert run("summary", "xa", *YEAR, "--out", "s.xlsx") == 0
    assert capsys.readouterr().err == ""
    form = forms.load("commune_summary")
    wrong = Sum(parts=("sessions", "attendances"), whole="sessions")
    monkeypatch.setattr(forms, "load", lambda _: msgspec.structs.replace(form, sums=(wrong,)))
    for command, name in (("summary", "s.pdf"), ("report", "r.docx")):
        assert run(command, "xa", *YEAR, "--out", name) == 0
        assert "Buổi tuyên truyền" in capsys.readouterr().err


def test_a_figure_is_traced_to_its_records(run: Run, answer: Any, capsys: Any) -> None:
    traced = answer("form", "trace", "xa", "tip_off_log", *YEAR, "--line", "received", "--column", "to_date")
    assert traced["figure"] == len(traced["counted"])
    capsys.readouterr()
    assert run("form", "trace", "xa", "tip_off_log", *YEAR, "--line", "received") == 0
    assert capsys.readouterr().out.count("\n+\ttip_off\t") == traced["figure"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("show", "xa"),
        ("copy", "xa", "tip_off_log"),
        ("print", "xa", "tip_off_log", "--out", "x.pdf"),
        ("print", "xa", "tip_off_log", "--year", "2025"),
        ("print", "xa", "tip_off_log", "--year", "2025", "--out", "x.doc"),
        ("trace", "xa", "tip_off_log", "--year", "2025"),
    ],
)
def test_a_command_that_lacks_something_says_what(run: Run, wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, check=lambda end: end.code == 2):
        run("form", *wrong)
