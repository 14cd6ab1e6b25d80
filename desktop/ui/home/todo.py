"""The card of things to do: each line is a door to where it is done."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.due import Due
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.text_button import TextButton
from desktop.ui.widgets.wrapped import WrappedLabel
from desktop.ui.workplace import PageWanted

URGENT, SOON, PLAIN = "error", "warning", "info"
_SIGNS = {URGENT: "!", SOON: "!", PLAIN: "→"}


@dataclasses.dataclass(frozen=True)
class Todo:
    """One thing to do.

    Attributes:
        text: What, in words.
        urgency: ``error``, ``warning`` or ``info``; shown as sign and tint.
        when: The day or the words at the right; may be empty.
        wanted: The page or form that helps; None when the line does something by itself.
        due: What it stands for, when a service said it is due.
        quick: Words of a button that does it at once; may be empty.
    """

    text: str
    urgency: str = PLAIN
    when: str = ""
    wanted: PageWanted | None = None
    due: Due | None = None
    quick: str = ""


class TodoLine(QWidget):
    """Sign, words and day; the words are a button.

    Signals:
        chosen: The `Todo`, to open it.
        quick_chosen: The `Todo`, to do it at once.
    """

    chosen = Signal(object)
    quick_chosen = Signal(object)

    def __init__(self, todo: Todo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.todo = todo
        sign = label(_SIGNS[todo.urgency], "", self)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setProperty("sign", todo.urgency)
        side = self.fontMetrics().height() + style.STEP
        sign.setFixedSize(side, side)
        words = self.button = TextButton(self)
        words.setProperty("line", True)
        words.setCursor(Qt.CursorShape.PointingHandCursor)
        words.setAccessibleName(f"{todo.text}, {todo.when}" if todo.when else todo.text)
        words.clicked.connect(self._on_clicked)
        inside = WrappedLabel(todo.text, words)
        inside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(words)
        box.setContentsMargins(6, 3, 6, 3)
        box.addWidget(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.STEP)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        self.buttons: list[QWidget] = [words]
        if todo.quick:
            quick = Button(todo.quick, self)
            quick.setProperty("flat", True)
            quick.setAccessibleName(f"{todo.quick}: {todo.text}")
            quick.clicked.connect(self._on_quick)
            row.addWidget(quick, 0, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(quick)
        if todo.when:
            when = label(todo.when, "", self)
            when.setProperty("pill", todo.urgency)
            row.addWidget(when, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.todo)

    def _on_quick(self) -> None:
        self.quick_chosen.emit(self.todo)


class AllDone(QWidget):
    """What stands there when nothing is due: a tick and two sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sign = label("✓", "", self)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setProperty("sign", "ok")
        sign.setFont(style.font(style.TITLE_POINTS, bold=True))
        side = sign.fontMetrics().height() + 3 * style.STEP
        sign.setFixedSize(side, side)
        self._title, self._text = label("", "section", self), label("", "secondary", self, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(style.STEP)
        column.addStretch(1)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addStretch(2)

    def show_words(self) -> None:
        """Say it."""
        self._title.setText(language.say("home.all_done"))
        self._text.setText(language.say("home.nothing_to_do"))


class TodoCard(Card):
    """What must be done, the most urgent first.

    Signals:
        chosen: The `Todo` to open.
        quick_chosen: The `Todo` to do at once.
    """

    chosen = Signal(object)
    quick_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count = label("", "section", self), label("", "secondary", self)
        self.done = AllDone(self)
        body = QWidget(self)
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(0, 0, 4, 0)
        self._lines.setSpacing(2)
        self._lines.addStretch(1)
        self.buttons: list[QWidget] = []
        self._shown: list[TodoLine] = []
        self.area = scrolled(body, self)
        head = QHBoxLayout()
        self.column.addLayout(head)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self.column.addWidget(self.done, 1)
        self.column.addWidget(self.area, 1)
        self.done.hide()

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """Show *todos*."""
        self._title.setText(language.say("home.todo"))
        count = sum(todo.due.count if todo.due else 1 for todo in todos)
        self._count.setText(language.say("home.todo_count", count=count) if todos else "")
        self.done.show_words()
        self.done.setVisible(not todos)
        self.area.setVisible(bool(todos))
        for old in self._shown:
            end(self._lines, old)
        self.buttons = []
        self._shown = []
        for place, todo in enumerate(todos):
            line = TodoLine(todo, self)
            self.buttons += line.buttons
            line.chosen.connect(self.chosen)
            line.quick_chosen.connect(self.quick_chosen)
            self._lines.insertWidget(place, line)
            self._shown.append(line)

    @property
    def words(self) -> list[str]:
        """What each line says, in order."""
        return [line.todo.text for line in self._shown]
