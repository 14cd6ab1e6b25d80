"""The Qt binding does not lose references, and nothing heavy is loaded before the first paint."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
_OFTEN = 300


class _Sender(QObject):
    sent = Signal()


class _Painted(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)


def test_painting_typing_and_signals_leave_none_and_true_alone(qtbot: QtBot) -> None:
    """PySide6 6.12 drops references to None and True in CPython 3.11 until the process dies."""
    painted, line, sender = _Painted(), QLineEdit(), _Sender()
    qtbot.addWidget(painted)
    qtbot.addWidget(line)
    painted.show()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(_OFTEN):
        painted.repaint()
        line.setText(str(number))
        sender.sent.emit()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(abs(b - a) < _OFTEN / 2 for a, b in zip(before, after, strict=True))


def test_no_layout_is_asked_for_its_items() -> None:
    """PySide6 keeps the item it gives for as long as the layout lives, also when Qt has ended it long before.

    What Qt makes next in the same place is then taken for that item: a viewport without a background, or a crash.
    `takeAt` hands the item over and is safe.
    """
    asking = re.compile(r"\.(itemAt|itemAtPosition)\(")
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for folder in ("desktop", "tests")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if asking.search(line) and file != Path(__file__)
    ]
    assert found == []


@pytest.mark.parametrize(
    "heavy",
    [
        "sqlalchemy",
        "alembic",
        "openpyxl",
        "typst",
        "pyrage",
        "cryptography",
        "zstandard",
        "sqlcipher3",
        "msgspec",
    ],
)
def test_the_first_window_loads_nothing_heavy(heavy: str) -> None:
    shown = "desktop.start, desktop.app, desktop.ui.unlock.window, desktop.ui.first_run.window"
    code = f"import sys, {shown}; raise SystemExit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("heavy", ["openpyxl", "typst"])
def test_a_register_and_a_form_open_without_the_libraries_for_files(heavy: str) -> None:
    code = f"import sys, desktop.ui.register.page, desktop.ui.record.page; raise SystemExit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
