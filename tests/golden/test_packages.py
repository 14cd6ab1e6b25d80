"""Packages and receipts of every release are read for ever."""

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.models import settings, tables
from desktop.services import activities, checker, exchange
from desktop.services.desk import Desk
from sync import receipts
from sync.identity import MachineKey
from tests.conftest import COMMUNE
from tests.golden.keep_package import KEPT

RELEASES = sorted(file.stem for file in KEPT.glob("*.json"))


@pytest.fixture
def kept(receiver: Desk, request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a release's receiving unit held, whose keys and invitation the receiver has now."""
    said: dict[str, Any] = json.loads((KEPT / f"{request.param}.json").read_text(encoding="utf-8"))
    with receiver.store.write() as writer:
        settings.write(writer.connection, said["receiver"])
        writer.insert(tables.invitation, **said["invitation"])
    return {**said, "packages": [KEPT / f"{request.param}_{number}.soxa" for number in (1, 2)]}


def says_the_same(now: Any, then: Any) -> bool:
    """Whether a value still says what it said, whatever fields and cells were added to it."""
    if isinstance(then, dict):
        return all(says_the_same(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return len(now) == len(then) and all(map(says_the_same, now, then))
    return bool(now == then)


@pytest.mark.parametrize("kept", RELEASES, indirect=True)
@pytest.mark.parametrize("order", [1, -1])
def test_packages_of_a_release_are_taken_in_with_all_they_held(
    receiver: Desk, kept: dict[str, Any], order: int
) -> None:
    reports = exchange.receive(receiver, kept["packages"][::order])
    assert [(report.status, report.waiting, report.unit) for report in reports] == [
        ("accepted", 0, COMMUNE)
    ] * 2
    assert checker.verify(receiver).ok
    for kind, held in kept["held"].items():
        entries = activities.page(receiver, kind, limit=1000).entries
        now = {entry.id: msgspec.to_builtins(entry.record) for entry in entries}
        assert says_the_same(now, held) and now.keys() == held.keys()
    for record in kept["deleted"]:
        assert activities.get(receiver, "propaganda_session", record).deleted
    again = exchange.receive(receiver, kept["packages"])
    assert {report.status for report in again} == {"duplicate"}


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.soxa-receipt")), ids=lambda file: file.stem)
def test_receipts_of_a_release_are_read(file: Path) -> None:
    said = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    opened = receipts.read(file).unseal(MachineKey.from_bytes(bytes.fromhex(said["machine"]["machine_key"])))
    assert opened.contents.statement.machine == said["machine"]["site"]
    assert [part.status for part in opened.contents.packages] == ["accepted", "accepted"]


@pytest.mark.parametrize("kept", RELEASES[:1], indirect=True)
def test_what_was_damaged_on_the_way_is_not_taken_for_old(
    receiver: Desk, kept: dict[str, Any], tmp_path: Path
) -> None:
    """The guard of the tests above: they can fail."""
    cut = tmp_path / "cut.soxa"
    shutil.copyfile(kept["packages"][0], cut)
    cut.write_bytes(cut.read_bytes()[:-9])
    assert exchange.receive(receiver, [cut])[0].reason == "damaged"
