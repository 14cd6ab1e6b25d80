"""Forms as data: read with every mistake told by line, filled, laid out, a unit's own."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from desktop.models.errors import Refusal
from desktop.models.records import all_kinds
from desktop.services import activities, counts, forms, plans, sample, summary
from desktop.services import desk as desks
from desktop.services.forms import Filled, Form, checks, paper, workbook
from tests.conftest import COMMUNE, PASSPHRASE, MakeDesk, clock
from tests.records import draft
from tests.services.above import Above

OF_COMMUNES = [one for one in forms.available() if "commune" in forms.load(one).desks]
OF_PROVINCES = [one for one in forms.available() if "receiving" in forms.load(one).desks]


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    folder = tmp_path_factory.mktemp("forms") / "store"
    at = desks.new(folder, PASSPHRASE, role="commune", unit=COMMUNE, training=True, clock=clock)
    sample.sample(at, 2024, 80, seed=5)
    sample.sample(at, 2025, 160, seed=6)
    yield at
    at.close()


@pytest.fixture(scope="module")
def above(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    """A province with 38 communes, of which two have reported."""
    made = Above(tmp_path_factory.mktemp("above"))
    made.day = date(2025, 11, 21)
    for number, unit in enumerate(("03388@2025", "03408@2025")):
        made.hand_in(made.commune(unit, records=80, seed=number))
    yield made.desk
    made.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages_of(filled: Filled, folder: Path) -> list[str]:
    paper.pdf(filled, folder / "form.pdf")
    return [page.extract_text() for page in pypdf.PdfReader(folder / "form.pdf").pages]


def sheet_of(filled: Filled, folder: Path) -> Any:
    workbook.write(filled, folder / "form.xlsx")
    return openpyxl.load_workbook(folder / "form.xlsx").worksheets[0]


# --- what is printed


def test_the_lines_of_the_summary_are_those_of_its_form(sampled: desks.Desk) -> None:
    period = sampled.period(2025)
    filled = forms.fill(sampled, period, forms.load(summary.COMMUNE_SUMMARY))
    built = summary.build(sampled, period).lines
    assert [line.id for line in filled.lines] == [line.id for line in built]
    assert [line.cells[3] for line in filled.lines if line.id] == [line.now for line in built if line.id]


def test_a_list_has_a_line_for_each_record_of_its_time(commune: desks.Desk) -> None:
    for name, closed in (("Quán Mở", None), ("Quán Đóng", date(2025, 3, 1))):
        values = {"trade_name": name, "closed_on": closed, "workers": 4, "reason": "Đúng"}
        activities.save(commune, draft("establishment", **values))
    filled = forms.fill(commune, commune.period(2025), forms.load("establishment_list"))
    assert [line.cells[1] for line in filled.lines] == ["Quán Mở", "Tổng cộng"]
    assert [line.cells[5] for line in filled.lines] == [4, 4]
    early = forms.fill(commune, commune.period(2024), forms.load("establishment_list"))
    assert [line.cells[1] for line in early.lines] == ["Quán Đóng", "Quán Mở", "Tổng cộng"]


def test_trainings_count_listed_staff_and_others(commune: desks.Desk) -> None:
    staff = activities.save(commune, draft("staff_member"))
    others = ({"group": "union", "people": 5},)
    activities.save(commune, draft("training", attendees=(staff.id,), others=others))
    activities.save(commune, draft("training", started_on=date(2025, 5, 5), title="Lớp hai"))
    filled = forms.fill(commune, commune.period(2025), forms.load("training_list"))
    people = [line.cells[6] for line in filled.lines]
    # Nobody said who came to the second course: that is not nobody.
    assert people == [6, None, 6]


def test_communes_are_rows_with_totals_and_those_missing_by_name(above: desks.Desk, tmp_path: Path) -> None:
    period = above.period(2025)
    filled = forms.fill(above, period, forms.load("consolidated_activities"))
    *rows, total = filled.lines
    assert len(rows) == 38
    assert len(filled.missing) == 36
    place = [column.id for column in filled.form.columns].index("sessions")
    reported = [line for line in rows if line.cells[2] is True]
    assert {line.id for line in reported} == {"03388@2025", "03408@2025"}
    assert total.cells[place] == sum(line.cells[place] for line in reported)
    assert total.cells[place] == summary.build(above, period).line("sessions").now
    # What was not sent is unknown, not nothing.
    assert {line.cells[place] for line in rows if line.cells[2] is False} == {None}
    pages = pages_of(filled, tmp_path)
    for name in filled.missing:
        assert squeezed(name) in squeezed("".join(pages))


def test_headings_stand_on_every_page_and_the_signature_never_alone(
    above: desks.Desk, sampled: desks.Desk, tmp_path: Path
) -> None:
    for desk, form, head in (
        (above, "consolidated_supervision", "Xã, phường"),
        (sampled, "establishment_list", "Tên cơ sở"),
    ):
        filled = forms.fill(desk, desk.period(2025), forms.load(form))
        pages = pages_of(filled, tmp_path)
        assert len(pages) > 1
        for page in pages[:-1]:
            assert squeezed(head) in squeezed(page)
        assert squeezed("Biểu tham khảo") in squeezed(pages[-1])
        for page in pypdf.PdfReader(tmp_path / "form.pdf").pages:
            assert [round(float(side)) for side in page.mediabox[2:]] == [842, 595]


def test_what_a_person_typed_is_no_formula_and_no_markup(commune: desks.Desk, tmp_path: Path) -> None:
    name = '=HYPERLINK("x") #panic("y") *z*'
    activities.save(commune, draft("establishment", trade_name=name))
    filled = forms.fill(commune, commune.period(2025), forms.load("establishment_list"))
    assert squeezed(name) in squeezed("".join(pages_of(filled, tmp_path)))
    sheet = sheet_of(filled, tmp_path)
    cell = sheet.cell(int(sheet.freeze_panes.removeprefix("A")), 2)
    assert (cell.value, cell.data_type) == (name, "s")
    assert cell.quotePrefix
    workbook_cells = [one for row in sheet.iter_rows() for one in row]
    assert not [one for one in workbook_cells if one.data_type == "f"]


def test_practice_and_drafts_are_marked(make_desk: MakeDesk, tmp_path: Path) -> None:
    practice, earnest = make_desk(), make_desk("earnest", training=False)
    for desk, mark in ((practice, "LUYỆN TẬP"), (earnest, "BẢN NHÁP")):
        filled = forms.fill(desk, desk.period(2025), forms.load("tip_off_log"))
        assert all(squeezed(mark) in squeezed(page) for page in pages_of(filled, tmp_path))
        assert mark in str(sheet_of(filled, tmp_path).cell(3, 1).value)


# --- what does not add up


def test_sums_that_do_not_add_up_are_told_and_not_changed(commune: desks.Desk) -> None:
    police = {
        "mode": "planned",
        "team": "police",
        "establishment": activities.save(commune, draft("establishment")).id,
    }
    activities.save(commune, draft("inspection", **police))
    values = {
        **msg(forms.load("inspection_178")),
        "id": "own",
        "sums": [{"parts": ["all_visits"], "whole": "visits"}],
    }
    filled = forms.fill(commune, commune.period(2025), forms.parse(json.dumps(values).encode()))
    doubt = filled.doubts[0]
    assert (doubt.total, doubt.amount, doubt.relation) == (1, 0, "at_most")
    assert doubt.where == "Kỳ này"
    assert [line.cells[3] for line in filled.lines if line.id in ("visits", "all_visits")] == [0, 1]
    assert forms.fill(commune, commune.period(2025), forms.load("inspection_178")).doubts == ()


def msg(form: Form) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(forms.written(form))
    return found


# --- nobody can be known from a form


def test_no_form_may_show_what_people_wrote_or_lists_of_people() -> None:
    assert not {"support_case", "staff_member", "support_tally", "staff_tally"} & checks.record_kinds().keys()
    for kind in checks.record_kinds().values():
        shown = set(checks.listed_fields(kind))
        assert not shown & {"note", "reason", "attendees", "case_code", "provider", "post", "scores"}
        prose = {one.name for one in kind.fields if one.prose}
        assert not shown & prose


def test_what_was_written_about_people_is_on_no_form(commune: desks.Desk, tmp_path: Path) -> None:
    mark = "TUYETMAT"
    person = activities.save(commune, draft("staff_member", post=f"Công chức {mark}", note=mark))
    services = (
        {"service": "legal_aid", "status": "accessed", "accessed_on": date(2025, 3, 3), "provider": mark},
    )
    for one in (
        draft("support_case", services=services, note=mark),
        draft("training", attendees=(person.id,), note=mark),
        draft("tip_off", note=mark),
        draft("propaganda_session", note=mark, venue=mark),
        draft("establishment", note=mark),
    ):
        activities.save(commune, one)
    case = activities.page(commune, "support_case").entries[0].record.case_code
    for form in OF_COMMUNES:
        filled = forms.fill(commune, commune.period(2025), forms.load(form))
        said = json.dumps(paper.plain(filled), default=str) + "".join(pages_of(filled, tmp_path))
        said += " ".join(str(value) for row in sheet_of(filled, tmp_path).values for value in row)
        assert mark not in said
        assert case not in said


# --- the language


def test_every_form_of_the_program_is_right_and_names_itself() -> None:
    for name in forms.available():
        form = forms.load(name)
        assert form.id == name
        assert forms.parse(forms.written(form)) == form


def test_every_count_is_asked_for_by_a_form() -> None:
    asked = {row["count"] for name in forms.available() for row in rows_of(msg(forms.load(name)))}
    asked |= {column.count for name in forms.available() for column in forms.load(name).columns}
    assert counts.all_counts().keys() == asked - {None, ""}


def rows_of(form: dict[str, Any]) -> list[dict[str, Any]]:
    tops = [top for group in form.get("groups", ()) for top in group["rows"]]
    received = [{**top, **top["receiving"]} for top in tops if "receiving" in top]
    return [row for top in tops for row in (top, *top.get("rows", ()))] + received


TEXT = forms.written(forms.load("inspection_178")).decode()
LIST = forms.written(forms.load("establishment_list")).decode()
COMMUNES = forms.written(forms.load("consolidated_supervision")).decode()


@pytest.mark.parametrize(
    ("text", "before", "after", "code"),
    [
        (TEXT, '"count": "fines"', '"count": "fine"', "no_such_count"),
        (TEXT, '"team": "team_178"', '"teams": "team_178"', "unknown_parameter"),
        (TEXT, '"mode": "planned"', '"mode": "sometimes"', "not_one_of"),
        (TEXT, '"each": "violation"', '"each": "programme"', "each_not_offered"),
        (TEXT, '"unit": "dong"', '"unit": "dollars"', "no_such_unit"),
        (TEXT, '"handled": true', '"handled": "yes"', "not_flag"),
        (TEXT, '"shows": "growth"', '"shows": "count"', "not_one_of"),
        (TEXT, '"whole": "all_visits"', '"whole": "nothing"', "no_such_line"),
        (TEXT, '"id": "outcomes"', '"id": "violating_places"', "id_twice"),
        (TEXT, "từ ngày {start}", "từ ngày {begin}", "no_such_place"),
        (TEXT, '"lines": "rows"', '"lines": "rows",\n "colour": "red"', "unknown_field"),
        (TEXT, '"version": 1', '"version": 1\n', "syntax_comma_expected"),
        (LIST, '"field": "hamlet"', '"field": "note"', "not_one_of"),
        (LIST, '"kind": "establishment"', '"kind": "support_case"', "not_one_of"),
        (LIST, '"workers"\n', '"hamlet"\n', "not_one_of"),
        (LIST, '"width": 10.0', '"width": "wide"', "not_width"),
        (COMMUNES, '"receiving"', '"commune"', "only_receiving"),
    ],
)  # fmt: skip
def test_a_form_edited_wrongly_is_refused_with_line_and_reason(
    text: str, before: str, after: str, code: str
) -> None:
    assert before in text
    at = text.index(before)
    broken = (
        text[:at]
        + (after if code != "syntax_comma_expected" else '"version": 1 1')
        + text[at + len(before) :]
    )
    with pytest.raises(Refusal) as refused:
        forms.parse(broken.encode())
    assert refused.value.code == "form_not_valid"
    line = text[:at].count("\n") + 1
    found = {(one.line, one.code) for one in refused.value.params["wrongs"]}
    assert any(code == told and abs(place - line) <= 4 for place, told in found), found


def test_columns_that_have_no_room_on_the_paper_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        forms.parse(LIST.replace('"orientation": "landscape"', '"orientation": "portrait"').encode())
    (wrong,) = refused.value.params["wrongs"]
    assert (wrong.code, wrong.params) == ("wider_than_paper", {"needed": 210, "room": 160})
    assert LIST.splitlines()[wrong.line - 1].strip() == '"columns": ['


def test_a_form_that_lacks_what_it_needs_says_so() -> None:
    with pytest.raises(Refusal) as refused:
        forms.parse(b'{"id": "x", "version": 1, "lines": "rows", "columns": []}')
    codes = {(one.field, one.code) for one in refused.value.params["wrongs"]}
    assert {
        ("source", "missing"),
        ("title", "missing"),
        ("columns", "not_list"),
        ("groups", "missing"),
    } <= codes
    with pytest.raises(Refusal):
        forms.parse(b"[]")


# --- a unit's own


def test_a_copy_is_changed_loaded_and_printed(sampled: desks.Desk, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    copied = forms.copy_to(sampled, "tip_off_log", file)
    assert copied.id == "tip_off_log-don-vi-1"
    text = file.read_text(encoding="utf-8").replace("Qua đơn thư", "Qua thư của người dân")
    file.write_text(text, encoding="utf-8")
    loaded = forms.load_file(sampled, file)
    assert loaded.id in {one.id for one in forms.listed(sampled)}
    filled = forms.fill(sampled, sampled.period(2025), forms.of(sampled, loaded.id))
    assert "Qua thư của người dân" in {line.label for line in filled.lines}
    file.write_text(text.replace("người dân", "nhân dân"), encoding="utf-8")
    assert forms.load_file(sampled, file).version == 2
    assert forms.load_file(sampled, file).version == 2
    again = forms.copy_to(sampled, loaded.id, tmp_path / "again.json")
    assert (again.id, again.version) == (loaded.id, 2)
    forms.remove(sampled, loaded.id)
    with pytest.raises(Refusal) as refused:
        forms.of(sampled, loaded.id)
    assert refused.value.code == "unknown_form"


def test_a_form_of_the_program_stays_as_it_is(commune: desks.Desk, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    file.write_bytes(forms.written(forms.load("tip_off_log")))
    for act in (lambda: forms.load_file(commune, file), lambda: forms.remove(commune, "tip_off_log")):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "form_of_program"


def test_a_desk_is_offered_its_own_forms(commune: desks.Desk, receiver: desks.Desk) -> None:
    assert [one.id for one in forms.listed(commune)] == OF_COMMUNES
    assert [one.id for one in forms.listed(receiver)] == OF_PROVINCES


def test_a_form_of_the_other_desk_is_refused(
    commune: desks.Desk, receiver: desks.Desk, tmp_path: Path
) -> None:
    file = tmp_path / "own.json"
    forms.copy_to(receiver, "consolidated_activities", file)
    for act in (
        lambda: forms.of(commune, "consolidated_activities"),
        lambda: forms.load_file(commune, file),
        lambda: forms.of(receiver, "establishment_list"),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "form_of_other_desk"
    assert forms.load_file(receiver, file).lines == "communes"


def test_a_plan_to_date_counts_all_its_time_and_compares_nothing(sampled: desks.Desk) -> None:
    period = plans.to_date(sampled, 2025)
    assert period.of_plan_to_date
    lines = {line.id: line.cells for line in forms.fill(sampled, period, forms.load("commune_summary")).lines}
    years = [summary.build(sampled, sampled.period(year)).line("sessions").now for year in (2024, 2025)]
    assert lines["sessions"][3] == sum(year for year in years if isinstance(year, int))
    assert lines["sessions"][5] is None
    # First-time people of several years are no part of one year's baseline.
    assert lines["reached_service_share"][3] is None


def test_every_kind_a_form_may_list_leaves_the_commune() -> None:
    by_name = {kind.name: kind for kind in all_kinds()}
    assert all(by_name[name].leaves for name in checks.record_kinds())
