"""The left side: whose register this is, its pages, and how the exchange stands, in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.frame.page_list import PageList
from desktop.ui.pages import PageEntry
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken

_LETTERS = 24
"""The fewest letters that go on a line beside the list."""


class Sidebar(Spoken, QFrame):
    """The list of pages; ``page_chosen`` carries a page's name, the other signals ask for what they say."""

    page_chosen = Signal(str)
    find_wanted = Signal()
    keys_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        brand = self._label("brand")
        brand.setText("Sổ Xã")
        self._unit = self._label("unit")
        self._unit.setWordWrap(True)
        self._place = self._label("secondary")
        self._place.setWordWrap(True)
        self._find = Button(self)
        self._find.clicked.connect(self.find_wanted)
        self.list = PageList(entries, self)
        self.list.chosen.connect(self.page_chosen)
        self._standing = QFrame(self)
        self._standing.setObjectName("standing")
        self._standing_text = self._label("standing")
        self._standing_text.setWordWrap(True)
        self._standing_more = self._label("secondary")
        self._standing_more.setWordWrap(True)
        box = QVBoxLayout(self._standing)
        box.setContentsMargins(10, 6, 10, 6)
        box.setSpacing(0)
        box.addWidget(self._standing_text)
        box.addWidget(self._standing_more)
        self._standing.hide()
        self._keys, self._settings = Button(self), Button(self)
        self._keys.clicked.connect(self.keys_wanted)
        self._settings.clicked.connect(self.settings_wanted)
        for button in (self._keys, self._settings):
            button.setProperty("quiet", True)
        self._lay_out(brand)
        self._retranslate()

    def _label(self, kind: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("kind", kind)
        return label

    def _lay_out(self, brand: QLabel) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(16, 10, 12, 6)
        head.setSpacing(1)
        head.addWidget(brand)
        head.addWidget(self._unit)
        head.addWidget(self._place)
        head.addSpacing(style.STEP)
        head.addWidget(self._find)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        column.addLayout(foot)
        foot.setContentsMargins(12, 4, 12, 10)
        foot.setSpacing(2)
        quiet = QHBoxLayout()
        foot.addLayout(quiet)
        quiet.setSpacing(style.STEP)
        quiet.addWidget(self._keys)
        quiet.addWidget(self._settings)
        foot.addWidget(self._standing)

    def show_unit(self, name: str, place: str) -> None:
        """Show whose register this is."""
        self._unit.setText(name)
        self._place.setText(place)

    def show_standing(self, text: str, more: str, *, settled: bool = False) -> None:
        """Show how the exchange stands: what waits to be sent, or who has reported; *settled* when nothing does."""
        self._standing_text.setText(f"{'✓' if settled else '●'} {text}")
        self._standing_more.setText(more)
        self._standing.setVisible(bool(text))

    def mark(self, name: str) -> None:
        """Mark the page called *name* without choosing it again."""
        self.list.mark(name)

    def _measure(self) -> None:
        if hasattr(self, "_settings"):
            each = self.fontMetrics().averageCharWidth()
            buttons = self._keys.sizeHint().width() + self._settings.sizeHint().width() + 6 * style.STEP
            self.setFixedWidth(max(self.list.measure(), _LETTERS * each, buttons))

    def _retranslate(self) -> None:
        self._find.setText(language.say("frame.find"))
        self._keys.setText(language.say("frame.keys"))
        self._settings.setText(language.say("frame.settings"))
        self._measure()
