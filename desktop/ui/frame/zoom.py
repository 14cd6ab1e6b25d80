"""How large the letters are: three keys in every window, kept on this machine."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.ui import style

_KEPT = "zoom"
_STEPS = {"Ctrl++": 1, "Ctrl+=": 1, "Ctrl+-": -1, "Ctrl+0": 0}


def kept_zoom() -> int:
    """The zoom chosen last on this machine, in percent."""
    try:
        return int(str(QSettings().value(_KEPT, style.ZOOMS[0])))
    except ValueError:
        return style.ZOOMS[0]


class ZoomKeys(QObject):
    """Ctrl++, Ctrl+- and Ctrl+0 in *window*.

    Signals:
        zoomed: Letters have another size now.
    """

    zoomed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        for keys, step in _STEPS.items():
            action = QAction(window)
            action.setShortcut(QKeySequence(keys))
            action.setData(step)
            action.triggered.connect(self._on_key)
            window.addAction(action)

    def _on_key(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            step = int(action.data())
            self.choose(style.next_zoom(step) if step else style.ZOOMS[0])

    def choose(self, percent: int) -> None:
        """Show letters at *percent* of their size, now and next time."""
        if percent != style.zoom():
            QSettings().setValue(_KEPT, percent)
            style.zoom_to(percent)
            self.zoomed.emit()
