"""The Qt binding does not lose references, and nothing heavy is loaded before the first paint."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests import items

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


def test_no_code_takes_hold_of_a_layouts_items() -> None:
    """Asked for, taken out, made, or handed to a layout written in Python: see `tests.items`."""
    holding = re.compile(
        r"\.(itemAt|itemAtPosition|takeAt|takeRow)\(|\bQ(Layout|Widget|Spacer)Item\b|\(.*\bQLayout\):"
    )
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for folder in ("desktop", "tests")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if holding.search(line) and file not in (Path(__file__), ROOT / "tests" / "items.py")
    ]
    assert found == []


def _row_of_one(parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(QLineEdit(parent))
    return row


def test_a_layout_put_into_another_one_is_empty(qtbot: QtBot) -> None:
    """The tests of all windows run under this watch."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    with pytest.raises(AssertionError, match="before it is filled"):
        column.addLayout(_row_of_one(window))
    row = QHBoxLayout()
    column.addLayout(row)
    row.addWidget(QLineEdit(window))
    assert items.wrapped() == []


def test_after_each_window_test_a_wrapper_would_be_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = _row_of_one(window)
    held = row.itemAt(0)
    assert items.wrapped() == ["QWidgetItem"]
    shiboken6.delete(row)
    del held, row


@pytest.mark.parametrize(
    "heavy",
    [
        "sqlalchemy",
        "alembic",
        "openpyxl",
        "docx",
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


@pytest.mark.parametrize("heavy", ["openpyxl", "typst", "docx"])
def test_a_register_and_a_form_open_without_the_libraries_for_files(heavy: str) -> None:
    code = f"import sys, desktop.ui.register.page, desktop.ui.record.page; raise SystemExit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
