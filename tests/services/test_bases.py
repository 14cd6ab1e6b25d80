"""As locked, after correction and as now: three roll-ups of one period, each the sum of what communes hold."""

import dataclasses
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from desktop.models import units
from desktop.models.errors import Refusal
from desktop.services import indicators, locking, rollup
from desktop.services.bases import BASES, Difference
from desktop.services.rollup import RollUp, TargetRow
from desktop.services.slips import Standing
from tests.services.above import COMMUNES, Above, reach

FIRST, SECOND, THIRD = COMMUNES
SUMMED = ("LC3", "LC9", "LC10", "LC12", "LC14")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Above]:
    """Two communes locked the quarter, one of them corrected it once and has changed since; a third did not lock."""
    above = Above(tmp_path_factory.mktemp("province"))
    one, two, three = (above.commune(unit, seed=seed) for seed, unit in enumerate(COMMUNES))
    for commune in (one, two):
        above.lock(commune)
    above.day = date(2025, 3, 20)
    reach(one, date(2025, 3, 3), 7)
    locking.correct(one, one.period(2025, "q1"), "Ghi bổ sung buổi họp bản")
    above.day = date(2025, 3, 25)
    reach(one, date(2025, 3, 4), 5)
    for commune in (one, two, three):
        above.hand_in(commune)
    yield above
    above.close()


def rolled(above: Above, basis: str) -> RollUp:
    return rollup.rollup(above.desk, above.desk.period(2025, "q1"), basis=basis)  # type: ignore[arg-type]


def row(found: RollUp, target: str) -> TargetRow:
    return next(one for one in found.targets if one.target_id == target)


@pytest.mark.parametrize("basis", ["locked", "corrected"])
def test_sums_are_those_of_the_communes_own_locks(province: Above, basis: str) -> None:
    found = rolled(province, basis)
    period = province.desk.period(2025, "q1")
    # Straight from the communes' own stores, by another way than the roll-up's.
    held = {
        unit: {
            line.target: getattr(line, basis) for line in locking.state(province.below[unit], period).lines
        }
        for unit in (FIRST, SECOND)
    }
    assert (found.expected, found.reported, found.basis) == (38, 2, basis)
    compared = set()
    for target in found.targets:
        sides = [held[unit].get(target.target_id) for unit in (FIRST, SECOND)]
        known = [side for side in sides if side is not None and side.numerator is not None]
        if target.target_id in SUMMED and known:
            assert target.numerator == sum(side.numerator for side in known)
            assert target.denominator == sum(side.denominator or 0 for side in known)
            compared.add(target.target_id)
        elif target.level == "C":
            assert (target.numerator, target.denominator) == (sum(s.numerator or 0 for s in known), 38)
        assert target.not_reported == 36
    assert compared == set(SUMMED)
    for cell in found.communes:
        if cell.reported:
            shown = {one.target_id: (one.numerator, one.denominator) for one in cell.indicators}
            for target_id, side in held[cell.unit].items():
                assert shown[target_id] == (side.numerator, side.denominator)
                figure = next(one for one in cell.indicators if one.target_id == target_id)
                assert (figure.status, figure.version) == (side.status, side.version)


def test_each_basis_differs_by_what_was_recorded_in_between(province: Above) -> None:
    of = {
        basis: next(
            one.numerator for one in rolled(province, basis).communes[0].indicators if one.target_id == "LC3"
        )
        for basis in BASES
    }
    assert of["corrected"] - of["locked"] == 7
    assert of["now"] - of["corrected"] == 5


def test_a_commune_that_has_not_locked_is_named_and_not_summed(province: Above) -> None:
    now, locked = rolled(province, "now"), rolled(province, "locked")
    assert (now.reported, locked.reported) == (3, 2)
    third = next(one for one in locked.communes if one.unit == THIRD)
    assert (third.reported, third.absent, third.indicators, third.lock) == (False, "not_locked", (), None)
    named = [one.unit for one in row(locked, "LC3").communes["not_locked"]]
    assert THIRD in named
    assert len(named) == 36
    assert {one.name for one in row(now, "LC3").communes["not_reported"]} & {third.name} == set()


@pytest.mark.parametrize("basis", BASES)
def test_every_line_says_when_it_locked_and_what_is_others_now(province: Above, basis: str) -> None:
    lines = {one.unit: one.lock for one in rolled(province, basis).communes}
    first, second = lines[FIRST], lines[SECOND]
    assert first is not None
    assert second is not None
    assert (first.on, first.slips) == (date(2025, 3, 16), 1)
    assert (second.on, second.slips, second.differences) == (date(2025, 3, 16), 0, ())
    change = next(one for one in first.differences if one.target == "LC3")
    assert change.locked is not None
    assert change.corrected is not None
    assert change.now is not None
    assert change.corrected.numerator - change.locked.numerator == 7
    assert change.now.numerator - change.locked.numerator == 12
    assert not change.told
    assert lines[THIRD] is None


def test_a_difference_is_told_once_a_slip_says_what_the_records_say() -> None:
    locked, corrected, later = (Standing(reached, 40, "not_met", "1.1") for reached in (18, 25, 30))
    assert Difference("LC3", locked, corrected, dataclasses.replace(corrected, version="2.1")).told
    assert not Difference("LC3", locked, corrected, later).told
    assert not Difference("LC3", locked, corrected, None).told


def test_every_difference_of_a_commune_says_whether_it_is_told(province: Above) -> None:
    found = rolled(province, "now").communes[0].lock
    assert found is not None
    assert found.differences
    for one in found.differences:
        sides = [side and (side.numerator, side.denominator) for side in (one.corrected, one.now)]
        assert one.told == (sides[0] == sides[1])


def test_the_whole_is_explained_on_the_same_basis(province: Above) -> None:
    period = province.desk.period(2025, "q1")
    found = indicators.explain(province.desk, "LC3", period, basis="locked")
    assert {one.id for one in found.counted} <= {FIRST, SECOND}
    assert {one.reason for one in found.left_out if one.id not in (FIRST, SECOND)} == {"not_locked"}
    assert found.indicator.numerator == row(rolled(province, "locked"), "LC3").numerator


def test_every_basis_can_be_written_as_json(province: Above) -> None:
    for basis in BASES:
        written = msgspec.json.decode(msgspec.json.encode(rolled(province, basis)))
        assert written["basis"] == basis


def test_there_is_no_other_basis(province: Above) -> None:
    with pytest.raises(Refusal) as refused:
        rolled(province, "yesterday")
    assert refused.value.code == "unknown_basis"


def test_records_say_in_which_packages_they_came(tmp_path_factory: pytest.TempPathFactory) -> None:
    above = Above(tmp_path_factory.mktemp("packages"))
    commune = above.commune(FIRST, records=0)
    early = reach(commune, date(2025, 3, 1), 3)
    above.hand_in(commune)
    above.day = date(2025, 4, 2)
    late = reach(commune, date(2025, 3, 5), 4)
    above.hand_in(commune)
    above.day = date(2025, 4, 9)
    above.hand_in(commune, full=True)
    found = indicators.explain(above.desk, "LC3", above.desk.period(2025, "q1"), unit=FIRST)
    came = {one.id: [(p.sequence, p.received_on) for p in one.packages] for one in found.counted}
    # The full package repeats them; what counts is the one that brought them first.
    assert came == {early: [(1, date(2025, 3, 16))], late: [(2, date(2025, 4, 2))]}
    own = indicators.explain(commune, "LC3", commune.period(2025, "q1"))
    assert all(one.packages == () for one in own.counted)
    above.close()


def test_what_was_done_of_a_number_shared_out_is_in_the_locked_sum_too(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    above = Above(tmp_path_factory.mktemp("shared"), "01@2025")
    above.day = date(2026, 3, 10)
    commune = above.commune(units.communes_below("01@2025")[0].ref, records=0)
    reach(commune, date(2026, 3, 1), 9)
    above.day = date(2026, 3, 16)
    period = commune.period(2026, "q1")
    above.lock(commune, "q1", 2026)
    above.hand_in(commune)
    of = {
        basis: {
            one.target_id: (one.numerator, one.denominator, one.status)
            for one in rollup.rollup(above.desk, period, basis=basis).targets
            if one.source == "records" and one.level == "K"
        }
        for basis in ("now", "locked")
    }
    assert of["now"]
    assert of["locked"] == of["now"]
    assert any(numerator for numerator, _, _ in of["now"].values())
    lock = rollup.rollup(above.desk, period).communes[0].lock
    assert lock is not None
    assert lock.differences == ()
    above.close()
