"""Deleting with a reason, taking it back, and the bin."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon

from desktop import paths
from desktop.services import activities
from desktop.ui import language
from desktop.ui.frame.header import ActionButton
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.register import work
from desktop.ui.register.reason_strip import ReasonStrip
from desktop.ui.register.selection import Selection
from desktop.ui.widgets.table import FittingTable


class Deleting(QObject):
    """Delete, undo, the bin and restore, of one register.

    ``bin_wanted`` carries whether the bin is to be shown; ``strip`` asks for the reason.
    """

    bin_wanted = Signal(bool)

    def __init__(
        self, page: Page, kind: str, table: FittingTable, selection: Selection, *, editable: bool
    ) -> None:
        super().__init__(page)
        self._workplace, self._kind, self._table = page.workplace, kind, table
        self._selection, self._editable = selection, editable
        self._in_bin = False
        self._binned = 0
        self._asked: list[str] = []
        self._deleted: list[str] = []
        self._delete = page.action("delete", self.delete, shortcut="Delete", parent=table)
        self._delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        table.addAction(self._delete)
        self._undo = page.action("undo", self.undo, shortcut="Ctrl+Z")
        self._bin = page.action("bin", self._on_bin, shortcut="F7")
        self.bin_of_empty = page.action("bin_of_empty", self._on_bin)
        self.bin_of_empty.setVisible(False)
        self._back = page.action("back_from_bin", self._on_back)
        self._restore = page.action("restore", self.restore, shortcut="Ctrl+R", primary=True)
        table.addAction(self._restore)
        self._bin.setIcon(QIcon(str(paths.resources() / "icons" / "trash.svg")))
        self.strip = ReasonStrip(page)
        self.strip.hide()
        self.strip.confirmed.connect(self._on_reason)
        self.strip.closed.connect(self._on_closed)
        self.bin_button = ActionButton(self._bin, page)
        self._show()

    def header_actions(self, count: int) -> Sequence[QAction]:
        """What the header offers in a bin of *count* records."""
        return (self._back, self._restore) if self._editable and count else (self._back,)

    def look_into(self) -> None:
        """Offer the bin from an empty register, when something lies in it."""
        run = self._workplace.tasks.run
        run(work.in_bin, self._workplace.desk, self._kind, done=self._on_looked, latest="bin")

    def _on_looked(self, count: int) -> None:
        self._binned = count
        self.bin_of_empty.setVisible(count > 0)
        self._say_binned()

    def _say_binned(self) -> None:
        self.bin_of_empty.setText(language.say("bin.holds", count=self._binned))

    def show_bin(self, in_bin: bool) -> None:
        """The bin shows, or the register does."""
        self._in_bin = in_bin
        self.strip.hide()
        self._show()

    def _show(self) -> None:
        self.bin_button.setVisible(not self._in_bin)
        self._delete.setVisible(not self._in_bin)
        self._restore.setVisible(self._in_bin)
        for action in (self._delete, self._undo):
            action.setEnabled(self._editable and not self._in_bin)
        self._restore.setEnabled(self._editable and self._in_bin)

    # Into the bin

    def delete(self) -> None:
        """Ask why the marked records are to be deleted."""
        self._asked = self._selection.records()
        if self._asked and self._editable and not self._in_bin:
            self.strip.ask(len(self._asked))

    def _on_reason(self, because: str) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._workplace.tasks.run(
            activities.delete_many,
            self._workplace.desk,
            self._kind,
            self._asked,
            because,
            done=self._on_deleted,
        )

    def _on_closed(self) -> None:
        self._asked = []
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_deleted(self, count: int) -> None:
        self._deleted, self._asked = self._asked, []
        say, kind = language.say, language.kind_title(self._kind)
        words = say("list.deleted", kind=kind) if count == 1 else say("list.deleted_many", count=count)
        self._workplace.messages.tell(words, OK, action=say("list.undo"), on_action=self.undo)
        self._workplace.changed({self._kind})

    # Out of it

    def undo(self) -> None:
        """Take the last deletion back."""
        if self._deleted:
            self._bring_back(self._deleted)
            self._deleted = []

    def restore(self) -> None:
        """Take the marked records out of the bin."""
        records = self._selection.records()
        if records and self._in_bin:
            self._bring_back(records)

    def _bring_back(self, records: list[str]) -> None:
        run = self._workplace.tasks.run
        run(activities.undelete_many, self._workplace.desk, self._kind, records, done=self._on_back_again)

    def _on_back_again(self, count: int) -> None:
        self._workplace.messages.tell(language.say("list.undone", count=count), OK)
        self._workplace.changed({self._kind})

    def _on_bin(self) -> None:
        self.bin_wanted.emit(not self._in_bin)

    def _on_back(self) -> None:
        self.bin_wanted.emit(False)

    def retranslate(self) -> None:
        """Set the words of the actions."""
        say = language.say
        self._delete.setText(say("list.delete"))
        self._undo.setText(say("list.undo"))
        self._bin.setText(say("bin.open"))
        self._say_binned()
        self._back.setText(say("bin.back"))
        self._restore.setText(say("bin.restore"))
