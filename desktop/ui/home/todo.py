"""The card of things to do: each line is a door to where it is done."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.text_button import TextButton

URGENT, SOON, PLAIN = "error", "warning", "info"
_SIGNS = {URGENT: "!", SOON: "!", PLAIN: "→"}


@dataclasses.dataclass(frozen=True)
class Todo:
    """One thing to do.

    Attributes:
        text: What, in words.
        urgency: ``error``, ``warning`` or ``info``; shown as sign and tint.
        when: The day or the words at the right; may be empty.
        page: The page that helps, or the record kind of the form.
        record: Id of the record to open.
        new: Whether a new record of kind *page* is wanted.
    """

    text: str
    urgency: str = PLAIN
    when: str = ""
    page: str = ""
    record: str | None = None
    new: bool = False


class TodoLine(QWidget):
    """Sign, words and day; the words are a button."""

    chosen = Signal(object)

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
        words.setAccessibleName(todo.text)
        words.clicked.connect(self._on_clicked)
        inside = label(todo.text, "", words, wrap=True)
        inside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(words)
        box.setContentsMargins(6, 3, 6, 3)
        box.addWidget(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.STEP)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        if todo.when:
            when = label(todo.when, "", self)
            when.setProperty("pill", todo.urgency)
            row.addWidget(when, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.todo)


class TodoCard(Card):
    """What must be done, the most urgent first; ``chosen`` carries the `Todo`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count = label("", "section", self), label("", "secondary", self)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self._none = label("", "secondary", self, wrap=True)
        body = QWidget(self)
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(0, 0, 4, 0)
        self._lines.setSpacing(2)
        self._lines.addStretch(1)
        self.buttons: list[QWidget] = []
        self.column.addLayout(head)
        self.column.addWidget(self._none)
        self.column.addWidget(scrolled(body, self), 1)

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """Show *todos*."""
        self._title.setText(language.say("home.todo"))
        self._count.setText(language.say("home.todo_count", count=len(todos)) if todos else "")
        self._none.setText(language.say("home.nothing_to_do"))
        self._none.setVisible(not todos)
        while self._lines.count() > 1:
            item = self._lines.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        for place, todo in enumerate(todos):
            line = TodoLine(todo, self)
            self.buttons.append(line.button)
            line.chosen.connect(self.chosen)
            self._lines.insertWidget(place, line)
