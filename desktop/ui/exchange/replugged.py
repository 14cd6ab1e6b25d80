"""Notices a stick that is plugged in, or pulled out, while the page is open, and looks at the packages on it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from desktop.services.desk import Desk
from desktop.services.exchange import Exported, rechecking
from desktop.services.exchange.rechecking import Rechecked
from desktop.ui import language
from desktop.ui.exchange.places import sticks
from desktop.ui.exchange.sending import SendingCard
from desktop.ui.messages import OK
from desktop.ui.page import Page

_EVERY_MS = 3_000


def look(desk: Desk, folders: Sequence[Path]) -> list[Rechecked]:
    """What became of this machine's packages in *folders*; runs in the worker."""
    return rechecking.recheck(desk, folders) if desk.settings.receiver is not None else []


def write(desk: Desk, one: Rechecked) -> Exported:
    """Write a package again where it lies; runs in the worker."""
    return rechecking.rewrite(desk, one.path.parent, one.sequence)


class Replugged(QObject):
    """The part of the exchange page that watches the sticks."""

    def __init__(self, page: Page, sending: SendingCard) -> None:
        super().__init__(page)
        self._page, self._sending = page, sending
        sending.again.rewrite_wanted.connect(self.rewrite)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.watch)
        self._timer.start()

    def watch(self) -> None:
        """Look for the sticks again when others are plugged in than before."""
        if not self._page.isVisible():
            return
        if {place.folder for place in sticks()} != self._sending.plugged_in:
            self._sending.look_for_sticks()
            self._sending.looked.emit()

    def refresh(self) -> None:
        """Look at the packages where packages can go."""
        place = self._page.workplace
        folders = tuple(self._sending.folders)
        place.tasks.run(look, place.desk, folders, done=self._on_looked, latest="replugged")

    def _on_looked(self, found: Sequence[Rechecked]) -> None:
        self._sending.again.show_found(found)
        if any(one.state == rechecking.CONFIRMED for one in found):
            # What was in doubt is not any more.
            self._page.workplace.changed({"receipt"})

    def rewrite(self, one: Rechecked) -> None:
        """Write *one* again, as it was."""
        place = self._page.workplace
        place.tasks.run(write, place.desk, one, done=self._on_rewritten)

    def _on_rewritten(self, exported: Exported) -> None:
        text = language.say("again.rewritten", sequence=exported.sequence)
        self._page.workplace.messages.tell(text, OK)
        self._page.workplace.changed({"receipt"})
