"""Lists of records."""

import dataclasses
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.conditions import Listing
from desktop.models.records import all_kinds, kind_named
from desktop.services import activities, listing
from desktop.ui import language, printer
from desktop.ui.record.page import RecordPage
from desktop.ui.register.columns import columns_of
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
    described = kind_named(kind)
    model = RegisterModel(described, columns_of(described, with_unit=False, deleted=False))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    found = listing.find(desk, Listing(kind))
    model.show_found(found)
    assert model.rowCount() == found.total
    model.show_columns(columns_of(described, ("note", "reason"), with_unit=True, deleted=True))
    model.retranslate()
    model.show_rows(found.ids, found.rows)
    model.show_found(listing.NOTHING)
    assert model.rowCount() == 0
    del tester


def test_a_deletion_asks_why_and_can_be_taken_back(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "propaganda_session")
    before = page.model.total
    record = page.current()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.deleting.strip.isVisible()
    assert page.deleting.strip.reason.hasFocus()
    assert page.model.total == before
    qtbot.keyClick(page.deleting.strip.reason, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before - 1
    assert page.table.hasFocus()
    assert "Đã xóa" in window.workplace.messages.text
    gone = listing.find(desk, Listing("propaganda_session", deleted=True)).rows
    assert [(e.id, gone.deletions[e.id].because) for e in gone.entries] == [(record, "mistake")]
    window.workplace.messages.act()
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before


def test_escape_deletes_nothing(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "propaganda_session")
    before = page.model.total
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.keyClick(page.deleting.strip.reason, Qt.Key.Key_Escape)
    settle(qtbot, window.workplace.tasks)
    assert not page.deleting.strip.isVisible()
    assert page.table.hasFocus()
    assert page.model.total == before


def test_several_go_into_the_bin_with_own_words_and_come_back_from_it(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "propaganda_session")
    before = page.model.total
    page.table.setFocus()
    for _ in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    page.deleting.strip.reason.setEditText("Nhập lại theo sổ mới")
    qtbot.keyClick(page.deleting.strip.reason, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before - 3
    qtbot.keyClick(page.table, Qt.Key.Key_F7)
    settle(qtbot, window.workplace.tasks)
    assert page.title().startswith("Thùng rác")
    assert page.model.total == 3
    assert page.model.index(0, 1).data() == "Nhập lại theo sổ mới"
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    assert page.stack.currentWidget() is page.empty_bin
    qtbot.keyClick(page, Qt.Key.Key_F7)
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before


def test_a_reason_that_names_somebody_is_refused(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "propaganda_session")
    before = page.model.total
    page.deleting.delete()
    page.deleting.strip.reason.setEditText("ông Nguyễn Văn A yêu cầu")
    qtbot.keyClick(page.deleting.strip.reason, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before
    assert "dữ liệu cá nhân" in window.workplace.messages.text


def test_what_others_point_to_is_not_deleted(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    visited: Any = activities.page(desk, "inspection").entries[0].record
    page = open_register(qtbot, window, "establishment")
    row = page.model.row_of(visited.establishment)
    page.table.setCurrentIndex(page.model.index(row, 0))
    before = page.model.total
    page.deleting.delete()
    qtbot.keyClick(page.deleting.strip.reason, Qt.Key.Key_Return)
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


def test_all_rows_are_there_and_get_their_text_where_one_looks(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    from desktop.services.sample import sample

    sample(empty_desk, year=2025, records=700, seed=2)
    window = make_window(empty_desk)
    page = open_register(qtbot, window, "propaganda_session")
    last = page.model.rowCount() - 1
    assert last > 300
    assert page.model._chunks.keys() == {0}
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.table.currentIndex().row() == last
    qtbot.waitUntil(lambda: page.model.index(last, 0).data() != "…")
    assert 2 not in page.model._chunks
    page.table.scrollTo(page.model.index(250, 0))
    qtbot.waitUntil(lambda: page.model.index(250, 0).data() != "…")
    assert len({page.model.record(row) for row in range(last + 1)}) == last + 1


def test_texts_far_away_are_let_go(qtbot: QtBot, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.register.model._MOST_CHUNKS", 1)
    kind = kind_named("propaganda_session")
    model = RegisterModel(kind, columns_of(kind, with_unit=False, deleted=False))
    found = listing.find(desk, Listing("propaganda_session"))
    many = dataclasses.replace(found, ids=found.ids * 5)
    model.show_found(many)
    model.show_rows(many.ids, dataclasses.replace(found.rows, first=listing.ROWS))
    assert model._chunks.keys() == {1}
    assert model.index(0, 0).data() == "…"
    assert model.missing(0, listing.ROWS + 1) == (0, listing.ROWS)
    assert model.missing(listing.ROWS, listing.ROWS + 1) is None


def test_rows_of_an_older_list_are_not_shown(qtbot: QtBot, desk: Any) -> None:
    kind = kind_named("propaganda_session")
    model = RegisterModel(kind, columns_of(kind, with_unit=False, deleted=False))
    found = listing.find(desk, Listing("propaganda_session"))
    model.show_found(dataclasses.replace(found, rows=listing.NOTHING.rows))
    model.show_rows(bytes(bytearray(found.ids)), found.rows)
    assert model.index(0, 0).data() == "…"


def heads(page: RegisterPage) -> list[str]:
    return [column.name for column in page.model.columns]


def test_a_head_sorts_one_way_the_other_way_and_as_it_was(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    usual = [page.model.record(row) for row in range(page.model.rowCount())]
    column = heads(page).index("workers")
    for turned in (False, True):
        page.sorting._on_head(column)
        settle(qtbot, window.workplace.tasks)
        shown = [int(page.model.index(row, column).data() or 0) for row in range(page.model.rowCount())]
        assert shown == sorted(shown, reverse=turned)
    page.sorting._on_head(column)
    settle(qtbot, window.workplace.tasks)
    assert [page.model.record(row) for row in range(page.model.rowCount())] == usual


def test_keys_sort_by_the_column_at_hand(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, heads(page).index("workers")))
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window.workplace.tasks)
    assert (page.sorting.field, page.sorting.descending) == ("workers", True)
    assert page.table.currentIndex().column() == heads(page).index("workers")
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window.workplace.tasks)
    assert page.sorting.field is None


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


def test_a_register_goes_to_excel_as_it_is_listed(
    qtbot: QtBot, desk: Any, make_window: Any, tmp_path: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    page.files.export(tmp_path / "co so.xlsx")
    settle(qtbot, window.workplace.tasks)
    sheet = openpyxl.load_workbook(tmp_path / "co so.xlsx").worksheets[0]
    assert sheet.max_row == page.model.total + 2


def test_an_empty_register_offers_each_way_once(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    page = RegisterPage(make_workplace(empty_desk), "establishment")
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, page.workplace.tasks)
    assert page.header_actions() == ()
    assert not page.search.isVisible()
    assert {b.text() for b in page.empty.findChildren(QPushButton)} >= {"Nhập từ Excel", "Tệp mẫu Excel"}


def test_an_empty_register_leads_to_its_bin(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    from tests.records import draft

    place = activities.save(empty_desk, draft("establishment")).id
    window = make_window(empty_desk)
    page = open_register(qtbot, window, "establishment")
    button = page.empty.findChild(QPushButton, "bin_of_empty_button")
    page.deleting.delete()
    qtbot.keyClick(page.deleting.strip.reason, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert page.stack.currentWidget() is page.empty
    assert button.text() == "Thùng rác (1)"
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, window.workplace.tasks)
    assert page.model.record(0) == place


def test_blank_forms_are_printed_from_the_register_or_offered_as_pdf(
    qtbot: QtBot, desk: Any, make_window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "inspection")
    assert page.files.blank_action in page.header_actions()
    monkeypatch.setattr(printer.QPrinterInfo, "availablePrinters", staticmethod(list))
    chosen = (str(tmp_path / "phieu.pdf"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: chosen))
    page.files.blank_action.trigger()
    assert language.say("summary.no_printer") in window.workplace.messages.text
    window.workplace.messages.act()
    settle(qtbot, window.workplace.tasks)
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
