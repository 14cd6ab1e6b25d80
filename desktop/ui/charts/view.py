"""A chart in the window: the pointer is told what a bar is, a click opens its records."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.ui.charts import ink
from desktop.ui.charts.drawing import Area, draw, height
from desktop.ui.charts.plot import Plot

_FEWEST_LINES = 7


class ChartView(QWidget):
    """Draws a `Plot`; keys and screen readers use the table beside it.

    Signals:
        chosen: The number of the row and of the part that was clicked, `drawing.WHOLE` for all of it.
    """

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot: Plot | None = None
        self._areas: list[Area] = []
        self._marked = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_plot(self, plot: Plot) -> None:
        """Draw *plot* from now on."""
        self._plot, self._marked = plot, -1
        self.setAccessibleName(plot.title)
        self.setAccessibleDescription(plot.spoken())
        self.updateGeometry()
        self.update()

    def mark(self, row: int) -> None:
        """Mark the bar of *row*; -1 for none."""
        self._marked = row
        self.update()

    def sizeHint(self) -> QSize:
        """High enough for every bar."""
        if self._plot is None:
            return QSize(300, 200)
        drawn = ink.screen()
        return QSize(300, int(height(self._plot, drawn, QFontMetricsF(drawn.font()))) + 1)

    def minimumSizeHint(self) -> QSize:
        """Bars that lie are not squeezed: the area around scrolls."""
        least = _FEWEST_LINES * QFontMetricsF(ink.screen().font()).height()
        upright = self._plot is None or self._plot.upright
        return QSize(200, int(least) if upright else self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart."""
        if self._plot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._areas = draw(painter, QRectF(self.rect()), self._plot, ink.screen(), self._marked)
        painter.end()

    def area_at(self, place: QPointF) -> Area | None:
        """The part at *place*: what is drawn last lies on top."""
        return next((area for area in reversed(self._areas) if area.rect.contains(place)), None)

    @property
    def areas(self) -> list[Area]:
        """Where the parts lie, as they were painted last."""
        return self._areas

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the records of the part under the pointer."""
        area = self.area_at(event.position())
        if area is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(area.row, area.part)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where there is something to open."""
        over = self.area_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what the bar under the pointer is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._plot is not None:
            area = self.area_at(QPointF(event.pos()))
            if area is None:
                QToolTip.hideText()
            else:
                row = self._plot.rows[area.row]
                heads = zip(self._plot.heads[1:], row.cells[1:], strict=False)
                told = "\n".join([row.label, *(f"{head}: {cell}" for head, cell in heads)])
                QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)
