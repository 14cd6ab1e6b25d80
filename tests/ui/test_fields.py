"""Typing into single fields."""

import datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.records import FieldType, all_kinds, kind_named
from desktop.ui.fields.choice import CodeField
from desktop.ui.fields.days import read_day
from desktop.ui.fields.form import Form
from desktop.ui.fields.make import Surroundings, code_choices
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.several import ChoiceList, CodesField

TODAY = datetime.date(2025, 11, 21)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(
        kind_named("propaganda_session"),
        Surroundings(TODAY, {"establishment": (("a1", "Nhà nghỉ Ban Mai"),)}),
    )
    qtbot.addWidget(made)
    made.resize(760, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def type_into(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClicks(widget, text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("05/11/2025", (2025, 11, 5)),
        ("5/11", (2025, 11, 5)),
        ("5-11-25", (2025, 11, 5)),
        ("5.11.2025", (2025, 11, 5)),
        ("05112025", (2025, 11, 5)),
        ("0511", (2025, 11, 5)),
        ("25/12", (2024, 12, 25)),
        ("29/02/2024", (2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, meant: tuple[int, int, int]) -> None:
    assert read_day(typed, TODAY) == datetime.date(*meant)


@pytest.mark.parametrize("typed", ["", "abc", "32/1", "29/02/2025", "1/13", "5/11/0000"])
def test_what_is_no_day_stays_unread(typed: str) -> None:
    assert read_day(typed, TODAY) is None


def test_an_appointment_without_a_year_lies_ahead() -> None:
    assert read_day("25/12", TODAY, future=True) == datetime.date(2025, 12, 25)


def test_a_day_is_completed_when_the_field_is_left(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["held_on"].editor
    type_into(qtbot, field.focus_widget(), "5/11")
    qtbot.keyClick(field.focus_widget(), Qt.Key.Key_Return)
    assert field.focus_widget().text() == "05/11/2025"  # type: ignore[attr-defined]
    assert field.value() == datetime.date(2025, 11, 5)


def test_what_is_not_a_day_is_kept_as_typed_and_named(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["held_on"].editor
    type_into(qtbot, field.focus_widget(), "hom qua")
    qtbot.keyClick(field.focus_widget(), Qt.Key.Key_Return)
    assert form.unreadable() == {"held_on": "unreadable_day"}
    assert field.focus_widget().text() == "hom qua"  # type: ignore[attr-defined]


def test_enter_goes_to_the_next_field_and_saves_nothing(qtbot: QtBot, form: Form) -> None:
    form.boxes["held_on"].editor.focus_widget().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.boxes["form"].editor.focus_widget()


def test_a_code_is_found_without_marks(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["form"].editor
    assert isinstance(field, CodeField)
    type_into(qtbot, field.box, "toa dam")
    assert field.value() == "talk"
    field.completer.popup().hide()
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert field.line.text() == "Tọa đàm"


def test_what_is_not_in_the_list_is_named(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["form"].editor
    type_into(qtbot, field.focus_widget(), "xyz")
    assert form.unreadable() == {"form": "not_in_list"}


def test_several_codes_are_marked_from_the_keyboard(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["programmes"].editor
    assert isinstance(field, CodesField)
    field.line.setFocus()
    popup = field.open_list()
    assert isinstance(popup, ChoiceList)
    qtbot.keyClicks(popup.search, "ma tuy")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert field.value() == ("drugs",)
    qtbot.keyClick(popup.search, Qt.Key.Key_Tab)
    assert field.line.text() == "Phòng, chống ma túy"


def test_a_count_is_grouped_and_may_be_emptied(qtbot: QtBot) -> None:
    form = Form(kind_named("baseline"), Surroundings(TODAY, {}))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    field = form.boxes["population"].editor
    type_into(qtbot, field.focus_widget(), "12345")
    qtbot.keyClick(field.focus_widget(), Qt.Key.Key_Tab)
    assert field.focus_widget().text() == "12.345"  # type: ignore[attr-defined]
    assert field.value() == 12345
    field.focus_widget().clear()  # type: ignore[attr-defined]
    assert field.value() is None


def test_typing_in_the_last_row_makes_one_more_and_the_sum_grows(qtbot: QtBot, form: Form) -> None:
    rows = form.boxes["audiences"].editor
    assert isinstance(rows, RowsField)
    before = len(rows._rows)
    cell = rows._rows[-1].cells["attendances"]
    type_into(qtbot, cell.focus_widget(), "1500")
    assert len(rows._rows) == before + 1
    assert rows._sums["attendances"].text() == "1.500"


def test_tab_walks_the_cells_and_then_leaves_the_table(qtbot: QtBot, form: Form) -> None:
    rows = form.boxes["audiences"].editor
    assert isinstance(rows, RowsField)
    rows.set_value(({"group": "women", "attendances": 3, "female": 3, "first_time": 1},))
    QApplication.processEvents()
    cells = [cell.focus_widget() for cell in rows.cells()]
    cells[0].setFocus()
    walked = [QApplication.focusWidget()]
    for _ in range(len(cells)):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked[:-1] == cells
    assert walked[-1] not in cells


def test_ctrl_delete_takes_a_row_out(qtbot: QtBot, form: Form) -> None:
    rows = form.boxes["audiences"].editor
    rows.set_value(({"group": "women", "attendances": 3}, {"group": "youth", "attendances": 4}))
    first = rows._rows[0].cells["attendances"].focus_widget()  # type: ignore[attr-defined]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [row["group"] for row in rows.value()] == ["youth"]  # type: ignore[attr-defined]


def test_the_wheel_changes_no_field_that_is_not_in_focus(qtbot: QtBot, form: Form) -> None:
    form.set_values({"form": "talk", "held_on": TODAY})
    before = form.values()
    form.boxes["venue"].editor.focus_widget().setFocus()
    for box in form.boxes.values():
        for widget in (box.editor, *box.editor.findChildren(QWidget)):
            if not widget.hasFocus():
                _wheel(widget)
    assert form.values() == before


def _wheel(widget: QWidget) -> None:
    event = QWheelEvent(
        QPointF(4, 4), QPointF(widget.mapToGlobal(QPoint(4, 4))), QPoint(0, 0), QPoint(0, -240),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("kind", ["propaganda_session", "support_case", "inspection", "training", "baseline"])
def test_what_a_form_is_given_it_gives_back(qtbot: QtBot, kind: str) -> None:
    values: dict[str, Any] = {
        "propaganda_session": {"held_on": TODAY, "form": "talk", "topics": ("harm",), "establishment": "a1",
                               "audiences": ({"group": "women", "attendances": 9, "female": 9, "first_time": None},)},
        "support_case": {"opened_on": TODAY, "age_band": "over_30", "needs": ("legal_aid",),
                         "services": ({"service": "legal_aid", "status": "accessed", "referred_on": TODAY,
                                       "accessed_on": TODAY, "provider": "Sở Tư pháp"},)},
        "inspection": {"inspected_on": TODAY, "establishment": "a1", "mode": "planned", "fine_vnd": 15_000_000},
        "training": {"started_on": TODAY, "title": "Lớp 1", "others": ({"group": "union", "people": 4},)},
        "baseline": {"year": 2025, "population": 12_000},
    }[kind]  # fmt: skip
    form = Form(kind_named(kind), Surroundings(TODAY, {"establishment": (("a1", "Nhà nghỉ Ban Mai"),)}))
    qtbot.addWidget(form)
    form.set_values(values)
    given = {name: value for name, value in form.values().items() if value not in (None, ())}
    assert given == values


@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds() if not kind.derived])
def test_tab_walks_every_field_once_and_back(qtbot: QtBot, kind: str) -> None:
    form = Form(kind_named(kind), Surroundings(TODAY, {}))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    for box in form.boxes.values():
        if isinstance(box.editor, RowsField):
            cell = next(cell for cell in box.field.rows if cell.type is FieldType.CODE)
            box.editor.set_value(tuple({cell.name: code} for code, _ in code_choices(cell)[:4]))
    order = form.tab_order()
    order[0].setFocus()
    walked = [QApplication.focusWidget()]
    while QApplication.focusWidget() is not order[-1] and len(walked) < 100:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == order
    for expected in reversed(order[:-1]):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        assert QApplication.focusWidget() is expected
