"""A district before the reform of 1 July 2025, a province of three tiers, and a province after it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models import units
from desktop.services import rollup
from desktop.services.rollup import TargetRow
from tests.services.above import Above, reach, save

BY_DISTRICT = ("LC5", "LC6", "LC11")


def rows(above: Above, name: str) -> dict[str, TargetRow]:
    found = rollup.rollup(above.desk, above.desk.period(2025, name), "lai-chau-2021-2025")
    return {one.target_id: one for one in found.targets}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[list[Above]]:
    made: list[Above] = []
    yield made
    for one in made:
        one.close()


@pytest.mark.parametrize("dataset", ["2024", "2025-03"])
def test_a_district_before_the_reform_sums_its_own_communes(
    opened: list[Above], tmp_path: Path, dataset: str
) -> None:
    district = units.children(f"12@{dataset}")[0]
    communes = units.communes_below(district.ref)
    opened.append(above := Above(tmp_path, district.ref))
    for people, commune in zip((7, 5), communes, strict=False):
        below = above.commune(commune.ref, records=0)
        reach(below, date(2025, 3, 1), people)
        save(below, "annual_plan", year=2025, issued_on=date(2025, 1, 6))
        above.hand_in(below)
    found = rollup.rollup(above.desk, above.desk.period(2025, "q1"), "lai-chau-2021-2025")
    assert found.name == district.full_name
    assert (found.expected, found.reported) == (len(communes), 2)
    assert {cell.unit for cell in found.communes} == {one.ref for one in communes}
    row = {one.target_id: one for one in found.targets}
    assert (row["LC3"].numerator, row["LC3"].denominator) == (12, 800)
    assert row["LC1"].denominator == len(communes)
    # The district itself is the one that is judged, and not all of its communes have their plan.
    assert (row["LC5"].numerator, row["LC5"].denominator, row["LC5"].counted_in) == (0, 1, "districts")


def test_a_province_of_three_tiers_is_judged_by_its_districts(opened: list[Above], tmp_path: Path) -> None:
    opened.append(above := Above(tmp_path, "12@2025-03"))
    first, second, *_ = units.children("12@2025-03")
    for district in (first, second):
        for commune in units.communes_below(district.ref)[: 2 if district is first else 1]:
            below = above.commune(commune.ref, records=0)
            save(below, "annual_plan", year=2025, issued_on=date(2025, 1, 6), programmes=("drugs",))
            above.hand_in(below)
    row = rows(above, "q1")
    districts = len(units.children("12@2025-03"))
    # One integrated plan is enough for a district; having its plans means all of its communes have.
    assert (row["LC6"].numerator, row["LC6"].denominator, row["LC6"].counted_in) == (
        2,
        districts,
        "districts",
    )
    assert (row["LC5"].numerator, row["LC5"].denominator) == (0, districts)
    assert row["LC5"].not_reported == len(units.communes_below("12@2025-03")) - 3


def test_a_province_after_the_reform_has_no_district_to_judge(opened: list[Above], tmp_path: Path) -> None:
    opened.append(above := Above(tmp_path, "12@2025"))
    above.day = date(2025, 9, 20)
    commune = above.commune("03388@2025", records=0)
    reach(commune, date(2025, 7, 5), 9)
    above.hand_in(commune)
    row = rows(above, "q3")
    for target in BY_DISTRICT:
        assert (row[target].status, row[target].reason) == ("not_applicable", "no_district_tier")
        assert row[target].other + row[target].not_reported == 38
    assert row["LC3"].numerator == 9


def test_the_communes_of_an_old_period_after_the_reform_have_no_districts_either(
    opened: list[Above], tmp_path: Path
) -> None:
    opened.append(above := Above(tmp_path, "12@2025"))
    row = rows(above, "q1")
    for target in BY_DISTRICT:
        assert (row[target].status, row[target].reason) == ("not_applicable", "no_district_tier")
