"""The roll-up page."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import exchange, indicators, rollup
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.rollup import heat
from desktop.ui.rollup.model import REPORTED, CellsModel, rows_of, whole_row
from desktop.ui.rollup.page import make
from desktop.ui.rollup.work import load
from desktop.ui.saving import remembered
from tests.ui.conftest import PROVINCE_UNIT, settle
from tests.ui.desks import SECOND_UNIT, SILENT_UNIT, commune, nameless, shown, speaks_both


@pytest.fixture
def heard(receiving_desk: Any, tmp_path: Path) -> Any:
    whole = commune(receiving_desk, tmp_path / "a", "03388@2025")
    gapped = commune(receiving_desk, tmp_path / "b", SECOND_UNIT, packages=3, records=90)
    exchange.receive(receiving_desk, [*whole.packages, gapped.packages[0], gapped.packages[2]])
    return receiving_desk


@pytest.fixture
def page(qtbot: QtBot, heard: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(heard), make)


def text(model: Any, row: int, column: int) -> str:
    return str(model.index(row, column).data())


def test_the_model_is_well_behaved(heard: Any) -> None:
    model = CellsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    loaded = load(heard, heard.period(2025))
    model.show_rows(rows_of(loaded.rolled, loaded.standings), loaded.rolled.targets)
    model.show_rows([whole_row(loaded.rolled)], loaded.rolled.targets)
    model.show_rows([], ())
    del tester


def test_every_cell_is_the_figure_of_the_service(page: Any, heard: Any) -> None:
    rolled = rollup.rollup(heard, page.workplace.period)
    model = page.cells.model
    assert (model.rowCount(), model.columnCount()) == (38, 15)
    for row, one in enumerate(rolled.communes):
        assert model.headerData(row, Qt.Orientation.Vertical) == one.name
        for column, figure in enumerate(one.indicators, start=1):
            shown_text = text(model, row, column)
            assert shown_text.startswith(style.look(figure.status).sign)
            if figure.value is not None and not words.is_yes_no(figure):
                assert shown_text.endswith(f" {int(figure.value)}")
    assert "2/38" in page.context()


def test_who_has_not_reported_is_shown_and_never_counted(page: Any) -> None:
    model = page.cells.model
    row = model.row_of(SILENT_UNIT)
    assert text(model, row, REPORTED) == "? chưa nộp"
    assert {text(model, row, column) for column in range(1, 15)} == {"?"}
    assert text(model, model.row_of(SECOND_UNIT), REPORTED) == "? thiếu gói 2"


def test_the_last_row_is_the_whole_unit(page: Any, heard: Any) -> None:
    rolled = rollup.rollup(heard, page.workplace.period)
    model = page.cells.whole_model
    assert text(model, 0, REPORTED) == "2/38"
    for column, one in enumerate(rolled.targets, start=1):
        if one.value is not None and one.unit_of_measure == "percent":
            assert text(model, 0, column).endswith(language.percent(one.value))


def test_heads_are_short_and_say_the_whole_in_a_tip(page: Any) -> None:
    model = page.cells.model
    for column in range(1, model.columnCount()):
        one = model.target(column)
        head = str(model.headerData(column, Qt.Orientation.Horizontal))
        assert head.count("\n") <= 3
        tip = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        assert words.label(one.id) in str(tip)


def test_arrow_keys_walk_the_cells_and_open_them(qtbot: QtBot, page: Any, heard: Any) -> None:
    assert page.choose("03388@2025", "LC3")
    settle(qtbot, page.workplace.tasks)
    own = indicators.explain(heard, "LC3", page.workplace.period, unit="03388@2025")
    assert page.panel._shown == own
    page.cells.table.setFocus()
    qtbot.keyClick(page.cells.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.cells.table, Qt.Key.Key_Down)
    settle(qtbot, page.workplace.tasks)
    assert page.panel._shown == indicators.explain(heard, "LC4", page.workplace.period, unit=SECOND_UNIT)
    qtbot.keyClick(page.cells.table, Qt.Key.Key_Escape)
    assert page.panel.isHidden()


def test_down_from_the_last_commune_is_the_whole(qtbot: QtBot, page: Any, heard: Any) -> None:
    last = page._loaded.rolled.communes[-1].unit
    page.choose(last, "LC3")
    page.cells.table.setFocus()
    qtbot.keyClick(page.cells.table, Qt.Key.Key_Down)
    settle(qtbot, page.workplace.tasks)
    assert page._chosen == (PROVINCE_UNIT, "LC3")
    assert page.panel._shown == indicators.explain(heard, "LC3", page.workplace.period)
    assert not page.cells.table.selectionModel().hasSelection()
    qtbot.keyClick(page.cells.whole, Qt.Key.Key_Up)
    assert page._chosen == (last, "LC3")


def test_a_figure_names_the_package_it_comes_from(qtbot: QtBot, page: Any) -> None:
    page.choose(SECOND_UNIT, "LC3")
    settle(qtbot, page.workplace.tasks)
    said = language.say("explained.from_package", sequence=3, day=page.workplace.desk.today())
    assert page.panel._from.text() == said
    page.choose(PROVINCE_UNIT, "LC3")
    settle(qtbot, page.workplace.tasks)
    assert not page.panel._from.isVisible()


def test_a_head_sorts_low_first_then_high_first_then_as_listed(qtbot: QtBot, page: Any) -> None:
    heads, model = page.cells.table.horizontalHeader(), page.cells.model
    listed = [model.row(n).unit for n in range(model.rowCount())]
    values = {cell.unit: cell.indicators[2].value for cell in page._loaded.rolled.communes if cell.reported}
    at = QPoint(heads.sectionViewportPosition(3) + 10, heads.height() // 2)
    for place, sign in (("low", "▲"), ("high", "▼"), ("listed", "")):
        qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)
        shown_units = [model.row(n).unit for n in range(model.rowCount())]
        head = str(model.headerData(3, Qt.Orientation.Horizontal))
        assert head.endswith(sign)
        if place == "listed":
            assert shown_units == listed
            assert not head.endswith(("▲", "▼"))
        else:
            known = sorted((u for u in values if values[u] is not None), key=lambda u: values[u] or 0)
            # Those without a figure stand last in either direction.
            assert shown_units[: len(known)] == (known if place == "low" else known[::-1])


def test_the_column_of_the_chosen_cell_is_sorted_by_the_keyboard(qtbot: QtBot, page: Any) -> None:
    page.choose("03388@2025", "LC4")
    settle(qtbot, page.workplace.tasks)
    page.cells.table.setFocus()
    qtbot.keyClick(page.cells.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.cells.model.sorted_by == (4, True)
    assert page._chosen == ("03388@2025", "LC4")
    qtbot.keyClick(page.cells.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.cells.model.sorted_by == (4, False)


def test_communes_are_filtered_with_how_many_there_are(qtbot: QtBot, page: Any) -> None:
    model, choice = page.cells.model, page.tools.filter
    assert choice.buttons["absent"].text().endswith("(36)")
    qtbot.mouseClick(choice.buttons["absent"], Qt.MouseButton.LeftButton)
    assert model.rowCount() == 36
    assert model.row_of("03388@2025") == -1
    qtbot.mouseClick(choice.buttons["gaps"], Qt.MouseButton.LeftButton)
    assert [model.row(n).unit for n in range(model.rowCount())] == [SECOND_UNIT]
    qtbot.mouseClick(choice.buttons["not_met"], Qt.MouseButton.LeftButton)
    communes = page._loaded.rolled.communes
    behind = [c.unit for c in communes if any(one.status == "not_met" for one in c.indicators)]
    assert [model.row(n).unit for n in range(model.rowCount())] == behind
    qtbot.mouseClick(choice.buttons["all"], Qt.MouseButton.LeftButton)
    assert model.rowCount() == 38


def test_far_from_the_target_is_darker_without_any_colour(page: Any) -> None:
    def lightness(status: str, far: int) -> int:
        image = QImage(40, 20, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        heat.paint_ground(painter, QRect(0, 0, 40, 20), status, far)
        painter.end()
        return image.convertToFormat(QImage.Format.Format_Grayscale8).pixelColor(20, 10).lightness()

    grounds = [lightness("met", 0), *(lightness("not_met", far) for far in (heat.MIDDLE, heat.FAR))]
    assert grounds[0] - grounds[1] > 20
    assert grounds[1] - grounds[2] > 20
    assert heat.band("not_met", ">=", 60.0, 70) == heat.NEAR
    assert heat.band("not_met", ">=", 35.0, 70) == heat.MIDDLE
    assert heat.band("not_met", ">=", 34.9, 70) == heat.FAR
    assert heat.band("not_met", "<=", 10.0, 4) == heat.FAR
    assert heat.band("not_met", "<=", 5.0, 4) == heat.NEAR
    assert heat.band("met", ">=", 90.0, 70) == 0


def test_the_legend_says_every_sign_in_words(page: Any) -> None:
    said = page.legend.accessibleName()
    for name in ("met", "on_course", "near", "middle", "far", "nothing", "no_data", "absent"):
        assert language.say(f"rollup.legend.{name}") in said


def test_a_silent_commune_has_no_figure_to_judge(qtbot: QtBot, page: Any) -> None:
    page.choose(SILENT_UNIT, "LC1")
    settle(qtbot, page.workplace.tasks)
    assert page.panel._pill.status == "not_reported"
    assert page.panel._reason.text() == language.say("explained.not_reported")


def test_both_tables_scroll_sideways_together(page: Any) -> None:
    page.resize(800, 600)
    page.cells.whole.horizontalScrollBar().setValue(120)
    assert page.cells.table.horizontalScrollBar().value() == 120
    widths = [page.cells.table.columnWidth(n) for n in range(15)]
    assert widths == [page.cells.whole.columnWidth(n) for n in range(15)]


def test_the_workbook_holds_the_sums_on_screen(qtbot: QtBot, page: Any, heard: Any, tmp_path: Path) -> None:
    page.excel.write(tmp_path / "tong-hop.xlsx")
    settle(qtbot, page.workplace.tasks)
    rolled = rollup.rollup(heard, page.workplace.period)
    book = load_workbook(tmp_path / "tong-hop.xlsx")
    values = [value for row in book.worksheets[0].iter_rows(values_only=True) for value in row]
    book.close()
    row = next(one for one in rolled.targets if one.target_id == "LC3")
    assert row.numerator in values
    assert row.denominator in values


def test_nothing_received_leads_to_receiving(qtbot: QtBot, receiving_desk: Any, make_workplace: Any) -> None:
    page = shown(qtbot, make_workplace(receiving_desk), make)
    assert page.stack.currentWidget() is page.nobody
    assert "0/38" in page.context()
    assert nameless(page) == []
    button = page.nobody.findChild(QPushButton, "to_receive_button")
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    assert wanted.args[0].page == "receive"


def test_it_speaks_both_languages_and_names_everything(qtbot: QtBot, page: Any) -> None:
    page.choose("03388@2025", "LC9")
    settle(qtbot, page.workplace.tasks)
    assert nameless(page) == []
    speaks_both(page, "rollup.title", "explained.unit")
    settle(qtbot, page.workplace.tasks)
    assert page._chosen == ("03388@2025", "LC9")


def test_numbers_a_commune_sent_have_no_form_to_open(qtbot: QtBot, page: Any) -> None:
    page.choose("03388@2025", "LC14")
    settle(qtbot, page.workplace.tasks)
    assert page.panel.models[0].item(0).kind == "staff_tally"
    page.panel.tables[0].activated.emit(page.panel.models[0].index(0, 1))
    assert language.say("explained.no_form") in page.workplace.messages.text


def test_the_pages_of_the_receiving_desk_live_in_the_window(
    qtbot: QtBot, heard: Any, make_window: Any
) -> None:
    window = make_window(heard)
    for name, title in (
        ("receive", "page.receive"), ("communes", "page.communes"), ("rollup", "rollup.title"),
        ("indicators", "page.indicators"), ("summary", "summary.title"),
    ):  # fmt: skip
        window.workplace.open_page(name)
        settle(qtbot, window.workplace.tasks)
        assert window.header.title == language.say(title)
        language.use("en")
        assert window.header.title == language.say(title)
        language.use("vi")
        settle(qtbot, window.workplace.tasks)


def test_the_save_dialog_proposes_a_plain_name(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def chosen(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "chon"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(chosen))
    page.excel.action.trigger()
    settle(qtbot, page.workplace.tasks)
    assert asked == ["tong-hop-theo-xa-2025-year.xlsx"]
    assert (tmp_path / "chon.xlsx").exists()
    assert remembered("documents") == tmp_path


def test_targets_no_commune_is_judged_by_stand_aside(page: Any) -> None:
    table, model = page.cells.table, page.cells.model
    aside = [
        c
        for c in range(1, 15)
        if all(model.index(r, c).data(CellsModel.STATUS) == "not_applicable" for r in (0, 1))
    ]
    # Three are entered here and stay in sight, three were judged by districts.
    assert len(aside) == 6
    assert [c for c in range(15) if table.isColumnHidden(c)] == [5, 6, 11]
    assert language.say("rollup.all_targets", count=3) == page._all.text()
    page._all.trigger()
    assert not any(table.isColumnHidden(c) or page.cells.whole.isColumnHidden(c) for c in range(15))


def test_choosing_a_target_that_stands_aside_shows_it(page: Any) -> None:
    unit = page._loaded.rolled.communes[0].unit
    assert page.choose(unit, "LC5")
    assert page._all.isChecked()
