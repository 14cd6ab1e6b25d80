"""Lists officers keep in Excel: headings, columns, dates, numbers and fonts as they come; nothing lost in silence."""

import datetime
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import said
from desktop.models.edits import to_values
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.models.records import FieldType, Kind, all_kinds, kind_named
from desktop.services import activities, importing
from desktop.services.desk import Desk
from desktop.services.importing import Choices, reading
from desktop.services.importing.legacy_text import decode, encode, is_syllable
from desktop.services.importing.preview import Encoding
from desktop.services.words import LANGUAGES, Words, catalogue
from desktop.services.workbook.columns import columns, label
from tests.conftest import MakeDesk
from tests.services.workbooks import Row, kept

WORDS = Words("vi")
KINDS = [kind for kind in all_kinds() if not kind.derived]
LEGACY: tuple[Encoding, ...] = ("tcvn3", "vni")


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(now=datetime.datetime(2025, 11, 5, 8))


TITLES: list[Row] = [
    ["ỦY BAN NHÂN DÂN XÃ BUM TỞ"],
    ["DANH SÁCH CÁC BUỔI TUYÊN TRUYỀN PHÒNG, CHỐNG MẠI DÂM NĂM 2025"],
    [],
]
HEADING: list[Row] = [
    ["STT", "Ngày tháng", "Nội dung", "Địa điểm", "Hình thức", "Số lượt người tham dự", None, "Ghi chú"],
    [None, None, None, None, None, "Tổng số", "Nữ", None],
]
MERGED = ["A2:H2", "F4:G4", *(f"{letter}4:{letter}5" for letter in "ABCDEH")]
LINES: list[Row] = [
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
    [1, date(2025, 3, 5), "Tác hại của mại dâm", "Nhà văn hóa bản Nậm Xả", "Tọa đàm", 45, 20, None],
    [2, "15.4.2025", "Luật phòng, chống", "Trường", "toa dam", "1.204", "3 0", "có loa"],
    ["II", "Quý 2"],
    [],
    [3, "5-6-2025", "Nội dung ba", "Chợ", "Tọa đàm", "60", "10", None],
    [4, "5/7/25", "Nội dung bốn", "Chợ", "Tọa đàm", 60, 10, None],
    [5],
    [None, "Tổng cộng", None, None, None, 1369, 70],
    [],
    ["Ghi chú: số liệu tính đến 15/11"],
    [None, "Người lập biểu", None, None, None, "Chủ tịch"],
]


def test_a_list_with_titles_two_heading_rows_totals_and_notes_is_read(tmp_path: Path) -> None:
    read = reading.read(kept(tmp_path, [*TITLES, *HEADING, *LINES], merged=MERGED))
    assert (read.kind, read.heading.first, read.heading.last) == ("propaganda_session", 4, 5)
    assert {one.code for one in read.columns} == {
        "", "held_on", "title", "venue", "form", "note", "audiences[resident].attendances",
        "audiences[resident].female",
    }  # fmt: skip
    assert [(line.row, line.why) for line in read.skipped] == [
        (6, "numbers"), (9, "section"), (14, "total"), (16, "note"), (17, "note"),
    ]  # fmt: skip
    assert [row.row for row in read.rows] == [7, 8, 11, 12]
    assert [row.draft.values["held_on"] for row in read.rows] == [
        date(2025, 3, 5), date(2025, 4, 15), date(2025, 6, 5), None,
    ]  # fmt: skip
    first, *_ = (row.draft.values["audiences"] for row in read.rows)
    assert first == ({"group": "resident", "attendances": 45, "female": 20},)
    assert [(p.field, p.code) for p in read.rows[1].problems] == [("audiences.0.female", "not_a_number")]
    assert [p.code for p in read.rows[3].problems] == ["two_digit_year"]


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("named", [True, False])
def test_the_same_list_in_an_old_font_is_the_same_list(
    tmp_path: Path, encoding: Encoding, named: bool
) -> None:
    plain: list[Row] = [[cell.lower() if isinstance(cell, str) else cell for cell in row]
                        for row in [*TITLES, *HEADING, *LINES]]  # fmt: skip
    wanted = reading.read(kept(tmp_path, plain, merged=MERGED))
    font = {"tcvn3": ".VnTime", "vni": "VNI-Times"}[encoding] if named else "Arial"
    read = reading.read(kept(tmp_path, plain, merged=MERGED, encoding=encoding, font=font, name="old.xlsx"))
    assert [row.draft.values for row in read.rows] == [row.draft.values for row in wanted.rows]
    (found,) = read.fonts
    assert (found.encoding, found.font) == (encoding, font if named else "")
    assert all(after == nfc(decode(before, encoding).text) for before, after in found.samples)
    assert found.losses == ()


def test_a_font_of_capitals_is_read_as_capitals(tmp_path: Path) -> None:
    rows: list[Row] = [["Ngày tháng", "Hình thức", "Địa điểm"], [date(2025, 3, 5), "tọa đàm", "nhà văn hóa"]]
    read = reading.read(
        kept(tmp_path, rows, encoding="tcvn3", font=".VnTimeH"), Choices(kind="propaganda_session")
    )
    assert read.rows[0].draft.values["venue"] == "NHÀ VĂN HÓA"


def test_what_an_old_font_cannot_say_is_named(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Ngày tháng", "Hình thức", "Địa điểm"],
        [date(2025, 3, 5), "tọa đàm", "bản mường mới"],
        [date(2025, 3, 6), "tọa đàm", "bản hồng ngài"],
    ]  # fmt: skip
    path = kept(tmp_path, rows, encoding="tcvn3", font=".VnTime")
    book = openpyxl.load_workbook(path)
    # Programs drop the soft hyphen, which is the letter ư.
    book.active["C2"] = str(book.active["C2"].value).replace("\xad", "")
    book.save(path)
    (found,) = reading.read(path, Choices(kind="propaganda_session")).fonts
    assert [(loss.characters, loss.text) for loss in found.losses] == [("ư", "bản mờng mới")]


def test_a_person_may_say_what_a_font_is(tmp_path: Path) -> None:
    rows: list[Row] = [["trade_name", "type"], ["Quán cã", "spa"]]
    path = kept(tmp_path, rows)
    assert reading.read(path).rows[0].draft.values["trade_name"] == "Quán cã"
    forced = reading.read(path, Choices(fonts={"Times New Roman": "tcvn3"}))
    assert forced.rows[0].draft.values["trade_name"] == "Quán có".replace("á", "ỏ")


def everything_said() -> list[str]:
    areas = ("records", "codes", "problems", "errors", "window", "workbook")
    return sorted({text for area in areas for text in catalogue("vi", area).values()})


@pytest.mark.parametrize("encoding", LEGACY)
def test_what_is_written_in_an_old_font_is_read_back(encoding: Encoding) -> None:
    words = {word for text in everything_said() for word in nfc(text).split() if word.isalpha()}
    for word in {word.lower() for word in words} if encoding == "tcvn3" else words:
        assert decode(encode(word, encoding), encoding) == (word, "")


def test_words_of_the_language_are_syllables_and_old_text_is_not() -> None:
    words = {
        word for text in everything_said() for word in text.split() if word.isalpha() and not word.isascii()
    }
    abbreviations = {word for word in words if word.isupper()}
    assert [word for word in words - abbreviations if not is_syllable(word)] == []
    for encoding in LEGACY:
        changed = {encode(word, encoding) for word in words} - words
        assert sum(map(is_syllable, changed)) < 0.2 * len(changed)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(everything_said()), min_size=1, max_size=12))
def test_unicode_is_never_converted(tmp_path: Path, texts: list[str]) -> None:
    rows: list[Row] = [
        ["Ngày tháng", "Hình thức", "Địa điểm"],
        *([date(2025, 3, 5), "Tọa đàm", t] for t in texts),
    ]
    read = reading.read(kept(tmp_path, rows), Choices(kind="propaganda_session"))
    assert read.fonts == ()
    assert [row.draft.values["venue"] for row in read.rows] == [nfc(text) for text in texts]


# --- headings


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_labels_of_every_kind_are_understood_without_codes(
    tmp_path: Path, kind: Kind, language: str
) -> None:
    asked = [c for c in columns(kind) if c.field is not None and not c.field.made]
    heading: Row = [label(Words(language), kind, column) for column in asked]
    read = reading.read(kept(tmp_path, [["Danh sách"], heading]), Choices(kind=kind.name))
    assert [one.code for one in read.columns] == [column.code for column in asked]
    assert read.missing == ()


@pytest.mark.parametrize(
    ("kind", "heading", "codes"),
    [
        (
            "establishment",
            ["TT", "Tên cơ sở", "Địa chỉ", "Loại hình kinh doanh", "Số lao động", "Ngày ký cam kết"],
            ["", "trade_name", "hamlet", "type", "workers", "commitment_on"],
        ),
        (
            "inspection",
            ["Số TT", "Thời gian", "Tên cơ sở", "Hình thức", "Nội dung vi phạm", "Số tiền phạt (đồng)"],
            ["", "inspected_on", "establishment", "mode", "violations", "fine_vnd"],
        ),
        (
            "training",
            ["STT", "Ngày tổ chức", "Tên lớp tập huấn", "Đơn vị tổ chức", "Số học viên"],
            ["", "started_on", "title", "organiser_level", ""],
        ),
        ("directive", ["Số ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu nội dung"],
         ["number", "issued_on", "issuer", "title"]),
        ("propaganda_session", ["Ngày tuyên truyền", "Hình thức", "Dịa điểm tổ chức"],
         ["held_on", "form", "venue"]),
    ],
)  # fmt: skip
def test_common_headings_are_understood(
    tmp_path: Path, kind: str, heading: list[str], codes: list[str]
) -> None:
    read = reading.read(kept(tmp_path, [heading]), Choices(kind=kind))
    assert [one.code for one in read.columns] == codes


def test_the_register_is_found_from_title_and_headings(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ TRÊN ĐỊA BÀN"],
        ["STT", "Tên cơ sở", "Loại hình", "Số lao động"],
        [1, "Nhà nghỉ Sao", "Nhà nghỉ", 3],
    ]
    assert reading.read(kept(tmp_path, rows)).kind == "establishment"


def test_the_sheet_with_the_list_is_found(tmp_path: Path) -> None:
    path = kept(tmp_path, [*TITLES, *HEADING, *LINES], merged=MERGED, title="Tuyên truyền")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Bìa", 0)["A1"] = "Báo cáo"
    book.save(path)
    read = reading.read(path)
    assert (read.sheet, read.sheets) == ("Tuyên truyền", ("Bìa", "Tuyên truyền"))


def test_a_column_for_each_group_becomes_rows(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Ngày", "Hình thức", "Thành phần tham dự", None, None, None, "Cộng"],
        [None, None, "Phụ nữ", "Thanh thiếu niên", "Người dân", None, None],
        [date(2025, 3, 5), "Tọa đàm", 10, 0, 25, None, 35],
        [date(2025, 3, 6), "Tọa đàm", None, 4, None, None, 4],
    ]
    read = reading.read(kept(tmp_path, rows, merged=["C1:E1"]), Choices(kind="propaganda_session"))
    assert [row.draft.values["audiences"] for row in read.rows] == [
        ({"group": "women", "attendances": 10}, {"group": "resident", "attendances": 25}),
        ({"group": "youth", "attendances": 4},),
    ]


def test_a_day_merged_over_several_lines_holds_for_each(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Ngày", "Hình thức", "Địa điểm"],
        [date(2025, 3, 5), "Tọa đàm", "Bản Một"],
        [None, "Tọa đàm", "Bản Hai"],
    ]
    read = reading.read(kept(tmp_path, rows, merged=["A2:A3"]), Choices(kind="propaganda_session"))
    assert [row.draft.values["held_on"] for row in read.rows] == [date(2025, 3, 5)] * 2


def test_the_heading_of_the_next_page_is_no_record(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Ngày", "Hình thức", "Địa điểm"],
        [date(2025, 3, 5), "Tọa đàm", "Bản Một"],
        ["Ngày", "Hình thức", "Địa điểm"],
        [date(2025, 3, 6), "Tọa đàm", "Bản Hai"],
    ]
    read = reading.read(kept(tmp_path, rows), Choices(kind="propaganda_session"))
    assert [row.row for row in read.rows] == [2, 4]
    assert [(line.row, line.why) for line in read.skipped] == [(3, "heading")]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_line_with_a_day_or_a_number_is_read_or_told(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever stands in a list: each line that is not empty is a record, or is named among those left out."""
    cell = st.sampled_from(
        [None, 1, 45, "1.204", date(2025, 3, 5), "5/7/25", "Tọa đàm", "Tổng cộng", "Ghi chú", "Bản Một", "x", "II"]
    )  # fmt: skip
    lines = data.draw(st.lists(st.lists(cell, min_size=4, max_size=4), min_size=1, max_size=10))
    rows: list[Row] = [["Ngày", "Hình thức", "Địa điểm", "Số người tham dự"], *lines]
    read = reading.read(kept(tmp_path, rows), Choices(kind="propaganda_session"))
    told = {number for row in read.rows for number in row.lines} | {line.row for line in read.skipped}
    assert told == {n for n, line in enumerate(lines, start=2) if any(c is not None for c in line)}


def test_a_file_in_which_nothing_looks_like_a_register_is_refused(tmp_path: Path) -> None:
    rows: list[Row] = [["Tuần", "Thực đơn"], ["Một", "Cơm"]]
    with pytest.raises(Refusal) as found:
        reading.read(kept(tmp_path, rows))
    assert found.value.code == "columns_missing"
    mapped = reading.read(kept(tmp_path, rows), Choices(kind="directive", columns={1: "title"}))
    assert mapped.rows[0].draft.values["title"] == "Cơm"
    assert mapped.missing == ("issued_on",)


# --- mapping


def test_what_a_person_maps_counts_and_is_remembered(desk: Desk, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Hôm", "Kiểu", "Ở đâu"],
        [date(2025, 3, 5), "Hội nghị", "Bản Một"],
        [date(2025, 3, 6), "Họp bản", "Bản Hai"],
    ]
    path = kept(tmp_path, rows)
    preview = importing.look(desk, path, Choices(kind="propaganda_session"))
    assert set(preview.missing) == {"held_on", "form"}
    columns_ = {0: "held_on", 1: "form", 2: "venue"}
    choices = Choices(kind="propaganda_session", columns=columns_)
    preview = importing.look(desk, path, choices)
    assert preview.missing == ()
    assert [(word.word, word.lines, word.nearest) for word in preview.words] == [
        ("Hội nghị", 1, "meeting"), ("Họp bản", 1, "integrated_meeting"),
    ]  # fmt: skip
    words = {"propaganda_form": {"hoi nghi": "meeting", "hop ban": "integrated_meeting"}}
    choices = Choices(kind="propaganda_session", columns=columns_, words=words)
    assert importing.run(desk, path, choices).preview.count("new") == 2
    later = kept(tmp_path, [rows[0], [date(2025, 4, 5), "Hội nghị", "Bản Ba"]], name="later.xlsx")
    preview = importing.look(desk, later, Choices(kind="propaganda_session"))
    assert (preview.remembered, preview.count("new"), preview.missing) == (True, 1, ())


def test_a_field_without_a_column_takes_one_value_for_all(desk: Desk, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Ngày tháng", "Địa điểm"],
        [date(2025, 3, 5), "Bản Một"],
        [date(2025, 3, 6), "Bản Hai"],
    ]
    choices = Choices(kind="propaganda_session", fixed={"form": "Tọa đàm"})
    preview = importing.run(desk, kept(tmp_path, rows), choices).preview
    assert (preview.count("new"), preview.missing) == (2, ())
    assert {to_values(kind_named("propaganda_session"), e.record)["form"]
            for e in activities.page(desk, "propaganda_session").entries} == {"talk"}  # fmt: skip


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (Choices(kind="nothing"), "unknown_kind"),
        (Choices(kind="support_tally"), "unknown_kind"),
        (Choices(kind="directive", columns={0: "nothing"}), "unknown_column"),
        (Choices(kind="directive", sheet="nothing"), "sheet_missing"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(tmp_path: Path, choices: Choices, code: str) -> None:
    with pytest.raises(Refusal) as found:
        reading.read(kept(tmp_path, [["Trích yếu", "Ngày ban hành"]]), choices)
    assert found.value.code == code
    for language in LANGUAGES:
        assert said.refusal(Words(language), found.value)


# --- the balance, and what comes back


CELLS = st.sampled_from(
    [None, "", 0, 12, -3, 12.5, True, "1.204", "1 204", "nhiều", date(2025, 3, 5), date(2031, 1, 1), "5/3/2025",
     "5.3.25", "5/3", 45_000, "Tọa đàm", "talk", "Hội nghị", "=1+1", "Bản Một", "Tổng cộng", "0912345678", "x" * 300]
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_read_is_new_and_changed_and_the_same_and_refused(
    desk: Desk, tmp_path: Path, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=8))
    heading: Row = ["Ngày tháng", "Hình thức", "Địa điểm", "Số người tham dự", "Ghi chú"]
    path = kept(tmp_path, [heading, *rows])
    choices = Choices(kind="propaganda_session")
    preview = importing.look(desk, path, choices)
    counts = [preview.count(status) for status in ("new", "changed", "same", "refused")]
    assert sum(counts) == preview.read == len(preview.lines)
    before = activities.page(desk, "propaganda_session").total
    outcome = importing.run(desk, path, choices, agreed=preview)
    assert outcome.preview == preview
    assert activities.page(desk, "propaganda_session").total == before + preview.count("new")
    again = importing.look(desk, path, choices)
    assert (again.count("new"), again.count("changed")) == (0, 0)
    assert again.count("same") == preview.count("new") + preview.count("same")
    assert importing.undo(desk, outcome).deleted == preview.count("new")
    assert activities.page(desk, "propaganda_session").total == before


def test_nothing_is_written_when_the_file_changed_after_the_preview(desk: Desk, tmp_path: Path) -> None:
    heading: Row = ["Ngày tháng", "Hình thức"]
    path = kept(tmp_path, [heading, [date(2025, 3, 5), "Tọa đàm"]])
    preview = importing.look(desk, path)
    kept(tmp_path, [heading, [date(2025, 3, 6), "Tọa đàm"]])
    with pytest.raises(Refusal) as found:
        importing.run(desk, path, agreed=preview)
    assert found.value.code == "import_changed"
    assert activities.page(desk, "propaganda_session").total == 0


@pytest.mark.parametrize("encoding", ["unicode", *LEGACY])
def test_refused_lines_come_back_mended_and_the_others_are_recognised(
    desk: Desk, tmp_path: Path, encoding: Encoding
) -> None:
    font = {"unicode": "Times New Roman", "tcvn3": ".VnTime", "vni": "VNI-Times"}[encoding]
    path = kept(tmp_path, [*TITLES, *HEADING, *LINES], merged=MERGED, encoding=encoding, font=font)
    preview = importing.run(desk, path).preview
    assert (preview.count("new"), preview.count("refused")) == (2, 2)
    back = tmp_path / "back.xlsx"
    assert (
        importing.write_refused(path, preview, back, WORDS, lambda p: said.problem(WORDS, p, preview.kind))
        == 2
    )
    book = openpyxl.load_workbook(back)
    sheet = book.active
    original = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[4]][:8] == [cell.value for cell in original[4]][:8]
    assert sheet["C8"].font.name == font
    assert "A2:H2" in {str(area) for area in sheet.merged_cells.ranges}
    reasons = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Lý do từ chối"]
    assert [(cell.row, cell.column) for cell in reasons] == [(5, 9)]
    assert "hai chữ số của năm" in str(sheet.cell(8, 9).value)
    again = importing.look(desk, back)
    assert (again.read, again.count("refused"), again.kind) == (2, 2, preview.kind)
    sheet["G7"], sheet["B8"] = 30, "5/7/2025"
    book.save(back)
    mended = importing.run(desk, back).preview
    assert (mended.count("new"), mended.count("refused")) == (2, 0)
    whole = importing.look(desk, path)
    assert (whole.count("same"), whole.count("new"), whole.count("refused")) == (2, 0, 2)


def test_an_undone_import_puts_values_back_and_leaves_what_was_touched_since(
    desk: Desk, tmp_path: Path
) -> None:
    heading: Row = ["Ngày tháng", "Hình thức", "Địa điểm"]
    lines: list[Row] = [[date(2025, 3, n), "Tọa đàm", f"Bản {n}"] for n in (1, 2, 3)]
    importing.run(desk, kept(tmp_path, [heading, *lines]))
    records = {e.record.held_on.day: e.id  # type: ignore[attr-defined]
               for e in activities.page(desk, "propaganda_session").entries}  # fmt: skip
    coded: list[Row] = [
        ["id", "venue", "held_on", "form"],
        [records[1], "Nơi khác", date(2025, 3, 1), "talk"],
        [records[2], "Nơi khác", date(2025, 3, 2), "talk"],
        [records[3], "Bản 3", date(2025, 3, 3), "talk"],
        [None, "Bản 4", date(2025, 3, 4), "talk"],
    ]  # fmt: skip
    outcome = importing.run(desk, kept(tmp_path, coded, name="coded.xlsx"))
    assert [outcome.preview.count(s) for s in ("new", "changed", "same", "refused")] == [1, 2, 1, 0]
    assert outcome.preview.of("changed")[0].changes == (("venue", "Bản 1", "Nơi khác"),)
    touched = activities.get(desk, "propaganda_session", records[2])
    values = {
        **to_values(kind_named("propaganda_session"), touched.record),
        "title": "Sau đó",
        "reason": "đã xem",
    }
    activities.save(desk, importing_draft(records[2], values))
    undone = importing.undo(desk, outcome)
    assert (undone.deleted, undone.restored, undone.kept) == (1, 1, 1)
    venues = {e.id: e.record.venue for e in activities.page(desk, "propaganda_session").entries}  # type: ignore[attr-defined]
    assert venues == {records[1]: "Bản 1", records[2]: "Nơi khác", records[3]: "Bản 3"}


def importing_draft(record: str, values: dict[str, Any]) -> Any:
    from desktop.models.entry import Draft

    return Draft("propaganda_session", values, record)


def test_rows_of_every_kind_that_count_groups_have_a_group_to_count_in() -> None:
    for kind in KINDS:
        for field in kind.fields:
            if field.type is FieldType.ROWS:
                assert field.rows[0].required, (kind.name, field.name)
