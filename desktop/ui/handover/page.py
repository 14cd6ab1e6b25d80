"""The page of handing over: the list, the passphrase and the recovery sheet; nothing modal."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models import units
from desktop.services.handover import Handover
from desktop.ui import language, style
from desktop.ui.handover import work
from desktop.ui.handover.asking import FinishStrip
from desktop.ui.handover.cards import ListCard, PassphraseCard, SheetCard
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.pages import pages_of
from desktop.ui.saving import PDF, Written, ask_save, proposed_name
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import Workplace

_NARROW = 110  # characters


class HandoverPage(Page):
    """At the left what is to be handed over, at the right what opens the register."""

    uses_period = False

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("handover_page")
        self._found: Handover | None = None
        self._begin = self.action("begin_handover", self.begin_handover)
        self._finish = self.action("finish_handover", self.ask_to_finish, primary=True)
        self._give_up = self.action("give_up_handover", self.give_up)
        self.strip = FinishStrip(self)
        self.strip.confirmed.connect(self._on_post)
        known = {entry.name for entry in pages_of(workplace.desk.settings.role)}
        self.list, self.passphrase, self.sheet = ListCard(known, self), PassphraseCard(self), SheetCard(self)
        self.list.opened.connect(workplace.open_page)
        self.passphrase.wanted.connect(self._on_change)
        self.sheet.wanted.connect(self._on_sheet)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.strip)
        self._sides = side_by_side()
        column.addLayout(self._sides, 1)
        self._sides.addWidget(self.list, 5)
        right = QVBoxLayout()
        self._sides.addLayout(right, 4)
        right.setSpacing(style.GAP)
        right.addWidget(self.passphrase)
        right.addWidget(self.sheet)
        right.addStretch(1)
        fill(self, body)
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        turn(self._sides, self, _NARROW)

    def title(self) -> str:
        """The page's name."""
        return language.say("page.handover")

    def context(self) -> str:
        """How much is still open."""
        if self._found is None:
            return ""
        return language.say("handover.context", count=self._found.open)

    def header_actions(self) -> Sequence[QAction]:
        """Begin; or give up and finish."""
        at_work = self._found is not None and self._found.begun_on is not None
        return (self._give_up, self._finish) if at_work else (self._begin,)

    def refresh(self) -> None:
        """Load the list."""
        self._run(work.load)

    def begin_handover(self) -> None:
        """From today on passphrase and sheet are to be new."""
        self._run(work.begin)

    def give_up(self) -> None:
        """Nobody leaves after all."""
        self.strip.hide()
        self._run(work.give_up)

    def ask_to_finish(self) -> None:
        """Ask for the post of whoever takes over."""
        self.strip.ask()

    def _on_post(self, post: str) -> None:
        place = self.workplace
        place.tasks.run(work.finish, place.desk, post, done=self._on_finished)

    def _on_finished(self, found: Handover) -> None:
        self.workplace.messages.tell(language.say("handover.finished"), OK)
        self.workplace.changed({"settings"})
        self._on_loaded(found)

    def _run(self, what: Callable[..., Handover]) -> None:
        place = self.workplace
        place.tasks.run(what, place.desk, done=self._on_loaded)

    def _on_loaded(self, found: Handover) -> None:
        self._found = found
        self.list.show_list(found)
        self.header_changed.emit()

    # What opens the register

    def _on_change(self, old: str, new: str) -> None:
        place = self.workplace
        place.tasks.run(
            work.change_passphrase, place.desk, old, new,
            done=self._on_changed, failed=self.passphrase.refuse,
        )  # fmt: skip

    def _on_changed(self, _done: object) -> None:
        self.passphrase.done()
        self.workplace.messages.tell(language.say("handover.changed"), OK)
        self.refresh()

    def _on_sheet(self, passphrase: str) -> None:
        desk = self.workplace.desk
        name = proposed_name(
            "phieu khoi phuc",
            units.unit(desk.settings.unit).full_name,
            desk.today().isoformat(),
            suffix=".pdf",
        )
        path = ask_save(self, language.say("handover.make_sheet"), name, PDF, "recovery")
        if path is not None:
            self.make_sheet(passphrase, path)

    def make_sheet(self, passphrase: str, path: Path) -> None:
        """Write a new recovery sheet to *path*."""
        place = self.workplace
        place.tasks.run(
            work.make_sheet, place.desk, passphrase, path, done=self._on_made, failed=self.sheet.refuse
        )

    def _on_made(self, path: Path) -> None:
        self.sheet.done()
        say = language.say
        self.workplace.messages.tell(
            say("handover.sheet_made", path=str(path)), OK,
            action=say("saving.open"), on_action=Written(path).open,
        )  # fmt: skip
        self.refresh()

    def _retranslate(self) -> None:
        for action in (self._begin, self._finish, self._give_up):
            action.setText(language.say(f"handover.{action.objectName()}"))
        self.header_changed.emit()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of handing over."""
    return HandoverPage(workplace)
