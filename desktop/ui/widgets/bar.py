"""Bars: how far a target is reached, and a row of months."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import style

_THICK = 9
_TICK = 17
_BAR_WIDTH = 0.58  # share of a month's width


class TargetBar(QWidget):
    """A bar with a dark tick where the target stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._target, self._scale, self._fill = 0.0, 0.0, 1.0, "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)

    def sizeHint(self) -> QSize:
        """High enough for the tick."""
        return QSize(150, _TICK + 3)

    def show_target(self, value: float, target: float, scale: float, fill: str = "accent") -> None:
        """Show *value* and the *target* on a bar that ends at *scale*; *fill* names a colour of the style."""
        self._value, self._target, self._scale, self._fill = value, target, max(scale, 1e-9), fill
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track, bar and tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, width = self.height() / 2, float(self.width() - 2)
        painter.setBrush(style.colour("track"))
        painter.drawRoundedRect(QRectF(0, middle - _THICK / 2, width, _THICK), _THICK / 2, _THICK / 2)
        reached = width * min(max(self._value / self._scale, 0.0), 1.0)
        if reached > 0:
            painter.setBrush(style.colour(self._fill))
            painter.drawRoundedRect(QRectF(0, middle - _THICK / 2, max(reached, _THICK), _THICK), 4.5, 4.5)
        if self._target > 0:
            at = width * min(self._target / self._scale, 1.0)
            painter.setBrush(style.colour("ink"))
            painter.drawRect(QRectF(at - 1, middle - _TICK / 2, 2, _TICK))
        painter.end()


class MonthBars(QWidget):
    """One bar a month with its number above and the month below; the last one is still running."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[tuple[str, int], ...] = ()
        self._none = ""
        self.setMinimumHeight(96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_months(self, months: Sequence[tuple[str, int]], name: str, none: str = "") -> None:
        """Show *months* as (label, count), oldest first.

        *name* says to a screen reader what they count; *none* stands there while all of them are empty.
        """
        self._months = tuple(months)
        self._none = none
        figures = ", ".join(f"{month}: {count}" for month, count in months)
        self.setAccessibleName(name)
        self.setAccessibleDescription(figures)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        if not self._months:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(style.font(style.SMALL_POINTS - 0.75))
        line = float(painter.fontMetrics().height())
        largest = max(1, *(count for _, count in self._months))
        room, each = self.height() - 2 * line - 6, self.width() / len(self._months)
        for index, (month, count) in enumerate(self._months):
            high = room * count / largest
            left, top = index * each, line + 2 + room - high
            bar = QRectF(left + each * (1 - _BAR_WIDTH) / 2, top, each * _BAR_WIDTH, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent"))
            painter.setOpacity(0.45 if index == len(self._months) - 1 else 1.0)
            painter.drawRoundedRect(bar, 2, 2)
            painter.setOpacity(1.0)
            painter.setPen(style.colour("ink"))
            centre = Qt.AlignmentFlag.AlignCenter
            if count:
                painter.drawText(QRectF(left, top - line - 1, each, line), centre, str(count))
            painter.setPen(style.colour("secondary"))
            painter.drawText(QRectF(left, self.height() - line, each, line), centre, month)
        if not any(count for _, count in self._months):
            painter.setFont(style.font(style.SMALL_POINTS))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(0, 0, self.width(), self.height() - line), words, self._none)
        painter.setPen(style.colour("line"))
        base = self.height() - line - 3
        painter.drawLine(0, int(base), self.width(), int(base))
        painter.end()
