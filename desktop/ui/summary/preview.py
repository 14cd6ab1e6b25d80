"""The printed pages as they will lie on paper, one below the other."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.ui import style

Zoom = Literal["width", "page", "actual"]
_GAP = 4 * style.STEP
_SCREEN_PPI = 96.0  # what 100 % means on a screen that is not scaled


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
    """Scrolls the pages; ``page_changed`` carries the number of the page in sight, from 1."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = Sheets(self)
        self._images: list[QImage] = []
        self._ppi = _SCREEN_PPI
        self._zoom: Zoom = "width"
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

    def zoom_to(self, zoom: Zoom) -> None:
        """Show pages as wide as there is room, whole, or in their own size, staying at the same page."""
        page = max(self._page, 1)
        self._zoom = zoom
        self._lay_out()
        if self._sheets.places:
            self.verticalScrollBar().setValue(self._sheets.places[page - 1].top() - _GAP)

    def page_size(self, image: QImage) -> QSize:
        """The size on screen of the page *image* at the present zoom."""
        room = self.viewport().size()
        across, down = room.width() - 2 * _GAP, room.height() - 2 * _GAP
        scale = _SCREEN_PPI / self._ppi
        if self._zoom == "width":
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
