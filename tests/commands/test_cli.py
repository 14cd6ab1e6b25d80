"""The command line does every main job, answers in JSON, and refuses in one line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from desktop import cli, commands
from desktop.commands.shell import PASSPHRASE_VARIABLE
from desktop.services import desk as desks
from desktop.services.words import LANGUAGES, Words
from tests.commands.conftest import Run
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def exchanged(run: Run, tmp_path: Path) -> None:
    """A commune with a year of sample records that has exported to ``stick``, and its receiving unit."""
    (tmp_path / "stick").mkdir()
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    assert run("new", "tinh", "--desk", "receiving", "--unit", "12", "--training") == 0
    assert run("invite", "tinh", "--unit", "03388", "--out", "moi.json") == 0
    assert run("join", "xa", "moi.json") == 0
    assert run("sample", "xa", "--year", "2025", "--records", "80", "--seed", "1") == 0
    assert run("export", "xa", "--to", "stick") == 0


def test_a_year_travels_from_sample_to_roll_up(
    exchanged: None, answer: Callable[..., Any], tmp_path: Path
) -> None:
    at_home = answer("indicators", "xa", "--year", "2025")["indicators"]
    assert len(at_home) == 14
    preview = answer("receive", "tinh", "stick", "--dry-run")
    report = answer("receive", "tinh", "stick")
    assert report["new"] == preview["new"] > 40
    assert {k: report[k] for k in ("updated", "duplicate", "conflict", "refused")} == dict.fromkeys(
        ("updated", "duplicate", "conflict", "refused"), 0
    )
    again = answer("receive", "tinh", "stick")
    assert (again["new"], again["duplicate"]) == (0, report["new"])
    rolled = {t["target_id"]: t for t in answer("rollup", "tinh", "--year", "2025")["targets"]}
    for one in at_home:
        if one["level"] in ("P", "E", "T") and one["denominator"] is not None:
            both = one["numerator"], one["denominator"]
            assert (rolled[one["target_id"]]["numerator"], rolled[one["target_id"]]["denominator"]) == both
    assert rolled["LC1"]["denominator"] == 38


def test_an_indicator_answers_with_the_names_of_the_definitions(
    exchanged: None, answer: Callable[..., Any]
) -> None:
    one = answer("indicators", "xa", "--year", "2025", "--period", "q1")["indicators"][2]
    expected = {
        "id",
        "numerator",
        "denominator",
        "value",
        "status",
        "target",
        "operator",
        "unit_of_measure",
        "missing",
    }
    assert expected <= set(one)
    assert one["id"] == "service_workers_reached"


def test_a_figure_is_explained_by_the_records_of_the_list(
    exchanged: None, answer: Callable[..., Any]
) -> None:
    explained = answer("explain", "xa", "establishments_inspected", "--year", "2025")
    listed = {row["id"] for row in answer("list", "xa", "establishment")}
    counted = {item["id"] for item in explained["counted"]}
    assert counted <= listed
    assert len(counted) == explained["indicator"]["numerator"]


def test_a_list_names_every_field(exchanged: None, answer: Callable[..., Any]) -> None:
    row = answer("list", "xa", "propaganda_session")[0]
    assert {"id", "held_on", "form", "audiences", "materials", "note", "establishment"} <= set(row)
    assert {"group", "attendances", "female", "first_time"} == set(row["audiences"][0])


def test_the_summary_is_written_as_pdf_and_as_workbook(exchanged: None, run: Run, tmp_path: Path) -> None:
    for name in ("bieu.pdf", "bieu.xlsx"):
        assert run("summary", "xa", "--year", "2025", "--period", "h1", "--out", name) == 0
    assert "PHƯỜNG ĐOÀN KẾT" in PdfReader(tmp_path / "bieu.pdf").pages[0].extract_text()
    assert openpyxl.load_workbook(tmp_path / "bieu.xlsx").active is not None
    with pytest.raises(SystemExit) as stopped:
        run("summary", "xa", "--year", "2025", "--out", "bieu.docx")
    assert stopped.value.code == 2


def fill(path: Path, **values: object) -> None:
    """Write one record into the template *path*, below its example."""
    book = openpyxl.load_workbook(path)
    sheet = next(s for s in book.worksheets if set(values) <= {cell.value for cell in s[1]})
    column = {cell.value: cell.column for cell in sheet[1]}
    for name, value in values.items():
        sheet.cell(4, column[name], value)
    book.save(path)


def test_own_entries_of_a_store_stand_in_its_template_and_its_lists(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388") == 0
    assert run("template", "list_entry", "--out", "muc.xlsx") == 0
    fill(tmp_path / "muc.xlsx", code_list="Hình thức tuyên truyền", label="Phiên chợ", added_on="05/01/2025")
    assert run("import", "xa", "muc.xlsx") == 0
    assert run("template", "propaganda_session", "--out", "buoi.xlsx", "--of", "xa") == 0
    book = openpyxl.load_workbook(tmp_path / "buoi.xlsx")
    assert "Phiên chợ" in {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    fill(tmp_path / "buoi.xlsx", held_on="05/03/2025", form="Phiên chợ")
    assert run("import", "xa", "buoi.xlsx") == 0
    capsys.readouterr()
    assert run("list", "xa", "propaganda_session") == 0
    assert "\tPhiên chợ\t" in capsys.readouterr().out


def test_a_template_filled_in_is_imported_once(run: Run, answer: Callable[..., Any], tmp_path: Path) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388") == 0
    assert run("template", "baseline", "--out", "nen.xlsx") == 0
    fill(tmp_path / "nen.xlsx", year=2025, service_workers=40)
    assert answer("import", "xa", "nen.xlsx", "--dry-run")["new"] == 1
    assert answer("list", "xa", "baseline") == []
    assert answer("import", "xa", "nen.xlsx")["new"] == 1
    assert answer("import", "xa", "nen.xlsx")["same"] == 1
    assert [r["service_workers"] for r in answer("list", "xa", "baseline")] == [40]


def test_a_line_in_doubt_is_imported_with_a_reason_only(
    run: Run, answer: Callable[..., Any], tmp_path: Path
) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388") == 0
    assert run("template", "budget_entry", "--out", "kp.xlsx") == 0
    fill(
        tmp_path / "kp.xlsx",
        year=2025,
        source="Ngân sách nhà nước",
        planned_vnd=1_000_000,
        spent_vnd=2_000_000,
    )
    assert run("import", "xa", "kp.xlsx") == 1
    assert answer("list", "xa", "budget_entry") == []
    assert answer("import", "xa", "kp.xlsx", "--reason", "Theo quyết toán")["new"] == 1
    assert [record["reason"] for record in answer("list", "xa", "budget_entry")] == ["Theo quyết toán"]
    assert answer("import", "xa", "kp.xlsx")["same"] == 1


def test_a_backup_is_restored_and_verified(exchanged: None, run: Run, answer: Callable[..., Any]) -> None:
    assert run("backup", "xa", "--out", "xa.backup") == 0
    assert run("restore", "xa.backup", "xa-2") == 0
    first, second = answer("verify", "xa"), answer("verify", "xa-2")
    assert first["ok"] and second["ok"]
    assert first["state_hash"] == second["state_hash"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "nowhere", "baseline"),
        ("new", "x", "--desk", "commune", "--unit", "99999"),
        ("new", "x", "--desk", "commune", "--unit", "12"),
        ("new", "x", "--desk", "commune", "--unit", "03388", "--plan", "none-such"),
        ("receive", "tinh", "nowhere"),
        ("receive", "tinh", "moi.json"),
        ("join", "xa", "xa"),
        ("import", "xa", "moi.json"),
        ("restore", "moi.json", "y"),
        ("explain", "xa", "none_such", "--year", "2025"),
        ("indicators", "xa", "--year", "2025", "--plan", "none-such"),
        ("indicators", "xa", "--year", "1200"),
        ("export", "tinh", "--to", "stick"),
        ("export", "xa", "--to", "nowhere"),
        ("summary", "xa", "--year", "2025", "--out", "nowhere/bieu.pdf"),
        ("backup", "xa", "--out", "moi.json"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line_and_changes_nothing(
    exchanged: None, run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    before = {p: p.stat().st_size for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".db-shm"}
    capsys.readouterr()
    assert run(*arguments) == 1
    said = capsys.readouterr()
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert {
        p: p.stat().st_size for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".db-shm"
    } == before


def test_a_wrong_passphrase_is_refused(
    exchanged: None, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wrong.txt").write_text("câu khác hẳn", encoding="utf-8")
    assert run("verify", "xa", "--passphrase-file", "wrong.txt") == 1
    assert "Mật khẩu không đúng" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [(), ("new", "x"), ("list", "x", "nonsense"), ("receive", "x"), ("juggle",)]
)
def test_wrong_usage_is_status_two(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2


def test_no_passphrase_file_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    with pytest.raises(SystemExit) as stopped:
        run("verify", "x")
    assert stopped.value.code == 2


def test_the_passphrase_cannot_be_given_as_an_argument() -> None:
    for command in commands.COMMANDS:
        for flags, _ in command.arguments:
            assert "--passphrase" not in flags


def test_samples_are_for_training_only(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "that", "--desk", "commune", "--unit", "03388") == 0
    assert run("sample", "that", "--year", "2025") == 1
    assert run("list", "that", "propaganda_session") == 0
    assert "propaganda" not in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_argument_is_documented(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--language", language, "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    for command in commands.COMMANDS:
        assert command.name in shown
        assert " ".join(Words(language)("cli", command.name).split()[:3]) in shown
        with pytest.raises(SystemExit):
            cli.main(["--language", language, command.name, "--help"])
        capsys.readouterr()


def test_a_refused_package_does_not_hide_the_others_reports(
    exchanged: None, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stick" / "a.soxa").write_bytes(b"x")
    capsys.readouterr()
    assert run("receive", "tinh", "stick", "--format", "json") == 1
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert [p["status"] for p in report["packages"]] == ["refused", "accepted"]
    assert report["refused"] == 1
    assert said.err.count("\n") == 1


def test_a_gap_is_said_on_the_line_of_its_package(
    exchanged: None, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The commune knows that its first package was received, and then the receiving unit goes back to an old copy.
    shutil.copytree(tmp_path / "tinh", tmp_path / "cu")
    assert run("receive", "tinh", "stick") == 0
    assert run("read-receipts", "xa", "stick") == 0
    for path in (tmp_path / "stick").iterdir():
        path.unlink()
    assert run("sample", "xa", "--year", "2024", "--records", "5") == 0
    assert run("export", "xa", "--to", "stick") == 0
    capsys.readouterr()
    assert run("receive", "cu", "stick") == 0
    assert "Còn thiếu gói số 1" in capsys.readouterr().out


def test_a_store_that_does_not_verify_is_not_called_good(
    exchanged: None, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desks.open_desk(tmp_path / "xa", PASSPHRASE)
    with desk.store.write() as writer:
        writer.connection.exec_driver_sql("UPDATE establishment SET workers = 4711")
    desk.close()
    capsys.readouterr()
    assert run("verify", "xa") == 1
    said = capsys.readouterr()
    assert "đúng với nhật ký" not in said.out
    assert "establishment:" in said.out
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("template", "baseline", "--out", "mau.txt"),
        ("rollup", "tinh", "--year", "2025", "--out", "x.pdf"),
        ("sample", "xa", "--year", "2025", "--records", "-5"),
    ],
)
def test_an_output_of_a_wrong_sort_is_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2


def test_whoever_stops_reading_gets_no_error(exchanged: None, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "desktop", "list", "xa", "propaganda_session"]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, **streams
    ) as listing:
        assert listing.stdout is not None and listing.stderr is not None
        listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == b""


def test_the_history_of_a_record_is_told_step_by_step(
    exchanged: None, run: Run, answer: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    record = answer("list", "xa", "establishment")[0]["id"]
    (step,) = answer("history", "xa", "establishment", record)
    assert (step["what"], step["here"], step["because"]) == ("made", True, None)
    assert {"field": "type", "before": [], "after": step["fields"][1]["after"]} in step["fields"]
    assert run("history", "xa", "establishment", record) == 0
    assert "ghi mới\tmáy này" in capsys.readouterr().out
    assert run("history", "xa", "establishment", "f" * 32) == 1


def test_the_report_in_words_is_written_for_paper_and_for_word(run: Run, tmp_path: Path) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    for name, start in (("bao-cao.pdf", b"%PDF"), ("bao-cao.docx", b"PK")):
        assert run("report", "xa", "--year", "2025", "--period", "q1", "--out", name) == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    with pytest.raises(SystemExit):
        run("report", "xa", "--year", "2025", "--out", "bao-cao.txt")


def test_the_parts_of_a_report_are_written_as_files_of_their_own(
    run: Run, capsys: Any, tmp_path: Path
) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    report = ("report", "xa", "--year", "2025", "--out")
    signed = ("--signed-at", "2026-01-05T09:41:30")
    assert run(*report, "body.pdf", "--part", "body") == 0
    assert run(*report, "annex.pdf", "--part", "2", *signed) == 0
    body, annex = (PdfReader(tmp_path / name).pages[0].extract_text() for name in ("body.pdf", "annex.pdf"))
    assert ("Kính gửi" in body, "Kính gửi" in annex) == (True, False)
    assert "2026-01-05T09:41:30+07:00" in annex
    capsys.readouterr()
    assert run(*report, "x.pdf", "--part", "9") == 1
    assert capsys.readouterr().err.count("\n") == 1
    for wrong in (("x.docx", "--part", "2"), ("x.pdf", "--part", "2", "--signed-at", "hôm qua")):
        with pytest.raises(SystemExit, check=lambda end: end.code == 2):
            run(*report, *wrong)


def test_a_blank_form_is_written_with_and_without_a_store(run: Run, tmp_path: Path) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    assert run("blank", "inspection", "--out", "a.pdf") == 0
    assert run("blank", "inspection", "--of", "xa", "--out", "b.pdf") == 0
    texts = [PdfReader(tmp_path / name).pages[0].extract_text() for name in ("a.pdf", "b.pdf")]
    assert ["PHƯỜNG ĐOÀN KẾT" in text for text in texts] == [False, True]
    with pytest.raises(SystemExit):
        run("blank", "inspection", "--out", "a.docx")


def test_the_letterhead_is_shown_set_and_refused(run: Run, answer: Callable[..., Any], capsys: Any) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    assert answer("letterhead", "xa")["symbol"] == "UBND"
    signers = "signers=kt|Phó Chủ tịch|Lò Thị Mai; tm|Chủ tịch"
    assert answer("letterhead", "xa", signers, "signer=2")["signer"] == 2
    assert run("letterhead", "xa") == 0
    assert "signers=kt|Phó Chủ tịch|Lò Thị Mai; tm|Chủ tịch" in capsys.readouterr().out
    assert run("letterhead", "xa", "signers=kt|Phó Chủ tịch|ThS. Lò Thị Mai") == 1
    assert "học vị" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run("letterhead", "xa", "symbol")


def test_settings_are_shown_set_and_refused(run: Run, answer: Callable[..., Any], capsys: Any) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    assert answer("settings", "xa")["tip_off_days"] == 15
    assert answer("settings", "xa", "tip_off_days=10", "post=Chủ tịch UBND")["post"] == "Chủ tịch UBND"
    assert answer("settings", "xa")["tip_off_days"] == 10
    for refused in ("cut_off=20", "post=Nguyễn Văn An", "tip_off_days=x", "colour=red"):
        capsys.readouterr()
        assert run("settings", "xa", refused) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_what_is_due_is_told_with_its_day(
    exchanged: None, run: Run, answer: Callable[..., Any], capsys: Any
) -> None:
    found = answer("due", "xa")
    assert {one["urgency"] for one in found} <= {"overdue", "soon", "open"}
    capsys.readouterr()
    assert run("due", "xa") == 0
    assert len(capsys.readouterr().out.splitlines()) == len(found)
    assert answer("due", "tinh") == []


def test_figures_from_the_first_day_of_the_plan(run: Run, answer: Callable[..., Any]) -> None:
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0
    assert run("sample", "xa", "--year", "2024", "--records", "40") == 0
    said = answer("indicators", "xa", "--year", "2025", "--period", "plan")
    assert (said["period"]["start"], said["period"]["end"]) == ("2020-12-15", "2025-12-14")
    assert (
        answer("explain", "xa", "LC3", "--year", "2025", "--period", "plan")["indicator"]["period"] == "plan"
    )
    assert answer("period", "xa", "--year", "2025", "--period", "plan")["state"] == "derived"
    assert run("lock", "xa", "--year", "2025", "--period", "plan") == 1
    assert run("indicators", "xa", "--year", "2027", "--period", "plan") == 1
