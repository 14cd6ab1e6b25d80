"""The window sends by itself over a line, says how it stands in plain words, and disturbs nobody who types."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.errors import Refusal
from desktop.services import exchange
from desktop.services.network import connecting, roll_calling, rounds
from desktop.ui.home.page import HomePage
from desktop.ui.network.background import Background, Pauses
from desktop.ui.settings.page import SettingsPage
from desktop.ui.workplace import PageWanted
from tests.network.machine import ReceivingMachine, Within
from tests.ui.conftest import settle
from tests.ui.desks import joined_commune, shown

SOON = Pauses(first=(0, 0), failed=0.2, longest=0.4, look=0.05, rest=(60, 60), stopped=(60, 60))


@pytest.fixture
def joined(receiving_desk: Any, tmp_path: Path) -> Iterator[Any]:
    desk = joined_commune(receiving_desk, tmp_path, "03388@2025")
    yield desk
    desk.close()


@pytest.fixture
def folder(joined: Any, receiving_desk: Any, tmp_path: Path) -> Path:
    roll_calling.prepare(receiving_desk, tmp_path / "machine")
    return tmp_path / "machine"


@pytest.fixture
def machine(folder: Path) -> Iterator[Within]:
    running = Within(folder)
    yield running
    running.stop()


@pytest.fixture
def background(joined: Any, make_workplace: Any) -> Iterator[Background]:
    made = Background(make_workplace(joined), pauses=SOON)
    yield made
    made.close()


def connect(desk: Any, machine: Within | ReceivingMachine, **more: Any) -> None:
    connecting.change(desk, url=machine.address.url, fingerprint=machine.fingerprint, on=True, **more)


def home_of(qtbot: QtBot, background: Background) -> Any:
    return shown(qtbot, background._workplace, lambda workplace, _kind: HomePage(workplace))


def said(page: Any) -> str:
    return f"{page.handed._network_sign.text()} {page.handed._network.text()}"


def until_phase(qtbot: QtBot, background: Background, *phases: str) -> None:
    qtbot.waitUntil(lambda: background.state.phase in phases and not background.lane.busy, timeout=20_000)


def test_what_is_new_goes_by_itself_and_its_receipt_comes(
    qtbot: QtBot,
    background: Background,
    machine: Within | ReceivingMachine,
    joined: Any,
    receiving_desk: Any,
    folder: Path,
) -> None:
    connect(joined, machine)
    page = home_of(qtbot, background)
    percents: list[int] = []
    background.changed.connect(lambda state: percents.append(state.percent))
    background.begin()
    until_phase(qtbot, background, "resting")
    settle(qtbot, page.workplace.tasks)
    assert percents[-1] == 100
    assert (
        said(page)
        == "· Qua mạng: gói số 1 đã đến máy chủ nhận lúc 09:41 ngày 21/11/2025, đang chờ biên nhận."
    )
    assert "gói số 1 ghi ngày 21/11/2025, chưa có biên nhận" in page.handed._outbox.text()
    reports = exchange.receive(receiving_desk, [folder / "inbox"])
    assert [one.status for one in reports] == ["accepted"]
    exchange.write_receipts(receiving_desk, folder / "inbox")
    background.send_now()
    qtbot.waitUntil(lambda: "đã nhận đủ" in page.handed._outbox.text(), timeout=20_000)
    assert said(page) == "· Qua mạng: đã kết nối lúc 09:41, không còn gì phải gửi."


def test_it_is_off_until_somebody_turns_it_on(qtbot: QtBot, background: Background) -> None:
    page = home_of(qtbot, background)
    background.begin()
    qtbot.waitUntil(lambda: not background._next.isActive())
    settle(qtbot, page.workplace.tasks)
    assert (background.state.phase, background.lane.busy) == ("off", False)
    assert not page.handed._network.isVisible()


def test_no_line_is_said_and_tried_again(
    qtbot: QtBot, background: Background, folder: Path, joined: Any, receiving_desk: Any
) -> None:
    gone = ReceivingMachine(folder)
    connect(joined, gone)
    gone.stop()
    page = home_of(qtbot, background)
    background.begin()
    qtbot.waitUntil(lambda: background.state.phase == "waiting", timeout=20_000)
    assert "chưa kết nối được, sẽ thử lại lúc 09:41" in said(page)
    assert "không có chương trình nào nhận" in page.handed._network.toolTip()
    assert exchange.outgoing(joined).last_sequence is None, "no number is spent while there is no line"
    back = ReceivingMachine(folder, port=gone.port)
    until_phase(qtbot, background, "resting")
    back.stop()
    assert exchange.outgoing(joined).last_sequence == 1


def test_another_certificate_stops_it_until_a_person_asks(
    qtbot: QtBot, background: Background, machine: Within | ReceivingMachine, joined: Any
) -> None:
    connecting.change(joined, url=machine.address.url, fingerprint="0" * 64, on=True)
    page = home_of(qtbot, background)
    background.begin()
    until_phase(qtbot, background, "stopped")
    assert said(page).startswith("! Qua mạng: Chứng thư của máy chủ nhận đã khác")
    assert background._next.isActive()


def test_the_machine_is_killed_in_the_middle_and_the_window_goes_on(
    qtbot: QtBot, background: Background, folder: Path, joined: Any
) -> None:
    first = ReceivingMachine(folder)
    connect(joined, first, kilobytes=2)
    background.begin()
    qtbot.waitUntil(
        lambda: background.state.phase == "sending" and background.state.percent > 20, timeout=20_000
    )
    first.kill()
    back = ReceivingMachine(folder, port=first.port)
    until_phase(qtbot, background, "resting")
    back.stop()
    (stored,) = (folder / "inbox").iterdir()
    assert stored.stat().st_size > 0


def test_a_form_that_is_open_keeps_its_keys_and_what_is_typed(
    qtbot: QtBot,
    make_window: Any,
    machine: Within | ReceivingMachine,
    joined: Any,
    receiving_desk: Any,
    folder: Path,
) -> None:
    connect(joined, machine, kilobytes=3)
    window = make_window(joined)
    window.open(PageWanted(kind="directive"))
    settle(qtbot, window.workplace.tasks)
    before = window.page.form.boxes["title"].editor.focus_widget()
    before.setFocus()
    window.workplace.messages.clear()
    network = window.workplace.network
    network.send_now()
    qtbot.waitUntil(lambda: network.state.phase == "sending", timeout=20_000)
    QtBot.keyClicks(before, "Cong van so 5")
    until_phase(qtbot, network, "resting")
    exchange.receive(receiving_desk, [folder / "inbox"])
    exchange.write_receipts(receiving_desk, folder / "inbox")
    network.send_now()
    qtbot.waitUntil(lambda: exchange.outgoing(joined).receipt is not None, timeout=20_000)
    until_phase(qtbot, network, "resting")
    settle(qtbot, window.workplace.tasks)
    assert window.focusWidget() is before
    assert QApplication.activeModalWidget() is None
    assert window.page.form.values()["title"] == "Cong van so 5"
    assert window.workplace.messages.text == ""


def test_a_window_that_closes_while_it_sends_does_not_wait(
    qtbot: QtBot, background: Background, machine: Within | ReceivingMachine, joined: Any
) -> None:
    connect(joined, machine, kilobytes=1)
    background.begin()
    qtbot.waitUntil(lambda: background.state.phase == "sending", timeout=20_000)
    background.close()
    assert background.lane._thread is None or not background.lane._thread.is_alive()
    kept = list((joined.store.folder / "sending").glob("*.place"))
    assert len(kept) == 1, "the next start goes on from there"


# Setting it


def settings_of(qtbot: QtBot, background: Background) -> SettingsPage:
    page = SettingsPage(background._workplace)
    qtbot.addWidget(page)
    page.resize(1120, 690)
    page.show()
    settle(qtbot, page.workplace.tasks)
    return page


def press(qtbot: QtBot, page: SettingsPage, job: str) -> None:
    assert page.network is not None
    card = page.network.card
    button = card.match if job == "match" else card.buttons[job]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)


def test_the_address_file_is_all_it_takes(
    qtbot: QtBot,
    background: Background,
    machine: Within | ReceivingMachine,
    receiving_desk: Any,
    folder: Path,
    joined: Any,
) -> None:
    prepared = roll_calling.prepare(receiving_desk, folder, machine.address.url)
    page = settings_of(qtbot, background)
    card = page.network.card
    assert not card.auto.isChecked()
    assert prepared.address is not None
    page.network.take(prepared.address)
    settle(qtbot, page.workplace.tasks)
    assert card.url.text() == machine.address.url
    assert card.auto.isChecked()
    assert machine.fingerprint[:4] in card._fingerprint.text()
    until_phase(qtbot, background, "resting")
    press(qtbot, page, "test")
    qtbot.waitUntil(lambda: card.result.startswith("✓ Đã kết nối được"), timeout=20_000)


def test_a_typed_address_asks_to_compare_the_fingerprint_first(
    qtbot: QtBot, background: Background, machine: Within | ReceivingMachine, joined: Any
) -> None:
    page = settings_of(qtbot, background)
    card = page.network.card
    card.url.setText(machine.address.url)
    press(qtbot, page, "test")
    qtbot.waitUntil(lambda: "chưa biết chứng thư" in card.result, timeout=20_000)
    assert machine.fingerprint[:4] in card.result
    assert card.match.isVisible()
    press(qtbot, page, "match")
    qtbot.waitUntil(lambda: card.result.startswith("✓"), timeout=20_000)
    assert connecting.connection(joined).fingerprint == machine.fingerprint
    assert not card.match.isVisible()


def test_what_is_wrong_is_said_beside_it_and_nothing_is_set(
    qtbot: QtBot, background: Background, joined: Any
) -> None:
    page = settings_of(qtbot, background)
    card = page.network.card
    card.url.setText("http://nhan.vidu.vn")
    press(qtbot, page, "save")
    assert "không phải địa chỉ máy chủ nhận" in card.result
    card.url.setText("nhan.vidu.vn")
    card.limit.setText("nhiều")
    press(qtbot, page, "save")
    assert "0 là không giới hạn" in card.result
    assert connecting.connection(joined).url == ""
    card.limit.setText("20")
    press(qtbot, page, "save")
    assert connecting.connection(joined).kilobytes == 20
    assert card.url.text() == "https://nhan.vidu.vn/"


def test_a_register_that_has_not_joined_sets_nothing(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any
) -> None:
    page = SettingsPage(make_workplace(empty_desk))
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, page.workplace.tasks)
    card = page.network.card
    assert not card.url.isEnabled()
    assert "Ghép sổ" in card._about.text()


# Receiving in the window


def test_an_office_with_one_pc_receives_in_its_window(
    qtbot: QtBot, receiving_desk: Any, joined: Any, make_workplace: Any, tmp_path: Path
) -> None:
    workplace = make_workplace(receiving_desk)
    page = SettingsPage(workplace)
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, workplace.tasks)
    card = page.receiving
    assert not card.buttons["start"].isEnabled()
    card.url.setText("https://127.0.0.1:0")
    (tmp_path / "office").mkdir()
    card.prepare(tmp_path / "office")
    settle(qtbot, workplace.tasks)
    assert "127.0.0.1.soxa-address" in card.said
    QtBot.mouseClick(card.buttons["start"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.office.port is not None, timeout=20_000)
    assert f"cổng {card.office.port}" in card.said
    file = tmp_path / "office" / "127.0.0.1.soxa-address"
    fingerprint = json.loads(file.read_bytes())["note"]["address"]["fingerprint"]
    connecting.change(joined, url=f"https://127.0.0.1:{card.office.port}", fingerprint=fingerprint, on=True)
    assert rounds.go(joined, connecting.way(joined)).sent == (1,)
    workplace.closing.emit()
    assert card.office.port is None
    assert "Chưa nhận qua mạng" in card.said
    with pytest.raises(Refusal):
        rounds.go(joined, connecting.way(joined))


def test_an_address_that_is_none_is_said_beside_it(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    workplace = make_workplace(receiving_desk)
    page = SettingsPage(workplace)
    qtbot.addWidget(page)
    page.show()
    page.receiving.url.setText("http://vidu.vn")
    page.receiving.prepare(tmp_path)
    settle(qtbot, workplace.tasks)
    assert "không phải địa chỉ" in page.receiving.said
