"""Saving what is in the form, and what comes after it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop.models.entry import Entry
from desktop.models.errors import Refusal
from desktop.ui import language
from desktop.ui.messages import OK, PROBLEM, WARNING
from desktop.ui.record import work

if TYPE_CHECKING:
    from desktop.ui.record.page import RecordPage

LIST, EMPTY, SIMILAR = "list", "empty", "similar"
"""What comes after: the list, an empty form, a form like this one."""


class Saving(QObject):
    """Saves the record of one form; ``busy`` while it is under way."""

    def __init__(self, page: "RecordPage") -> None:
        super().__init__(page)
        self._page = page
        self._next = LIST
        self.busy = False

    def begin(self, what_next: str = LIST) -> None:
        """Save, unless something cannot be read or the rules refuse it."""
        page = self._page
        if not page.editable or self.busy or not page.form.isEnabled():
            return
        page.form.settle()
        if page.form.unreadable():
            page.places.take(page.places.problems)
            self._on_refused(Refusal("not_valid", problems=list(page.places.problems)))
            return
        self._next = what_next
        self.busy = True
        page.checks.stop()
        page.keeper.stop()
        run, desk = page.workplace.tasks.run, page.workplace.desk
        run(work.save, desk, page.draft(), done=self._on_saved, failed=self._on_refused)

    def _on_saved(self, entry: Entry) -> None:
        self.busy = False
        page = self._page
        page.was_saved()
        page.workplace.messages.tell(
            language.say("record.saved", kind=language.kind_title(page.kind.name)), OK
        )
        page.workplace.changed({page.kind.name})
        if self._next == LIST:
            page.finished.emit()
        elif self._next == SIMILAR:
            page.more.go_on_similar(entry)
        else:
            page.begin_anew()

    def _on_refused(self, refusal: Refusal) -> None:
        self.busy = False
        page = self._page
        problems = refusal.params.get("problems")
        if refusal.code != "not_valid" or not isinstance(problems, (list, tuple)):
            page.workplace.messages.refuse(refusal)
            return
        page.side.show_checks()
        page.places.show_all = True
        page.places.take(problems)
        errors = sum(p.severity == "error" for p in page.places.problems)
        key = "record.has_errors" if errors else "record.needs_reason"
        count = errors or len(page.places.problems)
        page.workplace.messages.tell(language.say(key, count=count), PROBLEM if errors else WARNING)
        if errors:
            page.places.go_to_first_error()
        else:
            page.side.problems.reason.setFocus(Qt.FocusReason.OtherFocusReason)
