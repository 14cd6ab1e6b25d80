"""Sorting by the heads of a list: one way, the other way, and as it was."""

from PySide6.QtCore import QObject, Qt, Signal

from desktop.ui import language
from desktop.ui.page import Page
from desktop.ui.register.columns import WENT
from desktop.ui.register.model import RegisterModel
from desktop.ui.widgets.table import FittingTable


class Sorting(QObject):
    """``changed`` says that another order is wanted; the store sorts.

    Attributes:
        field: The field to sort by; None for the usual order.
        descending: Whether the largest or newest comes first.
    """

    changed = Signal()

    def __init__(self, model: RegisterModel, table: FittingTable, page: Page) -> None:
        super().__init__(page)
        self._model, self._table = model, table
        self.field: str | None = None
        self.descending = True
        table.horizontalHeader().setSectionsClickable(True)
        table.horizontalHeader().sectionClicked.connect(self._on_head)
        self._up = page.action("sort_up", self._on_up, shortcut="Alt+Up", parent=table)
        self._down = page.action("sort_down", self._on_down, shortcut="Alt+Down", parent=table)
        for action in (self._up, self._down):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            table.addAction(action)
        self.show()

    def column(self) -> int:
        """The column in which the marked cell stands; the first one at the beginning."""
        return min(max(self._table.currentIndex().column(), 0), self._model.columnCount() - 1)

    def forget(self) -> None:
        """The usual order again; nothing is said of it."""
        self.field, self.descending = None, True

    def show(self) -> None:
        """Show in the heads what the list is sorted by."""
        header = self._table.horizontalHeader()
        names = [column.name for column in self._model.columns]
        # The bin begins with what went last.
        wanted = self.field or (WENT if WENT in names else self._model.kind.dated_by)
        order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(wanted in names)
        if wanted in names:
            header.setSortIndicator(names.index(wanted), order)

    def _on_head(self, column: int) -> None:
        field = self._model.field_of(column)
        if field is None:
            return
        if self.field != field.name:
            self._sort(field.name, descending=False)
        elif not self.descending:
            self._sort(field.name, descending=True)
        else:
            self._sort(None, descending=True)

    def _on_up(self) -> None:
        self._sort_here(descending=False)

    def _on_down(self) -> None:
        self._sort_here(descending=True)

    def _sort_here(self, *, descending: bool) -> None:
        field = self._model.field_of(self.column())
        if field is not None:
            again = self.field == field.name and self.descending == descending
            self._sort(None if again else field.name, descending=descending or again)

    def _sort(self, field: str | None, *, descending: bool) -> None:
        self.field, self.descending = field, descending
        self.show()
        self.changed.emit()

    def retranslate(self) -> None:
        """Set the words of the actions."""
        self._up.setText(language.say("list.sort_up"))
        self._down.setText(language.say("list.sort_down"))
