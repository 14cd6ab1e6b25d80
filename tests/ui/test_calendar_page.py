"""The year's calendar: by keyboard, by screen reader, and a new record on a day."""

import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.services import activities, year_calendar
from desktop.services.words import LANGUAGES, Words
from desktop.ui import language
from desktop.ui.calendar.page import CalendarPage
from tests.records import draft
from tests.ui.conftest import NOW, settle
from tests.ui.desks import nameless, speaks_both

Key = Qt.Key
TODAY = NOW.date()


def day(month: int, number: int, year: int = 2025) -> datetime.date:
    return datetime.date(year, month, number)


def calendar(qtbot: QtBot, workplace: Any) -> CalendarPage:
    page = CalendarPage(workplace)
    qtbot.addWidget(page)
    page.resize(1120, 690)
    page.show()
    settle(qtbot, workplace.tasks)
    return page


def at(qtbot: QtBot, page: CalendarPage, wanted: datetime.date) -> None:
    page.weeks.go_to(wanted)
    page._load_day()
    settle(qtbot, page.workplace.tasks)


@pytest.fixture
def page(qtbot: QtBot, workplace: Any) -> CalendarPage:
    return calendar(qtbot, workplace)


def test_it_begins_with_today(page: CalendarPage) -> None:
    assert page.weeks.day == TODAY


@pytest.mark.parametrize(
    ("key", "then"),
    [
        (Key.Key_Right, day(11, 22)),
        (Key.Key_Left, day(11, 20)),
        (Key.Key_Down, day(11, 28)),
        (Key.Key_Up, day(11, 14)),
        (Key.Key_PageUp, day(10, 21)),
        (Key.Key_Home, day(11, 17)),
        (Key.Key_End, day(11, 23)),
    ],
)
def test_keys_go_by_days_weeks_and_reporting_months(
    qtbot: QtBot, page: CalendarPage, key: Qt.Key, then: datetime.date
) -> None:
    qtbot.keyClick(page.weeks, key)
    assert page.weeks.day == then


def test_arrows_stop_at_the_ends_of_the_year(qtbot: QtBot, page: CalendarPage) -> None:
    page.weeks.go_to(day(12, 14))
    qtbot.keyClick(page.weeks, Key.Key_Right)
    assert page.weeks.day == day(12, 14)
    page.weeks.go_to(day(12, 15, 2024))
    qtbot.keyClick(page.weeks, Key.Key_Up)
    assert page.weeks.day == day(12, 15, 2024)


def test_a_month_is_chosen_by_its_button(qtbot: QtBot, page: CalendarPage) -> None:
    page.months.buttons[2].click()
    assert page.weeks.day == day(2, 15)


def test_months_and_days_say_what_was_done(page: CalendarPage, desk: Any) -> None:
    found = year_calendar.of_year(desk, 2025, page.shown.kinds)
    for number, month in enumerate(found.year.months, start=1):
        assert page.months.figures(number).split(" ")[0] == (str(found.month_count(month) or "–"))
    busy = next(iter(found.done))
    said = page.weeks.weeks.index_of(busy).data(Qt.ItemDataRole.AccessibleTextRole)
    assert language.long_day(busy) in said
    assert all(language.page_title(kind) in said for kind in found.done[busy])


def test_a_day_lists_its_records_and_opens_them(qtbot: QtBot, page: CalendarPage, desk: Any) -> None:
    session = activities.page(desk, "propaganda_session").entries[0]
    at(qtbot, page, session.record.held_on)
    asked: list[Any] = []
    page.workplace.page_wanted.connect(asked.append)
    (line,) = [one for one in page.panel.records if one.record == session.id]
    line.click()
    assert (asked[-1].kind, asked[-1].record) == ("propaganda_session", session.id)


def test_enter_goes_into_the_day(qtbot: QtBot, page: CalendarPage, desk: Any) -> None:
    at(qtbot, page, activities.page(desk, "propaganda_session").entries[0].record.held_on)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.weeks, Key.Key_Return)
    assert page.panel.records[0].hasFocus()


def test_a_new_record_begins_on_the_day(qtbot: QtBot, page: CalendarPage) -> None:
    at(qtbot, page, day(3, 4))
    asked: list[Any] = []
    page.workplace.page_wanted.connect(asked.append)
    button = page.panel.findChild(QAbstractButton, "new_training")
    assert button is not None
    button.click()
    assert (asked[-1].kind, dict(asked[-1].values)) == ("training", {"started_on": day(3, 4)})


def test_nothing_is_recorded_on_a_day_to_come(qtbot: QtBot, page: CalendarPage) -> None:
    at(qtbot, page, day(12, 1))
    button = page.panel.findChild(QAbstractButton, "new_training")
    assert button is not None
    assert not button.isVisible()


def test_the_form_opens_with_the_day_in_it(qtbot: QtBot, window: Any) -> None:
    window.workplace.open_record("training", values={"started_on": day(3, 4)})
    settle(qtbot, window.workplace.tasks)
    assert window.page.form.values()["started_on"] == day(3, 4)
    window._drop_form()


def test_kinds_can_be_left_out_and_stay_out(qtbot: QtBot, page: CalendarPage) -> None:
    button = page.shown.findChild(QAbstractButton, "show_propaganda_session")
    assert button is not None
    assert button.text().startswith("✓")
    button.click()
    settle(qtbot, page.workplace.tasks)
    assert "propaganda_session" not in page.shown.kinds
    assert not any("propaganda_session" in kinds for kinds in page._calendar.done.values())  # type: ignore[union-attr]
    assert "propaganda_session" not in calendar(qtbot, page.workplace).shown.kinds


def test_another_year_is_shown_with_the_period_of_the_whole_program(qtbot: QtBot, page: CalendarPage) -> None:
    page._before.trigger()
    settle(qtbot, page.workplace.tasks)
    assert page.workplace.period.year == 2024
    assert page.weeks.day in page.workplace.desk.period(2024)
    page._today.trigger()
    settle(qtbot, page.workplace.tasks)
    assert (page.workplace.period.year, page.weeks.day) == (2025, TODAY)


def test_what_is_saved_elsewhere_shows_at_once(qtbot: QtBot, page: CalendarPage, desk: Any) -> None:
    at(qtbot, page, day(3, 4))
    before = len(page.panel.records)
    activities.save(desk, draft("training", started_on=day(3, 4), reason="x"))
    page.workplace.changed({"training"})
    settle(qtbot, page.workplace.tasks)
    assert page.weeks.day == day(3, 4), "the day one looks at stays"
    assert len(page.panel.records) == before + 1


def test_its_model_is_sound(qtbot: QtBot, page: CalendarPage) -> None:
    QAbstractItemModelTester(page.weeks.weeks, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_every_control_has_a_name_and_both_languages_are_spoken(page: CalendarPage) -> None:
    assert nameless(page) == []
    speaks_both(page, "calendar.new", "calendar.shown", "page.calendar")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_letters_of_kinds_differ(desk: Any, spoken: str) -> None:
    words = Words(spoken)
    marks = [words("window", f"calendar.mark.{kind.name}") for kind in year_calendar.kinds(desk)]
    assert len(set(marks)) == len(marks)
