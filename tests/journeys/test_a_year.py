"""One year of one commune, through the real windows: first run, forms, figures, paper, package, roll-up.

The same figures must stand on the screen, in the PDF, in the workbook and in the answers of the command line.
"""

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop import app, cli
from desktop.commands.shell import PASSPHRASE_VARIABLE
from desktop.ui import language, style
from desktop.ui.indicators.model import COUNTS, STATUS, VALUE
from desktop.ui.receive.model import FILE
from desktop.ui.record.page import RecordPage
from desktop.ui.workplace import PageWanted

Key = Qt.Key
PASSPHRASE = "mot cau de nho o xa"
CONTROL = Qt.KeyboardModifier.ControlModifier


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, qapp: QApplication) -> None:
    """The journey neither reads nor leaves anything with the person who runs it."""
    QApplication.setOrganizationName("SoXaTests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    style.dress(qapp)
    language.use("vi")


class Person:
    """Somebody at a desk: one running program and a keyboard."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.bot = qtbot
        self.program = app.Program(folder)
        self.program.begin()
        self.program.window.activateWindow()  # type: ignore[union-attr]

    @property
    def window(self) -> Any:
        """The window that shows."""
        return self.program.window

    @property
    def page(self) -> Any:
        """The page that shows in the main window."""
        return self.window.page

    def wait(self) -> None:
        """Let the worker finish."""
        self.bot.waitUntil(lambda: self.program.tasks.idle, timeout=30_000)

    def type(self, *lines: str) -> None:
        """Type each line where the focus is, and Enter."""
        for line in lines:
            field = QApplication.focusWidget()
            assert field is not None
            if line:
                self.bot.keyClicks(field, line)
                self.wait()
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.hide()
            self.bot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    def open(self, name: str) -> Any:
        """Go to a page."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)
        self.window.open(PageWanted(page=name))
        self.wait()
        return self.page

    def record(self, kind: str, *lines: str) -> None:
        """Enter a record with the keyboard and save it."""
        self.open(kind)
        self.bot.keyClick(self.window, Key.Key_N, CONTROL)
        self.wait()
        assert isinstance(self.page, RecordPage)
        self.type(*lines)
        self.bot.keyClick(QApplication.focusWidget(), Key.Key_S, CONTROL)
        self.wait()
        assert not isinstance(self.page, RecordPage), kind

    def first_run(self, unit: str, *, receiving: bool) -> None:
        """Make a real register with the assistant."""
        self.window.forward()
        if receiving:
            choice = self.window.step.findChild(QWidget, "receiving")
            self.bot.mouseClick(choice, Qt.MouseButton.LeftButton)
        self.window.forward()
        step = self.window.step
        self.bot.keyClicks(step.search, unit)
        self.bot.waitUntil(lambda: step.list.count() > 0, timeout=10_000)
        self.wait()
        self.bot.keyClick(step.search, Key.Key_Return)
        self.type(PASSPHRASE, PASSPHRASE)
        self.wait()
        self.window.forward()
        self.bot.waitUntil(lambda: hasattr(self.window, "workplace"), timeout=30_000)
        self.wait()
        self.window.workplace.choose_period(self.window.workplace.desk.period(2025))
        self.wait()

    def leave(self) -> None:
        """Close the program as its window's close box does."""
        self.window.close()
        self.program.tasks.close()
        self.window.deleteLater()
        self.program.deleteLater()


@pytest.fixture
def sit_down(qtbot: QtBot, tmp_path: Path) -> Iterator[Any]:
    people: list[Person] = []

    def begin(name: str) -> Person:
        people.append(Person(qtbot, tmp_path / name))
        return people[-1]

    yield begin
    for person in people:
        person.leave()
    QApplication.processEvents()
    gc.collect()


def record_a_year(officer: Person) -> None:
    # The year of today stands there already and is marked: typing replaces it.
    officer.record("baseline", "2025", "", "", "", "40")
    for name, workers in (("Nha nghi Hoa Ban", "6"), ("Karaoke May", "9")):
        officer.record("establishment", name, "", "karaoke", "", workers, "", "", "01/05/2021")
    officer.record("inspection", "06/05/2025", "hoa ban", "theo ke hoach")
    for day, attended in {
        "15/12/2024": "9",
        "20/03/2025": "10",
        "20/06/2025": "11",
        "20/09/2025": "12",
    }.items():
        officer.record(
            "propaganda_session", day, "toa dam", "To 8", "Nha van hoa", "", "Hop dan", "", "", "",
            "nguoi lao dong tai co so", attended, "5", "8",
        )  # fmt: skip


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """The JSON answer of a command."""
    capsys.readouterr()
    assert cli.main([*(str(a) for a in arguments), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def cell(model: Any, row: int, column: int) -> str:
    return str(model.index(row, column).data())


def test_a_year_of_a_commune_from_first_run_to_the_merged_roll_up(
    sit_down: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, str(tmp_path / "passphrase"))

    province: Person = sit_down("province")
    province.first_run("lai chau", receiving=True)
    communes = province.open("communes")
    assert communes.context().startswith("0/38")
    communes.invite_to(tmp_path / "invitation")
    province.wait()
    invited = communes.current()
    assert invited is not None

    officer: Person = sit_down("commune")
    officer.first_run(invited.unit.partition("@")[0], receiving=False)
    assert officer.window.workplace.desk.settings.unit == invited.unit
    record_a_year(officer)

    # The figures of the year, worked out by hand: 4 sessions, one in each quarter, 8 people reached each time.
    figures = officer.open("indicators")
    rows = {target: figures.model.row_of(target) for target in ("LC3", "LC9")}
    assert cell(figures.model, rows["LC3"], COUNTS).startswith("32 / 40 ")
    assert cell(figures.model, rows["LC3"], VALUE).startswith("80")
    assert language.say("status.met") in cell(figures.model, rows["LC3"], STATUS)
    assert cell(figures.model, rows["LC9"], COUNTS).startswith("1 / 2 ")
    assert language.say("status.not_met") in cell(figures.model, rows["LC9"], STATUS)

    answer = command(capsys, "indicators", tmp_path / "commune", "--year", 2025)
    told = {one["target_id"]: one for one in answer["indicators"]}
    assert (told["LC3"]["numerator"], told["LC3"]["denominator"], told["LC3"]["value"]) == (32, 40, 80)
    assert (told["LC9"]["numerator"], told["LC9"]["denominator"]) == (1, 2)
    assert (told["LC1"]["numerator"], told["LC1"]["status"]) == (1, "met")

    paper = officer.open("summary")
    for name in ("year.pdf", "year.xlsx"):
        paper.write(tmp_path / name)
        officer.wait()
    printed = " ".join(" ".join(p.extract_text() for p in PdfReader(tmp_path / "year.pdf").pages).split())
    book = openpyxl.load_workbook(tmp_path / "year.xlsx").active
    assert book is not None
    written: dict[str, Any] = {}
    for line in book.iter_rows(values_only=True):
        written.setdefault(str(line[1]).strip(), line)
    for label, figure in {
        "Buổi tuyên truyền": 4,
        "Lượt người dự": 42,
        "Người lao động tại cơ sở kinh doanh dịch vụ được tuyên truyền lần đầu trong năm": 32,
        "Lượt kiểm tra cơ sở": 1,
        "Cơ sở được kiểm tra": 1,
    }.items():
        assert written[label][3] == figure, label
        assert f"{label} {written[label][2]} {figure} " in printed, label

    exchange = officer.open("exchange")
    exchange.look_at_invitation(tmp_path / "invitation")
    officer.wait()
    exchange.join()
    officer.wait()
    exchange.sending.use_folder(tmp_path / "stick")
    exchange.export()
    officer.wait()
    (package,) = (tmp_path / "stick").glob("*.soxa")

    receiving = province.open("receive")
    receiving.look([tmp_path / "stick"])
    province.wait()
    assert cell(receiving.model, 0, FILE) == package.name
    receiving.take()
    province.wait()
    rolled = province.open("rollup")
    assert "1/38" in rolled.context()
    assert rolled.choose(invited.unit, "LC3")
    province.wait()
    assert any("32 / 40" in words.text() for words in rolled.panel.findChildren(QLabel))

    answer = command(capsys, "rollup", tmp_path / "province", "--year", 2025)
    merged = {one["target_id"]: one for one in answer["targets"]}
    assert (merged["LC3"]["numerator"], merged["LC3"]["denominator"]) == (32, 40)
    assert (merged["LC1"]["numerator"], merged["LC1"]["denominator"]) == (1, 38)
    rolled.excel.write(tmp_path / "rollup.xlsx")
    province.wait()
    sheets = openpyxl.load_workbook(tmp_path / "rollup.xlsx").worksheets
    lines = [line for sheet in sheets for line in sheet.iter_rows(values_only=True)]
    assert any(invited.name in line for line in lines)
    assert any({32, 40, 80} <= {v for v in line if isinstance(v, int | float)} for line in lines)
