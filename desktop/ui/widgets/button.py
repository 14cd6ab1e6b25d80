"""The push button of every window."""

from typing import Any

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton

_LESS = 2


class Button(QPushButton):
    """A button that Enter presses when it has the focus, in windows as in dialogs; Qt does so in dialogs only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setAutoDefault(True)

    def changeEvent(self, event: QEvent) -> None:
        """Its picture is as high as its letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            side = self.fontMetrics().height() - _LESS
            self.setIconSize(QSize(side, side))
