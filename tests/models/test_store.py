"""The store keeps what was saved, shows it to nobody else, and is never half made."""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from desktop.commands.shell import PASSPHRASE_VARIABLE
from desktop.models import database, keys, migrating
from desktop.models.errors import Refusal
from desktop.models.store import check_database
from desktop.services import activities, backup, checker
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import PASSPHRASE, MakeDesk, clock
from tests.records import draft

ROOT = Path(__file__).parents[2]


def refused(code: str) -> object:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_what_was_saved_is_there_when_the_store_is_opened_again(commune: Desk) -> None:
    saved = activities.save(commune, draft("establishment"))
    commune.close()
    again = desks.open_desk(commune.store.folder, PASSPHRASE, clock=clock)
    assert activities.get(again, "establishment", saved.id) == saved
    again.close()


def test_nothing_on_the_disk_can_be_read_without_the_passphrase(commune: Desk) -> None:
    activities.save(commune, draft("establishment", trade_name="KARAOKE-BIENGIOI", note="GHICHU-RIENG"))
    commune.close()
    on_disk = b"".join(file.read_bytes() for file in commune.store.folder.rglob("*") if file.is_file())
    for secret in (b"KARAOKE", b"GHICHU", b"SQLite format", b"machine_key", b"03388"):
        assert secret not in on_disk


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(commune: Desk) -> None:
    commune.close()
    before = {file: file.read_bytes() for file in commune.store.folder.iterdir()}
    with refused("wrong_passphrase"):
        desks.open_desk(commune.store.folder, PASSPHRASE + " ", clock=clock)
    assert {file: file.read_bytes() for file in commune.store.folder.iterdir()} == before


def test_a_passphrase_opens_the_store_in_whatever_way_its_letters_are_composed(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", PASSPHRASE)
    assert apart != PASSPHRASE
    for number, (made, typed) in enumerate(((PASSPHRASE, apart), (apart, PASSPHRASE))):
        folder = tmp_path / str(number)
        desks.new(folder, made, role="commune", unit="03388@2025", clock=clock).close()
        desks.open_desk(folder, typed, clock=clock).close()


def test_guessing_a_passphrase_costs_what_the_rfc_recommends(tmp_path: Path) -> None:
    """The second recommended option of RFC 9106, section 4; made by a program of its own, as officers make it."""
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    command = [sys.executable, "-m", "desktop", "new", "xa", "--desk", "commune", "--unit", "03388"]
    environment = {**os.environ, PASSPHRASE_VARIABLE: "passphrase.txt", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    (slot,) = json.loads((tmp_path / "xa" / keys.FILE_NAME).read_text(encoding="utf-8"))["slots"]
    asked = [slot[name] for name in ("kdf", "memory_kib", "passes", "lanes")]
    assert asked == ["argon2id", 64 * 1024, 3, 4]
    assert len(keys.open_slot(tmp_path / "xa", PASSPHRASE)) == 32


def test_a_key_file_another_program_holds_is_a_refusal(
    commune: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune.close()

    def held(*_: object, **__: object) -> str:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "read_text", held)
    with refused("store_unreadable"):
        desks.open_desk(commune.store.folder, PASSPHRASE, clock=clock)


def test_a_store_is_not_made_over_anything(commune: Desk, tmp_path: Path, make_desk: MakeDesk) -> None:
    with refused("store_exists"):
        make_desk("commune")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with refused("store_exists"):
        make_desk("file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_refused_passphrase_leaves_no_folder_behind(tmp_path: Path) -> None:
    with refused("passphrase_too_short"):
        desks.new(tmp_path / "new", "ngắn", role="commune", unit="03388@2025")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("unit", ["99999@2025", "03388", "03388@1999", "12@2025"])
def test_a_unit_that_does_not_fit_makes_no_store(unit: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        desks.new(tmp_path / "new", PASSPHRASE, role="commune", unit=unit)
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(commune: Desk) -> None:
    commune.close()
    raw_key = keys.open_slot(commune.store.folder, PASSPHRASE)
    connection = database.connect(commune.store.folder / database.FILE_NAME, raw_key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = (commune.store.folder / database.FILE_NAME).read_bytes()
    with refused("store_newer"):
        desks.open_desk(commune.store.folder, PASSPHRASE, clock=clock)
    assert (commune.store.folder / database.FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("fault", ["empty", "missing", "noise", "keys"])
def test_a_damaged_store_is_named_and_never_begun_anew(commune: Desk, fault: str) -> None:
    commune.close()
    file = commune.store.folder / database.FILE_NAME
    if fault == "empty":
        file.write_bytes(b"")
    elif fault == "missing":
        file.unlink()
    elif fault == "noise":
        file.write_bytes(bytes(range(256)) * 40)
    else:
        (commune.store.folder / keys.FILE_NAME).write_text("{", encoding="utf-8")
    size = file.stat().st_size if file.exists() else None
    with refused("store_damaged"):
        desks.open_desk(commune.store.folder, PASSPHRASE, clock=clock)
    assert (file.stat().st_size if file.exists() else None) == size


def test_a_key_file_that_asks_for_endless_work_is_refused(commune: Desk) -> None:
    commune.close()
    file = commune.store.folder / keys.FILE_NAME
    content = json.loads(file.read_text(encoding="utf-8"))
    content["slots"][0]["memory_kib"] = 2**40
    file.write_text(json.dumps(content), encoding="utf-8")
    with refused("store_damaged"):
        desks.open_desk(commune.store.folder, PASSPHRASE, clock=clock)


def test_a_full_disk_refuses_the_record_and_keeps_the_old_ones(commune: Desk) -> None:
    first = activities.save(commune, draft("establishment"))
    before = checker.state_hash(commune)
    with commune.store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with refused("disk_full"):
        for number in range(2000):
            activities.save(commune, draft("establishment", trade_name=f"Cơ sở {number}" * 8))
            before = checker.state_hash(commune)
    assert checker.state_hash(commune) == before
    assert activities.get(commune, "establishment", first.id) == first
    assert checker.verify(commune).ok


def test_an_exception_inside_a_write_leaves_neither_row_nor_change(commune: Desk) -> None:
    before = checker.verify(commune)
    with pytest.raises(ZeroDivisionError), commune.store.write() as writer:
        from desktop.models.edits import Edit

        writer.put([Edit("baseline", {"year": 2025})])
        raise ZeroDivisionError
    assert checker.verify(commune) == before


def test_a_reader_sees_one_moment_while_another_writes(commune: Desk) -> None:
    with commune.store.read() as connection:
        seen = connection.exec_driver_sql("SELECT count(*) FROM baseline").scalar()
        activities.save(commune, draft("baseline"))
        assert connection.exec_driver_sql("SELECT count(*) FROM baseline").scalar() == seen
    with commune.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM baseline").scalar() == 1


def test_a_copied_database_passes_the_file_check_and_a_torn_one_does_not(
    commune: Desk, tmp_path: Path
) -> None:
    activities.save(commune, draft("establishment"))
    raw_key = keys.open_slot(commune.store.folder, PASSPHRASE)
    commune.store.copy_to(tmp_path / "copy.db")
    assert check_database(tmp_path / "copy.db", raw_key) == []
    shutil.copy(tmp_path / "copy.db", tmp_path / "torn.db")
    content = bytearray((tmp_path / "torn.db").read_bytes())
    content[3 * 4096 + 100] ^= 1
    (tmp_path / "torn.db").write_bytes(content)
    assert check_database(tmp_path / "torn.db", raw_key) != []


def no_room(*_: object) -> None:
    """What SQLite says where it cannot put its log beside the database."""
    raise Refusal("disk_failed", path="")


def test_a_store_on_a_full_disk_can_be_read_and_backed_up_but_not_written(
    commune: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = activities.save(commune, draft("establishment"))
    before = checker.verify(commune)
    commune.close()
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "bring_up", no_room)
        desk = desks.open_desk(commune.store.folder, PASSPHRASE, clock=clock)
    assert activities.get(desk, "establishment", saved.id) == saved
    assert checker.verify(desk) == before
    backup.backup(desk, tmp_path / "elsewhere.backup")
    with refused("disk_failed"):
        activities.save(desk, draft("baseline"))
    desk.close()


def test_a_store_whose_log_was_not_folded_in_is_not_read_without_it(
    commune: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activities.save(commune, draft("establishment"))
    shutil.copytree(commune.store.folder, tmp_path / "as the power went")
    monkeypatch.setattr(migrating, "bring_up", no_room)
    with refused("disk_failed"):
        desks.open_desk(tmp_path / "as the power went", PASSPHRASE, clock=clock)
