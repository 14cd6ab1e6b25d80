"""Small pictures of the pages beside them, to go to one at a glance."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.ui import language, style
from desktop.ui.summary.preview import Preview
from desktop.ui.widgets.spoken import Spoken

_LETTERS, _FEW_LETTERS = 11, 6  # how wide a picture is


class PagePictures(Spoken, QListWidget):
    """One picture a page; arrows and clicks go there. There is none where there is one page only.

    Made before the pages, for Tab goes by that; `look_at` joins both.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._letters = _LETTERS
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setWrapping(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_row)
        self.hide()
        self._retranslate()

    def look_at(self, preview: Preview) -> None:
        """Show the pages of *preview*."""
        self._preview = preview
        preview.pages_changed.connect(self._on_pages)
        preview.page_changed.connect(self._on_page)

    def be_small(self, small: bool) -> None:
        """Leave more of the room to the pages, or less."""
        letters = _FEW_LETTERS if small else _LETTERS
        if letters != self._letters:
            self._letters = letters
            self._on_pages()

    def _on_pages(self) -> None:
        if self._preview is None:
            return
        wide = self.fontMetrics().averageCharWidth() * self._letters
        self.blockSignals(True)
        self.clear()
        self.setIconSize(QSize(wide, round(wide * 1.42)))
        across = wide + 6 * style.STEP
        self.setGridSize(QSize(across, round(wide * 1.42) + self.fontMetrics().height() + 4 * style.STEP))
        ratio = self.devicePixelRatioF()
        for number, image in enumerate(self._preview.images, start=1):
            small = image.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
            picture = QPixmap.fromImage(small)
            painter = QPainter(picture)
            painter.setPen(style.colour("line"))
            painter.drawRect(0, 0, picture.width() - 1, picture.height() - 1)
            painter.end()
            picture.setDevicePixelRatio(ratio)
            item = QListWidgetItem(QIcon(picture), str(number))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, language.say("summary.one_page", page=number))
            self.addItem(item)
        self.setFixedWidth(across + 5 * style.STEP)
        self.setVisible(self._preview.pages > 1)
        self.blockSignals(False)
        self._on_page(self._preview.page)

    def _on_page(self, page: int) -> None:
        self.blockSignals(True)
        self.setCurrentRow(page - 1)
        self.blockSignals(False)

    def _on_row(self, row: int) -> None:
        if row >= 0 and self._preview is not None:
            self._preview.go_to(row + 1)

    def _retranslate(self) -> None:
        self.setAccessibleName(language.say("summary.page_list"))
