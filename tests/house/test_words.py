"""Every code a person may meet has words, in both languages, with the same gaps to fill."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import paths
from desktop.models import code_lists, period
from desktop.models.records import Field, Kind, all_kinds
from desktop.services.words import LANGUAGES, Words, catalogue

ROOT = Path(__file__).parent.parent.parent
AREAS = sorted(file.stem for file in (paths.resources() / "i18n" / "vi").glob("*.json"))
KINDS = list(all_kinds())


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def all_fields(kind: Kind) -> Iterator[tuple[str, Field]]:
    for field in kind.fields:
        yield f"{kind.name}.{field.name}", field
        for cell in field.rows:
            yield f"{kind.name}.{field.name}.{cell.name}", cell


def used_code_lists() -> set[str]:
    # Why a record was deleted is said about the record, not in it.
    in_records = {str(f.code_list) for kind in KINDS for _, f in all_fields(kind) if f.code_list}
    return in_records | {"deletion_reason"}


def raised(package: str, *names: str) -> set[str]:
    """The first arguments, as far as they are text, of every call of one of *names*."""
    found: set[str] = set()
    for file in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) in names
            ):
                found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


def problem_codes() -> set[str]:
    """The codes given to `Problem` as its second argument, and those of `CellProblem`, which become one."""
    found = raised("desktop/services", "CellProblem") | {"likely_duplicate", "second_of_year"}
    for file in (ROOT / "desktop").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                for code in node.args[1:2]:
                    branches = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
                    found |= {b.value for b in branches if isinstance(b, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things(area: str) -> None:
    vietnamese, english = (catalogue(language, area) for language in LANGUAGES)
    assert vietnamese.keys() == english.keys()
    for key in vietnamese:
        assert placeholders(vietnamese[key]) == placeholders(english[key]), key
        assert vietnamese[key].strip(), key
        assert english[key].strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_field_and_section_has_a_label(kind: Kind, language: str) -> None:
    words = Words(language)
    wanted = [kind.name, f"{kind.name}.plural", f"{kind.name}.short"]
    wanted += [key for key, field in all_fields(kind) if field.name not in ("note", "reason")]
    wanted += [f"{kind.name}.section.{section}" for section in kind.sections if section != "note"]
    assert [key for key in wanted if not words.has("records", key)] == []
    assert words.has("records", "note")
    assert words.has("records", "reason")
    assert words.has("records", "section.note")


# Words that name a person or a home; a help may only use them to forbid.
IDENTITY = {
    "vi": ("họ tên", "tên người", "tên chủ", "tên giảng viên", "tên báo cáo viên", "căn cước", "ngày sinh",
           "số điện thoại", "số nhà", "địa chỉ", "người báo tin", "tên,", "tên thành viên", "ghi tên"),
    "en": ("name of a", "name of who", "owner's name", "person's name", "their names", "identity", "date of birth",
           "telephone", "house number", "address", "number of the caller", "a name", "informant"),
}  # fmt: skip
FORBIDS = {"vi": ("không", "được bảo vệ"), "en": ("never", "neither", "not ", "no ", "nor", "protected")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.derived], ids=lambda kind: kind.name)
def test_every_field_has_help_of_one_to_three_sentences(kind: Kind, language: str) -> None:
    words = Words(language)
    for path, field in all_fields(kind):
        key = field.name if field.name in ("note", "reason") else path
        assert words.has("records", f"{key}.help"), key
        said = words("records", f"{key}.help")
        assert said.endswith("."), key
        assert words("records", key).casefold() not in (said.casefold(), said.casefold().rstrip(".")), key
        assert 1 <= len(re.findall(r"[.!?](?=\s+\w|$)", said)) <= 3, key
        assert len(said) <= 260, key
        assert not re.search(r"\bID\b|JSON|Unicode|null", said), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_help_asks_who_somebody_is(language: str) -> None:
    words = catalogue(language, "records")
    asking = [
        (key, sentence)
        for key, said in words.items()
        if key.endswith(".help")
        for sentence in re.split(r"(?<=\.)\s+", said.casefold())
        if any(sign in sentence for sign in IDENTITY[language])
        and not any(word in sentence for word in FORBIDS[language])
    ]
    assert asking == []


def test_what_names_people_says_that_their_names_are_not_wanted() -> None:
    """Where a habit of the paper form is to write names, the help says no in both languages."""
    for key in (
        "staff_member.post", "support_case.services.provider", "establishment.trade_name", "training.title",
        "tip_off.received_on", "inspection.violations", "period_declaration.confirmed_by", "commendation.individuals",
        "child_referral.children", "team.members", "note",
    ):  # fmt: skip
        assert "không ghi" in catalogue("vi", "records")[f"{key}.help"].casefold(), key
        assert re.search(r"never|neither", catalogue("en", "records")[f"{key}.help"].casefold()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_label(language: str) -> None:
    words = Words(language)
    missing = [
        f"{name}.{code}"
        for name in used_code_lists()
        for code in code_lists.codes(name)
        if not words.has("codes", f"{name}.{code}")
    ]
    assert missing == []


def test_no_label_is_left_over() -> None:
    known = {f"{name}.{code}" for name in used_code_lists() for code in code_lists.codes(name)}
    # Words for yes and no, and for the one age band that is refused.
    known |= {"flag.yes", "flag.no", "age_band.under_18"}
    assert set(catalogue("vi", "codes")) - known == set()
    fields = {key for kind in KINDS for key, _ in all_fields(kind)}
    labels = fields | {f"{kind.name}{form}" for kind in KINDS for form in ("", ".plural", ".short")}
    labels |= {f"{kind.name}.section.{section}" for kind in KINDS for section in kind.sections}
    labels |= {"note", "reason", "section.note"}
    said = {key.removesuffix(".help") for key in catalogue("vi", "records")}
    assert said - labels == set()


def test_labels_of_one_code_list_differ() -> None:
    for language in LANGUAGES:
        for name in used_code_lists():
            labels = [Words(language)("codes", f"{name}.{code}") for code in code_lists.codes(name)]
            assert len(set(labels)) == len(labels), name


def test_every_code_list_is_used_and_versioned() -> None:
    files = list((paths.resources() / "code_lists").glob("*.json"))
    assert {file.stem for file in files} == used_code_lists()
    for file in files:
        content = json.loads(file.read_text(encoding="utf-8"))
        assert content["version"] >= 1
        assert content["source"]
        assert len(set(content["codes"])) == len(content["codes"])
        assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in content["codes"])


def test_nobody_under_18_can_be_recorded() -> None:
    assert "under_18" not in code_lists.codes("age_band")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_sentence(language: str) -> None:
    codes = problem_codes()
    assert len(codes) > 20, "the search for problem codes finds nothing any more"
    assert [code for code in sorted(codes) if not Words(language).has("problems", code)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_personal_data_has_words(language: str) -> None:
    for sign in ("cccd", "phone", "birth", "address", "name"):
        assert Words(language).has("problems", f"personal_data.{sign}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence(language: str) -> None:
    codes = (
        raised("desktop", "Refusal") | raised("desktop", "PackageRefused") | raised("sync", "PackageRefused")
    )
    assert len(codes) > 20, "the search for refusal codes finds nothing any more"
    assert [code for code in sorted(codes) if not Words(language).has("errors", code)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_gives_its_sentence_all_that_it_names(language: str) -> None:
    """A code that is used twice must mean the same both times."""
    lacking = []
    for file in (ROOT / "desktop").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Refusal" and call.args):
                continue
            code, given = call.args[0], {one.arg for one in call.keywords}
            if not isinstance(code, ast.Constant) or None in given:
                continue
            sentence = Words(language)("errors", str(code.value))
            asked = {name.partition("[")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}
            if not asked <= given:
                lacking.append(f"{file.name}:{call.lineno} {code.value} lacks {asked - given}")
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_of_measure_of_a_form_or_plan_has_words(language: str) -> None:
    for file in (paths.resources() / "forms").glob("*.json"):
        form = json.loads(file.read_text(encoding="utf-8"))
        rows = [
            row
            for group in form.get("groups", ())
            for top in group["rows"]
            for row in (top, *top.get("rows", ()))
        ]
        assert [row["id"] for row in rows if not Words(language).has("units", row["unit"])] == []
    for file in (paths.resources() / "plans").glob("*.json"):
        targets = json.loads(file.read_text(encoding="utf-8"))["targets"]
        assert [t["id"] for t in targets if not Words(language).has("units", t["unit_of_measure"])] == []


def test_the_sections_that_can_be_declared_empty_are_those_of_the_kinds() -> None:
    assert set(code_lists.codes("section")) == {kind.name for kind in KINDS if kind.declared}
    assert set(code_lists.codes("growing_list")) < used_code_lists()
    assert set(code_lists.codes("reporting_period")) == set(period.NAMES)
