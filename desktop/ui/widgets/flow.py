"""A widget that puts what it holds beside each other, and goes on in the next line where one is full."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import style


class Flow(QWidget):
    """Its widgets stand as words in a line; what is hidden takes no room.

    No layout: Qt would hand one written in Python its items, which PySide6 keeps beyond their end.

    Args:
        parent: What it stands in.
        spacing: Pixels between two widgets, and between two lines.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 2 * style.STEP) -> None:
        super().__init__(parent)
        self.spacing = spacing
        self._widgets: list[QWidget] = []
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, widget: QWidget) -> None:
        """Put *widget* at the end."""
        if widget.parentWidget() is not self:
            widget.setParent(self)
        self._widgets.append(widget)
        self._changed()

    def take_out(self, widget: QWidget) -> None:
        """Take *widget* out of the line; it stays a child, for whoever removes it to hide or end."""
        self._widgets.remove(widget)
        self._changed()

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are at *width*."""
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def minimumSizeHint(self) -> QSize:
        """The widest and the highest widget."""
        size = QSize(0, 0)
        for widget in self._shown():
            size = size.expandedTo(widget.minimumSizeHint()).expandedTo(widget.minimumSize())
        return size

    def sizeHint(self) -> QSize:
        """The widest widget; the rest is height for width."""
        width = self.minimumSizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def event(self, event: QEvent) -> bool:
        """Arrange anew when a widget comes, goes or wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Nobody says what has changed while it was hidden."""
        super().showEvent(event)
        self._changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer widgets have room in a line."""
        super().resizeEvent(event)
        self._arrange()

    def _changed(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _arrange(self) -> None:
        for widget, place in self._places(self.width()):
            widget.setGeometry(place)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        places = []
        left = top = height = 0
        for widget in self._shown():
            size = _wanted(widget)
            size.setWidth(min(size.width(), width))
            if left and left + size.width() > width:
                left, top, height = 0, top + height + self.spacing, 0
            places.append((widget, QRect(QPoint(left, top), size)))
            left += size.width() + self.spacing
            height = max(height, size.height())
        return places


def _wanted(widget: QWidget) -> QSize:
    """As much as a layout would give a widget."""
    least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
    return widget.sizeHint().expandedTo(least).boundedTo(widget.maximumSize())
