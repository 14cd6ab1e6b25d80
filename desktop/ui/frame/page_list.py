"""The list of pages in the sidebar: headings that fold, and the page at hand marked by a bar and bold letters."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSettings,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.models.folding import fold
from desktop.ui import language, style
from desktop.ui.pages import GROUPS, PageEntry
from desktop.ui.widgets.spoken import Spoken

_NAME = Qt.ItemDataRole.UserRole
_FOLDED = "sidebar/folded"
_FOLDED_AT_FIRST = "figures"
_NUMBERED = 9
_SIDE = 8 * style.STEP
"""What a line needs beside its words: bar, padding, scroll bar."""


class PageList(Spoken, QTreeWidget):
    """Pages below headings. Arrows and letters move, Enter or a click opens; what is folded stays so next time.

    Signals:
        chosen: The name of a page.
    """

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self._headings: dict[str, QTreeWidgetItem] = {}
        # Held here as well: Qt's own way back from an item to its parent is not safe from Python.
        self._lines: list[tuple[QTreeWidgetItem, QTreeWidgetItem | None]] = []
        self._fill([entry for entry in entries if entry.listed])
        self.itemClicked.connect(self._on_clicked)
        self._retranslate()

    def _fill(self, entries: Sequence[PageEntry]) -> None:
        folded = str(QSettings().value(_FOLDED, _FOLDED_AT_FIRST)).split()
        for group in ("", *GROUPS):
            lines = [entry for entry in entries if entry.group == group]
            heading = None
            if group and lines:
                heading = self._headings[group] = QTreeWidgetItem(self)
                # Not selectable: a heading is never the page at hand.
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for entry in lines:
                item = QTreeWidgetItem(self) if heading is None else QTreeWidgetItem(heading)
                item.setData(0, _NAME, entry.name)
                self._lines.append((item, heading))
        for group, heading in self._headings.items():
            heading.setExpanded(group not in folded)

    # What it is asked for

    def mark(self, name: str) -> None:
        """Mark the page called *name*; its heading unfolds for the time being. None for a page that is not listed."""
        self.selectionModel().clearSelection()
        for item, heading in self._lines:
            here = item.data(0, _NAME) == name
            item.setFont(0, style.font(bold=here))
            if here:
                if heading is not None:
                    heading.setExpanded(True)
                self._show_heading_signs()
                index = self.indexFromItem(item)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollToItem(item)

    def names(self) -> list[str]:
        """The pages in order, folded ones too."""
        return [str(item.data(0, _NAME)) for item in self._pages]

    def fold(self, group: str, *, folded: bool) -> None:
        """Fold or unfold the heading of *group*, and remember it."""
        self._headings[group].setExpanded(not folded)
        self._show_heading_signs()
        shut = [name for name, heading in self._headings.items() if not heading.isExpanded()]
        QSettings().setValue(_FOLDED, " ".join(shut))

    def is_folded(self, group: str) -> bool:
        """Whether the pages of *group* are hidden."""
        return not self._headings[group].isExpanded()

    @property
    def _pages(self) -> list[QTreeWidgetItem]:
        return [item for item, _ in self._lines]

    def _heading_of(self, item: QTreeWidgetItem | None) -> QTreeWidgetItem | None:
        return next((heading for one, heading in self._lines if one is item), item)

    # What a person does

    def _on_clicked(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        for group, heading in self._headings.items():
            if heading is item:
                self.fold(group, folded=item.isExpanded())
                return
        self.chosen.emit(str(item.data(0, _NAME)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar do what a click does; Left and Right fold the heading one is in."""
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked(item)
            return
        if item is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold_here(self._heading_of(item), folded=event.key() == Qt.Key.Key_Left)
            return
        super().keyPressEvent(event)

    def _fold_here(self, heading: QTreeWidgetItem | None, *, folded: bool) -> None:
        for group, item in self._headings.items():
            if item is heading:
                self.fold(group, folded=folded)
                if folded:
                    self.setCurrentItem(heading, 0, QItemSelectionModel.SelectionFlag.NoUpdate)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next page whose name begins with what is typed, marks aside."""
        wanted = fold(search)
        shown = [item for item, heading in self._lines if heading is None or heading.isExpanded()]
        here = self.currentItem()
        first = next((place for place, item in enumerate(shown, start=1) if item is here), 0)
        for item in (*shown[first:], *shown[:first]):
            if wanted and fold(item.text(0)).startswith(wanted):
                self.setCurrentItem(item, 0, QItemSelectionModel.SelectionFlag.NoUpdate)
                return

    def selectionCommand(
        self, _index: QModelIndex | QPersistentModelIndex, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Moving about selects nothing: the selected line is the page at hand, and only `mark` says which."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    # Words and sizes

    def measure(self) -> int:
        """Fit the lines to the font of the moment; gives how wide the list wants to be."""
        bold = QFontMetrics(style.font(bold=True))
        size = QSize(0, bold.height() + 2 * style.STEP)
        for item in (*self._pages, *self._headings.values()):
            item.setSizeHint(0, size)
            item.setFont(0, style.font(bold=item.font(0).bold()))
        self._show_heading_signs()
        return max(bold.horizontalAdvance(item.text(0)) for item in self._pages) + _SIDE

    def _show_heading_signs(self) -> None:
        for group, heading in self._headings.items():
            words = language.say(f"group.{group}")
            heading.setText(0, f"{'▼' if heading.isExpanded() else '►'}  {words}")
            heading.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
            heading.setFont(0, style.font(style.SMALL_POINTS, bold=True))
            heading.setForeground(0, style.colour("deep_secondary"))
            heading.setToolTip(0, language.say("group.hint"))

    def _retranslate(self) -> None:
        self.setAccessibleName(language.say("frame.pages"))
        for number, item in enumerate(self._pages, start=1):
            name = str(item.data(0, _NAME))
            item.setText(0, language.page_title(name))
            whole = language.page_name(name)
            item.setToolTip(0, f"{whole} (Ctrl+{number})" if number <= _NUMBERED else whole)
        self._show_heading_signs()
