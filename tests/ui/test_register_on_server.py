"""A register on a real server, opened in the window: asked for once, then by its passphrase alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Program, is_register
from desktop.models import address
from desktop.models.address import Address
from desktop.services import desk as desks
from desktop.ui import shelf
from desktop.ui.first_run.window import FirstRunWindow
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.window import UnlockWindow
from tests.server.cluster import PASSWORD, Cluster
from tests.ui.conftest import PASSPHRASE, PROVINCE_UNIT, clock, settle

Key = Qt.Key


@pytest.fixture
def place(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Address:
    """The address of a receiving unit's register."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = address.read(database)
    desks.new(made, PASSPHRASE, role="receiving", unit=PROVINCE_UNIT, training=True, clock=clock).close()
    return made


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, place: Address) -> Iterator[FirstRunWindow]:
    tasks = Tasks()
    made = FirstRunWindow(tmp_path / "register", tasks)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin.buttons[-1].click()
    yield made
    tasks.close()


def typed(qtbot: QtBot, window: FirstRunWindow, *lines: str) -> None:
    """Fill in the lines one after the other from the keyboard and press Enter in the last."""
    for number, line in enumerate(lines):
        here: Any = QApplication.focusWidget()
        here.selectAll()
        qtbot.keyClicks(here, line)
        qtbot.keyClick(here, Key.Key_Return if number == len(lines) - 1 else Key.Key_Tab)
    settle(qtbot, window._tasks)


def test_a_register_on_a_server_is_opened_from_the_keyboard_and_then_by_its_passphrase(
    qtbot: QtBot, window: FirstRunWindow, place: Address
) -> None:
    opened: list[Any] = []
    window.opened.connect(opened.append)
    assert window.server.host.hasFocus()
    typed(
        qtbot, window, f"{place.host}:{place.port}", place.database, place.user, PASSWORD, PASSPHRASE
    )  # fmt: skip
    (desk,) = opened
    assert desk.store.place == str(place)
    assert is_register(desk.store.folder)
    desk.close()
    unlock = UnlockWindow(desk.store.folder, window._tasks)
    qtbot.addWidget(unlock)
    unlock.opened.connect(opened.append)
    qtbot.keyClicks(unlock.passphrase, PASSPHRASE)
    qtbot.keyClick(unlock.passphrase, Key.Key_Return)
    settle(qtbot, window._tasks)
    assert opened[1].settings.unit == PROVINCE_UNIT
    opened[1].close()


def test_what_keeps_the_register_closed_is_said_and_may_be_put_right(
    qtbot: QtBot, window: FirstRunWindow, place: Address
) -> None:
    opened: list[Any] = []
    window.opened.connect(opened.append)
    host = f"{place.host}:{place.port}"
    typed(qtbot, window, host, place.database, place.user, "sai mat khau", PASSPHRASE)
    assert "mật khẩu đăng nhập" in window.strip.text
    window.server.host.setFocus()
    typed(qtbot, window, host, "khong_co", place.user, PASSWORD, PASSPHRASE)
    assert "không có cơ sở dữ liệu “khong_co”" in window.strip.text
    window.server.host.setFocus()
    typed(qtbot, window, host, place.database, place.user, PASSWORD, "khong phai cau ay")
    assert "Mật khẩu không đúng" in window.strip.text
    assert opened == []
    window.server.passphrase.setFocus()
    typed(qtbot, window, PASSPHRASE)
    assert len(opened) == 1
    opened[0].close()


def test_the_program_knows_where_the_register_lies(
    qtbot: QtBot, window: FirstRunWindow, place: Address, tmp_path: Path
) -> None:
    program = Program(tmp_path / "register")
    program._on_opened(desks.join_server(place, PASSPHRASE, clock=clock))
    main: Any = program.window
    settle(qtbot, program.tasks)
    (known,) = shelf.known()
    assert known.place == str(place)
    assert str(place) in main.windowTitle()
    main.show_settings()
    settle(qtbot, program.tasks)
    assert main.page.facts.value("folder") == str(place)
    main.close()
    program.close()


def test_a_server_that_goes_away_is_told_and_found_again(
    qtbot: QtBot, window: FirstRunWindow, place: Address, cluster: Cluster, tmp_path: Path
) -> None:
    program = Program(tmp_path / "register")
    program._on_opened(desks.join_server(place, PASSPHRASE, clock=clock))
    main: Any = program.window
    main.show_settings()
    settle(qtbot, program.tasks)
    page, strip = main.page, main.workplace.messages
    cluster.close(place.database)
    page.officer.post.setText("Chuyên viên tổng hợp")
    page.officer.save.click()
    settle(qtbot, program.tasks)
    # Below the field that was to be saved; what was typed is still there.
    assert "Không liên lạc được với máy chủ" in page.officer._problems["post"].text() + strip.text
    assert page.officer.post.text() == "Chuyên viên tổng hợp"
    cluster.open(place.database)
    page.officer.save.click()
    settle(qtbot, program.tasks)
    assert main.workplace.desk.settings.post == "Chuyên viên tổng hợp"
    main.close()
    program.close()
