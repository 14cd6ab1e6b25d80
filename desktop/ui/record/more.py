"""What else can be done with the record of a form: one like it, its history, deleting it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.models.edits import to_values
from desktop.models.entry import Entry
from desktop.services import copying
from desktop.ui import language
from desktop.ui.messages import OK, WARNING
from desktop.ui.record import work
from desktop.ui.record.asking import Asking
from desktop.ui.record.saving import SIMILAR

if TYPE_CHECKING:
    from desktop.ui.record.page import RecordPage


class More(QObject):
    """The menu of one form; Ctrl+D makes a record like it, Ctrl+H shows its history."""

    def __init__(self, page: "RecordPage", save_more: QAction) -> None:
        super().__init__(page)
        self._page = page
        self.action = QAction(page)
        self.action.setObjectName("more")
        self.similar = page.action("similar", self.make_similar, shortcut="Ctrl+D")
        self.history = page.action("history", page.looks.history, shortcut="Ctrl+H")
        self.asking = Asking(page)
        menu = QMenu(page)
        menu.addActions([save_more, self.similar, self.history, page.removing.delete])
        self.action.setMenu(menu)
        self._save_more = save_more
        self.update()

    def update(self) -> None:
        """Offer what the record allows."""
        self.similar.setEnabled(self._page.editable)
        self._save_more.setVisible(self._page.record is None)
        self.history.setEnabled(self._page.record is not None)
        self.asking.update()

    def make_similar(self) -> None:
        """A record like the one at hand, which is saved first; in an empty form, like the one made last."""
        page = self._page
        if not page.form.isEnabled():
            return
        if page.changed:
            page.saving.begin(SIMILAR)
        elif page.record is None:
            run = page.workplace.tasks.run
            run(work.like, page.workplace.desk, page.kind.name, done=self._on_like)
        else:
            self._open_similar(page.form.values())

    def _on_like(self, values: dict[str, Any]) -> None:
        page = self._page
        if page.changed:
            return
        if values:
            page.fill(values)
            page.workplace.messages.tell(language.say("record.like_last"), OK)
        else:
            page.workplace.messages.tell(language.say("record.no_last"), WARNING)

    def go_on_similar(self, entry: Entry) -> None:
        """Begin a record like *entry*, which was saved just now."""
        page = self._page
        values = to_values(page.kind, entry.record)
        if page.record is None:
            page.begin_anew(copying.similar(page.kind, values))
        else:
            self._open_similar(values)

    def _open_similar(self, values: dict[str, Any]) -> None:
        page = self._page
        page.workplace.open_record(page.kind.name, None, copying.similar(page.kind, values))

    def retranslate(self) -> None:
        """Set the words."""
        self.asking.retranslate()
        self.action.setText(language.say("record.more"))
        title = language.kind_title(self._page.kind.name)
        self.similar.setText(language.say("record.similar", kind=title[:1].lower() + title[1:]))
        self.history.setText(language.say("record.history"))
