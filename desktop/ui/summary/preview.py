"""The printed pages as they will lie on paper, one below the other."""

import contextlib
from collections.abc import Sequence
from typing import Literal, get_args

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.ui.summary.doors import Door, Doors
from desktop.ui.summary.sheets import GAP, Sheets
from desktop.ui.widgets.announce import announce

Zoom = Literal["width", "page", "actual", "free"]
_SCREEN_PPI = 96.0  # what 100 % means on a screen that is not scaled
_STEP = 1.25  # of one step of zooming
_LEAST, _MOST = 0.25, 4.0
_POINTS = 72  # in an inch
_ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class Preview(QScrollArea):
    """Scrolls the pages; with Ctrl the wheel makes them larger and smaller, and so do plus and minus.

    Tab goes from the pages to the first door in sight, the arrow keys from there to others, Enter opens one.

    Signals:
        page_changed: The number of the page in sight, from 1.
        pages_changed: Other pages are shown.
        zoom_changed: The `Zoom` they show at.
        door_opened: The key of the `Door` that a person opens.
        door_marked: The key of the one the arrow keys went to.
    """

    page_changed = Signal(int)
    pages_changed = Signal()
    zoom_changed = Signal(str)
    door_opened = Signal(object)
    door_marked = Signal(object)

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
        self._sheets.door_clicked.connect(self._on_clicked)

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

    def show_pages(self, images: Sequence[QImage], ppi: float, doors: Sequence[Door] = ()) -> None:
        """Show pages drawn at *ppi* pixels per inch, with *doors* in them, from where the person was reading."""
        place = self.verticalScrollBar().value()
        self._images, self._ppi = list(images), ppi
        self._sheets.show_images(images)
        self._sheets.show_doors(doors)
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

    @property
    def view(self) -> str:
        """How large the pages show and which one, for `see`."""
        return f"{self._zoom} {self._scale:.4f} {self._page}"

    def see(self, view: str, *, page: bool) -> None:
        """Show pages as large as *view* says, and the *page* too; what it does not say stays."""
        zoom, scale, number = (*view.split(), "", "", "")[:3]
        if zoom in get_args(Zoom):
            with contextlib.suppress(ValueError):
                self._scale = min(max(float(scale), _LEAST), _MOST)
            self.zoom_to(zoom)  # type: ignore[arg-type]
        if page and number.isdecimal():
            self.go_to(int(number))

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
            self.verticalScrollBar().setValue(place.top() - GAP)

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
        across, down = room.width() - 2 * GAP, room.height() - 2 * GAP
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
        ratios = [
            size.width() / image.width() * self._ppi / _POINTS
            for size, image in zip(sizes, self._images, strict=True)
        ]
        self._sheets.doors.lay_out(self._sheets.places, ratios)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the new room, and stay at what was read."""
        super().resizeEvent(event)
        value, before = self.verticalScrollBar().value(), self._sheets.height()
        self._lay_out()
        if before:
            self.verticalScrollBar().setValue(round(value * self._sheets.height() / before))
        self._reveal()

    def _on_scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 2
        page = sum(place.top() <= middle for place in self._sheets.places) or 1
        if page != self._page and self._images:
            self._page = page
            self.page_changed.emit(page)

    # Doors

    @property
    def doors(self) -> Doors:
        """The doors in the pages."""
        return self._sheets.doors

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes into the pages before it goes on, and back out of them before it goes back."""
        doors = self.doors
        if forward and doors.marked is None and len(doors):
            top = self.verticalScrollBar().value()
            self._mark(doors.first_in(QRect(0, top, self.viewport().width(), self.viewport().height())))
            return True
        if doors.marked is not None:
            self.unmark()
            if not forward:
                return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, zoom, go to the first and the last page; in the pages go from door to door."""
        key, marked = event.key(), self.doors.marked
        if marked is not None and self._walked(key, marked):
            return
        if key in _ZOOM_KEYS:
            self.zoom_by(_ZOOM_KEYS[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(self.pages)
        else:
            super().keyPressEvent(event)

    def _walked(self, key: int, marked: int) -> bool:
        """Whether *key* means something where a door is marked."""
        doors = self.doors
        steps = {
            Qt.Key.Key_Left: doors.beside(marked, -1), Qt.Key.Key_Right: doors.beside(marked, 1),
            Qt.Key.Key_Up: doors.over(marked, -1), Qt.Key.Key_Down: doors.over(marked, 1),
        }  # fmt: skip
        if key in steps:
            self._mark(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.door_opened.emit(doors[marked].key)
        else:
            return False
        return True

    def _mark(self, number: int | None) -> None:
        self.doors.marked = number
        if number is not None:
            self._reveal()
            announce(self, self.doors[number].name)
            self.door_marked.emit(self.doors[number].key)
        self._sheets.update()

    def _reveal(self) -> None:
        """Scroll to the door that is marked."""
        if self.doors.marked is not None:
            box = self.doors.rect(self.doors.marked)
            self.ensureVisible(box.center().x(), box.center().y(), box.width() // 2 + GAP, box.height() + GAP)

    def unmark(self) -> bool:
        """Mark no door any more; whether one was."""
        was = self.doors.marked is not None
        self._mark(None)
        return was

    def _on_clicked(self, number: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._mark(number)
        self.door_opened.emit(self.doors[number].key)
