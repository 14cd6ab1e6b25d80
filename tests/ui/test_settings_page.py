"""The settings page, and what the window says when it opens and closes."""

import threading
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.services import preferences
from desktop.ui import language, style
from desktop.ui.settings.page import SettingsPage
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import settle
from tests.ui.desks import nameless, speaks_both


def settings_page(qtbot: QtBot, workplace: Any) -> SettingsPage:
    page = SettingsPage(workplace)
    qtbot.addWidget(page)
    page.resize(1120, 690)
    page.show()
    settle(qtbot, workplace.tasks)
    return page


def test_post_and_days_are_set(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    workplace = make_workplace(empty_desk)
    page = settings_page(qtbot, workplace)
    assert page.officer.days.text() == "15"
    page.officer.post.setText("Công chức Văn hóa - Xã hội")
    page.officer.days.setText("10")
    page.officer.save.click()
    settle(qtbot, workplace.tasks)
    assert (empty_desk.settings.post, empty_desk.settings.tip_off_days) == ("Công chức Văn hóa - Xã hội", 10)
    assert language.say("settings.saved") in workplace.messages.text


def test_a_name_is_refused_beside_the_field_and_nothing_is_set(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    workplace = make_workplace(empty_desk)
    page = settings_page(qtbot, workplace)
    page.officer.post.setText("Nguyễn Văn An")
    page.officer.save.click()
    settle(qtbot, workplace.tasks)
    assert empty_desk.settings.post is None
    problem = page.officer._problems["post"]
    assert problem.isVisible()
    assert "chức danh" in problem.text()
    assert page.officer.post.text() == "Nguyễn Văn An", "what was typed stays, to be mended"


def test_what_others_set_is_shown_and_cannot_be_changed(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    page = settings_page(qtbot, make_workplace(empty_desk))
    assert page.facts.value("cut_off") == "ngày 14 hằng tháng"
    assert page.facts.value("training") == "Sổ luyện tập"
    assert str(empty_desk.store.folder) in page.facts.value("folder")


def test_a_receiving_desk_sets_the_days_for_reports_and_none_for_tip_offs(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any
) -> None:
    page = settings_page(qtbot, make_workplace(receiving_desk))
    assert page.officer.post.isVisible()
    assert page.officer.days.objectName() == "report_days"
    page.officer.days.setText("8")
    page.officer.save.click()
    settle(qtbot, page.workplace.tasks)
    assert (receiving_desk.settings.report_days, receiving_desk.settings.tip_off_days) == (8, 15)
    page.officer.days.setText("nhiều")
    page.officer.save.click()
    settle(qtbot, page.workplace.tasks)
    assert page.officer.days.property("problem") == "error"


def test_the_size_of_letters_is_chosen_and_marked_by_a_tick(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    window.show_settings()
    settle(qtbot, window.workplace.tasks)
    window.page.findChild(QWidget, "zoom_150").click()
    settle(qtbot, window.workplace.tasks)
    assert style.zoom() == 150
    (ticked,) = [b.text() for b in window.page.zoom._group.buttons() if b.text().startswith("✓")]
    assert ticked == "✓ 150\N{NO-BREAK SPACE}%"


def test_the_settings_speak_both_languages_and_every_control_has_a_name(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    page = settings_page(qtbot, make_workplace(empty_desk))
    assert nameless(page) == []
    speaks_both(
        page, "settings.officer", "settings.facts", "settings.zoom", "settings.backup", "settings.other"
    )


def test_the_post_is_asked_for_once_and_never_again(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    first = make_window(empty_desk)
    assert language.say("settings.ask_post") in first.workplace.messages.text
    first.workplace.messages.act()
    settle(qtbot, first.workplace.tasks)
    assert first.page.objectName() == "settings_page" or isinstance(first.page, SettingsPage)
    again = make_window(empty_desk)
    assert again.workplace.messages.text == ""


def test_a_post_that_is_set_is_not_asked_for(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    preferences.change(empty_desk, {"post": "Chủ tịch UBND"})
    assert make_window(empty_desk).workplace.messages.text == ""


def test_closing_waits_for_a_backup_and_says_so(
    qtbot: QtBot, empty_desk: Any, make_window: Any, tmp_path: Path
) -> None:
    window = make_window(empty_desk)
    go_on = threading.Event()
    window.workplace.tasks.run(go_on.wait, 20, label="Đang sao lưu…")
    window.close()
    assert window.isVisible()
    assert "Đang sao lưu" in window.workplace.messages.text
    go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    QApplication.processEvents()


def test_closing_with_a_form_half_typed_asks_first(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    window.open(PageWanted(kind="training"))
    settle(qtbot, window.workplace.tasks)
    line = window.page.form.findChild(QWidget, "title_input")
    qtbot.keyClicks(line, "Lop tap huan")
    window.close()
    assert window.isVisible()
    assert language.say("record.unsaved").split("{")[0] in window.workplace.messages.text
