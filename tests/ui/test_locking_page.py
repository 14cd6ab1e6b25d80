"""The page that locks a period: asked once, told plainly, corrected with a reason."""

from datetime import date
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.services import activities, locking
from desktop.ui import language
from desktop.ui.locking.model import CORRECTED, DIFFERENCE, LOCKED
from desktop.ui.workplace import PageWanted
from tests.periods import declare_empty
from tests.records import draft
from tests.ui.conftest import settle


def opened(qtbot: QtBot, window: Any, name: str) -> Any:
    window.workplace.choose_period(window.workplace.desk.period(2025, name))
    window.open(PageWanted(page="locking"))
    settle(qtbot, window.workplace.tasks)
    return window.page


def test_a_period_is_locked_and_corrected_in_the_window(qtbot: QtBot, window: Any) -> None:
    desk = window.workplace.desk
    declare_empty(desk, desk.period(2025, "q1"))
    page = opened(qtbot, window, "q1")
    assert page.table.isColumnHidden(LOCKED)
    page.lock_action.trigger()
    assert page.asking.isVisible()
    page.asking.no.click()
    assert locking.state(desk, desk.period(2025, "q1")).state == "declared"
    page.lock_action.trigger()
    page.asking.yes.click()
    settle(qtbot, window.workplace.tasks)
    assert language.say("locking.state_locked") in page._pill.text()
    assert not page.table.isColumnHidden(CORRECTED)
    assert not page.correct_action.isEnabled()
    late = draft("propaganda_session", held_on=date(2025, 3, 1), hamlet="Bản Muộn", reason="Ghi bổ sung")
    activities.save(desk, late)
    window.workplace.records_changed.emit(frozenset({"propaganda_session"}))
    settle(qtbot, window.workplace.tasks)
    changed = [row for row in range(page.figures.rowCount()) if page.figures.shown(row).changed]
    assert changed
    assert all(page.figures.index(row, DIFFERENCE).data().startswith("!") for row in changed)
    assert page.late.index(0, 3).data() == "Ghi bổ sung"
    page.correct_action.trigger()
    page.asking.yes.click()
    assert page.asking.isVisible(), "a slip without a reason is not made"
    qtbot.keyClicks(page.asking.reason, "Buoi hop ghi muon")
    page.asking.yes.click()
    settle(qtbot, window.workplace.tasks)
    state = locking.state(desk, desk.period(2025, "q1"))
    assert [slip.because for slip in state.slips] == [None, "Buoi hop ghi muon"]
    assert not any(page.figures.shown(row).changed for row in range(page.figures.rowCount()))


def test_the_home_page_leads_to_a_quarter_that_can_be_locked(qtbot: QtBot, window: Any) -> None:
    desk = window.workplace.desk
    declare_empty(desk, desk.period(2025, "q3"))
    window.workplace.records_changed.emit(frozenset({"period_declaration"}))
    window.open(PageWanted(page="home"))
    settle(qtbot, window.workplace.tasks)
    said = language.term("due", "lock", period=language.say("period.q3", year="2025"))
    (line,) = [one for one in window.page.todo.buttons if one.accessibleName() == said]
    line.click()
    settle(qtbot, window.workplace.tasks)
    assert (window._name, window.workplace.period.name) == ("locking", "q3")


def test_a_section_that_is_missing_is_a_door_to_its_register(qtbot: QtBot, window: Any) -> None:
    page = opened(qtbot, window, "m12")
    assert not page.lock_action.isEnabled()
    qtbot.waitUntil(lambda: bool(page.doors))
    doors = list(page.doors)
    missing = locking.state(window.workplace.desk, window.workplace.period).sections
    assert [door.property("section") for door in doors] == [one.kind for one in missing if not one.settled]
    doors[0].click()
    assert window._name == doors[0].property("section")
