"""Python clears up in the window's thread only.

What lies in a ring is found by a search that runs wherever an object happens to be made, so the worker could end a
widget that nobody holds any more, while the window's thread paints it. Here the search runs by a timer instead.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 250


def soon() -> None:
    """Search once Qt has ended what was given to ``deleteLater`` until now."""
    QTimer.singleShot(0, gc.collect)


class ClearingUp(QObject):
    """Takes the search for rings into the thread that made it, as often as Python itself would have searched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.clear)
        self._timer.start()

    def clear(self) -> None:
        """Search when as much has been made as Python itself would wait for; all of it, which takes milliseconds.

        PySide6 keeps a wrapper for every item of a layout that was put into another one, and takes what Qt makes
        next in the same place for that item: what is left of a closed form must not stay for long.
        """
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect()

    def stop(self) -> None:
        """Give the search back to Python."""
        self._timer.stop()
        gc.enable()
