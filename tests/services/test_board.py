"""The board of communes and periods, whom to remind, and the minutes of what was received."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.models.errors import Refusal
from desktop.services import activities, exchange, locking, prints
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.exchange import board as boards
from desktop.services.exchange import board_paper, minutes, minutes_paper
from desktop.services.words import Words
from tests.conftest import COMMUNE, NOW, PASSPHRASE
from tests.periods import declare_empty
from tests.records import draft
from tests.services.answered import acknowledge

OTHER = "03390@2025"
VI = Words("vi")


@pytest.fixture
def handed_in(joined: Desk, receiver: Desk, tmp_path: Path) -> Desk:
    """A commune whose first package is missing, with a locked first quarter, received today; gives the desk."""
    (tmp_path / "stick").mkdir()
    activities.save(joined, draft("baseline", year=2024))
    exchange.export(joined, tmp_path / "stick")
    acknowledge(joined)
    declare_empty(joined, joined.period(2025, "q1"))
    locking.lock(joined, joined.period(2025, "q1"))
    second = exchange.export(joined, tmp_path / "stick")
    assert second is not None
    exchange.receive(receiver, [second.path])
    return receiver


def row_of(found: boards.Board, unit: str) -> boards.Row:
    (row,) = [row for row in found.rows if row.standing.unit == unit]
    return row


def test_each_commune_and_period_says_whether_it_came_and_in_time(handed_in: Desk) -> None:
    found = boards.board(handed_in, 2025)
    assert [period.name for period in found.periods] == ["q1", "q2", "h1", "q3", "9m", "q4", "year"]
    here, silent = row_of(found, COMMUNE), row_of(found, OTHER)
    # Received on 21 November: late for what ended on 14 September, and locked for the first quarter.
    assert [cell.state for cell in here.cells] == ["late"] * 5 + [None, None]
    assert [cell.locked for cell in here.cells] == [True] + [False] * 6
    assert [cell.state for cell in silent.cells] == ["overdue"] * 5 + [None, None]
    assert (found.arrived(0), found.in_time(0)) == (1, 0)
    assert len(boards.board(handed_in, 2025, "months").periods) == 12


def test_gaps_receipts_and_joining_are_remarked(handed_in: Desk, tmp_path: Path) -> None:
    here = row_of(boards.board(handed_in, 2025), COMMUNE)
    assert (here.standing.missing, here.unanswered) == ([1], 0)
    assert "thiếu gói 1" in board_paper.remarks(VI, here)
    exchange.receive(handed_in, sorted((tmp_path / "stick").glob("*.soxa")))
    here = row_of(boards.board(handed_in, 2025), COMMUNE)
    assert (here.standing.missing, here.unanswered) == ([], 1)
    assert board_paper.remarks(VI, here) == "chưa trả biên nhận"
    exchange.write_receipts(handed_in, tmp_path)
    here = row_of(boards.board(handed_in, 2025), COMMUNE)
    assert (here.unanswered, here.lacking) == (0, False)
    assert board_paper.remarks(VI, row_of(boards.board(handed_in, 2025), OTHER)) == "chưa mời"


def test_whom_to_remind_begins_with_who_is_late_longest(handed_in: Desk) -> None:
    found = boards.board(handed_in, 2025)
    calls = boards.reminders(found)
    assert len(calls) == len(found.rows)
    assert [one.late for one in calls] == sorted((one.late for one in calls), reverse=True)
    assert [period.name for period in calls[0].periods] == ["q1", "q2", "h1", "q3", "9m"]
    assert calls[0].due_on == datetime.date(2025, 3, 21)
    # All figures came, but a package in between is missing.
    assert (calls[-1].unit, calls[-1].periods, calls[-1].missing) == (COMMUNE, (), (1,))
    assert board_paper.calls(VI, found)[1][1] == "Quý I, Quý II, 6 tháng, Quý III, 9 tháng"


def test_the_board_is_printed_numbered_and_written_as_a_workbook(handed_in: Desk, tmp_path: Path) -> None:
    found = boards.board(handed_in, 2025)
    kept = board_paper.print_to(handed_in, found, tmp_path / "board.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "board.pdf").pages)
    assert "BẢNG THEO DÕI NỘP SỐ LIỆU" in text
    assert "thiếu gói 1" in text
    assert [one.number for one in prints.listed(handed_in)] == [kept.number]
    assert prints.changes(handed_in, kept.number) == ()
    prints.write(handed_in, kept.number, tmp_path / "again.pdf")
    board_paper.write_workbook(handed_in, found, tmp_path / "board.xlsx", VI)
    workbook = openpyxl.load_workbook(tmp_path / "board.xlsx")
    assert [sheet.title for sheet in workbook] == ["LUYỆN TẬP - Theo kỳ", "LUYỆN TẬP - Cần nhắc"]
    rows = list(workbook.worksheets[0].iter_rows(values_only=True))
    assert len([row for row in rows if row[0]]) == len(found.rows) + 3


def test_a_province_with_a_hundred_communes_fits_on_paper(receiver: Desk, tmp_path: Path) -> None:
    found = boards.board(receiver, 2025, "months")
    board_paper.print_to(receiver, found, tmp_path / "board.pdf")
    assert len(PdfReader(tmp_path / "board.pdf").pages) >= 2


# Minutes


def test_minutes_name_packages_hashes_refusals_and_what_was_taken_back(
    handed_in: Desk, tmp_path: Path
) -> None:
    (package,) = list((tmp_path / "stick").glob("*1.soxa"))
    broken = tmp_path / "broken.soxa"
    broken.write_bytes(package.read_bytes()[:-1])
    (report, _) = exchange.receive(handed_in, [package, broken])
    latest = minutes.take(handed_in)
    assert [one.what for one in latest.entries] == ["received", "refused"]
    assert (latest.records, latest.entries[0].file) == (1, package.name)
    exchange.take_back(handed_in, report.site, 1, "nhầm năm")
    listed = minutes.sessions(handed_in)
    assert [(one.received, one.refused, one.others) for one in listed] == [(0, 0, 1), (1, 1, 0), (1, 0, 0)]
    whole = minutes.take(handed_in, since=NOW.date())
    assert [one.what for one in whole.entries] == ["received", "received", "refused", "taken_back"]
    kept = minutes_paper.print_to(handed_in, whole, tmp_path / "minutes.pdf")
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(tmp_path / "minutes.pdf").pages).split()
    )
    for words in (
        "BIÊN BẢN", "Phường Đoàn Kết", latest.entries[0].sha256[:12], "Không nhận: Gói hỏng hoặc chép chưa xong",
        "Gỡ ra khỏi sổ, lý do: nhầm năm", "ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN", "2 gói đã nhận",
        "21/11/2025 09:41",
    ):  # fmt: skip
        assert words in text
    assert latest.entries[0].sha256 not in text
    assert prints.changes(handed_in, kept.number) == ()
    assert minutes_paper.print_to(handed_in, whole).number == kept.number
    with pytest.raises(Refusal, match="no_minutes"):
        minutes.take(handed_in, unit=OTHER)
    with pytest.raises(Refusal, match="no_minutes"):
        minutes.take(handed_in, until=datetime.date(2024, 1, 1))


def test_minutes_of_one_commune_name_it_as_the_side_that_hands_over(handed_in: Desk) -> None:
    made = minutes_paper.content(handed_in, minutes.take(handed_in, unit=COMMUNE))
    assert made["opening"][1] == "Bên giao: Phường Đoàn Kết"


def test_a_commune_has_no_board(commune: Desk) -> None:
    for work in (
        lambda: boards.board(commune, 2025),
        lambda: minutes.take(commune),
        lambda: minutes.sessions(commune),
    ):
        with pytest.raises(Refusal, match="not_receiving_desk"):
            work()


def test_board_and_minutes_on_the_command_line(
    handed_in: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop import cli
    from desktop.commands.shell import PASSPHRASE_VARIABLE

    assert handed_in.settings.role == desks.RECEIVING
    (tmp_path / "p.txt").write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, str(tmp_path / "p.txt"))
    store = str(tmp_path / "province")

    def run(*arguments: Any) -> str:
        capsys.readouterr()
        assert cli.main([str(one) for one in arguments]) == 0
        return capsys.readouterr().out

    handed_in.close()
    assert "thiếu gói 1" in run("board", store, "--year", 2025)
    assert "Quý I, Quý II" in run("board", store, "--year", 2025, "--calls")
    run("board", store, "--year", 2025, "--span", "months", "--lacking", "--out", tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").stat().st_size > 1000
    assert "Phiên 1\t2025-11-21 09:41" in run("minutes", store, "--sessions")
    assert "1 gói đã nhận" in run("minutes", store)
    run("minutes", store, "--since", "2025-11-01", "--out", tmp_path / "m.pdf")
    assert (tmp_path / "m.pdf").stat().st_size > 1000
    assert cli.main(["minutes", store, "--since", "hôm qua"]) == 1
