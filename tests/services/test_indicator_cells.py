"""A cell of a form filled by an indicator: the figure of the indicators page, explained by the same records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop import said
from desktop.models.errors import Refusal
from desktop.services import counts, forms, indicators, plans, sample, summary, tracing
from desktop.services import desk as desks
from desktop.services.figures import Share
from desktop.services.words import LANGUAGES, Words
from tests.conftest import COMMUNE, PASSPHRASE, clock
from tests.services.above import Above


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    at = desks.new(
        tmp_path_factory.mktemp("cells") / "store", PASSPHRASE, role="commune", unit=COMMUNE, training=True,
        clock=clock,
    )  # fmt: skip
    sample.sample(at, 2025, 160, seed=6)
    yield at
    at.close()


def with_every_indicator(desk: desks.Desk) -> forms.Form:
    """A form of the unit's own with a line for each indicator."""
    values = forms.values_of(forms.copy(desk, "tip_off_log"))
    values["sums"] = []
    values["groups"] = [
        {
            "number": "I",
            "title": "Chỉ tiêu",
            "rows": [
                {"id": f"line_{n}", "label": name, "unit": "percent", "count": name}
                for n, name in enumerate(counts.indicator_counts())
            ],
        }
    ]
    return forms.save(desk, values)


def as_share(one: Any) -> Any:
    """The figure of an indicator as a cell shows it."""
    if one.numerator is None or one.denominator is None:
        return None
    return bool(one.numerator) if one.counted_in == "yes_no" else Share(one.numerator, one.denominator)


def test_a_cell_holds_the_figure_of_the_indicators_page(sampled: desks.Desk) -> None:
    form, period = with_every_indicator(sampled), sampled.period(2025)
    cells = {
        row.count: line.cells[3]
        for row, line in zip(form.groups[0].rows, forms.fill(sampled, period, form).lines[1:], strict=True)
    }
    plan = plans.running(sampled, period)[0]
    usual = {target.indicator for target in plan.targets if not target.parameters and not target.also}
    judged = [
        one
        for one in indicators.compute(sampled, period)
        if one.id in usual and f"{counts.INDICATOR}{one.id}" in cells and one.counted_in != "periods"
    ]
    assert len(judged) >= 5
    for one in judged:
        cell = cells[f"{counts.INDICATOR}{one.id}"]
        if isinstance(cell, int) and not isinstance(cell, bool):
            assert cell == one.numerator, one.id
        elif one.denominator is not None:
            assert cell == as_share(one), one.id


def test_the_figure_is_explained_by_its_records(sampled: desks.Desk) -> None:
    form, period = with_every_indicator(sampled), sampled.period(2025)
    for row in form.groups[0].rows:
        traced = tracing.trace(sampled, period, row.id, form_name=form.id)
        for language in LANGUAGES:
            assert said.count_rule(Words(language), traced.rule)
        if isinstance(traced.figure, Share) and str(row.count).endswith(
            ("establishments_inspected", "tip_offs_timely")
        ):
            assert sum(one.quantity for one in traced.counted) == traced.figure.part
    asked = {str(row.count) for row in form.groups[0].rows}
    assert f"{counts.INDICATOR}staff_trained" in asked
    # What compares with a year ago is no figure of one period.
    assert f"{counts.INDICATOR}crime_handled_growth" not in asked


def test_at_a_receiving_unit_a_yes_is_the_share_of_communes(tmp_path: Path) -> None:
    made = Above(tmp_path)
    made.day = date(2025, 11, 21)
    for number, unit in enumerate(("03388@2025", "03408@2025")):
        made.hand_in(made.commune(unit, records=60, seed=number))
    desk = made.desk
    values = forms.values_of(forms.copy(desk, "consolidated_activities"))
    column = {
        "id": "held",
        "title": "Có tuyên truyền",
        "shows": "count",
        "count": f"{counts.INDICATOR}propaganda_held",
    }
    values["columns"] = [*values["columns"][:3], column]
    values["sums"] = []
    form = forms.save(desk, values)
    filled = forms.fill(desk, desk.period(2025), form)
    with desk.store.read() as connection:
        whose = summary.accounts(desk, connection, desk.period(2025)).whose
    said_yes = [line.id for line in filled.lines if line.cells[3] is True]
    assert set(said_yes) == {"03388@2025", "03408@2025"}
    assert filled.lines[-1].cells[3] == Share(2, len(whose))
    traced = tracing.trace(desk, desk.period(2025), "03388@2025", "held", form_name=form.id)
    assert {one.kind for one in traced.counted} == {"propaganda_session"}
    made.close()


def test_an_indicator_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        counts.count_of("indicator.nothing")
    assert refused.value.code == "unknown_count"
