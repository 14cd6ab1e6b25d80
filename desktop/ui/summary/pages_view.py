"""Printed pages wherever the window shows some: small pictures of them at the left, the pages beside them."""

from collections.abc import Sequence

from PySide6.QtGui import QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import language, looked_at, style
from desktop.ui.summary.bar import PreviewBar
from desktop.ui.summary.doors import Door
from desktop.ui.summary.page_list import PagePictures
from desktop.ui.summary.preview import Preview
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.workplace import Workplace

_NARROW = 90  # characters
_BEHIND = " | "


class PagesView(Spoken, QWidget):
    """The pages, with the tools above them unless *bar* stands elsewhere already.

    How large they show, and at which page, is remembered on this machine.

    Args:
        ppi: How finely pages are drawn, pixels per inch of paper on a screen that is not scaled.
        name: Under which that is remembered.
        workplace: Of the register.
        parent: What it is in.
        bar: The tools, where the page of the window has them in a row of its own.
    """

    def __init__(
        self, ppi: int, name: str, workplace: Workplace, parent: QWidget, bar: PreviewBar | None = None
    ) -> None:
        super().__init__(parent)
        self._ppi, self._name, self._workplace = ppi, name, workplace
        self._what: str | None = None
        self._as_before: tuple[str, bool] | None = None
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
        self.preview.page_changed.connect(self._on_seen)
        self.preview.zoom_changed.connect(self._on_seen)
        self._retranslate()

    @property
    def ppi(self) -> int:
        """Pixels per inch to draw pages with, for the screen it is on."""
        return round(self._ppi * self.devicePixelRatioF())

    def show_pages(self, pages: Sequence[bytes], doors: Sequence[Door] = (), what: str = "") -> None:
        """Show *pages*, PNG images drawn with `ppi`, and *doors* in them.

        The first time they show as they did when one looked last; at the same page if it was the same *what*.
        """
        if self._what is None:
            before, _, view = looked_at.kept(self._workplace, self._name).partition(_BEHIND)
            self._as_before = view, before == what
        self._what = what
        self.preview.show_pages([QImage.fromData(page) for page in pages], self.ppi, doors)
        self._see()
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Show pages as before, now that there is room to do it in."""
        super().showEvent(event)
        self._see()

    def _see(self) -> None:
        if self._as_before is not None and self._what is not None and self.isVisible():
            (view, same), self._as_before = self._as_before, None
            self.preview.see(view, page=same)

    def _on_seen(self, _how: object) -> None:
        if self._what is not None and self._as_before is None:
            looked_at.keep(self._workplace, self._name, f"{self._what}{_BEHIND}{self.preview.view}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller pictures where the pages have little room."""
        super().resizeEvent(event)
        self.pictures.be_small(self.width() < self.fontMetrics().averageCharWidth() * _NARROW)

    def _retranslate(self) -> None:
        self.preview.setAccessibleName(language.say("summary.preview", pages=self.preview.pages))
