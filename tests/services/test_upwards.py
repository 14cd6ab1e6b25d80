"""A receiving unit forwards to the unit above it: commune, district, province come to the same, by whatever way."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.models import ledger, tables
from desktop.models import settings as kept
from desktop.models.entry import Draft
from desktop.services import activities, backup, checker, conflicts, deciding, exchange, rollup, sample
from desktop.services import desk as desks
from desktop.services.conflicts import Decision
from desktop.services.desk import Desk
from desktop.services.exchange import provenance, undoing
from tests.conftest import NOW, PASSPHRASE, MakeDesk
from tests.records import draft
from tests.services.answered import acknowledge
from tests.services.twins import hand_on, join

PROVINCE, DISTRICT = "12@2024", "105@2024"
COMMUNES = ("03388@2024", "03389@2024")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


either_between = pytest.mark.parametrize(
    "chain", [DISTRICT, PROVINCE], indirect=True, ids=["district", "region"]
)
"""The unit between is a district, or a desk of the province itself for a region of it."""


@pytest.fixture
def chain(
    make_desk: MakeDesk, tmp_path: Path, request: pytest.FixtureRequest
) -> tuple[Desk, Desk, list[Desk]]:
    """A province, a unit between that has joined it, and two communes that have joined the latter."""
    province = make_desk("province", unit=PROVINCE, role="receiving")
    district = make_desk("district", unit=getattr(request, "param", DISTRICT), role="receiving")
    join(province, district, tmp_path)
    made = [make_desk(f"commune{number}", unit=unit) for number, unit in enumerate(COMMUNES)]
    for machine in made:
        join(district, machine, tmp_path)
    return province, district, made


def upward(source: Desk, target: Desk, folder: Path, **options: Any) -> list[Any]:
    folder.mkdir(parents=True, exist_ok=True)
    exchange.export(source, folder, **options)
    return exchange.receive(target, [folder])


@either_between
def test_what_a_commune_reports_reaches_the_province_through_the_unit_between(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = chain
    for number, machine in enumerate(communes):
        sample.sample(machine, 2025, 25, number + 1)
        upward(machine, district, tmp_path / "below")
    (report,) = upward(district, province, tmp_path / "above")
    assert (report.status, report.unit) == ("accepted", district.settings.unit)
    assert checker.state_hash(province) == checker.state_hash(district)
    assert checker.verify(province).ok
    place = activities.page(province, "establishment").entries[0]
    assert place.unit in COMMUNES


def filled(chain: tuple[Desk, Desk, list[Desk]], folder: Path) -> tuple[Desk, Desk, list[Desk]]:
    for number, machine in enumerate(chain[2]):
        sample.sample(machine, 2025, 25, number + 1)
        upward(machine, chain[1], folder / "below")
    return chain


@either_between
def test_the_direct_way_and_the_way_through_come_to_the_same(
    chain: tuple[Desk, Desk, list[Desk]], make_desk: MakeDesk, tmp_path: Path
) -> None:
    province, district, _ = filled(chain, tmp_path)
    upward(district, province, tmp_path / "above")
    direct = make_desk("direct", unit=PROVINCE, role="receiving")
    # The very packages the district took in, read with the key it gave the communes.
    with district.store.read() as connection:
        key = kept.read(connection, "receiver_key")
        machines = ledger.machines(connection)
    with direct.store.write() as writer:
        kept.write(writer.connection, {"receiver_key": key})
        for one in machines:
            writer.insert(tables.machine, **one._asdict())
    exchange.receive(direct, [tmp_path / "below"])
    assert checker.state_hash(direct) == checker.state_hash(province)
    year = province.period(2025)
    figures = [rollup.rollup(desk, year) for desk in (direct, province)]
    assert figures[0] == figures[1]
    # Both ways at one desk: nothing is counted twice.
    exchange.receive(direct, [tmp_path / "below", tmp_path / "above"])
    assert checker.state_hash(direct) == checker.state_hash(province)
    standing = {one.unit: one for one in exchange.communes(province, year) if one.reported}
    assert set(standing) == set(COMMUNES)
    assert {one.through for one in standing.values()} == {district.settings.unit}
    assert {one.as_of for one in standing.values()} == {NOW.date()}


def test_receipts_come_down_and_only_what_is_new_goes_up_again(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = filled(chain, tmp_path)
    upward(district, province, tmp_path / "above")
    assert exchange.outgoing(district).unreceived > 0
    exchange.write_receipts(province, tmp_path / "above")
    (read,) = exchange.read_receipts(district, [tmp_path / "above"])
    assert (read.status, read.accepted) == ("read", 1)
    assert exchange.outgoing(district).all_received
    assert exchange.export(district, tmp_path / "above") is None
    activities.save(communes[0], draft("training", title="Lớp mới"))
    upward(communes[0], district, tmp_path / "later")
    waits = exchange.outgoing(district).changes
    assert 0 < waits < 20
    exported = exchange.export(district, tmp_path / "above")
    assert exported is not None
    assert exported.count == waits
    (second,) = exchange.receive(province, [exported.path])
    assert (second.status, second.new) == ("accepted", 1)
    assert checker.state_hash(province) == checker.state_hash(district)


def test_packages_in_any_order_and_number_give_the_same(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = chain
    packages: list[Path] = []
    for number in range(4):
        machine = communes[number % 2]
        activities.save(machine, draft("training", title=f"Lớp {number}"))
        upward(machine, district, tmp_path / f"below{number}")
        if number == 2:
            entry = activities.page(district, "training").entries[0]
            activities.save(district, Draft("training", {"title": "Sửa ở huyện"}, entry.id))
        (tmp_path / "above").mkdir(exist_ok=True)
        exported = exchange.export(district, tmp_path / "above")
        assert exported is not None
        packages.append(exported.path)
    for seed in range(3):
        order = [*packages, *packages]
        random.Random(seed).shuffle(order)  # noqa: S311 (any order will do)
        folder = tmp_path / f"province{seed}"
        shutil.copytree(province.store.folder, folder)
        again = desks.open_desk(folder, PASSPHRASE, clock=lambda: NOW)
        reports = exchange.receive(again, order)
        assert {report.reason or report.status for report in reports} <= {"accepted", "duplicate"}
        assert checker.state_hash(again) == checker.state_hash(district)
        assert checker.verify(again).ok
        again.close()


def test_a_gap_is_named_and_a_full_package_fills_it(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = filled(chain, tmp_path)
    exchange.export(district, tmp_path / "below")
    acknowledge(district)
    activities.save(communes[0], draft("training", title="Lớp mới"))
    upward(communes[0], district, tmp_path / "later")
    (late,) = upward(district, province, tmp_path / "above")
    assert late.missing == [1]
    reports = upward(district, province, tmp_path / "full", full=True)
    assert [one.status for one in reports] == ["accepted"]
    assert reports[0].missing == []
    assert checker.state_hash(province) == checker.state_hash(district)


def test_a_decision_of_the_district_goes_up_with_what_it_decides(
    chain: tuple[Desk, Desk, list[Desk]], make_desk: MakeDesk, tmp_path: Path
) -> None:
    province, district, (one, _) = chain
    two = make_desk("two", unit=COMMUNES[0])
    join(district, two, tmp_path)
    place = activities.save(one, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"})).id
    hand_on(one, two, "establishment", [place])
    for machine, workers in ((one, 7), (two, 9)):
        activities.save(machine, Draft("establishment", {"workers": workers}, place))
        upward(machine, district, tmp_path / "below")
    upward(district, province, tmp_path / "above")
    assert len(conflicts.listed(province)) == 1
    deciding.decide(district, [Decision("establishment", place, "workers", 7)])
    upward(district, province, tmp_path / "above")
    assert conflicts.listed(province) == []
    assert checker.state_hash(province) == checker.state_hash(district)


def test_what_the_district_takes_back_before_it_was_received_does_not_go_up(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = filled(chain, tmp_path)
    exchange.export(district, tmp_path / "below")
    site = communes[0].settings.site
    undoing.take_back(district, site, 1, "Gửi nhầm")
    (report,) = upward(district, province, tmp_path / "above", again=True)
    assert report.status == "accepted"
    assert {entry.unit for entry in activities.page(province, "establishment").entries} == {COMMUNES[1]}
    # Taken in again, it goes up under new numbers.
    (gone,) = [one for one in undoing.received(district) if one.taken_back_on is not None]
    undoing.take_again(district, site, gone.content)
    upward(district, province, tmp_path / "above")
    assert checker.state_hash(province) == checker.state_hash(district)


def test_a_district_reports_for_its_own_communes_only(
    chain: tuple[Desk, Desk, list[Desk]], make_desk: MakeDesk, tmp_path: Path
) -> None:
    province, district, communes = filled(chain, tmp_path)
    with district.store.write() as writer:
        connection = writer.connection
        changes = ledger.changes_between(connection, bytes.fromhex(communes[0].settings.site), 1, 1)
        foreign = changes[0]._replace(
            site=b"\x01" * 8, record=b"\x01" * 8 + changes[0].record[8:], unit="00004@2024"
        )
        writer.append([foreign], {})
    before = checker.state_hash(province)
    (report,) = upward(district, province, tmp_path / "above")
    assert (report.status, report.reason) == ("refused", "wrong_unit")
    assert checker.state_hash(province) == before


def test_a_district_cannot_contradict_what_a_commune_sent_itself(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = filled(chain, tmp_path)
    upward(district, province, tmp_path / "above")
    with district.store.write() as writer:
        writer.connection.execute(
            tables.change.update()
            .where(tables.change.c.site == bytes.fromhex(communes[0].settings.site), tables.change.c.seq == 1)
            .values(at="1999-01-01T00:00:00")
        )
    before = checker.state_hash(province)
    reports = upward(district, province, tmp_path / "full", full=True)
    assert [(one.status, one.reason) for one in reports] == [("refused", "forked")]
    assert checker.state_hash(province) == before


def test_the_records_of_a_forwarded_package_are_looked_through_and_traced_to_it(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, _ = filled(chain, tmp_path)
    (report,) = upward(district, province, tmp_path / "above")
    place = activities.page(province, "establishment").entries[0].id
    with province.store.read() as connection:
        (came,) = provenance.came_in(connection, [place])[place]
    assert came.sequence == report.sequence
    found = exchange.doubts(province, [(str(report.site), int(report.sequence or 0))])
    assert {doubt.unit for doubt in found} <= set(COMMUNES)


def test_a_restored_district_says_everything_anew(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = filled(chain, tmp_path)
    upward(district, province, tmp_path / "above")
    copy = backup.backup(district, tmp_path / "copy.soxa-backup")
    district.close()
    again = backup.restore(copy, tmp_path / "again", PASSPHRASE)
    activities.save(communes[0], draft("training", title="Lớp mới"))
    upward(communes[0], again, tmp_path / "later")
    (report,) = upward(again, province, tmp_path / "anew")
    assert report.status == "accepted"
    assert checker.state_hash(province) == checker.state_hash(again)
    again.close()


def test_what_was_forwarded_is_taken_back_as_if_it_never_came(
    chain: tuple[Desk, Desk, list[Desk]], tmp_path: Path
) -> None:
    province, district, communes = filled(chain, tmp_path)
    empty = checker.state_hash(province)
    (first,) = upward(district, province, tmp_path / "above")
    held = checker.state_hash(province)
    assert first.site is not None
    activities.save(communes[0], draft("baseline", year=2019))
    upward(communes[0], district, tmp_path / "later")
    (second,) = upward(district, province, tmp_path / "above 2")
    both = checker.state_hash(province)
    # The second package repeats what no receipt acknowledged, so that nothing goes with the first.
    taking = exchange.take_back(province, first.site, first.sequence, "thử")
    assert (taking.gone, taking.changed) == (0, 0)
    assert checker.state_hash(province) == both
    exchange.take_back(province, second.site, second.sequence, "thử")
    assert checker.state_hash(province) == empty
    assert checker.verify(province).ok
    assert not any(one.reported for one in exchange.communes(province, province.period(2025)))
    for one in sorted(exchange.received(province), key=lambda one: one.sequence)[:1]:
        assert exchange.take_again(province, one.site, one.content).status == "accepted"
    assert checker.state_hash(province) == held
    assert checker.verify(province).ok


def test_what_came_both_ways_stays_when_one_of_them_is_taken_back(
    chain: tuple[Desk, Desk, list[Desk]], make_desk: MakeDesk, tmp_path: Path
) -> None:
    province, district, _ = filled(chain, tmp_path)
    upward(district, province, tmp_path / "above")
    direct = make_desk("direct", unit=PROVINCE, role="receiving")
    with district.store.read() as connection:
        machines = ledger.machines(connection)
        below = kept.read(connection, "receiver_key")
    with province.store.read() as connection:
        machines += ledger.machines(connection)
        above = kept.read(connection, "receiver_key")
    with direct.store.write() as writer:
        for one in machines:
            writer.insert(tables.machine, **one._asdict())
    for key, folder in ((below, "below"), (above, "above")):
        with direct.store.write() as writer:
            kept.write(writer.connection, {"receiver_key": key})
        exchange.receive(direct, [tmp_path / folder])
    held = checker.state_hash(direct)
    for one in exchange.received(direct):
        if one.unit != DISTRICT:
            exchange.take_back(direct, one.site, one.sequence, "thử")
    assert checker.state_hash(direct) == held
    (last,) = [one for one in exchange.received(direct) if one.taken_back_on is None]
    exchange.take_back(direct, last.site, last.sequence, "thử")
    assert activities.page(direct, "establishment").total == 0
    assert checker.verify(direct).ok
