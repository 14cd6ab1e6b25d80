"""What a form does beside taking a record: one like it, its history, other records, offers, walking problems."""

import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models import settings
from desktop.models.entry import Draft
from desktop.models.records import all_kinds
from desktop.services import activities, drafts, history
from desktop.ui.record.page import RecordPage
from desktop.ui.workplace import PageWanted
from tests.records import draft
from tests.ui.conftest import settle
from tests.ui.desks import nameless
from tests.ui.driving import focus, open_form, type_line, write

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def words_in(widget: Any) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def says(qtbot: QtBot, widget: Any, words: str) -> None:
    """Wait until *widget* shows *words*: what is laid out shows when Qt comes round to it."""
    qtbot.waitUntil(lambda: words in words_in(widget))


def button_in(widget: Any, offer: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.property("offer") == offer)


def test_one_like_a_saved_record_keeps_all_but_days_and_figures(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    saved = activities.save(empty_desk, draft("propaganda_session", title="Luật", topics=("law",)))
    window = make_window(empty_desk)
    open_form(qtbot, window, "propaganda_session", saved.id)
    qtbot.keyClick(focus(), Key.Key_D, CONTROL)
    settle(qtbot, window.workplace.tasks)
    page = window.page
    values = page.form.values()
    assert page.record is None
    assert (values["held_on"], values["form"], values["title"], values["topics"]) == (
        None, "meeting", "Luật", ("law",),
    )  # fmt: skip
    assert values["audiences"] == (
        {"group": "service_worker", "attendances": None, "female": None, "first_time": None},
    )
    assert not page.changed
    assert focus() is page.form.boxes["held_on"].editor.focus_widget()


def test_in_an_empty_form_the_record_made_last_is_the_model(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "staff_member")
    qtbot.keyClick(focus(), Key.Key_D, CONTROL)
    settle(qtbot, window.workplace.tasks)
    assert "chưa có" in window.workplace.messages.text
    activities.save(empty_desk, draft("staff_member"))
    qtbot.keyClick(focus(), Key.Key_D, CONTROL)
    settle(qtbot, window.workplace.tasks)
    assert page.form.values()["post"] == "Công chức văn hóa - xã hội"
    assert page.changed


def test_one_like_a_form_that_is_not_saved_saves_it_first(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "support_case", values={})
    page.form.set_values(
        {"opened_on": datetime.date(2025, 2, 3), "age_band": "over_30", "needs": ("legal_aid",)}
    )
    qtbot.keyClick(focus(), Key.Key_D, CONTROL)
    settle(qtbot, window.workplace.tasks)
    (entry,) = activities.page(empty_desk, "support_case").entries
    record: Any = entry.record
    assert window.page is page
    assert page.form.values()["needs"] == ("legal_aid",)
    assert page.form.values()["opened_on"] is None
    page.form.boxes["opened_on"].editor.set_value(datetime.date(2025, 2, 4))
    page.save()
    settle(qtbot, window.workplace.tasks)
    codes = {one.record.case_code for one in activities.page(empty_desk, "support_case").entries}  # type: ignore[attr-defined]
    assert len(codes) == 2
    assert record.case_code in codes


def test_a_tip_off_is_due_when_its_day_is_typed(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "tip_off")
    type_line(qtbot, "3/11")
    assert page.form.values()["due_on"] == datetime.date(2025, 11, 24)
    page.form.boxes["received_on"].editor.focus_widget().setFocus(Qt.FocusReason.TabFocusReason)
    type_line(qtbot, "4/11")
    assert page.form.values()["due_on"] == datetime.date(2025, 11, 25)


def test_a_new_record_of_a_year_begins_with_the_reporting_year(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "baseline")
    assert page.form.values()["year"] == 2025
    assert not page.changed
    line: Any = page.form.boxes["year"].editor.focus_widget()
    assert focus() is line
    assert line.selectedText() == "2025"


def test_a_likely_duplicate_is_named_shown_beside_the_form_and_told_apart(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    place = activities.save(empty_desk, draft("establishment"))
    other = activities.save(empty_desk, draft("inspection", establishment=place.id))
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "inspection", values={"mode": "planned", "establishment": place.id})
    type_line(qtbot, "6/5")
    page.checks.now()
    settle(qtbot, window.workplace.tasks)
    says(qtbot, page.side.problems, "06/05/2025 · Nhà nghỉ Hoa Ban")
    button_in(page.side, "show_other").click()
    settle(qtbot, window.workplace.tasks)
    assert page.side.looking
    says(qtbot, page.side.peek, "Nhà nghỉ Hoa Ban")
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert window.page is page
    assert not page.side.looking
    button_in(page.side, "not_the_same").click()
    settle(qtbot, window.workplace.tasks)
    assert page.places.problems == ()
    page.save()
    settle(qtbot, window.workplace.tasks)
    fresh = next(one for one in activities.page(empty_desk, "inspection").entries if one.id != other.id)
    for record in (fresh.id, other.id):
        assert activities.check(empty_desk, Draft("inspection", {}, record)) == []


def test_under_age_offers_a_referral_and_carries_nothing_over(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "support_case")
    type_line(qtbot, "5/11", "duoi 18")
    page.keeper.keep()
    page.checks.now()
    settle(qtbot, window.workplace.tasks)
    assert drafts.all_kept(empty_desk) == ()
    button_in(page.side, "child_referral").click()
    settle(qtbot, window.workplace.tasks)
    referral = window.page
    assert referral.kind.name == "child_referral"
    assert {name: value for name, value in referral.form.values().items() if value} == {"children": 1}
    assert drafts.all_kept(empty_desk) == ()


def test_problems_are_walked_forth_and_back(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session")
    for key, modifier, expected in (
        (Key.Key_F8, Qt.KeyboardModifier.NoModifier, "form"),
        (Key.Key_F8, Qt.KeyboardModifier.NoModifier, "held_on"),
        (Key.Key_F8, Qt.KeyboardModifier.ShiftModifier, "form"),
        (Key.Key_F8, Qt.KeyboardModifier.ShiftModifier, "held_on"),
    ):
        page.checks.now()
        settle(qtbot, window.workplace.tasks)
        qtbot.keyClick(focus(), key, modifier)
        assert focus() is page.form.boxes[expected].editor.focus_widget()
    assert "Chưa nhập" in focus().accessibleDescription()


def test_enter_walks_every_form_to_its_end_and_saves_nothing(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    for kind in (kind for kind in all_kinds() if not kind.derived):
        page = open_form(qtbot, window, kind.name)
        page.form.tab_order()[0].setFocus()
        for _ in range(2 * len(page.form.tab_order())):
            qtbot.keyClick(focus(), Key.Key_Return)
        assert window.page is page
        assert focus() is page.form.tab_order()[-1], kind.name
        assert "ô cuối" in window.workplace.messages.text
        page.cancel()
        settle(qtbot, window.workplace.tasks)
        assert activities.page(empty_desk, kind.name).total == 0


def test_everything_a_person_reaches_in_a_form_has_a_name(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    for kind in (kind for kind in all_kinds() if not kind.derived):
        page = open_form(qtbot, window, kind.name)
        page.places.show_all = True
        page.checks.now()
        settle(qtbot, window.workplace.tasks)
        assert nameless(page) == [], kind.name
        page.cancel()
    visit = activities.page(desk, "inspection").entries[0]
    page = open_form(qtbot, window, "inspection", visit.id)
    page.looks.history()
    settle(qtbot, window.workplace.tasks)
    assert nameless(page) == []


def test_the_history_tells_each_field_and_puts_an_older_value_back(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    with empty_desk.store.write() as writer:
        settings.write(writer.connection, {"post": "Công chức Văn hóa - Xã hội"})
    saved = activities.save(empty_desk, draft("propaganda_session"))
    activities.save(empty_desk, Draft("propaganda_session", {"form": "talk"}, saved.id))
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session", saved.id)
    qtbot.keyClick(focus(), Key.Key_H, CONTROL)
    settle(qtbot, window.workplace.tasks)
    for words in ("21/11/2025 09:41 · sửa", "Công chức Văn hóa - Xã hội", "→  Tọa đàm"):
        says(qtbot, page.side.history, words)
    back = next(
        one for one in page.side.history.findChildren(QPushButton) if one.property("value") is not None
    )
    back.click()
    assert page.form.values()["form"] == "meeting"
    page.save()
    settle(qtbot, window.workplace.tasks)
    again: Any = activities.get(empty_desk, "propaganda_session", saved.id).record
    assert again.form == "meeting"


def test_f1_explains_the_field_and_not_the_keys(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "propaganda_session")
    page.form.boxes["hamlet"].editor.focus_widget().setFocus()
    page.form.boxes["form"].editor.focus_widget().setFocus()
    with qtbot.waitSignal(page.form.help_wanted) as asked:
        qtbot.keyClick(focus(), Key.Key_F1)
    assert asked.args == ["form"]
    assert "hình thức" in page.side.help.words
    assert QApplication.activeModalWidget() is None


def test_a_link_shows_its_record_beside_the_form(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    visit = activities.page(desk, "inspection").entries[0]
    page = open_form(qtbot, window, "inspection", visit.id)
    page.form.boxes["establishment"].editor.focus_widget().setFocus()
    qtbot.keyClick(focus(), Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window.workplace.tasks)
    record: Any = visit.record
    place: Any = activities.get(desk, "establishment", record.establishment).record
    says(qtbot, page.side.peek, place.trade_name)
    page.side.peek.open_button.click()
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, RecordPage)
    assert window.page.record == record.establishment


def test_a_link_to_a_deleted_record_keeps_its_name(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    place = activities.save(empty_desk, draft("establishment"))
    visit = activities.save(empty_desk, draft("inspection", establishment=place.id))
    with empty_desk.store.write() as writer:
        from desktop.models.edits import Edit

        writer.put([Edit("establishment", {"deleted": True}, place.id)])
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "inspection", visit.id)
    line: Any = page.form.boxes["establishment"].editor.focus_widget()
    assert line.text() == "Nhà nghỉ Hoa Ban"
    assert not page.changed


def test_a_draft_of_a_record_that_changed_meanwhile_keeps_both(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    saved = activities.save(empty_desk, draft("establishment", workers=6))
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "establishment", saved.id)
    page.form.boxes["hamlet"].editor.focus_widget().setFocus()
    write(qtbot, "To 8")
    page.keeper.keep()
    settle(qtbot, window.workplace.tasks)
    window.workplace.tasks.close()
    activities.save(empty_desk, Draft("establishment", {"workers": 9}, saved.id))
    after = make_window(empty_desk)
    page = open_form(qtbot, after, "establishment", saved.id)
    assert (page.form.values()["hamlet"], page.form.values()["workers"]) == ("To 8", 9)
    assert "sửa sau lúc đó" in after.workplace.messages.text
    page.save()
    settle(qtbot, after.workplace.tasks)
    record: Any = activities.get(empty_desk, "establishment", saved.id).record
    assert (record.hamlet, record.workers) == ("To 8", 9)


@pytest.mark.parametrize("kind", ["propaganda_session", "tip_off"])
def test_a_deleted_record_is_only_looked_at(
    qtbot: QtBot, empty_desk: Any, make_window: Any, kind: str
) -> None:
    saved = activities.save(empty_desk, draft(kind))
    activities.delete(empty_desk, kind, saved.id)
    window = make_window(empty_desk)
    page = open_form(qtbot, window, kind, saved.id)
    assert not page.form.isEnabled()
    assert "xóa" in page.context()
    page.cancel()
    settle(qtbot, window.workplace.tasks)
    assert window.page is not page


def test_a_record_is_deleted_from_its_form_with_a_reason_and_taken_back(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    saved = activities.save(empty_desk, draft("establishment"))
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "establishment", saved.id)
    page.removing.delete.trigger()
    assert page.removing.strip.isVisible()
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert not page.removing.strip.isVisible()
    assert page.form.isAncestorOf(focus())
    page.removing.delete.trigger()
    page.removing.strip.reason.setCurrentIndex(1)
    qtbot.keyClick(page.removing.strip.reason, Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert window.page is not page
    assert activities.get(empty_desk, "establishment", saved.id).deleted
    window.workplace.messages.act()
    settle(qtbot, window.workplace.tasks)
    assert not activities.get(empty_desk, "establishment", saved.id).deleted
    assert window.page.record == saved.id
    assert window.page.form.isEnabled()
    steps = history.of(empty_desk, "establishment", saved.id)
    assert [(step.what, step.because) for step in steps] == [
        ("made", None), ("deleted", "duplicate"), ("restored", None),
    ]  # fmt: skip


def test_a_deleted_record_is_taken_back_from_its_form(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    saved = activities.save(empty_desk, draft("establishment"))
    activities.delete(empty_desk, "establishment", saved.id, "mistake")
    window = make_window(empty_desk)
    page = open_form(qtbot, window, "establishment", saved.id)
    assert page.removing.restore in page.header_actions()
    page.removing.restore.trigger()
    settle(qtbot, window.workplace.tasks)
    assert window.page.editable
    assert not activities.get(empty_desk, "establishment", saved.id).deleted


def test_a_list_records_one_like_the_marked_row_and_shows_its_history(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    saved = activities.save(empty_desk, draft("establishment", hamlet="Tổ 8"))
    window = make_window(empty_desk)
    for key in (Key.Key_D, Key.Key_H):
        window.open(PageWanted(page="establishment"))
        window.activateWindow()
        settle(qtbot, window.workplace.tasks)
        qtbot.keyClick(window.page.table, key, CONTROL)
        settle(qtbot, window.workplace.tasks)
        page = window.page
        assert isinstance(page, RecordPage)
        if key == Key.Key_D:
            assert page.record is None
            assert page.form.values()["hamlet"] == "Tổ 8"
            assert page.form.values()["workers"] is None
        else:
            assert page.record == saved.id
            says(qtbot, page.side.history, "ghi mới")
