"""From a commune to the receiving unit: in any order, any number of times, whole or not at all."""

import datetime
import errno
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models import ledger
from desktop.models import settings as kept
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker, deciding, exchange, indicators, rollup, sample
from desktop.services import desk as desks
from desktop.services.conflicts import Decision
from desktop.services.desk import Desk
from desktop.services.exchange import sending
from desktop.services.folding_log import row_from
from desktop.services.progress import Cancelled
from sync.errors import PackageRefused
from tests.conftest import COMMUNE, PASSPHRASE, PROVINCE, MakeDesk, clock
from tests.records import draft
from tests.services.answered import acknowledge


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that travels."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def refused(code: str) -> object:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def exported(desk: Desk, folder: Path, *, full: bool = False) -> Path:
    package = exchange.export(desk, folder, full=full)
    assert package is not None
    return package.path


def test_what_a_commune_recorded_arrives(joined: Desk, receiver: Desk, stick: Path) -> None:
    saved = activities.save(joined, draft("propaganda_session", title="Họp dân"))
    exported(joined, stick)
    report = exchange.receive(receiver, [stick])[0]
    assert (report.status, report.new, report.updated, report.refused) == ("accepted", 1, 0, 0)
    arrived = activities.get(receiver, "propaganda_session", saved.id)
    assert (arrived.record, arrived.unit) == (saved.record, COMMUNE)


def test_receiving_twice_changes_nothing(joined: Desk, receiver: Desk, stick: Path) -> None:
    activities.save(joined, draft("establishment"))
    exported(joined, stick)
    exchange.receive(receiver, [stick])
    before = checker.verify(receiver)
    report = exchange.receive(receiver, [stick])[0]
    assert (report.status, report.new, report.duplicate) == ("duplicate", 0, 1)
    assert checker.verify(receiver) == before


def test_a_preview_gives_the_report_of_receiving_and_changes_nothing(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    sample.sample(joined, 2025, 40, 1)
    exported(joined, stick)
    activities.save(joined, draft("baseline", year=2024))
    exported(joined, stick)
    before = checker.verify(receiver)
    preview = exchange.receive(receiver, [stick], dry_run=True)
    assert checker.verify(receiver) == before
    assert exchange.communes(receiver, receiver.period(2025))[0].packages == 0
    assert exchange.receive(receiver, [stick]) == preview


def test_nothing_new_writes_no_package(joined: Desk, stick: Path) -> None:
    activities.save(joined, draft("establishment"))
    exported(joined, stick)
    assert exchange.export(joined, stick) is None
    assert len(list(stick.iterdir())) == 1


def test_a_changed_case_waits_to_be_sent_as_a_count(joined: Desk, stick: Path) -> None:
    exported_before = activities.save(joined, draft("support_case"))
    assert exchange.outgoing(joined).changes == 1
    exported(joined, stick)
    assert exchange.outgoing(joined).changes == 0
    activities.save(joined, Draft("support_case", {"eligible": "no"}, exported_before.id))
    assert exchange.outgoing(joined).changes == 1
    exported(joined, stick)
    assert exchange.outgoing(joined).changes == 0


def test_exporting_changes_no_record(joined: Desk, stick: Path) -> None:
    sample.sample(joined, 2025, 40, 1)
    kinds = ("propaganda_session", "support_case", "staff_member", "inspection")
    before = [activities.page(joined, kind) for kind in kinds]
    exported(joined, stick)
    assert [activities.page(joined, kind) for kind in kinds] == before


def test_a_full_package_alone_brings_everything(joined: Desk, receiver: Desk, stick: Path) -> None:
    for year in (2022, 2023):
        activities.save(joined, draft("baseline", year=year))
        exported(joined, stick)
    shutil.rmtree(stick)
    stick.mkdir()
    exported(joined, stick, full=True)
    assert exchange.receive(receiver, [stick])[0].new == 2
    # What it repeats is not missed.
    assert exchange.communes(receiver, receiver.period(2025))[0].missing == []
    assert checker.verify(receiver).ok


def test_a_deleted_record_does_not_come_back_with_an_old_package(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    place = activities.save(joined, draft("establishment"))
    first = exported(joined, stick)
    activities.delete(joined, "establishment", place.id)
    second = exported(joined, stick)
    exchange.receive(receiver, [second])
    exchange.receive(receiver, [first])
    exchange.receive(receiver, [first, second])
    assert activities.page(receiver, "establishment").total == 0
    assert activities.get(receiver, "establishment", place.id).deleted


def test_a_missing_package_is_named_and_a_late_one_fills_in(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    packages = []
    for year in (2021, 2022, 2023):
        activities.save(joined, draft("baseline", year=year))
        packages.append(exported(joined, stick))
        # Another desk of the unit has received it; ours has not, or lost it again.
        acknowledge(joined)
    exchange.receive(receiver, [packages[0], packages[2]])
    assert exchange.communes(receiver, receiver.period(2025))[0].missing == [2]
    exchange.receive(receiver, [packages[1]])
    assert exchange.communes(receiver, receiver.period(2025))[0].missing == []


def test_two_machines_of_a_commune_merge_fields_and_leave_a_conflict_for_a_person(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    place = activities.save(joined, draft("establishment"))
    exported(joined, stick)
    exchange.receive(receiver, [stick])
    with receiver.store.read() as connection:
        shared = ledger.changes_of(connection, [bytes.fromhex(place.id)])[bytes.fromhex(place.id)]
    other = make_desk("second machine")
    exchange.join(other, exchange.invite(receiver, COMMUNE, tmp_path / "second.json"))
    with other.store.write() as writer:
        writer.append(shared, {"establishment": [row_from(shared)]})
        kept.write(writer.connection, {"lamport": shared[-1].lamport})
    activities.save(joined, Draft("establishment", {"workers": 7, "hamlet": "Bản Mới"}, place.id))
    activities.save(other, Draft("establishment", {"workers": 9}, place.id))
    exported(joined, stick)
    exported(other, stick)
    reports = exchange.receive(receiver, [stick])
    assert sum(report.conflict for report in reports) == 1
    merged = activities.get(receiver, "establishment", place.id)
    assert merged.record.hamlet == "Bản Mới"
    assert {entry["value"] for entry in merged.conflicts["workers"]} == {7, 9}
    deciding.decide(receiver, [Decision("establishment", place.id, "workers", 7)])
    decided = activities.get(receiver, "establishment", place.id)
    assert (decided.record.workers, dict(decided.conflicts)) == (7, {})
    assert checker.verify(receiver).ok


def test_the_same_packages_in_any_order_and_number_give_the_same_state(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    packages = []
    sample.sample(joined, 2024, 30, 1)
    packages.append(exported(joined, stick))
    place = activities.page(joined, "establishment").entries[0]
    for workers in (31, 32):
        activities.save(joined, Draft("establishment", {"workers": workers}, place.id))
        packages.append(exported(joined, stick))
    packages.append(exported(joined, stick, full=True))
    receiver.close()
    hashes: set[str] = set()
    numbers = itertools.count()

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(order=st.permutations(packages), again=st.lists(st.sampled_from(packages), max_size=3))
    def receive_in(order: list[Path], again: list[Path]) -> None:
        folder = tmp_path / f"receiver{next(numbers)}"
        shutil.copytree(receiver.store.folder, folder)
        desk = desks.open_desk(folder, PASSPHRASE, clock=clock)
        for package in [*order, *again]:
            exchange.receive(desk, [package])
        verified = checker.verify(desk)
        assert verified.ok
        hashes.add(verified.state_hash)
        desk.close()

    receive_in()
    assert len(hashes) == 1


def test_damaged_foreign_and_forged_packages_change_nothing_and_say_so(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    activities.save(joined, draft("establishment"))
    good = exported(joined, stick)
    content = good.read_bytes()
    (stick / "a-cut.soxa").write_bytes(content[:-7])
    (stick / "b-bit.soxa").write_bytes(content[:-20] + bytes([content[-20] ^ 1]) + content[-19:])
    (stick / "c-text.soxa").write_text("Kính gửi", encoding="utf-8")
    (stick / "d-empty.soxa").write_bytes(b"")
    neighbour = make_desk("neighbour province", unit="11@2025", role="receiving")
    stranger = make_desk("stranger", unit="03127@2025")
    exchange.join(stranger, exchange.invite(neighbour, "03127@2025", tmp_path / "other.json"))
    activities.save(stranger, draft("establishment"))
    exported(stranger, stick).rename(stick / "e-foreign.soxa")
    before = checker.verify(receiver)
    good.unlink()
    reports = exchange.receive(receiver, [stick])
    assert [(r.package[0], r.reason) for r in reports] == [
        ("a", "damaged"),
        ("b", "damaged"),
        ("c", "not_a_package"),
        ("d", "not_a_package"),
        ("e", "not_for_us"),
    ]
    assert all(r.refused == 1 and r.status == "refused" for r in reports)
    assert checker.verify(receiver) == before


def test_one_bad_package_does_not_keep_the_good_ones_out(joined: Desk, receiver: Desk, stick: Path) -> None:
    activities.save(joined, draft("establishment"))
    exported(joined, stick)
    (stick / "a.soxa").write_bytes(b"x")
    assert [r.status for r in exchange.receive(receiver, [stick])] == ["refused", "accepted"]


def test_an_invitation_enrols_one_machine_only(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    thief = make_desk("thief")
    exchange.join(thief, tmp_path / "invitation.json")
    activities.save(joined, draft("establishment"))
    activities.save(thief, draft("baseline"))
    exchange.receive(receiver, [exported(joined, stick)])
    assert exchange.receive(receiver, [exported(thief, stick)])[0].reason == "invitation_used"


def test_an_uninvited_machine_is_not_received(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    activities.save(joined, draft("establishment"))
    with joined.store.write() as writer:
        kept.write(writer.connection, {"invitation_token": "00" * 32})
    assert exchange.receive(receiver, [exported(joined, stick)])[0].reason == "unknown_machine"


def test_two_packages_of_one_number_are_both_kept_and_told_apart_from_a_repeated_one(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    activities.save(joined, draft("establishment"))
    joined.close()
    shutil.copytree(joined.store.folder, tmp_path / "clone")
    clone = desks.open_desk(tmp_path / "clone", PASSPHRASE, clock=clock)
    here = desks.open_desk(joined.store.folder, PASSPHRASE, clock=clock)
    activities.save(clone, draft("baseline"))
    exchange.receive(receiver, [exported(here, stick)])
    (report,) = exchange.receive(receiver, [exported(clone, stick)])
    assert (report.status, report.new, bool(report.line)) == ("accepted", 1, True)
    assert checker.verify(receiver).ok
    assert [one.decision for one in exchange.twins.found(receiver)] == [""]
    clone.close()
    here.close()


def test_training_and_real_stores_do_not_exchange(
    make_desk: MakeDesk, receiver: Desk, tmp_path: Path
) -> None:
    real = make_desk("real", training=False)
    invitation = exchange.invite(receiver, COMMUNE, tmp_path / "invitation.json")
    with refused("invitation_training"):
        exchange.join(real, invitation)


def test_an_invitation_is_for_one_commune_below_the_unit(
    commune: Desk, receiver: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    with refused("unit_not_below"):
        exchange.invite(receiver, "24133@2025", tmp_path / "x.json")
    with refused("unknown_unit"):
        exchange.invite(receiver, "99999@2025", tmp_path / "x.json")
    other = make_desk("other", unit="03390@2025")
    with refused("invitation_other_unit"):
        exchange.join(other, exchange.invite(receiver, COMMUNE, tmp_path / "y.json"))
    assert other.settings.receiver is None


def test_each_desk_does_its_own_side_only(commune: Desk, receiver: Desk, stick: Path) -> None:
    with refused("not_joined"):
        exchange.receive(commune, [stick])
    with refused("not_receiving_desk"):
        exchange.invite(commune, COMMUNE, stick / "x")
    with refused("not_joined"):
        exchange.export(receiver, stick)
    with refused("not_joined"):
        exchange.export(commune, stick)


def test_a_package_that_could_not_be_written_is_written_again_under_its_number(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activities.save(joined, draft("establishment"))

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(sending.package, "write", full_disk)
        with refused("disk_full"):
            exchange.export(joined, stick)
    assert exchange.outgoing(joined).unconfirmed
    activities.save(joined, draft("baseline"))
    exported(joined, stick)
    assert sorted(p.name[-11:] for p in stick.iterdir()) == ["000001.soxa", "000002.soxa"]
    assert [r.status for r in exchange.receive(receiver, [stick])] == ["accepted", "accepted"]
    assert not exchange.outgoing(joined).unconfirmed


def test_a_disk_that_fills_after_the_first_package_says_what_is_written(
    joined: Desk, receiver: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = sending.package.write

    def full_from(first_failing: int) -> Callable[..., object]:
        def write(folder: Path, sender: object, place: Any, *rest: Any, **named: Any) -> object:
            if place.sequence >= first_failing:
                raise OSError(28, "No space left on device")
            return written(folder, sender, place, *rest, **named)

        return write

    activities.save(joined, draft("establishment"))
    with monkeypatch.context() as patched:
        patched.setattr(sending.package, "write", full_from(1))
        with refused("disk_full"):
            exchange.export(joined, stick)
    activities.save(joined, draft("baseline"))
    with monkeypatch.context() as patched:
        patched.setattr(sending.package, "write", full_from(2))
        with refused("export_unfinished"):
            exchange.export(joined, stick)
    assert len(list(stick.iterdir())) == 1
    exported(joined, stick)
    assert [r.status for r in exchange.receive(receiver, [stick])] == ["accepted", "accepted"]


def test_cancelled_receiving_keeps_whole_packages_only(joined: Desk, receiver: Desk, stick: Path) -> None:
    for year in (2021, 2022, 2023):
        activities.save(joined, draft("baseline", year=year))
        exported(joined, stick)

    def stop_at_two(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        exchange.receive(receiver, [stick], progress=stop_at_two)
    assert activities.page(receiver, "baseline").total == 2
    with pytest.raises(Cancelled):
        exchange.receive(receiver, [stick], dry_run=True, progress=stop_at_two)
    assert checker.verify(receiver).ok


def test_the_list_of_communes_names_every_commune_of_the_province(receiver: Desk) -> None:
    communes = exchange.communes(receiver, receiver.period(2025))
    assert len(communes) == 38
    assert not any(c.reported for c in communes)
    assert receiver.settings.unit == PROVINCE


def test_a_commune_has_reported_when_a_package_of_the_period_or_later_has_come(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    activities.save(joined, draft("establishment"))
    exchange.receive(receiver, [exported(joined, stick)])
    assert exchange.communes(receiver, receiver.period(2025, "q4"))[0].reported
    assert not exchange.communes(receiver, receiver.period(2026))[0].reported
    assert exchange.communes(receiver, receiver.period(2025))[0].as_of == datetime.date(2025, 11, 21)


def test_the_cases_of_two_machines_of_a_commune_are_added_up(
    joined: Desk, receiver: Desk, stick: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    other = make_desk("second machine")
    exchange.join(other, exchange.invite(receiver, COMMUNE, tmp_path / "second.json"))
    used = {"service": "legal_aid", "status": "accessed", "accessed_on": datetime.date(2025, 3, 1)}
    activities.save(joined, draft("support_case", services=(used,)))
    activities.save(joined, draft("support_case"))
    activities.save(other, draft("support_case", services=(used,)))
    activities.save(other, draft("staff_member"))
    exported(joined, stick)
    exported(other, stick)
    assert sum(report.conflict for report in exchange.receive(receiver, [stick])) == 0
    figures = {one.id: one for one in indicators.compute(receiver, receiver.period(2025), unit=COMMUNE)}
    supported, trained = figures["supported"], figures["staff_trained"]
    assert (supported.numerator, supported.denominator) == (2, 3)
    assert (trained.numerator, trained.denominator) == (0, 1)


def test_a_restored_machine_counts_into_the_tallies_it_began(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    activities.save(joined, draft("support_case"))
    exported(joined, stick)
    file = backup.backup(joined, tmp_path / "a.backup")
    again = backup.restore(file, tmp_path / "again", PASSPHRASE, clock=clock)
    activities.save(again, draft("support_case"))
    exported(again, stick)
    exchange.receive(receiver, [stick])
    figures = {one.id: one for one in indicators.compute(receiver, receiver.period(2025), unit=COMMUNE)}
    assert figures["supported"].denominator == 2
    again.close()


def test_a_clock_set_ahead_does_not_report_for_the_years_to_come(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    activities.save(joined, draft("establishment"))
    joined.store.clock = lambda: datetime.datetime(2035, 5, 5)
    exchange.receive(receiver, [exported(joined, stick)])
    assert exchange.communes(receiver, receiver.period(2025))[0].reported
    assert not exchange.communes(receiver, receiver.period(2026))[0].reported
    assert rollup.rollup(receiver, receiver.period(2026)).reported == 0


@pytest.mark.parametrize("year", [1980, 1999, 2100, 2150])
def test_a_clock_far_from_the_truth_does_not_keep_the_commune_from_exporting(
    joined: Desk, receiver: Desk, stick: Path, year: int
) -> None:
    activities.save(joined, draft("propaganda_session"))
    joined.store.clock = lambda: datetime.datetime(year, 12, 31)
    exchange.receive(receiver, [exported(joined, stick)])
    assert activities.page(receiver, "propaganda_session").total == 1


def test_more_changes_than_a_package_takes_leave_in_several(
    joined: Desk, receiver: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_MOST_CHANGES", 3)
    for year in range(2018, 2026):
        activities.save(joined, draft("baseline", year=year))
    exchange.export(joined, stick, full=True)
    assert len(list(stick.iterdir())) > 2
    assert {r.status for r in exchange.receive(receiver, [stick])} == {"accepted"}
    assert activities.page(receiver, "baseline").total == 8
    assert exchange.communes(receiver, receiver.period(2025))[0].missing == []


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (OSError(errno.EROFS, "Read-only file system"), "medium_read_only"),
        (OSError(errno.EIO, "Input/output error"), "medium_broken"),
        (OSError(errno.ENODEV, "No such device"), "medium_gone"),
        (OSError(errno.EACCES, "Permission denied"), "cannot_write"),
        (PackageRefused("damaged", part="body"), "medium_broken"),
    ],
)
def test_each_way_a_stick_fails_has_its_own_sentence_and_the_package_is_written_later(
    joined: Desk, receiver: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: str
) -> None:
    activities.save(joined, draft("establishment"))

    def fails(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(sending.package, "write", fails)
        with refused(code):
            exchange.export(joined, stick)
    assert exchange.outgoing(joined).last_state == "unconfirmed"
    assert exchange.export(joined, stick) is not None
    assert exchange.receive(receiver, [stick])[0].new == 1
