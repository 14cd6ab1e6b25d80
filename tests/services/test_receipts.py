"""What the receiving unit says back: read in any order, any number of times, and never anything but genuine."""

import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker, exchange
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.exchange import ReceiptReport
from tests.conftest import COMMUNE, PASSPHRASE, MakeDesk, clock
from tests.records import draft


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that travels."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def record(desk: Desk, year: int = 2024) -> str:
    return activities.save(desk, draft("baseline", year=year)).id


def hand_in(joined: Desk, receiver: Desk, stick: Path, **how: bool) -> None:
    assert exchange.export(joined, stick, **how) is not None
    exchange.receive(receiver, [stick])


def answered(receiver: Desk, folder: Path) -> Path:
    (written,) = exchange.write_receipts(receiver, folder)
    return written.path


def read(joined: Desk, path: Path) -> ReceiptReport:
    (report,) = exchange.read_receipts(joined, [path])
    return report


def test_only_a_receipt_makes_a_record_count_as_received(joined: Desk, receiver: Desk, stick: Path) -> None:
    record(joined)
    assert (exchange.outgoing(joined).records, exchange.outgoing(joined).last_state) == (1, "")
    hand_in(joined, receiver, stick)
    waiting = exchange.outgoing(joined)
    assert (waiting.records, waiting.last_state, waiting.all_received) == (0, "written", False)
    report = read(joined, answered(receiver, stick))
    assert (report.status, report.accepted, report.refused, report.missing) == ("read", 1, 0, ())
    assert exchange.outgoing(joined).all_received
    assert [one.state for one in exchange.sent(joined)] == ["received"]
    record(joined, 2023)
    assert not exchange.outgoing(joined).all_received


def test_a_package_holds_everything_since_the_last_one_that_was_acknowledged(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "lost").mkdir()
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    read(joined, answered(receiver, stick))
    record(joined, 2022)
    exchange.export(joined, tmp_path / "lost")
    record(joined, 2023)
    exchange.export(joined, stick)
    second, first, _ = exchange.sent(joined)
    assert second.changes > first.changes
    report = exchange.receive(receiver, [stick])[-1]
    assert (report.new, report.missing) == (2, [])
    assert activities.page(receiver, "baseline").total == 3
    assert read(joined, answered(receiver, stick)).missing == ()
    assert [one.state for one in exchange.sent(joined)] == ["received", "covered", "received"]


def test_what_was_lost_is_written_again_when_asked_and_full_always(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined)
    exchange.export(joined, stick)
    assert exchange.export(joined, stick) is None
    assert exchange.outgoing(joined).again
    again = exchange.export(joined, stick, again=True)
    assert again is not None
    assert (again.sequence, again.count) == (2, exchange.outgoing(joined).unreceived)
    exchange.receive(receiver, [stick])
    answered(receiver, stick)
    # The receipt lies where the package is written, so it is read by itself.
    assert exchange.export(joined, stick, again=True) is None
    assert exchange.outgoing(joined).all_received
    full = exchange.export(joined, stick, full=True)
    assert full is not None
    assert full.count == again.count


def test_a_receipt_read_twice_or_after_a_later_one_changes_nothing(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "older").mkdir()
    older = answered_after_one(joined, receiver, stick, tmp_path / "older")
    record(joined, 2022)
    hand_in(joined, receiver, stick)
    later = answered(receiver, stick)
    assert read(joined, later).status == "read"
    known = (exchange.outgoing(joined), exchange.sent(joined))
    assert read(joined, later).status == "known"
    assert read(joined, older).status == "older"
    assert (exchange.outgoing(joined), exchange.sent(joined)) == known


def answered_after_one(joined: Desk, receiver: Desk, stick: Path, folder: Path) -> Path:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    return answered(receiver, folder)


def test_a_damaged_package_is_told_and_its_figures_come_again(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    read(joined, answered(receiver, stick))
    record(joined, 2022)
    broken = exchange.export(joined, stick)
    assert broken is not None
    broken.path.write_bytes(broken.path.read_bytes()[:-5])
    exchange.receive(receiver, [stick])
    report = read(joined, answered(receiver, stick))
    assert (report.accepted, report.refused) == (1, 1)
    told = exchange.sent(joined)[0]
    assert (told.state, told.reason) == ("refused", "damaged")
    assert exchange.export(joined, stick, again=True) is not None
    exchange.receive(receiver, [stick])
    read(joined, answered(receiver, stick))
    assert [one.state for one in exchange.sent(joined)] == ["received", "covered", "received"]


def test_a_package_refused_once_and_copied_again_is_simply_received(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined)
    first = exchange.export(joined, stick)
    assert first is not None
    whole = first.path.read_bytes()
    # The machine is known by its first package, so that its second can be answered for.
    exchange.receive(receiver, [stick])
    record(joined, 2022)
    second = exchange.export(joined, stick)
    assert second is not None
    good = second.path.read_bytes()
    second.path.write_bytes(good[:-1])
    exchange.receive(receiver, [stick])
    second.path.write_bytes(good)
    exchange.receive(receiver, [stick])
    assert read(joined, answered(receiver, stick)).refused == 0
    assert first.path.read_bytes() == whole


def test_a_stranger_cannot_make_a_machine_look_refused(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    record(joined)
    hand_in(joined, receiver, stick)
    # Another machine that takes the site of ours, and signs with its own key.
    thief = make_desk("thief")
    exchange.join(thief, exchange.invite(receiver, COMMUNE, tmp_path / "second.json"))
    with thief.store.write() as writer:
        writer.connection.exec_driver_sql(
            "UPDATE setting SET value = ? WHERE name = 'site'", (f'"{joined.settings.site}"',)
        )
    thief.refresh()
    for year in (2020, 2021):
        record(thief, year)
        exchange.export(thief, stick)
    reasons = {one.reason for one in exchange.receive(receiver, [stick]) if one.status == "refused"}
    assert reasons == {"forged"}
    assert read(joined, answered(receiver, stick)).refused == 0


def test_other_desks_other_machines_and_practice_are_refused_in_one_sentence(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    record(joined)
    hand_in(joined, receiver, stick)
    good = answered(receiver, stick)
    before = exchange.outgoing(joined)
    other = make_desk("second machine")
    exchange.join(other, exchange.invite(receiver, COMMUNE, tmp_path / "second.json"))
    assert read(other, good).reason == "receipt_not_for_us"
    spoiled = tmp_path / "spoiled.soxa-receipt"
    spoiled.write_bytes(good.read_bytes()[:-3])
    assert read(joined, spoiled).reason == "receipt_damaged"
    spoiled.write_text("Kính gửi", encoding="utf-8")
    assert read(joined, spoiled).reason == "not_a_receipt"
    spoiled.unlink()
    spoiled.mkdir()
    with refused("no_receipts"):
        exchange.read_receipts(joined, [spoiled])
    assert exchange.outgoing(joined) == before
    with refused("not_joined"):
        exchange.read_receipts(receiver, [good])
    with refused("not_receiving_desk"):
        exchange.write_receipts(joined, stick)


def test_a_restored_receiving_desk_is_believed_about_what_it_lost(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    answered(receiver, stick)
    file = backup.backup(receiver, tmp_path / "a.backup")
    record(joined, 2022)
    hand_in(joined, receiver, stick)
    for _ in range(3):
        answered(receiver, stick)
    exchange.find_receipts(joined, [stick])
    assert exchange.outgoing(joined).all_received
    again = backup.restore(file, tmp_path / "again", PASSPHRASE, clock=clock)
    report = read(joined, answered(again, stick))
    assert report.status == "read"
    assert exchange.outgoing(joined).unreceived == 1
    shutil.rmtree(stick)
    stick.mkdir()
    hand_in(joined, again, stick, again=True)
    assert activities.page(again, "baseline").total == 2
    again.close()


def test_a_restored_machine_states_again_what_no_receipt_named(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "lost").mkdir()
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    read(joined, answered(receiver, stick))
    record(joined, 2022)
    exchange.export(joined, tmp_path / "lost")
    file = backup.backup(joined, tmp_path / "a.backup")
    again = backup.restore(file, tmp_path / "again", PASSPHRASE, clock=clock)
    exchange.export(again, stick)
    exchange.receive(receiver, [stick])
    assert activities.page(receiver, "baseline").total == 2
    again.close()


def test_two_copies_of_one_register_are_noticed_by_the_receipt(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    """Somebody copied the whole folder to another machine; both go on."""
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    joined.close()
    shutil.copytree(joined.store.folder, tmp_path / "clone")
    clone = desks.open_desk(tmp_path / "clone", PASSPHRASE, clock=clock)
    record(clone, 2022)
    hand_in(clone, receiver, stick)
    ours = desks.open_desk(joined.store.folder, PASSPHRASE, clock=clock)
    record(ours, 2023)
    other = tmp_path / "other stick"
    other.mkdir()
    exchange.export(ours, other)
    assert exchange.receive(receiver, [other])[0].line
    report = read(ours, answered(receiver, other))
    assert report.forked
    state = exchange.outgoing(ours)
    assert (state.last_state, state.all_received) == ("forked", False)
    assert state.unreceived == exchange.sent(ours)[0].changes
    for desk in (ours, clone):
        desk.close()


def test_conflicts_between_two_machines_are_told(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    place = activities.save(joined, draft("establishment"))
    hand_in(joined, receiver, stick)
    activities.save(joined, Draft("establishment", {"workers": 7}, place.id))
    activities.save(receiver, Draft("establishment", {"workers": 9}, place.id))
    hand_in(joined, receiver, stick)
    assert read(joined, answered(receiver, stick)).conflicts == 1


def test_a_receipt_holds_no_word_of_what_was_recorded_in_the_clear(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    place = activities.save(joined, draft("establishment", trade_name="Quán Hương Rừng"))
    hand_in(joined, receiver, stick)
    exchange.ask(receiver, "establishment", place.id, "Đề nghị kiểm tra lại tên cơ sở.", field="trade_name")
    data = answered(receiver, stick).read_bytes()
    for word in ("Hương", "kiểm tra", COMMUNE, place.id):
        assert word.encode() not in data


def test_receipts_go_to_the_folders_the_packages_came_from(joined: Desk, receiver: Desk, stick: Path) -> None:
    record(joined)
    (stick / "Xã Mường Mô").mkdir()
    exchange.export(joined, stick / "Xã Mường Mô")
    (stick / "other.soxa").write_bytes(b"x")
    found = exchange.machines_of(exchange.receive(receiver, [stick]))
    assert found == {str(stick / "Xã Mường Mô"): [joined.settings.site]}


def test_a_folder_that_cannot_be_written_is_named(joined: Desk, receiver: Desk, stick: Path) -> None:
    record(joined)
    hand_in(joined, receiver, stick)
    with refused("path_missing"):
        exchange.write_receipts(receiver, stick / "gone")
    # A folder stands where the receipt should go.
    answered(receiver, stick).unlink()
    name = next(iter(exchange.write_receipts(receiver, stick))).path
    name.unlink()
    name.mkdir()
    (name / "x").write_text("x", encoding="utf-8")
    with refused("cannot_write"):
        exchange.write_receipts(receiver, stick)
    assert list(stick.glob("*.part")) == []


def test_whatever_is_lost_repeated_or_out_of_order_nothing_acknowledged_is_missing(
    joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    """Sticks that get lost, come twice or late, in both directions; afterwards one good exchange heals everything."""
    record(joined, 2000)
    first = tmp_path / "first"
    first.mkdir()
    hand_in(joined, receiver, first)
    joined.close()
    receiver.close()
    numbers = itertools.count()
    steps = st.lists(st.sampled_from(["record", "export", "receive", "answer", "read"]), max_size=14)

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(steps=steps, data=st.data())
    def go(steps: list[str], data: st.DataObject) -> None:
        root = tmp_path / f"case{next(numbers)}"
        for name, desk in (("below", joined), ("above", receiver)):
            shutil.copytree(desk.store.folder, root / name)
        below, above = (desks.open_desk(root / name, PASSPHRASE, clock=clock) for name in ("below", "above"))
        packages: list[Path] = []
        receipts: list[Path] = []
        try:
            for number, step in enumerate(steps):
                folder = root / f"stick{number}"
                folder.mkdir()
                if step == "record":
                    record(below, 2001 + number)
                elif step == "export" and (done := exchange.export(below, folder, again=True)) is not None:
                    packages.append(done.path)
                elif step == "receive" and packages:
                    exchange.receive(above, [data.draw(st.sampled_from(packages))])
                elif step == "answer":
                    receipts += [one.path for one in exchange.write_receipts(above, folder)]
                elif step == "read" and receipts:
                    assert read(below, data.draw(st.sampled_from(receipts))).status != "refused"
                nothing_acknowledged_is_missing(below, above)
            last = root / "last"
            last.mkdir()
            exchange.export(below, last, again=True)
            if any(last.iterdir()):
                exchange.receive(above, [last])
            exchange.write_receipts(above, last)
            exchange.read_receipts(below, [last])
            assert exchange.outgoing(below).all_received
            assert {e.id for e in activities.page(above, "baseline").entries} == {
                e.id for e in activities.page(below, "baseline").entries
            }
            assert checker.verify(above).ok
        finally:
            below.close()
            above.close()

    go()


def nothing_acknowledged_is_missing(below: Desk, above: Desk) -> None:
    site = bytes.fromhex(below.settings.site)
    counted = "SELECT count(*) FROM change WHERE site = ? AND seq <= ?"
    with below.store.read() as ours, above.store.read() as theirs:
        held = ours.exec_driver_sql("SELECT coalesce(max(number), 0) FROM receipt").scalar()
        upto = ours.exec_driver_sql("SELECT held FROM receipt WHERE number = ?", (held,)).scalar() or 0
        assert theirs.exec_driver_sql(counted, (site, upto)).scalar() == upto
