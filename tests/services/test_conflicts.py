"""What two machines set differently is listed until a person decides; one decision is one more change."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.models import ledger
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, checker, conflicts, deciding, history
from desktop.services.conflicts import Decision
from desktop.services.desk import Desk
from desktop.services.exchange.merging import merge
from desktop.services.folding_log import to_change
from tests.conftest import PROVINCE, MakeDesk
from tests.services.twins import hand_on, join, send

EARLY, LATE = datetime(2025, 11, 20, 8, 0), datetime(2025, 11, 21, 16, 30)


@pytest.fixture
def machines(make_desk: MakeDesk, receiver: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    """Two machines of one commune, the second one a day ahead."""
    pair = make_desk("one", now=EARLY), make_desk("two", now=LATE)
    for machine in pair:
        join(receiver, machine, tmp_path)
    return pair


@pytest.fixture
def disputed(machines: tuple[Desk, Desk], receiver: Desk, tmp_path: Path) -> list[str]:
    """Three establishments whose workers the machines counted differently, here at the receiver."""
    one, two = machines
    ids = [
        activities.save(one, Draft("establishment", {"trade_name": name, "type": "motel", "workers": 5})).id
        for name in ("Ban Mai", "Hoa Sen", "Sao Biển")
    ]
    hand_on(one, two, "establishment", ids)
    for number, record in enumerate(ids):
        activities.save(one, Draft("establishment", {"workers": 10 + number, "hamlet": "Bản Mới"}, record))
        activities.save(two, Draft("establishment", {"workers": 20 + number}, record))
    for machine in machines:
        send(machine, receiver, tmp_path / "stick")
    return ids


def _workers(desk: Desk, record: str) -> Any:
    entry: Any = activities.get(desk, "establishment", record)
    return entry.record.workers, dict(entry.conflicts)


def test_each_value_is_listed_with_its_machine_and_its_time(
    receiver: Desk, machines: tuple[Desk, Desk], disputed: list[str]
) -> None:
    found = {conflict.record: conflict for conflict in conflicts.listed(receiver)}
    assert set(found) == set(disputed)
    first = found[disputed[0]]
    assert (first.kind, first.field, first.caption) == ("establishment", "workers", "Ban Mai")
    said = {offer.value: offer.sources[0] for offer in first.offers}
    assert {value: (one.site, one.at) for value, one in said.items()} == {
        10: (machines[0].settings.site, EARLY.isoformat()),
        20: (machines[1].settings.site, LATE.isoformat()),
    }
    context = conflicts.context(receiver, first)
    # Edits of different fields have merged.
    assert context.values["hamlet"] == "Bản Mới"
    assert conflicts.listed(receiver, kind="training") == []
    assert conflicts.listed(receiver, field="hamlet") == []


def test_a_decision_is_one_more_change_and_both_values_stay_in_the_history(
    receiver: Desk, disputed: list[str]
) -> None:
    steps = len(history.of(receiver, "establishment", disputed[0]))
    decided = deciding.decide(receiver, [Decision("establishment", disputed[0], "workers", 10)])
    assert (decided.fields, decided.records, decided.gone) == (1, 1, 0)
    assert _workers(receiver, disputed[0]) == (10, {})
    story = history.of(receiver, "establishment", disputed[0])
    assert len(story) == steps + 1
    assert story[-1].decided
    assert set(story[-1].fields[0].before) == {10, 20}
    assert disputed[0] not in {one.record for one in conflicts.listed(receiver)}
    assert checker.verify(receiver).ok


@pytest.mark.parametrize("keep", ["newest", "machine", "shown"])
def test_many_are_decided_by_one_rule_and_taken_back_at_once(
    receiver: Desk, machines: tuple[Desk, Desk], disputed: list[str], keep: str
) -> None:
    before = checker.state_hash(receiver)
    found = conflicts.listed(receiver)
    shown = {one.record: one.offers[0].value for one in found}
    rule = machines[0].settings.site if keep == "machine" else keep
    decisions = conflicts.by_rule(found, rule)
    preview = deciding.decide(receiver, decisions, dry_run=True)
    assert checker.state_hash(receiver) == before
    assert deciding.decide(receiver, decisions) == preview
    expected = {
        "newest": {record: 20 + number for number, record in enumerate(disputed)},
        "machine": {record: 10 + number for number, record in enumerate(disputed)},
        "shown": shown,
    }[keep]
    assert {record: _workers(receiver, record)[0] for record in disputed} == expected
    assert conflicts.listed(receiver) == []
    deciding.take_back(receiver)
    again = conflicts.listed(receiver)
    assert {(one.record, one.reopened) for one in again} == {(record, True) for record in disputed}
    assert {record: _workers(receiver, record)[0] for record in disputed} == shown
    assert {one.record: {offer.value for offer in one.offers} for one in again} == {
        one.record: {offer.value for offer in one.offers} for one in found
    }
    assert checker.verify(receiver).ok
    with pytest.raises(Refusal, match="nothing_to_take_back"):
        deciding.take_back(receiver)
    deciding.decide(receiver, conflicts.by_rule(again, rule))
    assert conflicts.listed(receiver) == []
    assert {record: _workers(receiver, record)[0] for record in disputed} == expected


def test_what_changed_since_is_not_taken_back(receiver: Desk, disputed: list[str]) -> None:
    deciding.decide(receiver, conflicts.by_rule(conflicts.listed(receiver), "newest"))
    activities.save(receiver, Draft("establishment", {"workers": 33}, disputed[1]))
    assert deciding.take_back(receiver).records == 2
    assert _workers(receiver, disputed[1])[0] == 33


def test_a_value_of_ones_own_is_checked_like_any_entry(receiver: Desk, disputed: list[str]) -> None:
    with pytest.raises(Refusal, match="not_valid"):
        deciding.decide(receiver, [Decision("establishment", disputed[0], "workers", -1)])
    with pytest.raises(Refusal, match="bad_value"):
        deciding.decide(receiver, [Decision("establishment", disputed[0], "workers", "nhiều")])
    deciding.decide(receiver, [Decision("establishment", disputed[0], "workers", 15)])
    assert _workers(receiver, disputed[0]) == (15, {})


def test_what_somebody_decided_meanwhile_is_left_alone(receiver: Desk, disputed: list[str]) -> None:
    decision = Decision("establishment", disputed[0], "workers", 10)
    deciding.decide(receiver, [decision])
    assert deciding.decide(receiver, [Decision("establishment", disputed[0], "workers", 20)]).gone == 1
    assert _workers(receiver, disputed[0])[0] == 10


@pytest.mark.parametrize("keep", [True, False])
def test_edited_here_and_deleted_there_is_asked_and_counted_once(
    receiver: Desk, machines: tuple[Desk, Desk], tmp_path: Path, keep: bool
) -> None:
    one, two = machines
    record = activities.save(one, Draft("establishment", {"trade_name": "Ban Mai", "type": "motel"})).id
    hand_on(one, two, "establishment", [record])
    activities.delete(one, "establishment", record)
    activities.save(two, Draft("establishment", {"workers": 4}, record))
    for machine in machines:
        send(machine, receiver, tmp_path / "stick")
    # It counts as deleted until somebody decides.
    assert activities.page(receiver, "establishment").total == 0
    (asked,) = conflicts.listed(receiver)
    assert (asked.field, {offer.value for offer in asked.offers}) == ("deleted", {True, False})
    deciding.decide(receiver, [Decision("establishment", record, "deleted", not keep)])
    assert conflicts.listed(receiver) == []
    assert activities.page(receiver, "establishment").total == int(keep)
    assert checker.verify(receiver).ok


def test_the_commune_decides_the_same_way(machines: tuple[Desk, Desk], disputed: list[str]) -> None:
    one, two = machines
    with two.store.read() as connection:
        changes = ledger.changes_between(connection, bytes.fromhex(two.settings.site), 1, 3)
    with one.store.write() as writer:
        merge(writer, [to_change(change) for change in changes], one.settings.unit)
    found = conflicts.listed(one)
    assert {conflict.record for conflict in found} == set(disputed)
    deciding.decide(one, conflicts.by_rule(found, "here"))
    assert [_workers(one, record)[0] for record in disputed] == [10, 11, 12]


def test_a_desk_of_another_place_has_none(make_desk: MakeDesk) -> None:
    assert conflicts.listed(make_desk("empty", unit=PROVINCE, role="receiving")) == []
