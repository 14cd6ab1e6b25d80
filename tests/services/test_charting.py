"""Charts: every bar equals a count in plain Python, and its door lists just the records it was counted from."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.conditions import Listing
from desktop.models.counting import reading
from desktop.models.counting.reading import When
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import Audience, PropagandaSession
from desktop.services import activities, charting, exchange, listing
from desktop.services.charting.measures import MEASURES
from desktop.services.desk import Desk
from desktop.services.sample import sample
from tests.records import draft
from tests.services.shelf import UNIT, Shelf, counts, days, groups, periods, store

YEAR = Period.named(2025, "year")
PERIODS = [Period.named(2025, name) for name in ("year", "q1", "9m", "m05")]


def ids(found: bytes) -> set[str]:
    return {found[n : n + 16].hex() for n in range(0, len(found), 16)}


def records(desk: Desk, kind: str) -> dict[str, Any]:
    """All live records of *kind* by id."""
    found = ids(listing.find(desk, Listing(kind)).ids)
    return {one: activities.get(desk, kind, one) for one in found}


def drawn(desk: Desk, period: Period, *, received: bool) -> Iterator[charting.Chart]:
    for by in ("month", "place", "group"):
        for measure in charting.measures_by(by, received=received):
            yield charting.chart(desk, period, by, measure.id)


def expected(
    known: dict[str, dict[str, Any]], chart: charting.Chart, *, received: bool
) -> dict[Any, tuple[list[int], set[str]]]:
    """By key: the amount of each part, and the ids of the records, counted one by one."""
    found: dict[Any, tuple[list[int], set[str]]] = defaultdict(
        lambda: ([0] * len(chart.measure.parts), set())
    )
    for key, entry in known[chart.measure.kind].items():
        one = entry.record
        day = getattr(one, chart.measure.dated_by)
        if day not in chart.period:
            continue
        for bucket, amounts in _said(chart, entry, one, day, received=received):
            sums, behind = found[bucket]
            for number, amount in enumerate(amounts):
                sums[number] += amount
            behind.add(key)
    return found


def _said(
    chart: charting.Chart, entry: Any, one: Any, day: date, *, received: bool
) -> Iterator[tuple[Any, list[int]]]:
    if chart.by == "group":
        for row in one.audiences:
            yield row.group, [row.first_time or 0, row.attendances - (row.first_time or 0)]
        return
    bucket: Any = Period.containing(day, "m").span[0]
    if chart.by == "place":
        bucket = entry.unit if received else one.hamlet
    match chart.measure.id:
        case "people":
            first = sum(row.first_time or 0 for row in one.audiences)
            yield bucket, [first, sum(row.attendances for row in one.audiences) - first]
        case "inspections":
            yield bucket, [1, 0] if one.violations else [0, 1]
        case "tip_offs":
            yield bucket, [1, 0] if one.resolved_on else [0, 1]
        case _:
            yield bucket, [1]


def check(desk: Desk, periods: list[Period], *, received: bool = False) -> None:
    known = {one.kind: records(desk, one.kind) for one in MEASURES.values()}
    charts = [one for period in periods for one in drawn(desk, period, received=received)]
    for chart in charts:
        plain = expected(known, chart, received=received)
        shown = {bar.key: bar for bar in chart.bars}
        told = (chart.by, chart.measure.id, chart.period.name)
        assert {key for key, bar in shown.items() if bar.records} == set(plain), told
        for key, (amounts, behind) in plain.items():
            bar = shown[key]
            assert (list(bar.amounts), bar.records) == (amounts, len(behind)), (*told, key)
            asked = Listing(chart.measure.kind, conditions=bar.door, period=chart.period)
            assert ids(listing.find(desk, asked).ids) == behind, (*told, key)
            opened = set()
            for door in bar.doors:
                asked = Listing(chart.measure.kind, conditions=door, period=chart.period)
                opened |= ids(listing.find(desk, asked).ids)
            assert opened == behind, (*told, key)
            if len(chart.measure.parts) == 2 and any(chart.measure.narrowed):
                for amount, door in zip(amounts, bar.doors, strict=True):
                    asked = Listing(chart.measure.kind, conditions=door, period=chart.period)
                    assert listing.find(desk, asked).total == amount, (*told, key)
        assert chart.total == sum(sum(amounts) for amounts, _ in plain.values()), told


def test_each_bar_is_a_count_in_plain_python_and_opens_the_records_it_counts(commune: Desk) -> None:
    sample(commune, year=2025, records=120, seed=2)
    nowhere = draft("propaganda_session", hamlet=None, held_on=date(2025, 5, 2), reason="thử")
    activities.save(commune, nowhere)
    check(commune, PERIODS)


def test_above_the_commune_places_are_communes(joined: Desk, receiver: Desk, tmp_path: Path) -> None:
    sample(joined, year=2025, records=80, seed=1)
    done = exchange.export(joined, tmp_path)
    assert done is not None
    exchange.receive(receiver, [done.path])
    check(receiver, [YEAR], received=True)
    by_commune = charting.chart(receiver, YEAR, "place", "sessions")
    assert [bar.key for bar in by_commune.bars] == [UNIT]


def test_deleted_records_are_in_no_bar(commune: Desk) -> None:
    saved = activities.save(commune, draft("propaganda_session", reason="thử"))
    assert charting.chart(commune, YEAR, "month", "people").total == 24
    activities.delete(commune, "propaganda_session", saved.id)
    assert charting.chart(commune, YEAR, "month", "people").total == 0


def test_months_stand_in_their_order_also_the_empty_ones(commune: Desk) -> None:
    bars = charting.chart(commune, Period.named(2025, "9m"), "month", "tip_offs").bars
    assert [bar.key for bar in bars] == list(range(1, 10))
    assert {bar.amounts for bar in bars} == {(0, 0)}


def test_places_stand_the_largest_first_and_what_is_not_said_last(commune: Desk) -> None:
    for hamlet, often in (("Bản Nà Mẫu", 1), ("Bản Phiêng Thử", 3), (None, 4)):
        for day in range(often):
            session = draft("propaganda_session", hamlet=hamlet, held_on=date(2025, 4, 1 + day), reason="thử")
            activities.save(commune, session)
    bars = charting.chart(commune, YEAR, "place", "sessions").bars
    assert [(bar.key, bar.total) for bar in bars] == [("Bản Phiêng Thử", 3), ("Bản Nà Mẫu", 1), (None, 4)]


def test_a_measure_nobody_knows_is_refused(commune: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        charting.chart(commune, YEAR, "month", "weather")
    assert refused.value.code == "unknown_indicator"


audiences = st.lists(
    st.builds(Audience, group=groups, attendances=counts, first_time=st.none() | counts), max_size=4
).map(tuple)
sessions = st.builds(PropagandaSession, held_on=days, audiences=audiences)


@given(st.lists(sessions, max_size=8), periods)
def test_rows_are_summed_by_a_cell_of_their_own(held: list[PropagandaSession], period: Period):
    shelf, whole, first, behind = Shelf(), Counter[Any](), Counter[Any](), defaultdict(set)
    for one in held:
        key = shelf.add(one)
        for row in one.audiences if one.held_on in period else ():
            whole[row.group] += row.attendances
            first[row.group] += row.first_time or 0
            behind[row.group].add(key)
    when = When.of(period, today=date(2030, 1, 1), began=period.start)
    counting = MEASURES["people"].counting("audiences.group")
    found = reading.figures(store(shelf), counting, when, [UNIT])
    (buckets,) = found.get(UNIT, [{}])
    assert {key: sums.looked_at for key, sums in buckets.items()} == {k: len(v) for k, v in behind.items()}
    assert all((sums.whole or 0) == whole[key] for key, sums in buckets.items())
    assert all((sums.part or 0) == first[key] for key, sums in buckets.items())
