"""What somebody looks at or decides beside the form: help, another record, what became of this one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWhatsThis

from desktop.models.entry import Entry
from desktop.models.rules import Problem
from desktop.services import beside
from desktop.services.beside import Seen
from desktop.services.history import Step
from desktop.ui import language
from desktop.ui.messages import OK
from desktop.ui.record import work
from desktop.ui.record.offers import CHILD_REFERRAL, NOT_THE_SAME, SHOW_OTHER

if TYPE_CHECKING:
    from desktop.ui.record.page import RecordPage


class Looks(QObject):
    """Fills the side of one form with what is asked for."""

    def __init__(self, page: "RecordPage") -> None:
        super().__init__(page)
        self._page = page
        page.side.open_wanted.connect(self._on_open)
        page.side.put_back.connect(page.put_value)

    def help(self, path: str) -> None:
        """Read the help of the field at *path*, and show it at the field where the side has no room for it."""
        side, editor = self._page.side, self._page.form.editor(path)
        side.show_checks()
        side.show_focus(path)
        side.help.read()
        if editor is not None and side.help.words and not side.beside:
            QWhatsThis.showText(editor.mapToGlobal(QPoint(0, editor.height())), side.help.words, editor)

    def look(self, kind: str, record: str) -> None:
        """Show the record *record* of *kind* beside the form."""
        page = self._page
        page.workplace.tasks.run(
            beside.look, page.workplace.desk, kind, record, done=self._on_seen, latest="look"
        )

    def _on_seen(self, seen: Seen) -> None:
        self._page.side.show_entry(seen.entry, seen.captions)

    def _on_open(self, kind: str, record: str) -> None:
        self._page.workplace.open_record(kind, record)

    def history(self) -> None:
        """Show what became of the record."""
        page = self._page
        if page.record is not None:
            run = page.workplace.tasks.run
            run(
                work.steps,
                page.workplace.desk,
                page.kind.name,
                page.record,
                done=self._on_steps,
                latest="look",
            )

    def _on_steps(self, found: tuple[tuple[Step, ...], Mapping[str, str]]) -> None:
        steps, captions = found
        self._page.side.show_history(steps, captions, editable=self._page.editable)

    def decide(self, field: str, value: object) -> None:
        """Of the values that machines have set differently, *value* is the one."""
        page = self._page
        run, desk = page.workplace.tasks.run, page.workplace.desk
        run(work.choose, desk, page.kind.name, str(page.record), field, value, done=self._on_decided)

    def _on_decided(self, entry: Entry) -> None:
        page = self._page
        page.workplace.messages.tell(language.say("conflict.decided"), OK)
        page.show_entry(entry)
        page.workplace.changed({page.kind.name})
        page.check()

    def take_offer(self, offer: str, problem: Problem) -> None:
        """Do what was offered about *problem*."""
        page = self._page
        if offer == SHOW_OTHER:
            self.look(page.kind.name, str(problem.params["other_id"]))
        elif offer == NOT_THE_SAME:
            page.tell_apart(str(problem.params["other_id"]))
        elif offer == CHILD_REFERRAL:
            # Nothing of what was typed about the person goes along or stays behind.
            page.let_go()
            page.workplace.open_record(CHILD_REFERRAL, None, {"children": 1})
