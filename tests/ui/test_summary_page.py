"""The summary page."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.models.entry import Draft
from desktop.services import exchange, figures, forms, printing, prints, summary
from desktop.services.activities import save
from desktop.ui import language
from desktop.ui.summary.page import make
from desktop.ui.summary.paper import prepare, print_pages
from tests.records import draft
from tests.ui.conftest import settle
from tests.ui.desks import SECOND_UNIT, commune, nameless, shown, speaks_both

LABEL, NOW, TO_DATE, LAST_YEAR = 1, 3, 4, 5


@pytest.fixture
def page(qtbot: QtBot, workplace: Any) -> Any:
    return shown(qtbot, workplace, make)


def test_the_preview_shows_every_page_of_the_document(page: Any, desk: Any) -> None:
    built = summary.build(desk, page.workplace.period)
    pages = printing.pages(built, 144)
    assert page.preview.pages == len(pages) > 1
    assert [image.size() for image in page.preview._images] == [QImage.fromData(one).size() for one in pages]
    assert f"{len(pages)} trang" in page.context()
    assert (page.bar.number.text(), page.bar.where.text()) == ("1", f"/ {len(pages)}")


def test_scrolling_says_which_page_is_in_sight(qtbot: QtBot, page: Any) -> None:
    page.preview.setFocus()
    qtbot.keyClick(page.preview, Qt.Key.Key_PageDown)
    bar = page.preview.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert page.bar.number.text() == str(page.preview.pages)


def test_pages_fit_the_width_the_window_or_paper(qtbot: QtBot, page: Any) -> None:
    image = page.preview._images[0]
    room = page.preview.viewport().size()
    assert room.width() - 40 < page.preview.page_size(image).width() < room.width()
    qtbot.mouseClick(page.bar.zooms.button(1), Qt.MouseButton.LeftButton)
    assert room.height() - 40 < page.preview.page_size(image).height() < room.height()
    qtbot.mouseClick(page.bar.zooms.button(2), Qt.MouseButton.LeftButton)
    assert abs(page.preview.page_size(image).width() - 210 / 25.4 * 96) < 2


def test_zooming_stays_at_the_page(qtbot: QtBot, page: Any) -> None:
    places = page.preview._sheets.places
    page.preview.verticalScrollBar().setValue(places[1].top())
    assert page.preview.page == 2
    for number in (1, 2, 0):
        qtbot.mouseClick(page.bar.zooms.button(number), Qt.MouseButton.LeftButton)
        assert page.preview.page == 2


def test_pages_are_gone_to_by_number_by_step_and_by_picture(qtbot: QtBot, page: Any) -> None:
    bar, preview = page.bar, page.preview
    bar.number.selectAll()
    qtbot.keyClicks(bar.number, "3")
    qtbot.keyClick(bar.number, Qt.Key.Key_Return)
    assert preview.page == 3
    qtbot.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    assert (preview.page, bar.number.text()) == (2, "2")
    page.pictures.setFocus()
    qtbot.keyClick(page.pictures, Qt.Key.Key_Up)
    assert preview.page == 1
    assert not bar.back.isEnabled()
    assert page.pictures.count() == preview.pages
    bar.number.selectAll()
    qtbot.keyClicks(bar.number, "99")
    qtbot.keyClick(bar.number, Qt.Key.Key_Return)
    assert page.pictures.currentRow() + 1 == preview.page == preview.pages


def test_pages_are_made_larger_and_smaller_with_limits(qtbot: QtBot, page: Any) -> None:
    bar, preview = page.bar, page.preview
    qtbot.mouseClick(bar.zooms.button(2), Qt.MouseButton.LeftButton)
    whole = preview.page_size(preview.images[0]).width()
    qtbot.mouseClick(bar.larger, Qt.MouseButton.LeftButton)
    assert preview.zoom == "free"
    assert bar.zooms.checkedButton() is None
    assert abs(preview.page_size(preview.images[0]).width() - 1.25 * whole) <= 2
    for _ in range(20):
        preview.zoom_by(-1)
    assert abs(preview.page_size(preview.images[0]).width() - whole / 4) <= 2


def test_a_new_record_is_drawn_at_once(qtbot: QtBot, page: Any, desk: Any) -> None:
    before = page._rendered.summary
    values = {
        "year": 2025,
        "number": "99/KH-UBND",
        "issued_on": desk.period(2025, "q1").start,
        "standalone": True,
    }
    from desktop.models.records import kind_named

    known = {name: value for name, value in values.items() if name in kind_named("annual_plan")}
    save(desk, Draft("annual_plan", {**known, "reason": "hai kế hoạch"}))
    page.workplace.changed({"annual_plan"})
    settle(qtbot, page.workplace.tasks)
    assert page._rendered.summary != before
    assert page._rendered.summary == summary.build(desk, page.workplace.period)


def test_another_period_is_drawn(qtbot: QtBot, page: Any, desk: Any) -> None:
    page.workplace.choose_period(desk.period(2025, "q2"))
    settle(qtbot, page.workplace.tasks)
    assert page._rendered.summary.period == desk.period(2025, "q2")
    assert language.say("period.q2", year="2025") in page.context()


def test_pdf_and_workbook_hold_the_figures_shown(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    page.write(tmp_path / "bieu.pdf")
    settle(qtbot, page.workplace.tasks)
    assert "bieu.pdf" in page.workplace.messages.text
    page.write(tmp_path / "bieu.xlsx")
    settle(qtbot, page.workplace.tasks)
    line = next(
        one
        for one in page._rendered.summary.lines
        if isinstance(one.now, int) and not isinstance(one.now, bool)
    )
    text = " ".join(one.extract_text() for one in PdfReader(tmp_path / "bieu.pdf").pages)
    assert figures.count(int(line.now)) in text
    book = load_workbook(tmp_path / "bieu.xlsx")
    assert line.now in [value for row in book.active.iter_rows(values_only=True) for value in row]
    book.close()


def test_a_file_that_cannot_be_written_is_a_sentence(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    page.write(tmp_path / "khong-co" / "bieu.pdf")
    settle(qtbot, page.workplace.tasks)
    assert "Số liệu trong sổ vẫn nguyên" in page.workplace.messages.text


def test_names_of_files_are_plain(page: Any) -> None:
    assert page._name(".pdf") == "tong-hop-phuong-doan-ket-2025-year.pdf"


def test_paper_gets_the_same_pages(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    prepare(printer)
    page.print_on(printer)
    settle(qtbot, page.workplace.tasks)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == page.preview.pages
    sizes = [(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in printed.pages]
    assert {tuple(sorted(size)) for size in sizes} == {(595, 842)}
    wide = [image.width() > image.height() for image in page.preview._images]
    assert [width > height for width, height in sizes] == wide
    assert str(page.preview.pages) in page.workplace.messages.text


def test_only_the_pages_asked_for_are_printed(page: Any, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "one.pdf"))
    prepare(printer)
    printer.setFromTo(2, 2)
    assert print_pages(printer, page.preview._images)
    assert len(PdfReader(tmp_path / "one.pdf").pages) == 1


def test_without_a_printer_the_pdf_is_offered(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.ui import printer as module

    monkeypatch.setattr(module.QPrinterInfo, "availablePrinters", staticmethod(list))
    page._print.trigger()
    assert language.say("summary.no_printer") in page.workplace.messages.text


@pytest.mark.qt_log_ignore("QPainter::begin", "This plugin does not support", extend=True)
def test_a_printer_that_does_not_take_the_pages_is_a_sentence(
    qtbot: QtBot, page: Any, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "khong-co" / "printed.pdf"))
    prepare(printer)
    page.print_on(printer)
    settle(qtbot, page.workplace.tasks)
    assert language.say("summary.not_printed") in page.workplace.messages.text
    assert page.workplace.messages._button.text() == page._pdf.text()


def test_a_pdf_that_is_open_elsewhere_is_a_sentence_and_stays(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bieu.pdf"
    file.write_bytes(b"as it was")

    def held(*_: object) -> None:
        # What Windows answers while a reader has the file open.
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", held)
    page.write(file)
    settle(qtbot, page.workplace.tasks)
    assert "đóng tệp nếu đang mở ở chương trình khác" in page.workplace.messages.text
    assert file.read_bytes() == b"as it was"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["bieu.pdf"]
    assert prints.listed(page.workplace.desk) == []


def test_an_empty_register_still_has_its_form(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    page = shown(qtbot, make_workplace(empty_desk), make)
    assert page.preview.pages >= 1
    assert "chưa có hoạt động nào" in page.context()


def test_the_preview_stays_when_the_language_changes(qtbot: QtBot, page: Any) -> None:
    assert nameless(page) == []
    bar = page.preview.verticalScrollBar()
    bar.setValue(400)
    images = list(page.preview._images)
    speaks_both(page, "summary.title", "summary.zoom.width", "summary.zoom.page")
    assert page.preview._images == images
    assert bar.value() == 400
    assert page.workplace.tasks.idle


def test_the_dialogs_propose_plain_names(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def chosen(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / Path(proposed).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(chosen))
    page._pdf.trigger()
    page._excel.trigger()
    settle(qtbot, page.workplace.tasks)
    assert asked == ["tong-hop-phuong-doan-ket-2025-year.pdf", "tong-hop-phuong-doan-ket-2025-year.xlsx"]
    assert all((tmp_path / name).exists() for name in asked)


def test_the_pages_of_the_commune_live_in_the_window(qtbot: QtBot, window: Any) -> None:
    for name, title in (
        ("indicators", "page.indicators"), ("summary", "summary.title"), ("exchange", "page.exchange"),
    ):  # fmt: skip
        window.workplace.open_page(name)
        settle(qtbot, window.workplace.tasks)
        assert window.header.title == language.say(title)
        assert nameless(window) == []


# --- the figures, and what they are counted from


def shown_as_figures(qtbot: QtBot, page: Any) -> Any:
    qtbot.mouseClick(page._views.button(1), Qt.MouseButton.LeftButton)
    assert page.stack.currentWidget() is page.figures
    return page.figures


def at(view: Any, line: str, column: int) -> Any:
    row = next(n for n, one in enumerate(view.model.lines) if one.id == line)
    return view.model.index(row, column)


def test_the_figures_are_those_on_paper(qtbot: QtBot, page: Any) -> None:
    view = shown_as_figures(qtbot, page)
    assert [one.id for one in view.model.lines] == [one.id for one in page._rendered.summary.lines]
    assert page.begins_in is view.table
    assert view.table.hasFocus()
    assert not page.bar.zooms.button(0).isVisible()
    qtbot.mouseClick(page._views.button(0), Qt.MouseButton.LeftButton)
    assert page.preview.isVisible()
    assert page.bar.zooms.button(0).isVisible()


def test_one_click_on_a_figure_opens_its_records(qtbot: QtBot, page: Any) -> None:
    view = shown_as_figures(qtbot, page)
    index = at(view, "sessions", NOW)
    view.table.scrollTo(index)
    qtbot.mouseClick(
        view.table.viewport(), Qt.MouseButton.LeftButton, pos=view.table.visualRect(index).center()
    )
    settle(qtbot, page.workplace.tasks)
    assert view.panel.isVisible()
    assert view.panel.models[0].rowCount() == page._rendered.summary.line("sessions").now
    assert language.term("counts", "sessions.rule") in view.panel._rule.text()
    assert language.say("traced.version", form="2", count="1") in view.panel._parameters.text()


def test_enter_opens_a_figure_and_escape_closes_it(qtbot: QtBot, page: Any) -> None:
    view = shown_as_figures(qtbot, page)
    view.table.setCurrentIndex(at(view, "inspected_share", TO_DATE))
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert view.panel.isVisible()
    assert view.panel.tables[0].hasFocus()
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Up)
    settle(qtbot, page.workplace.tasks)
    assert "Cơ sở được kiểm tra" in view.panel._title.text()
    assert page._rendered.summary.line("inspected").to_date == sum(
        one.quantity for one in view.panel.models[0].items
    )
    qtbot.keyClick(view.panel.tables[0], Qt.Key.Key_Escape)
    assert view.panel.isHidden()
    assert view.table.hasFocus()


def test_the_table_goes_to_the_clipboard_whole_with_numbers_as_numbers(qtbot: QtBot, page: Any) -> None:
    view = shown_as_figures(qtbot, page)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().splitlines()]
    assert lines[0][:4] == ["STT", "Nội dung", "Đơn vị tính", "Kỳ này"]
    assert len(lines) == len(view.model.lines) + 1
    (sessions,) = [line for line in lines if line[1] == "Buổi tuyên truyền"]
    assert sessions[3] == str(page._rendered.summary.line("sessions").now)
    assert f'x:num="{sessions[3]}"' in data.html()
    # A line below others begins with a dash, which no spreadsheet may take for a formula.
    assert not any(cell.startswith(("-", "=", "+")) for line in lines for cell in line)
    assert str(len(view.model.lines)) in page.workplace.messages.text


def test_what_is_no_figure_opens_nothing(qtbot: QtBot, page: Any) -> None:
    view = shown_as_figures(qtbot, page)
    assert page._rendered.summary.line("sessions").last_year is None
    for index in (view.model.index(0, NOW), at(view, "sessions", LABEL), at(view, "sessions", LAST_YEAR)):
        view.table.setCurrentIndex(index)
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
        settle(qtbot, page.workplace.tasks)
        assert view.panel.isHidden()


def test_a_new_record_is_in_the_explanation_at_once(qtbot: QtBot, page: Any, desk: Any) -> None:
    view = shown_as_figures(qtbot, page)
    view.table.setCurrentIndex(at(view, "sessions", NOW))
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    before = view.panel.models[0].rowCount()
    save(desk, draft("propaganda_session", hamlet="Bản Mới", reason="đúng"))
    page.workplace.changed({"propaganda_session"})
    settle(qtbot, page.workplace.tasks)
    assert view.panel.models[0].rowCount() == before + 1


def test_a_receiving_unit_opens_communes(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    made = commune(receiving_desk, tmp_path, SECOND_UNIT)
    exchange.receive(receiving_desk, made.packages)
    page = shown(qtbot, make_workplace(receiving_desk), make)
    view = shown_as_figures(qtbot, page)
    view.table.setCurrentIndex(at(view, "sessions", NOW))
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert [one.id for one in view.panel.models[0].items] == [SECOND_UNIT]
    view.panel.opened.emit(view.panel.models[0].item(0))
    settle(qtbot, page.workplace.tasks)
    assert {one.kind for one in view.panel.models[0].items} == {"propaganda_session"}
    view.close_panel()
    settle(qtbot, page.workplace.tasks)
    assert [one.kind for one in view.panel.models[0].items] == ["unit"]


# --- the figures on the pages themselves


def door_of(page: Any, line: str, column: int) -> int:
    doors = page.preview.doors
    # The last one stands in the table; a sentence may tell the same figure.
    return max(n for n in range(len(doors)) if doors[n].key[:2] == (line, column))


def test_a_click_on_a_figure_of_the_page_opens_its_records(qtbot: QtBot, page: Any) -> None:
    preview = page.preview
    number = door_of(page, "sessions", NOW)
    preview.go_to(preview.doors[number].page)
    place = preview.doors.rect(number).center()
    qtbot.mouseMove(preview._sheets, place)
    preview._sheets.hover(place)
    assert preview._sheets.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert "Buổi tuyên truyền · Kỳ này: 42" in preview._sheets.toolTip()
    qtbot.mouseClick(preview._sheets, Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, page.workplace.tasks)
    assert page.trail.panel.isVisible()
    assert preview.isVisible()
    assert page.trail.panel.models[0].rowCount() == page._rendered.summary.line("sessions").now
    preview._sheets.hover(preview._sheets.rect().topLeft())
    assert preview._sheets.cursor().shape() is Qt.CursorShape.ArrowCursor
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert page.trail.panel.isHidden()


def test_tab_arrows_and_enter_walk_the_figures_of_the_page(qtbot: QtBot, page: Any) -> None:
    preview = page.preview
    preview.go_to(2)
    preview.setFocus()
    qtbot.keyClick(preview, Qt.Key.Key_Tab)
    doors = preview.doors
    assert preview.hasFocus()
    assert doors[doors.marked].page == 2
    doors.marked = door_of(page, "sessions", NOW)
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert page.trail.panel.models[0].rowCount() == page._rendered.summary.line("sessions").now
    qtbot.keyClick(preview, Qt.Key.Key_Right)
    settle(qtbot, page.workplace.tasks)
    assert doors[doors.marked].key[:2] == ("sessions", TO_DATE)
    assert language.say("summary.column.to_date") in page.trail.panel._title.text()
    qtbot.keyClick(preview, Qt.Key.Key_Down)
    assert doors[doors.marked].key[1] == TO_DATE
    qtbot.keyClick(preview, Qt.Key.Key_Up)
    assert doors[doors.marked].key[:2] == ("sessions", TO_DATE)
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert (page.trail.panel.isHidden(), doors.marked) == (True, None)
    qtbot.keyClick(preview, Qt.Key.Key_Tab)
    qtbot.keyClick(preview, Qt.Key.Key_Tab)
    assert not preview.hasFocus()


def test_a_figure_in_a_sentence_opens_too(qtbot: QtBot, page: Any) -> None:
    preview, doors = page.preview, page.preview.doors
    number = min(n for n in range(len(doors)) if doors[n].key[:2] == ("sessions", NOW))
    assert doors[number].page == 1
    qtbot.mouseClick(preview._sheets, Qt.MouseButton.LeftButton, pos=doors.rect(number).center())
    settle(qtbot, page.workplace.tasks)
    assert page.trail.panel.models[0].rowCount() == page._rendered.summary.line("sessions").now


def test_every_figure_that_opens_in_the_table_opens_on_the_page(qtbot: QtBot, page: Any) -> None:
    for form in ("commune_summary", "inspection_178"):
        chosen(qtbot, page, form)
        model, doors = page.figures.model, page.preview.doors
        table = {
            (line.id, place)
            for line in model.lines
            for place in range(len(model.columns))
            if model.explains(line, place)
        }
        assert {doors[n].key[:2] for n in range(len(doors))} == table


def test_a_line_of_a_list_on_the_page_opens_its_record(qtbot: QtBot, page: Any) -> None:
    chosen(qtbot, page, "establishment_list")
    place = page.preview.doors.rect(0).center()
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        qtbot.mouseClick(page.preview._sheets, Qt.MouseButton.LeftButton, pos=place)
    assert (wanted.args[0].kind, wanted.args[0].record) == (
        "establishment", page.figures.model.lines[0].id,
    )  # fmt: skip


def test_keys_make_pages_larger_and_go_to_the_ends(qtbot: QtBot, page: Any) -> None:
    preview = page.preview
    preview.setFocus()
    wide = preview.page_size(preview.images[0]).width()
    qtbot.keyClick(preview, Qt.Key.Key_Minus)
    assert preview.page_size(preview.images[0]).width() < wide
    qtbot.keyClick(preview, Qt.Key.Key_End)
    assert preview.page == preview.pages
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert preview.page == 1


# --- other forms


def chosen(qtbot: QtBot, page: Any, form: str) -> Any:
    page.forms.choose(form)
    settle(qtbot, page.workplace.tasks)
    assert page._rendered.filled.form.id == form
    return page


def test_every_form_of_the_desk_is_drawn_and_its_table_shown(qtbot: QtBot, page: Any) -> None:
    for form, _, _ in page._rendered.offered:
        chosen(qtbot, page, form)
        assert page.preview.pages
        assert page.figures.model.rowCount() == len(page._rendered.filled.lines)
        assert page.figures.model.columnCount() == len(page._rendered.filled.form.columns)
        assert page._rendered.filled.form.title in page.context()
        assert [one.data() for one in page.forms._menu.actions() if one.isChecked()] == [form]


def test_a_form_is_written_printed_and_kept_under_its_name(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    chosen(qtbot, page, "establishment_list")
    for name in ("list.pdf", "list.xlsx"):
        page.write(tmp_path / name)
        settle(qtbot, page.workplace.tasks)
    first = page._rendered.filled.lines[0].cells[1]
    assert first in "".join(one.extract_text() for one in PdfReader(tmp_path / "list.pdf").pages)
    assert first in [row[1] for row in load_workbook(tmp_path / "list.xlsx").worksheets[0].values]
    (kept,) = prints.listed(page.workplace.desk)
    assert (kept.form, prints.changes(page.workplace.desk, kept.number)) == ("establishment_list", ())
    assert page._name(".pdf").startswith("establishment-list-")


def test_a_line_of_a_list_opens_its_record(qtbot: QtBot, page: Any) -> None:
    chosen(qtbot, page, "establishment_list")
    view = shown_as_figures(qtbot, page)
    view.table.setCurrentIndex(view.model.index(0, 1))
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert (wanted.args[0].kind, wanted.args[0].record) == ("establishment", view.model.lines[0].id)


def test_a_figure_of_another_form_opens_too(qtbot: QtBot, page: Any) -> None:
    chosen(qtbot, page, "tip_off_log")
    view = shown_as_figures(qtbot, page)
    view.table.setCurrentIndex(at(view, "received", NOW))
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert {one.kind for one in view.panel.models[0].items} == {"tip_off"}
    chosen(qtbot, page, "inspection_178")
    assert view.panel.isHidden()


def test_the_menu_leads_to_where_forms_are_changed(qtbot: QtBot, page: Any) -> None:
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        page.forms._manage.trigger()
    assert wanted.args[0].page == "forms"
    assert page.forms._manage in page.forms._menu.actions()


def test_a_form_that_was_taken_away_gives_way_to_the_summary(qtbot: QtBot, page: Any, desk: Any) -> None:
    own = forms.copy(desk, "tip_off_log")
    chosen(qtbot, page, own.id)
    forms.remove(desk, own.id)
    page.workplace.changed({"forms"})
    settle(qtbot, page.workplace.tasks)
    assert page._rendered.filled.form.id == "commune_summary"


def test_what_does_not_add_up_is_said_before_printing(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    assert page._doubts.isHidden()
    file = tmp_path / "own.json"
    copied = forms.copy_to(page.workplace.desk, "tip_off_log", file)
    values = json.loads(file.read_text(encoding="utf-8"))
    values["sums"] = [{"parts": ["received", "verified"], "whole": "received"}]
    file.write_text(json.dumps(values), encoding="utf-8")
    forms.load_file(page.workplace.desk, file)
    chosen(qtbot, page, copied.id)
    assert page._doubts.isVisible()
    assert "Số in giữ nguyên" in page._doubts.text()


def test_a_receiving_unit_opens_a_cell_of_a_consolidated_form(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    made = commune(receiving_desk, tmp_path, SECOND_UNIT)
    exchange.receive(receiving_desk, made.packages)
    page = shown(qtbot, make_workplace(receiving_desk), make)
    chosen(qtbot, page, "consolidated_activities")
    view = shown_as_figures(qtbot, page)
    sessions = [column.id for column in view.model.columns].index("sessions")
    view.table.setCurrentIndex(at(view, SECOND_UNIT, sessions))
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert {one.kind for one in view.panel.models[0].items} == {"propaganda_session"}
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(view.model.rowCount() - 1, sessions))
    settle(qtbot, page.workplace.tasks)
    assert [one.id for one in view.panel.models[0].items] == [SECOND_UNIT]


# --- what was looked at last


def test_the_form_the_page_and_how_large_it_showed_come_back(
    qtbot: QtBot, page: Any, desk: Any, make_workplace: Any
) -> None:
    chosen(qtbot, page, "commune_summary")
    page.preview.zoom_to("page")
    page.preview.go_to(3)
    again = shown(qtbot, make_workplace(desk), make)
    assert (again.preview.zoom, again.preview.page) == ("page", 3)
    again.preview.zoom_by(1)
    size = again.preview.page_size(again.preview.images[0])
    chosen(qtbot, again, "tip_off_log")
    qtbot.mouseClick(again._views.button(1), Qt.MouseButton.LeftButton)
    third = shown(qtbot, make_workplace(desk), make)
    assert third._rendered.filled.form.id == "tip_off_log"
    assert third.shows_figures
    qtbot.mouseClick(third._views.button(0), Qt.MouseButton.LeftButton)
    assert (third.preview.zoom, third.preview.page) == ("free", 1)
    assert abs(third.preview._scale - again.preview._scale) < 0.01
    assert size.width() > 0


def test_a_form_that_is_gone_is_not_come_back_to(
    qtbot: QtBot, page: Any, desk: Any, make_workplace: Any
) -> None:
    own = forms.copy(desk, "tip_off_log")
    chosen(qtbot, page, own.id)
    forms.remove(desk, own.id)
    again = shown(qtbot, make_workplace(desk), make)
    assert again._rendered.filled.form.id == "commune_summary"


def test_only_what_was_looked_at_is_remembered(qtbot: QtBot, page: Any) -> None:
    from PySide6.QtCore import QSettings

    chosen(qtbot, page, "establishment_list")
    page.preview.go_to(1)
    kept = {key: str(QSettings().value(key)) for key in QSettings().allKeys() if key.startswith("looked_at/")}
    assert kept == {
        "looked_at/03388-2025/summary": "establishment_list 2025 year | width 1.0000 1",
        "looked_at/03388-2025/summary_form": "establishment_list",
    }
