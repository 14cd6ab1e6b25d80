"""Packages that were refused wait with their reason, and are received when nothing is in their way any more."""

from pathlib import Path
from typing import Any

import pytest

from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange
from desktop.services.desk import Desk
from desktop.services.exchange import archiving, quarantine
from desktop.services.progress import Cancelled
from tests.conftest import COMMUNE, MakeDesk
from tests.records import draft


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that travels."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def package(joined: Desk, stick: Path) -> Path:
    """One good package."""
    activities.save(joined, draft("baseline", year=2024))
    exported = exchange.export(joined, stick)
    assert exported is not None
    return exported.path


@pytest.fixture
def uninvited(package: Path, make_desk: MakeDesk, tmp_path: Path, receiver: Desk) -> Path:
    """A package of a machine whose invitation this desk does not know (yet)."""
    with receiver.store.write() as writer:
        kept = writer.connection.exec_driver_sql("SELECT * FROM invitation").all()
        writer.connection.exec_driver_sql("DELETE FROM invitation")
    receiver.kept = kept  # type: ignore[attr-defined]
    return package


def enrol(receiver: Any) -> None:
    with receiver.store.write() as writer:
        for row in receiver.kept:
            writer.connection.exec_driver_sql("INSERT INTO invitation VALUES (?, ?, ?, ?, ?)", tuple(row))


def test_what_was_refused_is_kept_and_received_once_nothing_is_in_its_way(
    uninvited: Path, receiver: Desk, tmp_path: Path
) -> None:
    empty = checker.state_hash(receiver)
    exchange.receive(receiver, [uninvited])
    (one,) = quarantine.waiting(receiver)
    assert (one.code, one.file, one.folder, one.kept) == (
        "unknown_machine",
        uninvited.name,
        str(uninvited.parent),
        True,
    )
    assert archiving.aside(receiver, one.sha256).read_bytes() == uninvited.read_bytes()
    uninvited.unlink()
    assert [r.reason for r in quarantine.retry(receiver)] == ["unknown_machine"]
    assert len(quarantine.waiting(receiver)) == 1
    enrol(receiver)
    assert [r.status for r in quarantine.retry(receiver, dry_run=True)] == ["accepted"]
    assert checker.state_hash(receiver) == empty
    (report,) = quarantine.retry(receiver, [one.sha256[:10]])
    assert (report.status, report.package, report.folder) == (
        "accepted",
        uninvited.name,
        str(uninvited.parent),
    )
    assert quarantine.waiting(receiver) == []
    assert not archiving.aside(receiver, one.sha256).exists()
    assert archiving.original(receiver, one.sha256).exists()


def test_a_receipt_says_that_a_retried_package_was_taken_in(
    package: Path, joined: Desk, receiver: Desk, stick: Path
) -> None:
    good = package.read_bytes()
    activities.save(joined, draft("baseline", year=2023))
    second = exchange.export(joined, stick)
    assert second is not None
    exchange.receive(receiver, [second.path])
    package.write_bytes(good[:-3])
    exchange.receive(receiver, [package])
    (receipt,) = exchange.write_receipts(receiver, stick)
    assert exchange.read_receipts(joined, [receipt.path])[0].refused == 1
    package.write_bytes(good)
    exchange.receive(receiver, [package])
    # The good copy came: the spoiled one waits for nothing.
    assert quarantine.waiting(receiver) == []
    (receipt,) = exchange.write_receipts(receiver, stick)
    report = exchange.read_receipts(joined, [receipt.path])[0]
    assert (report.refused, report.accepted) == (0, 2)


def test_the_same_file_refused_again_waits_once_with_the_latest_reason(
    uninvited: Path, receiver: Desk
) -> None:
    for _ in range(3):
        exchange.receive(receiver, [uninvited])
    assert len(quarantine.waiting(receiver)) == 1


def test_what_was_dropped_can_be_put_back(uninvited: Path, receiver: Desk) -> None:
    exchange.receive(receiver, [uninvited])
    (one,) = quarantine.waiting(receiver)
    quarantine.drop(receiver, [one.sha256])
    assert quarantine.waiting(receiver) == []
    assert quarantine.retry(receiver) == []
    # Found again on its stick, it stays dropped.
    exchange.receive(receiver, [uninvited])
    assert quarantine.waiting(receiver) == []
    (dropped,) = quarantine.waiting(receiver, dropped=True)
    assert dropped.dropped_on is not None
    quarantine.put_back(receiver, [one.sha256])
    assert [one.sha256 for one in quarantine.waiting(receiver)] == [one.sha256]
    with refused("unknown_package"):
        quarantine.drop(receiver, ["00"])


def test_no_more_is_kept_than_there_is_room_for(
    uninvited: Path, receiver: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "MOST_ASIDE", uninvited.stat().st_size + 10)
    exchange.receive(receiver, [uninvited])
    (first,) = quarantine.waiting(receiver)
    copy = uninvited.with_name("copy.soxa")
    copy.write_bytes(uninvited.read_bytes()[:-1])
    exchange.receive(receiver, [copy])
    assert {one.file: one.kept for one in quarantine.waiting(receiver)} == {
        uninvited.name: True,
        "copy.soxa": False,
    }
    # What was thrown away makes room.
    quarantine.drop(receiver, [first.sha256])
    exchange.receive(receiver, [copy])
    assert [one.kept for one in quarantine.waiting(receiver)] == [True]
    assert quarantine.waiting(receiver, dropped=True) == []


def test_a_package_that_was_not_kept_is_looked_for_where_it_lay(
    uninvited: Path, receiver: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "MOST_ASIDE", 0)
    exchange.receive(receiver, [uninvited])
    enrol(receiver)
    name, content = uninvited, uninvited.read_bytes()
    uninvited.unlink()
    with refused("copy_missing"):
        quarantine.retry(receiver)
    name.write_bytes(content)
    assert [r.status for r in quarantine.retry(receiver)] == ["accepted"]
    assert quarantine.waiting(receiver) == []


def test_a_file_that_is_no_package_is_not_kept(receiver: Desk, tmp_path: Path) -> None:
    (tmp_path / "x.soxa").write_bytes(b"a letter")
    assert exchange.receive(receiver, [tmp_path / "x.soxa"])[0].reason == "not_a_package"
    assert quarantine.waiting(receiver) == []


def test_stopping_between_two_packages_keeps_what_is_done_whole(
    package: Path, joined: Desk, receiver: Desk, stick: Path
) -> None:
    activities.save(joined, draft("baseline", year=2023))
    second = exchange.export(joined, stick)
    assert second is not None

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(exchange.Stopped) as stopped:
        exchange.receive(receiver, [package, second.path], progress=stop)
    assert [r.status for r in stopped.value.reports] == ["accepted"]
    assert stopped.value.left == [second.path]
    assert [s.packages for s in exchange.communes(receiver, receiver.period(2025)) if s.unit == COMMUNE] == [
        1
    ]
    assert checker.verify(receiver).ok
    assert len(list((receiver.store.folder / "originals").rglob("*.soxa"))) == 1
