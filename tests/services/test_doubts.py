"""The same rules run at entry, at import and at the receiving unit."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.models.edits import Edit, clean
from desktop.models.records import kind_named
from desktop.services import activities, exchange, importing
from desktop.services.desk import Desk
from desktop.services.words import Words
from desktop.services.workbook import template
from tests.conftest import COMMUNE
from tests.records import draft

DAY = datetime.date


def written(desk: Desk, kind: str, **values: Any) -> str:
    """A record put into the log as a careless program would: no rule is asked."""
    described = kind_named(kind)
    with desk.store.write() as writer:
        (record,) = writer.put([Edit(kind, clean(described, draft(kind, **values).values))])
    return str(record)


def exchanged(joined: Desk, receiver: Desk, folder: Path) -> tuple[str, int]:
    folder.mkdir(exist_ok=True)
    exchange.export(joined, folder)
    report = exchange.receive(receiver, [folder])[-1]
    assert report.status == "accepted"
    return str(report.site), int(report.sequence or 0)


CASES = [
    ("propaganda_session", {"held_on": DAY(2025, 11, 30)}, {"in_future"}),
    ("propaganda_session", {"held_on": DAY(1999, 1, 1)}, {"too_early"}),
    (
        "propaganda_session",
        {"audiences": ({"group": "women", "attendances": 3, "female": 4},)},
        {"more_than"},
    ),
    (
        "propaganda_session",
        {"audiences": ({"group": "women", "attendances": -3, "female": None},)},
        {"negative"},
    ),
    ("propaganda_session", {"title": "gọi 0912345678"}, {"personal_data"}),
    ("tip_off", {"resolved_on": DAY(2025, 3, 1)}, {"end_before_start"}),
    ("team", {"female": 9}, {"more_than"}),
    ("violation_tally", {"fined": 7}, {"more_handled_than_found"}),
    ("budget_entry", {"spent_vnd": 31_000_000}, {"spent_more_than_planned"}),
]


@pytest.mark.parametrize(("kind", "values", "codes"), CASES)
def test_a_rule_says_the_same_at_entry_and_at_the_receiving_unit(
    joined: Desk, receiver: Desk, tmp_path: Path, kind: str, values: dict[str, Any], codes: set[str]
) -> None:
    at_entry = activities.check(joined, draft(kind, **values))
    assert {p.code for p in at_entry} == codes
    record = written(joined, kind, **values)
    exchanged(joined, receiver, tmp_path / "stick")
    (doubt,) = exchange.doubts(receiver)
    assert (doubt.unit, doubt.kind, doubt.record) == (COMMUNE, kind, record)
    assert list(doubt.problems) == at_entry


def test_a_record_that_is_in_order_raises_no_doubt(joined: Desk, receiver: Desk, tmp_path: Path) -> None:
    for kind in ("propaganda_session", "tip_off", "establishment", "media_item"):
        activities.save(joined, draft(kind))
    exchanged(joined, receiver, tmp_path / "stick")
    assert exchange.doubts(receiver) == []


def test_only_what_the_package_changed_is_looked_at(joined: Desk, receiver: Desk, tmp_path: Path) -> None:
    first = written(joined, "team", female=9)
    one = exchanged(joined, receiver, tmp_path / "one")
    second = written(joined, "tip_off", resolved_on=None)
    other = exchanged(joined, receiver, tmp_path / "other")
    assert [doubt.record for doubt in exchange.doubts(receiver, [one])] == [first]
    assert [doubt.record for doubt in exchange.doubts(receiver, [other])] == [second]
    assert {doubt.record for doubt in exchange.doubts(receiver)} == {first, second}


def test_a_deleted_record_raises_no_doubt(joined: Desk, receiver: Desk, tmp_path: Path) -> None:
    record = written(joined, "team", female=9)
    exchanged(joined, receiver, tmp_path / "one")
    activities.delete(joined, "team", record)
    exchanged(joined, receiver, tmp_path / "other")
    assert exchange.doubts(receiver) == []


def test_two_communes_that_did_the_same_are_no_duplicates(
    joined: Desk, receiver: Desk, make_desk: Any, tmp_path: Path
) -> None:
    neighbour = make_desk("neighbour", unit="03390@2025")
    exchange.join(neighbour, exchange.invite(receiver, "03390@2025", tmp_path / "second.json"))
    for desk, name in ((joined, "one"), (neighbour, "other")):
        activities.save(desk, draft("training"))
        exchanged(desk, receiver, tmp_path / name)
    assert exchange.doubts(receiver) == []


@pytest.mark.parametrize(
    ("day", "code"),
    [(datetime.datetime(2025, 11, 30), "in_future"), (datetime.datetime(1999, 1, 1), "too_early")],
)
def test_a_rule_says_the_same_at_import(
    commune: Desk, tmp_path: Path, day: datetime.datetime, code: str
) -> None:
    file = tmp_path / "tip_offs.xlsx"
    template("tip_off", file, Words("vi"))
    workbook = load_workbook(file)
    sheet = workbook.worksheets[0]
    columns = {sheet.cell(1, number).value: number for number in range(1, sheet.max_column + 1)}
    sheet.cell(4, columns["received_on"], day)
    sheet.cell(4, columns["tip_kind"], "Tin báo")
    workbook.save(file)
    at_entry = activities.check(
        commune, draft("tip_off", received_on=day.date(), due_on=None, resolved_on=None, result=None)
    )
    (line,) = importing.run(commune, file).preview.of("refused")
    # The usual due date follows from the day it was received, and is as wrong.
    assert {p.code for p in line.problems} == {p.code for p in at_entry} == {code}
