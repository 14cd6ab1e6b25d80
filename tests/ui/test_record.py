"""The form, driven as a person drives it."""

import datetime
import gc
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import activities
from desktop.ui.record.page import RecordPage
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import settle
from tests.ui.driving import focus, open_form, type_line, write

Key = Qt.Key


def test_a_session_is_recorded_from_the_keyboard_alone(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    window.open(PageWanted(page="propaganda_session"))
    window.activateWindow()
    settle(qtbot, window.workplace.tasks)
    qtbot.keyClick(window, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, RecordPage)
    type_line(
        qtbot,
        "5/11",
        "toa dam",
        "Tổ 8",
        "Nhà văn hóa tổ 8",
        "",
        "Nói chuyện chuyên đề",
        "",
        "",
        "hoi lien hiep",
    )
    type_line(qtbot, "phu nu", "31", "31", "22")
    qtbot.keyClick(focus(), Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    (entry,) = activities.page(empty_desk, "propaganda_session").entries
    record: Any = entry.record
    assert (record.held_on, record.form, record.hamlet, record.lead_body) == (
        datetime.date(2025, 11, 5), "talk", "Tổ 8", "women_union",
    )  # fmt: skip
    assert [(row.group, row.attendances, row.female, row.first_time) for row in record.audiences] == [
        ("women", 31, 31, 22)
    ]
    page = window.page
    assert page.model.rowCount() == 1
    assert page.model.index(0, 0).data() == "05/11/2025"


def test_enter_never_saves_a_half_filled_form(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session")
    qtbot.keyClicks(focus(), "5/11")
    for _ in range(40):
        qtbot.keyClick(focus(), Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert window.page is page
    assert activities.page(empty_desk, "propaganda_session").total == 0


def test_saving_an_incomplete_form_saves_nothing_and_leads_to_the_gap(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session")
    type_line(qtbot, "5/11")
    page.save()
    settle(qtbot, window.workplace.tasks)
    assert window.page is page
    assert activities.page(empty_desk, "propaganda_session").total == 0
    assert page.form.boxes["form"].editor.focus_widget().hasFocus()
    assert "Chưa nhập" in page.form.boxes["form"].problem


def test_a_wrong_cell_is_tinted_and_said_beside_the_table(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    entry = activities.page(desk, "propaganda_session").entries[0]
    page = open_form(qtbot, window, "propaganda_session", entry.id)
    rows: Any = page.form.boxes["audiences"].editor
    cell = rows._rows[0].cells["female"]
    cell.focus_widget().setFocus()
    cell.focus_widget().selectAll()
    qtbot.keyClicks(cell.focus_widget(), "9999")
    page.check()
    settle(qtbot, window.workplace.tasks)
    assert cell.focus_widget().property("problem") == "error"
    assert page.form.boxes["audiences"].problem
    page.next_problem()
    assert cell.focus_widget().hasFocus()


def test_a_doubtful_record_is_saved_with_a_reason_only(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    for number in (1, 2):
        page = open_form(qtbot, window, "baseline")
        page.form.set_values({"year": 2025, "population": 12_000})
        page.save()
        settle(qtbot, window.workplace.tasks)
        if number == 1:
            assert window.page is not page
    assert window.page is page
    assert activities.page(empty_desk, "baseline").total == 1
    page.side.problems.reason.setEditText("Hai nguồn khác nhau")
    page.save()
    settle(qtbot, window.workplace.tasks)
    assert activities.page(empty_desk, "baseline").total == 2


def test_save_and_more_begins_the_next_one(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "staff_member")
    type_line(qtbot, "Công chức Văn hóa - Xã hội", "can bo cong chuc")
    qtbot.keyClick(focus(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    assert window.page is page
    assert activities.page(empty_desk, "staff_member").total == 1
    assert page.form.values()["post"] is None
    assert window.focusWidget() is page.form.boxes["post"].editor.focus_widget()


def test_leaving_a_changed_form_asks_without_a_dialog(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "staff_member")
    write(qtbot, "Công chức")
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert window.page is page
    assert window.workplace.messages.text
    window.workplace.messages.act()
    settle(qtbot, window.workplace.tasks)
    assert window.page is not page


def test_leaving_an_unchanged_form_asks_nothing(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    for kind in ("propaganda_session", "support_case", "inspection", "training", "establishment"):
        entry = activities.page(desk, kind).entries[0]
        page = open_form(qtbot, window, kind, entry.id)
        assert not page.changed
        page.cancel()
        settle(qtbot, window.workplace.tasks)
        assert window.page is not page


def test_under_age_is_refused_where_the_age_is_chosen(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "support_case")
    field: Any = page.form.boxes["age_band"].editor
    field.line.setFocus()
    type_line(qtbot, "duoi 18")
    page.check()
    settle(qtbot, window.workplace.tasks)
    assert field.value() == "under_18"
    assert "dưới 18" in page.form.boxes["age_band"].problem
    page.save()
    settle(qtbot, window.workplace.tasks)
    assert activities.page(empty_desk, "support_case").total == 0


def test_what_was_typed_survives_the_end_of_the_program(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session")
    type_line(qtbot, "5/11", "toa dam", "Tổ 8")
    page.keeper.keep()
    settle(qtbot, window.workplace.tasks)
    window.workplace.tasks.close()
    after = make_window(empty_desk)
    page = open_form(qtbot, after, "propaganda_session")
    assert page.form.values()["held_on"] == datetime.date(2025, 11, 5)
    assert page.form.values()["hamlet"] == "Tổ 8"
    assert "bản nháp" in after.workplace.messages.text
    assert activities.page(empty_desk, "propaganda_session").total == 0
    page.save()
    settle(qtbot, after.workplace.tasks)
    page = open_form(qtbot, after, "propaganda_session")
    assert page.form.values()["held_on"] is None


def test_what_cannot_be_read_yet_survives_as_it_was_typed(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    typed = {"inspected_on": "31/2", "establishment": "Quan moi", "violations": "loi la", "members": "12,5"}
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "inspection")
    for name, text in typed.items():
        page.form.boxes[name].editor.focus_widget().setFocus()
        qtbot.keyClicks(page.window().focusWidget(), text)
    page.keeper.keep()
    settle(qtbot, window.workplace.tasks)
    window.workplace.tasks.close()
    after = make_window(empty_desk)
    page = open_form(qtbot, after, "inspection")
    assert {name: page.form.boxes[name].editor.line.text() for name in typed} == typed
    page.check()
    settle(qtbot, after.workplace.tasks)
    assert all(page.form.boxes[name].problem for name in typed)
    page.drop_draft()
    assert {name: page.form.boxes[name].editor.line.text() for name in typed} == dict.fromkeys(typed, "")


@pytest.mark.parametrize(
    ("typed", "said"), [("5/3/99", "hai chữ số"), ("31/2", "Không đọc được ngày"), ("5.3.25", "hai chữ số")]
)
def test_a_day_that_is_none_says_why(
    qtbot: QtBot, empty_desk: Any, make_window: Any, typed: str, said: str
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session")
    qtbot.keyClicks(page.window().focusWidget(), typed)
    page.check()
    settle(qtbot, window.workplace.tasks)
    assert said in page.form.boxes["held_on"].problem
    page.save()
    settle(qtbot, window.workplace.tasks)
    assert page.form.values()["held_on"] is None
    assert activities.page(empty_desk, "propaganda_session").total == 0


def test_one_unread_cell_hides_nothing_of_the_other_rows(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session")
    rows = ({"group": "youth", "attendances": "12,5"}, {"group": "women", "attendances": 5, "female": 9})
    page.form.boxes["audiences"].editor.set_value(rows)
    page.check()
    settle(qtbot, window.workplace.tasks)
    found = {(p.field, p.code) for p in page.places.problems if p.field.startswith("audiences")}
    assert found == {("audiences.0.attendances", "unreadable_number"), ("audiences.1.female", "more_than")}


def test_a_draft_that_is_dropped_does_not_come_back(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    entry = activities.page(desk, "inspection").entries[0]
    page = open_form(qtbot, window, "inspection", entry.id)
    box: Any = page.form.boxes["note"].editor
    box.box.setPlainText("Hẹn quay lại")
    page.keeper.keep()
    page.discard()
    settle(qtbot, window.workplace.tasks)
    page = open_form(qtbot, window, "inspection", entry.id)
    assert page.form.values()["note"] is None
    assert not page.changed


def test_a_form_that_is_closed_leaves_nothing_behind(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    gone: list[str] = []
    for _ in range(3):
        page = open_form(qtbot, window, "inspection")
        page.destroyed.connect(lambda: gone.append("gone"))
        page.cancel()
        settle(qtbot, window.workplace.tasks)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(gone) == 3
    del page
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, RecordPage)]
