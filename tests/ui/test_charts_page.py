"""The charts page: what is drawn is what was counted, a click opens just that, and paper says the same."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.models.conditions import Listing
from desktop.services import activities, charting, indicators, listing
from desktop.ui import language
from desktop.ui.charts import paper, plot
from desktop.ui.charts.chooser import WAYS
from desktop.ui.charts.drawing import WHOLE
from desktop.ui.charts.model import NumbersModel
from desktop.ui.charts.page import make
from desktop.ui.charts.plot import Plot, PlotRow
from desktop.ui.workplace import PageWanted
from tests.records import draft
from tests.ui.conftest import settle
from tests.ui.desks import nameless, shown, speaks_both


@pytest.fixture
def page(qtbot: QtBot, workplace: Any) -> Any:
    return shown(qtbot, workplace, make)


def choose(qtbot: QtBot, page: Any, by: Any, measure: str = "") -> Plot:
    page.chooser.choose(by, measure)
    settle(qtbot, page.workplace.tasks)
    drawn: Plot = page.plot
    return drawn


def test_the_model_is_well_behaved(qtbot: QtBot, desk: Any, workplace: Any) -> None:
    model = NumbersModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for by in ("month", "group"):
        model.show_plot(plot.counted(charting.chart(desk, workplace.period, by, "people")))
    model.show_plot(plot.progress(indicators.compute(desk, workplace.period), workplace.period))
    model.show_plot(plot.counted(charting.chart(desk, workplace.period, "month", "sessions")))
    del tester


def test_each_way_of_drawing_shows_the_numbers_of_the_service(qtbot: QtBot, page: Any, desk: Any) -> None:
    for by in WAYS[1:]:
        assert by is not None
        for measure in charting.measures_by(by, received=False):
            drawn = choose(qtbot, page, by, measure.id)
            counted = charting.chart(desk, page.workplace.period, by, measure.id)
            numbers = [tuple(language.number(one) for one in bar.amounts) for bar in counted.bars]
            assert [row.cells[1 : 1 + len(measure.parts)] for row in drawn.rows] == numbers
            assert [row.text for row in drawn.rows] == [language.number(bar.total) for bar in counted.bars]
            assert language.number(counted.total) in drawn.key
            assert page.model.rowCount() == len(drawn.rows)
            assert page.model.columnCount() == len(drawn.heads) == len(drawn.rows[0].cells)


def test_progress_is_each_target_with_its_status_in_words(page: Any, desk: Any) -> None:
    figures = [
        one for one in indicators.compute(desk, page.workplace.period) if one.status != "not_applicable"
    ]
    assert len(page.plot.rows) == len(figures)
    for row, one in zip(page.plot.rows, figures, strict=True):
        assert language.say(f"status.{one.status}") in row.text
        if one.value is not None and one.unit_of_measure == "percent" and one.counted_in != "yes_no":
            assert row.shares == (min(one.value / 100, 1.0),)
            assert row.tick == one.target / 100
            assert language.percent(one.value) in row.text


def test_a_click_on_a_part_opens_the_register_with_just_its_records(
    qtbot: QtBot, window: Any, desk: Any
) -> None:
    window.open(PageWanted(page="charts"))
    settle(qtbot, window.workplace.tasks)
    page = window.page
    choose(qtbot, page, "month", "inspections")
    counted = charting.chart(desk, window.workplace.period, "month", "inspections")
    number = next(n for n, bar in enumerate(counted.bars) if bar.amounts[1])
    page.view.grab()
    area = next(one for one in page.view.areas if (one.row, one.part) == (number, 1))
    qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=area.rect.center().toPoint())
    settle(qtbot, window.workplace.tasks)
    assert window._name == "inspection"
    assert window.page.model.rowCount() == counted.bars[number].amounts[1]
    assert (
        language.field_label("inspection", "violations") in window.page.looking.bar.chips[1].words.toolTip()
    )


def test_a_hamlet_without_a_name_opens_the_records_without_one(qtbot: QtBot, window: Any, desk: Any) -> None:
    activities.save(desk, draft("propaganda_session", hamlet=None, reason="Ghi lại theo sổ tay"))
    window.open(PageWanted(page="charts"))
    settle(qtbot, window.workplace.tasks)
    page = window.page
    drawn = choose(qtbot, page, "place", "sessions")
    nameless_one = len(drawn.rows) - 1
    assert drawn.rows[nameless_one].label == language.say("charts.not_said")
    for number in (0, nameless_one):
        row = drawn.rows[number]
        found = listing.find(
            desk,
            Listing("propaganda_session", conditions=row.door.conditions or (), period=page.workplace.period),
        )
        page.open_part(number, WHOLE)
        settle(qtbot, window.workplace.tasks)
        assert window.page.model.rowCount() == found.total == int(row.text)
        chip = window.page.looking.bar.chips[0]
        assert row.label.casefold() in chip.words.toolTip().casefold()
        # A press on it offers other conditions; one on a text is not made by hand.
        chip.words.click()
        assert window.page.looking.panel.isVisible()
        window.open(PageWanted(page="charts"))


def test_a_target_opens_its_explanation(qtbot: QtBot, window: Any) -> None:
    window.open(PageWanted(page="charts"))
    settle(qtbot, window.workplace.tasks)
    page = window.page
    page.table.setCurrentIndex(page.model.index(1, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert window._name == "indicators"
    assert page.plot.rows[1].label.startswith(window.page.panel._shown.indicator.target_id)


def test_what_is_drawn_stays_apart_without_colour(qtbot: QtBot, page: Any) -> None:
    """The second part is hatched: seen in grey, its ground changes along a line; the first part is even."""
    choose(qtbot, page, "month", "people")
    image = page.view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ratio = image.devicePixelRatio()
    seen = {}
    for area in page.view.areas:
        if area.part == WHOLE or area.rect.height() < 60:
            continue
        line = area.rect.adjusted(4, 4, -4, -4)
        row = QPoint(int(line.left() * ratio), int((line.top() + 1) * ratio))
        wide = int(line.width() * ratio)
        seen.setdefault(area.part, []).append({image.pixel(row.x() + n, row.y()) for n in range(wide)})
    assert max(len(shades) for shades in seen[0]) == 1
    assert min(len(shades) for shades in seen[1]) > 1


def test_the_bar_of_the_chosen_line_is_marked_and_what_the_pointer_is_over_is_known(
    qtbot: QtBot, page: Any
) -> None:
    choose(qtbot, page, "month", "sessions")
    before = page.view.grab().toImage()
    page.table.selectRow(4)
    assert page.view.grab().toImage() != before
    area = next(one for one in page.view.areas if one.part == 0)
    assert page.view.area_at(area.rect.center()) == area
    assert page.view.area_at(QPointF(-5, -5)) is None


def test_the_drawing_is_said_aloud(qtbot: QtBot, page: Any) -> None:
    drawn = choose(qtbot, page, "month", "sessions")
    assert page.view.accessibleName() == drawn.title
    for row in drawn.rows:
        assert f"{row.label}: {row.text}" in page.view.accessibleDescription()


@pytest.mark.parametrize(("suffix", "begins"), [(".pdf", b"%PDF"), (".svg", b"<?xml"), (".png", b"\x89PNG")])
def test_it_goes_into_a_file(qtbot: QtBot, page: Any, tmp_path: Path, suffix: str, begins: bytes) -> None:
    choose(qtbot, page, "group", "people")
    path = tmp_path / f"bieu-do{suffix}"
    page.write(path)
    settle(qtbot, page.workplace.tasks)
    assert path.read_bytes().startswith(begins)
    assert path.name in page.workplace.messages.text


def test_paper_says_whose_of_when_where_from_and_that_it_is_for_practice(qtbot: QtBot, page: Any) -> None:
    drawn = choose(qtbot, page, "month", "people")
    said = paper.content(page._sheet(), ".svg").decode()
    for words in (drawn.title, "Phường Đoàn Kết", "21/11/2025", language.say("charts.training")):
        assert words in said
    assert language.say("charts.watermark") in said
    for row in drawn.rows:
        assert f">{row.text}<" in said or row.text == "0"


def test_a_real_register_is_not_marked_for_practice(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = page.workplace.desk
    monkeypatch.setattr(desk, "settings", dataclasses.replace(desk.settings, training=False), raising=False)
    plain = paper.content(page._sheet(), ".svg").decode()
    assert page.plot.title in plain
    assert language.say("charts.watermark") not in plain
    assert language.say("charts.training") not in plain


def test_a_picture_is_black_and_white(qtbot: QtBot, page: Any) -> None:
    choose(qtbot, page, "place", "people")
    image = QImage.fromData(paper.content(page._sheet(), ".png"))
    assert image.width() > image.height()
    small = image.scaled(200, 140, mode=Qt.TransformationMode.FastTransformation)
    for x in range(0, small.width(), 3):
        for y in range(0, small.height(), 3):
            colour = small.pixelColor(x, y)
            assert colour.red() == colour.green() == colour.blue()


def test_many_bars_go_on_on_further_pages(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    door = PageWanted(page="propaganda_session")
    rows = tuple(
        PlotRow(f"Bản số {n}", (n / 70,), str(n), ("",), (f"Bản số {n}", str(n)), door, (door,))
        for n in range(70, 0, -1)
    )
    sheet = paper.Sheet(Plot("Nhiều bản", ("Bản", "Tổng"), (2, 1), rows), "Xã", "Nguồn")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nhieu.pdf"))
    paper.lie(printer)
    painter = QPainter(printer)
    pages = paper.paint_pages(painter, printer, sheet)
    painter.end()
    assert 4 <= pages <= 8
    tall = QImage.fromData(paper.content(sheet, ".png"))
    assert tall.height() > tall.width()


def test_printing_says_how_many_pages_went_to_the_printer(page: Any, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    paper.lie(printer)
    page.print_on(printer)
    assert (tmp_path / "in.pdf").read_bytes().startswith(b"%PDF")
    assert language.say("charts.printed", count=1) in page.workplace.messages.text


def test_a_file_gets_the_suffix_of_the_kind_that_was_chosen() -> None:
    assert paper.suffix_of(Path("a.svg"), paper.KINDS[".pdf"]) == Path("a.svg")
    assert paper.suffix_of(Path("a"), paper.KINDS[".png"]) == Path("a.png")
    assert paper.suffix_of(Path("quy 1.2025"), paper.KINDS[".pdf"]) == Path("quy 1.2025.pdf")


def test_the_numbers_are_copied_line_by_line(qtbot: QtBot, page: Any) -> None:
    drawn = choose(qtbot, page, "month", "people")
    page._copy.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == list(drawn.heads)
    assert [line.split("\t") for line in lines[1:]] == [list(row.cells) for row in drawn.rows]


def test_an_empty_register_says_so_calmly(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    page = shown(qtbot, make_workplace(empty_desk), make)
    drawn = choose(qtbot, page, "month", "sessions")
    assert drawn.rows == ()
    assert drawn.none == language.say("charts.none.counted")
    page.view.grab()
    assert page.view.areas == []


def test_it_speaks_both_languages_and_names_everything(qtbot: QtBot, page: Any) -> None:
    choose(qtbot, page, "month", "inspections")
    assert nameless(page) == []
    speaks_both(page, "page.charts", "charts.by.month")


def test_of_two_plans_the_one_looked_at_is_drawn_and_explained(
    qtbot: QtBot, window: Any, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.services import plans

    other = plans.load("nghi-quyet-49-2023-2025")
    chosen = [plans.load("lai-chau-2021-2025"), other]
    monkeypatch.setattr(plans, "running", lambda *_: chosen)
    window.workplace.choose_plan(other.id)
    window.open(PageWanted(page="charts"))
    settle(qtbot, window.workplace.tasks)
    page = window.page
    assert page.plans.action.isVisible()
    assert other.number in page.plot.title
    assert {row.label.partition(" ")[0] for row in page.plot.rows} <= {one.id for one in other.targets}
    page.open_part(0, WHOLE)
    settle(qtbot, window.workplace.tasks)
    assert window.page.panel._shown.indicator.plan == other.id
