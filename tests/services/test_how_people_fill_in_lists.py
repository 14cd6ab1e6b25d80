"""What people write into lists: "không", months without a year, the same id twice; read as meant or named."""

import datetime
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.models.conditions import Listing
from desktop.models.records import Kind, all_kinds
from desktop.services import activities, exporting, importing, workbook
from desktop.services.desk import Desk
from desktop.services.importing import Choices, FoundLine, Preview
from desktop.services.importing.vocabulary import money_unit, nothing_words
from desktop.services.words import Words
from desktop.services.workbook.cells import NOTHING
from tests.conftest import MakeDesk
from tests.records import draft
from tests.services.workbooks import Row, kept

WORDS = Words("vi")
KINDS = [kind for kind in all_kinds() if not kind.derived]
VISIT = ["Ngày kiểm tra", "Tên cơ sở", "Hình thức kiểm tra", "Hành vi vi phạm", "Hình thức xử lý"]


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(now=datetime.datetime(2026, 11, 5, 8))


def codes(preview: Preview) -> dict[int, list[str]]:
    return {line.row: [p.code for p in line.problems] for line in preview.lines if line.problems}


def said(line: FoundLine) -> Mapping[str, Any]:
    return {name: value for name, value in line.values.items() if value not in (None, [], ())}


# --- none


@pytest.mark.parametrize(
    "word", ["Không", "không có", "Không vi phạm", "Không phát hiện vi phạm.", "-", "–", "0", 0, "KHÔNG CÓ"]
)
def test_a_word_for_none_leaves_a_list_of_codes_empty(desk: Desk, tmp_path: Path, word: str | int) -> None:
    activities.save(desk, draft("establishment", trade_name="Nhà nghỉ A"))
    preview = importing.look(
        desk, kept(tmp_path, [VISIT, ["05/03/2025", "Nhà nghỉ A", "Đột xuất", word, "Không"]])
    )
    (line,) = preview.lines
    assert (line.status, line.problems, preview.words) == ("new", (), ())
    assert "violations" not in said(line)


def test_a_word_for_none_is_no_answer_where_one_is_needed(desk: Desk, tmp_path: Path) -> None:
    activities.save(desk, draft("establishment", trade_name="Nhà nghỉ A"))
    preview = importing.look(desk, kept(tmp_path, [VISIT, ["05/03/2025", "Nhà nghỉ A", "Không", None, None]]))
    assert codes(preview) == {2: ["unknown_code"]}
    assert [word.nearest for word in preview.words] == [""]


def test_a_person_may_say_that_a_word_means_none(desk: Desk, tmp_path: Path) -> None:
    activities.save(desk, draft("establishment", trade_name="Nhà nghỉ A"))
    path = kept(tmp_path, [VISIT, ["05/03/2025", "Nhà nghỉ A", "Đột xuất", "Ổn cả", None]])
    assert codes(importing.look(desk, path)) == {2: ["unknown_code"]}
    chosen = Choices(words={"violation": {"on ca": NOTHING}})
    assert importing.run(desk, path, chosen).preview.count("new") == 1


def test_no_word_for_none_is_the_label_of_a_code() -> None:
    from desktop.services.workbook.cells import _codes_by_words

    for kind in KINDS:
        for field in (cell for top in kind.fields for cell in (top, *top.rows) if cell.code_list):
            known = _codes_by_words(str(field.code_list))
            # Where a list has an entry of that name, the entry is meant.
            meant = {word for word in nothing_words(str(field.code_list)) if word in known}
            assert meant <= {"khong", "khong ro"}


# --- days and months


@pytest.mark.parametrize("cell", [45_721.354, "45721", "05032025", 5_032_025])
def test_a_day_is_understood_as_the_form_takes_it(desk: Desk, tmp_path: Path, cell: object) -> None:
    rows = [["Ngày ban hành", "Số, ký hiệu", "Trích yếu nội dung"], [cell, "1/CV", "A"]]
    (line,) = importing.look(desk, kept(tmp_path, rows)).lines
    assert said(line)["issued_on"] == "2025-03-05"


@pytest.mark.parametrize("cell", ["20250305", "99", 99_132_025, 0.5, "00000000"])
def test_digits_that_are_no_day_are_not_made_one(desk: Desk, tmp_path: Path, cell: object) -> None:
    rows = [["Ngày ban hành", "Số, ký hiệu", "Trích yếu nội dung"], [cell, "1/CV", "A"]]
    chosen = Choices(kind="directive", columns={0: "issued_on"})
    assert codes(importing.look(desk, kept(tmp_path, rows), chosen))[2][0] == "not_a_day"


TALLY = ["Tháng", "Số vụ", "Số người bán dâm"]


@pytest.mark.parametrize(
    ("title", "month", "found"),
    [
        ("TỔNG HỢP VI PHẠM NĂM 2025", 3, "2025-03-01"),
        ("TỔNG HỢP VI PHẠM NĂM 2025", "Tháng 3", "2025-03-01"),
        ("TỔNG HỢP VI PHẠM", 3, None),
        ("So sánh năm 2024 và năm 2025", 3, None),
    ],
)
def test_a_month_takes_its_year_from_the_title_and_from_nowhere_else(
    desk: Desk, tmp_path: Path, title: str, month: object, found: str | None
) -> None:
    path = kept(tmp_path, [[title], TALLY, [month, 2, 1]], merged=["A1:C1"])
    preview = importing.look(desk, path, Choices(kind="violation_tally"))
    (line,) = preview.lines
    assert line.values["month"] == found
    assert [p.code for p in line.problems if p.severity == "error"] == (
        [] if found else ["month_without_year"]
    )


# --- one record, two lines


def test_an_id_that_stands_twice_is_refused_with_the_other_line(desk: Desk, tmp_path: Path) -> None:
    for name in ("Một", "Hai"):
        activities.save(desk, draft("establishment", trade_name=name))
    path = tmp_path / "l.xlsx"
    listing = Listing("establishment", "", (), None, None, True, desk.settings.unit, False)
    exporting.export(desk, listing, path, WORDS)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.append([cell.value for cell in sheet[3]])
    sheet["B3"], sheet["B5"] = "Tên A", "Tên B"
    book.save(path)
    preview = importing.run(desk, path).preview
    assert codes(preview) == {3: ["id_twice"], 5: ["id_twice"]}
    assert [line.problems[0].params for line in preview.of("refused")] == [{"line": 5}, {"line": 3}]
    assert preview.count("same") == 1
    assert {e.record.trade_name for e in activities.page(desk, "establishment").entries} == {"Một", "Hai"}


# --- what a person is shown


def test_the_numbers_of_columns_are_no_samples(desk: Desk, tmp_path: Path) -> None:
    rows = [VISIT, ["(1)", "(2)", "(3)", "(4)", "(5)"], [date(2025, 3, 5), "A", "Đột xuất", None, None]]
    preview = importing.look(desk, kept(tmp_path, rows))
    assert [column.samples for column in preview.columns[:2]] == [("05/03/2025",), ("A",)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_a_template_made_a_record_raises_no_doubt(
    desk: Desk, tmp_path: Path, kind: Kind
) -> None:
    activities.save(desk, draft("establishment", trade_name="Hoa Ban", own_code="NN-01", opened_on=None))
    activities.save(desk, draft("staff_member", post="Công chức Văn hóa - Xã hội"))
    path = tmp_path / "t.xlsx"
    workbook.template(kind.name, path, WORDS)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A3"] = None
    book.save(path)
    (line,) = importing.look(desk, path).lines
    assert [p.code for p in line.problems if p.code != "likely_duplicate"] == []


# --- amounts in thousands and millions


@pytest.mark.parametrize(
    ("heading", "cell", "amount"),
    [
        ("Số tiền phạt (triệu đồng)", 5, 5_000_000),
        ("Số tiền phạt (triệu đồng)", 1.5, 1_500_000),
        ("Số tiền phạt (triệu đồng)", "1,5", 1_500_000),
        ("Số tiền phạt (triệu đồng)", "1.204,5", 1_204_500_000),
        ("Số tiền phạt (triệu đồng)", 0.1 + 0.2, 300_000),
        ("Số tiền phạt, ĐVT: triệu đồng", 5, 5_000_000),
        ("Số tiền phạt (tr.đ)", 5, 5_000_000),
        ("Tiền phạt (nghìn đồng)", 750, 750_000),
        ("Tiền phạt (1.000 đồng)", "1.204", 1_204_000),
        ("Tiền phạt (ngàn đồng)", 750, 750_000),
        ("Tiền phạt (đồng)", 750_000, 750_000),
        ("Tiền phạt", 750_000, 750_000),
    ],
)
def test_the_unit_in_a_heading_counts(
    desk: Desk, tmp_path: Path, heading: str, cell: object, amount: int
) -> None:
    activities.save(desk, draft("establishment", trade_name="Nhà nghỉ A"))
    rows = [[*VISIT, heading], ["05/03/2025", "Nhà nghỉ A", "Đột xuất", "Mua dâm", "Phạt tiền", cell]]
    preview = importing.look(desk, kept(tmp_path, rows))
    assert said(preview.lines[0])["fine_vnd"] == amount
    assert (preview.columns[-1].code, preview.columns[-1].times) == ("fine_vnd", money_unit(heading) or 1)


def test_a_unit_above_the_table_counts_where_a_heading_says_nothing(desk: Desk, tmp_path: Path) -> None:
    heading = ["Năm", "Nguồn kinh phí", "Dự toán", "Đã chi (đồng)"]
    rows = [
        ["KINH PHÍ NĂM 2025"],
        ["Đơn vị tính: triệu đồng"],
        heading,
        [2025, "Ngân sách nhà nước", 30, 12_000],
    ]
    preview = importing.look(desk, kept(tmp_path, rows), Choices(kind="budget_entry"))
    values = said(preview.lines[0])
    assert (values["planned_vnd"], values["spent_vnd"]) == (30_000_000, 12_000)


@pytest.mark.parametrize("cell", [1.23456789, "1,500", "năm", "1.5.2", True])
def test_an_amount_that_is_no_whole_sum_or_could_be_two_is_not_guessed(
    desk: Desk, tmp_path: Path, cell: object
) -> None:
    rows = [["Năm", "Nguồn kinh phí", "Dự toán (triệu đồng)"], [2025, "Ngân sách nhà nước", cell]]
    preview = importing.look(desk, kept(tmp_path, rows), Choices(kind="budget_entry"))
    assert codes(preview) == {2: ["not_a_number"]}


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Số vụ phạt trên 5 triệu đồng", None),
        ("Tiền phạt (trong kỳ)", None),
        ("Địa điểm", None),
        ("Kinh phí (tỷ đồng)", 1_000_000_000),
        ("Kinh phí (VNĐ)", 1),
        ("Kinh phí (đ)", 1),
        ("Kinh phí (1.000.000 đồng)", 1_000_000),
    ],
)
def test_a_heading_says_its_unit_or_nothing(heading: str, unit: int | None) -> None:
    assert money_unit(heading) == unit


# --- groups side by side, and their total

WIDE: list[Row] = [
    ["STT", "Ngày", "Hình thức", "Địa điểm", "Số lượt người tham gia"],
    [None, None, None, None, "Tổng", "Phụ nữ", "Thanh niên", "Học sinh THPT"],
]


def wide(folder: Path, *lines: Row, merged: Sequence[str] = ("E1:H1",)) -> Path:
    numbered = [[n, f"{n:02}/03/2025", "Tọa đàm", f"Bản {n}", *line] for n, line in enumerate(lines, start=1)]
    return kept(folder, [*WIDE, *numbered], merged=merged)


@pytest.mark.parametrize("merged", [("E1:H1",), ("E1:H1", "A1:A2", "B1:B2", "C1:C2", "D1:D2")])
def test_one_miscounted_line_leaves_the_groups_to_the_others(
    desk: Desk, tmp_path: Path, merged: Sequence[str]
) -> None:
    path = wide(
        tmp_path, (60, 20, 30, 15), (60, 20, 30, 10), (45, 20, 15, 10), (12, None, 12, 0), merged=merged
    )
    preview = importing.look(desk, path)
    assert [row["group"] for row in preview.lines[1].values["audiences"]] == [
        "women", "youth", "student_upper_secondary",
    ]  # fmt: skip
    assert codes(preview) == {3: ["total_differs", "reason_needed"]}
    problem = preview.lines[0].problems[0]
    assert (problem.params, problem.severity) == ({"value": 60, "sum": 65}, "warning")
    assert preview.skipped == ()


def test_groups_that_are_only_some_of_all_are_not_counted_beside_the_total(
    desk: Desk, tmp_path: Path
) -> None:
    preview = importing.look(desk, wide(tmp_path, (60, 20, 10, 5), (50, 20, 10, 10), (40, 20, 10, 10)))
    assert [line.values["audiences"][0]["attendances"] for line in preview.lines] == [60, 50, 40]
    assert all(len(line.values["audiences"]) == 1 for line in preview.lines)
    assert preview.skipped == ()
