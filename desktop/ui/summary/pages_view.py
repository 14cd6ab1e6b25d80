"""Printed pages wherever the window shows some: small pictures of them at the left, the pages beside them."""

from collections.abc import Sequence

from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.summary.bar import PreviewBar
from desktop.ui.summary.doors import Door
from desktop.ui.summary.page_list import PagePictures
from desktop.ui.summary.preview import Preview
from desktop.ui.widgets.spoken import Spoken

_NARROW = 90  # characters


class PagesView(Spoken, QWidget):
    """The pages, with the tools above them unless *bar* stands elsewhere already.

    Args:
        ppi: How finely pages are drawn, pixels per inch of paper on a screen that is not scaled.
        parent: What it is in.
        bar: The tools, where the page of the window has them in a row of its own.
    """

    def __init__(self, ppi: int, parent: QWidget, bar: PreviewBar | None = None) -> None:
        super().__init__(parent)
        self._ppi = ppi
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        self.bar = bar or PreviewBar(self)
        if bar is None:
            column.addWidget(self.bar)
        pages = QHBoxLayout()
        column.addLayout(pages, 1)
        self.pictures, self.preview = PagePictures(self), Preview(self)
        pages.addWidget(self.pictures)
        pages.addWidget(self.preview, 1)
        self.bar.look_at(self.preview)
        self.pictures.look_at(self.preview)
        self._retranslate()

    @property
    def ppi(self) -> int:
        """Pixels per inch to draw pages with, for the screen it is on."""
        return round(self._ppi * self.devicePixelRatioF())

    def show_pages(self, pages: Sequence[bytes], doors: Sequence[Door] = ()) -> None:
        """Show *pages*, PNG images drawn with `ppi`, and *doors* in them."""
        self.preview.show_pages([QImage.fromData(page) for page in pages], self.ppi, doors)
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller pictures where the pages have little room."""
        super().resizeEvent(event)
        self.pictures.be_small(self.width() < self.fontMetrics().averageCharWidth() * _NARROW)

    def _retranslate(self) -> None:
        self.preview.setAccessibleName(language.say("summary.preview", pages=self.preview.pages))
