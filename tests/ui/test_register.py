"""Lists of records."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.records import all_kinds
from desktop.services import activities
from desktop.ui.record.page import RecordPage
from desktop.ui.register.model import RegisterModel
from desktop.ui.register.page import RegisterPage
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import settle

KINDS = [kind.name for kind in all_kinds() if not kind.derived]


def open_register(qtbot: QtBot, window: Any, kind: str) -> RegisterPage:
    window.open(PageWanted(page=kind))
    window.activateWindow()
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, RegisterPage)
    return window.page


@pytest.mark.parametrize("kind", KINDS)
def test_every_model_is_well_behaved(qtbot: QtBot, desk: Any, kind: str) -> None:
    from desktop.models.records import kind_named

    model = RegisterModel(kind_named(kind))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = activities.page(desk, kind, limit=3)
    model.show_page(first, first=True)
    model.show_page(activities.page(desk, kind, offset=3, limit=3), first=False)
    model.retranslate()
    model.show_page(first, first=True)
    assert model.rowCount() == len(first.entries)
    del tester


def test_a_deletion_can_be_taken_back(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "propaganda_session")
    before = page.model.total
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before - 1
    assert "Đã xóa" in window.workplace.messages.text
    window.workplace.messages.act()
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before


def test_what_others_point_to_is_not_deleted(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    visited: Any = activities.page(desk, "inspection").entries[0].record
    page = open_register(qtbot, window, "establishment")
    row = page.model.row_of(visited.establishment)
    page.table.setCurrentIndex(page.model.index(row, 0))
    before = page.model.total
    page.delete()
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before
    assert window.workplace.messages.text


def test_the_search_needs_no_marks(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "propaganda_session")
    page.search.setFocus()
    qtbot.keyClicks(page.search, "long ghep buoi")
    page.refresh()
    settle(qtbot, window.workplace.tasks)
    shown = {page.model.index(row, 1).data() for row in range(page.model.rowCount())}
    assert shown == {"Lồng ghép buổi họp dân"}


def test_a_long_register_is_loaded_as_one_scrolls(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    from desktop.services.sample import sample

    sample(empty_desk, year=2025, records=500, seed=2)
    window = make_window(empty_desk)
    page = open_register(qtbot, window, "propaganda_session")
    assert page.model.total > 200
    assert page.model.rowCount() < page.model.total
    while page.model.rowCount() < page.model.total:
        before = page.model.rowCount()
        page.table.scrollToBottom()
        settle(qtbot, window.workplace.tasks)
        assert page.model.rowCount() > before
    records = {page.model.record(row) for row in range(page.model.rowCount())}
    assert len(records) == page.model.total


def test_sorting_asks_the_store(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    page._on_header(4)
    settle(qtbot, window.workplace.tasks)
    shown = [int(page.model.index(row, 4).data() or 0) for row in range(page.model.rowCount())]
    assert shown == sorted(shown)


def test_enter_opens_the_marked_record(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    record = page.current()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, RecordPage)
    assert window.page.draft().id == record


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_register_says_what_belongs_in_it(
    qtbot: QtBot, empty_desk: Any, make_window: Any, kind: str
) -> None:
    window = make_window(empty_desk)
    page = open_register(qtbot, window, kind)
    assert page.stack.currentWidget() is page.empty
    assert page.empty._text.text()


def test_the_period_chosen_narrows_the_list(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    from desktop.models.period import Period

    window = make_window(desk)
    page = open_register(qtbot, window, "propaganda_session")
    whole = page.model.total
    window.workplace.choose_period(Period.named(2025, "q1"))
    settle(qtbot, window.workplace.tasks)
    assert 0 < page.model.total < whole


def test_a_register_goes_to_excel_and_comes_back_as_duplicates(
    qtbot: QtBot, desk: Any, make_window: Any, tmp_path: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    before = page.model.total
    page.files.export(tmp_path / "co so.xlsx")
    settle(qtbot, window.workplace.tasks)
    page.files.look(tmp_path / "co so.xlsx")
    settle(qtbot, window.workplace.tasks)
    assert f"{before} đã có" in window.workplace.messages.text
    assert page.model.total == before


def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(
    qtbot: QtBot, desk: Any, make_window: Any, tmp_path: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    (tmp_path / "anh.xlsx").write_bytes(b"\x89PNG")
    page.files.look(tmp_path / "anh.xlsx")
    settle(qtbot, window.workplace.tasks)
    assert window.workplace.messages.text.startswith("!")


def test_an_empty_register_offers_each_way_once(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    page = RegisterPage(make_workplace(empty_desk), "establishment")
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, page.workplace.tasks)
    assert page.header_actions() == ()
    assert not page.search.isVisible()
    assert {b.text() for b in page.empty.findChildren(QPushButton)} >= {"Nhập từ Excel", "Tệp mẫu Excel"}
