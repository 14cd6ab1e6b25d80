"""Rows are the fold of the changes, whatever is written in whatever order."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models import ledger
from desktop.models import settings as kept
from desktop.models.edits import Edit
from desktop.models.writer import LoggedChange
from desktop.services import checker
from desktop.services.desk import Desk
from desktop.services.folding_log import row_from
from tests.conftest import MakeDesk

_values = st.fixed_dictionaries(
    {},
    optional={
        "trade_name": st.sampled_from(["Hoa Ban", "Mây", None]),
        "workers": st.integers(0, 5) | st.none(),
        "closed_on": st.sampled_from(["2025-01-01", "2025-06-01", None]),
        "deleted": st.booleans(),
    },
)
_steps = st.lists(st.tuples(st.integers(0, 3), _values), min_size=1, max_size=12)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Iterator[Desk]:
    yield make_desk()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_steps)
def test_rows_always_equal_the_fold_of_their_changes(
    desk: Desk, steps: list[tuple[int, dict[str, Any]]]
) -> None:
    made: dict[int, str] = {}
    for which, values in steps:
        with desk.store.write() as writer:
            record = writer.put([Edit("establishment", values, made.get(which))])[0]
        if record is not None:
            made[which] = record
    assert checker.verify(desk).ok


_other = st.lists(
    st.fixed_dictionaries({}, optional={"workers": st.integers(0, 2), "deleted": st.booleans()}).filter(bool),
    min_size=1,
    max_size=2,
)


def _apart(first: LoggedChange, number: int, sets: list[dict[str, Any]]) -> list[LoggedChange]:
    """The changes of one machine that knew the *first* change of a record and no other machine."""
    head = f"{first.site.hex()}:{first.seq}"
    return [
        first._replace(
            site=number.to_bytes(8, "big"),
            seq=seq,
            lamport=first.lamport + seq,
            based_on=head,
            fields=json.dumps(fields),
        )
        for seq, fields in enumerate(sets, start=1)
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=_other, two=_other, edits=st.lists(_values, min_size=1, max_size=3))
def test_rows_equal_the_fold_when_a_record_is_written_that_machines_disagree_about(
    desk: Desk, one: list[dict[str, Any]], two: list[dict[str, Any]], edits: list[dict[str, Any]]
) -> None:
    with desk.store.write() as writer:
        record = bytes.fromhex(str(writer.put([Edit("establishment", {"workers": 5})])[0]))
        (first,) = ledger.changes_of(writer.connection, [record])[record]
        arrived = [*_apart(first, 2 * first.seq, one), *_apart(first, 2 * first.seq + 1, two)]
        writer.append(arrived, {"establishment": [row_from([first, *arrived])]})
        kept.write(writer.connection, {"lamport": first.lamport + len(arrived)})
    for values in edits:
        with desk.store.write() as writer:
            writer.put([Edit("establishment", values, record.hex())])
        assert checker.verify(desk).ok


def test_writing_the_same_values_again_makes_no_change(desk: Desk) -> None:
    values = {"year": 2025, "service_workers": 4}
    with desk.store.write() as writer:
        record = writer.put([Edit("baseline", values)])[0]
    with desk.store.write() as writer:
        assert writer.put([Edit("baseline", values, record)]) == [None]
    assert checker.verify(desk).changes == 1


def test_an_emptied_field_is_written_and_comes_back_empty(desk: Desk) -> None:
    with desk.store.write() as writer:
        record = writer.put([Edit("baseline", {"year": 2025, "source": "UBND"})])[0]
        assert writer.put([Edit("baseline", {"source": None}, record)]) == [record]
    assert checker.verify(desk).ok


def test_what_stays_is_logged_under_a_site_of_its_own(desk: Desk) -> None:
    with desk.store.write() as writer:
        writer.put([Edit("staff_member", {"post": "Phó Trưởng Công an"}), Edit("baseline", {"year": 2025})])
    with desk.store.read() as connection:
        leaving = ledger.changes_between(connection, bytes.fromhex(desk.settings.site), 1, 9)
        staying = ledger.changes_between(connection, bytes.fromhex(desk.settings.local_site), 1, 9)
    assert [(c.kind, c.seq) for c in leaving] == [("baseline", 1)]
    assert [(c.kind, c.seq) for c in staying] == [("staff_member", 1)]


def test_a_row_changed_behind_the_logs_back_is_found(desk: Desk) -> None:
    with desk.store.write() as writer:
        record = writer.put([Edit("baseline", {"year": 2025, "population": 10})])[0]
        writer.connection.exec_driver_sql("UPDATE baseline SET population = 11")
    verified = checker.verify(desk)
    assert not verified.ok
    assert verified.differing == (f"baseline:{record}",)


def test_a_row_that_is_gone_is_found(desk: Desk) -> None:
    with desk.store.write() as writer:
        writer.put([Edit("baseline", {"year": 2025})])
        writer.connection.exec_driver_sql("DELETE FROM baseline")
    assert not checker.verify(desk).ok
