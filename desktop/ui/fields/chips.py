"""The choices made, one chip each, with the line to type in behind the last one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from desktop.ui import style
from desktop.ui.widgets.elided import ElidedLabel

_ROOM_TO_TYPE = 10  # characters
_REMOVE = "×"


class Chip(QFrame):
    """One choice and the sign that takes it back."""

    def __init__(self, code: str, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        self.setProperty("kind", "chip")
        self._label = ElidedLabel(self)
        self._label.set_text(word)
        self.remove = QPushButton(_REMOVE, self)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.setProperty("chip", code)
        self.remove.setAccessibleName(f"{_REMOVE} {word}")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * style.STEP, 1, 2, 1)
        row.setSpacing(style.STEP)
        row.addWidget(self._label, 1)
        row.addWidget(self.remove)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        words = self.fontMetrics().horizontalAdvance(self._label.text())
        return QSize(words + self.remove.sizeHint().width() + 5 * style.STEP, super().sizeHint().height())


class ChipBox(QFrame):
    """Chips and a line, broken into as many rows as they need; ``removed`` carries the code of a chip."""

    removed = Signal(str)

    def __init__(self, line: QLineEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chips")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.line = line
        line.setParent(self)
        self._chips: list[Chip] = []
        self._lay_out()

    def show_chips(self, chosen: Sequence[tuple[str, str]]) -> None:
        """Show a chip for each (code, word)."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(code, word, self) for code, word in chosen]
        for chip in self._chips:
            chip.remove.clicked.connect(self._on_remove)
            chip.remove.setVisible(self.isEnabled())
            chip.show()
        self._lay_out()

    def _on_remove(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.removed.emit(str(sender.property("chip")))

    def _lay_out(self) -> None:
        edge = style.STEP
        room = max(self.width() - 2 * edge, 1)
        high = self.line.sizeHint().height()
        x, y = edge, 1
        for chip in self._chips:
            width = min(chip.sizeHint().width(), room)
            if x > edge and x + width > room + edge:
                x, y = edge, y + high
            tall = chip.sizeHint().height()
            chip.setGeometry(x, y + (high - tall) // 2, width, tall)
            x += width + edge
        wanted = self.fontMetrics().averageCharWidth() * _ROOM_TO_TYPE
        if x > edge and x + wanted > room + edge and self.isEnabled():
            x, y = edge, y + high
        self.line.setGeometry(QRect(x, y, max(room + edge - x, 1), high))
        self.setFixedHeight(y + high + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """What cannot be changed offers nothing to take back."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.FontChange):
            for chip in self._chips:
                chip.remove.setVisible(self.isEnabled())
            self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere in the box is one in the line."""
        super().mousePressEvent(event)
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        inside = self.line.mapFrom(self, QPoint(int(event.position().x()), int(event.position().y())))
        self.line.setCursorPosition(self.line.cursorPositionAt(inside))
