"""A wrong clock changes no order, refuses nothing, and is told at the start with the last good time."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from desktop.models.entry import Draft
from desktop.services import activities, checker, clocks, exchange
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import COMMUNE, PASSPHRASE, PROVINCE
from tests.records import draft

NOW = datetime.datetime(2025, 11, 21, 9, 41)
FAULTS = {
    "1980": datetime.datetime(1980, 1, 1), "five years on": datetime.datetime(2030, 11, 21, 9, 41),
    "three hours back": NOW - datetime.timedelta(hours=3),
}  # fmt: skip


class Pair:
    """A commune and its receiving unit, each with a clock that tests set, also while they run."""

    def __init__(self, root: Path, below_now: datetime.datetime = NOW) -> None:
        self.root, self.below_now, self.above_now = root, below_now, NOW
        (root / "stick").mkdir(parents=True)
        self.above = desks.new(
            root / "above",
            PASSPHRASE,
            role="receiving",
            unit=PROVINCE,
            training=True,
            clock=lambda: self.above_now,
        )
        self.below = desks.new(
            root / "below",
            PASSPHRASE,
            role="commune",
            unit=COMMUNE,
            training=True,
            clock=lambda: self.below_now,
        )
        exchange.join(self.below, exchange.invite(self.above, COMMUNE, root / "invitation"))

    def again(self) -> Desk:
        """The commune's register, closed and opened again."""
        self.below.close()
        self.below = desks.open_desk(self.root / "below", PASSPHRASE, clock=lambda: self.below_now)
        return self.below

    def travel(self) -> list[exchange.PackageReport]:
        """A package up, a receipt down."""
        exchange.export(self.below, self.root / "stick", again=True)
        reports = exchange.receive(self.above, [self.root / "stick"])
        exchange.write_receipts(self.above, self.root / "stick")
        exchange.find_receipts(self.below, [self.root / "stick"])
        return reports

    def close(self) -> None:
        self.above.close()
        self.below.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path / "pair")
    yield made
    made.close()


def use(pair: Pair, year: int = 2024) -> str:
    clocks.note(pair.below)
    return activities.save(pair.below, draft("baseline", year=year)).id


@pytest.mark.parametrize(("fault", "what"), list(zip(FAULTS, ("early", "ahead", "behind"), strict=True)))
def test_a_clock_that_can_hardly_be_right_is_told_at_the_start(pair: Pair, fault: str, what: str) -> None:
    use(pair)
    pair.below_now = FAULTS[fault]
    pair.again()
    for _ in range(2):
        found = clocks.note(pair.below)
        assert found is not None and (found.what, found.known, found.by) == (what, NOW, "use")
    pair.below_now = NOW + datetime.timedelta(days=1)
    pair.again()
    assert clocks.note(pair.below) is None


@pytest.mark.parametrize("minutes", [-59, 0, 60 * 24 * 399])
def test_a_clock_that_may_be_right_is_not_asked_about(pair: Pair, minutes: int) -> None:
    use(pair)
    pair.below_now = NOW + datetime.timedelta(minutes=minutes)
    assert clocks.note(pair.again()) is None


def test_a_clock_that_is_called_right_is_not_asked_about_again(pair: Pair) -> None:
    use(pair)
    pair.below_now = FAULTS["five years on"]
    assert clocks.note(pair.again()) is not None
    activities.save(pair.below, draft("baseline", year=2023))
    clocks.confirm(pair.below)
    assert clocks.note(pair.again()) is None
    # It was wrong all the same, and is set right: asked once more, and no more then.
    pair.below_now = NOW
    found = clocks.note(pair.again())
    assert found is not None and found.what == "behind"
    clocks.confirm(pair.below)
    assert clocks.note(pair.again()) is None


def test_what_was_recorded_under_a_wrong_clock_is_no_good_time(pair: Pair) -> None:
    use(pair)
    pair.below_now = FAULTS["five years on"]
    clocks.note(pair.again())
    activities.save(pair.below, draft("baseline", year=2023))
    pair.below_now = NOW + datetime.timedelta(days=3)
    assert clocks.note(pair.again()) is None


def test_a_receipt_tells_a_register_that_never_had_a_right_clock(tmp_path: Path) -> None:
    pair = Pair(tmp_path / "pair", FAULTS["five years on"])
    use(pair)
    assert clocks.note(pair.again()) is None
    pair.travel()
    found = clocks.note(pair.again())
    assert found is not None and (found.what, found.by) == ("ahead", "receipt")
    assert found.known == datetime.datetime(2025, 11, 21)
    clocks.confirm(pair.below)
    assert clocks.note(pair.again()) is None
    pair.close()


def test_nothing_is_refused_for_a_wrong_clock(pair: Pair) -> None:
    """Recording, exporting and receiving go on, and what happened up to the last good day can be typed."""
    use(pair)
    for number, wrong in enumerate(FAULTS.values()):
        pair.below_now = wrong
        clocks.note(pair.again())
        saved = activities.save(
            pair.below, draft("propaganda_session", hamlet=f"Bản {number}", reason="Như nhau")
        )
        assert [report.status for report in pair.travel()][-1:] == ["accepted"]
        arrived: Any = activities.get(pair.above, "propaganda_session", saved.id).record
        assert arrived.hamlet == f"Bản {number}"
        assert exchange.outgoing(pair.below).all_received
    assert checker.verify(pair.above).ok and checker.verify(pair.below).ok


def test_a_clock_ahead_above_ends_no_invitation(tmp_path: Path) -> None:
    pair = Pair(tmp_path / "pair")
    clocks.note(pair.above)
    use(pair)
    pair.above_now = FAULTS["five years on"]
    assert [report.status for report in pair.travel()] == ["accepted"]
    pair.close()


def test_a_day_that_has_not_come_is_told_above_and_not_dropped(pair: Pair) -> None:
    use(pair)
    pair.below_now = FAULTS["five years on"]
    saved = activities.save(pair.below, draft("propaganda_session", held_on=datetime.date(2030, 3, 1)))
    (report,) = pair.travel()
    assert report.status == "accepted"
    assert activities.get(pair.above, "propaganda_session", saved.id).record == saved.record
    told = [problem.code for doubt in exchange.doubts(pair.above) for problem in doubt.problems]
    assert "in_future" in told


_steps = st.lists(
    st.tuples(st.sampled_from(["below", "above"]), st.sampled_from(["title", "hamlet", "delete", "travel"]),
              st.integers(-20_000, 5_000)),
    min_size=3, max_size=8,
)  # fmt: skip


@given(steps=_steps)
@example(steps=[("below", "title", 0), ("below", "title", -2989), ("below", "delete", 5000)])
@settings(max_examples=3, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
def test_clocks_order_nothing(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    """Whatever the clocks say in between, the same steps make the same state."""
    states = []
    for jumping in (False, True):
        pair = Pair(tmp_path_factory.mktemp("pair"))
        record = activities.save(
            pair.below, draft("propaganda_session", held_on=datetime.date(2025, 3, 20))
        ).id
        deleted = False
        for number, (_, what, days) in enumerate(steps):
            if jumping:
                pair.below_now = NOW + datetime.timedelta(days=days)
                pair.above_now = NOW - datetime.timedelta(days=days // 4)
            if what == "travel":
                pair.travel()
            elif what == "delete" and not deleted:
                activities.delete(pair.below, "propaganda_session", record)
                deleted = True
            elif what != "delete" and not deleted:
                # Written past the rules, which ask about the day.
                activities.save_many(pair.below, [Draft("propaganda_session", {what: f"{number}"}, record)])
        pair.travel()
        assert checker.verify(pair.above).ok
        rows = activities.page(pair.above, "propaganda_session").entries
        states.append([(entry.record, entry.deleted) for entry in rows])
        pair.close()
    assert states[0] == states[1]
