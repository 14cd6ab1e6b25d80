"""The page of handing over, and opening a register with its recovery sheet."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.models.errors import Refusal
from desktop.services import backup, handover, recovery
from desktop.services import desk as desks
from desktop.ui import language
from desktop.ui.first_run.window import FirstRunWindow
from desktop.ui.handover.page import make
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.window import UnlockWindow
from tests.ui.conftest import PASSPHRASE, settle
from tests.ui.desks import nameless, shown, speaks_both

NEW = "cau khac han cau truoc"


@pytest.fixture
def page(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(empty_desk), make)


def opens(folder: Path, secret: str) -> bool:
    try:
        desks.open_desk(folder, secret).close()
    except Refusal:
        return False
    return True


def change(qtbot: QtBot, page: Any, old: str, new: str) -> None:
    card = page.passphrase
    for line, text in ((card.old, old), (card.new.first, new), (card.new.second, new)):
        line.clear()
        qtbot.keyClicks(line, text)
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)


def test_a_handover_from_its_beginning_to_its_end(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [one.objectName() for one in page.header_actions()] == ["begin_handover"]
    page.begin_handover()
    settle(qtbot, page.workplace.tasks)
    assert page.list.signs["passphrase"].text() == "!"
    change(qtbot, page, "khong phai cau nay", NEW)
    assert page.passphrase.problem.isVisible()
    change(qtbot, page, PASSPHRASE, NEW)
    assert page.list.signs["passphrase"].text() == "✓"
    chosen = tmp_path / "phieu.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    qtbot.keyClicks(page.sheet.passphrase, NEW)
    qtbot.mouseClick(page.sheet.button, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert chosen.read_bytes().startswith(b"%PDF")
    page.ask_to_finish()
    page.strip.reason.setText("Chuyên viên Văn phòng")
    qtbot.mouseClick(page.strip.yes, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    desk = page.workplace.desk
    assert desk.settings.post == "Chuyên viên Văn phòng"
    assert handover.state(desk).begun_on is None
    assert opens(desk.store.folder, NEW) and not opens(desk.store.folder, PASSPHRASE)


def test_a_door_leads_to_where_a_line_is_settled(qtbot: QtBot, page: Any) -> None:
    wanted = []
    page.workplace.page_wanted.connect(wanted.append)
    qtbot.mouseClick(page.list._doors["backup"], Qt.MouseButton.LeftButton)
    assert [one.page for one in wanted] == ["settings"]


def test_everything_has_a_name_and_both_languages(page: Any) -> None:
    assert nameless(page) == []
    speaks_both(page, "handover.list", "handover.passphrase", "handover.sheet")


@pytest.fixture
def tasks(qtbot: QtBot) -> Any:
    made = Tasks()
    yield made
    made.close()


def test_a_forgotten_passphrase_is_set_anew_by_the_sheet(qtbot: QtBot, empty_desk: Any, tasks: Tasks) -> None:
    code = recovery.new_sheet_code(empty_desk, PASSPHRASE)
    folder = empty_desk.store.folder
    empty_desk.close()
    window = UnlockWindow(folder, tasks)
    qtbot.addWidget(window)
    window.show()
    window.recover()
    card = window.recovering
    assert card.isVisible() and not window.passphrase.isVisible()
    qtbot.keyClicks(card.code.line, "12345 ")
    assert "nhóm số: 1." in card.code.problem.text()
    card.code.line.setText(recovery.spoken.new_code(8))
    qtbot.keyClicks(card.new.first, NEW)
    qtbot.keyClicks(card.new.second, NEW)
    qtbot.mouseClick(card.open, Qt.MouseButton.LeftButton)
    settle(qtbot, tasks)
    assert card.code.problem.text() == language.term("errors", "recovery_wrong")
    card.code.line.setText(code)
    with qtbot.waitSignal(window.opened, timeout=20_000) as opened:
        qtbot.mouseClick(card.open, Qt.MouseButton.LeftButton)
    opened.args[0].close()
    assert opens(folder, NEW) and not opens(folder, PASSPHRASE)


def test_a_backup_is_restored_with_the_sheet_alone(
    qtbot: QtBot, empty_desk: Any, tasks: Tasks, tmp_path: Path
) -> None:
    code = recovery.new_sheet_code(empty_desk, PASSPHRASE)
    saved = backup.backup(empty_desk, tmp_path / "b.soxa-backup")
    window = FirstRunWindow(tmp_path / "again", tasks)
    qtbot.addWidget(window)
    window.show()
    window._backup()
    step = window.restore
    step.path.setText(str(saved))
    step.passphrase.setText(code)
    assert step.new.isVisible() and not step.complete()
    step.new.first.setText(NEW)
    step.new.second.setText(NEW)
    assert step.complete()
    with qtbot.waitSignal(window.opened, timeout=20_000) as opened:
        window.forward()
    opened.args[0].close()
    assert opens(tmp_path / "again", NEW) and not opens(tmp_path / "again", PASSPHRASE)
