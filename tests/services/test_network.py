"""What the register has to do with sending: one package at a time, nothing lost, nothing called received."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models.errors import Refusal
from desktop.services import activities, exchange
from desktop.services.desk import Desk
from desktop.services.network import carrying, connecting, roll_calling, rounds, sending
from sync.receiver.certificate import kept_certificate
from sync.receiver.roll import RollFile
from sync.receiver.serving import Serving, in_thread
from sync.transport.pace import Backoff
from tests.conftest import COMMUNE
from tests.records import draft

HOURS = datetime.timedelta(hours=3)
ONCE = Backoff(first=0, longest=0, tries=1)


@pytest.fixture
def connected(joined: Desk) -> Desk:
    """The commune's desk, one record in it, with an address nobody answers at."""
    connecting.change(joined, url="https://127.0.0.1:9", fingerprint="0" * 64, on=True)
    activities.save(joined, draft("establishment"))
    return joined


def sending_folder(desk: Desk) -> list[Path]:
    return sorted(connecting.way(desk).folder.glob("*.soxa"))


def later(desk: Desk, hours: float) -> None:
    now = desk.store.clock()
    desk.store.clock = lambda: now + datetime.timedelta(hours=hours)


def begin(path: Path) -> None:
    path.with_name(path.name + carrying.PLACE).write_bytes(b"{}")


def test_months_without_a_line_leave_one_package_that_holds_all(connected: Desk) -> None:
    (first,) = sending.packages(connected)
    activities.save(connected, draft("establishment", trade_name="Cơ sở thứ hai"))
    (second,) = sending.packages(connected)
    assert (first.sequence, second.sequence) == (1, 2)
    assert sending_folder(connected) == [second.path]
    assert second.last > first.last


def test_a_package_that_waits_is_not_made_again(connected: Desk) -> None:
    assert sending.packages(connected) == sending.packages(connected)
    assert exchange.outgoing(connected).last_sequence == 1


def test_what_was_begun_is_finished_first(connected: Desk) -> None:
    (first,) = sending.packages(connected)
    begin(first.path)
    activities.save(connected, draft("establishment", trade_name="Cơ sở thứ hai"))
    assert [(one.sequence, one.begun) for one in sending.packages(connected)] == [(1, True)]
    sending.note_sent(connected, first.path)
    assert [one.sequence for one in sending.packages(connected)] == [2]


def test_the_same_is_not_sent_twice_and_is_not_called_received(connected: Desk) -> None:
    (first,) = sending.packages(connected)
    sending.note_sent(connected, first.path)
    assert sending.packages(connected) == []
    assert not exchange.outgoing(connected).all_received
    sent = sending.last_sent(connected)
    assert sent is not None
    assert sent.sequence == 1


def test_no_package_sooner_than_asked_for_and_a_clock_set_back_stops_nobody(connected: Desk) -> None:
    (first,) = sending.packages(connected, again_after=HOURS)
    sending.note_sent(connected, first.path)
    activities.save(connected, draft("establishment", trade_name="Cơ sở thứ hai"))
    assert sending.packages(connected, again_after=HOURS) == []
    later(connected, 2)
    assert sending.packages(connected, again_after=HOURS) == []
    later(connected, 2)
    assert len(sending.packages(connected, again_after=HOURS)) == 1
    sending.note_sent(connected, sending_folder(connected)[0])
    activities.save(connected, draft("establishment", trade_name="Cơ sở thứ ba"))
    later(connected, -24 * 365)
    assert len(sending.packages(connected, again_after=HOURS)) == 1


def test_what_a_receipt_names_waits_no_more(connected: Desk, receiver: Desk, tmp_path: Path) -> None:
    (first,) = sending.packages(connected)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / first.path.name).write_bytes(first.path.read_bytes())
    exchange.receive(receiver, [tmp_path / "stick"])
    exchange.write_receipts(receiver, tmp_path / "stick")
    exchange.find_receipts(connected, [tmp_path / "stick"])
    assert sending.packages(connected) == []
    assert sending_folder(connected) == []


def test_what_went_to_a_stick_only_goes_over_the_line_as_well(connected: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    exchange.export(connected, tmp_path / "stick")
    assert [one.sequence for one in sending.packages(connected)] == [2]


def test_without_a_line_no_number_is_spent(connected: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        rounds.go(connected, connecting.way(connected), backoff=ONCE)
    assert refused.value.code == "connection_refused"
    assert exchange.outgoing(connected).last_sequence is None


def test_the_desk_is_used_only_inside_run(connected: Desk, receiver: Desk, tmp_path: Path) -> None:
    asked: list[str] = []

    def run(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        asked.append(function.__name__)
        return function(*args, **kwargs)

    with served(receiver, tmp_path, connected) as way:
        rounds.go(connected, way, run=run)
    assert asked == ["packages", "note_sent", "packages"]


def served(receiver: Desk, folder: Path, commune: Desk) -> Any:
    from contextlib import contextmanager

    @contextmanager
    def running() -> Any:
        made = roll_calling.prepare(receiver, folder / "machine")
        with in_thread(Serving(made.folder, "127.0.0.1", 0, *kept_certificate(made.folder))) as port:
            connecting.change(commune, url=f"https://127.0.0.1:{port}", fingerprint=made.fingerprint)
            yield connecting.way(commune)

    return running()


def test_a_package_spoiled_on_the_disk_is_made_anew(connected: Desk, receiver: Desk, tmp_path: Path) -> None:
    (first,) = sending.packages(connected)
    data = first.path.read_bytes()
    first.path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    with served(receiver, tmp_path, connected) as way:
        with pytest.raises(Refusal) as refused:
            rounds.go(connected, way)
        assert (refused.value.code, refused.value.params["reason"]) == ("upload_refused", "damaged")
        assert rounds.go(connected, way).sent == (2,)
    assert [one.status for one in exchange.receive(receiver, [tmp_path / "machine" / "inbox"])] == [
        "accepted"
    ]


def test_the_roll_follows_what_the_desk_does(receiver: Desk, tmp_path: Path) -> None:
    roll_calling.prepare(receiver, tmp_path / "machine")
    roll = RollFile(tmp_path / "machine")
    before = roll.roll()
    exchange.invite(receiver, COMMUNE, tmp_path / "first")
    after = roll.roll()
    assert before is not None
    assert after is not None
    assert (len(before.entries), len(after.entries)) == (0, 1)
    assert after.entries[0].unit == COMMUNE


def test_a_folder_that_is_away_keeps_nobody_from_inviting(receiver: Desk, tmp_path: Path) -> None:
    made = roll_calling.prepare(receiver, tmp_path / "machine")
    made.folder.rename(tmp_path / "away")
    exchange.invite(receiver, COMMUNE, tmp_path / "first")
    (tmp_path / "away").rename(made.folder)
    assert roll_calling.call_again(receiver)
    roll = RollFile(made.folder).roll()
    assert roll is not None
    assert len(roll.entries) == 1


def test_another_address_forgets_the_fingerprint_of_the_one_before(connected: Desk) -> None:
    connecting.change(connected, kilobytes=5)
    assert connecting.connection(connected).fingerprint == "0" * 64
    connecting.change(connected, url="https://127.0.0.1:9/")
    assert connecting.connection(connected).fingerprint == "0" * 64
    assert connecting.change(connected, url="https://vidu.vn").fingerprint == ""
    assert connecting.change(connected, url="").on is False


def test_a_receiving_desk_sends_nothing_and_a_commune_receives_nothing(
    connected: Desk, receiver: Desk, tmp_path: Path
) -> None:
    for wrong in (
        lambda: connecting.way(receiver),
        lambda: connecting.change(receiver, on=True),
        lambda: roll_calling.prepare(connected, tmp_path / "machine"),
        lambda: roll_calling.prepare(receiver, tmp_path / "machine", "http://vidu.vn"),
        lambda: roll_calling.prepare(receiver, tmp_path / "machine", "", tmp_path / "no.pem"),
    ):
        with pytest.raises(Refusal):
            wrong()
