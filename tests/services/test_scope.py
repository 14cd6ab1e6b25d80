"""A machine of one commune cannot write what is another's, whatever its packages say."""

import dataclasses
import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models import settings as kept
from desktop.models.period import Period
from desktop.models.records import all_kinds, kind_named
from desktop.models.tables import table_of
from desktop.services import activities, checker, exchange, made_once, rollup, slips
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.exchange import PackageReport
from sync import package
from sync.changes import Change
from sync.header import Enrolment
from sync.identity import MachineKey, prove
from tests.conftest import COMMUNE, PASSPHRASE, MakeDesk, clock
from tests.records import draft

OTHER = "03390@2025"


class Hostile:
    """An enrolled machine of a commune whose owner writes packages by hand, correctly signed."""

    def __init__(self, desk: Desk) -> None:
        with desk.store.read() as connection:
            held = kept.read_all(connection)
        self.site, self.unit = held["site"], held["unit"]
        key = MachineKey.from_bytes(bytes.fromhex(held["machine_key"]))
        proof = prove(held["invitation_token"], site=self.site, key=key.public, unit=self.unit)
        enrolment = Enrolment(held["invitation"], proof)
        self.sender = package.Sender(
            site=self.site,
            key=key,
            unit=self.unit,
            recipient=held["recipient"],
            enrolment=enrolment,
            training=held["training"],
        )
        self.sequence, self.seq, self.previous = 0, 0, ""

    def change(
        self, kind: str, record: str, fields: dict[str, Any], based_on: tuple[str, ...] = ()
    ) -> Change:
        self.seq += 1
        return Change(
            site=self.site,
            seq=self.seq,
            lamport=1000 + self.seq,
            kind=kind,
            record=record,
            based_on=based_on,
            at="2025-11-21T09:41:00",
            set=fields,
        )

    def own(self) -> str:
        return self.site + (self.seq + 1).to_bytes(8, "big").hex()

    def write(self, folder: Path, changes: list[Change], **other: Any) -> Path:
        self.sequence += 1
        place = package.Place(
            sequence=self.sequence,
            previous=self.previous,
            first=changes[0].seq,
            as_of="2025-11-21",
            created_at="2025-11-21T09:41:00",
            program="0.2.0",
            schema="soxa-records/1",
        )
        folder.mkdir(parents=True, exist_ok=True)
        written = package.write(folder, dataclasses.replace(self.sender, **other), place, changes)
        self.previous = written.content
        return written.path


def everything_of(desk: Desk, unit: str) -> dict[str, Any]:
    """Every row of *unit* with its heads and conflicts, and its figures."""
    rows: dict[str, Any] = {}
    with desk.store.read() as connection:
        for kind in all_kinds():
            table = table_of(kind)
            found = connection.execute(table.select().where(table.c.unit == unit).order_by(table.c.id))
            rows[kind.name] = [tuple(row) for row in found]
    figures = rollup.rollup(desk, Period.named(2025, "year", desk.settings.cut_off))
    rows["figures"] = [repr(line) for line in figures.communes if line.unit == unit]
    return rows


@pytest.fixture
def victim(make_desk: MakeDesk, receiver: Desk, tmp_path: Path) -> Desk:
    """A commune that has joined, with a few records and a lock, handed in."""
    desk = make_desk("victim", unit=OTHER)
    exchange.join(desk, exchange.invite(receiver, OTHER, tmp_path / "victim.soxa-invite"))
    activities.save(desk, draft("baseline"))
    place = activities.save(desk, draft("establishment")).id
    activities.save(desk, draft("inspection", establishment=place))
    return desk


@pytest.fixture
def handed_in(victim: Desk, receiver: Desk, tmp_path: Path) -> Desk:
    done = exchange.export(victim, tmp_path)
    assert done is not None
    exchange.receive(receiver, [done.path])
    return victim


def take(receiver: Desk, path: Path) -> PackageReport:
    (report,) = exchange.receive(receiver, [path])
    return report


def records_of(desk: Desk, kind: str) -> list[str]:
    return [entry.id for entry in activities.page(desk, kind).entries]


def test_a_record_of_another_commune_is_not_changed(
    joined: Desk, handed_in: Desk, receiver: Desk, tmp_path: Path
) -> None:
    (record,) = records_of(handed_in, "inspection")
    before = everything_of(receiver, OTHER)
    evil = Hostile(joined)
    head = f"{handed_in.settings.site}:1"
    for based_on in ((), (head,)):
        report = take(
            receiver,
            evil.write(tmp_path / "e", [evil.change("inspection", record, {"deleted": True}, based_on)]),
        )
        assert (report.status, report.reason) == ("refused", "wrong_unit")
        evil.sequence, evil.seq, evil.previous = 0, 0, ""
    assert everything_of(receiver, OTHER) == before


def test_no_package_says_that_it_is_of_another_commune(
    joined: Desk, handed_in: Desk, receiver: Desk, tmp_path: Path
) -> None:
    evil = Hostile(joined)
    change = evil.change("baseline", evil.own(), {"year": 2025})
    assert take(receiver, evil.write(tmp_path / "e", [change], unit=OTHER)).reason == "wrong_unit"
    evil = Hostile(joined)
    key = MachineKey.generate()
    path = evil.write(tmp_path / "f", [evil.change("baseline", evil.own(), {"year": 2025})], key=key)
    assert take(receiver, path).reason == "unknown_machine"


@pytest.mark.parametrize("kind", ["support_tally", "staff_tally", "locked_figures"])
@pytest.mark.parametrize("based_on", [(), ("0123456789abcdef:1",)])
def test_tallies_and_locks_of_another_commune_are_not_taken_the_place_of(
    joined: Desk, handed_in: Desk, receiver: Desk, tmp_path: Path, kind: str, based_on: tuple[str, ...]
) -> None:
    described = kind_named(kind)
    if kind == "locked_figures":
        values: dict[str, Any] = {
            "year": 2025,
            "period": "q1",
            "slip": 0,
            "made_on": "2025-04-01",
            "figures": [],
        }
        record = slips.identity(OTHER, Period.named(2025, "q1", 14), 0)
    else:
        values = {"machine": handed_in.settings.site, "year": 2025, "period": "q1"}
        record = made_once.record_id(OTHER, described, values)
    before = everything_of(receiver, OTHER)
    evil = Hostile(joined)
    report = take(receiver, evil.write(tmp_path / "e", [evil.change(kind, record, values, based_on)]))
    assert report.status == "refused" and report.reason in ("bad_content", "wrong_unit")
    assert everything_of(receiver, OTHER) == before


def test_a_link_to_a_record_of_another_commune_changes_nothing_there(
    joined: Desk, handed_in: Desk, receiver: Desk, tmp_path: Path
) -> None:
    (target,) = records_of(handed_in, "establishment")
    before = everything_of(receiver, OTHER)
    evil = Hostile(joined)
    own, fields = evil.own(), {"inspected_on": "2025-05-07", "mode": "planned", "establishment": target}
    take(
        receiver,
        evil.write(tmp_path / "e", [evil.change("inspection", own, fields)]),
    )
    assert everything_of(receiver, OTHER) == before


def test_ids_of_a_machine_that_has_not_enrolled_yet_do_not_let_anybody_into_its_records(
    joined: Desk, victim: Desk, receiver: Desk, tmp_path: Path
) -> None:
    """Somebody saw a machine's first package on its way, and hands in a record under its ids first."""
    (record,) = records_of(victim, "inspection")
    evil = Hostile(joined)
    take(receiver, evil.write(tmp_path / "e", [evil.change("inspection", record, {"participants": 999})]))
    done = exchange.export(victim, tmp_path)
    assert done is not None
    report = take(receiver, done.path)
    # Said aloud, with whose it is; never mixed into the commune's records.
    assert (report.status, report.reason) == ("refused", "wrong_unit")
    assert report.message_params["expected"] == COMMUNE
    assert everything_of(receiver, OTHER)["inspection"] == []


def test_whatever_a_hostile_machine_sends_nothing_of_another_commune_changes(
    joined: Desk, handed_in: Desk, receiver: Desk, tmp_path: Path
) -> None:
    """Any mix of kinds, ids, bases and fields, well signed; the others' rows, heads, conflicts and figures stay."""
    theirs = [
        record
        for kind in ("baseline", "establishment", "inspection")
        for record in records_of(handed_in, kind)
    ]
    with receiver.store.read() as connection:
        made = connection.exec_driver_sql("SELECT id FROM support_tally WHERE unit = ?", (OTHER,)).scalars()
        theirs += [bytes(one).hex() for one in made]
    before = everything_of(receiver, OTHER)
    receiver.close()
    numbers = itertools.count()
    records = st.sampled_from([*theirs, "own", "own", handed_in.settings.site + "00000000000000ff", "f" * 32])
    heads = st.sampled_from([f"{handed_in.settings.site}:{n}" for n in (1, 2, 99)] + ["own:1"])
    values = st.sampled_from([
        {"deleted": True}, {"deleted": False}, {"unit": OTHER}, {"year": 2025, "period": "q1"},
        {"title": "x"}, {"held_on": "2025-03-03"}, {"machine": handed_in.settings.site},
    ])  # fmt: skip
    kinds = st.sampled_from(
        ["baseline", "establishment", "inspection", "support_tally", "locked_figures", "kind_of_2031"]
    )
    step = st.tuples(kinds, records, values, st.lists(heads, max_size=2))

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(packages=st.lists(st.lists(step, min_size=1, max_size=4), min_size=1, max_size=3))
    def go(packages: list[list[Any]]) -> None:
        root = tmp_path / f"case{next(numbers)}"
        shutil.copytree(receiver.store.folder, root)
        above = desks.open_desk(root, PASSPHRASE, clock=clock)
        evil = Hostile(joined)
        try:
            for steps in packages:
                changes = []
                for kind, record, fields, based_on in steps:
                    named = evil.own() if record == "own" else record
                    bases = {head.replace("own", evil.site) for head in based_on}
                    usable = tuple(sorted(b for b in bases if b != f"{evil.site}:1" or evil.seq > 1))
                    changes.append(evil.change(kind, named, fields, usable))
                try:
                    path = evil.write(root / "out", changes)
                except package.PackageRefused:
                    return
                exchange.receive(above, [path])
            assert everything_of(above, OTHER) == before
            assert checker.verify(above).ok
        finally:
            above.close()
            shutil.rmtree(root)

    go()
