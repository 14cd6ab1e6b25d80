"""Locking: what was set down stays as it was, and every later difference is told with before, after and reason."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop import said
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange, indicators, locking, sample, slips
from desktop.services.desk import Desk
from desktop.services.plans import keeping
from desktop.services.words import LANGUAGES, Words
from tests.periods import declare_empty
from tests.records import draft


def save(desk: Desk, kind: str, **values: Any) -> str:
    return activities.save(desk, draft(kind, **{"reason": "Số liệu để thử", **values})).id


@pytest.fixture
def locked(commune: Desk) -> Desk:
    """A commune whose first quarter has one session with 18 workers of 40, and is locked."""
    save(commune, "baseline", service_workers=40)
    save(commune, "propaganda_session", held_on=date(2025, 3, 1))
    declare_empty(commune, commune.period(2025, "q1"))
    locking.lock(commune, commune.period(2025, "q1"))
    return commune


def refused(work: Any) -> str:
    with pytest.raises(Refusal) as found:
        work()
    for language in LANGUAGES:
        assert said.refusal(Words(language), found.value)
    return found.value.code


def test_a_period_is_open_then_declared_then_locked(commune: Desk) -> None:
    q1 = commune.period(2025, "q1")
    assert locking.state(commune, q1).state == "open"
    assert not any(line.changed or line.locked for line in locking.state(commune, q1).lines)
    assert refused(lambda: locking.lock(commune, q1)) == "period_not_declared"
    declare_empty(commune, commune.period(2025, "q1"))
    assert locking.state(commune, q1).state == "declared"
    found = locking.lock(commune, q1)
    assert (found.state, found.locked_on) == ("locked", date(2025, 11, 21))
    (declaration,) = activities.page(commune, "period_declaration").entries
    assert declaration.record.locked_on == date(2025, 11, 21)
    assert refused(lambda: locking.lock(commune, q1)) == "already_locked"


def test_a_period_that_runs_is_not_locked(commune: Desk) -> None:
    declare_empty(commune, commune.period(2025, "year"))
    assert refused(lambda: locking.lock(commune, commune.period(2025))) == "period_not_over"


def test_without_a_plan_there_is_nothing_to_lock(commune: Desk) -> None:
    declare_empty(commune, commune.period(2025, "q1"))
    keeping.choose(commune, [])
    assert refused(lambda: locking.lock(commune, commune.period(2025, "q1"))) == "no_plan"


def test_figures_are_set_down_as_they_are_shown(locked: Desk) -> None:
    q1 = locked.period(2025, "q1")
    shown = {one.target_id: (one.numerator, one.denominator) for one in indicators.compute(locked, q1)}
    state = locking.state(locked, q1)
    for line in state.lines:
        assert line.locked == line.corrected == line.now
        assert line.locked is not None
        assert (line.locked.numerator, line.locked.denominator) == shown[line.target]
    assert not state.to_correct
    assert refused(lambda: locking.correct(locked, q1, "Không có gì")) == "nothing_to_correct"


def test_a_late_record_is_not_refused_but_told_by_a_slip(locked: Desk) -> None:
    q1 = locked.period(2025, "q1")
    more = ({"group": "service_worker", "attendances": 9, "first_time": 7},)
    late = save(locked, "propaganda_session", held_on=date(2025, 3, 5), audiences=more, hamlet="Bản Mới")
    state = locking.state(locked, q1)
    assert state.to_correct
    line = next(one for one in state.lines if one.target == "LC3")
    assert (line.locked.numerator, line.now.numerator, line.difference) == (18, 25, 7)
    assert [(one.id, one.what, one.because) for one in state.late] == [(late, "made", "Số liệu để thử")]
    assert refused(lambda: locking.correct(locked, q1, " ")) == "correction_without_reason"
    assert (
        refused(lambda: locking.correct(locked, q1, "Chị Lò Thị Mai báo thiếu"))
        == "correction_names_somebody"
    )
    after = locking.correct(locked, q1, "Ghi bổ sung buổi họp bản")
    assert not after.to_correct
    assert after.late == ()
    slip = after.slips[-1]
    assert (slip.slip, slip.because, slip.made_on) == (1, "Ghi bổ sung buổi họp bản", date(2025, 11, 21))
    (told,) = [one for one in slip.figures if one.target == "LC3"]
    assert (told.numerator_before, told.numerator, told.denominator) == (18, 25, 40)
    line = next(one for one in after.lines if one.target == "LC3")
    assert (line.locked.numerator, line.corrected.numerator, line.now.numerator) == (18, 25, 25)


def test_a_deleted_record_is_told_with_the_reason_of_its_deletion(locked: Desk) -> None:
    q1 = locked.period(2025, "q1")
    (session,) = activities.page(locked, "propaganda_session").entries
    activities.delete(locked, "propaganda_session", session.id, "mistake")
    state = locking.state(locked, q1)
    assert [(one.what, one.because) for one in state.late] == [("deleted", "mistake")]
    after = locking.correct(locked, q1, "Buổi này ghi nhầm")
    told = {one.target: (one.numerator_before, one.numerator) for one in after.slips[1].figures}
    assert told["LC3"] == (18, 0)


def test_several_slips_each_tell_what_changed_since_the_one_before(locked: Desk) -> None:
    q1 = locked.period(2025, "q1")
    for number, first_time in enumerate((2, 3), start=1):
        more = ({"group": "service_worker", "attendances": 9, "first_time": first_time},)
        save(locked, "propaganda_session", held_on=date(2025, 3, 5 + number), audiences=more)
        locking.correct(locked, q1, f"Bổ sung lần {number}")
    state = locking.state(locked, q1)
    reached = [
        [(one.numerator_before, one.numerator) for one in slip.figures if one.target == "LC3"]
        for slip in state.slips
    ]
    assert reached == [[(None, 18)], [(18, 20)], [(20, 23)]]
    # The differences of the slips lead from the locked figure to the one of today.
    line = next(one for one in state.lines if one.target == "LC3")
    assert line.locked.numerator + sum(b - (a or 0) for ((a, b),) in reached[1:]) == line.now.numerator


def test_other_periods_are_not_locked_with_it(locked: Desk) -> None:
    assert locking.state(locked, locked.period(2025, "h1")).state != "locked"
    assert locking.state(locked, locked.period(2025, "m01")).state != "locked"


def test_locked_figures_and_slips_travel(joined: Desk, receiver: Desk, tmp_path: Path) -> None:
    sample.sample(joined, 2025, 60, 4)
    declare_empty(joined, joined.period(2025, "q1"))
    locking.lock(joined, joined.period(2025, "q1"))
    save(joined, "propaganda_session", held_on=date(2025, 3, 5))
    locking.correct(joined, joined.period(2025, "q1"), "Bổ sung")
    exchange.export(joined, tmp_path)
    exchange.receive(receiver, [tmp_path])
    with receiver.store.read() as connection:
        above = slips.of_units(connection, joined.period(2025, "q1"))
    own = locking.state(joined, joined.period(2025, "q1")).slips
    kept = slips.slips_of(above[joined.settings.unit])
    assert [dataclasses.replace(one, reason=None, note=None) for one in own] == list(kept)
    assert checker.verify(receiver).ok


def test_two_machines_that_lock_the_same_period_write_one_record(locked: Desk) -> None:
    q1 = locked.period(2025, "q1")
    with locked.store.read() as connection:
        (entries,) = slips.of_units(connection, q1).values()
    assert [entry.id for entry in entries] == [slips.identity(locked.settings.unit, q1, 0)]
    assert slips.identity(locked.settings.unit, q1, 0) != slips.identity(locked.settings.unit, q1, 1)


def test_a_record_of_a_locked_period_asks_for_a_reason_and_is_kept(locked: Desk) -> None:
    late = draft("propaganda_session", held_on=date(2025, 2, 1), hamlet="Bản Xa")
    (problem,) = [one for one in activities.check(locked, late) if one.code == "in_locked_period"]
    assert (problem.field, problem.severity, problem.params) == (
        "held_on",
        "warning",
        {"year": 2025, "what": "q1"},
    )
    for language in LANGUAGES:
        assert said.problem(Words(language), problem, "propaganda_session")
    assert refused(lambda: activities.save(locked, late)) == "not_valid"
    assert save(locked, "propaganda_session", held_on=date(2025, 2, 1), hamlet="Bản Xa")
    later = draft("propaganda_session", held_on=date(2025, 3, 15), hamlet="Bản Xa")
    assert "in_locked_period" not in {one.code for one in activities.check(locked, later)}
