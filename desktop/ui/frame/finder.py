"""Ctrl+K: find a page, begin a new record, or find a record of any register by its text."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.models.folding import fold
from desktop.services import activities
from desktop.services.desk import Desk
from desktop.ui import language, style
from desktop.ui.pages import COMMUNE, PageEntry
from desktop.ui.workplace import PageWanted, Workplace

_WANTED = Qt.ItemDataRole.UserRole
_PER_KIND = 5
_LEAST_LETTERS = 3
_WAIT_MS = 150


@dataclasses.dataclass(frozen=True)
class Found:
    """One record found: its kind, id and caption."""

    kind: str
    record: str
    caption: str


def find_records(desk: Desk, kinds: Sequence[str], text: str) -> list[Found]:
    """Up to five records of each of *kinds* that hold *text*; runs in the worker."""
    return [
        Found(kind, record, caption)
        for kind in kinds
        for record, caption in activities.choices(desk, kind, text=text, limit=_PER_KIND)
    ]


class Finder(QFrame):
    """A search line with what it finds below; Enter opens, Esc closes."""

    def __init__(self, workplace: Workplace, entries: Sequence[PageEntry], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        self._over = parent
        self._entries = entries
        self.line = QLineEdit(self)
        self.line.setObjectName("find")
        self.line.setPlaceholderText(language.say("find.hint"))
        self.line.setAccessibleName(language.say("find.hint"))
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)
        self.results = QListWidget(self)
        self.results.setAccessibleName(language.say("find.results"))
        self.results.setProperty("kind", "popup")
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.itemActivated.connect(self._open)
        self.results.itemClicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, style.GAP, style.GAP, style.GAP)
        column.addWidget(self.line)
        column.addWidget(self.results)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._search)
        self._fill([])

    def open(self) -> None:
        """Show it in the upper middle of the window."""
        window = self._over
        self.resize(min(720, window.width() - 80), min(420, window.height() - 120))
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 64)))
        self.show()
        self.line.setFocus()

    def _on_edited(self, _text: str) -> None:
        self._fill([])
        self._wait.start(_WAIT_MS)

    def _search(self) -> None:
        text = self.line.text()
        kinds = [entry.kind for entry in self._entries if entry.kind]
        if fold(text):
            run = self._workplace.tasks.run
            run(find_records, self._workplace.desk, kinds, text, done=self._fill, latest="find")

    def _fill(self, found: Sequence[Found]) -> None:
        self.results.clear()
        wanted = fold(self.line.text())
        for entry in self._entries:
            title = language.page_title(entry.name)
            also = f"find.also.{entry.name}"
            other = language.say(also) if wanted and language.has("window", also) else ""
            if self._means(wanted, title, language.page_name(entry.name), other):
                self._add(title, PageWanted(page=entry.name))
        for one in found:
            title = f"{language.kind_title(one.kind)}   {one.caption}"
            self._add(title, PageWanted(kind=one.kind, record=one.record))
        if wanted and self._workplace.desk.settings.role == COMMUNE:
            self._offer_new(wanted)
            self._offer_bins(wanted)
        if not self.results.count():
            nothing = QListWidgetItem(language.say("find.nothing"), self.results)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self.results.setCurrentRow(0)

    def _offer_new(self, wanted: str) -> None:
        for entry in self._entries:
            if entry.kind:
                title = language.say("find.new", kind=language.kind_title(entry.kind))
                if self._means(wanted, title, language.register_title(entry.kind)):
                    self._add(title, PageWanted(kind=entry.kind))

    def _offer_bins(self, wanted: str) -> None:
        called = fold(language.say("find.bin", register=""))
        if not any(word in called for word in wanted.split() if len(word) >= _LEAST_LETTERS):
            return
        for entry in self._entries:
            if entry.kind:
                title = language.say("find.bin", register=language.page_title(entry.kind))
                if self._means(wanted, title, language.register_title(entry.kind)):
                    self._add(title, PageWanted(page=entry.name, bin=True))

    @staticmethod
    def _means(wanted: str, *names: str) -> bool:
        """Whether every word of *wanted* stands in *names*."""
        said = fold(" ".join(names))
        return all(word in said for word in wanted.split())

    def _add(self, title: str, wanted: PageWanted) -> None:
        item = QListWidgetItem(title, self.results)
        item.setData(_WANTED, wanted)
        # As wide as the list, so that a long caption ends in dots; the whole stands in the tool tip.
        item.setSizeHint(QSize(0, self.fontMetrics().height() + 3 * style.STEP))
        item.setToolTip(title)

    def _open(self, item: QListWidgetItem | None) -> None:
        wanted = item.data(_WANTED) if item else None
        if isinstance(wanted, PageWanted):
            self.close()
            self._workplace.page_wanted.emit(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter in the search line move in the list and open what is marked."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                row = (self.results.currentRow() + step) % max(self.results.count(), 1)
                self.results.setCurrentRow(row)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.results.currentItem())
                return True
        return super().eventFilter(watched, event)
