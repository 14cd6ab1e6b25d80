"""The line that says what the signs and grounds of the heat map mean."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import language, style
from desktop.ui.rollup import heat
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken

_ENTRIES = (
    ("met", "met", 0),
    ("on_course", "on_course", 0),
    ("near", "not_met", heat.NEAR),
    ("middle", "not_met", heat.MIDDLE),
    ("far", "not_met", heat.FAR),
    ("nothing", "nothing_happened", 0),
    ("no_data", "no_data", 0),
    ("absent", "not_reported", 0),
)


class _Entry(QWidget):
    """One swatch with its sign, and its word."""

    def __init__(self, name: str, status: str, far: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._status, self._far = name, status, far
        self.setFont(style.font(style.SMALL_POINTS))

    @property
    def words(self) -> str:
        """What the swatch means."""
        return language.say(f"rollup.legend.{self._name}")

    def sizeHint(self) -> QSize:
        """Swatch and word beside each other."""
        metrics = self.fontMetrics()
        high = metrics.height() + 2
        return QSize(_swatch(high) + 2 * style.STEP + metrics.horizontalAdvance(self.words), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the swatch as a cell is painted."""
        painter = QPainter(self)
        painter.setFont(self.font())
        high = self.height()
        swatch = QRect(0, 0, _swatch(high), high - 1)
        ink = heat.paint_ground(painter, swatch, self._status, self._far)
        painter.setPen(ink)
        painter.drawText(swatch, Qt.AlignmentFlag.AlignCenter, style.look(self._status).sign)
        painter.setPen(style.colour("line"))
        painter.drawRect(swatch.adjusted(0, 0, -1, -1))
        painter.setPen(style.colour("secondary"))
        room = self.rect().adjusted(_swatch(high) + style.STEP, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)
        painter.end()


def _swatch(high: int) -> int:
    return 3 * high // 2


class Legend(Spoken, Flow):
    """All swatches in a line, or two where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = [_Entry(name, status, far, self) for name, status, far in _ENTRIES]
        for entry in self._entries:
            self.put(entry)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for entry in self._entries:
                entry.setFont(style.font(style.SMALL_POINTS))
                entry.updateGeometry()

    def _retranslate(self) -> None:
        signs = {name: style.look(status).sign for name, status, _ in _ENTRIES}
        self.setAccessibleName(
            "; ".join(f"{sign} {language.say(f'rollup.legend.{name}')}" for name, sign in signs.items())
        )
        for entry in self._entries:
            entry.setToolTip(entry.words)
            entry.updateGeometry()
            entry.update()
