"""A copied disk: the register notices that it lies on another PC before it writes anything, and asks."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker, exchange, this_machine
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import PASSPHRASE, clock
from tests.records import draft

HERE, THERE = ["guid-a", "uuid-a"], ["guid-a", "uuid-b"]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Be on the PC with these facts."""

    def be(facts: list[str]) -> None:
        monkeypatch.setattr(this_machine, "facts", lambda: facts)

    return be


def again(desk: Desk, folder: Path | None = None) -> Desk:
    desk.close()
    return desks.open_desk(folder or desk.store.folder, PASSPHRASE, clock=clock)


def record(desk: Desk, year: int) -> str:
    return activities.save(desk, draft("baseline", year=year)).id


def test_two_pcs_with_one_disk_image_have_two_sites_before_the_first_export(
    on: Any, joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    """Both write the next record, both hand in: at the receiving unit they are two machines and no fork."""
    on(HERE)
    original = again(joined)
    shutil.copytree(original.store.folder, tmp_path / "image")
    on(THERE)
    copy = desks.open_desk(tmp_path / "image", PASSPHRASE, clock=clock)
    try:
        assert copy.settings.site != original.settings.site
        found = this_machine.noticed(copy)
        assert found is not None and found.site == original.settings.site
        assert this_machine.noticed(original) is None
        stick = tmp_path / "stick"
        stick.mkdir()
        for year, desk in ((2021, original), (2022, copy)):
            record(desk, year)
            exchange.export(desk, stick)
        assert [one.status for one in exchange.receive(receiver, [stick])] == ["accepted"] * 2
        assert checker.verify(receiver).ok
        assert {one.kin != () for one in exchange.machines_below(receiver)} == {True}
    finally:
        copy.close()
        original.close()


def test_what_was_not_sent_is_stated_again_under_the_new_site(
    on: Any, joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    on(HERE)
    desk = again(joined)
    record(desk, 2021)
    on(THERE)
    desk = again(desk)
    try:
        done = exchange.export(desk, tmp_path)
        assert done is not None
        (report,) = exchange.receive(receiver, [done.path])
        assert (report.status, report.new) == ("accepted", 1)
        assert checker.verify(desk).ok
    finally:
        desk.close()


def test_the_same_machine_is_known_again(on: Any, commune: Desk) -> None:
    on(HERE)
    desk = again(commune)
    site = desk.settings.site
    desk = again(again(desk))
    assert desk.settings.site == site and this_machine.noticed(desk) is None
    on([])
    desk = again(desk)
    assert desk.settings.site == site
    desk.close()


@pytest.mark.parametrize("how", this_machine.ANSWERS)
def test_an_answer_ends_the_question(on: Any, commune: Desk, how: str) -> None:
    on(HERE)
    desk = again(commune)
    on(THERE)
    desk = again(desk)
    assert exchange.outgoing(desk).moved
    with pytest.raises(Refusal, check=lambda one: one.code == "unknown_answer"):
        this_machine.answer(desk, "because")
    this_machine.answer(desk, how)
    assert this_machine.noticed(desk) is None and not exchange.outgoing(desk).moved
    site = desk.settings.site
    on(HERE)
    desk = again(desk)
    # Only what is carried between two machines is at home on both.
    assert (desk.settings.site == site) == (how == "carried")
    if how == "carried":
        with pytest.raises(Refusal, check=lambda one: one.code == "nothing_noticed"):
            this_machine.answer(desk, how)
    desk.close()


def test_a_backup_restored_on_another_pc_asks_nothing_and_has_one_new_site(
    on: Any, commune: Desk, tmp_path: Path
) -> None:
    on(HERE)
    desk = again(commune)
    saved = backup.backup(desk, tmp_path / "b.soxa-backup")
    on(THERE)
    restored = backup.restore(saved, tmp_path / "restored", PASSPHRASE, clock=clock)
    try:
        assert restored.settings.site != desk.settings.site
        assert this_machine.noticed(restored) is None
        site = restored.settings.site
        restored = again(restored)
        assert restored.settings.site == site
    finally:
        restored.close()
        desk.close()


def test_nothing_of_the_machine_can_be_read_in_the_store(on: Any, commune: Desk) -> None:
    on(HERE)
    desk = again(commune)
    with desk.store.read() as connection:
        held = str(connection.exec_driver_sql("SELECT group_concat(value) FROM setting").scalar())
    assert "guid-a" not in held and "uuid-a" not in held
    desk.close()


def test_this_pc_tells_something_that_stays() -> None:
    assert this_machine.facts() == this_machine.facts()


def structure(kind: int, body: bytes, strings: bytes = b"\0") -> bytes:
    return bytes([kind, 4 + len(body), 0, 0]) + body + strings + b"\0"


UUID = bytes(range(1, 17))
SYSTEM = structure(1, bytes(4) + UUID + bytes(3), b"Maker\0Model\0")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (bytes(8) + structure(0, bytes(20), b"BIOS\0") + SYSTEM, UUID.hex()),
        (bytes(8) + structure(1, bytes(4) + bytes(16) + bytes(3)), ""),
        (bytes(8) + structure(0, bytes(20)), ""),
        (bytes(8) + SYSTEM[:12], ""),
        (b"", ""),
        (bytes(8) + b"\x00\x02", ""),
    ],
)
def test_the_number_of_a_pc_is_read_from_its_firmware_table(table: bytes, expected: str) -> None:
    assert this_machine.smbios_uuid(table) == expected
