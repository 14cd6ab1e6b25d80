"""Importing a workbook: valid lines are kept, others are named, and twice is once."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop import said
from desktop.models.edits import to_values
from desktop.models.errors import Refusal
from desktop.models.records import all_kinds, kind_named
from desktop.services import activities, importing, rollup, sample, summary, workbook
from desktop.services import desk as desks
from desktop.services.figures import Share
from desktop.services.forms import workbook as form_workbook
from desktop.services.importing import Choices
from desktop.services.progress import Cancelled
from desktop.services.words import Words
from tests.services.workbooks import fill, templated

PASSPHRASE = "mot hai ba bon"
SURE = Choices(reason="Đã kiểm tra, số liệu đúng")
WORDS = Words("vi")


def new_desk(folder: Path, role: str = "commune") -> desks.Desk:
    unit = "03388@2025" if role == "commune" else "12@2025"
    at = datetime(2025, 11, 5, 8)
    return desks.new(folder, PASSPHRASE, role=role, unit=unit, training=True, clock=lambda: at)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[desks.Desk]:
    made = new_desk(tmp_path / "store")
    yield made
    made.close()


def written(folder: Path, kind: str, *lines: Mapping[str, Any]) -> Path:
    return fill(templated(folder, kind), lines)


def content(desk: desks.Desk, kind: str) -> list[dict[str, Any]]:
    entries = activities.page(desk, kind, limit=100_000).entries
    return sorted((to_values(kind_named(kind), e.record) for e in entries), key=str)


def imported(desk: desks.Desk, path: Path, **how: Any) -> importing.Preview:
    return importing.run(desk, path, **how).preview


def codes(preview: importing.Preview) -> dict[int, list[str]]:
    return {line.row: [p.code for p in line.problems] for line in preview.of("refused")}


def doubts(preview: importing.Preview) -> dict[int, list[str]]:
    lines = (line for line in preview.lines if line.status != "refused" and line.problems)
    return {line.row: [p.code for p in line.problems] for line in lines}


def counts(preview: importing.Preview) -> tuple[int, int, int, int]:
    new, changed, same, refused = (preview.count(s) for s in ("new", "changed", "same", "refused"))
    assert new + changed + same + refused == preview.read
    return new, changed, same, refused


SPA = {
    "trade_name": "Spa Mai",
    "own_code": "SP-01",
    "type": "spa",
    "workers": 12,
    "opened_on": date(2020, 1, 1),
}
INN = {"trade_name": "Nhà nghỉ Sao", "own_code": "NN-01", "type": "motel", "closed_on": date(2024, 6, 1)}


def test_valid_lines_are_kept_and_others_are_named(desk: desks.Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path, "establishment", SPA, {"type": "spa"}, INN, {**SPA, "trade_name": "X", "workers": "12,5"}
    )
    report = imported(desk, path)
    assert (report.kind, report.read) == ("establishment", 4)
    assert counts(report) == (2, 0, 0, 2)
    assert codes(report) == {4: ["required"], 6: ["not_a_number"]}
    assert [e["trade_name"] for e in content(desk, "establishment")] == ["Nhà nghỉ Sao", "Spa Mai"]


def test_importing_twice_changes_nothing(desk: desks.Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "establishment", SPA, INN)
    imported(desk, path)
    before = content(desk, "establishment")
    assert counts(imported(desk, path)) == (0, 0, 2, 0)
    assert content(desk, "establishment") == before


def test_a_preview_says_what_the_import_does_and_changes_nothing(desk: desks.Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "establishment", SPA, INN, {"type": "spa"})
    preview = importing.look(desk, path)
    assert content(desk, "establishment") == []
    assert imported(desk, path) == preview


def test_a_line_that_stands_twice_in_a_file_is_kept_twice_with_a_warning(
    desk: desks.Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "establishment", SPA, SPA)
    assert codes(importing.look(desk, path)) == {4: ["twin_in_file", "reason_needed"]}
    report = imported(desk, path, choices=SURE)
    assert counts(report) == (2, 0, 0, 0)
    assert doubts(report) == {4: ["twin_in_file"]}


CASE = {"opened_on": "05/03/2025", "age_band": "over_30", "needs": "Trợ giúp pháp lý"}
POST = {"post": "Cộng tác viên", "group": "volunteer_team", "direct_duty": "Có"}
TALK = {"held_on": "05/03/2025", "form": "talk", "audiences.group": "youth", "audiences.attendances": 20}


@pytest.mark.parametrize(
    ("kind", "line"), [("support_case", CASE), ("staff_member", POST), ("propaganda_session", TALK)]
)
def test_equal_lines_are_as_many_records_and_importing_them_again_changes_nothing(
    desk: desks.Desk, tmp_path: Path, kind: str, line: Mapping[str, Any]
) -> None:
    path = written(tmp_path, kind, line, line, line)
    assert counts(imported(desk, path, choices=SURE)) == (3, 0, 0, 0)
    before = content(desk, kind)
    assert len(before) == 3
    assert counts(imported(desk, path)) == (0, 0, 3, 0)
    assert content(desk, kind) == before


def test_only_as_many_equal_lines_are_duplicates_as_equal_records_are_here(
    desk: desks.Desk, tmp_path: Path
) -> None:
    imported(desk, written(tmp_path, "support_case", CASE))
    other = {**CASE, "age_band": "18_30"}
    report = imported(desk, written(tmp_path, "support_case", CASE, other, CASE, CASE))
    assert counts(report) == (3, 0, 1, 0)
    gone = activities.page(desk, "support_case").entries[0]
    activities.delete(desk, "support_case", gone.id)
    assert counts(imported(desk, written(tmp_path, "support_case", CASE, other, CASE, CASE)))[0] == 1


def test_a_line_equal_to_a_refused_line_is_refused_too(desk: desks.Desk, tmp_path: Path) -> None:
    child = {**CASE, "age_band": "under_18"}
    report = imported(desk, written(tmp_path, "support_case", child, child))
    assert counts(report) == (0, 0, 0, 2)


@pytest.mark.parametrize("band", ["over_30", "18_30"])
def test_a_record_named_by_its_id_is_nobody_elses_duplicate(
    desk: desks.Desk, tmp_path: Path, band: str
) -> None:
    imported(desk, written(tmp_path, "support_case", CASE))
    known = activities.page(desk, "support_case").entries[0].id
    path = written(tmp_path, "support_case", CASE, {**CASE, "id": known, "age_band": band})
    changed = band != CASE["age_band"]
    assert counts(imported(desk, path)) == (1, int(changed), int(not changed), 0)
    assert counts(imported(desk, path)) == (0, 0, 2, 0)


def test_lines_that_are_nearly_the_same_are_kept_with_a_warning(desk: desks.Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "establishment", SPA, {**SPA, "trade_name": "SPA MAI", "workers": 3}, INN)
    report = imported(desk, path, choices=SURE)
    assert counts(report) == (3, 0, 0, 0)
    assert doubts(report) == {4: ["twin_in_file"]}


@pytest.mark.parametrize("name", ["SP-01", "sp-01", "Spa Mai", "spa mai", "Spa Mai · SP-01"])
def test_a_link_is_found_by_code_name_or_caption(desk: desks.Desk, tmp_path: Path, name: str) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    visit = {
        "inspected_on": "05/03/2025",
        "establishment": name,
        "mode": "đột xuất",
        "violations": "Mua dâm; bán dâm",
    }
    assert counts(imported(desk, written(tmp_path, "inspection", visit))) == (1, 0, 0, 0)
    (kept,) = content(desk, "inspection")
    assert kept["establishment"] == activities.page(desk, "establishment").entries[0].id
    assert kept["violations"] == ["buying", "selling"]


def test_a_link_that_is_unknown_or_could_be_two_is_named(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", SPA, {**SPA, "own_code": "SP-02", "type": "massage"}))
    visit = {"inspected_on": "05/03/2025", "mode": "planned"}
    report = imported(
        desk,
        written(
            tmp_path,
            "inspection",
            {**visit, "establishment": "Spa Mai"},
            {**visit, "establishment": "Spa Lan"},
        ),
    )
    assert codes(report) == {3: ["ambiguous_link"], 4: ["link_not_found"]}
    for language in ("vi", "en"):
        named = [said.problem(Words(language), p) for line in report.of("refused") for p in line.problems]
        assert all(name in line for name, line in zip(("Spa Mai", "Spa Lan"), named, strict=True))


def test_staff_are_found_by_their_posts(desk: desks.Desk, tmp_path: Path) -> None:
    posts = [{"post": f"Công chức {n}", "group": "commune_official", "direct_duty": "Có"} for n in (1, 2)]
    imported(desk, written(tmp_path, "staff_member", *posts))
    course = {"started_on": "05/03/2025", "title": "Kỹ năng", "attendees": "công chức 1; CÔNG CHỨC 2"}
    assert counts(imported(desk, written(tmp_path, "training", course))) == (1, 0, 0, 0)
    assert len(content(desk, "training")[0]["attendees"]) == 2


@pytest.mark.parametrize("cell", ["S1, S2", "S1;S2", "s1\ns2", "S2, S1 ,S1", "Trưởng thôn, bản; S1, S2"])
def test_links_are_cut_at_commas_only_where_no_record_is_called_so(
    desk: desks.Desk, tmp_path: Path, cell: str
) -> None:
    posts = ("S1", "S2", "Trưởng thôn, bản")
    imported(
        desk, written(tmp_path, "staff_member", *({"post": p, "group": "volunteer_team"} for p in posts))
    )
    course = {"started_on": "05/03/2025", "title": "Kỹ năng", "attendees": cell}
    assert counts(imported(desk, written(tmp_path, "training", course))) == (1, 0, 0, 0)
    assert len(content(desk, "training")[0]["attendees"]) == (3 if "Trưởng" in cell else 2)


def test_a_link_in_a_list_that_is_unknown_is_named_as_it_was_typed(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "staff_member", {"post": "S1", "group": "volunteer_team"}))
    course = {"started_on": "05/03/2025", "title": "Kỹ năng", "attendees": "S1, Tổ trưởng, dân phố"}
    report = imported(desk, written(tmp_path, "training", course))
    assert [(p.code, p.params) for line in report.of("refused") for p in line.problems] == [
        ("link_not_found", {"value": "Tổ trưởng, dân phố"})
    ]


def test_the_rules_of_entry_hold_for_files(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", INN))
    visit = {"inspected_on": "05/03/2025", "establishment": "NN-01", "mode": "planned"}
    assert codes(imported(desk, written(tmp_path, "inspection", visit))) == {3: ["already_closed"]}
    child = {"opened_on": "05/03/2025", "age_band": "Dưới 18 tuổi"}
    assert codes(imported(desk, written(tmp_path, "support_case", child))) == {3: ["under_18"]}
    assert content(desk, "support_case") == []


def test_a_case_gets_its_code_from_the_program(desk: desks.Desk, tmp_path: Path) -> None:
    case = {"opened_on": "05/03/2025", "age_band": "over_30", "needs": "Trợ giúp pháp lý"}
    path = written(tmp_path, "support_case", case)
    assert counts(imported(desk, path)) == (1, 0, 0, 0)
    assert content(desk, "support_case")[0]["case_code"].startswith("HT-")
    assert counts(imported(desk, path)) == (0, 0, 1, 0)


def test_a_line_in_doubt_needs_a_reason_as_at_entry(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    visit = {"inspected_on": "05/03/2025", "establishment": "SP-01", "mode": "planned"}
    report = imported(
        desk,
        written(
            tmp_path,
            "inspection",
            {**visit, "note": "số 012345678901"},
            {**visit, "note": "số 012345678901", "reason": "mã hồ sơ"},
            {**visit, "inspected_on": "06/03/2025", "fine_vnd": 500000},
        ),
    )
    assert counts(report) == (1, 0, 0, 2)
    assert codes(report) == {
        3: ["personal_data", "own_reason_needed"],
        5: ["fine_without_violation", "reason_needed"],
    }
    assert doubts(report) == {4: ["personal_data"]}
    assert (report.waiting, [line.row for line in report.doubtful]) == (1, [4, 5])


def test_no_reason_for_all_lines_lets_personal_data_in(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    visit = {"inspected_on": "05/03/2025", "establishment": "SP-01", "mode": "planned"}
    told = {**visit, "inspected_on": "06/03/2025", "note": "gọi 0912345678"}
    path = written(tmp_path, "inspection", visit, told)
    report = imported(desk, path, choices=Choices(reason="Đã kiểm tra"))
    assert counts(report) == (1, 0, 0, 1)
    assert codes(report) == {4: ["personal_data", "own_reason_needed"]}


def test_one_reason_is_kept_on_every_line_in_doubt_that_says_none(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    visit = {"inspected_on": "05/03/2025", "establishment": "SP-01", "mode": "planned"}
    path = written(
        tmp_path,
        "inspection",
        visit,
        {**visit, "inspected_on": "06/03/2025", "fine_vnd": 500_000},
        {**visit, "inspected_on": "07/03/2025", "fine_vnd": 500_000, "reason": "Chờ biên bản"},
    )
    chosen = Choices(reason="  Đã kiểm tra ")
    agreed = importing.look(desk, path, chosen)
    assert counts(imported(desk, path, choices=chosen, agreed=agreed)) == (3, 0, 0, 0)
    kept = {record["inspected_on"]: record["reason"] for record in content(desk, "inspection")}
    assert kept == {"2025-03-05": None, "2025-03-06": "Đã kiểm tra", "2025-03-07": "Chờ biên bản"}
    # The file does not say the reason, and is the same all the same.
    assert counts(imported(desk, path)) == (0, 0, 3, 0)


def test_a_reason_heals_no_error_and_has_an_end(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    visit = {"inspected_on": "05/03/2027", "establishment": "SP-01", "mode": "planned", "fine_vnd": 500_000}
    path = written(tmp_path, "inspection", visit)
    report = imported(desk, path, choices=SURE)
    assert codes(report) == {3: ["in_future", "fine_without_violation"]}
    assert (report.waiting, report.doubtful) == (0, ())
    with pytest.raises(Refusal) as found:
        importing.look(desk, path, Choices(reason="a" * 201))
    assert found.value.code == "reason_too_long"


def test_lines_without_a_reason_come_back_with_room_for_it(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Ngày kiểm tra", "Tên cơ sở", "Hình thức kiểm tra", "Tiền phạt", "Cán bộ"])
    sheet.append(["05/03/2025", "Spa Mai", "Đột xuất", 500_000, "tổ 1"])
    sheet.append(["06/03/2025", "Spa Mai", "Đột xuất", None, "tổ 1"])
    path, back = tmp_path / "so.xlsx", tmp_path / "back.xlsx"
    book.save(path)
    chosen = Choices(kind="inspection", columns={4: ""})
    preview = imported(desk, path, choices=chosen)
    assert counts(preview) == (1, 0, 0, 1)
    importing.write_refused(path, preview, back, WORDS, lambda p: said.problem(WORDS, p, preview.kind))
    book = openpyxl.load_workbook(back)
    sheet = book.active
    assert [cell.value for cell in sheet[1]][5:] == ["Lý do từ chối", "Lý do giữ nguyên"]
    assert "chưa chọn hành vi vi phạm" in str(sheet["F2"].value)
    sheet["G2"] = "Chờ biên bản"
    book.save(back)
    again = imported(desk, back, choices=Choices(kind="inspection"))
    assert (counts(again), again.remembered) == ((1, 0, 0, 0), True)
    assert [record["reason"] for record in content(desk, "inspection")].count("Chờ biên bản") == 1


def test_every_line_that_is_saved_in_doubt_is_reported_with_its_number(
    desk: desks.Desk, tmp_path: Path
) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    visit = {"inspected_on": "05/03/2025", "establishment": "SP-01", "mode": "planned"}
    path = written(
        tmp_path,
        "inspection",
        {**visit, "members": 1, "fine_vnd": 500_000},
        {},
        visit,
        {**visit, "mode": "x"},
    )
    report = importing.look(desk, path, SURE)
    assert counts(report) == (2, 0, 0, 1)
    assert {row: set(found) for row, found in doubts(report).items()} == {
        3: {"team_too_small", "fine_without_violation"},
        5: {"twin_in_file"},
    }
    assert all(said.problem(WORDS, p, report.kind) for line in report.lines for p in line.problems)
    assert imported(desk, path, choices=SURE) == report


def test_an_id_changes_its_record_and_leaves_other_columns_alone(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", SPA))
    record = activities.page(desk, "establishment").entries[0].id
    book = openpyxl.Workbook()
    book.active.append(["id", "trade_name", "type", "workers", "commitment_on"])
    book.active.append([record, "Spa Mai", "spa", 15, date(2025, 2, 1)])
    book.save(tmp_path / "change.xlsx")
    assert counts(importing.look(desk, tmp_path / "change.xlsx")) == (0, 1, 0, 0)
    assert counts(imported(desk, tmp_path / "change.xlsx")) == (0, 1, 0, 0)
    assert counts(imported(desk, tmp_path / "change.xlsx")) == (0, 0, 1, 0)
    (kept,) = content(desk, "establishment")
    assert (kept["workers"], kept["commitment_on"], kept["own_code"]) == (15, "2025-02-01", "SP-01")


@pytest.mark.parametrize("record", ["ab" * 16, "không có"])
def test_an_id_that_is_not_here_is_named(desk: desks.Desk, tmp_path: Path, record: str) -> None:
    assert codes(imported(desk, written(tmp_path, "establishment", {**SPA, "id": record}))) == {
        3: ["unknown_record"]
    }


def test_a_register_written_out_and_imported_again_changes_nothing(desk: desks.Desk, tmp_path: Path) -> None:
    sample.sample(desk, 2025, 150, seed=3)
    for kind in (k.name for k in all_kinds() if not k.derived):
        page = activities.page(desk, kind, limit=10_000)
        workbook.write_list(kind, [(page.entries, page.captions)], tmp_path / "l.xlsx", WORDS)
        report = imported(desk, tmp_path / "l.xlsx")
        assert counts(report) == (0, 0, page.total, 0), kind


def test_a_file_that_is_refused_changes_nothing(desk: desks.Desk, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    with pytest.raises(Refusal):
        imported(desk, tmp_path / "x.xlsx")
    assert all(content(desk, kind.name) == [] for kind in all_kinds())


def test_stopping_an_import_changes_nothing(desk: desks.Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        imported(desk, written(tmp_path, "establishment", SPA), progress=stop)
    assert content(desk, "establishment") == []


def test_a_receiving_desk_imports_nothing(tmp_path: Path) -> None:
    province = new_desk(tmp_path / "province", "receiving")
    with pytest.raises(Refusal) as refused:
        imported(province, written(tmp_path, "establishment", SPA))
    assert refused.value.code == "not_commune_desk"
    province.close()


def test_every_problem_of_an_import_can_be_said(desk: desks.Desk, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "propaganda_session",
        {"audiences.group": "youth"},
        {"held_on": "5/3/25", "form": "bay", "establishment": "x", "audiences.attendances": "nhiều"},
        {"held_on": "05/03/2025", "form": "talk", "audiences.group": "youth", "audiences.attendances": 2,
         "audiences.female": 3},
        {"id": "x", "held_on": "05/03/2025", "form": "talk"},
    )  # fmt: skip
    report = imported(desk, path)
    assert len(report.of("refused")) == 4
    for language in ("vi", "en"):
        for line in report.of("refused"):
            assert all(said.problem(Words(language), p, report.kind) for p in line.problems)


# --- the summary and the roll-up as workbooks


def test_the_summary_workbook_holds_the_figures_of_the_summary_as_numbers(
    desk: desks.Desk, tmp_path: Path
) -> None:
    sample.sample(desk, 2025, 120, seed=4)
    built = summary.build(desk, desk.period(2025, "h1"))
    form_workbook.write_summary(built, tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[0]
    first = int(sheet.freeze_panes.removeprefix("A"))
    last = first + len(built.lines) - 1
    rows = list(sheet.iter_rows(min_row=first, max_row=last, max_col=8, values_only=True))
    for line, cells in zip(built.lines, rows, strict=True):
        assert cells[1] == (line.label if line.level else line.label.upper())
        for figure, cell in zip((line.now, line.to_date, line.last_year), cells[3:6], strict=True):
            if not line.tracked or not line.unit:
                assert cell is None
            elif isinstance(figure, bool):
                assert cell == ("Có" if figure else "Không")
            elif isinstance(figure, Share):
                assert cell == ("không phát sinh" if figure.percent is None else round(figure.percent, 1))
            else:
                assert cell == ("–" if figure is None else figure)
    assert sheet.print_title_rows == f"$8:${first - 1}"
    assert sheet.page_setup.paperSize == 9


def test_the_roll_up_workbook_holds_every_target_and_commune(tmp_path: Path) -> None:
    province = new_desk(tmp_path / "province", "receiving")
    rolled = rollup.rollup(province, province.period(2025))
    for language in ("vi", "en"):
        workbook.write_rollup(rolled, tmp_path / "r.xlsx", Words(language))
        targets, communes = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets
        rows = list(targets.iter_rows(min_row=6, max_row=5 + len(rolled.targets), values_only=True))
        assert [row[0] for row in rows] == [target.target_id for target in rolled.targets]
        assert [row[2:5] for row in rows] == [(t.numerator, t.denominator, t.value) for t in rolled.targets]
        assert [row[10] for row in rows] == [target.not_reported for target in rolled.targets]
        assert [row[0].value for row in communes.iter_rows(min_row=2)] == [c.name for c in rolled.communes]
    province.close()


def test_a_tip_off_without_its_date_gets_the_usual_one(desk: desks.Desk, tmp_path: Path) -> None:
    lines = (
        {"received_on": date(2025, 3, 3), "tip_kind": "Tin báo"},
        {"received_on": date(2025, 3, 4), "tip_kind": "Tin báo", "due_on": date(2025, 3, 10)},
    )
    path = written(tmp_path, "tip_off", *lines)
    assert counts(imported(desk, path))[0] == 2
    assert {line["due_on"] for line in content(desk, "tip_off")} == {"2025-03-10", "2025-03-24"}
    imported(desk, path)
    assert len(content(desk, "tip_off")) == 2


def test_a_line_says_everything_that_is_wrong_with_it_at_once(desk: desks.Desk, tmp_path: Path) -> None:
    imported(desk, written(tmp_path, "establishment", INN))
    visit = {"inspected_on": "05/03/2025", "establishment": "NN-01", "mode": "kiểm tra gì đó"}
    assert codes(imported(desk, written(tmp_path, "inspection", visit))) == {
        3: ["unknown_code", "already_closed"]
    }
    fined = {**visit, "inspected_on": "05/03/2024", "mode": "planned", "violations": "lỗi lạ", "fine_vnd": 5}
    assert codes(imported(desk, written(tmp_path, "inspection", fined))) == {3: ["unknown_code"]}
