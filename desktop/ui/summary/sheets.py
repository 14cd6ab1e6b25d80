"""The pages as they are painted, with what in them opens something."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.ui import language, style
from desktop.ui.summary.doors import Door, Doors

GAP = 4 * style.STEP
"""Around and between pages."""
_TINT = 70  # of 255, over what stands there


class Sheets(QWidget):
    """Paints the pages; scaled copies are made once for each size.

    Signals:
        door_clicked: The number of the door that was clicked.
    """

    door_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doors = Doors()
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self._images: list[QImage] = []
        self._places: list[QRect] = []
        self._scaled: dict[int, QPixmap] = {}

    def show_images(self, images: Sequence[QImage]) -> None:
        """Show *images*, a page each."""
        self._images = list(images)
        self._scaled.clear()

    def lay_out(self, sizes: Sequence[QSize], room: int) -> None:
        """Place pages of *sizes* below one another, centred in a width of *room*."""
        width = max([room, *(size.width() + 2 * GAP for size in sizes)])
        top, places = GAP, []
        for size in sizes:
            places.append(QRect((width - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + GAP
        if [place.size() for place in places] != [place.size() for place in self._places]:
            self._scaled.clear()
        self._places = places
        self.setFixedSize(width, top)
        self.update()

    @property
    def places(self) -> Sequence[QRect]:
        """Where each page lies."""
        return self._places

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self)
        for number, place in enumerate(self._places):
            if place.intersects(event.rect()):
                painter.drawPixmap(place.topLeft(), self._page(number, place.size()))
                painter.setPen(style.colour("line"))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self._hovered is not None and self._hovered < len(self.doors):
            tint = style.colour("accent")
            tint.setAlpha(_TINT)
            painter.fillRect(self.doors.rect(self._hovered), tint)
        if self.doors.marked is not None:
            painter.setPen(QPen(style.colour("accent"), 2))
            painter.drawRect(self.doors.rect(self.doors.marked).adjusted(1, 1, -1, -1))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that something opens."""
        super().mouseMoveEvent(event)
        self.hover(event.position().toPoint())

    def hover(self, point: QPoint) -> None:
        """Be looked at with the pointer at *point*."""
        found = self.doors.at(point)
        if found == self._hovered:
            return
        self._hovered = found
        shape = Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        said = "" if found is None else f"{self.doors[found].name}\n{language.say('summary.open_door')}"
        self.setToolTip(said)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        super().mouseReleaseEvent(event)
        found = self.doors.at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.door_clicked.emit(found)

    def show_doors(self, doors: Sequence[Door]) -> None:
        """Have *doors* in the pages."""
        self._hovered = None
        self.setToolTip("")
        self.unsetCursor()
        self.doors.show(doors)
        self.update()

    def _page(self, number: int, size: QSize) -> QPixmap:
        if number not in self._scaled:
            ratio = self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            image = self._images[number].scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            self._scaled[number] = pixmap
        return self._scaled[number]
