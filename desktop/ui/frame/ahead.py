"""Loads the code of pages not opened yet while nobody is waiting, so that the first opening is like the second."""

import importlib
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from desktop.ui.tasks import Tasks

_PAUSE_MS = 150
"""Between two modules, so that a key pressed meanwhile waits for one of them at most."""


class LoadingAhead(QObject):
    """Imports *modules* one at a time, in pauses of the window and of its worker."""

    def __init__(self, modules: Iterable[str], tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(dict.fromkeys(modules))
        self._tasks = tasks
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether everything is loaded."""
        return not self._left

    def _go_on(self) -> None:
        if not self._tasks.idle:
            return
        if self._left:
            importlib.import_module(self._left.pop(0))
        else:
            self._timer.stop()
