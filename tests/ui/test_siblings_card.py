"""The commune's other machines on the exchange page: introduced, written for, read, and what differs is shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.entry import Draft
from desktop.services import activities, exchange
from desktop.services import desk as desks
from desktop.services.exchange import siblings
from desktop.ui.workplace import PageWanted
from tests.services.twins import join
from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, clock, settle


@pytest.fixture
def other(receiving_desk: Any, empty_desk: Any, tmp_path: Path) -> Iterator[Any]:
    """Another machine of the commune; both have joined."""
    machine = desks.new(
        tmp_path / "other", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=clock
    )
    for one in (empty_desk, machine):
        join(receiving_desk, one, tmp_path)
    yield machine
    machine.close()


@pytest.fixture
def page(qtbot: QtBot, empty_desk: Any, other: Any, make_window: Any, tmp_path: Path) -> Any:
    (tmp_path / "stick").mkdir()
    window = make_window(empty_desk)
    window.open(PageWanted(page="exchange"))
    window.activateWindow()
    settle(qtbot, window.workplace.tasks)
    window.page.sending.use_folder(tmp_path / "stick")
    settle(qtbot, window.workplace.tasks)
    return window.page


def introduce(qtbot: QtBot, page: Any, other: Any, stick: Path, desk: Any) -> None:
    file = siblings.introduce(other, stick)
    page.siblings.meet_machine(file)
    settle(qtbot, page.workplace.tasks)
    assert siblings.own_fingerprint(other) in page.siblings.card.text.text()
    page.siblings.trust.trigger()
    settle(qtbot, page.workplace.tasks)
    siblings.accept(other, siblings.introduce(desk, stick), siblings.own_fingerprint(desk))


def test_machines_are_introduced_and_read_each_other(
    qtbot: QtBot, page: Any, other: Any, empty_desk: Any, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    introduce(qtbot, page, other, stick, empty_desk)
    card = page.siblings.card
    assert [one.site for one in card.model.items] == [other.settings.site]
    place = activities.save(other, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"}))
    exchange.export(other, stick, full=True)
    page.siblings.look.trigger()
    settle(qtbot, page.workplace.tasks)
    assert "1 mới" in card.text.text()
    assert activities.page(empty_desk, "establishment").total == 0
    page.siblings.take.trigger()
    settle(qtbot, page.workplace.tasks)
    assert activities.page(empty_desk, "establishment").total == 1
    assert not card.found.isVisible()
    activities.save(empty_desk, Draft("establishment", {"workers": 5}, place.id))
    activities.save(other, Draft("establishment", {"workers": 7}, place.id))
    exchange.export(other, stick, full=True)
    page.siblings.look.trigger()
    settle(qtbot, page.workplace.tasks)
    page.siblings.take.trigger()
    settle(qtbot, page.workplace.tasks)
    assert "1 bản ghi có mục hai máy ghi khác nhau" in page.workplace.messages.text
    window = page.window()
    page.workplace.messages.act()
    settle(qtbot, page.workplace.tasks)
    assert window.page.title() == "Hai máy ghi khác"
    assert window.page.model.rowCount() == 1


def test_writing_for_the_others_writes_everything(
    qtbot: QtBot, page: Any, other: Any, empty_desk: Any, tmp_path: Path
) -> None:
    introduce(qtbot, page, other, tmp_path / "stick", empty_desk)
    activities.save(empty_desk, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"}))
    page.siblings.write.trigger()
    settle(qtbot, page.workplace.tasks)
    assert "đều đọc được" in page.workplace.messages.text
    (report,) = exchange.receive(other, [tmp_path / "stick"])
    assert (report.status, report.new) == ("accepted", 1)


def test_this_machines_words_are_shown_for_comparing(
    qtbot: QtBot, page: Any, empty_desk: Any, tmp_path: Path
) -> None:
    page.siblings.introduce.trigger()
    settle(qtbot, page.workplace.tasks)
    assert siblings.own_fingerprint(empty_desk) in page.siblings.card.text.text()
    assert not page.siblings.trust.isVisible()
    page.siblings.leave.trigger()
    assert not page.siblings.card.found.isVisible()


def test_what_cannot_be_read_says_why(qtbot: QtBot, page: Any, other: Any, tmp_path: Path) -> None:
    activities.save(other, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"}))
    exchange.export(other, tmp_path / "stick")
    page.siblings.look.trigger()
    settle(qtbot, page.workplace.tasks)
    assert "giới thiệu hai máy với nhau" in page.siblings.card.text.text()
    assert not page.siblings.take.isVisible()
