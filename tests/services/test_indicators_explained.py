"""Figures of a real store, and the records behind each of them."""

from datetime import date, datetime

import msgspec
import pytest

from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, desk, indicators, sample
from desktop.services.definitions import Definition, all_definitions
from desktop.services.words import LANGUAGES, Words

PASSPHRASE = "mot hai ba bon nam"


def store(folder, **settings: object) -> desk.Desk:
    at = datetime(2025, 12, 20, 8)
    return desk.new(folder, PASSPHRASE, role="commune", unit="03388@2025", clock=lambda: at, **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory):
    at = store(tmp_path_factory.mktemp("commune") / "store", training=True)
    sample.sample(at, 2025, 200, seed=3)
    yield at
    at.close()


@pytest.fixture
def empty(tmp_path):
    at = store(tmp_path / "store")
    yield at
    at.close()


def save(at: desk.Desk, kind: str, **values: object) -> str:
    return activities.save(at, Draft(kind, values)).id


def test_every_figure_equals_its_explanation(commune: desk.Desk):
    period = commune.period(2025)
    for one in indicators.compute(commune, period):
        found = indicators.explain(commune, one.target_id, period)
        assert found.indicator == one
        assert found.quote
        if one.counted_in != "yes_no" and one.numerator is not None:
            assert sum(item.quantity for item in found.counted) == one.numerator
        if one.counted_in != "yes_no" and one.denominator is not None:
            assert sum(item.quantity for item in found.among) == one.denominator


def test_every_record_behind_a_figure_can_be_opened_and_has_a_name(commune: desk.Desk):
    period = commune.period(2025)
    for one in indicators.compute(commune, period):
        found = indicators.explain(commune, one.target_id, period)
        for item in (*found.counted[:3], *found.among[:3], *found.left_out[:3]):
            assert activities.get(commune, item.kind, item.id).id == item.id
            assert any(item.values.values())


def test_an_explanation_can_be_written_as_json(commune: desk.Desk):
    found = msgspec.json.decode(msgspec.json.encode(indicators.explain(commune, "LC9", commune.period(2025))))
    assert found["indicator"]["id"] == "establishments_inspected"
    assert found["counted"][0].keys() == {"kind", "id", "values", "quantity", "reason", "packages"}


def test_an_indicator_is_found_by_either_name(commune: desk.Desk):
    period = commune.period(2025, "q2")
    by_target = indicators.explain(commune, "LC3", period)
    assert indicators.explain(commune, "service_workers_reached", period) == by_target
    with pytest.raises(Refusal) as refused:
        indicators.explain(commune, "LC99", period)
    assert (refused.value.code, refused.value.params) == ("unknown_indicator", {"id": "LC99"})


def test_a_visit_is_explained_by_the_establishment_s_name(empty: desk.Desk):
    place = save(empty, "establishment", trade_name="Quán Ban Mai", type="beer")
    save(empty, "inspection", inspected_on=date(2025, 5, 5), establishment=place, mode="planned")
    found = indicators.explain(empty, "LC9", empty.period(2025))
    assert [(item.id, item.values["trade_name"]) for item in found.counted] == [(place, "Quán Ban Mai")]


def test_what_is_deleted_counts_no_more(empty: desk.Desk):
    record = save(empty, "propaganda_session", held_on=date(2025, 5, 5), form="talk")
    assert [item.id for item in indicators.explain(empty, "LC1", empty.period(2025, "m05")).counted] == [
        record
    ]
    activities.delete(empty, "propaganda_session", record)
    found = indicators.explain(empty, "LC1", empty.period(2025, "m05"))
    assert (found.counted, found.indicator.numerator) == ((), 0)


def test_the_cut_off_of_the_unit_moves_records_between_periods(empty: desk.Desk):
    save(empty, "propaganda_session", held_on=date(2025, 1, 20), form="talk")
    assert indicators.compute(empty, empty.period(2025, "m01"))[0].numerator == 0
    assert indicators.compute(empty, empty.period(2025, "m02"))[0].numerator == 1


def test_without_a_plan_there_are_no_targets(tmp_path):
    at = store(tmp_path / "store", plans=())
    with pytest.raises(Refusal) as refused:
        indicators.compute(at, at.period(2025))
    assert refused.value.code == "no_plan"
    assert indicators.compute(at, at.period(2025), "lai-chau-2021-2025")
    with pytest.raises(Refusal) as refused:
        indicators.compute(at, at.period(2025), "no-such-plan")
    assert refused.value.code == "unknown_plan"
    at.close()


def test_an_unknown_unit_is_refused(empty: desk.Desk):
    with pytest.raises(Refusal) as refused:
        indicators.compute(empty, empty.period(2025), unit="03388")
    assert refused.value.code == "unknown_unit"


def reasons(definition: Definition, *, received: bool) -> set[str]:
    """Every code a record may be left out with."""
    sources = definition.counting(definition.settings({}), received=received).sources
    told = [one.reasons for source in sources for one in (*source.below, *source.counted)]
    return {code for some in (*told, *(source.nothing for source in sources)) for _, code in some}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_a_figure_has_words(language: str, commune: desk.Desk):
    words = Words(language)
    period = commune.period(2025)
    for one in indicators.compute(commune, period):
        assert words("indicators", f"status.{one.status}")
        for key in [f"reason.{one.reason}"] * bool(one.reason) + [f"warning.{code}" for code in one.warnings]:
            assert words("indicators", key)
        for item in indicators.explain(commune, one.target_id, period).left_out:
            assert words("indicators", f"left_out.{item.reason}")
    for definition in all_definitions():
        for received in (False, True):
            for reason in reasons(definition, received=received):
                assert words("indicators", f"left_out.{reason}")
        for key in (definition.id, f"{definition.id}.rule", f"short.{definition.id}"):
            assert words("indicators", key)


def test_both_languages_have_the_same_keys():
    from desktop.services.words import catalogue

    assert catalogue("vi", "indicators").keys() == catalogue("en", "indicators").keys()
