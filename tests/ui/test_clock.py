"""At the start the window says that the clock can hardly be right, and lets a person say that it is."""

import datetime
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.services import clocks
from desktop.services import desk as desks
from tests.ui.conftest import COMMUNE_UNIT, NOW, PASSPHRASE, settle


def test_a_wrong_clock_is_told_with_the_last_good_time(
    qtbot: QtBot, make_window: Any, tmp_path: Path
) -> None:
    made = desks.new(
        tmp_path / "xa", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=lambda: NOW
    )
    clocks.note(made)
    made.close()
    back = NOW - datetime.timedelta(hours=3)
    desk = desks.open_desk(tmp_path / "xa", PASSPHRASE, clock=lambda: back)
    window = make_window(desk)
    settle(qtbot, window.workplace.tasks)
    strip = window.workplace.messages
    assert "06:41 21/11/2025" in strip.text and "21/11/2025 09:41" in strip.text
    strip.act()
    settle(qtbot, window.workplace.tasks)
    assert clocks.doubt(desk) is None
    window.close()
    desk.close()
