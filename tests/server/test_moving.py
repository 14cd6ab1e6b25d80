"""A store moves to a server and back with the same content, and never lives in two places."""

from pathlib import Path

import pytest

from desktop.models import address
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange, moving
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import COMMUNE, NOW, PASSPHRASE, PROVINCE
from tests.records import draft


def refusal(code: str) -> object:
    return pytest.raises(Refusal, check=lambda refused: refused.code == code)


@pytest.fixture
def in_folder(tmp_path: Path) -> Desk:
    """A receiving unit's store in a folder, with packages of a commune."""
    desk = desks.new(
        tmp_path / "province", PASSPHRASE, role="receiving", unit=PROVINCE, training=True, clock=lambda: NOW
    )
    commune = desks.new(
        tmp_path / "commune", PASSPHRASE, role="commune", unit=COMMUNE, training=True, clock=lambda: NOW
    )
    exchange.join(commune, exchange.invite(desk, COMMUNE, tmp_path / "invitation.json"))
    (tmp_path / "stick").mkdir()
    activities.save(commune, draft("propaganda_session", title="Họp dân"))
    exchange.export(commune, tmp_path / "stick")
    exchange.receive(desk, [tmp_path / "stick"])
    commune.close()
    yield desk
    desk.close()


def test_a_store_moves_to_a_server_and_back_with_the_same_content(
    in_folder: Desk, database: str, tmp_path: Path
) -> None:
    before = checker.verify(in_folder)
    place = address.read(database)
    told: list[tuple[int, int]] = []
    moved = moving.move(in_folder, place, progress=lambda *share: told.append(share))
    assert moved.state_hash == before.state_hash
    assert told[-1][0] == told[-1][1] > 0
    there = desks.open_desk(place, PASSPHRASE, clock=lambda: NOW)
    assert checker.verify(there) == before
    assert there.secret("receiver_key") == in_folder.secret("receiver_key")
    assert there.settings == in_folder.settings
    moving.move(there, tmp_path / "back")
    there.close()
    back = desks.open_desk(tmp_path / "back", PASSPHRASE, clock=lambda: NOW)
    assert checker.verify(back) == before
    assert back.secret("machine_key") == in_folder.secret("machine_key")
    assert exchange.receive(back, [tmp_path / "stick"])[0].status == "duplicate"
    back.close()
