"""What can be done from a list with the record in the marked row: one like it, its history."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.services import copying
from desktop.ui import language
from desktop.ui.page import Page


class Marked(QObject):
    """Ctrl+D records one like the record in the marked row, Ctrl+H shows what became of it.

    Args:
        page: The list.
        kind: Its record kind.
        table: The table that has the keys.
        current: Gives the id of the record in the marked row, None without one.
        editable: Whether records are made here.
    """

    def __init__(
        self, page: Page, kind: str, table: QWidget, current: Callable[[], str | None], *, editable: bool
    ) -> None:
        super().__init__(page)
        self._workplace, self._kind, self._current = page.workplace, kind, current
        self.similar = self._action(page, table, "similar", self.make_similar, "Ctrl+D")
        self.history = self._action(page, table, "history", self.show_history, "Ctrl+H")
        self.similar.setEnabled(editable)

    def _action(self, page: Page, table: QWidget, name: str, slot: object, keys: str) -> QAction:
        made = page.action(name, slot, shortcut=keys, parent=table)
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        table.addAction(made)
        return made

    def make_similar(self) -> None:
        """Open a new form filled in like the marked record; in an empty list, an empty form."""
        run = self._workplace.tasks.run
        run(copying.values_like, self._workplace.desk, self._kind, self._current(), done=self._on_like)

    def _on_like(self, values: dict[str, Any]) -> None:
        self._workplace.open_record(self._kind, None, values)

    def show_history(self) -> None:
        """Open the marked record with its history beside it."""
        record = self._current()
        if record is not None:
            self._workplace.open_history(self._kind, record)

    def retranslate(self) -> None:
        """Set the words."""
        title = language.kind_title(self._kind)
        self.similar.setText(language.say("record.similar", kind=title[:1].lower() + title[1:]))
        self.history.setText(language.say("record.history"))
