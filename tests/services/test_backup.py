"""A backup opens, holds everything, and the restored store goes on without using a number twice."""

import zipfile
from pathlib import Path

import pytest

from desktop.models import database, keys
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker, exchange, sample
from desktop.services.desk import Desk
from desktop.services.exchange import sending
from tests.conftest import PASSPHRASE, clock
from tests.records import draft


def refused(code: str) -> object:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def restored(file: Path, folder: Path) -> Desk:
    return backup.restore(file, folder, PASSPHRASE, clock=clock)


def test_a_restored_store_holds_the_same_content(commune: Desk, tmp_path: Path) -> None:
    sample.sample(commune, 2025, 40, 1)
    file = backup.backup(commune, tmp_path / "sổ.backup")
    again = restored(file, tmp_path / "again")
    assert checker.verify(again).ok
    assert checker.state_hash(again) == checker.state_hash(commune)
    with again.store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    again.close()


def test_reading_a_restored_store_does_not_wait_for_writing_either(commune: Desk, tmp_path: Path) -> None:
    again = restored(backup.backup(commune, tmp_path / "a.backup"), tmp_path / "again")
    with again.store.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM baseline").scalar()
        activities.save(again, draft("baseline"))
    again.close()


def test_a_restored_store_goes_on_as_another_site_of_the_same_machine(
    joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    place = activities.save(joined, draft("establishment"))
    exchange.export(joined, tmp_path / "stick")
    activities.save(joined, Draft("establishment", {"workers": 8}, place.id))
    file = backup.backup(joined, tmp_path / "a.backup")
    activities.save(joined, Draft("establishment", {"hamlet": "Mất theo máy"}, place.id))
    exchange.export(joined, tmp_path / "stick")
    again = restored(file, tmp_path / "again")
    assert again.settings.site != joined.settings.site
    activities.save(again, Draft("establishment", {"female_workers": 3}, place.id))
    exchange.export(again, tmp_path / "stick")
    assert {r.status for r in exchange.receive(receiver, [tmp_path / "stick"])} == {"accepted"}
    merged = activities.get(receiver, "establishment", place.id).record
    assert (merged.workers, merged.female_workers, merged.hamlet) == (8, 3, "Mất theo máy")
    assert checker.verify(receiver).ok
    again.close()


def test_changes_not_exported_before_the_loss_are_exported_after_it(
    joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    saved = activities.save(joined, draft("baseline"))
    gone = activities.save(joined, draft("baseline", year=2024))
    activities.delete(joined, "baseline", gone.id)
    again = restored(backup.backup(joined, tmp_path / "a.backup"), tmp_path / "again")
    exchange.export(again, tmp_path / "stick")
    exchange.receive(receiver, [tmp_path / "stick"])
    assert [e.record for e in activities.page(receiver, "baseline").entries] == [saved.record]
    again.close()


def test_a_restored_machines_change_survives_the_package_that_made_the_record(
    joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    place = activities.save(joined, draft("establishment"))
    first = exchange.export(joined, tmp_path)
    again = restored(backup.backup(joined, tmp_path / "a.backup"), tmp_path / "again")
    activities.save(again, Draft("establishment", {"female_workers": 3}, place.id))
    second = exchange.export(again, tmp_path)
    again.close()
    assert first is not None
    assert second is not None
    for package in (second, first):
        exchange.receive(receiver, [package.path])
    assert activities.get(receiver, "establishment", place.id).record.female_workers == 3
    assert checker.verify(receiver).ok


def test_a_package_that_was_never_written_is_not_taken_for_exported(
    joined: Desk, receiver: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activities.save(joined, draft("establishment"))

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "stick").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(sending.package, "write", full_disk)
        with refused("disk_full"):
            exchange.export(joined, tmp_path / "stick")
    again = restored(backup.backup(joined, tmp_path / "a.backup"), tmp_path / "again")
    exchange.export(again, tmp_path / "stick")
    again.close()
    exchange.receive(receiver, [tmp_path / "stick"])
    assert activities.page(receiver, "establishment").total == 1


def test_a_full_package_of_a_restored_store_brings_the_whole_register(
    joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    for folder in ("lost", "stick"):
        (tmp_path / folder).mkdir()
    sample.sample(joined, 2025, 30, 1)
    gone = activities.save(joined, draft("baseline", year=2023))
    activities.delete(joined, "baseline", gone.id)
    exchange.export(joined, tmp_path / "lost")
    again = restored(backup.backup(joined, tmp_path / "a.backup"), tmp_path / "again")
    assert exchange.export(again, tmp_path / "stick", full=True) is not None
    assert exchange.receive(receiver, [tmp_path / "stick"])[0].missing == []
    for kind in ("propaganda_session", "establishment", "inspection", "baseline", "annual_plan"):
        sent = {e.id for e in activities.page(again, kind).entries}
        assert {e.id for e in activities.page(receiver, kind).entries} == sent
    exchange.receive(receiver, [tmp_path / "lost"])
    assert checker.verify(receiver).ok
    assert exchange.export(again, tmp_path / "stick") is None
    again.close()


def test_a_backup_is_not_written_over_a_file(commune: Desk, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    with refused("file_exists"):
        backup.backup(commune, tmp_path / "mine")
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"


def test_a_backup_holds_nothing_readable(commune: Desk, tmp_path: Path) -> None:
    activities.save(commune, draft("establishment", trade_name="KARAOKE-BIENGIOI"))
    content = backup.backup(commune, tmp_path / "a.backup").read_bytes()
    assert b"KARAOKE" not in content
    assert b"SQLite format" not in content


def test_the_wrong_passphrase_restores_nothing(commune: Desk, tmp_path: Path) -> None:
    file = backup.backup(commune, tmp_path / "a.backup")
    with refused("wrong_passphrase"):
        backup.restore(file, tmp_path / "again", "không phải câu ấy", clock=clock)
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "again.part").exists()


@pytest.mark.parametrize("fault", ["text", "empty", "cut", "bit", "missing"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(commune: Desk, tmp_path: Path, fault: str) -> None:
    file = backup.backup(commune, tmp_path / "a.backup")
    content = bytearray(file.read_bytes())
    if fault == "missing":
        file.unlink()
    else:
        content[len(content) // 2] ^= 1
        damaged = {"text": b"xin chao", "empty": b"", "cut": bytes(content[:-100]), "bit": bytes(content)}
        file.write_bytes(damaged[fault])
    with refused("not_a_backup"):
        restored(file, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_bit_flipped_anywhere_in_the_archives_own_bytes_is_never_a_crash(
    commune: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_opens(*_: object) -> bytes:
        raise Refusal("wrong_passphrase")

    content = backup.backup(commune, tmp_path / "a.backup").read_bytes()
    # No time for a slow key: what is whole is known by reaching it.
    monkeypatch.setattr(keys, "open_slot", never_opens)
    for place in (*range(80), *range(len(content) - 160, len(content))):
        for bit in (1, 128):
            damaged = bytearray(content)
            damaged[place] ^= bit
            (tmp_path / "b.backup").write_bytes(damaged)
            # An attribute or a date may differ and the content be whole; then the passphrase stops it.
            with pytest.raises(Refusal) as refusal:
                backup.restore(tmp_path / "b.backup", tmp_path / "again", "không phải câu ấy", clock=clock)
            assert refusal.value.code in ("not_a_backup", "wrong_passphrase"), place


def test_a_backup_of_noise_under_the_right_passphrase_is_refused(commune: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.backup", "w") as archive:
        archive.write(commune.store.folder / keys.FILE_NAME, keys.FILE_NAME)
        archive.writestr(database.FILE_NAME, bytes(range(256)) * 64)
    with refused("not_a_backup"):
        restored(tmp_path / "a.backup", tmp_path / "again")
    assert not (tmp_path / "again.part").exists()


def test_nothing_is_restored_over_a_store(commune: Desk, tmp_path: Path) -> None:
    file = backup.backup(commune, tmp_path / "a.backup")
    with refused("store_exists"):
        restored(file, commune.store.folder)
