"""The first moment of the program: something is on the screen before anything else is loaded.

On an old PC the style, the fonts and the first window take longer to load than Qt itself. This module imports no
more than a bare window needs, and not Qt's ``Qt`` namespace, whose hundred enumerations cost 30 ms.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

TELL = "SOXA_TELL_FIRST_PAINT"
"""Asks for ``painted`` and ``ready`` on standard output, for whoever measures the start."""

_DEEP, _PALE, _SUN = "#0E4C64", "#EAF3F7", "#F6C344"
_WIDTH, _HEIGHT, _MARGIN, _POINTS = 420, 160, 32, 20


class Splash(QWidget):
    """The name of the program on its own colour, there until the first window is.

    Signals:
        painted: It has been on the screen once.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seen = False
        self.setWindowTitle("Sổ Xã")
        self.resize(_WIDTH, _HEIGHT)
        room = self.screen().availableGeometry()
        self.move(room.center() - self.rect().center())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground, write the name, and go on loading after the first time."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(_DEEP))
        painter.setPen(QColor(_PALE))
        font = painter.font()
        font.setPointSize(_POINTS)
        painter.setFont(font)
        painter.drawText(_MARGIN, _HEIGHT // 2 + _POINTS // 2, "Sổ Xã")
        painter.fillRect(_MARGIN, _HEIGHT // 2 + 2 * _POINTS, _MARGIN, 3, QColor(_SUN))
        painter.end()
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)


class _Start:
    """Loads the program behind the splash."""

    def __init__(self, application: QApplication, splash: Splash, folder: Path | None) -> None:
        self._application = application
        self._splash = splash
        self._folder = folder
        self._program: Any = None
        splash.painted.connect(self._go_on)

    def _go_on(self) -> None:
        _tell("painted")
        from desktop import app

        self._program = app.begin(self._application, self._folder)
        self._splash.close()
        QTimer.singleShot(0, self._ready)

    def _ready(self) -> None:
        _tell("ready")


def main(arguments: Sequence[str] = (), folder: Path | None = None) -> int:
    """Run the window until it is closed; *folder* is the register to open."""
    QCoreApplication.setOrganizationName("SoXa")
    QCoreApplication.setApplicationName("SoXa")
    application = QApplication(["soxa", *arguments])
    splash = Splash()
    start = _Start(application, splash, folder)
    splash.show()
    status = application.exec()
    del start
    return status


def _tell(what: str) -> None:
    if os.environ.get(TELL) and sys.stdout is not None:
        sys.stdout.write(what + "\n")
        sys.stdout.flush()
