"""What flows goes on in the next line, and the widget around it is as high as its lines."""

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow

_WIDE, _SPACING = 120, 8


class Stand:
    """A flow of four buttons of one width above a line of text."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        self.flow = Flow(self.window, spacing=_SPACING)
        column.addWidget(self.flow)
        column.addWidget(QLabel("below", self.window), 1)
        self.buttons = [Button(str(number), self.flow) for number in range(4)]
        for button in self.buttons:
            button.setFixedSize(_WIDE, 30)
            self.flow.put(button)
        self.window.resize(2 * _WIDE + _SPACING, 300)
        self.window.show()

    def places(self, buttons: Sequence[QWidget] | None = None) -> list[tuple[int, int]]:
        return [(one.x(), one.y()) for one in (self.buttons if buttons is None else buttons)]


LEFT, RIGHT, SECOND = 0, _WIDE + _SPACING, 30 + _SPACING


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot)


def test_what_has_no_room_goes_on_in_the_next_line(qtbot: QtBot, stand: Stand) -> None:
    two_by_two = [(LEFT, 0), (RIGHT, 0), (LEFT, SECOND), (RIGHT, SECOND)]
    qtbot.waitUntil(lambda: stand.places() == two_by_two and stand.flow.height() == SECOND + 30)


def test_another_width_is_another_height(qtbot: QtBot, stand: Stand) -> None:
    stand.window.resize(4 * (_WIDE + _SPACING), 300)
    qtbot.waitUntil(lambda: stand.flow.height() == 30 and {y for _, y in stand.places()} == {0})
    stand.window.resize(_WIDE, 300)
    qtbot.waitUntil(lambda: stand.flow.height() == 3 * SECOND + 30)


def test_what_is_hidden_takes_no_room(qtbot: QtBot, stand: Stand) -> None:
    stand.buttons[0].hide()
    shown = stand.buttons[1:]
    qtbot.waitUntil(lambda: stand.places(shown) == [(LEFT, 0), (RIGHT, 0), (LEFT, SECOND)])
    stand.buttons[1].hide()
    qtbot.waitUntil(lambda: stand.flow.height() == 30)
    for button in stand.buttons:
        button.show()
    qtbot.waitUntil(lambda: stand.flow.height() == SECOND + 30)


def test_what_is_taken_out_and_put_in_finds_its_place(qtbot: QtBot, stand: Stand) -> None:
    first = stand.buttons[0]
    stand.flow.take_out(first)
    first.hide()
    first.deleteLater()
    other = Button("other", stand.flow)
    other.setFixedSize(_WIDE, 30)
    stand.flow.put(other)
    other.show()
    shown = [*stand.buttons[1:], other]
    expected = [(LEFT, 0), (RIGHT, 0), (LEFT, SECOND), (RIGHT, SECOND)]
    qtbot.waitUntil(lambda: stand.places(shown) == expected)


def test_what_changed_while_nobody_saw_it_is_right_when_it_shows(qtbot: QtBot, stand: Stand) -> None:
    stand.window.hide()
    for button in stand.buttons[1:]:
        button.hide()
    stand.window.show()
    qtbot.waitUntil(lambda: stand.flow.height() == 30)
