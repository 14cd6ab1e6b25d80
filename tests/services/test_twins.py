"""Two machines that go on from one copy of a register: nothing of either is lost, and a person decides."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desktop.models.edits import Edit
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.exchange import PackageReport
from tests.conftest import PASSPHRASE, clock
from tests.records import draft


class Two(NamedTuple):
    """The machine and its copy, what they have in common, and where each hands in."""

    first: Desk
    second: Desk
    common: str
    folder: Path


@pytest.fixture
def two(joined: Desk, receiver: Desk, tmp_path: Path) -> Iterator[Two]:
    """A register that was received once, copied to a second machine, and worked on at both."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    common = activities.save(joined, draft("baseline", year=2021, population=1000)).id
    hand_in(joined, receiver, tmp_path / "a")
    joined.close()
    shutil.copytree(joined.store.folder, tmp_path / "copy")
    first, second = (
        desks.open_desk(folder, PASSPHRASE, clock=clock)
        for folder in (joined.store.folder, tmp_path / "copy")
    )
    yield Two(first, second, common, tmp_path)
    first.close()
    second.close()


def hand_in(desk: Desk, receiver: Desk, folder: Path) -> PackageReport:
    exported = exchange.export(desk, folder)
    assert exported is not None
    return exchange.receive(receiver, [exported.path])[0]


def years(receiver: Desk) -> list[int]:
    return sorted(entry.record.year for entry in activities.page(receiver, "baseline").entries)


def work(two: Two, receiver: Desk) -> tuple[PackageReport, PackageReport]:
    """Both add a year, and both set the population of the common one."""
    for desk, year, people in ((two.first, 2022, 111), (two.second, 2023, 222)):
        activities.save(desk, draft("baseline", year=year))
        with desk.store.write() as writer:
            writer.put([Edit("baseline", {"population": people}, two.common)])
    return hand_in(two.first, receiver, two.folder / "a"), hand_in(two.second, receiver, two.folder / "b")


def test_records_of_both_are_there_and_what_collides_is_asked(two: Two, receiver: Desk) -> None:
    first, second = work(two, receiver)
    assert (first.status, first.line) == ("accepted", "")
    assert (second.status, second.new, second.conflict) == ("accepted", 1, 1)
    assert second.line
    assert second.missing == []
    assert years(receiver) == [2021, 2022, 2023]
    assert checker.verify(receiver).ok
    (twins,) = exchange.twins.found(receiver)
    assert (twins.site, twins.sequence, twins.decision) == (first.site, 2, "")
    assert (twins.first.sequences, twins.second.sequences) == ((2,), (2,))
    assert twins.second.made == ("2025-11-21", "2025-11-21")
    (standing,) = [one for one in exchange.communes(receiver, receiver.period(2025)) if one.packages]
    assert (standing.twins, standing.missing) == (1, [])


def test_both_go_on_and_each_package_finds_its_line(two: Two, receiver: Desk) -> None:
    _, second = work(two, receiver)
    held = checker.state_hash(receiver)
    for folder in ("a", "b"):
        reports = exchange.receive(receiver, [two.folder / folder])
        assert {one.status for one in reports} == {"duplicate"}
    assert checker.state_hash(receiver) == held
    for desk, folder, year in ((two.second, "b", 2020), (two.first, "a", 2019), (two.second, "b", 2018)):
        activities.save(desk, draft("baseline", year=year))
        report = hand_in(desk, receiver, two.folder / folder)
        assert (report.status, report.line) == ("accepted", second.line if folder == "b" else "")
    assert years(receiver) == [2018, 2019, 2020, 2021, 2022, 2023]
    assert len(exchange.twins.found(receiver)) == 1
    assert checker.verify(receiver).ok


def test_only_one_machine_is_told_that_its_records_arrived(two: Two, receiver: Desk) -> None:
    work(two, receiver)
    for desk, received in ((two.first, True), (two.second, False)):
        (receipt,) = exchange.write_receipts(receiver, two.folder / "a")
        report = exchange.read_receipts(desk, [receipt.path])[0]
        assert report.forked is not received
        assert exchange.outgoing(desk).all_received is received


def test_the_first_goes_on_and_the_second_is_taken_back(two: Two, receiver: Desk) -> None:
    work(two, receiver)
    (twins,) = exchange.twins.found(receiver)
    with pytest.raises(Refusal, match="no_reason"):
        exchange.twins.decide(receiver, twins.mark, "first", "take-back", " ")
    exchange.twins.decide(receiver, twins.mark, "first", "take-back", "Máy sao chép, đã mời lại")
    assert years(receiver) == [2021, 2022]
    assert activities.get(receiver, "baseline", two.common).record.population == 111
    (decided,) = exchange.twins.found(receiver)
    assert (decided.decision, decided.because) == ("closed", "Máy sao chép, đã mời lại")
    # Nothing more of it is received, and what comes is kept apart.
    activities.save(two.second, draft("baseline", year=2020))
    assert hand_in(two.second, receiver, two.folder / "b").reason == "forked"
    assert [one.code for one in exchange.quarantine.waiting(receiver)] == ["forked"]
    activities.save(two.first, draft("baseline", year=2019))
    assert hand_in(two.first, receiver, two.folder / "a").status == "accepted"
    assert years(receiver) == [2019, 2021, 2022]


@pytest.mark.parametrize("other", ["keep", "take-back"])
def test_the_second_goes_on_as_the_machine_itself(two: Two, receiver: Desk, other: Any) -> None:
    work(two, receiver)
    (twins,) = exchange.twins.found(receiver)
    exchange.twins.decide(receiver, twins.mark, "second", other, "Máy thứ nhất đã hỏng")
    assert years(receiver) == ([2021, 2022, 2023] if other == "keep" else [2021, 2023])
    assert checker.verify(receiver).ok
    # Now it is the second whose records count as received, under their own names.
    (receipt,) = exchange.write_receipts(receiver, two.folder / "b")
    exchange.read_receipts(two.second, [receipt.path])
    assert exchange.outgoing(two.second).all_received
    assert exchange.read_receipts(two.first, [receipt.path])[0].forked
    activities.save(two.second, draft("baseline", year=2020))
    report = hand_in(two.second, receiver, two.folder / "b")
    assert (report.status, report.line, report.missing) == ("accepted", "", [])
    activities.save(two.first, draft("baseline", year=2019))
    late = hand_in(two.first, receiver, two.folder / "a")
    assert (late.status, late.reason) == (("accepted", None) if other == "keep" else ("refused", "forked"))
    assert checker.verify(receiver).ok


def test_what_both_have_in_common_stays_when_one_is_taken_back(two: Two, receiver: Desk) -> None:
    _, second = work(two, receiver)
    assert second.site is not None
    before = [one for one in exchange.received(receiver) if one.site == second.site]
    for one in before:
        exchange.take_back(receiver, one.site, one.sequence, "thử")
    # The copy handed the common record in as well, because nothing had told it that it was received.
    assert years(receiver) == [2021, 2023]
    (line,) = [one for one in exchange.received(receiver) if one.site == second.line]
    assert line.machine == second.site
    exchange.take_back(receiver, second.line, line.sequence, "thử")
    assert years(receiver) == []
    for one in exchange.received(receiver):
        assert exchange.take_again(receiver, one.site, one.content).status == "accepted"
    assert years(receiver) == [2021, 2022, 2023]
    assert checker.verify(receiver).ok


def test_a_package_that_does_not_continue_and_says_nothing_else_is_refused_as_before(
    joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    """The package before it was written twice, with the same changes: a chain that broke is no second machine."""
    activities.save(joined, draft("baseline", year=2021))
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    hand_in(joined, receiver, tmp_path / "a")
    with joined.store.write() as writer:
        writer.connection.exec_driver_sql("UPDATE package SET content = ?", ("0" * 64,))
    activities.save(joined, draft("baseline", year=2022))
    report = hand_in(joined, receiver, tmp_path / "b")
    assert (report.status, report.reason) == ("refused", "chain_broken")
    assert exchange.twins.found(receiver) == []


def test_a_decision_that_cannot_be_carried_out_changes_nothing(two: Two, receiver: Desk) -> None:
    work(two, receiver)
    (twins,) = exchange.twins.found(receiver)
    held = checker.state_hash(receiver)
    originals = sorted((receiver.store.folder / "originals").rglob("*.soxa"))
    for which, other in (("second", "keep"), ("first", "take-back")):
        for original in originals:
            original.chmod(0o600)
            original.write_bytes(b"")
        with pytest.raises(Refusal, match="original_missing"):
            exchange.twins.decide(receiver, twins.mark, which, other, "thử")
        assert checker.state_hash(receiver) == held
    assert [one.decision for one in exchange.twins.found(receiver)] == [""]
    assert checker.verify(receiver).ok


def test_in_whatever_order_both_arrive_the_same_is_there(two: Two, receiver: Desk) -> None:
    def packages(desk: Desk, folder: str, years: tuple[int, ...]) -> list[Path]:
        found = []
        for year in years:
            activities.save(desk, draft("baseline", year=year))
            exported = exchange.export(desk, two.folder / folder)
            assert exported is not None
            found.append(exported.path)
        return found

    arriving = [*packages(two.first, "a", (2022,)), *packages(two.second, "b", (2023, 2024))]
    receiver.close()
    for number, order in enumerate(itertools.permutations(arriving)):
        shutil.copytree(receiver.store.folder, two.folder / f"copy-{number}")
        desk = desks.open_desk(two.folder / f"copy-{number}", PASSPHRASE, clock=clock)
        for path in order:
            assert exchange.receive(desk, [path])[0].status == "accepted"
        assert years(desk) == [2021, 2022, 2023, 2024]
        assert len(exchange.twins.found(desk)) == 1
        assert checker.verify(desk).ok
        desk.close()
