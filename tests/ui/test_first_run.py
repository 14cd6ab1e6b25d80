"""From nothing to an open register, and back into it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.services import backup
from desktop.services import desk as desks
from desktop.ui import language, opening
from desktop.ui.first_run.check import CheckStep
from desktop.ui.first_run.steps import Choice
from desktop.ui.first_run.window import FirstRunWindow
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.window import UnlockWindow
from desktop.ui.widgets.passphrase import CapsLockHint, PassphraseLine
from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, clock, settle

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
    # The button in focus is a new register; then the desk is chosen already and Tab leads to going on.
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    while QApplication.focusWidget() is not window.next_button:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    qtbot.keyClick(window.next_button, Key.Key_Return)
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
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
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


def test_the_list_of_units_is_walked_from_the_search_line(qtbot: QtBot, tmp_path: Path) -> None:
    tasks = Tasks()
    window = FirstRunWindow(tmp_path / "register", tasks)
    qtbot.addWidget(window)
    step: Any = window.steps[2]
    window._go(step)
    qtbot.keyClicks(step.search, "doan ket")
    step._look()
    settle(qtbot, tasks)
    qtbot.keyClick(step.search, Key.Key_Down)
    assert step.list.currentRow() == 1
    assert window.choice.unit == step.list.item(1).data(Qt.ItemDataRole.UserRole)
    qtbot.keyClicks(step.search, " khong co o dau")
    step._look()
    settle(qtbot, tasks)
    assert step.list.item(0).text() == language.say("first.unit.none")
    assert not window.next_button.isEnabled()
    tasks.close()


def test_caps_lock_is_told_while_it_is_on(qtbot: QtBot) -> None:
    line = PassphraseLine()
    hint = CapsLockHint(line)
    for widget in (line, hint):
        qtbot.addWidget(widget)
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for key, held, typed, told in (
        (Key.Key_A, shift, "A", False), (Key.Key_B, none, "B", True), (Key.Key_1, none, "1", True),
        (Key.Key_C, none, "c", False), (Key.Key_D, shift, "d", True),
    ):  # fmt: skip
        line.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, held, typed))
        assert hint.isHidden() is not told
    assert line.text() == "AB1cd"


def test_another_register_is_opened_without_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    first = desks.new(
        tmp_path / "first", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=clock
    )
    program = Program(tmp_path / "first")
    program._on_opened(first)
    main: Any = program.window
    settle(qtbot, program.tasks)
    before = program.tasks
    main.leave()
    chooser = program.window
    assert isinstance(chooser, FirstRunWindow)
    assert program.tasks is not before
    assert main.isHidden()
    chooser.folder_chosen.emit(tmp_path / "first")
    unlock: Any = program.window
    unlock.passphrase.setText(PASSPHRASE)
    unlock.open()
    settle(qtbot, program.tasks)
    again: Any = program.window
    assert again.workplace.desk.settings.site == first.settings.site
    settle(qtbot, program.tasks)
    again.close()
    again.deleteLater()
    program.deleteLater()


def test_the_plans_that_apply_are_chosen_and_those_of_others_wait_behind_a_button(
    qtbot: QtBot, tmp_path: Path
) -> None:
    tasks = Tasks()
    choice = Choice(unit=opening.UnitFound("00004@2025", "Phường Ba Đình, thành phố Hà Nội"))
    step = CheckStep(choice, tasks)
    qtbot.addWidget(step)
    step.show()
    step.entered()
    settle(qtbot, tasks)
    assert choice.plans == ("ha-noi-2026-kh-07", "ha-noi-2026-kh-06")
    shown = [plan for plan, box in step.plans.boxes.items() if box.isVisible()]
    assert shown == ["ha-noi-2026-kh-07", "ha-noi-2026-kh-06"]
    step.plans.others.click()
    assert all(box.isVisible() for box in step.plans.boxes.values())
    step.plans.boxes["ha-noi-2026-kh-06"].click()
    step.plans.boxes["lai-chau-2021-2025"].click()
    assert choice.plans == ("ha-noi-2026-kh-07", "lai-chau-2021-2025")
    step.entered()
    settle(qtbot, tasks)
    assert choice.plans == ("ha-noi-2026-kh-07", "lai-chau-2021-2025")
    made = opening.new_register(tmp_path / "r", PASSPHRASE, "commune", "00004@2025", True, choice.plans)
    assert made.settings.plans == choice.plans
    made.close()
    tasks.close()
