"""Passphrases change, sheets open: an officer leaves, a PC dies, and the register goes on."""

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.models import keys
from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker, preferences, recovery
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import NOW, PASSPHRASE, MakeDesk, clock
from tests.records import draft

NEW = "câu khác hẳn câu trước"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def opens(folder: Path, secret: str) -> bool:
    try:
        desks.open_desk(folder, secret, clock=clock).close()
    except Refusal as refusal:
        assert refusal.code == "wrong_passphrase"
        return False
    return True


def test_a_changed_passphrase_opens_and_the_one_before_does_not(commune: Desk) -> None:
    recovery.change_passphrase(commune, PASSPHRASE, NEW)
    assert opens(commune.store.folder, NEW)
    assert not opens(commune.store.folder, PASSPHRASE)
    assert recovery.opening(commune).passphrase_on == NOW.date()


def test_a_passphrase_is_changed_by_who_knows_it_only(commune: Desk) -> None:
    before = commune.store.slots()
    with refused("wrong_passphrase"):
        recovery.change_passphrase(commune, "không phải câu này", NEW)
    with refused("passphrase_too_short"):
        recovery.change_passphrase(commune, PASSPHRASE, "ngắn")
    with refused("passphrase_same"):
        recovery.change_passphrase(commune, PASSPHRASE, PASSPHRASE)
    assert commune.store.slots() == before
    with refused("wrong_passphrase"):
        recovery.new_sheet_code(commune, "không phải câu này")


def test_a_sheet_opens_the_register_and_sets_a_new_passphrase(commune: Desk) -> None:
    preferences.change(commune, {"post": "Công chức Văn hóa - Xã hội"})
    code = recovery.new_sheet_code(commune, PASSPHRASE)
    assert recovery.is_code(code) and len(code.split()) == 8
    assert opens(commune.store.folder, PASSPHRASE)
    made = recovery.opening(commune)
    assert (made.sheet_on, made.sheet_by) == (NOW.date(), "Công chức Văn hóa - Xã hội")
    folder = commune.store.folder
    recovery.open_with_code(folder, code.replace(" ", "-"), NEW, clock=clock).close()
    assert opens(folder, NEW) and not opens(folder, PASSPHRASE)
    assert opens(folder, code)


def test_a_later_sheet_takes_the_place_of_the_one_before(commune: Desk) -> None:
    first, second = (recovery.new_sheet_code(commune, PASSPHRASE) for _ in range(2))
    assert not opens(commune.store.folder, first)
    assert opens(commune.store.folder, second)
    assert keys.kinds(commune.store.slots().decode(), "") == ["passphrase", "recovery"]
    with refused("recovery_wrong"):
        recovery.open_with_code(commune.store.folder, first, NEW)


def test_a_wrong_digit_is_pointed_at_by_its_group_before_anything_is_tried(commune: Desk) -> None:
    code = recovery.new_sheet_code(commune, PASSPHRASE)
    groups = code.split()
    groups[4] = str((int(groups[4]) + 10000) % 100000).zfill(5)
    with pytest.raises(Refusal) as wrong:
        recovery.open_with_code(commune.store.folder, " ".join(groups), NEW)
    assert (wrong.value.code, wrong.value.params["groups"]) == ("recovery_wrong_groups", "5")
    with refused("passphrase_too_short"):
        recovery.open_with_code(commune.store.folder, code, "ngắn")
    assert opens(commune.store.folder, PASSPHRASE)


def test_the_code_is_nowhere_in_the_register(commune: Desk) -> None:
    code = recovery.new_sheet_code(commune, PASSPHRASE)
    bare = code.replace(" ", "")
    for file in commune.store.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert bare.encode() not in content and code.encode() not in content


def test_a_key_file_of_another_kind_of_slot_still_opens_by_the_passphrase(commune: Desk) -> None:
    """A later program may know more kinds; what this one knows goes on working."""
    file = commune.store.folder / keys.FILE_NAME
    held = json.loads(file.read_text(encoding="utf-8"))
    held["slots"].insert(0, {**held["slots"][0], "kind": "recovery"})
    file.write_text(json.dumps(held), encoding="utf-8")
    assert opens(commune.store.folder, PASSPHRASE)


def test_the_sheet_is_printed_with_its_code_and_names_nobody(commune: Desk, tmp_path: Path) -> None:
    code = recovery.new_sheet_code(commune, PASSPHRASE)
    path = recovery.write_sheet(commune, code, tmp_path / "phieu.pdf")
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert all(group in text for group in code.split())
    assert "PHIẾU KHÔI PHỤC SỔ" in text and "SỔ LUYỆN TẬP" in text


@pytest.mark.usefixtures("passphrases_cost_little")
def test_the_drill_a_dead_machine_comes_back_from_backup_and_sheet_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real cost of keys: a register, its sheet in the safe, its backup on a stick; then the PC is gone."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64 * 1024)
    monkeypatch.setattr(keys, "PASSES", 3)
    lost = desks.new(
        tmp_path / "old", PASSPHRASE, role="commune", unit="03388@2025", training=True, clock=clock
    )
    record = activities.save(lost, draft("baseline", year=2024)).id
    code = recovery.new_sheet_code(lost, PASSPHRASE)
    saved = backup.backup(lost, tmp_path / "stick.soxa-backup")
    key, state = lost.secret("machine_key"), checker.state_hash(lost)
    lost.close()
    (tmp_path / "old").rename(tmp_path / "at the bottom of the river")
    assert b"baseline" not in saved.read_bytes()
    found = backup.restore(saved, tmp_path / "new", code, clock=clock)
    try:
        recovery.change_passphrase(found, code, NEW)
        assert checker.state_hash(found) == state
        assert found.secret("machine_key") == key
        assert [entry.id for entry in activities.page(found, "baseline").entries] == [record]
        assert checker.verify(found).ok
    finally:
        found.close()
    assert opens(tmp_path / "new", NEW) and not opens(tmp_path / "new", PASSPHRASE)


def test_an_older_backup_opens_with_what_opened_it_then(
    commune: Desk, tmp_path: Path, make_desk: MakeDesk
) -> None:
    saved = backup.backup(commune, tmp_path / "b.soxa-backup")
    recovery.change_passphrase(commune, PASSPHRASE, NEW)
    with refused("wrong_passphrase"):
        backup.restore(saved, tmp_path / "again", NEW, clock=clock)
    backup.restore(saved, tmp_path / "again", PASSPHRASE, clock=clock).close()
