"""The indicators page."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.services import exchange, indicators, outlook
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.indicators.doors import explanation_of
from desktop.ui.indicators.model import (
    BAR,
    COUNTS,
    COURSE,
    LABEL,
    MISSING,
    STATUS,
    TARGET,
    VALUE,
    TargetModel,
)
from desktop.ui.indicators.page import make
from desktop.ui.indicators.panel import COUNTED, LEFT_OUT
from desktop.ui.indicators.records import CAPTION, REASON, RecordsModel
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import settle
from tests.ui.desks import commune, nameless, shown, speaks_both


def cell(model: Any, row: int, column: int) -> str:
    return str(model.index(row, column).data())


@pytest.fixture
def page(qtbot: QtBot, workplace: Any) -> Any:
    return shown(qtbot, workplace, make)


def test_the_models_are_well_behaved(qtbot: QtBot, desk: Any, workplace: Any) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    targets, records = TargetModel(), RecordsModel()
    testers = [QAbstractItemModelTester(targets, mode), QAbstractItemModelTester(records, mode)]
    targets.show_items(indicators.compute(desk, workplace.period))
    records.show_items(indicators.explain(desk, "LC9", workplace.period).counted)
    records.search("ca phe")
    targets.retranslate()
    records.retranslate()
    targets.show_items([])
    records.show_items([])
    del testers


def test_every_figure_is_that_of_the_service(page: Any, desk: Any) -> None:
    figures = indicators.compute(desk, page.workplace.period)
    assert page.model.rowCount() == len(figures) == 14
    for row, one in enumerate(figures):
        if one.numerator is not None and one.denominator and not words.is_yes_no(one):
            assert cell(page.model, row, COUNTS).startswith(
                f"{language.number(one.numerator)} / {language.number(one.denominator)} "
            )
            assert cell(page.model, row, VALUE) == language.percent(one.value or 0.0)
        assert language.say(f"status.{one.status}") in cell(page.model, row, STATUS)
        if one.missing:
            assert language.number(one.missing) in cell(page.model, row, MISSING)
    met = sum(one.status == "met" for one in figures)
    assert f"{met}/14" in page.context()


def test_where_there_is_no_figure_the_row_says_why(page: Any, desk: Any) -> None:
    figures = indicators.compute(desk, page.workplace.period)
    row = next(n for n, one in enumerate(figures) if one.reason == "no_district_tier")
    assert cell(page.model, row, BAR) == language.term("indicators", "reason.no_district_tier")
    assert page.table.columnSpan(row, BAR) == MISSING - BAR


def test_arrow_keys_open_the_figure(qtbot: QtBot, page: Any, desk: Any) -> None:
    assert page.panel.isHidden()
    page.table.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
    settle(qtbot, page.workplace.tasks)
    assert not page.panel.isHidden()
    line = page.model.item(page.table.currentIndex().row())
    explanation = indicators.explain(desk, line.target_id, page.workplace.period)
    assert explanation.quote in page.panel._quote.text()
    assert "3742/KH-UBND" in page.panel._quote.text()
    assert page.panel.models[COUNTED].rowCount() == len(explanation.counted)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.panel.isHidden()


def test_a_figure_lists_what_counts_and_what_does_not(qtbot: QtBot, page: Any, desk: Any) -> None:
    page.table.selectRow(page.model.row_of("LC9"))
    settle(qtbot, page.workplace.tasks)
    explanation = indicators.explain(desk, "LC9", page.workplace.period)
    assert len(explanation.counted) == explanation.indicator.numerator
    counted, left_out = page.panel.models
    assert (counted.rowCount(), left_out.rowCount()) == (len(explanation.counted), len(explanation.left_out))
    page.panel._tabs.button(LEFT_OUT).click()
    assert page.panel.tables[LEFT_OUT].isVisibleTo(page)
    for row, one in enumerate(explanation.left_out):
        assert cell(left_out, row, REASON) == language.term("indicators", f"left_out.{one.reason}")


def test_searching_the_list_needs_no_marks(qtbot: QtBot, page: Any) -> None:
    page.table.selectRow(page.model.row_of("LC9"))
    settle(qtbot, page.workplace.tasks)
    model = page.panel.models[COUNTED]
    name = cell(model, 0, CAPTION)
    from desktop.models.folding import fold

    qtbot.keyClicks(page.panel.search, fold(name))
    assert model.rowCount() >= 1
    assert all(fold(name) in fold(cell(model, row, CAPTION)) for row in range(model.rowCount()))
    page.panel.search.setText("khong co cai nao nhu the")
    assert model.rowCount() == 0
    assert page.panel._nothing.isVisible()
    assert page.panel._nothing.text() == language.say("list.none_found")


def test_enter_opens_the_record_behind_a_figure(qtbot: QtBot, page: Any) -> None:
    page.table.selectRow(page.model.row_of("LC9"))
    settle(qtbot, page.workplace.tasks)
    table = page.panel.tables[COUNTED]
    table.setCurrentIndex(page.panel.models[COUNTED].index(0, CAPTION))
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    record = page.panel.models[COUNTED].item(0)
    assert wanted.args is not None
    assert (wanted.args[0].kind, wanted.args[0].record) == (record.kind, record.id)


def test_a_change_of_period_keeps_the_chosen_target(qtbot: QtBot, page: Any, desk: Any) -> None:
    page.table.selectRow(page.model.row_of("LC3"))
    settle(qtbot, page.workplace.tasks)
    page.workplace.choose_period(desk.period(2025, "q1"))
    settle(qtbot, page.workplace.tasks)
    assert page.model.item(page.table.currentIndex().row()).target_id == "LC3"
    expected = indicators.explain(desk, "LC3", desk.period(2025, "q1"))
    assert page.panel._shown.indicator == expected.indicator
    assert language.say("explained.version", plan=1, count=1) in page.panel._parameters.text()


def test_copied_figures_are_a_line_per_target(page: Any) -> None:
    page._copy.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 15
    assert len({line.count("\t") for line in lines}) == 1
    assert {line.split("\t")[-1] for line in lines[1:]} == {"1.1"}
    assert "đã chép" in page.workplace.messages.text.casefold()


def test_an_empty_register_says_so_calmly(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> None:
    page = shown(qtbot, make_workplace(empty_desk), make)
    figures = indicators.compute(empty_desk, page.workplace.period)
    assert page.model.rowCount() == len(figures)
    for row in range(14):
        page.table.selectRow(row)
        settle(qtbot, page.workplace.tasks)
        assert page.panel._shown.indicator == figures[row]


def test_a_desk_without_a_plan_gets_a_sentence(qtbot: QtBot, tmp_path: Path, make_workplace: Any) -> None:
    from desktop.services import desk as desks
    from tests.ui.conftest import PASSPHRASE, clock

    desk = desks.new(
        tmp_path / "no_plan",
        PASSPHRASE,
        role="commune",
        unit="03388@2025",
        training=True,
        plans=[],
        clock=clock,
    )
    try:
        page = shown(qtbot, make_workplace(desk), make)
        assert page.stack.currentWidget() is page.state
        assert language.term("errors", "no_plan") in page.state._text.text()
    finally:
        page.workplace.tasks.close()
        desk.close()


def test_the_receiving_desk_explains_by_commune(
    qtbot: QtBot, receiving_desk: Any, tmp_path: Path, make_workplace: Any
) -> None:
    first = commune(receiving_desk, tmp_path, "03388@2025")
    exchange.receive(receiving_desk, first.packages)
    page = shown(qtbot, make_workplace(receiving_desk), make)
    page.table.selectRow(page.model.row_of("LC3"))
    settle(qtbot, page.workplace.tasks)
    whole = indicators.explain(receiving_desk, "LC3", page.workplace.period)
    assert page.panel.models[COUNTED].rowCount() == len(whole.counted) == 1
    assert page.panel.models[LEFT_OUT].rowCount() == 37
    page.panel.tables[COUNTED].activated.emit(page.panel.models[COUNTED].index(0, CAPTION))
    settle(qtbot, page.workplace.tasks)
    own = indicators.explain(receiving_desk, "LC3", page.workplace.period, unit="03388@2025")
    assert page.panel._shown == own
    page.close_panel()
    settle(qtbot, page.workplace.tasks)
    assert page.panel._shown == whole


def test_the_figures_of_the_receiving_desk_go_to_a_workbook(
    qtbot: QtBot, receiving_desk: Any, tmp_path: Path, make_workplace: Any
) -> None:
    page = shown(qtbot, make_workplace(receiving_desk), make)
    page.excel.write(tmp_path / "tong-hop.xlsx")
    settle(qtbot, page.workplace.tasks)
    assert (tmp_path / "tong-hop.xlsx").read_bytes().startswith(b"PK")
    assert "tong-hop.xlsx" in page.workplace.messages.text


def test_it_speaks_both_languages_and_names_everything(qtbot: QtBot, page: Any) -> None:
    page.table.selectRow(page.model.row_of("LC9"))
    settle(qtbot, page.workplace.tasks)
    assert nameless(page) == []
    speaks_both(page, "page.indicators")
    assert page.model.item(page.table.currentIndex().row()).target_id == "LC9"


def test_a_course_of_twelve_months_stands_beside_each_figure_and_can_be_heard(page: Any, desk: Any) -> None:
    ahead = outlook.of(desk, page.workplace.period)
    for row, one in enumerate(page.model.items):
        said = cell(page.model, row, COURSE)
        if one.status == "not_applicable":
            assert said == ""
            continue
        assert said.startswith("12 tháng")
        assert said.count(";") == 11
        if one.denominator and not words.is_yes_no(one):
            last = ahead[one.target_id].course[-1].value
            assert last == one.value
            assert said.endswith("–" if last is None else language.percent(last))


def test_what_if_answers_while_one_types_and_saves_nothing(qtbot: QtBot, page: Any, desk: Any) -> None:
    page.table.selectRow(page.model.row_of("LC3"))
    settle(qtbot, page.workplace.tasks)
    before, ahead = indicators.compute(desk, page.workplace.period), page.panel.ahead
    shown = page.panel._shown.indicator
    qtbot.keyClicks(ahead.more, "40")
    settle(qtbot, page.workplace.tasks)
    foretold = outlook.suppose(desk, page.workplace.period, shown, 40)
    assert words.counts(foretold) in ahead._answer.text()
    assert ahead._pill.status == foretold.status
    assert indicators.compute(desk, page.workplace.period) == before
    ahead.more.clear()
    assert ahead._answer.isHidden()


def test_what_was_typed_for_one_target_is_not_asked_of_another(qtbot: QtBot, page: Any) -> None:
    page.table.selectRow(page.model.row_of("LC3"))
    settle(qtbot, page.workplace.tasks)
    qtbot.keyClicks(page.panel.ahead.more, "7")
    page.table.selectRow(page.model.row_of("LC9"))
    settle(qtbot, page.workplace.tasks)
    assert page.panel.ahead.more.text() == ""
    assert page.panel.ahead._answer.isHidden()
    page.table.selectRow(page.model.row_of("LC5"))
    settle(qtbot, page.workplace.tasks)
    assert page.panel.ahead._what_if.isHidden()


def test_the_explanation_says_the_last_day_and_leads_to_what_is_due(
    qtbot: QtBot, page: Any, desk: Any
) -> None:
    page.table.selectRow(page.model.row_of("LC9"))
    settle(qtbot, page.workplace.tasks)
    due = outlook.of(desk, page.workplace.period)["LC9"].due
    assert "14/12/2025" in page.panel.ahead._last_day.text()
    assert due is not None
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        qtbot.mouseClick(page.panel.ahead._due, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    assert "establishment" in (wanted.args[0].page, wanted.args[0].kind)


def test_a_figure_elsewhere_leads_to_its_explanation(qtbot: QtBot, page: Any) -> None:
    page.narrow(explanation_of("LC9").conditions or ())
    settle(qtbot, page.workplace.tasks)
    assert page.panel._shown.indicator.target_id == "LC9"
    assert page.model.item(page.table.currentIndex().row()).target_id == "LC9"


def test_large_letters_on_a_small_screen_leave_what_matters_in_sight(
    qtbot: QtBot, desk: Any, make_window: Any
) -> None:
    window = make_window(desk)
    window.resize(1366, 768)
    window.open(PageWanted(page="indicators"))
    settle(qtbot, window.workplace.tasks)
    table = window.page.table
    for zoom in (100, 125, 150):
        style.zoom_to(zoom)
        settle(qtbot, window.workplace.tasks)
        shown = [column for column in range(table.model().columnCount()) if not table.isColumnHidden(column)]
        assert {LABEL, STATUS, BAR, COUNTS, TARGET} <= set(shown)
        assert table.horizontalScrollBar().maximum() == 0
    style.zoom_to(100)


def test_what_is_asked_meanwhile_does_not_wait_for_twelve_months(qtbot: QtBot, page: Any, desk: Any) -> None:
    """Months are asked for one after the other, and a change of period gives up those of the period before."""
    page.refresh()
    page.workplace.choose_period(desk.period(2025, "q1"))
    page.table.selectRow(page.model.row_of("LC3"))
    settle(qtbot, page.workplace.tasks)
    course = page.model.ahead_of("LC3").course
    assert course == outlook.of(desk, desk.period(2025, "q1"))["LC3"].course
    assert course[-1].month.name == "m03"
