"""A receiving unit asks about the record it looks at; a commune is not offered it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import activities, exchange
from desktop.ui import language
from desktop.ui.record.page import RecordPage
from tests.ui.conftest import settle
from tests.ui.desks import commune, nameless


def opened(qtbot: QtBot, workplace: Any, kind: str, record: str) -> RecordPage:
    page = RecordPage(workplace, kind, record, {})
    qtbot.addWidget(page)
    page.resize(1120, 690)
    page.show()
    settle(qtbot, workplace.tasks)
    return page


def test_a_record_that_was_received_is_asked_about(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    exchange.receive(receiving_desk, commune(receiving_desk, tmp_path, "03388@2025").packages)
    record = activities.page(receiving_desk, "inspection").entries[0].id
    page = opened(qtbot, make_workplace(receiving_desk), "inspection", record)
    assert page.more.asking.action in page.header_actions()
    page.more.asking.action.trigger()
    strip = page.more.asking.strip
    assert nameless(page) == []
    page.cancel()
    assert not strip.isVisible()
    page.more.asking.action.trigger()
    strip.reason.setText("Ông Nguyễn Văn An có mặt không?")
    qtbot.keyClick(strip.reason, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert page.workplace.messages.text.endswith(language.term("errors", "question_names_somebody"))
    page.more.asking.action.trigger()
    strip.reason.setText("Cơ sở này còn hoạt động không?")
    qtbot.mouseClick(strip.yes, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    (question,) = exchange.questions(receiving_desk)
    assert (question.record, question.field) == (record, "")


def test_nobody_is_asked_at_a_commune(qtbot: QtBot, desk: Any, make_workplace: Any) -> None:
    record = activities.page(desk, "inspection").entries[0].id
    page = opened(qtbot, make_workplace(desk), "inspection", record)
    assert page.more.asking.action not in page.header_actions()
    assert not page.more.asking.action.isEnabled()
