"""Asking the rules about what is typed, without a key ever waiting for the answer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.models.rules import Problem
from desktop.services import activities
from desktop.ui.workplace import Workplace

_AFTER_MS = 300


class Checks(QObject):
    """Runs the checks in the worker, a moment after the last key; only the latest answer counts.

    ``found`` carries the problems.
    """

    found = Signal(object)

    def __init__(self, workplace: Workplace, draft: Callable[[], Draft], parent: QObject) -> None:
        """Check what *draft*, a bound method, gives."""
        super().__init__(parent)
        self._workplace = workplace
        self._draft = draft
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.now)

    def soon(self) -> None:
        """Check once nothing was typed for a moment."""
        self._timer.start()

    def stop(self) -> None:
        """Check nothing for now."""
        self._timer.stop()

    def now(self) -> None:
        """Check; a question that still waits in the worker is dropped for the newer one."""
        self._timer.stop()
        run = self._workplace.tasks.run
        run(
            activities.check, self._workplace.desk, self._draft(), done=self._on_checked, failed=self._on_refused,
            latest="check",
        )  # fmt: skip

    def _on_checked(self, problems: Sequence[Problem]) -> None:
        self.found.emit(tuple(problems))

    def _on_refused(self, refusal: Refusal) -> None:
        self._workplace.messages.refuse(refusal)
