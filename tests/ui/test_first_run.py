"""From nothing to an open register, and back into it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import backup
from desktop.ui.first_run.window import FirstRunWindow
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.window import UnlockWindow
from tests.ui.conftest import PASSPHRASE, clock, settle

Key = Qt.Key


def test_a_register_is_made_from_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    window = FirstRunWindow(tmp_path / "register", tasks)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made: list[Any] = []
    window.opened.connect(made.append)
    window.forward()
    window.forward()
    qtbot.keyClicks(QApplication.focusWidget(), "doan ket lai chau")
    window.steps[2]._look()  # type: ignore[attr-defined]
    settle(qtbot, tasks)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), PASSPHRASE)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), PASSPHRASE)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    settle(qtbot, tasks)
    assert window.next_button.text() == "Tạo sổ"
    window.forward()
    settle(qtbot, tasks)
    (desk,) = made
    assert desk.settings.role == "commune"
    assert desk.settings.unit == "03388@2025"
    assert desk.settings.plans == ("lai-chau-2021-2025",)
    desk.close()
    tasks.close()


def test_two_different_passphrases_do_not_go_on(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    window = FirstRunWindow(tmp_path / "register", tasks)
    qtbot.addWidget(window)
    step: Any = window.steps[3]
    window._go(step)
    qtbot.keyClicks(step.first, PASSPHRASE)
    qtbot.keyClicks(step.second, "khac han")
    assert not window.next_button.isEnabled()
    assert step.hint.text() == "Hai lần nhập khác nhau."
    step.second.clear()
    qtbot.keyClicks(step.second, PASSPHRASE)
    assert window.next_button.isEnabled()
    tasks.close()


def test_a_wrong_passphrase_is_said_and_may_be_tried_again(qtbot: QtBot, empty_desk: Any) -> None:
    tasks = Tasks()
    window = UnlockWindow(empty_desk.store.folder, tasks)
    qtbot.addWidget(window)
    opened: list[Any] = []
    window.opened.connect(opened.append)
    qtbot.keyClicks(window.passphrase, "sai hoan toan")
    qtbot.keyClick(window.passphrase, Key.Key_Return)
    settle(qtbot, tasks)
    assert opened == []
    assert "Mật khẩu không đúng" in window.problem.text()
    window.passphrase.clear()
    qtbot.keyClicks(window.passphrase, PASSPHRASE)
    qtbot.keyClick(window.passphrase, Key.Key_Return)
    settle(qtbot, tasks)
    assert len(opened) == 1
    opened[0].close()
    tasks.close()


def test_a_backup_is_brought_back(qtbot: QtBot, empty_desk: Any, tmp_path: Path) -> None:
    file = backup.backup(empty_desk, tmp_path / "sao luu.soxabak")
    tasks = Tasks()
    window = FirstRunWindow(tmp_path / "back", tasks)
    qtbot.addWidget(window)
    opened: list[Any] = []
    window.opened.connect(opened.append)
    window._backup()
    window.restore.path.setText(str(file))
    qtbot.keyClicks(window.restore.passphrase, PASSPHRASE)
    window.forward()
    settle(qtbot, tasks)
    assert opened
    assert opened[0].settings.unit == empty_desk.settings.unit
    opened[0].close()
    tasks.close()
    assert clock().year == 2025
