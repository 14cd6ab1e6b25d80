"""Deleting the record of a form, with a reason, and taking it back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.services import activities
from desktop.ui import language
from desktop.ui.messages import OK
from desktop.ui.pages import COMMUNE
from desktop.ui.register.reason_strip import ReasonStrip
from desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from desktop.ui.record.page import RecordPage


class Removal(QObject):
    """One deletion that can be taken back after its form is gone."""

    def __init__(self, workplace: Workplace, kind: str, record: str) -> None:
        super().__init__(workplace)
        self._workplace, self._kind, self._record = workplace, kind, record

    def undo(self) -> None:
        """Take the record back and open it again."""
        run, desk = self._workplace.tasks.run, self._workplace.desk
        run(activities.undelete, desk, self._kind, self._record, done=self._on_back)

    def _on_back(self, _nothing: object) -> None:
        self._workplace.changed({self._kind})
        self._workplace.open_record(self._kind, self._record)
        self._workplace.messages.tell(language.say("list.undone", count=1), OK)
        self.deleteLater()


class Removing(QObject):
    """Asks why the record of *page* is to be deleted, deletes it, and offers to take it back."""

    def __init__(self, page: "RecordPage") -> None:
        super().__init__(page)
        self._page = page
        self.strip = ReasonStrip(page)
        self.strip.hide()
        self.strip.confirmed.connect(self._on_reason)
        self.strip.closed.connect(page.form.return_to_last)
        self.delete = page.action("delete", self.ask)
        self.restore = page.action("restore", self.take_back, primary=True)
        self.update()

    def update(self) -> None:
        """Offer what the record allows."""
        page = self._page
        here = page.workplace.desk.settings.role == COMMUNE
        deleted = page.entry is not None and page.entry.deleted
        self.delete.setEnabled(page.editable and page.record is not None and not deleted)
        self.restore.setEnabled(here and deleted)

    def ask(self) -> None:
        """Ask for the reason."""
        if self.delete.isEnabled():
            self.strip.ask(1)

    def _on_reason(self, because: str) -> None:
        page = self._page
        page.checks.stop()
        page.keeper.stop()
        run, desk = page.workplace.tasks.run, page.workplace.desk
        run(activities.delete, desk, page.kind.name, str(page.record), because, done=self._on_deleted)

    def _on_deleted(self, _nothing: object) -> None:
        page = self._page
        removal = Removal(page.workplace, page.kind.name, str(page.record))
        page.let_go()
        said = language.say("list.deleted", kind=language.kind_title(page.kind.name))
        page.workplace.messages.tell(said, OK, action=language.say("list.undo"), on_action=removal.undo)
        page.workplace.changed({page.kind.name})
        page.finished.emit()

    def take_back(self) -> None:
        """Take a deleted record back."""
        page = self._page
        Removal(page.workplace, page.kind.name, str(page.record)).undo()

    def retranslate(self) -> None:
        """Set the words."""
        self.delete.setText(language.say("record.delete"))
        self.restore.setText(language.say("record.restore"))
