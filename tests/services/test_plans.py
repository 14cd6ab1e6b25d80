import json
from datetime import date
from pathlib import Path

import pytest

from desktop import paths
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import plans
from desktop.services.words import LANGUAGES, Words

LAI_CHAU = "lai-chau-2021-2025"
SEEDS = Path(__file__).parent / "seeds"


def described() -> dict[str, object]:
    file = paths.resources() / "plans" / f"{LAI_CHAU}.json"
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found


def parsed(content: dict[str, object]) -> plans.Plan:
    return plans.parse(LAI_CHAU, json.dumps(content).encode())


def test_every_plan_that_is_there_is_valid():
    assert LAI_CHAU in plans.available()
    for plan_id in plans.available():
        assert plans.load(plan_id).id == plan_id


def test_every_quote_is_in_the_document():
    for plan_id in plans.available():
        plan = plans.load(plan_id)
        document = " ".join((SEEDS / plan.source_file).read_text(encoding="utf-8").split())
        for target in plan.targets:
            assert target.quote in document, target.id


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


@pytest.mark.parametrize(
    ("field", "value", "detail"),
    [
        ("indicator", "no_such", "LC1: indicator no_such"),
        ("operator", "<>", "operator"),
        ("level", "Z", "level"),
        ("quote", "  ", "LC1: quote"),
        ("parameters", {"min_per_month": 1}, "LC1: parameter min_per_month"),
        ("parameters", {"min_per_quarter": 0}, "LC1: parameter min_per_quarter"),
        ("threshold", "70", "threshold"),
        ("deadline", "31/12/2025", "deadline"),
        ("id", "LC2", "LC2: twice"),
        ("colour", "red", "colour"),
    ],
)
def test_a_wrong_target_is_refused_with_what_is_wrong(field: str, value: object, detail: str):
    content = described()
    content["targets"][0][field] = value  # type: ignore[index]
    with pytest.raises(Refusal) as refused:
        parsed(content)
    assert refused.value.code == "plan_not_valid"
    assert detail in str(refused.value.params["detail"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "other"), ("scope", ["12"]), ("targets", []), ("valid_to", "2020-01-01"), ("version", "one")],
)
def test_a_wrong_plan_is_refused(field: str, value: object):
    with pytest.raises(Refusal) as refused:
        parsed({**described(), field: value})
    assert refused.value.code == "plan_not_valid"


@pytest.mark.parametrize(
    "parameters", [{"levels": ["pupils"]}, {"levels": []}, {"levels": "student_college"}]
)
def test_a_parameter_must_hold_codes_of_its_list(parameters: dict[str, object]):
    content = described()
    content["targets"][3]["parameters"] = parameters  # type: ignore[index]
    with pytest.raises(Refusal) as refused:
        parsed(content)
    assert refused.value.code == "plan_not_valid"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"id": 1}'])
def test_what_is_not_a_plan_is_refused(content: bytes):
    with pytest.raises(Refusal) as refused:
        plans.parse("x", content)
    assert refused.value.code == "plan_not_valid"


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
