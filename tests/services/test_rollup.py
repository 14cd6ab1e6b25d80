"""The roll-up: sums over the communes that reported, shares over all that are expected to."""

from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models import units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import AnnualPlan, Baseline, PilotModel, PropagandaSession, TipOff
from desktop.services import desk, exchange, indicators, plans, rollup, sample
from desktop.services.judgement import judge
from desktop.services.summing import CommuneCells, Scope
from tests.services.shelf import BEGAN, Shelf, shelves

PLAN = plans.load("lai-chau-2021-2025")
YEAR = Period.named(2025, "year")
AFTER = date(2025, 12, 20)
PASSPHRASE = "mot hai ba bon nam"


def cells(ref: str, shelf: Shelf | None, period: Period = YEAR) -> CommuneCells:
    name = units.unit(ref).full_name
    if shelf is None:
        return CommuneCells(ref, name, False, ())
    books = shelf.books(period, today=AFTER, began=BEGAN, unit=ref)
    return CommuneCells(ref, name, True, tuple(judge(PLAN, target, books) for target in PLAN.targets))


def rolled(ref: str, table: list[CommuneCells], period: Period = YEAR) -> dict[str, rollup.TargetRow]:
    whole = rollup.combine(Scope(PLAN, period, ref, AFTER), table)
    return {row.target_id: row for row in whole.targets}


@given(st.lists(st.none() | shelves(), min_size=1, max_size=6))
@settings(max_examples=40)
def test_sums_are_over_the_reported_and_shares_over_all(register: list[Shelf | None]):
    communes = units.communes_below("12@2025")[: len(register)]
    table = [cells(one.ref, shelf) for one, shelf in zip(communes, register, strict=True)]
    found = rolled("12@2025", table)
    for n, target in enumerate(PLAN.targets):
        row = found[target.id]
        assert row.met + row.not_met + row.not_reported + row.other == len(register)
        assert row.not_reported == register.count(None)
        mine = [cell.indicators[n] for cell in table if cell.reported]
        if target.level == "C":
            assert row.denominator == len(register)
            assert row.numerator == sum(one.numerator or 0 for one in mine) == row.met
        elif target.id in ("LC3", "LC4", "LC9", "LC10", "LC12", "LC14"):
            known = [one for one in mine if one.numerator is not None and one.denominator is not None]
            if not known:
                assert row.status == "no_data"
                continue
            above, below = sum(one.numerator for one in known), sum(one.denominator for one in known)
            assert (row.numerator, row.denominator) == (above, below)
            if below:
                assert row.value == round(100 * above / below, 4)
                assert (row.status == "met") == (above * 100 >= target.threshold * below)
            else:
                assert row.status == "nothing_happened"


def test_a_share_is_never_an_average_of_percentages():
    small, large = Shelf(), Shelf()
    for shelf, workers, reached in ((small, 10, 10), (large, 990, 0)):
        shelf.add(Baseline(year=2025, service_workers=workers))
        groups = ({"group": "service_worker", "attendances": 10, "first_time": reached},)
        shelf.add(PropagandaSession(held_on=date(2025, 5, 5), form="talk", audiences=groups))
    row = rolled("12@2025", [cells("03388@2025", small), cells("03408@2025", large)])["LC3"]
    assert (row.numerator, row.denominator, row.value) == (10, 1000, 1.0)
    assert (row.missing, row.counted_in) == (690, "people")


def test_who_has_not_reported_is_named_and_never_met():
    regular = Shelf()
    for month in (1, 4, 7, 10):
        regular.add(PropagandaSession(held_on=date(2025, month, 1), form="talk"))
    row = rolled("12@2025", [cells("03388@2025", regular), cells("03408@2025", None)])["LC1"]
    assert (row.numerator, row.denominator, row.value, row.status) == (1, 2, 50.0, "not_met")
    assert (row.missing, row.counted_in) == (1, "communes")
    assert [one.name for one in row.communes["met"]] == ["Phường Đoàn Kết"]
    assert [one.unit for one in row.communes["not_reported"]] == ["03408@2025"]


def test_tip_offs_are_summed_over_the_communes():
    prompt, slow = Shelf(), Shelf()
    for shelf, days in ((prompt, (1, 2, 3)), (slow, (1, 30))):
        for day in days:
            shelf.add(
                TipOff(
                    received_on=date(2025, 4, 1), tip_kind="tip", due_on=date(2025, 4, 20),
                    resolved_on=date(2025, 4, day), result="handled",
                )
            )  # fmt: skip
    row = rolled("12@2025", [cells("03388@2025", prompt), cells("03408@2025", slow)])["LC7"]
    assert (row.numerator, row.denominator, row.value) == (4, 5, 80.0)
    assert (row.status, row.missing) == ("not_met", None)


def test_when_nobody_has_reported_there_is_no_data():
    found = rolled("12@2025", [cells("03388@2025", None)])
    assert (found["LC3"].status, found["LC3"].reason) == ("no_data", "nobody_reported")
    assert (found["LC1"].numerator, found["LC1"].denominator, found["LC1"].status) == (0, 1, "not_met")


def test_what_no_commune_records_is_entered_above():
    found = rolled("12@2025", [cells("03388@2025", Shelf())])
    for target in ("LC2", "LC8", "LC13"):
        assert (found[target].status, found[target].reason) == ("no_data", "not_entered")
    assert (found["LC7"].status, found["LC7"].denominator) == ("nothing_happened", 0)
    for target in ("LC5", "LC6", "LC11"):
        assert (found[target].status, found[target].reason) == ("not_applicable", "no_district_tier")


def test_where_there_were_districts_they_are_counted():
    period = Period.named(2025, "q2")
    planned = Shelf()
    planned.add(AnnualPlan(year=2025, issued_on=date(2025, 1, 5), programmes=("drugs",)))
    tried = Shelf()
    tried.add(PilotModel(title="Mô hình", model_kind="support", started_on=date(2025, 2, 1)))
    first, second, *_ = units.children("12@2025-03")
    table = [cells(one.ref, planned, period) for one in units.communes_below(first.ref)]
    others = [one.ref for one in units.communes_below(second.ref)]
    table += [cells(others[0], planned, period), *(cells(ref, tried, period) for ref in others[1:])]
    found = rolled("12@2025-03", table, period)
    # A district has its plan when all its communes do; it integrates when one of them does.
    assert (found["LC5"].numerator, found["LC5"].denominator, found["LC5"].status) == (1, 2, "not_met")
    assert (found["LC6"].numerator, found["LC6"].denominator, found["LC6"].status) == (2, 2, "met")
    # One district with a model is what the plan asks for; the first has none.
    assert (found["LC11"].numerator, found["LC11"].denominator, found["LC11"].status) == (1, None, "met")
    assert found["LC5"].counted_in == "districts"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory):
    """A province that received two communes, and the two communes."""
    root = tmp_path_factory.mktemp("province")
    (root / "packages").mkdir()
    at = datetime(2025, 12, 20, 8)

    def new(name: str, role: str, unit: str) -> desk.Desk:
        return desk.new(root / name, PASSPHRASE, role=role, unit=unit, training=True, clock=lambda: at)

    above = new("above", "receiving", "12@2025")
    below = [new("one", "commune", "03388@2025"), new("two", "commune", "03408@2025")]
    for number, commune in enumerate(below):
        invitation = exchange.invite(above, commune.settings.unit, root / f"{number}.invite")
        exchange.join(commune, invitation)
        sample.sample(commune, 2025, 120, seed=number)
        exchange.export(commune, root / "packages")
    reports = exchange.receive(above, [root / "packages"])
    assert {report.status for report in reports} == {"accepted"}
    yield above, below
    for one in (above, *below):
        one.close()


@pytest.mark.parametrize("name", ["year", "h1", "9m", "q1", "q4", "m03"])
def test_the_receiving_unit_computes_what_the_commune_computes(province, name: str):
    above, below = province
    period = above.period(2025, name)
    for commune in below:
        own = indicators.compute(commune, period)
        assert indicators.compute(above, period, unit=commune.settings.unit) == own


def test_the_roll_up_of_a_store_adds_up(province):
    above, below = province
    whole = rollup.rollup(above, YEAR)
    assert (whole.expected, whole.reported, len(whole.communes)) == (38, 2, 38)
    own = [indicators.compute(commune, YEAR) for commune in below]
    for n, row in enumerate(whole.targets):
        assert row.not_reported == 36
        if row.target_id in ("LC3", "LC9", "LC10", "LC12", "LC14"):
            assert row.numerator == sum(figures[n].numerator or 0 for figures in own)
            assert row.denominator == sum(figures[n].denominator or 0 for figures in own)
    first = whole.targets[0]
    assert (first.denominator, first.numerator) == (38, sum(figures[0].numerator or 0 for figures in own))
    reported = [cell for cell in whole.communes if cell.reported]
    assert {cell.unit for cell in reported} == {"03388@2025", "03408@2025"}
    assert [list(cell.indicators) for cell in reported] == own


def test_the_receiving_unit_s_own_indicators_are_its_roll_up(province):
    above, _ = province
    whole = rollup.rollup(above, YEAR)
    for one, row in zip(indicators.compute(above, YEAR), whole.targets, strict=True):
        assert (one.id, one.numerator, one.denominator, one.value) == (
            row.id,
            row.numerator,
            row.denominator,
            row.value,
        )
        assert (one.unit, one.counted_in) == ("12@2025", row.counted_in)


def test_a_figure_of_the_roll_up_is_explained_by_its_communes(province):
    above, _ = province
    found = indicators.explain(above, "LC9", YEAR)
    assert {item.id for item in found.counted} == {"03388@2025", "03408@2025"}
    assert sum(item.quantity for item in found.counted) == found.indicator.numerator
    assert [item.reason for item in found.left_out] == ["not_reported"] * 36
    assert msgspec.json.encode(found)


def test_a_roll_up_can_be_written_as_json(province):
    above, _ = province
    found = msgspec.json.decode(msgspec.json.encode(rollup.rollup(above, YEAR)))
    row = found["targets"][0]
    assert {"id", "numerator", "denominator", "value", "status", "target", "operator", "missing"} <= set(row)
    assert row["communes"]["not_reported"][0].keys() == {"unit", "name"}


def test_reported_means_a_package_made_in_the_period_or_later(province):
    above, _ = province
    assert rollup.rollup(above, above.period(2024)).reported == 2
    assert rollup.rollup(above, above.period(2027)).reported == 0


def test_a_commune_has_no_roll_up(province):
    _, below = province
    with pytest.raises(Refusal) as refused:
        rollup.rollup(below[0], YEAR)
    assert refused.value.code == "not_receiving_desk"
