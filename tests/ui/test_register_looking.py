"""Filters, columns, totals and the clipboard of a register."""

import datetime
import threading
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.models.conditions import Condition, Listing
from desktop.models.period import Period
from desktop.services import activities, listing, views
from desktop.services.views import NamedFilter
from desktop.ui import language
from tests.records import draft
from tests.ui.conftest import settle
from tests.ui.desks import nameless
from tests.ui.test_register import heads, open_register

SESSION = "propaganda_session"
CTRL = Qt.KeyboardModifier.ControlModifier


def column_of(page: Any, name: str) -> set[str]:
    place = heads(page).index(name)
    return {page.model.index(row, place).data() for row in range(page.model.rowCount())}


def type_keys(qtbot: QtBot, page: Any, text: str) -> None:
    qtbot.keyClicks(page.window().focusWidget(), text)


def press(qtbot: QtBot, page: Any, key: Qt.Key) -> None:
    qtbot.keyClick(page.window().focusWidget(), key)


def test_a_filter_is_made_changed_and_taken_away_with_the_keys(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    before = page.model.total
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F3)
    type_keys(qtbot, page, "hinh thuc")
    press(qtbot, page, Qt.Key.Key_Return)
    type_keys(qtbot, page, "toa dam")
    press(qtbot, page, Qt.Key.Key_Return)
    press(qtbot, page, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert column_of(page, "form") == {"Tọa đàm"}
    assert [chip.words.toolTip() for chip in page.looking.bar.chips] == ["Hình thức: Tọa đàm"]
    assert page.table.hasFocus()
    page.looking.bar.chips[0].words.click()
    assert page.looking.panel.condition() == Condition("form", ("talk",))
    page.looking.panel._editors[0].set_value(("talk", "meeting"))
    page.looking.panel.apply()
    settle(qtbot, window.workplace.tasks)
    assert column_of(page, "form") == {"Tọa đàm", "Buổi, hội nghị tuyên truyền"}
    page.looking.bar.chips[0].words.setFocus()
    press(qtbot, page, Qt.Key.Key_Delete)
    settle(qtbot, window.workplace.tasks)
    assert page.model.total == before
    assert not page.looking.bar.isVisible()


def test_escape_closes_each_panel(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    for key, panel in (
        (Qt.Key.Key_F3, page.looking.panel),
        (Qt.Key.Key_F6, page.looking._column_panel),
        (Qt.Key.Key_F9, page.looking._saved),
    ):
        page.table.setFocus()
        qtbot.keyClick(page.table, key)
        assert panel.isVisible()
        assert panel.isAncestorOf(page.window().focusWidget())
        press(qtbot, page, Qt.Key.Key_Escape)
        assert not panel.isVisible()
        assert page.table.hasFocus()


def test_days_counts_links_and_conflicts_are_filtered_by(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "inspection")
    visited: Any = activities.page(desk, "inspection").entries[0].record
    wanted = (
        Condition("inspected_on", least="2025-03-01", most="2025-06-30"),
        Condition("inspected_on", this_period=True),
        Condition("handled_on", given=False),
        Condition("members", least=4),
        Condition("establishment", (visited.establishment,)),
        Condition("violations", ("residence",)),
        Condition("conflicts", given=False),
        Condition("reason", given=False),
    )
    for condition in wanted:
        page.looking.panel.begin(condition)
        settle(qtbot, window.workplace.tasks)
        assert page.looking.panel.condition() == condition
        page.looking.panel.apply()
        settle(qtbot, window.workplace.tasks)
        expected = listing.find(desk, Listing("inspection", "", (condition,), page.workplace.period)).total
        assert page.model.total == expected
        text = page.looking.bar.chips[0].words.toolTip()
        assert "bản ghi không còn" not in text
        page.looking.bar.remove_all()
    settle(qtbot, window.workplace.tasks)


def test_a_bound_that_is_no_number_is_not_applied(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "inspection")
    page.looking.panel.begin(Condition("members", least=4))
    page.looking.panel._editors[0].line.setText("nhiều")
    page.looking.panel.apply()
    assert page.looking.panel.isVisible()
    assert page.looking.bar.conditions == ()
    page.looking.panel._editors[0].line.setText("")
    assert page.looking.panel.condition() is None


def test_one_field_has_one_condition(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    for codes in (("talk",), ("meeting",)):
        page.looking.add_filter()
        page.looking.bar.take(Condition("form", codes))
    settle(qtbot, window.workplace.tasks)
    assert page.looking.bar.conditions == (Condition("form", ("meeting",)),)


def test_this_period_brings_the_chooser_to_a_register_of_things(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, "establishment")
    assert not window.period.isVisible()
    page.looking.bar.take(Condition("commitment_on", this_period=True))
    settle(qtbot, window.workplace.tasks)
    assert window.period.isVisible()
    whole = page.model.total
    window.workplace.choose_period(Period.named(2020, "m01"))
    settle(qtbot, window.workplace.tasks)
    assert page.model.total < max(whole, 1)


def test_a_filter_is_kept_taken_up_renamed_and_forgotten(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    page.search.setText("luat")
    page.looking.bar.take(Condition("form", ("talk",)))
    settle(qtbot, window.workplace.tasks)
    total = page.model.total
    qtbot.keyClick(page.table, Qt.Key.Key_F9)
    assert page.looking._saved.name.hasFocus()
    page.looking._saved.name.setText("Tọa đàm về luật")
    press(qtbot, page, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    kept = NamedFilter("Tọa đàm về luật", "luat", (Condition("form", ("talk",)),))
    assert views.view(desk, SESSION).filters == (kept,)
    page._on_everything()
    settle(qtbot, window.workplace.tasks)
    assert page.model.total > total
    page.looking._saved.close_panel()
    qtbot.keyClick(page.table, Qt.Key.Key_F9)
    assert page.looking._saved.list.hasFocus()
    press(qtbot, page, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert (page.search.text(), page.model.total) == ("luat", total)
    page.looking._saved.list.item(0).setText("Luật")
    settle(qtbot, window.workplace.tasks)
    assert [one.name for one in views.view(desk, SESSION).filters] == ["Luật"]
    page.looking.show_saved()
    page.looking._saved.list.setFocus()
    press(qtbot, page, Qt.Key.Key_Delete)
    settle(qtbot, window.workplace.tasks)
    assert views.view(desk, SESSION).filters == ()


def test_columns_are_chosen_moved_kept_and_reset(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    usual = heads(page)
    qtbot.keyClick(page.table, Qt.Key.Key_F6)
    press(qtbot, page, Qt.Key.Key_Space)
    assert "held_on" not in heads(page)
    panel = page.looking._column_panel
    panel.list.setCurrentRow(1)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window.workplace.tasks)
    assert heads(page) == ["title", "form", *usual[3:]]
    assert views.view(desk, SESSION).columns == ("title", "form", *usual[3:])
    assert page.model.index(0, 1).data()
    again = make_window(desk)
    assert heads(open_register(qtbot, again, SESSION)) == ["title", "form", *usual[3:]]
    panel.reset()
    settle(qtbot, window.workplace.tasks)
    assert heads(page) == usual
    assert views.view(desk, SESSION).columns == ()


def test_the_last_column_stays(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    page.looking.choose_columns()
    panel = page.looking._column_panel
    for row in range(panel.list.count()):
        panel.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    settle(qtbot, window.workplace.tasks)
    assert len(heads(page)) == 1


def test_what_is_marked_is_added_up(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    for day in (3, 4, 5):
        people = ({"group": "youth", "attendances": 400 + day, "female": 100},)
        values = {"held_on": datetime.date(2025, 3, day), "audiences": people}
        activities.save(empty_desk, draft(SESSION, **values))
    window = make_window(empty_desk)
    page = open_register(qtbot, window, SESSION)
    assert page._said.text() == "3 dòng"
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: "Lượt người dự" in page._said.text())
    assert page._said.text().startswith("Đang chọn 3 dòng  ·  Lượt người dự 1.212  ·  Trong đó: nữ 300")
    qtbot.keyClick(page.table, Qt.Key.Key_Home, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "Lượt người dự 809" in page._said.text())


def test_the_heads_of_a_list_do_not_ask_every_row_whether_it_is_marked(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    page.table.selectAll()
    assert page.selection.count == page.model.total > 1
    heads_know = page.table.horizontalHeader().selectionModel()
    assert heads_know is not page.table.selectionModel()
    assert not heads_know.hasSelection()


def test_who_looks_for_something_else_does_not_wait_for_the_sum_of_what_was_marked(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    page.table.selectAll()
    busy = threading.Event()
    window.workplace.tasks.run(busy.wait)
    page.selection._add_up()
    adding = page.selection._adding
    page.search.setText("truong")
    page.refresh()
    busy.set()
    settle(qtbot, window.workplace.tasks)
    assert adding.dropped
    assert adding.cancelled
    assert "Lượt người dự" not in page._said.text()


def test_rows_are_copied_as_a_table_that_stays_what_it_is(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    values = {"trade_name": "=1+1 <b>", "own_code": "0123", "workers": 1204}
    activities.save(empty_desk, draft("establishment", **values, opened_on=datetime.date(2021, 5, 1)))
    views.show_columns(
        empty_desk, "establishment", ("trade_name", "own_code", "type", "workers", "opened_on")
    )
    window = make_window(empty_desk)
    page = open_register(qtbot, window, "establishment")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    settle(qtbot, window.workplace.tasks)
    data = QGuiApplication.clipboard().mimeData()
    head, line, end = data.text().split("\r\n")
    assert head.split("\t")[0] == language.field_label("establishment", "trade_name")
    assert line.split("\t") == ["'=1+1 <b>", "0123", "Nhà khách", "1204", "2021-05-01"]
    assert end == ""
    rich = data.html()
    assert "<td x:str style=\"mso-number-format:'\\@'\">=1+1 &lt;b&gt;</td>" in rich
    assert '<td x:num="1204" sdval="1204">1204</td>' in rich
    assert 'x:num="44317"' in rich
    assert ">01/05/2021</td>" in rich
    assert "Đã chép 1 dòng" in window.workplace.messages.text


def test_a_register_says_when_nothing_is_found_and_offers_everything(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    before = page.model.total
    page.search.setText("không có chữ này")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.none_found)
    page._everything.trigger()
    settle(qtbot, window.workplace.tasks)
    page.refresh()
    settle(qtbot, window.workplace.tasks)
    assert (page.stack.currentWidget(), page.model.total) == (page.table, before)


def test_everything_on_the_page_has_a_name(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    page.looking.bar.take(Condition("form", ("talk",)))
    page.looking.panel.begin(Condition("held_on", least="2025-01-01"))
    page.looking.choose_columns()
    settle(qtbot, window.workplace.tasks)
    assert nameless(page) == []
    page.looking.show_saved()
    page.deleting.delete()
    assert nameless(page) == []


def test_a_receiving_desk_lists_by_unit_and_deletes_nothing(
    qtbot: QtBot, receiving_desk: Any, make_window: Any, tmp_path: Any
) -> None:
    from desktop.services import exchange
    from tests.ui.desks import SECOND_UNIT, commune

    exchange.receive(receiving_desk, commune(receiving_desk, tmp_path, SECOND_UNIT).packages)
    window = make_window(receiving_desk)
    page = open_register(qtbot, window, SESSION)
    assert heads(page)[0] == "unit"
    total = page.model.total
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert not page.deleting.strip.isVisible()
    assert page.model.total == total
    assert "reason" not in page.looking.panel._offered


def test_a_receiving_desk_filters_by_commune(
    qtbot: QtBot, receiving_desk: Any, make_window: Any, tmp_path: Any
) -> None:
    from desktop.services import exchange
    from tests.ui.desks import SECOND_UNIT, SILENT_UNIT, commune

    for unit in (SECOND_UNIT, SILENT_UNIT):
        exchange.receive(receiving_desk, commune(receiving_desk, tmp_path / unit, unit).packages)
    window = make_window(receiving_desk)
    page = open_register(qtbot, window, SESSION)
    both = page.model.total
    page.looking.panel.begin(Condition("unit", (SECOND_UNIT,)))
    page.looking.panel.apply()
    settle(qtbot, window.workplace.tasks)
    assert 0 < page.model.total < both
    (name,) = column_of(page, "unit")
    assert page.looking.bar.chips[0].words.toolTip() == f"{language.say('list.unit')}: {name}"


def test_larger_letters_get_higher_rows(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    from desktop.ui import style

    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    before = page.table.rowHeight(0)
    try:
        style.zoom_to(200)
        assert page.table.rowHeight(0) > before
        assert page.table.rowHeight(0) >= page.table.fontMetrics().height()
    finally:
        style.zoom_to(100)


def test_going_to_the_search_of_a_long_register_reads_it_through(
    qtbot: QtBot, desk: Any, make_window: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("desktop.ui.register.page._LONG", 10)
    read: list[str] = []
    monkeypatch.setattr(listing, "warm", lambda _desk, kind: read.append(kind))
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    for _ in range(2):
        page.search.setFocus()
        page.table.setFocus()
    settle(qtbot, window.workplace.tasks)
    assert read == [SESSION]
