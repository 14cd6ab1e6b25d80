"""The roll-up in the window: its bases, figures entered above, the ranking, and from a cell to the packages."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services import entering, locking, rollup
from desktop.ui import language
from desktop.ui.indicators.panel import COUNTED
from desktop.ui.indicators.records import CAPTION, PACKAGE
from desktop.ui.rollup.model import REPORTED
from desktop.ui.rollup.page import RollupPage, make
from desktop.ui.rollup.ranks import ARRIVED, NAME, RANK, TIME
from tests.services.above import COMMUNES, Above, reach
from tests.ui.conftest import settle
from tests.ui.desks import nameless, shown

FIRST, SECOND, THIRD = COMMUNES
WHOLE = "12@2025"


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Above]:
    """One commune locked the quarter, corrected it and went on; one only reported; the others are silent."""
    made = Above(tmp_path)
    one, two = made.commune(FIRST), made.commune(SECOND, records=0)
    made.lock(one)
    made.day = date(2025, 3, 20)
    made.hand_in(one)
    reach(one, date(2025, 3, 3), 7)
    locking.correct(one, one.period(2025, "q1"), "Ghi bổ sung buổi họp bản")
    reach(one, date(2025, 3, 4), 5)
    made.day = date(2025, 3, 25)
    for commune in (one, two):
        made.hand_in(commune)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, above: Above, make_workplace: Any) -> Any:
    place = make_workplace(above.desk)
    place.choose_period(above.desk.period(2025, "q1"))
    return shown(qtbot, place, make)


def texts(model: Any, column: int) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_the_sums_follow_the_basis(qtbot: QtBot, page: Any, above: Above) -> None:
    period = above.desk.period(2025, "q1")
    for basis, at in (("now", "2/38"), ("locked", "1/38"), ("corrected", "1/38")):
        qtbot.mouseClick(page.tools.basis.buttons[basis], Qt.MouseButton.LeftButton)
        settle(qtbot, page.workplace.tasks)
        assert page._loaded.rolled == rollup.rollup(above.desk, period, basis=basis)
        assert at in page.context()
    model = page.cells.model
    row = model.row_of(FIRST)
    assert (
        texts(model, REPORTED)[row].endswith("16/3 · 1 phiếu")
        or "16/03 · 1 phiếu" in texts(model, REPORTED)[row]
    )
    assert texts(model, REPORTED)[model.row_of(SECOND)] == "? chưa khóa"
    assert texts(model, 3)[row].endswith("≠")
    tip = str(model.index(row, 3).data(Qt.ItemDataRole.ToolTipRole))
    assert "Khi khóa" in tip


def test_a_cell_as_locked_says_what_is_others_now(qtbot: QtBot, page: Any) -> None:
    page.tools.basis.choose("locked")
    settle(qtbot, page.workplace.tasks)
    page.choose(FIRST, "LC3")
    settle(qtbot, page.workplace.tasks)
    assert language.say("rollup.locked_note") in page.panel._note.text()
    assert "hiện nay" in page.panel._note.text()
    page.choose(SECOND, "LC3")
    settle(qtbot, page.workplace.tasks)
    assert page.panel._note.text() == language.say("rollup.not_locked_note")
    page.tools.basis.choose("now")
    settle(qtbot, page.workplace.tasks)
    assert page.panel._note.isHidden()


def test_from_a_figure_to_the_commune_its_records_and_their_packages(
    qtbot: QtBot, above: Above, make_window: Any
) -> None:
    window = make_window(above.desk)
    place = window.workplace
    place.choose_period(above.desk.period(2025, "q1"))
    place.open_page("rollup")
    settle(qtbot, place.tasks)
    page = window.findChild(RollupPage, "rollup_page")
    page.choose(WHOLE, "LC3")
    settle(qtbot, place.tasks)
    communes = page.panel.models[COUNTED]
    names = [communes.index(row, CAPTION).data() for row in range(communes.rowCount())]
    first = names.index(next(one.name for one in page._loaded.rolled.communes if one.unit == FIRST))
    page.panel.tables[COUNTED].activated.emit(communes.index(first, CAPTION))
    settle(qtbot, place.tasks)
    assert page._chosen == (FIRST, "LC3")
    table, records = page.panel.tables[COUNTED], page.panel.models[COUNTED]
    assert not table.isColumnHidden(PACKAGE)
    came = {str(records.item(row).values.get("held_on")): records.index(row, PACKAGE).data()
            for row in range(records.rowCount())}  # fmt: skip
    assert came["2025-03-03"].startswith("gói 2, 25/")
    assert any(text.startswith("gói 1, 20/") for text in came.values())
    # The next step is the record itself.
    with qtbot.waitSignal(place.record_wanted if hasattr(place, "record_wanted") else place.page_wanted):
        table.activated.emit(records.index(0, CAPTION))


def test_a_figure_is_entered_by_keyboard_alone(qtbot: QtBot, page: Any, above: Above) -> None:
    page.choose(WHOLE, "LC13")
    settle(qtbot, page.workplace.tasks)
    assert page.panel.isHidden()
    page.cells.whole.setFocus()
    QTest.keyClick(page.cells.whole, Qt.Key.Key_Return)
    panel = page.entering.panel
    for name, text in (("numerator", "35"), ("denominator", "50"), ("source", "BC 12/BC-SNV")):
        line = panel.editors[name].focus_widget()
        qtbot.waitUntil(line.hasFocus)
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert panel.save.hasFocus()
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page.workplace.tasks)
    (kept,) = entering.listed(above.desk, above.desk.period(2025, "q1"))
    assert (kept.numerator, kept.denominator, kept.source) == (35, 50, "BC 12/BC-SNV")
    assert texts(page.cells.whole_model, 13) == ["✓ 70\N{NO-BREAK SPACE}%"]
    tip = str(page.cells.whole_model.index(0, 13).data(Qt.ItemDataRole.ToolTipRole))
    assert "Nhập ở đơn vị tổng hợp" in tip
    assert nameless(page) == []


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, page: Any, above: Above
) -> None:
    page.choose(WHOLE, "LC13")
    settle(qtbot, page.workplace.tasks)
    panel = page.entering.panel
    for name, text in (("numerator", "60"), ("denominator", "50"), ("source", "0912345678")):
        qtbot.keyClicks(panel.editors[name].focus_widget(), text)
    page.entering.save()
    settle(qtbot, page.workplace.tasks)
    assert panel._wrong["source"].text()
    assert panel._wrong["numerator"].text()
    page.choose(FIRST, "LC3")
    settle(qtbot, page.workplace.tasks)
    assert panel.isHidden()
    page.choose(WHOLE, "LC13")
    settle(qtbot, page.workplace.tasks)
    assert panel.editors["numerator"].focus_widget().text() == "60"
    assert entering.listed(above.desk, above.desk.period(2025, "q1")) == ()


def test_a_figure_taken_out_comes_back(qtbot: QtBot, page: Any, above: Above) -> None:
    period = above.desk.period(2025, "q1")
    entering.save(above.desk, period, "LC2", numerator=2, denominator=None, source="Báo tỉnh")
    page.refresh()
    settle(qtbot, page.workplace.tasks)
    page.choose(WHOLE, "LC2")
    settle(qtbot, page.workplace.tasks)
    qtbot.waitUntil(page.entering.panel.take_out.isVisible)
    page.entering.panel.take_out.click()
    settle(qtbot, page.workplace.tasks)
    assert entering.listed(above.desk, period) == ()
    page.workplace.messages.act()
    settle(qtbot, page.workplace.tasks)
    assert [one.target for one in entering.listed(above.desk, period)] == ["LC2"]


def test_the_ranking_names_who_is_missing_and_leads_to_the_table(qtbot: QtBot, page: Any) -> None:
    qtbot.mouseClick(page.tools.view.buttons["ranks"], Qt.MouseButton.LeftButton)
    assert page.stack.currentWidget() is page.ranks
    assert page.legend.isHidden()
    model = page.ranks.model
    assert model.rowCount() == 38
    units = {model.shown(row)[0].unit: row for row in range(38)}
    row = units[FIRST]
    assert texts(model, TIME)[row] == "✓ đúng hạn"
    assert texts(model, ARRIVED)[row] == "20/03/2025"
    assert texts(model, TIME)[units[SECOND]] == "! chậm 2 ngày làm việc"
    assert texts(model, TIME)[units[THIRD]] == "? chưa nộp, quá hạn 2 ngày làm việc"
    assert texts(model, RANK)[units[THIRD]] == "–"
    assert "(36)" in page.ranks._silent.text()
    assert "5 ngày làm việc" in page.ranks._rule.text()
    assert nameless(page) == []
    model.sort(NAME, Qt.SortOrder.DescendingOrder)
    assert model.shown(0)[0].name > model.shown(37)[0].name
    page.ranks.table.activated.emit(model.index(0, NAME))
    settle(qtbot, page.workplace.tasks)
    assert page.tools.view.value == "matrix"
    assert page._chosen is not None


def test_the_workbook_says_on_which_basis_it_stands_and_what_was_entered(
    qtbot: QtBot, page: Any, above: Above, tmp_path: Path
) -> None:
    period = above.desk.period(2025, "q1")
    entering.save(above.desk, period, "LC13", numerator=35, denominator=50, source="Báo cáo 12/BC-SNV")
    page.tools.basis.choose("locked")
    settle(qtbot, page.workplace.tasks)
    page.excel.write(tmp_path / "khoa.xlsx")
    settle(qtbot, page.workplace.tasks)
    book = load_workbook(tmp_path / "khoa.xlsx")
    cells = [
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
    ]
    book.close()
    assert any("như đã khóa" in text for text in cells)
    assert any("Báo cáo 12/BC-SNV" in text for text in cells)
    assert any("chưa khóa" in text for text in cells)
    assert any("16/03/2025" in text for text in cells)


def test_words_of_every_part_change_with_the_language(qtbot: QtBot, page: Any) -> None:
    page.choose(WHOLE, "LC13")
    settle(qtbot, page.workplace.tasks)
    language.use("en")
    settle(qtbot, page.workplace.tasks)
    assert page.tools.basis.buttons["locked"].text() == language.say("rollup.basis.locked")
    assert page.entering.panel.save.text() == language.say("entering.save")
    assert language.say("rollup.legend.far") in page.legend.accessibleName()
    language.use("vi")
    settle(qtbot, page.workplace.tasks)
