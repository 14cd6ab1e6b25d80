"""Driving a form as a person drives it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.record.page import RecordPage
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import settle


def focus() -> QWidget:
    """The widget that has the keys."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def open_form(
    qtbot: QtBot, window: Any, kind: str, record: str | None = None, values: dict[str, object] | None = None
) -> RecordPage:
    """The form of *record*, or a new one, loaded."""
    window.open(PageWanted(kind=kind, record=record, values=values or {}))
    window.activateWindow()
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, RecordPage)
    return window.page


def write(qtbot: QtBot, text: str) -> None:
    """Type *text* into the field in focus; letters with marks come from an input method, as they do."""
    for letter in text:
        if letter.isascii():
            qtbot.keyClicks(focus(), letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(focus(), event)


def type_line(qtbot: QtBot, *lines: str) -> None:
    """Type each line into the field in focus, and Enter."""
    for line in lines:
        if line:
            write(qtbot, line)
        qtbot.keyClick(focus(), Qt.Key.Key_Return)
