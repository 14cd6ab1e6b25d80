"""A stick that is plugged in again is looked at by itself, and a package that broke on it is written again."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import exchange
from desktop.services.exchange import rechecking
from desktop.ui.exchange import replugged, sending
from desktop.ui.exchange.places import Place
from desktop.ui.workplace import PageWanted
from tests.services.twins import join
from tests.ui.conftest import settle


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def page(qtbot: QtBot, desk: Any, receiving_desk: Any, make_window: Any, tmp_path: Path, usb: Path) -> Any:
    join(receiving_desk, desk, tmp_path)
    exchange.export(desk, usb)
    window = make_window(desk)
    window.open(PageWanted(page="exchange"))
    settle(qtbot, window.workplace.tasks)
    return window.page


def plug_in(qtbot: QtBot, page: Any, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sending, replugged):
        monkeypatch.setattr(module, "sticks", lambda: [Place(usb, "USB", 10**10)])
    page.replugged.watch()
    settle(qtbot, page.workplace.tasks)


def test_a_stick_with_a_whole_package_says_so(
    qtbot: QtBot, page: Any, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.sending.again.isVisible()
    plug_in(qtbot, page, usb, monkeypatch)
    assert "còn nguyên" in page.sending.again.text.text()
    assert not page.sending.again.rewrite.isVisible()


def test_a_broken_package_is_written_again_with_one_button(
    qtbot: QtBot, page: Any, desk: Any, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = usb.glob("*.soxa")
    file.write_bytes(file.read_bytes()[:-30])
    plug_in(qtbot, page, usb, monkeypatch)
    assert "ghi dở hoặc đã hỏng" in page.sending.again.text.text()
    page.sending.again.rewrite.click()
    settle(qtbot, page.workplace.tasks)
    assert "Đã ghi lại gói số 1" in page.workplace.messages.text
    assert [one.state for one in rechecking.recheck(desk, [usb])] == ["whole"]
    assert "còn nguyên" in page.sending.again.text.text()
