"""The import assistant: choices count at once, nothing is written before the last button, undo takes it back."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.conditions import Listing
from desktop.models.records import kind_named
from desktop.services import activities, exporting, importing, workbook
from desktop.services.importing import Choices
from desktop.services.importing.legacy_text import encode
from desktop.services.words import Words
from desktop.ui import language
from desktop.ui.importing.model import LinesModel
from desktop.ui.importing.page import ImportPage
from desktop.ui.importing.steps import COLUMNS, DONE, FILE, PREVIEW
from desktop.ui.importing.words import column_choices, letter
from tests.records import draft
from tests.ui.conftest import settle
from tests.ui.desks import nameless, speaks_both

HEADING = ["STT", "Ngày tháng", "Nội dung", "Ở đâu", "Hình thức", "Số người tham dự"]
LINES: list[list[object]] = [
    [1, datetime.date(2025, 3, 5), "Tác hại", "Bản Một", "Tọa đàm", 45],
    [2, "15.4.2025", "Luật", "Bản Hai", "Hội nghị", "1.204"],
    [3, "5/7/25", "Nội dung", "Bản Ba", "Tọa đàm", 60],
    [None, "Tổng cộng", None, None, None, 1309],
]


def kept(folder: Path, rows: list[list[object]], *, old: bool = False, name: str = "so tay.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Buổi"
    for row in rows:
        sheet.append([encode(c, "tcvn3") if old and isinstance(c, str) and c != "STT" else c for c in row])
    if old:
        for line in sheet.iter_rows():
            for cell in line:
                cell.font = openpyxl.styles.Font(name=".VnTime")
    book.create_sheet("Khác")
    book.save(folder / name)
    return folder / name


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return kept(tmp_path, [HEADING, *LINES])


def opened(qtbot: QtBot, workplace: Any, path: Path, kind: str = "propaganda_session") -> ImportPage:
    page = ImportPage(workplace, kind, path)
    qtbot.addWidget(page)
    page.resize(1120, 640)
    page.show()
    page.activateWindow()
    settle(qtbot, workplace.tasks)
    return page


@pytest.fixture
def page(qtbot: QtBot, empty_desk: Any, make_workplace: Any, sheet: Path) -> ImportPage:
    made = opened(qtbot, make_workplace(empty_desk), sheet)
    qtbot.waitUntil(made.isActiveWindow)
    return made


def later(qtbot: QtBot, page: ImportPage) -> None:
    """Wait until the file has been looked at with what was chosen."""
    qtbot.waitUntil(lambda: not page._wait.isActive(), timeout=5_000)
    settle(qtbot, page.workplace.tasks)


def total(page: ImportPage) -> int:
    return activities.page(page.workplace.desk, page.kind).total


def rows_of(page: ImportPage) -> list[str]:
    model = page.preview.model
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def test_the_model_is_well_behaved(page: ImportPage) -> None:
    model = LinesModel(kind_named("propaganda_session"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page._preview is not None
    model.show_items([*page._preview.lines, *page._preview.skipped])
    model.retranslate()
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.show_items([])
    del tester


def test_a_list_begins_with_its_columns_and_nothing_is_written(page: ImportPage) -> None:
    assert page._step == COLUMNS
    assert page._preview is not None
    assert [one.code for one in page._preview.columns] == [
        "", "held_on", "title", "", "form", "audiences[resident].attendances",
    ]  # fmt: skip
    assert page.columns._lines[3].field.value() is None
    assert total(page) == 0


def test_a_column_that_is_chosen_counts_at_once(qtbot: QtBot, page: ImportPage) -> None:
    field = page.columns._lines[3].field
    field.line.setFocus()
    qtbot.keyClicks(field.line, "dia diem")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    later(qtbot, page)
    assert page._preview is not None
    assert page._preview.columns[3].code == "venue"
    assert field.line.text() == "Địa điểm"
    assert page._preview.lines[0].values["venue"] == "Bản Một"


def test_a_column_can_be_left_out(qtbot: QtBot, page: ImportPage) -> None:
    field = page.columns._lines[2].field
    field.line.setFocus()
    field.line.selectAll()
    qtbot.keyClick(field.line, Qt.Key.Key_Delete)
    page.columns._lines[4].field.line.setFocus()
    later(qtbot, page)
    assert page._preview is not None
    assert (page._preview.columns[2].code, page._preview.columns[2].why) == ("", "chosen")


def test_a_column_taken_by_another_is_given_up(qtbot: QtBot, page: ImportPage) -> None:
    page.choose_column(3, "title")
    later(qtbot, page)
    assert page._preview is not None
    assert [page._preview.columns[n].code for n in (2, 3)] == ["", "title"]
    assert page.columns._lines[2].field.value() is None


def test_unknown_words_are_mapped_one_by_one_or_all_at_once(qtbot: QtBot, page: ImportPage) -> None:
    gaps = page.columns.gaps
    assert gaps.words.isVisible()
    assert "Hội nghị" in next(iter(gaps._rows.values())).said.text()
    qtbot.mouseClick(gaps.use_hints, Qt.MouseButton.LeftButton)
    later(qtbot, page)
    assert page._preview is not None
    assert page._preview.words == ()
    assert [row.field.value() for row in gaps._rows.values()] == ["meeting"]
    assert page._preview.count("new") == 2
    page.say_word("propaganda_form", "Hội nghị", "")
    later(qtbot, page)
    assert len(page._preview.words) == 1


def test_a_required_field_without_a_column_gets_one_value_for_all(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    path = kept(tmp_path, [["Ngày tháng", "Địa điểm"], [datetime.date(2025, 3, 5), "Bản Một"]])
    page = opened(qtbot, make_workplace(empty_desk), path)
    qtbot.waitUntil(page.isActiveWindow)
    _, editor = page.columns.gaps._editors["form"]
    assert editor is not None
    line = editor.focus_widget()
    line.setFocus()
    qtbot.keyClicks(line, "toa dam")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    later(qtbot, page)
    assert page._preview is not None
    assert (page._preview.missing, page._preview.count("new")) == ((), 1)
    assert "form" in page.columns.gaps._editors


def test_the_preview_balances_and_each_figure_leads_to_its_lines(qtbot: QtBot, page: ImportPage) -> None:
    page.columns.gaps.use_hints.click()
    later(qtbot, page)
    page.go_on()
    assert page._step == PREVIEW
    tabs = page.preview._tabs
    shown = [tabs[name].accessibleName().split()[0] for name in ("new", "changed", "same", "refused")]
    assert sum(map(int, shown)) == int(page.preview._read.text()) == 3
    qtbot.mouseClick(tabs["refused"], Qt.MouseButton.LeftButton)
    assert len(rows_of(page)) == 1
    assert "hai chữ số của năm" in page.preview.sentence.text()
    qtbot.mouseClick(tabs["skipped"], Qt.MouseButton.LeftButton)
    assert rows_of(page) == ["Tổng cộng | 1309"]
    qtbot.mouseClick(tabs["new"], Qt.MouseButton.LeftButton)
    page.preview.search.setText("toa dam")
    assert rows_of(page) == ["05/03/2025 · Tọa đàm"]


def test_the_last_button_writes_and_one_click_takes_it_back(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    heard: list[Any] = []
    page.workplace.records_changed.connect(heard.append)
    page.columns.gaps.use_hints.click()
    later(qtbot, page)
    page.show_step(PREVIEW)
    assert page._next.text() == "Nhập 2 bản ghi"
    page.go_on()
    settle(qtbot, page.workplace.tasks)
    assert (page._step, total(page)) == (DONE, 2)
    assert heard == [frozenset({"propaganda_session"})]
    page.save_refused(tmp_path / "tu choi.xlsx")
    settle(qtbot, page.workplace.tasks)
    assert openpyxl.load_workbook(tmp_path / "tu choi.xlsx").active.max_row == 2
    page._undo.trigger()
    settle(qtbot, page.workplace.tasks)
    assert total(page) == 0
    assert "2 bản ghi mới đã xóa" in page.done.text.text()
    assert not page._undo.isEnabled()


def test_what_was_mapped_is_there_the_next_time(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, sheet: Path, tmp_path: Path
) -> None:
    workplace = make_workplace(empty_desk)
    words = {"propaganda_form": {"hoi nghi": "meeting"}}
    importing.run(empty_desk, sheet, Choices("propaganda_session", columns={3: "venue"}, words=words))
    later_file = kept(tmp_path, [HEADING, [1, "6/4/2025", "Mới", "Bản Bốn", "Hội nghị", 5]], name="sau.xlsx")
    page = opened(qtbot, workplace, later_file)
    assert page._preview is not None
    assert page._preview.columns[3].why == "remembered"
    assert (page._preview.remembered, page._preview.count("new")) == (True, 1)


def test_a_template_goes_straight_to_the_preview(
    qtbot: QtBot, desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    exporting.export(desk, Listing("establishment"), tmp_path / "l.xlsx", Words())
    page = opened(qtbot, make_workplace(desk), tmp_path / "l.xlsx", "establishment")
    assert page._step == PREVIEW
    assert page._preview is not None
    assert page._preview.count("same") == page._preview.read == total(page)
    assert not page._next.isEnabled()


def test_a_template_of_another_register_goes_where_it_belongs(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    workbook.template("inspection", tmp_path / "t.xlsx", Words())
    page = opened(qtbot, make_workplace(empty_desk), tmp_path / "t.xlsx", "establishment")
    settle(qtbot, page.workplace.tasks)
    assert page.kind == "inspection"
    assert "Kiểm tra" in page.title()
    assert "Kiểm tra" in page.workplace.messages.text


def test_old_fonts_are_shown_before_and_after_and_may_be_contradicted(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    page = opened(qtbot, make_workplace(empty_desk), kept(tmp_path, [HEADING, *LINES], old=True))
    page.show_step(FILE)
    assert page.file.fonts.isVisible()
    assert page._preview is not None
    (finding,) = page._preview.fonts
    assert ("Néi dung", "Nội dung") in finding.samples
    page.choose_font(".VnTime", "unicode")
    later(qtbot, page)
    assert page._preview.fonts == ()
    assert page._preview.columns[2].heading == "Néi dung"
    assert page.file.fonts.isVisible()


def test_another_sheet_can_be_read(qtbot: QtBot, page: ImportPage) -> None:
    page.show_step(FILE)
    assert page.file.sheet.isVisible()
    page.choose_sheet("Khác")
    later(qtbot, page)
    assert page._step == FILE
    assert "Không tìm thấy" in page.file._about.text()
    page.choose_sheet("Buổi")
    later(qtbot, page)
    assert page._preview is not None


def test_a_file_that_cannot_be_read_is_told_in_its_place(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    (tmp_path / "anh.xlsx").write_bytes(b"\x89PNG")
    page = opened(qtbot, make_workplace(empty_desk), tmp_path / "anh.xlsx")
    assert page._step == FILE
    assert "không phải tệp Excel" in page.file._about.text()
    assert not page._next.isEnabled()


def test_the_window_opens_the_assistant_and_comes_back_to_the_register(
    qtbot: QtBot, desk: Any, make_window: Any, sheet: Path
) -> None:
    window = make_window(desk)
    window.workplace.open_page("propaganda_session")
    settle(qtbot, window.workplace.tasks)
    register = window.page
    window.workplace.open_import("propaganda_session", sheet)
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, ImportPage)
    window.page.show_step(FILE)
    window.page.go_back()
    assert window.page is register


def test_every_widget_says_what_it_is_in_both_languages(qtbot: QtBot, page: ImportPage) -> None:
    for step in (FILE, COLUMNS, PREVIEW):
        page.show_step(step)
        assert nameless(page) == []
    page.show_step(COLUMNS)
    speaks_both(page, "importing.words", "importing.column.heading")


def test_tab_walks_the_columns_in_their_order(qtbot: QtBot, page: ImportPage) -> None:
    first = page.columns._lines[0].field.line
    first.setFocus()
    seen = []
    for _ in range(3):
        seen.append(page.focusWidget().objectName())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert seen == ["column_A_input", "column_B_input", "column_C_input"]


def test_every_kind_offers_its_fields_once(qtbot: QtBot) -> None:
    from desktop.models.records import all_kinds

    for kind in all_kinds():
        if not kind.derived:
            offered = column_choices(kind)
            assert len({code for code, _ in offered}) == len({word for _, word in offered}) == len(offered), (
                kind.name
            )
            assert all(word for _, word in offered)


def test_letters_go_on_after_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert language.current() == "vi"


def test_a_word_may_be_said_to_mean_none_where_the_field_may_be_empty(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    heading = ["Ngày kiểm tra", "Tên cơ sở", "Hình thức kiểm tra", "Hành vi vi phạm"]
    rows: list[list[object]] = [heading, ["05/03/2025", "Nhà nghỉ A", "Tình cờ", "Ổn cả"]]
    made = opened(qtbot, make_workplace(empty_desk), kept(tmp_path, rows), "inspection")
    by_word = {row.word.word: row.field for row in made.columns.gaps._rows.values()}
    assert "-" in dict(by_word["Ổn cả"].choices)
    assert "-" not in dict(by_word["Tình cờ"].choices)
    by_word["Ổn cả"].set_value("-")
    by_word["Ổn cả"].edited.emit()
    later(qtbot, made)
    assert made._preview is not None
    assert [word.word for word in made._preview.words] == ["Tình cờ"]


def test_what_amounts_are_multiplied_by_is_said(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    heading = ["Năm", "Nguồn kinh phí", "Dự toán (triệu đồng)", "Đã chi (đồng)"]
    path = kept(tmp_path, [heading, [2025, "Ngân sách nhà nước", 1.5, 900_000]])
    made = opened(qtbot, make_workplace(empty_desk), path, "budget_entry")
    made.show_step(COLUMNS)
    said = made.columns.gaps.units_text
    assert said.isVisible()
    assert "Dự toán (triệu đồng)" in said.text()
    assert "1.000.000" in said.text()
    assert "Đã chi" not in said.text()


DOUBTED: list[list[object]] = [
    ["Ngày kiểm tra", "Tên cơ sở", "Hình thức kiểm tra", "Tiền phạt", "Lý do giữ nguyên"],
    ["05/03/2025", "Nhà nghỉ A", "Đột xuất", None, None],
    ["06/03/2025", "Nhà nghỉ A", "Đột xuất", 500_000, None],
    ["07/03/2025", "Nhà nghỉ A", "Đột xuất", 500_000, "Chờ biên bản"],
    ["31/02/2025", "Nhà nghỉ A", "Đột xuất", None, None],
]


@pytest.fixture
def doubted(qtbot: QtBot, empty_desk: Any, make_workplace: Any, tmp_path: Path) -> ImportPage:
    activities.save(empty_desk, draft("establishment", trade_name="Nhà nghỉ A"))
    made = opened(qtbot, make_workplace(empty_desk), kept(tmp_path, DOUBTED), "inspection")
    qtbot.waitUntil(made.isActiveWindow)
    made.show_step(PREVIEW)
    return made


def test_lines_in_doubt_are_shown_and_the_button_says_what_is_missing(
    qtbot: QtBot, doubted: ImportPage
) -> None:
    step = doubted.preview
    assert step.doubts.isVisible()
    assert doubted.begins_in is step.doubts.reason
    assert doubted._next.text() == "Nhập 2 bản ghi (còn 1 thiếu lý do)"
    qtbot.mouseClick(step._tabs["doubtful"], Qt.MouseButton.LeftButton)
    assert [str(step.model.index(row, 0).data())[2:] for row in range(step.model.rowCount())] == [
        "Cần lý do",
        "Mới",
    ]


def test_one_reason_lets_them_in_and_is_kept_on_each(qtbot: QtBot, doubted: ImportPage) -> None:
    doubts = doubted.preview.doubts
    doubts.reason.line.setFocus()
    qtbot.keyClicks(doubts.reason.line, "Da kiem tra")
    assert not doubted._next.isEnabled()
    later(qtbot, doubted)
    assert doubted._next.text() == "Nhập 3 bản ghi"
    assert doubts.reason.line.hasFocus()
    assert doubts.isVisible()
    doubted.go_on()
    settle(qtbot, doubted.workplace.tasks)
    records = [entry.record for entry in activities.page(doubted.workplace.desk, "inspection").entries]
    assert sorted(str(record.reason) for record in records) == ["Chờ biên bản", "Da kiem tra", "None"]


def test_a_reason_can_be_chosen_and_taken_back(qtbot: QtBot, doubted: ImportPage) -> None:
    doubts = doubted.preview.doubts
    doubts.reason.setCurrentIndex(1)
    later(qtbot, doubted)
    assert doubted._preview is not None
    assert doubted._preview.waiting == 0
    doubts.reason.setCurrentIndex(0)
    later(qtbot, doubted)
    assert (doubted._preview.waiting, doubted._choices.reason) == (1, "")
    assert nameless(doubted) == []


def test_lines_left_without_a_reason_are_not_imported(qtbot: QtBot, doubted: ImportPage) -> None:
    doubted.go_on()
    settle(qtbot, doubted.workplace.tasks)
    assert total(doubted) == 2
    assert doubted._outcome is not None
    assert [line.row for line in doubted._outcome.preview.of("refused")] == [3, 5]
