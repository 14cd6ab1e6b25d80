"""The commune's first page: what is due opens what deals with it, and nothing to do is a state of its own."""

import datetime
from typing import Any

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.models.period import Period
from desktop.services import activities, declaring, drafts, due
from desktop.ui import language
from desktop.ui.home import sentences
from desktop.ui.home.page import HomePage
from tests.records import draft
from tests.ui.conftest import NOW, settle

TODAY = NOW.date()


def home(qtbot: QtBot, workplace: Any) -> HomePage:
    page = HomePage(workplace)
    qtbot.addWidget(page)
    page.resize(1120, 690)
    page.show()
    settle(qtbot, workplace.tasks)
    return page


def save(desk: Any, kind: str, **values: Any) -> str:
    return activities.save(desk, draft(kind, **{"reason": "Số liệu để thử", **values})).id


def wanted(page: HomePage, qtbot: QtBot, word: str) -> Any:
    """What the line that says *word* opens."""
    asked: list[Any] = []
    page.workplace.page_wanted.connect(asked.append)
    (button,) = [one for one in page.todo.buttons if word in one.accessibleName() and one.property("line")]
    assert isinstance(button, QAbstractButton)
    button.click()
    page.workplace.page_wanted.disconnect(asked.append)
    return asked.pop()


def test_what_is_due_opens_the_form_that_deals_with_it(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    case = save(empty_desk, "support_case", follow_up_on=datetime.date(2025, 11, 24))
    place = save(
        empty_desk, "establishment", trade_name="Nhà nghỉ Hoa Ban", commitment_on=datetime.date(2025, 1, 2)
    )
    page = home(qtbot, make_workplace(empty_desk))
    call = wanted(page, qtbot, "hẹn liên hệ lại")
    assert (call.kind, call.record) == ("support_case", case)
    visit = wanted(page, qtbot, "chưa kiểm tra")
    assert (visit.kind, visit.record, dict(visit.values)) == ("inspection", None, {"establishment": place})
    assert dict(wanted(page, qtbot, "số liệu nền").values) == {"year": 2025}


def test_an_inspection_begins_with_the_establishment_filled_in(qtbot: QtBot, window: Any, desk: Any) -> None:
    place = activities.page(desk, "establishment").entries[0]
    window.workplace.open_record("inspection", values={"establishment": place.id})
    settle(qtbot, window.workplace.tasks)
    assert window.page.form.values()["establishment"] == place.id
    window._drop_form()


def test_many_of_one_sort_open_the_list_narrowed(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    for number in range(6):
        save(empty_desk, "establishment", trade_name=f"Nhà nghỉ số {number}")
    page = home(qtbot, make_workplace(empty_desk))
    asked = wanted(page, qtbot, "6 cơ sở chưa ký cam kết")
    assert asked.page == "establishment"
    assert {condition.field for condition in asked.conditions} == {"closed_on", "commitment_on"}


def test_nothing_happened_is_one_click_and_taken_back_with_another(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    save(empty_desk, "propaganda_session", held_on=datetime.date(2025, 7, 20))
    third = Period.named(2025, "q3")
    for section in ("media_item", "inspection", "tip_off", "violation_tally", "support_case"):
        declaring.nothing_happened(empty_desk, section, third)
    workplace = make_workplace(empty_desk)
    page = home(qtbot, workplace)
    (quick,) = [
        one for one in page.todo.buttons if one.accessibleName().startswith("Không phát sinh: Tập huấn")
    ]
    assert isinstance(quick, QAbstractButton)
    quick.click()
    settle(qtbot, workplace.tasks)
    assert "Tập huấn" in workplace.messages.text
    assert not any("Quý III" in words and "chưa có số liệu" in words for words in page.todo.words)
    workplace.messages.act()
    settle(qtbot, workplace.tasks)
    assert any("Tập huấn · Quý III" in words for words in page.todo.words)


def test_a_section_of_the_period_is_declared_from_its_card(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    save(empty_desk, "training", started_on=datetime.date(2025, 10, 2))
    workplace = make_workplace(empty_desk)
    workplace.choose_period(Period.named(2025, "q4"))
    page = home(qtbot, workplace)
    lines = page.handed.lines
    assert (lines["training"].sign.text(), lines["tip_off"].sign.text()) == ("✓", "→")
    assert not lines["training"].nothing.isVisible()
    lines["tip_off"].nothing.click()
    settle(qtbot, workplace.tasks)
    assert (lines["tip_off"].sign.text(), lines["tip_off"].figure.text()) == ("–", "không phát sinh")


def test_a_period_that_has_only_begun_is_not_declared(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    workplace = make_workplace(empty_desk)
    workplace.choose_period(Period.named(2026, "q1"))
    page = home(qtbot, workplace)
    assert not any(line.nothing.isVisible() for line in page.handed.lines.values())


def test_nothing_to_do_is_a_state_of_its_own(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    workplace = make_workplace(empty_desk)
    page = home(qtbot, workplace)
    page.todo.show_todos([])
    assert page.todo.done.isVisible()
    assert not page.todo.area.isVisible()


def test_urgency_is_said_in_words(qtbot: QtBot, empty_desk: Any) -> None:
    save(empty_desk, "support_case", follow_up_on=datetime.date(2025, 11, 18))
    save(empty_desk, "support_case", follow_up_on=TODAY)
    save(empty_desk, "support_case", follow_up_on=datetime.date(2025, 11, 24))
    said = [sentences.due_todo(one, TODAY).when for one in due.of(empty_desk) if one.what == "follow_up"]
    assert said == ["quá hạn 3 ngày", "hôm nay", "còn 3 ngày"]


def test_what_was_begun_in_an_empty_register_for_practice_is_listed(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    drafts.keep(empty_desk, draft("tip_off"))
    page = home(qtbot, make_workplace(empty_desk))
    begun, sample = page.todo.words
    assert sample == language.say("home.sample")
    assert language.kind_title("tip_off").lower() in begun.lower()


def test_an_empty_register_for_practice_fills_itself_when_asked(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    workplace = make_workplace(empty_desk)
    page = home(qtbot, workplace)
    assert page.todo.words == [language.say("home.sample")]
    button = page.todo.buttons[0]
    assert isinstance(button, QAbstractButton)
    button.click()
    settle(qtbot, workplace.tasks)
    assert language.say("home.sample") not in page.todo.words
    assert page.handed.lines["propaganda_session"].sign.text() == "✓"


def test_the_list_of_many_shows_just_those(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    places = [save(empty_desk, "establishment", trade_name=f"Nhà nghỉ số {number}") for number in range(7)]
    save(empty_desk, "inspection", establishment=places[0], inspected_on=datetime.date(2025, 3, 4))
    window = make_window(empty_desk)
    (button,) = [
        one for one in window.page.todo.buttons if "6 cơ sở chưa được kiểm tra" in one.accessibleName()
    ]
    button.click()
    settle(qtbot, window.workplace.tasks)
    assert window.page.kind.name == "establishment"
    assert window.page.model.rowCount() == 6
    assert any(
        "Chưa được kiểm tra" in chip.accessibleName() + chip.words.text()
        for chip in window.page.looking.bar.chips
    )


def test_each_figure_on_the_home_page_leads_to_its_explanation(qtbot: QtBot, window: Any) -> None:
    targets = window.page.targets
    line = next(one for one in targets.lines if one.indicator.target_id == "LC9")
    line.count.click()
    settle(qtbot, window.workplace.tasks)
    assert window._name == "indicators"
    assert window.page.panel._shown.indicator.target_id == "LC9"
