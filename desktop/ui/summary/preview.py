"""The printed pages as they will lie on paper, one below the other."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.ui import style

Zoom = Literal["width", "page", "actual", "free"]
_GAP = 4 * style.STEP
_SCREEN_PPI = 96.0  # what 100 % means on a screen that is not scaled
_STEP = 1.25  # of one step of zooming
_LEAST, _MOST = 0.25, 4.0


class Sheets(QWidget):
    """Paints the pages; scaled copies are made once for each size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._places: list[QRect] = []
        self._scaled: dict[int, QPixmap] = {}

    def show_images(self, images: Sequence[QImage]) -> None:
        """Show *images*, a page each."""
        self._images = list(images)
        self._scaled.clear()

    def lay_out(self, sizes: Sequence[QSize], room: int) -> None:
        """Place pages of *sizes* below one another, centred in a width of *room*."""
        width = max([room, *(size.width() + 2 * _GAP for size in sizes)])
        top, places = _GAP, []
        for size in sizes:
            places.append(QRect((width - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + _GAP
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
        painter.end()

    def _page(self, number: int, size: QSize) -> QPixmap:
        if number not in self._scaled:
            ratio = self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            image = self._images[number].scaled(size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            self._scaled[number] = pixmap
        return self._scaled[number]


class Preview(QScrollArea):
    """Scrolls the pages; with Ctrl the wheel makes them larger and smaller.

    Signals:
        page_changed: The number of the page in sight, from 1.
        pages_changed: Other pages are shown.
        zoom_changed: The `Zoom` they show at.
    """

    page_changed = Signal(int)
    pages_changed = Signal()
    zoom_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = Sheets(self)
        self._images: list[QImage] = []
        self._ppi = _SCREEN_PPI
        self._zoom: Zoom = "width"
        self._scale = 1.0  # of "free", to paper in its own size
        self._page = 0
        self.setWidget(self._sheets)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._images)

    @property
    def images(self) -> Sequence[QImage]:
        """The pages."""
        return self._images

    @property
    def page(self) -> int:
        """The number of the page in sight, from 1; 0 before there are any."""
        return self._page

    @property
    def zoom(self) -> Zoom:
        """How large the pages show."""
        return self._zoom

    def show_pages(self, images: Sequence[QImage], ppi: float) -> None:
        """Show pages drawn at *ppi* pixels per inch, from where the person was reading."""
        place = self.verticalScrollBar().value()
        self._images, self._ppi = list(images), ppi
        self._sheets.show_images(images)
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._page = 0
        self._on_scrolled(place)
        self.pages_changed.emit()

    def zoom_to(self, zoom: Zoom) -> None:
        """Show pages as wide as there is room, whole, or in their own size, staying at the same page."""
        page = max(self._page, 1)
        self._zoom = zoom
        self._lay_out()
        self.go_to(page)
        self.zoom_changed.emit(zoom)

    def zoom_by(self, steps: int) -> None:
        """Show pages larger, or smaller for negative *steps*, from the size they show in now."""
        if self._images:
            now = (
                self.page_size(self._images[0]).width() * self._ppi / (_SCREEN_PPI * self._images[0].width())
            )
            self._scale = min(max(now * _STEP**steps, _LEAST), _MOST)
            self.zoom_to("free")

    def go_to(self, page: int) -> None:
        """Show the beginning of *page*, from 1; the nearest there is."""
        places = self._sheets.places
        if places:
            # The page is the one at the middle of what shows: one that is short beside it is gone to all the same.
            place = places[min(max(page, 1), len(places)) - 1]
            self.verticalScrollBar().setValue(place.top() - _GAP)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl make the pages larger or smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def page_size(self, image: QImage) -> QSize:
        """The size on screen of the page *image* at the present zoom."""
        room = self.viewport().size()
        across, down = room.width() - 2 * _GAP, room.height() - 2 * _GAP
        scale = _SCREEN_PPI / self._ppi
        if self._zoom == "free":
            scale *= self._scale
        elif self._zoom == "width":
            scale = across / image.width()
        elif self._zoom == "page":
            scale = min(across / image.width(), down / image.height())
        return QSize(max(int(image.width() * scale), 1), max(int(image.height() * scale), 1))

    def _lay_out(self) -> None:
        sizes = [self.page_size(image) for image in self._images]
        self._sheets.lay_out(sizes, self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the new room."""
        super().resizeEvent(event)
        self._lay_out()

    def _on_scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 2
        page = sum(place.top() <= middle for place in self._sheets.places) or 1
        if page != self._page and self._images:
            self._page = page
            self.page_changed.emit(page)
