"""A label that gives way: what does not fit ends in dots, and the whole stands in the tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_SHORTEST = 8  # characters that always show


class ElidedLabel(QLabel):
    """One line of text as wide as there is room for."""

    def __init__(self, parent: QWidget | None = None, kind: str = "") -> None:
        super().__init__(parent)
        if kind:
            self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Show *text*."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(self.fontMetrics().averageCharWidth() * _SHORTEST, self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """A line, and room for the marks above capitals."""
        return super().sizeHint() + QSize(0, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        fitting = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), fitting)
        painter.end()
