from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.models import rules
from desktop.models.edits import to_values
from desktop.models.errors import Refusal
from desktop.models.records import all_kinds, kind_named
from desktop.services import activities, desk, indicators, sample
from desktop.services.checking import Checking

PASSPHRASE = "mot hai ba bon nam"
TYPED = {kind.name for kind in all_kinds() if not kind.derived}


def store(
    folder: Path, *, training: bool = True, today: date = date(2025, 11, 5), role: str = "commune"
) -> desk.Desk:
    unit = "03388@2025" if role == "commune" else "12@2025"
    at = datetime(today.year, today.month, today.day, 8)
    return desk.new(folder, PASSPHRASE, role=role, unit=unit, training=training, clock=lambda: at)


def everything(at: desk.Desk) -> list[tuple[str, dict[str, object]]]:
    found = []
    for kind in TYPED:
        entries = activities.page(at, kind, limit=5000).entries
        found += [(kind, to_values(kind_named(kind), entry.record)) for entry in entries]
    return found


@pytest.fixture
def sampled(tmp_path: Path):
    at = store(tmp_path / "one")
    assert sample.sample(at, 2025, 300, seed=1) == 300
    yield at
    at.close()


def test_it_makes_as_many_records_as_asked_of_every_kind(sampled: desk.Desk):
    kinds = Counter(kind for kind, _ in everything(sampled))
    assert kinds.total() == 300
    assert set(kinds) == TYPED


@pytest.mark.parametrize("records", [0, 1, 3, 7, 8, 9, 20, 21, 39, 40, 41, 60])
def test_few_records_are_possible_too(tmp_path: Path, records: int):
    at = store(tmp_path / "few")
    assert sample.sample(at, 2025, records, seed=4) == records
    assert len(everything(at)) == records
    at.close()


def test_every_record_holds_to_the_rules_without_a_warning(sampled: desk.Desk):
    problems = []
    with sampled.store.read() as connection:
        for kind in TYPED:
            for entry in activities.page(sampled, kind, limit=5000).entries:
                described = kind_named(kind)
                values = to_values(described, entry.record)
                context = Checking(sampled, connection, entry.id)
                if kind == "propaganda_session":
                    # The record itself is among those reached.
                    values["audiences"] = [{**row, "first_time": 0} for row in values["audiences"]]
                problems += [(kind, problem) for problem in rules.check(described, values, context)]
    assert problems == []


def test_no_record_lies_outside_the_year_or_after_today(sampled: desk.Desk):
    for kind, values in everything(sampled):
        day = values[kind_named(kind).dated_by]
        if kind_named(kind).lasting:
            assert day <= "2025-11-05"
        elif isinstance(day, str):
            assert "2024-12-15" <= day <= "2025-11-05"
        else:
            assert day == 2025


def test_the_same_seed_makes_the_same_records(tmp_path: Path):
    def content(name: str, seed: int) -> Counter[str]:
        at = store(tmp_path / name)
        sample.sample(at, 2025, 60, seed=seed)
        found = Counter(
            repr(sorted((k, v) for k, v in values.items() if k not in ("establishment", "attendees")))
            for _, values in everything(at)
        )
        at.close()
        return found

    assert content("a", 7) == content("b", 7)
    assert content("c", 8) != content("d", 7)


def test_the_figures_of_a_sample_are_plausible(sampled: desk.Desk):
    figures = {one.id: one for one in indicators.compute(sampled, sampled.period(2025))}
    for one in figures.values():
        assert not one.warnings or one.warnings == ("baseline_incomplete",)
        if one.numerator is not None and one.denominator:
            assert one.numerator <= one.denominator
    for name in (
        "service_workers_reached",
        "students_reached",
        "establishments_inspected",
        "staff_trained",
        "supported",
    ):
        assert figures[name].numerator


def test_a_real_store_takes_no_sample(tmp_path: Path):
    at = store(tmp_path / "real", training=False)
    with pytest.raises(Refusal) as refused:
        sample.sample(at, 2025, 10, seed=1)
    assert refused.value.code == "not_a_training_store"
    assert everything(at) == []
    at.close()


def test_a_receiving_desk_takes_no_sample(tmp_path: Path):
    at = store(tmp_path / "above", role="receiving")
    with pytest.raises(Refusal) as refused:
        sample.sample(at, 2025, 10, seed=1)
    assert refused.value.code == "not_commune_desk"
    at.close()


def test_a_year_that_has_not_begun_is_refused(tmp_path: Path):
    at = store(tmp_path / "early")
    with pytest.raises(Refusal) as refused:
        sample.sample(at, 2026, 10, seed=1)
    assert refused.value.code == "year_not_begun"
    at.close()
