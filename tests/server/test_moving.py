"""A store moves to a server and back with the same content, and never lives in two places."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.commands.shell import PASSPHRASE_VARIABLE
from desktop.models import address, carrying, settings
from desktop.models import moving as moving_models
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange, moving, this_machine
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.progress import Cancelled
from tests.conftest import COMMUNE, NOW, PASSPHRASE, PROVINCE, MakeDesk
from tests.records import draft
from tests.server.cluster import PASSWORD, Cluster


def refusal(code: str) -> object:
    return pytest.raises(Refusal, check=lambda refused: refused.code == code)


@pytest.fixture
def in_folder(tmp_path: Path) -> Iterator[Desk]:
    """A receiving unit's store in a folder, with packages of a commune."""
    desk = desks.new(
        tmp_path / "province", PASSPHRASE, role="receiving", unit=PROVINCE, training=True, clock=lambda: NOW
    )
    commune = desks.new(
        tmp_path / "commune", PASSPHRASE, role="commune", unit=COMMUNE, training=True, clock=lambda: NOW
    )
    exchange.join(commune, exchange.invite(desk, COMMUNE, tmp_path / "invitation.json"))
    (tmp_path / "stick").mkdir()
    activities.save(commune, draft("establishment"))
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
    (original,) = (tmp_path / "province" / "originals").rglob("*.soxa")
    (kept,) = (tmp_path / "back" / "originals").rglob("*.soxa")
    assert kept.read_bytes() == original.read_bytes()
    back.close()


def test_a_store_that_moved_is_at_home_on_whatever_machine_opens_it(
    in_folder: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, folder in enumerate((tmp_path / "province", tmp_path / "there")):
        monkeypatch.setattr(this_machine, "facts", lambda number=number: [f"machine {number}"])
        desk = desks.open_desk(folder, PASSPHRASE, clock=lambda: NOW)
        assert desk.settings.site == in_folder.settings.site
        assert this_machine.noticed(desk) is None
        if number == 0:
            moving.move(desk, tmp_path / "there")
        desk.close()


def test_a_store_that_moved_is_read_and_not_written(in_folder: Desk, database: str, tmp_path: Path) -> None:
    moving.move(in_folder, address.read(database))
    with refusal("store_moved"):
        activities.save(in_folder, draft("directive"))
    with refusal("store_moved"):
        exchange.receive(in_folder, [tmp_path / "stick"], dry_run=True)
    with refusal("store_moved"):
        moving.move(in_folder, tmp_path / "elsewhere")
    assert activities.page(in_folder, "establishment").total == 1
    in_folder.close()
    again = desks.open_desk(tmp_path / "province", PASSPHRASE, clock=lambda: NOW)
    with refusal("store_moved"):
        activities.save(again, draft("directive"))
    again.close()


def test_a_target_that_holds_something_is_left_alone(
    in_folder: Desk, database: str, cluster: Cluster, tmp_path: Path
) -> None:
    place = address.read(database)
    cluster.said(place.database, "CREATE TABLE of_others (id integer)")
    with refusal("server_not_empty"):
        moving.move(in_folder, place)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()
    with refusal("store_exists"):
        moving.move(in_folder, tmp_path / "full")
    activities.save(in_folder, draft("directive"))


def test_a_copy_that_differs_is_thrown_away(
    in_folder: Desk, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry = carrying.carry

    def loses_one(source: Any, target: Any, told: Any) -> None:
        carry(source, target, told)
        target.exec_driver_sql("UPDATE establishment SET workers = 4711")

    place = address.read(database)
    with monkeypatch.context() as patched:
        patched.setattr(carrying, "carry", loses_one)
        for target in (place, tmp_path / "back"):
            with refusal("move_differs"):
                moving.move(in_folder, target)
    assert not (tmp_path / "back").exists()
    activities.save(in_folder, draft("directive"))
    assert moving.move(in_folder, place).state_hash == checker.state_hash(in_folder)


def test_a_move_that_is_stopped_changes_nothing(in_folder: Desk, database: str, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    for target in (address.read(database), tmp_path / "back"):
        with pytest.raises(Cancelled):
            moving.move(in_folder, target, progress=stop)
    activities.save(in_folder, draft("directive"))
    moving.move(in_folder, address.read(database))


@pytest.mark.parametrize("to_server", [True, False])
def test_a_power_cut_between_both_places_never_leaves_two_that_write(
    in_folder: Desk, database: str, tmp_path: Path, to_server: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(Exception):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    place = address.read(database) if to_server else tmp_path / "back"
    write, let_in = settings.write, moving_models._let_in

    def cut_at_the_mark(connection: Any, values: Any) -> None:
        if carrying.MOVED_TO in values:
            raise PowerCut
        write(connection, values)

    # The copy is whole, the source does not know yet: nobody opens the copy, the source goes on.
    with monkeypatch.context() as patched:
        patched.setattr(settings, "write", cut_at_the_mark)
        with pytest.raises(PowerCut):
            moving.move(in_folder, place)
    with refusal("store_unfinished" if to_server else "no_store"):
        desks.open_desk(place, PASSPHRASE)
    activities.save(in_folder, draft("directive"))
    # The source knows, the copy is not let in: neither is written, until the move is ended.
    with monkeypatch.context() as patched:
        patched.setattr(moving_models, "_let_in", cut)
        with pytest.raises(PowerCut):
            moving.move(in_folder, place)
    with refusal("store_unfinished" if to_server else "no_store"):
        desks.open_desk(place, PASSPHRASE)
    with refusal("store_moved"):
        activities.save(in_folder, draft("directive", title="Khác"))
    assert moving_models._let_in is let_in
    moving.move(in_folder, place)
    there = desks.open_desk(place, PASSPHRASE, clock=lambda: NOW)
    assert checker.verify(there) == checker.verify(in_folder)
    activities.save(there, draft("directive", number="9/CV-UBND"))
    there.close()
    with refusal("store_moved"):
        moving.move(in_folder, place)


def test_a_communes_store_does_not_go_to_a_server(make_desk: MakeDesk, database: str) -> None:
    with refusal("not_receiving_desk"):
        moving.move(make_desk(), address.read(database))


def test_the_command_moves_a_store_and_every_command_opens_it(
    in_folder: Desk,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    in_folder.close()
    (tmp_path / "passphrase.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, str(tmp_path / "passphrase.txt"))

    def answer(*arguments: object) -> dict[str, Any]:
        assert cli.main([*map(str, arguments), "--format", "json"]) == 0
        said = capsys.readouterr().out
        assert PASSWORD not in said
        found: dict[str, Any] = json.loads(said)
        return found

    before = answer("verify", tmp_path / "province")
    moved = answer("move-store", tmp_path / "province", "--to", database)
    assert moved["state_hash"] == before["state_hash"]
    assert answer("verify", database) == before
    back = answer("move-store", database, "--to", tmp_path / "back")
    assert back["state_hash"] == before["state_hash"]
    assert answer("verify", tmp_path / "back") == before
    assert cli.main(["verify", "postgresql://"]) == 1
    assert "postgresql://" in capsys.readouterr().err
    assert cli.main(["restore", str(tmp_path / "backup"), database]) == 1
    assert "thư mục" in capsys.readouterr().err
