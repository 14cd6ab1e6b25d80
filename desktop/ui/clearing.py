"""Python clears up in the window's thread only.

What lies in a ring is found by a search that runs wherever an object happens to be made, so the worker could end a
widget that nobody holds any more, while the window's thread paints it. Here the search runs by a timer instead.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2_000


class ClearingUp(QObject):
    """Takes the search for rings into the thread that made it, as often as Python itself would have searched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._searched = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.clear)
        self._timer.start()

    def clear(self) -> None:
        """Search the generations that have grown beyond Python's own thresholds, the youngest first."""
        for generation, (grown, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if grown <= most:
                return
            gc.collect(generation)

    def stop(self) -> None:
        """Give the search back to Python, where it had it."""
        self._timer.stop()
        if self._searched:
            gc.enable()
