"""An officer leaves: what is open is listed, what opened the register no longer does, history stays attributed."""

from pathlib import Path
from typing import Any

import pytest

from desktop.models.errors import Refusal
from desktop.services import activities, backup, drafts, exchange, handover, history, preferences, recovery
from desktop.services.desk import Desk
from tests.conftest import NOW, PASSPHRASE
from tests.records import draft

NEW = "câu khác hẳn câu trước"
BEFORE, AFTER = "Công chức Văn hóa - Xã hội", "Chuyên viên Văn phòng"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def states(desk: Desk) -> dict[str, str]:
    return {item.code: item.state for item in handover.state(desk).items}


def test_the_list_says_what_is_open(joined: Desk, tmp_path: Path) -> None:
    record = activities.save(joined, draft("baseline", year=2024)).id
    drafts.keep(joined, draft("establishment"))
    found = {item.code: item for item in handover.state(joined).items}
    assert (found["unsent"].state, found["unsent"].count) == ("open", 1)
    assert (found["drafts"].state, found["drafts"].count) == ("open", 1)
    assert (found["periods"].state, found["periods"].count) == ("open", 3)
    assert {found[code].state for code in ("passphrase", "sheet", "backup", "post")} == {"open"}
    assert {found[code].state for code in ("questions", "conflicts", "unreceived")} == {"done"}
    exchange.export(joined, tmp_path)
    assert states(joined)["unsent"] == "done" and states(joined)["unreceived"] == "open"
    assert record


def test_a_handover_ends_with_a_new_passphrase_and_history_stays_attributed(
    joined: Desk, tmp_path: Path
) -> None:
    preferences.change(joined, {"post": BEFORE})
    record = activities.save(joined, draft("baseline", year=2024)).id
    handover.begin(joined)
    with refused("handover_begun"):
        handover.begin(joined)
    with refused("handover_same_passphrase"):
        handover.finish(joined, AFTER)
    recovery.change_passphrase(joined, PASSPHRASE, NEW)
    recovery.new_sheet_code(joined, NEW)
    backup.backup(joined, tmp_path / "b.soxa-backup")
    assert {states(joined)[code] for code in ("passphrase", "sheet", "backup")} == {"done"}
    with refused("post_names_person"):
        handover.finish(joined, "Nguyễn Văn An")
    assert handover.state(joined).begun_by == BEFORE
    handover.finish(joined, AFTER)
    activities.save(joined, draft("baseline", year=2025))
    found = handover.state(joined)
    assert found.begun_on is None
    assert found.past == ((NOW.date(), NOW.date(), BEFORE, AFTER),)
    assert joined.settings.post == AFTER
    assert [entry.by for entry in history.of(joined, "baseline", record)] == [BEFORE]
    with refused("handover_not_begun"):
        handover.finish(joined, AFTER)


def test_a_sheet_made_before_the_passphrase_was_changed_is_to_be_made_anew(commune: Desk) -> None:
    import datetime

    recovery.new_sheet_code(commune, PASSPHRASE)
    commune.store.clock = lambda: NOW + datetime.timedelta(days=1)
    handover.begin(commune)
    recovery.change_passphrase(commune, PASSPHRASE, NEW)
    assert (states(commune)["passphrase"], states(commune)["sheet"]) == ("done", "open")
    recovery.new_sheet_code(commune, NEW)
    assert states(commune)["sheet"] == "done"
    handover.give_up(commune)
    assert handover.state(commune).begun_on is None


def test_a_receiving_unit_hands_over_as_well(receiver: Desk) -> None:
    assert set(states(receiver)) == {"drafts", "backup", "passphrase", "sheet", "post"}
