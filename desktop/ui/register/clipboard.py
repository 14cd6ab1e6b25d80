"""Ctrl+C in a list: the marked rows go to the clipboard as a table."""

from PySide6.QtCore import QObject, Qt

from desktop.ui import cells, language
from desktop.ui.cells import Copied
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.register import copying
from desktop.ui.register.model import RegisterModel
from desktop.ui.register.selection import Selection
from desktop.ui.widgets.table import FittingTable


class Clipboard(QObject):
    """Copies what is marked, with the columns that show."""

    def __init__(self, page: Page, model: RegisterModel, table: FittingTable, selection: Selection) -> None:
        super().__init__(page)
        self._workplace, self._model, self._selection = page.workplace, model, selection
        self._copy = page.action("copy", self.copy, shortcut="Ctrl+C", parent=table)
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        table.addAction(self._copy)

    def copy(self) -> None:
        """Put the marked rows on the clipboard as a table."""
        self._workplace.tasks.run(
            copying.copy, self._workplace.desk, self._model.kind.name, self._model.columns, self._selection.ids(),
            done=self._on_copied, latest="copy", label=language.say("list.copying"), progress=True,
        )  # fmt: skip

    def _on_copied(self, copied: Copied) -> None:
        cells.put(copied)
        self._workplace.messages.tell(language.say("list.copied", count=copied.count), OK)

    def retranslate(self) -> None:
        """Set the words of the action."""
        self._copy.setText(language.say("list.copy"))
