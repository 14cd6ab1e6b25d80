"""Two machines of a commune disagree: both values show until a person decides."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.models import ledger
from desktop.models import settings as kept
from desktop.models.entry import Draft
from desktop.services import activities, exchange
from desktop.services import desk as desks
from desktop.services.folding_log import row_from
from desktop.ui.record.conflicts import ConflictPanel
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, clock, settle


@pytest.fixture
def disputed(receiving_desk: Any, tmp_path: Path) -> str:
    """The id of an establishment whose workers two machines counted differently."""
    stick = tmp_path / "stick"
    stick.mkdir()
    machines = []
    for name in ("one", "two"):
        machine = desks.new(
            tmp_path / name, PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=clock
        )
        exchange.join(
            machine, exchange.invite(receiving_desk, COMMUNE_UNIT, tmp_path / f"{name}.soxa-invite")
        )
        machines.append(machine)
    values = {"trade_name": "Nhà nghỉ Ban Mai", "type": "motel", "workers": 5}
    place = activities.save(machines[0], Draft("establishment", values))
    exchange.export(machines[0], stick)
    exchange.receive(receiving_desk, [stick])
    with receiving_desk.store.read() as connection:
        shared = ledger.changes_of(connection, [bytes.fromhex(place.id)])[bytes.fromhex(place.id)]
    with machines[1].store.write() as writer:
        writer.append(shared, {"establishment": [row_from(shared)]})
        kept.write(writer.connection, {"lamport": shared[-1].lamport})
    for machine, workers in zip(machines, (7, 9), strict=True):
        activities.save(machine, Draft("establishment", {"workers": workers}, place.id))
        exchange.export(machine, stick)
        machine.close()
    exchange.receive(receiving_desk, [stick])
    return place.id


def test_a_disputed_record_is_marked_with_a_sign_and_a_word(
    qtbot: QtBot, receiving_desk: Any, disputed: str, make_window: Any
) -> None:
    window = make_window(receiving_desk)
    window.open(PageWanted(page="establishment"))
    settle(qtbot, window.workplace.tasks)
    model = window.page.model
    row = model.row_of(disputed)
    assert model.index(row, 0).data().startswith("≠")
    assert "hai máy" in model.index(row, 0).data(3)


def test_a_person_decides_and_the_mark_goes(
    qtbot: QtBot, receiving_desk: Any, disputed: str, make_window: Any
) -> None:
    window = make_window(receiving_desk)
    window.open(PageWanted(kind="establishment", record=disputed))
    settle(qtbot, window.workplace.tasks)
    panel = window.page.findChild(ConflictPanel)
    assert panel.isVisible()
    offers = {button.text(): button for button in panel.findChildren(QPushButton)}
    assert set(offers) == {"7", "9"}
    offers["7"].click()
    settle(qtbot, window.workplace.tasks)
    entry: Any = activities.get(receiving_desk, "establishment", disputed)
    assert (entry.record.workers, dict(entry.conflicts)) == (7, {})
    assert not panel.isVisible()
