"""The outline of the report in words as data: a unit edits a copy, and every mistake is told with its line."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import paths
from desktop.models.errors import Refusal
from desktop.services import desk as desks
from desktop.services import forms, narrative, summary
from desktop.services.narrative import Hand, outlines

TEXT = (paths.resources() / "forms" / "narrative.json").read_text(encoding="utf-8")


def refused(text: str) -> list[tuple[int, str]]:
    with pytest.raises(Refusal) as refusal:
        outlines.parse(text.encode())
    assert refusal.value.code == "outline_not_valid"
    found: Any = refusal.value.params["wrongs"]
    assert refusal.value.params["count"] == len(found)
    return [(one.line, one.code) for one in found]


def test_the_outline_of_the_program_is_right() -> None:
    assert outlines.parse(TEXT.encode()) == outlines.of_program() == narrative.described()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("{sessions} buổi", "{session} buổi", "no_such_line"),
        ("{sessions.so_far} buổi", "{sessions.until} buổi", "no_such_gap"),
        ("[ với {attendances} lượt người dự]", "[ với {attendances} lượt người dự", "clause_open"),
        ("Tổ chức {sessions} buổi", "Tổ chức 12 buổi", "typed_figure"),
        ("trong kỳ có {reached_service}", "có 1.204 lượt, {reached_service}", "typed_figure"),
        ('"when": "directives"', '"when": "directive"', "no_such_line"),
        ('{"line": "courses"}', '{"line": "course"}', "no_such_line"),
        ('"id": "tasks"', '"id": "shortcomings"', "id_twice"),
        ('"id": "area", "level": 2', '"id": "area", "level": 3', "level_skipped"),
        ('"id": "area", "level": 2', '"id": "area", "level": 4', "not_one_of"),
        ('"by_hand": true', '"by_hand": "yes"', "not_flag"),
        ('"title": "Kiến nghị, đề xuất"', '"title": ""', "empty"),
        ('"title": "Kiến nghị, đề xuất"', '"titel": "Kiến nghị"', "unknown_field"),
        ('tại {annexes} kèm', 'tại Phụ lục kèm', "place_missing"),
        ("công tác phòng, chống mại dâm {period}", "công tác {perod}", "no_such_place"),
        ('"annexes": ["plan_progress"', '"annexes": ["plan_progress", "plan_progress"', "id_twice"),
        ('"form": "commune_summary"', '"form": "tip_off_log"', "not_one_of"),
        ('"version": 1', '"version": 0', "not_version"),
        ('"version": 1,', '"version": 1', "syntax_comma_expected"),
    ],
)  # fmt: skip
def test_an_outline_edited_wrongly_is_refused_with_line_and_reason(
    before: str, after: str, code: str
) -> None:
    at = TEXT.casefold().index(before.casefold())
    broken = TEXT[:at] + after + TEXT[at + len(before) :]
    line = TEXT[:at].count("\n") + 1
    found = refused(broken)
    assert any(told == code and abs(place - line) <= 3 for place, told in found), found


def test_everything_wrong_is_told_at_once() -> None:
    broken = TEXT.replace('"when": "directives"', '"when": "x"').replace('"version": 1', '"version": "1"')
    assert [code for _, code in refused(broken)] == ["not_version", "no_such_line"]


@pytest.mark.parametrize(
    "text", ["Theo Nghị định số 178/2004/NĐ-CP.", "Đội 178 kiểm tra {inspections} lượt.", "Từ ngày 15/12."]
)
def test_numbers_that_name_something_are_no_figures(text: str) -> None:
    outline = json.loads(TEXT)
    outline["parts"][1]["sentences"] = [{"text": text}]
    assert outlines.parse(json.dumps(outline).encode())["parts"][1]["sentences"] == [{"text": text}]


def edited(file: Path, **changes: Any) -> None:
    outline = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**outline, **changes}, ensure_ascii=False), encoding="utf-8")


def test_a_copy_is_changed_loaded_told_by_and_taken_away(commune: desks.Desk, tmp_path: Path) -> None:
    period, file = commune.period(2025, "q2"), tmp_path / "own.json"
    outlines.copy_to(commune, file)
    copied = outlines.read_file(file)
    assert {**copied, "id": "narrative"} == outlines.of_program()
    parts = [
        {"id": "results", "level": 1, "title": "Kết quả",
         "sentences": [{"text": "Tổ chức {sessions} buổi tuyên truyền."}]},
        {"id": "tasks", "level": 1, "title": "Nhiệm vụ", "by_hand": True},
    ]  # fmt: skip
    edited(file, parts=parts, bases=["Căn cứ Kế hoạch số 07/KH-UBND"], annexes=[])
    narrative.keep(commune, period, Hand({"tasks": "Duy trì.", "proposals": "Bổ sung."}))
    assert outlines.load_file(commune, file)["version"] == 1
    assert outlines.load_file(commune, file)["version"] == 1
    built = narrative.build(commune, period)
    assert [(part.number, part.title, part.text) for part in built.parts] == [
        ("I", "Kết quả", ""), ("II", "Nhiệm vụ", "Duy trì.")
    ]  # fmt: skip
    content = narrative.content(built)
    assert content["bases"] == ["Căn cứ Kế hoạch số 07/KH-UBND."]
    assert (content["annex_name"], content["annexes"]) == ("Phụ lục", [])
    assert "tại Phụ lục kèm theo" in content["details"]
    edited(file, bases=[])
    assert outlines.load_file(commune, file)["version"] == 2
    assert json.loads(outlines.written(commune))["bases"] == []
    outlines.copy_to(commune, tmp_path / "again.json")
    assert outlines.read_file(tmp_path / "again.json") == outlines.of(commune)
    outlines.remove(commune)
    assert outlines.of(commune) == outlines.of_program()
    # What was written for a part that was not printed is still there.
    texts = {part.id: part.text for part in narrative.build(commune, period).parts}
    assert (texts["tasks"], texts["proposals"]) == ("Duy trì.", "Bổ sung.")


def test_what_cannot_be_loaded_changes_nothing(commune: desks.Desk, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    outlines.copy_to(commune, file)
    for changes, code in (
        ({"id": "narrative"}, "outline_of_program"),
        ({"id": "own", "annexes": ["no_such_form"]}, "unknown_form"),
        ({"id": "own", "parts": []}, "outline_not_valid"),
    ):
        edited(file, **changes)
        with pytest.raises(Refusal) as refusal:
            outlines.load_file(commune, file)
        assert refusal.value.code == code
    for act in (
        lambda: outlines.remove(commune),
        lambda: outlines.load_file(commune, tmp_path / "missing.json"),
    ):
        with pytest.raises(Refusal):
            act()
    assert outlines.own(commune) is None


def test_a_form_of_the_unit_may_be_an_annex(commune: desks.Desk, tmp_path: Path) -> None:
    form, file = tmp_path / "form.json", tmp_path / "own.json"
    own = forms.copy_to(commune, "tip_off_log", form)
    forms.load_file(commune, form)
    outlines.copy_to(commune, file)
    edited(file, annexes=[own.id, "plan_progress", "consolidated_activities"])
    outlines.load_file(commune, file)
    built = narrative.build(commune, commune.period(2025))
    # What this desk has no lines for is left out; a form taken away later is left out too.
    assert [one.form.id for one in built.annexes] == [own.id, "plan_progress"]
    content = narrative.content(built)
    assert [one["name"] for one in content["annexes"]] == ["Phụ lục II", "Phụ lục III"]
    assert "tại Phụ lục I, Phụ lục II và Phụ lục III kèm theo" in content["details"]
    forms.remove(commune, own.id)
    assert [one.form.id for one in narrative.build(commune, commune.period(2025)).annexes] == [
        "plan_progress"
    ]


def test_without_a_plan_there_is_one_annex(commune: desks.Desk) -> None:
    period = commune.period(2005)
    built = narrative.told(summary.build(commune, period), Hand())
    assert narrative.content(built)["annex_name"] == "Phụ lục"
