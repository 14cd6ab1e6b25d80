"""What is handed down: chosen at the receiving desk, shown with its changes at the commune, taken with Enter."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.services import exchange, handing, plans
from desktop.services.plans import keeping
from desktop.ui.exchange.page import make as make_exchange
from desktop.ui.handing.page import make as make_handing
from sync.handed import Handed
from tests.services.test_handing import _hand
from tests.ui.conftest import settle
from tests.ui.desks import joined_commune, nameless, shown, speaks_both, words_on


@pytest.fixture
def plan(receiving_desk: Any) -> str:
    """A plan of the receiving unit's own."""
    values = {**plans.values_of(plans.load("lai-chau-2021-2025")), "number": "Kế hoạch 9/KH-UBND"}
    return keeping.add(receiving_desk, values).id


@pytest.fixture
def joined(receiving_desk: Any, plan: str, tmp_path: Path) -> Iterator[Any]:
    """A commune whose latest receipt hands the plan down."""
    desk = joined_commune(receiving_desk, tmp_path, "03388@2025", records=20)
    (tmp_path / "stick").mkdir()
    exchange.export(desk, tmp_path / "stick")
    exchange.receive(receiving_desk, [tmp_path / "stick"])
    handing.give(receiving_desk, "plan", plan)
    exchange.read_receipts(desk, [exchange.write_receipts(receiving_desk, tmp_path / "stick")[0].path])
    yield desk
    desk.close()


def test_enter_hands_down_and_stops(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, plan: str
) -> None:
    workplace = make_workplace(receiving_desk)
    page = shown(qtbot, workplace, make_handing)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    named = [one.name for one in page.model.items]
    page.table.setCurrentIndex(page.model.index(named.index(plan), 0))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, workplace.tasks)
    assert page.current().name == plan and page.current().on == "2025-11-21"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, workplace.tasks)
    assert page.current().name == plan and not page.current().on
    assert nameless(page) == []
    speaks_both(page)


def test_enter_takes_what_shows_and_nothing_else_did(
    qtbot: QtBot, joined: Any, make_workplace: Any, plan: str
) -> None:
    workplace = make_workplace(joined)
    page = shown(qtbot, workplace, make_exchange)
    card = page.handed.card
    assert card.isVisible() and card.offer.state == "new"
    assert any("1 nội dung chờ nhận" in one for one in words_on(page))
    assert plan not in joined.plans.ids
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    settle(qtbot, workplace.tasks)
    assert plan in joined.plans.ids and joined.settings.plans[-1] == plan
    assert not card.isVisible()
    assert nameless(page) == []
    speaks_both(page)


def test_what_was_left_and_what_cannot_be_read_stay_in_sight(
    qtbot: QtBot, joined: Any, make_workplace: Any, plan: str
) -> None:
    workplace = make_workplace(joined)
    page = shown(qtbot, workplace, make_exchange)
    card = page.handed.card
    page.handed.decline()
    settle(qtbot, workplace.tasks)
    assert card.isVisible() and card.offer.state == "declined"
    _hand(
        joined,
        Handed("plan", "ke-hoach", "Kế hoạch 12", "2025-12-01", '{"versions":[\n{"applies_from":"x"}]}'),
    )
    page.refresh()
    settle(qtbot, workplace.tasks)
    assert card.offer.state == "bad" and "dòng 2" in card.details.text()
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    settle(qtbot, workplace.tasks)
    assert "ke-hoach" not in joined.plans.ids
