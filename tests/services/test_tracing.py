"""Every figure on paper opens its rule and its records."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.models.errors import Refusal
from desktop.services import activities, exchange, sample, summary, tracing
from desktop.services import desk as desks
from desktop.services.figures import Share
from tests.conftest import COMMUNE, PASSPHRASE, clock
from tests.records import draft

SECOND = "03390@2025"
COLUMNS = ("now", "to_date", "last_year")


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    folder = tmp_path_factory.mktemp("tracing") / "store"
    at = desks.new(folder, PASSPHRASE, role="commune", unit=COMMUNE, training=True, clock=clock)
    sample.sample(at, 2024, 60, seed=5)
    sample.sample(at, 2025, 90, seed=6)
    yield at
    at.close()


@pytest.mark.parametrize("name", ["year", "q1"])
def test_every_figure_of_the_table_opens(sampled: desks.Desk, name: str) -> None:
    period = sampled.period(2025, name)
    for line in summary.build(sampled, period).lines:
        for column in COLUMNS if line.id else ():
            traced = tracing.trace(sampled, period, line.id, column)
            assert traced.figure == getattr(line, column), (line.id, column)
            figure = traced.figure.part if isinstance(traced.figure, Share) else traced.figure
            if isinstance(figure, int) and not isinstance(figure, bool) and line.id != "programmes":
                assert sum(one.quantity for one in traced.counted) == figure, (line.id, column)
            assert all(one.values for one in traced.counted)
            assert traced.version == "2.1"


def test_a_figure_names_what_it_is_part_of(sampled: desks.Desk) -> None:
    period = sampled.period(2025)
    assert tracing.trace(sampled, period, "inspected_share").label == (
        "Cơ sở được kiểm tra - Tỷ lệ trên tổng số cơ sở hoạt động trong kỳ"
    )
    assert tracing.trace(sampled, period, "sessions.talk").label.startswith("Buổi tuyên truyền - ")


def test_records_of_another_entry_are_left_out_with_that_reason(commune: desks.Desk) -> None:
    for form in ("talk", "meeting"):
        activities.save(commune, draft("propaganda_session", form=form, reason="Đúng"))
    traced = tracing.trace(commune, commune.period(2025), "sessions.talk")
    assert [one.values["form"] for one in traced.counted] == ["talk"]
    assert [(one.values["form"], one.reason) for one in traced.left_out] == [("meeting", "other_entry")]


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("nothing", "now", "unknown_line"),
        ("sessions.nothing", "now", "unknown_line"),
        ("workers.hotel", "now", "unknown_line"),
        ("sessions", "growth", "unknown_form_column"),
        ("sessions", "last_year", "nothing_to_compare"),
    ],
)
def test_what_is_no_figure_is_refused(commune: desks.Desk, line: str, column: Any, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        tracing.trace(commune, commune.period(2025), line, column)
    assert refused.value.code == code


def test_a_receiving_unit_goes_down_to_communes_and_then_to_records_and_tallies(
    receiver: desks.Desk, tmp_path: Path
) -> None:
    for unit in (COMMUNE, SECOND):
        at = desks.new(tmp_path / unit[:5], PASSPHRASE, role="commune", unit=unit, training=True, clock=clock)
        sample.sample(at, 2025, 60, seed=3)
        exchange.join(at, exchange.invite(receiver, unit, tmp_path / f"{unit[:5]}.soxa-invite"))
        exchange.export(at, tmp_path)
        at.close()
    exchange.receive(receiver, [tmp_path])
    period = receiver.period(2025)
    whole = tracing.trace(receiver, period, "sessions")
    assert {one.kind for one in (*whole.counted, *whole.left_out)} == {"unit"}
    assert {one.id for one in whole.counted} == {COMMUNE, SECOND}
    assert {one.reason for one in whole.left_out} == {"not_reported"}
    assert sum(one.quantity for one in whole.counted) == whole.figure
    one = tracing.trace(receiver, period, "sessions", unit=COMMUNE)
    assert {item.kind for item in one.counted} == {"propaganda_session"}
    assert all(item.packages for item in one.counted)
    form = "consolidated_activities"
    total = tracing.trace(receiver, period, "", "sessions", form_name=form)
    assert (total.figure, total.heading, total.counted) == (whole.figure, "Số buổi", whole.counted)
    row = tracing.trace(receiver, period, COMMUNE, "sessions", form_name=form)
    assert (row.figure, row.counted) == (one.figure, one.counted)
    cases = tracing.trace(receiver, period, "in_need", unit=COMMUNE)
    assert {item.kind for item in cases.counted} == {"support_tally"}
    assert sum(item.quantity for item in cases.counted) == cases.figure
