"""The tools above printed pages: which page, how large."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from desktop.ui import language, style
from desktop.ui.summary.preview import Preview, Zoom
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken

ZOOMS: tuple[Zoom, ...] = ("width", "page", "actual")
_DIGITS = 4
_MOST_PAGES = 9_999


class PreviewBar(Spoken, Flow):
    """Goes to a page by its number or one by one, and shows pages as wide, as whole or as large as one wants.

    Made before the pages, for Tab goes by that; `look_at` joins both.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=style.STEP)
        self._preview: Preview | None = None
        self.back = Button("‹", self)
        self.number = QLineEdit(self)
        self.number.setValidator(QIntValidator(1, _MOST_PAGES, self))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(self.fontMetrics().averageCharWidth() * _DIGITS + 5 * style.STEP)
        self.number.returnPressed.connect(self._on_number)
        self.number.editingFinished.connect(self._say_page)
        self.where = label("", "secondary", self)
        self.forward = Button("›", self)
        self.smaller, self.larger = Button("−", self), Button("+", self)
        self.zooms = QButtonGroup(self)
        for number, zoom in enumerate(ZOOMS):
            choice = Button(self)
            choice.setObjectName(f"zoom_{zoom}")
            choice.setCheckable(True)
            self.zooms.addButton(choice, number)
        for button in (self.back, self.forward, self.smaller, self.larger, *self.zooms.buttons()):
            button.setProperty("period", True)
        self.where.setMinimumHeight(self.number.sizeHint().height())
        for widget in (self.back, self.number, self.where, self.forward, self.smaller, self.larger):
            self.put(widget)
        for one in self.zooms.buttons():
            self.put(one)
        self.back.clicked.connect(self._on_back)
        self.forward.clicked.connect(self._on_forward)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.zooms.idClicked.connect(self._on_zoom)
        self._retranslate()

    def look_at(self, preview: Preview) -> None:
        """Be the tools of *preview*."""
        self._preview = preview
        preview.page_changed.connect(self._on_page)
        preview.zoom_changed.connect(self._on_zoomed)
        self._on_zoomed(preview.zoom)
        self._say_page()

    def _on_page(self, _page: int) -> None:
        self._say_page()

    def _on_back(self) -> None:
        if self._preview is not None:
            self._preview.go_to(self._preview.page - 1)

    def _on_forward(self) -> None:
        if self._preview is not None:
            self._preview.go_to(self._preview.page + 1)

    def _on_number(self) -> None:
        if self._preview is not None:
            self._preview.go_to(int(self.number.text()))

    def _on_smaller(self) -> None:
        if self._preview is not None:
            self._preview.zoom_by(-1)

    def _on_larger(self) -> None:
        if self._preview is not None:
            self._preview.zoom_by(1)

    def _on_zoom(self, number: int) -> None:
        if self._preview is not None:
            self._preview.zoom_to(ZOOMS[number])

    def _on_zoomed(self, zoom: str) -> None:
        self.zooms.setExclusive(False)
        for number, one in enumerate(ZOOMS):
            self.zooms.button(number).setChecked(one == zoom)
        self.zooms.setExclusive(True)

    def _say_page(self) -> None:
        pages, page = (self._preview.pages, self._preview.page) if self._preview is not None else (0, 0)
        self.number.setText(str(page) if pages else "")
        self.where.setText(f"/ {pages}")
        self.number.setAccessibleDescription(language.say("summary.where", page=page, pages=pages))
        self.back.setEnabled(page > 1)
        self.forward.setEnabled(page < pages)

    def _retranslate(self) -> None:
        say = language.say
        for number, zoom in enumerate(ZOOMS):
            self.zooms.button(number).setText(say(f"summary.zoom.{zoom}"))
        for widget, name in (
            (self.back, "back"), (self.forward, "forward"), (self.number, "go_to"), (self.smaller, "smaller"),
            (self.larger, "larger"),
        ):  # fmt: skip
            widget.setAccessibleName(say(f"summary.{name}"))
            widget.setToolTip(say(f"summary.{name}"))
        self._say_page()
