"""The page of the board: communes by periods, whom to remind, and what is handed on."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import exchange, prints
from desktop.ui import language
from desktop.ui.board.model import CallsModel, QuartersModel
from desktop.ui.board.page import make
from tests.ui.conftest import settle
from tests.ui.desks import commune, expected_units, nameless, shown, speaks_both


@pytest.fixture
def page(qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path) -> Any:
    handed_in = commune(receiving_desk, tmp_path, "03388@2025", packages=2, records=10)
    exchange.receive(receiving_desk, handed_in.packages[1:])
    return shown(qtbot, make_workplace(receiving_desk), make)


def cell(page: Any, row: int, column: int) -> str:
    return str(page.view.models["quarters"].index(row, column).data())


def test_the_models_are_well_behaved(page: Any) -> None:
    for made, items in ((QuartersModel(), page.view.found.rows), (CallsModel(), page.view.calls.items)):
        tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
        made.show_items(items)
        made.sort(2, Qt.SortOrder.DescendingOrder)
        made.show_items(())
        del tester


def test_each_cell_says_in_words_how_it_stands(page: Any) -> None:
    model = page.view.models["quarters"]
    assert model.rowCount() == len(expected_units())
    assert cell(page, 0, 0) == "Phường Đoàn Kết"
    assert cell(page, 0, 1) == "✓ 21/11 +175"
    assert "thiếu gói 1" in cell(page, 0, 8)
    assert cell(page, 1, 1) == "! 175"
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == "! chưa nộp, quá 175"
    assert cell(page, 1, 7) == "–"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Quý I: 1"
    assert page.context() == language.say("board.context", year="2025", count=len(expected_units()))
    assert nameless(page) == []


def test_it_is_searched_narrowed_and_sorted(qtbot: QtBot, page: Any) -> None:
    model = page.view.models["quarters"]
    page.view.search.setText("doan ket")
    assert model.rowCount() == 1
    page.view.search.clear()
    page.view.tables["quarters"].sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert cell(page, 0, 0) == "Phường Đoàn Kết"
    page.view.only_lacking.setChecked(True)
    assert model.rowCount() == len(expected_units())
    page.view.span.setCurrentIndex(1)
    settle(qtbot, page.workplace.tasks)
    months = page.view.models["months"]
    assert page.view.stack.currentWidget() is page.view.tables["months"]
    assert str(months.index(0, 1).data()).startswith("✓ 21/11 +")
    speaks_both(page, "page.board", "board.only_lacking")


def test_whom_to_remind_is_copied_as_it_shows(qtbot: QtBot, page: Any) -> None:
    page.show_tab(1)
    assert page.view.stack.currentWidget() is page.view.tables["calls"]
    page.view.search.setText("binh lu")
    page.view.copy()
    line = QGuiApplication.clipboard().text().split("\t")
    assert line[:2] == ["Xã Bình Lư", "Quý I, Quý II, 6 tháng, Quý III, 9 tháng"]
    assert language.say("board.copied", count=1) in page.workplace.messages.text
    speaks_both(page, "page.board")


def test_it_is_written_as_excel_and_pdf_and_printed(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for choose, name in ((page.view.choose_excel, "b.xlsx"), (page.view.choose_pdf, "b.pdf")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, n=name: (str(tmp_path / n), ""))
        choose()
        settle(qtbot, page.workplace.tasks)
        assert name in page.workplace.messages.text
    assert len(openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets) == 2
    assert len(PdfReader(tmp_path / "b.pdf").pages) > 1
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", staticmethod(list))
    page.view.choose_printer()
    settle(qtbot, page.workplace.tasks)
    # The same board is one print.
    assert [one.number for one in prints.listed(page.workplace.desk)] == [1]
