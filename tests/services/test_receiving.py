"""What a receiving unit is told of the packages it takes in."""

from pathlib import Path

import pytest

from desktop.models.edits import Edit
from desktop.services import activities, checker, exchange, slips
from desktop.services.desk import Desk
from tests.records import draft
from tests.services.answered import acknowledge


@pytest.fixture
def packages(joined: Desk, tmp_path: Path) -> list[Path]:
    """Three packages of one machine."""
    (tmp_path / "stick").mkdir()
    written = []
    for year in (2021, 2022, 2023):
        activities.save(joined, draft("baseline", year=year))
        exported = exchange.export(joined, tmp_path / "stick")
        assert exported is not None
        written.append(exported.path)
        # Received elsewhere: the next package begins behind this one.
        acknowledge(joined)
    return written


def test_a_gap_is_reported_with_the_package_behind_it(receiver: Desk, packages: list[Path]) -> None:
    preview = exchange.receive(receiver, [packages[2]], dry_run=True)
    report = exchange.receive(receiver, [packages[2]])
    assert report == preview
    assert report[0].missing == [1, 2]
    assert [r.missing for r in exchange.receive(receiver, [packages[0]])] == [[2]]
    assert [r.missing for r in exchange.receive(receiver, [packages[1]])] == [[]]


def test_a_gap_filled_by_the_same_folder_is_none(receiver: Desk, packages: list[Path]) -> None:
    assert [r.missing for r in exchange.receive(receiver, [packages[2], packages[0], packages[1]])] == [
        [],
        [],
        [],
    ]


def test_a_disk_that_fills_up_half_way_reports_what_was_received_before(
    receiver: Desk, packages: list[Path]
) -> None:
    exchange.receive(receiver, [packages[0]])
    with receiver.store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    before = checker.verify(receiver)
    reports = exchange.receive(receiver, packages)
    assert reports[0].status == "duplicate"
    full = [report for report in reports if report.status == "refused"]
    assert {report.reason for report in full} <= {"disk_full"}
    assert checker.verify(receiver).ok
    if len(full) == 2:
        assert checker.verify(receiver) == before


@pytest.mark.parametrize("whose", ["03388@2025", "03390@2025"])
def test_nobody_takes_the_place_of_another_communes_lock(
    joined: Desk, receiver: Desk, tmp_path: Path, whose: str
) -> None:
    period = joined.period(2025, "q1")
    values = {"year": 2025, "period": "q1", "slip": 0, "made_on": "2025-03-15", "figures": []}
    with joined.store.write() as writer:
        writer.put([Edit(slips.KIND, values, slips.identity(whose, period, 0))])
    exported = exchange.export(joined, tmp_path)
    assert exported is not None
    (report,) = exchange.receive(receiver, [exported.path])
    own = whose == joined.settings.unit
    assert (report.status, report.reason) == (("accepted", None) if own else ("refused", "bad_content"))
