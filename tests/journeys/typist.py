"""The real program at work in a process of its own, for tests that end it without warning.

``python -m tests.journeys.typist STORE PASSPHRASE KIND RECORD FIELD TEXT`` unlocks the register, opens the form of
RECORD (``-`` for a new one), types TEXT into FIELD and goes on running; it says ``kept MILLISECONDS`` once what was
typed is kept. Without TEXT it says ``shown VALUE`` of the field and ends.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import app as program
from desktop.ui.workplace import PageWanted


class Typist:
    """Does each step once the one before it shows."""

    def __init__(
        self, store: str, passphrase: str, kind: str, record: str, field: str, text: str = ""
    ) -> None:
        self._kind, self._record = kind, None if record == "-" else record
        self._field, self._text = field, text
        self._program = program.Program(Path(store))
        self._program.begin()
        window: Any = self._program.window
        window.passphrase.setText(passphrase)
        window.open()
        self._began = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def _look(self) -> None:
        window: Any = self._program.window
        form = getattr(window, "page", None)
        if form is None:
            return
        if getattr(form, "kind", None) is None or form.kind.name != self._kind:
            window.open(PageWanted(kind=self._kind, record=self._record))
            window.activateWindow()
        elif form.form.isEnabled():
            self._timer.stop()
            self._act(form)

    def _act(self, form: Any) -> None:
        widget = form.form.boxes[self._field].editor.focus_widget()
        widget.setFocus()
        if not self._text:
            _say(f"shown {form.form.values()[self._field]}")
            # To quit would ask first: what was typed is not saved.
            QApplication.exit(0)
            return
        form.keeper.changed.connect(self._on_kept)
        self._began = time.monotonic()
        QTest.keyClicks(widget, self._text)

    def _on_kept(self) -> None:
        _say(f"kept {1000 * (time.monotonic() - self._began):.0f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run until killed, or until the value was shown."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())
    application = QApplication(["soxa"])
    typist = Typist(*sys.argv[1:])
    status = application.exec()
    del typist
    return status


if __name__ == "__main__":
    raise SystemExit(main())
