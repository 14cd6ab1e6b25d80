"""The frame: the list of pages with its headings, finding and beginning anything, the size of letters."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.models.folding import fold
from desktop.ui import language, pages, style
from desktop.ui.frame.page_list import PageList
from desktop.ui.frame.zoom import kept_zoom
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import settle


def page_list(qtbot: QtBot, role: str = "commune") -> PageList:
    made = PageList(pages.pages_of(role))
    qtbot.addWidget(made)
    made.show()
    return made


def lines(shown: PageList) -> list[str]:
    """What one sees, from top to bottom."""
    found = []
    item = shown.topLevelItem(0)
    while item is not None:
        found.append(item.text(0).lstrip("▼► "))
        item = shown.itemBelow(item)
    return found


def test_every_page_stands_once_below_its_heading(qtbot: QtBot) -> None:
    for role in ("commune", "receiving"):
        listed = [entry.name for entry in pages.pages_of(role) if entry.listed]
        assert sorted(page_list(qtbot, role).names()) == sorted(listed)


def test_a_heading_folds_and_stays_folded_next_time(qtbot: QtBot) -> None:
    first = page_list(qtbot)
    assert "Tuyên truyền" in lines(first)
    first.fold("activities", folded=True)
    assert "Tuyên truyền" not in lines(first)
    again = page_list(qtbot)
    assert again.is_folded("activities")
    again.fold("activities", folded=False)
    assert not page_list(qtbot).is_folded("activities")


def test_the_page_at_hand_is_never_hidden_by_a_folded_heading(qtbot: QtBot) -> None:
    shown = page_list(qtbot)
    shown.fold("figures", folded=True)
    shown.mark("baseline")
    assert "Số liệu nền" in lines(shown)
    # Only for the time being: what a person folded is folded again next time.
    assert page_list(qtbot).is_folded("figures")


def test_the_page_at_hand_is_marked_by_more_than_colour(qtbot: QtBot) -> None:
    shown = page_list(qtbot)
    shown.mark("training")
    (here,) = shown.selectedItems()
    assert here.text(0) == "Tập huấn"
    assert here.font(0).bold()
    assert not shown.topLevelItem(0).font(0).bold()  # type: ignore[union-attr]


def test_arrows_and_letters_move_and_enter_opens(qtbot: QtBot) -> None:
    shown = page_list(qtbot)
    shown.mark("home")
    opened: list[str] = []
    shown.chosen.connect(opened.append)
    for _ in range(3):
        qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert opened == []
    here = shown.currentItem()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert language.page_title(opened.pop()) == here.text(0)
    shown.keyboardSearch("d")
    assert shown.currentItem().text(0) == "Đội, tổ"
    shown.keyboardSearch("t")
    shown.keyboardSearch("t")
    assert fold(shown.currentItem().text(0)).startswith("t")
    (marked,) = shown.selectedItems()
    assert marked.text(0) == "Trang chủ"


def test_left_folds_the_heading_one_is_in(qtbot: QtBot) -> None:
    shown = page_list(qtbot)
    shown.mark("training")
    qtbot.keyClick(shown, Qt.Key.Key_Left)
    assert shown.is_folded("activities")
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert not shown.is_folded("activities")


def find(qtbot: QtBot, window: Any, text: str) -> list[str]:
    window.open_finder()
    finder: Any = QApplication.activePopupWidget()
    line = finder.findChild(QLineEdit, "find")
    qtbot.keyClicks(line, text)
    finder._search()
    settle(qtbot, window.workplace.tasks)
    found = [finder.results.item(row).text() for row in range(finder.results.count())]
    finder.close()
    return found


def test_ctrl_k_finds_pages_by_both_names_and_offers_new_records(qtbot: QtBot, window: Any) -> None:
    assert "Tin báo" in find(qtbot, window, "to giac")
    assert "Ghi mới: Buổi tuyên truyền" in find(qtbot, window, "ghi moi tuyen truyen")
    assert "Ghi mới: Lượt kiểm tra" in find(qtbot, window, "kiem tra")


def test_ctrl_k_begins_a_new_record(qtbot: QtBot, window: Any) -> None:
    window.open_finder()
    finder: Any = QApplication.activePopupWidget()
    line = finder.findChild(QLineEdit, "find")
    qtbot.keyClicks(line, "ghi moi lop tap huan")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert window.header.title == language.say("record.new", kind=language.kind_title("training"))


def test_letters_grow_at_once_and_stay_large_next_time(qtbot: QtBot, window: Any) -> None:
    before = window.sidebar.width(), window.header._title.fontMetrics().height()
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    assert (style.zoom(), kept_zoom()) == (125, 125)
    after = window.sidebar.width(), window.header._title.fontMetrics().height()
    assert all(now > then for now, then in zip(after, before, strict=True))
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    assert (window.sidebar.width(), window.header._title.fontMetrics().height()) == before


def test_letters_stop_at_twice_and_at_their_own_size(qtbot: QtBot, window: Any) -> None:
    for _ in range(9):
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert style.zoom() == 200
    for _ in range(9):
        qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert style.zoom() == 100


def test_zooming_loses_nothing_that_is_typed(qtbot: QtBot, window: Any) -> None:
    window.open(PageWanted(kind="training"))
    settle(qtbot, window.workplace.tasks)
    title = window.page.form.findChild(QLineEdit, "title_input")
    title.setFocus()
    qtbot.keyClicks(title, "Binh dang gioi")
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    assert window.page.form.findChild(QLineEdit, "title_input").text() == "Binh dang gioi"
    window._drop_form()


def test_ctrl_k_finds_the_calendar_settings_and_every_bin(qtbot: QtBot, window: Any) -> None:
    assert "Lịch năm" in find(qtbot, window, "lich")
    assert "Thiết lập" in find(qtbot, window, "sao luu")
    found = find(qtbot, window, "thung rac")
    assert {
        f"Thùng rác: {language.page_title(entry.name)}" for entry in window._entries if entry.kind
    } <= set(found)
    assert not any("Thùng rác" in one for one in find(qtbot, window, "kiem tra"))
    window.workplace.page_wanted.emit(PageWanted(page="training", bin=True))
    settle(qtbot, window.workplace.tasks)
    assert window.page.in_bin


def test_larger_letters_leave_a_target_room_for_both_its_lines(qtbot: QtBot, window: Any) -> None:
    window.open(PageWanted(page="indicators"))
    settle(qtbot, window.workplace.tasks)
    for factor in (100, 150):
        window.zoom.choose(factor)
        settle(qtbot, window.workplace.tasks)
        table = window.page.table
        assert table.rowHeight(0) >= 2 * table.fontMetrics().height()
