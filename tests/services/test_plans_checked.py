"""A plan that is wrong is refused with the line and the reason, and never half understood."""

import ast
import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import paths, said
from desktop.models.errors import Refusal
from desktop.services import plans
from desktop.services.definitions import all_definitions
from desktop.services.edited_files.marked import Marked
from desktop.services.plans import fields, library
from desktop.services.plans.fitting import levels_of, units_of
from desktop.services.plans.parameters import PARAMETERS
from desktop.services.words import LANGUAGES, Words

PLANS = Path(library.__file__).parent
LAI_CHAU = "lai-chau-2021-2025"
CONTENTS = {
    plan_id: json.loads((paths.resources() / "plans" / f"{plan_id}.json").read_text(encoding="utf-8"))
    for plan_id in plans.available()
}


def written(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def wrongs_of(content: object) -> tuple[plans.Wrong, ...]:
    data = content if isinstance(content, bytes) else written(content)
    with pytest.raises(Refusal) as refused:
        plans.parse(data)
    assert refused.value.code == "plan_not_valid"
    found = refused.value.params["wrongs"]
    assert isinstance(found, tuple)
    assert refused.value.params["count"] == len(found)
    return found


def changed(path: tuple[str | int, ...], value: object, plan_id: str = LAI_CHAU) -> dict[str, object]:
    content = copy.deepcopy(CONTENTS[plan_id])
    part = content
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return content


def line_of(content: object, path: tuple[str | int, ...]) -> int:
    """The line of a field, found by writing the plan once more with a sign in its place."""
    part = content = copy.deepcopy(content)
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = "☞"
    lines = written(content).decode().splitlines()
    return next(n for n, line in enumerate(lines, start=1) if "☞" in line)


T = "targets"
WRONG = [
    ((T, 0, "indicator"), "no_such", "no_such_indicator"),
    ((T, 0, "operator"), "<>", "not_one_of"),
    ((T, 0, "level"), "Z", "not_one_of"),
    ((T, 0, "level"), "P", "level_not_offered"),
    ((T, 2, "level"), "D", "level_not_offered"),
    ((T, 0, "quote"), "  ", "no_quote"),
    ((T, 0, "quote"), 7, "not_words"),
    ((T, 0, "parameters", "min_per_quarter"), 0, "not_small_whole"),
    ((T, 0, "parameters", "min_per_quarter"), True, "not_small_whole"),
    ((T, 0, "parameters", "min_per_month"), 1, "unknown_parameter"),
    ((T, 3, "parameters", "levels"), ["pupils"], "not_codes"),
    ((T, 3, "parameters", "levels"), ["youth"], "not_codes"),
    ((T, 3, "parameters", "levels"), [], "not_codes"),
    ((T, 3, "parameters", "levels"), "student_college", "not_codes"),
    ((T, 3, "parameters", "levels"), ["student_college", "student_college"], "not_codes"),
    ((T, 1, "parameters", "every"), "week", "not_option"),
    ((T, 7, "parameters", "upper"), "5", "not_percent"),
    ((T, 0, "threshold"), "70", "not_number"),
    ((T, 0, "threshold"), 170, "not_share"),
    ((T, 0, "threshold"), -1, "not_share"),
    ((T, 10, "threshold"), 1.5, "not_amount"),
    ((T, 7, "threshold"), 2000, "not_percent"),
    ((T, 0, "deadline"), "31/12/2025", "not_day"),
    ((T, 0, "deadline"), "2027-01-01", "deadline_outside"),
    ((T, 0, "unit_of_measure"), "people", "unit_not_offered"),
    ((T, 1, "source"), "records", None),
    ((T, 12, "source"), "records", "only_entered"),
    ((T, 1, "id"), "LC1", "target_twice"),
    ((T, 0, "id"), "a b", "target_id_form"),
    ((T, 0, "colour"), "red", "unknown_field"),
    ((T, 0, "allotted"), {"03388@2025": 5}, "nothing_to_allot"),
    ((T, 0, "also"), [{"indicator": "service_workers_reached"}], "also_needs_yes_no"),
    ((T, 2, "also"), [{"indicator": "propaganda_held"}], "also_needs_yes_no"),
    ((T, 0), "LC1", "not_object"),
    ((T,), [], "no_targets"),
    (("id",), "Lai Châu", "plan_id_form"),
    (("version",), 0, "not_version"),
    (("note",), 3, "not_words"),
    (("title",), "x" * 301, "too_long"),
    (("title",), "a\u0007b", "odd_signs"),
    (("title",), "a\ud800b", "odd_signs"),
    (("scope",), [], "no_scope"),
    (("scope", 0), "12", "unknown_unit"),
    (("scope", 1), "12@2024", "unit_twice"),
    (("valid_to",), "2020-01-01", "ends_before_start"),
    (("valid_from",), "2026-01-01", "ends_before_start"),
    (("issued_on",), "2026-01-01", "issued_after_end"),
    (("issued_on",), "1999-01-01", "not_day"),
    (("quotes",), "guess", "not_one_of"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "code"), WRONG)
def test_what_is_wrong_is_named_with_its_line(
    path: tuple[str | int, ...], value: object, code: str | None
) -> None:
    content = changed(path, value)
    if code is None:
        content[T][1]["unit_of_measure"] = "items_per_quarter"  # type: ignore[index]
        code, path = "unit_not_offered", (T, 1, "unit_of_measure")
    told = wrongs_of(json.dumps(content, indent=2).encode())
    found = next(one for one in told if one.code == code and one.path[: len(path)] == path)
    assert found.line == line_of(content, found.path)


@pytest.mark.parametrize("field", ["id", "scope", "targets", "valid_from"])
def test_a_field_that_is_missing_is_named(field: str) -> None:
    content = {name: value for name, value in CONTENTS[LAI_CHAU].items() if name != field}
    assert [(one.path, one.code, one.line) for one in wrongs_of(content)] == [((field,), "missing", 1)]


def test_what_may_be_left_out_is_not_asked_for() -> None:
    content = copy.deepcopy(CONTENTS[LAI_CHAU])
    for name in set(fields.PLAN) - fields.PLAN_NEEDS:
        content.pop(name, None)
    for target in content[T]:
        for name in set(fields.TARGET) - fields.TARGET_NEEDS:
            target.pop(name, None)
    assert [target.parameters for target in plans.parse(written(content)).targets] == [{}] * 14


def test_a_target_that_lacks_a_field_is_shown_by_its_first_line() -> None:
    content = copy.deepcopy(CONTENTS[LAI_CHAU])
    del content[T][2]["quote"]
    (found,) = wrongs_of(content)
    lines = written(content).decode().splitlines()
    assert (found.code, found.target) == ("missing", "LC3")
    assert (lines[found.line - 1].strip(), "LC3" in lines[found.line]) == ("{", True)


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    content = changed((T, 4, "operator"), "≥")
    content["issuer"] = ""
    content[T][9]["threshold"] = 101  # type: ignore[index]
    found = wrongs_of(content)
    assert [one.code for one in found] == ["empty", "not_one_of", "not_share"]
    assert [one.line for one in found] == sorted(one.line for one in found)


def test_the_sentence_says_line_target_field_and_reason() -> None:
    with pytest.raises(Refusal) as refused:
        plans.parse(written(changed((T, 2, "threshold"), 170)))
    line = refused.value.params["wrongs"][0].line  # type: ignore[index]
    sentence = said.refusal(Words("vi"), refused.value)
    assert f"dòng {line}, chỉ tiêu LC3, Mức phải đạt (“threshold”): Tỷ lệ phải từ 0 đến 100." in sentence


SYNTAX = [
    ("", "unfinished", 1),
    ("{", "unfinished", 1),
    ('{\n"id": ,\n}', "value_expected", 2),
    ('{\n"id": "x"\n"version": 1\n}', "comma_expected", 2),
    ('{\n"id" "x"}', "colon_expected", 2),
    ('{\n"id": "x",\n}', "name_expected", 3),
    ('{\nid: "x"}', "name_expected", 2),
    ('{\n"id": "x}', "quote_expected", 2),
    ('{\n"id": NaN}', "value_expected", 2),
    ("{}\n\nx", "more_after_end", 3),
    ("[" * 60, "too_deep", 1),
    ('{"id": [1,\n2', "unfinished", 2),
]


@pytest.mark.parametrize(("text", "code", "line"), SYNTAX)
def test_a_slip_of_the_keyboard_is_shown_where_it_is(text: str, code: str, line: int) -> None:
    (found,) = wrongs_of(text.encode())
    assert (found.code, found.line) == (f"syntax_{code}", line)


def test_a_file_that_is_no_text_is_refused() -> None:
    (found,) = wrongs_of(b'{\n"id": "\xff\xfe"}')
    assert (found.code, found.line) == ("syntax_not_text", 2)
    (found,) = wrongs_of(b" " * 1_000_001)
    assert found.code == "too_large"
    (found,) = wrongs_of(b"[]")
    assert found.code == "not_object"


def test_a_field_written_twice_is_not_guessed_at() -> None:
    text = written(CONTENTS[LAI_CHAU]).decode().replace('"version": 1,', '"version": 1,\n  "version": 2,', 1)
    (found,) = wrongs_of(text.encode())
    assert (found.code, found.line) == ("field_twice", 4)


def test_the_mark_some_editors_put_before_a_text_is_no_mistake() -> None:
    content = b"\xef\xbb\xbf" + written(CONTENTS[LAI_CHAU])
    assert plans.parse(content) == plans.load(LAI_CHAU)


def test_lines_end_as_windows_ends_them() -> None:
    content = written(changed((T, 2, "threshold"), 170))
    assert wrongs_of(content.replace(b"\n", b"\r\n"))[0].line == wrongs_of(content)[0].line


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deep for step, one in inner for deep in paths_of(one, (*path, step)))]


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8), st.sampled_from(["2026-02-30", "2024-06-01", "percent", "people", "K", "P", "entered",
    "tip_offs_timely", "residents_reached", "12@2025", "LC2"]), st.just([]), st.just({}),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip


@settings(max_examples=400)
@given(data=st.data())
def test_one_field_gone_wrong_is_refused_with_its_line_or_does_no_harm(data: st.DataObject) -> None:
    plan_id = data.draw(st.sampled_from(sorted(CONTENTS)))
    where = data.draw(st.sampled_from(paths_of(CONTENTS[plan_id])[1:]))
    content = changed(where, data.draw(JUNK), plan_id)
    text = json.dumps(content, indent=2)
    try:
        plan = plans.parse(text.encode())
    except Refusal as refused:
        found = refused.params["wrongs"]
        lines = text.splitlines()
        for one in found:  # type: ignore[attr-defined]
            assert said.plan_wrong(Words("vi"), one)
            assert said.plan_wrong(Words("en"), one)
            if one.code != "missing" and isinstance(one.path[-1], str):
                assert lines[one.line - 1].strip().startswith(json.dumps(one.path[-1])), one
        # What is told stands in the field itself, or in what is judged together with it.
        near = where[:2] if where[0] == T else ()
        told = [one.path for one in found]  # type: ignore[attr-defined]
        assert any(path[: len(near)] == near or near[: len(path)] == path for path in told)
    else:
        for target in plan.targets:
            assert target.definition.settings(target.parameters) is not None
            assert target.quote.strip()
        assert plan.begins(14) <= plan.ends(14) or plan.valid_from.month == 12
        again = plans.parse(plans.written(plan))
        assert again == plan


@given(st.binary(max_size=200))
def test_no_file_at_all_breaks_the_reader(content: bytes) -> None:
    assert wrongs_of(content)


@given(value=st.recursive(JUNK, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.text(max_size=3), inner, max_size=3), max_leaves=10), indent=st.sampled_from([None, 1, 4]))  # fmt: skip
def test_the_reader_reads_what_everybody_reads(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    assert Marked(text.encode()).value == json.loads(text)


def test_every_indicator_can_be_put_into_a_plan() -> None:
    for definition in all_definitions():
        assert set(definition.parameters) <= set(PARAMETERS), definition.id
        for source in fields.SOURCES:
            for unit in units_of(definition, source):
                assert levels_of(definition, unit), (definition.id, unit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_has_a_sentence_and_every_choice_a_word(language: str) -> None:
    words = Words(language)
    codes = {f"syntax_{code}" for _, code, _ in SYNTAX} | {"syntax_not_text"}
    for file in PLANS.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Wrong", "_matching"):
                ends = [part for one in call.args[1:] for part in ast.walk(one)]
                codes |= {
                    one.value for one in ends if isinstance(one, ast.Constant) and str(one.value).islower()
                }
    codes |= set(re.findall(r'else "(not_[a-z_]+)"', (PLANS / "parameters.py").read_text(encoding="utf-8")))
    codes -= {"name", "options", "id", "unit", "value", "maximum", "indicator", "quote", "syntax_"}
    assert len(codes) > 40
    assert [code for code in sorted(codes) if not words.has("plans", f"wrong.{code}")] == []
    known = {f"field.{name}" for name in (*fields.PLAN, *fields.TARGET, *PARAMETERS)}
    known |= {f"option.operator.{sign}" for sign in fields.OPERATORS}
    for name, options in (("cadence", fields.CADENCES), ("level", fields.LEVELS), ("source", fields.SOURCES)):
        known |= {f"option.{name}.{code}" for code in options}
    known |= {f"option.{n}.{code}" for n, p in PARAMETERS.items() if not p.code_list for code in p.options}
    known |= {f"option.quotes.{code}" for code in fields.QUOTES}
    assert [key for key in sorted(known) if not words.has("plans", key)] == []


def test_the_units_of_measure_are_those_there_are_words_for() -> None:
    offered = {unit for d in all_definitions() for s in fields.SOURCES for unit in units_of(d, s)}
    assert [unit for unit in sorted(offered) if not Words("vi").has("units", unit)] == []


def test_the_example_in_the_handbook_is_a_plan() -> None:
    page = Path(__file__).parents[2] / "docs" / "plans.md"
    example = re.search(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    assert plans.parse(example.group(1).encode()).target("DK1").parameters == {"min_forms": 3}
