"""The push button of every window."""

from typing import Any

from PySide6.QtWidgets import QPushButton


class Button(QPushButton):
    """A button that Enter presses when it has the focus, in windows as in dialogs; Qt does so in dialogs only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setAutoDefault(True)
