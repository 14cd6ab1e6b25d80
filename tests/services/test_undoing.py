"""Taking a received package back: as if it had never come, and everything that shows that it came stays."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models.edits import Edit
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange, locking, rollup
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.exchange import archiving
from tests.conftest import PASSPHRASE, MakeDesk, clock
from tests.periods import declare_empty
from tests.records import draft
from tests.services.answered import acknowledge

OTHER = "03390@2025"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that travels."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def hand_in(desk: Desk, stick: Path) -> Path:
    exported = exchange.export(desk, stick)
    assert exported is not None
    return exported.path


@pytest.fixture
def packages(joined: Desk, make_desk: MakeDesk, receiver: Desk, stick: Path, tmp_path: Path) -> list[Path]:
    """Packages of two communes, the first with edits, deletions and repeats of what was not acknowledged."""
    found = []
    ids = [activities.save(joined, draft("baseline", year=year)).id for year in (2021, 2022)]
    found.append(hand_in(joined, stick))
    activities.save(joined, draft("baseline", year=2023))
    with joined.store.write() as writer:
        writer.put([Edit("baseline", {"population": 4321}, ids[0])])
    found.append(hand_in(joined, stick))
    acknowledge(joined)
    with joined.store.write() as writer:
        writer.put(
            [Edit("baseline", {"deleted": True}, ids[1]), Edit("baseline", {"population": 77}, ids[0])]
        )
    found.append(hand_in(joined, stick))
    other = make_desk("other", unit=OTHER)
    exchange.join(other, exchange.invite(receiver, OTHER, tmp_path / "second.json"))
    activities.save(other, draft("baseline", year=2024))
    found.append(hand_in(other, stick))
    return found


def copies(receiver: Desk, tmp_path: Path) -> Iterator[Desk]:
    number = 0
    while True:
        number += 1
        shutil.copytree(tmp_path / "province", tmp_path / f"copy-{number}")
        yield desks.open_desk(tmp_path / f"copy-{number}", PASSPHRASE, clock=clock)


def test_any_packages_taken_back_leave_what_receiving_the_others_gives(
    packages: list[Path], receiver: Desk, tmp_path: Path
) -> None:
    receiver.close()
    made = copies(receiver, tmp_path)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.permutations(range(4)), st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
    def holds(order: list[int], undone: set[int], again: set[int]) -> None:
        full, part = next(made), next(made)
        reports = {n: exchange.receive(full, [packages[n]])[0] for n in order}
        # What a repeat leaves nothing new of is received all the same.
        for n in sorted(undone):
            exchange.take_back(full, reports[n].site, reports[n].sequence, "thử")
        gone = {(one.site, one.sequence): one for one in exchange.received(full) if one.taken_back_on}
        for n in sorted(again & undone):
            one = gone[reports[n].site, reports[n].sequence]
            assert exchange.take_again(full, one.site, one.content).status == "accepted"
        for n in order:
            if n not in undone - again:
                exchange.receive(part, [packages[n]])
        verified = checker.verify(full)
        assert verified.ok
        assert verified.state_hash == checker.state_hash(part)
        missing = [
            [(s.unit, s.missing, s.packages) for s in exchange.communes(d, d.period(2025))]
            for d in (full, part)
        ]
        assert missing[0] == missing[1]
        for desk in (full, part):
            desk.close()
            shutil.rmtree(desk.store.folder)

    holds()


def test_a_preview_says_what_taking_back_does_and_changes_nothing(
    packages: list[Path], receiver: Desk
) -> None:
    first = exchange.receive(receiver, packages[:3])[0]
    before = checker.state_hash(receiver)
    taking = exchange.take_back(receiver, first.site, 2, "", dry_run=True)
    assert checker.state_hash(receiver) == before
    # Its first changes came with package 1 too; package 3 goes on from what only package 2 holds.
    assert (taking.gone, taking.changed, taking.later, taking.missing) == (1, 1, (3,), (2,))
    assert taking.held > 0
    assert [one.taken_back_on for one in exchange.received(receiver)] == [None] * 3
    assert exchange.take_back(receiver, first.site, 2, "nhầm năm") == taking
    assert checker.verify(receiver).ok


def test_a_later_package_that_only_changes_a_record_is_told(packages: list[Path], receiver: Desk) -> None:
    (first, _) = exchange.receive(receiver, [packages[0], packages[2]])
    taking = exchange.take_back(receiver, first.site, 1, "", dry_run=True)
    assert (taking.gone, taking.incomplete, taking.later) == (0, 2, (3,))


def test_the_original_and_the_reason_stay(packages: list[Path], receiver: Desk) -> None:
    (report,) = exchange.receive(receiver, packages[:1])
    with receiver.store.write() as writer:
        writer.connection.exec_driver_sql("""INSERT INTO setting VALUES ('post', '"Cán bộ tổng hợp"')""")
    receiver.refresh()
    exchange.take_back(receiver, report.site, report.sequence, "Xã nhập nhầm tệp")
    (one,) = exchange.received(receiver)
    assert (one.because, one.by, one.file) == ("Xã nhập nhầm tệp", "Cán bộ tổng hợp", packages[0].name)
    assert one.taken_back_on is not None
    with receiver.store.read() as connection:
        sha256 = connection.exec_driver_sql("SELECT sha256 FROM taken_back").scalar_one()
    original = archiving.original(receiver, sha256)
    assert original.read_bytes() == packages[0].read_bytes()
    assert not original.stat().st_mode & stat.S_IWUSR


def test_it_does_not_come_again_by_itself(packages: list[Path], receiver: Desk) -> None:
    empty = checker.state_hash(receiver)
    (report,) = exchange.receive(receiver, packages[:1])
    held = checker.state_hash(receiver)
    exchange.take_back(receiver, report.site, 1, "thử")
    for _ in range(2):
        (again,) = exchange.receive(receiver, packages[:1], dry_run=True)
        assert (again.status, again.reason, again.unit) == ("refused", "taken_back", report.unit)
        exchange.receive(receiver, packages[:1])
    assert checker.state_hash(receiver) == empty
    assert exchange.quarantine.waiting(receiver) == []
    (one,) = exchange.received(receiver)
    assert exchange.take_again(receiver, one.site, one.content).status == "accepted"
    assert checker.state_hash(receiver) == held
    (one,) = exchange.received(receiver)
    assert one.taken_back_on is None


def test_the_commune_reads_why_and_sends_it_again(joined: Desk, receiver: Desk, stick: Path) -> None:
    activities.save(joined, draft("baseline", year=2024))
    hand_in(joined, stick)
    (report,) = exchange.receive(receiver, [stick])
    (receipt,) = exchange.write_receipts(receiver, stick)
    exchange.read_receipts(joined, [receipt.path])
    assert exchange.outgoing(joined).all_received
    exchange.take_back(receiver, report.site, 1, "Số dân chưa đúng")
    (receipt,) = exchange.write_receipts(receiver, stick)
    exchange.read_receipts(joined, [receipt.path])
    outgoing = exchange.outgoing(joined)
    assert (outgoing.all_received, outgoing.last_state, outgoing.last_reason) == (
        False,
        "refused",
        "taken_back",
    )
    assert exchange.sent(joined)[0].because == "Số dân chưa đúng"
    activities.save(joined, draft("baseline", year=2023))
    (again,) = exchange.receive(receiver, [hand_in(joined, stick)])
    assert (again.status, again.new, again.missing) == ("accepted", 2, [])


def test_locked_figures_of_other_packages_stay_as_they_are(joined: Desk, receiver: Desk, stick: Path) -> None:
    activities.save(joined, draft("propaganda_session", held_on="2025-02-03"))
    first = hand_in(joined, stick)
    acknowledge(joined)
    period = joined.period(2025, "q1")
    declare_empty(joined, period)
    locking.lock(joined, period)
    second = hand_in(joined, stick)
    (report, _) = exchange.receive(receiver, [first, second])
    before = rollup.rollup(receiver, period, basis="locked")
    taking = exchange.take_back(receiver, report.site, 1, "thử")
    assert taking.locks == ()
    after = rollup.rollup(receiver, period, basis="locked")
    assert [row.numerator for row in after.targets] == [row.numerator for row in before.targets]
    assert exchange.take_back(receiver, report.site, 2, "", dry_run=True).locks == ((2025, "q1"),)


def test_what_cannot_be_taken_in_again_is_not_taken_back(packages: list[Path], receiver: Desk) -> None:
    (report,) = exchange.receive(receiver, packages[:1])
    with refused("unknown_package"):
        exchange.take_back(receiver, report.site, 9, "thử")
    with refused("no_reason"):
        exchange.take_back(receiver, report.site, 1, "  ")
    shutil.rmtree(receiver.store.folder / "originals")
    with refused("original_missing"):
        exchange.take_back(receiver, report.site, 1, "thử")
    # The file once more, and its original is kept.
    assert exchange.receive(receiver, packages[:1])[0].status == "duplicate"
    exchange.take_back(receiver, report.site, 1, "thử")


def test_an_edit_of_the_desk_itself_outlives_the_package(packages: list[Path], receiver: Desk) -> None:
    (report,) = exchange.receive(receiver, packages[:1])
    record = activities.page(receiver, "baseline").entries[0].id
    with receiver.store.write() as writer:
        writer.put([Edit("baseline", {"population": 5}, record)])
    exchange.take_back(receiver, report.site, 1, "thử")
    assert checker.verify(receiver).ok
    assert activities.get(receiver, "baseline", record).record.population == 5


def test_a_question_to_a_record_that_is_gone_stays_open(joined: Desk, receiver: Desk, stick: Path) -> None:
    record = activities.save(joined, draft("baseline", year=2024)).id
    (report,) = exchange.receive(receiver, [hand_in(joined, stick)])
    exchange.ask(receiver, "baseline", record, "Số dân đúng chưa?", field="population")
    exchange.take_back(receiver, report.site, 1, "thử")
    (question,) = exchange.questions(receiver)
    assert (question.record, question.state) == (record, "open")
    (receipt,) = exchange.write_receipts(receiver, stick)
    exchange.read_receipts(joined, [receipt.path])
    assert [one.text for one in exchange.questions(joined)] == ["Số dân đúng chưa?"]
    (one,) = exchange.received(receiver)
    exchange.take_again(receiver, one.site, one.content)
    assert [one.state for one in exchange.questions(receiver)] == ["open"]
