"""The period is chosen once for the whole program: a year, a part of one, or from the plan's first day to date."""

from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.period import Period
from desktop.services import plans
from desktop.ui import language
from desktop.ui.frame.period_chooser import PeriodPopup
from tests.ui.conftest import settle
from tests.ui.desks import commune, shown


def popup(qtbot: QtBot, window: Any) -> PeriodPopup:
    window.period.open()
    found = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PeriodPopup) and one.isVisible()
    ]
    return found[-1]


def choose(qtbot: QtBot, window: Any, name: str) -> None:
    opened = popup(qtbot, window)
    button = opened.findChild(QPushButton, f"period_{name}")
    assert button is not None
    assert button.isEnabled()
    button.click()
    settle(qtbot, window.workplace.tasks)


def test_figures_are_shown_from_the_first_day_of_the_plan(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    from desktop.services.sample import sample

    sample(desk, year=2024, records=60, seed=2)
    window = make_window(desk)
    window.workplace.open_page("indicators")
    settle(qtbot, window.workplace.tasks)
    page = window.header._page
    year = {one.target_id: one for one in page.model.items}
    told = window.workplace.messages.text
    choose(qtbot, window, "plan")
    assert window.workplace.period == plans.to_date(desk, 2025)
    assert "15/12/2020 – 14/12/2025" in window.period.text()
    found = {one.target_id: one for one in page.model.items}
    assert found["LC3"].numerator > year["LC3"].numerator
    assert found["LC10"].numerator == year["LC10"].numerator
    assert found["LC9"].reason == "judged_by_year"
    for name in (
        "home",
        "locking",
        "charts",
        "summary",
        "calendar",
        "propaganda_session",
        "annual_plan",
        "exchange",
    ):
        window.workplace.open_page(name)
        settle(qtbot, window.workplace.tasks)
        assert window.workplace.messages.text == told, name


def test_a_plan_to_date_is_not_locked_by_itself_and_says_so(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    window.workplace.open_page("locking")
    choose(qtbot, window, "plan")
    page = window.header._page
    assert language.say("locking.about_derived") in page._about.text()
    assert not page.lock_action.isEnabled()
    choose(qtbot, window, "year")
    assert language.say("locking.about_derived") not in page._about.text()


def test_a_year_without_the_plan_has_nothing_to_date(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    window = make_window(desk)
    choose(qtbot, window, "plan")
    opened = popup(qtbot, window)
    opened._on_forward()
    assert window.workplace.period == Period.named(2026, "year")
    button = opened.findChild(QPushButton, "period_plan")
    assert button is not None
    assert not button.isEnabled()
    assert button.toolTip() == language.say("period.plan_not_then")
    opened._on_back()
    opened.close()
    assert window.workplace.period == Period.named(2025, "year")


def test_another_plan_begins_on_another_day(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    from desktop.services.plans import keeping

    keeping.choose(desk, ["lai-chau-2021-2025", "nghi-quyet-49-2023-2025"])
    window = make_window(desk)
    choose(qtbot, window, "plan")
    window.workplace.choose_plan("nghi-quyet-49-2023-2025")
    settle(qtbot, window.workplace.tasks)
    assert window.workplace.period.start.isoformat() == "2023-12-08"
    window.workplace.choose_plan(None)
    assert window.workplace.period.start.isoformat() == "2020-12-15"


def test_the_roll_up_of_a_plan_to_date_has_one_basis(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Any
) -> None:
    from desktop.services import exchange
    from desktop.ui.rollup import page as rollup_page
    from tests.ui.conftest import COMMUNE_UNIT

    exchange.receive(receiving_desk, commune(receiving_desk, tmp_path, COMMUNE_UNIT).packages)
    workplace = make_workplace(receiving_desk)
    page = shown(qtbot, workplace, rollup_page.make)
    page.tools.basis.choose("locked")
    settle(qtbot, workplace.tasks)
    workplace.choose_period(plans.to_date(receiving_desk, 2025))
    page.refresh()
    settle(qtbot, workplace.tasks)
    assert page._loaded.rolled.basis == "now"
    assert page.tools.basis.isHidden()
    assert page.choose(receiving_desk.settings.unit, "LC2")
    settle(qtbot, workplace.tasks)
    assert page.entering.panel.isHidden()


def test_the_period_looked_at_last_comes_back_within_the_year_and_not_after_it(
    desk: Any, make_window: Any
) -> None:
    first = make_window(desk)
    first.workplace.choose_period(desk.period(2025, "q2"))
    again = make_window(desk)
    assert again.workplace.period == desk.period(2025, "q2")
    assert language.say("period.q2", year="2025") in again.period.text()
    QSettings().setValue("looked_at/03388-2025/period", "2024 2025 q2")
    assert make_window(desk).workplace.period.name == "year"
    QSettings().setValue("looked_at/03388-2025/period", "2025 2025 q9")
    assert make_window(desk).workplace.period == desk.period(2025)
