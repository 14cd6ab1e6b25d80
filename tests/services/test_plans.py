import unicodedata
from datetime import date
from pathlib import Path

import msgspec
import pytest

from desktop.models import code_lists, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import plans
from desktop.services.words import LANGUAGES, Words

LAI_CHAU = "lai-chau-2021-2025"
SEEDS = Path(__file__).parent / "seeds"


def test_every_plan_that_is_there_is_valid():
    assert LAI_CHAU in plans.available()
    for plan_id in plans.available():
        assert plans.load(plan_id).id == plan_id


def one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


@pytest.mark.parametrize("plan_id", plans.available())
def test_every_quote_is_in_the_document(plan_id: str):
    plan = plans.load(plan_id)
    document = one_line((SEEDS / plan.source_file).read_text(encoding="utf-8"))
    for target in plan.targets:
        assert target.quote == one_line(target.quote), target.id
        assert target.quote in document, target.id


def test_the_five_documents_have_their_54_targets():
    ids = [
        target.id
        for plan_id in plans.available()
        if plans.load(plan_id).quotes == "exact"
        for target in plans.load(plan_id).targets
    ]
    expected = {"LC": 14, "CM": 14, "HP": 12, "HC": 9, "BM": 5}
    assert sorted(ids) == sorted(
        f"{letters}{n + 1}" for letters, many in expected.items() for n in range(many)
    )
    assert len(ids) == 54


THRESHOLDS = {
    "ca-mau-2021-2025": "70 1 70 60 70 100 50 100 20 100 10 60 70 50",
    "nghi-quyet-49-2023-2025": "100 1 70 60 70 100 100 20 100 100 70 50",
    "tp-ho-chi-minh-2021-2025": "100 100 100 100 100 100 80 90 100",
    "buon-ma-thuot-2018": "100 100 17 0 100",
    "ha-noi-2026-kh-07": "100 5300 3500 60000 100000 6000 100 100 100 100 3",
    "ha-noi-2026-kh-06": "2937 60",
}
LEVELS = {
    "ca-mau-2021-2025": "C M P P P D D T E E D P P P",
    "nghi-quyet-49-2023-2025": "C M P P P D T E E P P P",
    "tp-ho-chi-minh-2021-2025": "C C P C D E T T P",
    "buon-ma-thuot-2018": "C T K K P",
    "ha-noi-2026-kh-07": "C K K K K K C C T K K",
    "ha-noi-2026-kh-06": "K E",
}


@pytest.mark.parametrize("plan_id", THRESHOLDS)
def test_the_targets_ask_what_the_documents_ask(plan_id: str):
    plan = plans.load(plan_id)
    assert [t.threshold for t in plan.targets] == [float(n) for n in THRESHOLDS[plan_id].split()]
    assert [t.level for t in plan.targets] == LEVELS[plan_id].split()


def test_the_number_a_percent_stands_in_the_words():
    for plan_id in plans.available():
        for target in plans.load(plan_id).targets:
            if target.unit_of_measure == "percent" and target.level != "G":
                assert f"{target.threshold:g}" in target.quote, target.id


def test_a_plan_that_was_not_read_in_full_says_so():
    summaries = [one for one in plans.available() if plans.load(one).quotes == "summary"]
    assert summaries == ["ha-noi-2026-kh-06", "ha-noi-2026-kh-07"]
    for plan_id in (*summaries, "nghi-quyet-49-2023-2025", "tp-ho-chi-minh-2021-2025"):
        assert plans.load(plan_id).note


def test_a_plan_applies_where_it_was_issued():
    assert [u.full_name for u in map(units.unit, plans.load("buon-ma-thuot-2018").scope)] == [
        "Thành phố Buôn Ma Thuột"
    ] * 2
    for plan_id in plans.available():
        assert len({units.unit(ref).name for ref in plans.load(plan_id).scope}) == 1


def test_a_plan_that_names_its_first_day_begins_on_it():
    resolution = plans.load("nghi-quyet-49-2023-2025")
    assert resolution.begins(14) == date(2023, 12, 8)
    assert resolution.ends(14) == date(2025, 12, 14)
    assert resolution.covers(Period.named(2023, "year"))
    assert not resolution.covers(Period.named(2023, "q3"))


def test_a_number_is_shared_out_and_a_share_is_not():
    city = plans.load("ha-noi-2026-kh-07")
    residents, regular = city.target("HN7-2"), city.target("HN7-1")
    assert city.threshold_for(residents, "01@2025") == 5300
    assert city.threshold_for(residents, "00004@2025") is None
    allotted = msgspec.structs.replace(residents, allotted={"00004@2025": 40})
    assert city.threshold_for(allotted, "00004@2025") == 40
    assert city.threshold_for(regular, "00004@2025") == 100


def test_several_things_asked_at_once_stay_one_target():
    asked = plans.load("nghi-quyet-49-2023-2025").target("HP6")
    assert [one.indicator for one in (asked, *asked.also)] == [
        "plan_issued", "propaganda_held", "work_integrated",
    ]  # fmt: skip
    assert set(asked.also[1].settings["programmes"]) < set(code_lists.codes("programme"))


def test_the_plan_of_lai_chau_has_its_14_targets():
    plan = plans.load(LAI_CHAU)
    held = [(t.id, t.operator, t.threshold, t.level, t.source) for t in plan.targets]
    assert held == [
        ("LC1", ">=", 70, "C", "records"),
        ("LC2", ">=", 1, "M", "entered"),
        ("LC3", ">=", 70, "P", "records"),
        ("LC4", ">=", 70, "P", "records"),
        ("LC5", "=", 100, "D", "records"),
        ("LC6", ">=", 50, "D", "records"),
        ("LC7", "=", 100, "T", "records"),
        ("LC8", ">=", 3, "G", "entered"),
        ("LC9", ">=", 80, "E", "records"),
        ("LC10", "=", 100, "E", "records"),
        ("LC11", ">=", 1, "K", "records"),
        ("LC12", ">=", 60, "P", "records"),
        ("LC13", ">=", 70, "P", "entered"),
        ("LC14", ">=", 50, "P", "records"),
    ]
    assert plan.number == "Kế hoạch 3742/KH-UBND"


def test_the_plan_begins_with_the_reporting_year():
    plan = plans.load(LAI_CHAU)
    assert plan.begins(14) == date(2020, 12, 15)
    assert plan.ends(14) == date(2025, 12, 14)
    assert plan.begins(31) == date(2021, 1, 1)
    assert plan.covers(Period.named(2021, "q1"))
    assert not plan.covers(Period.named(2026, "q1"))


def test_a_target_is_found_by_its_id_or_its_indicator():
    plan = plans.load(LAI_CHAU)
    assert plan.target("LC3") is plan.target("service_workers_reached")
    with pytest.raises(Refusal) as refused:
        plan.target("LC15")
    assert refused.value.code == "unknown_indicator"


@pytest.mark.parametrize("plan_id", ["", "none", "../plans/lai-chau-2021-2025", "lai-chau-2021-2025.json"])
def test_an_unknown_plan_is_refused(plan_id: str):
    with pytest.raises(Refusal) as refused:
        plans.load(plan_id)
    assert refused.value.code == "unknown_plan"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_has_its_words(language: str):
    words = Words(language)
    for plan_id in plans.available():
        for target in plans.load(plan_id).targets:
            definition = target.definition
            for key in (target.indicator, f"{target.indicator}.rule", f"short.{target.indicator}"):
                assert words("indicators", key)
            for unit in (definition.counted_in, definition.missing_in):
                assert words("indicators", f"missing.{unit}", n=3)
                assert words("indicators", f"counted.{unit}")
