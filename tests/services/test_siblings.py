"""Machines of one commune exchange the packages they send anyway, and come to the same records."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker, conflicts, deciding, exchange
from desktop.services import desk as desks
from desktop.services.conflicts import Decision
from desktop.services.desk import Desk
from desktop.services.exchange import siblings
from tests.conftest import COMMUNE, PASSPHRASE, MakeDesk
from tests.records import draft
from tests.services.twins import join

OTHER = "03390@2025"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def pair(make_desk: MakeDesk, receiver: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    """Two machines of one commune that have joined and know nothing of each other."""
    machines = make_desk("one"), make_desk("two")
    for machine in machines:
        join(receiver, machine, tmp_path)
    return machines


@pytest.fixture
def siblings_pair(pair: tuple[Desk, Desk], receiver: Desk, stick: Path) -> tuple[Desk, Desk]:
    """The same, each named to the other by the receiving unit's receipts."""
    for machine in pair:
        activities.save(machine, draft("baseline", year=2020))
        exchange.export(machine, stick)
    exchange.receive(receiver, [stick])
    exchange.write_receipts(receiver, stick)
    for machine in pair:
        exchange.read_receipts(machine, [stick])
    for file in stick.iterdir():
        file.unlink()
    return pair


def write_for_others(desk: Desk, folder: Path) -> None:
    exchange.export(desk, folder, full=True)


def codes(reports: list[Any]) -> list[str | None]:
    return [report.reason or report.status for report in reports]


def test_what_one_machine_records_the_other_has(siblings_pair: tuple[Desk, Desk], stick: Path) -> None:
    one, two = siblings_pair
    place = activities.save(one, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"}))
    write_for_others(one, stick)
    before = checker.state_hash(two)
    preview = exchange.receive(two, [stick], dry_run=True)
    assert checker.state_hash(two) == before
    assert exchange.receive(two, [stick]) == preview
    entry: Any = activities.get(two, "establishment", place.id)
    assert entry.record.trade_name == "Ban Mai"
    assert checker.verify(two).ok
    # Again, it is nothing new; nor is its own package to the machine that wrote it.
    assert codes(exchange.receive(two, [stick])) == ["duplicate"]
    assert codes(exchange.receive(one, [stick])) == ["duplicate"]


def test_the_same_package_is_for_the_receiving_unit_too(
    siblings_pair: tuple[Desk, Desk], receiver: Desk, stick: Path
) -> None:
    one, two = siblings_pair
    activities.save(one, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"}))
    exchange.export(one, stick)
    assert codes(exchange.receive(receiver, [stick])) == ["accepted"]
    assert codes(exchange.receive(two, [stick])) == ["accepted"]


def test_edits_of_different_fields_merge_and_of_the_same_are_asked(
    siblings_pair: tuple[Desk, Desk], receiver: Desk, stick: Path
) -> None:
    one, two = siblings_pair
    place = activities.save(one, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"}))
    write_for_others(one, stick)
    exchange.receive(two, [stick])
    activities.save(one, Draft("establishment", {"workers": 7, "hamlet": "Bản Mới"}, place.id))
    activities.save(two, Draft("establishment", {"workers": 9, "female_workers": 3}, place.id))
    for machine in siblings_pair:
        write_for_others(machine, stick)
    for machine in siblings_pair:
        exchange.receive(machine, [stick])
    assert checker.state_hash(one) == checker.state_hash(two)
    entry: Any = activities.get(one, "establishment", place.id)
    assert (entry.record.hamlet, entry.record.female_workers) == ("Bản Mới", 3)
    (asked,) = conflicts.listed(one)
    here = next(offer for offer in asked.offers if offer.sources[0].here)
    assert here.value == 7
    deciding.decide(one, [Decision("establishment", place.id, "workers", 7)])
    write_for_others(one, stick)
    exchange.receive(two, [stick])
    exchange.receive(receiver, [stick])
    assert conflicts.listed(two) == conflicts.listed(receiver) == []
    assert checker.state_hash(one) == checker.state_hash(two)


def test_what_stays_in_the_commune_stays_on_its_machine(
    siblings_pair: tuple[Desk, Desk], stick: Path
) -> None:
    one, two = siblings_pair
    activities.save(one, draft("support_case"))
    place = activities.save(
        one, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel", "note": "Hẹn lại tuần sau"})
    )
    write_for_others(one, stick)
    exchange.receive(two, [stick])
    assert activities.page(two, "support_case").total == 0
    entry: Any = activities.get(two, "establishment", place.id)
    assert entry.record.note is None
    assert checker.verify(two).ok


def test_a_machine_not_known_yet_is_refused_with_the_way_out(pair: tuple[Desk, Desk], stick: Path) -> None:
    one, two = pair
    activities.save(one, draft("baseline"))
    write_for_others(one, stick)
    before = checker.state_hash(two)
    assert codes(exchange.receive(two, [stick])) == ["unknown_sibling"]
    assert checker.state_hash(two) == before


def test_two_machines_are_introduced_by_hand(pair: tuple[Desk, Desk], stick: Path, tmp_path: Path) -> None:
    one, two = pair
    activities.save(one, draft("baseline"))
    written_before = exchange.export(one, stick)
    assert written_before is not None
    for machine in pair:
        siblings.introduce(machine, stick)
    files = sorted(stick.glob("*.soxa-machine"))
    for machine, other in ((one, two), (two, one)):
        (file,) = [f for f in files if siblings.meet(f)[0].site == other.settings.site]
        assert siblings.meet(file)[1] == siblings.own_fingerprint(other)
        with pytest.raises(Refusal, match="fingerprint_differs"):
            siblings.accept(machine, file, "0000 0000 0000 0000 0000")
        met = siblings.accept(machine, file, siblings.own_fingerprint(other))
        assert (met.site, met.by_hand, met.status) == (other.settings.site, True, "in_use")
    # What was written before cannot be opened; what is written now can.
    assert codes(exchange.receive(two, [written_before.path])) == ["not_shared"]
    (tmp_path / "again").mkdir()
    write_for_others(one, tmp_path / "again")
    assert codes(exchange.receive(two, [tmp_path / "again"])) == ["accepted"]
    assert [one_met.last_sequence for one_met in siblings.others(two)] == [2]


def test_introductions_are_looked_at_closely(
    pair: tuple[Desk, Desk], make_desk: MakeDesk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    one, two = pair
    file = siblings.introduce(two, stick)
    with pytest.raises(Refusal, match="introduction_own"):
        siblings.accept(two, file, "")
    stranger = make_desk("stranger", unit=OTHER)
    join(receiver, stranger, tmp_path)
    foreign = siblings.introduce(stranger, stick)
    with pytest.raises(Refusal, match="introduction_other_unit"):
        siblings.accept(one, foreign, siblings.own_fingerprint(stranger))
    data = file.read_bytes()
    for spoiled in (data[:-2], data.replace(b'"training":true', b'"training":false'), b"{}", b"\x00" * 9000):
        file.write_bytes(spoiled)
        with pytest.raises(Refusal, match="not_an_introduction"):
            siblings.accept(one, file, "")
    with pytest.raises(Refusal, match="not_commune_desk"):
        siblings.introduce(receiver, stick)


def test_another_communes_machine_is_no_fellow(
    siblings_pair: tuple[Desk, Desk], make_desk: MakeDesk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    stranger = make_desk("stranger", unit=OTHER)
    join(receiver, stranger, tmp_path)
    activities.save(stranger, draft("baseline"))
    write_for_others(stranger, stick)
    assert codes(exchange.receive(siblings_pair[0], [stick])) == ["unknown_sibling"]


def test_a_restored_register_takes_back_what_it_had_sent(
    siblings_pair: tuple[Desk, Desk], stick: Path, tmp_path: Path
) -> None:
    one, two = siblings_pair
    first = activities.save(one, draft("training", title="Trước", note="ở lại")).id
    copy = backup.backup(one, tmp_path / "copy.soxa-backup")
    second = activities.save(one, draft("training", title="Sau")).id
    activities.save(one, Draft("training", {"title": "Trước, đã sửa"}, first))
    write_for_others(one, stick)
    one.close()
    again = backup.restore(copy, tmp_path / "again", PASSPHRASE, clock=lambda: datetime(2025, 12, 1, 8, 0))
    try:
        assert codes(exchange.receive(again, [stick])) == ["accepted"]
        entry: Any = activities.get(again, "training", second)
        assert entry.record.title == "Sau"
        assert checker.verify(again).ok
        # The other machine takes the restored one for the same machine, by its key.
        (tmp_path / "new").mkdir()
        write_for_others(again, tmp_path / "new")
        assert codes(exchange.receive(two, [stick, tmp_path / "new"])) == ["accepted", "accepted"]
        assert activities.get(two, "training", second).record == entry.record
    finally:
        again.close()


def test_a_desk_that_has_not_joined_has_no_fellows(make_desk: MakeDesk, stick: Path) -> None:
    alone = make_desk("alone", unit=COMMUNE)
    assert siblings.others(alone) == []
    with pytest.raises(Refusal, match="not_joined"):
        exchange.receive(alone, [stick])


def test_a_copy_of_the_machine_is_noticed_by_its_package(
    siblings_pair: tuple[Desk, Desk], stick: Path, tmp_path: Path
) -> None:
    one, two = siblings_pair
    shutil.copytree(one.store.folder, tmp_path / "copied")
    copied = desks.open_desk(tmp_path / "copied", PASSPHRASE)
    activities.save(copied, draft("training", title="Ở bản chép"))
    write_for_others(copied, stick)
    copied.close()
    assert codes(exchange.receive(one, [stick])) == ["forked"]
    activities.save(one, draft("training", title="Ở máy thật"))
    (tmp_path / "new").mkdir()
    write_for_others(one, tmp_path / "new")
    assert codes(exchange.receive(one, [stick])) == ["forked"]
    assert codes(exchange.receive(two, [tmp_path / "new", stick])) == ["accepted", "forked"]
