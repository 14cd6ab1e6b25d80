"""At the start: a clock that can hardly be right is told with the last good time, and may be called right."""

from PySide6.QtCore import QObject

from desktop import said
from desktop.services import clocks
from desktop.services.clocks import ClockDoubt
from desktop.services.desk import Desk
from desktop.ui import language
from desktop.ui.messages import OK, WARNING
from desktop.ui.workplace import Workplace


def note(desk: Desk) -> ClockDoubt | None:
    """What is wrong with the clock; runs in the worker."""
    return clocks.note(desk)


def confirm(desk: Desk) -> None:
    """Remember that the clock is right; runs in the worker."""
    clocks.confirm(desk)


class ClockQuestion(QObject):
    """Asks once at the start, without standing in the way."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        workplace.tasks.run(note, workplace.desk, done=self._on_noted, latest="clock")

    def _on_noted(self, found: ClockDoubt | None) -> None:
        if found is not None:
            self._workplace.messages.tell(
                said.clock(language.term, found),
                WARNING,
                action=language.say("clock.right"),
                on_action=self._confirm,
            )

    def _confirm(self) -> None:
        self._workplace.tasks.run(confirm, self._workplace.desk, done=self._on_confirmed)

    def _on_confirmed(self, _done: object) -> None:
        self._workplace.messages.tell(language.say("clock.confirmed"), OK)
