"""Typing into single fields."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.records import FieldType, all_kinds, kind_named
from desktop.ui import language
from desktop.ui.fields.choice import CodeField
from desktop.ui.fields.days import read_day, read_month
from desktop.ui.fields.form import Form
from desktop.ui.fields.line import read_number
from desktop.ui.fields.make import Surroundings, code_choices
from desktop.ui.fields.matching import Finder
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.several import CodesField
from desktop.ui.fields.when import CalendarPopup, DateField

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
        ("5-11-2025", (2025, 11, 5)),
        ("2025-11-05", (2025, 11, 5)),
        ("ngày 5/11/2025", (2025, 11, 5)),
        ("Ngày 5/11", (2025, 11, 5)),
        ("5.11.2025", (2025, 11, 5)),
        ("05112025", (2025, 11, 5)),
        ("0511", (2025, 11, 5)),
        ("25/12", (2024, 12, 25)),
        ("29/02/2024", (2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, meant: tuple[int, int, int]) -> None:
    assert read_day(typed, TODAY) == datetime.date(*meant)


@pytest.mark.parametrize("typed", ["", "abc", "32/1", "29/02/2025", "1/13", "5/11/0000", "5-11-25", "٥/٣"])
def test_what_is_no_day_stays_unread(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["5/3/99", "1.2.24", "ngay 5-3-25", "5 3 26"])
def test_a_year_of_two_digits_is_refused_as_in_a_workbook(qtbot: QtBot, form: Form, typed: str) -> None:
    field = form.boxes["held_on"].editor
    type_into(qtbot, field.focus_widget(), typed)
    qtbot.keyClick(field.focus_widget(), Qt.Key.Key_Return)
    assert (field.value(), field.unreadable()) == (None, "short_year")
    assert field.held() == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", 12), (" 12 ", 12), ("007", 7), ("1.204", 1204), ("1,204", 1204), ("1 204", 1204),
        ("12.345.678", 12_345_678), ("12,5", None), ("1.5", None), ("1.00", None), ("1.2045", None),
        ("12,50", None), ("1.204,5", None), ("1.204,500", None), ("٣", None), ("12a", None), ("1e3", None),
        ("-5", None), ("", None), (".", None),
    ],
)  # fmt: skip
def test_a_count_is_digits_in_groups_of_three_and_nothing_else(typed: str, meant: int | None) -> None:
    assert read_number(typed) == meant


@given(st.integers(0, 10**12))
def test_a_number_is_read_back_as_it_is_shown(number: int) -> None:
    for spoken in ("vi", "en"):
        language.use(spoken)
        assert read_number(language.number(number)) == number
    language.use("vi")


def test_an_appointment_without_a_year_lies_ahead() -> None:
    assert read_day("25/12", TODAY, future=True) == datetime.date(2025, 12, 25)


def test_a_day_is_completed_when_the_field_is_left(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["held_on"].editor
    type_into(qtbot, field.focus_widget(), "5/11")
    qtbot.keyClick(field.focus_widget(), Qt.Key.Key_Return)
    assert field.focus_widget().text() == "05/11/2025"  # type: ignore[attr-defined]
    assert field.value() == datetime.date(2025, 11, 5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hôm nay", (2025, 11, 21)),
        ("h", (2025, 11, 21)),
        ("hom qua", (2025, 11, 20)),
        ("q", (2025, 11, 20)),
        ("-3", (2025, 11, 18)),
        ("+10", (2025, 12, 1)),
        ("5 3 2024", (2024, 3, 5)),
    ],
)
def test_a_day_may_be_said_from_today(typed: str, meant: tuple[int, int, int]) -> None:
    assert read_day(typed, TODAY) == datetime.date(*meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11", (2025, 11)),
        ("12", (2024, 12)),
        ("3/2025", (2025, 3)),
        ("032025", (2025, 3)),
        ("tháng 3", (2025, 3)),
        ("t3", (2025, 3)),
        ("tháng trước", (2025, 10)),
        ("-11", (2024, 12)),
    ],
)
def test_a_month_is_read_as_people_type_it(typed: str, meant: tuple[int, int]) -> None:
    assert read_month(typed, TODAY) == datetime.date(*meant, 1)


@pytest.mark.parametrize("typed", ["", "13", "0", "2025", "tháng", "11/2", "abc", "3/25"])
def test_what_is_no_month_stays_unread(typed: str) -> None:
    assert read_month(typed, TODAY) is None


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))
def test_every_way_to_write_a_day_means_the_same(day: datetime.date) -> None:
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%d %m %Y", "%Y-%m-%d", "ngày %d/%m/%Y"):
        assert read_day(day.strftime(form), TODAY, future=True) == day


def test_a_day_says_how_it_was_understood(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["held_on"].editor
    assert isinstance(field, DateField)
    type_into(qtbot, field.line, "5/11")
    assert field._echo.text() == "T4 05/11/2025"
    assert field.line.accessibleDescription() == "Thứ Tư, 05/11/2025"
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field._echo.text() == "T4"


def test_up_and_down_walk_the_days(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["held_on"].editor
    assert isinstance(field, DateField)
    field.line.setFocus()
    with qtbot.waitSignal(field.edited):
        qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == TODAY
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.value() == datetime.date(2025, 11, 20)


def test_enter_in_the_calendar_takes_the_day_and_goes_on(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["held_on"].editor
    assert isinstance(field, DateField)
    field.line.setFocus()
    qtbot.keyClick(field.line, Qt.Key.Key_F4)
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    qtbot.keyClick(popup._view, Qt.Key.Key_Left)
    qtbot.keyClick(popup._view, Qt.Key.Key_Return)
    assert field.value() == datetime.date(2025, 11, 20)
    assert form.boxes["form"].editor.focus_widget().hasFocus()


def test_enter_in_a_long_text_goes_on_and_in_the_last_field_says_so(qtbot: QtBot, form: Form) -> None:
    note = form.boxes["note"].editor.focus_widget()
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(form.ended):
        qtbot.keyClick(note, Qt.Key.Key_Return)
    assert note.hasFocus()
    assert note.toPlainText() == "\n"  # type: ignore[attr-defined]


def test_enter_in_an_empty_row_leaves_the_table(qtbot: QtBot, form: Form) -> None:
    rows = form.boxes["audiences"].editor
    assert isinstance(rows, RowsField)
    rows.focus_widget().setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "phu nu")
    for text in ("", "31", "31", "22"):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is rows._rows[1].cells["group"].focus_widget()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.boxes["materials"].editor.focus_widget()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bao hiem", "bhtn"),
        ("that nghiep", "bhtn"),
        ("bhtn", "bhtn"),
        ("bhtntn", "bhtt"),
        ("thanh", "tn"),
        ("xyz", None),
    ],
)
def test_a_choice_is_found_by_words_and_by_initials(typed: str, meant: str | None) -> None:
    choices = (
        ("bhtn", "Bảo hiểm thất nghiệp"),
        ("bhtt", "Bảo hiểm tự nguyện, thất nghiệp"),
        ("tn", "Thanh niên"),
    )
    assert Finder(choices).meant(typed) == meant


def test_escape_closes_the_list_before_it_leaves_the_form(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["form"].editor
    assert isinstance(field, CodeField)
    field.line.setFocus()
    qtbot.keyClick(field.line, Qt.Key.Key_F4)
    assert field.popup.isVisible()
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    asked.ignore()
    QApplication.sendEvent(field.line, asked)
    assert asked.isAccepted()
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    assert field.value() is None


def test_arrows_choose_from_the_list_and_tab_takes_what_was_looked_for(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["form"].editor
    assert isinstance(field, CodeField)
    field.line.setFocus()
    for _ in range(3):
        qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == field.choices[2][0]
    type_into(qtbot, form.boxes["lead_body"].editor.focus_widget(), "phu nu")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert form.values()["lead_body"] == "women_union"


def test_figures_of_a_section_add_themselves_up(qtbot: QtBot) -> None:
    form = Form(kind_named("violation_tally"), Surroundings(TODAY, {}))
    qtbot.addWidget(form)
    people = next(section for section in form.sections if section.sum is not None)
    form.set_values({"month": TODAY.replace(day=1), "sellers": 2, "buyers": 3})
    assert people.sum is not None
    assert people.sum.text() == "5"
    type_into(qtbot, form.boxes["organisers"].editor.focus_widget(), "1")
    assert people.sum.text() == "6"


def test_what_is_not_a_day_is_kept_as_typed_and_named(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["held_on"].editor
    type_into(qtbot, field.focus_widget(), "hom nao")
    qtbot.keyClick(field.focus_widget(), Qt.Key.Key_Return)
    assert form.unreadable() == {"held_on": "unreadable_day"}
    assert field.focus_widget().text() == "hom nao"  # type: ignore[attr-defined]


def test_enter_goes_to_the_next_field_and_saves_nothing(qtbot: QtBot, form: Form) -> None:
    form.boxes["held_on"].editor.focus_widget().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.boxes["form"].editor.focus_widget()


def test_a_code_is_found_without_marks(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["form"].editor
    assert isinstance(field, CodeField)
    type_into(qtbot, field.line, "toa dam")
    assert field.value() == "talk"
    assert field.popup.isVisible()
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "Tọa đàm"
    assert not field.popup.isVisible()
    assert form.boxes["hamlet"].editor.focus_widget().hasFocus()


def test_what_is_not_in_the_list_is_named(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["form"].editor
    type_into(qtbot, field.focus_widget(), "xyz")
    assert form.unreadable() == {"form": "not_in_list"}


def test_several_codes_are_marked_from_the_keyboard(qtbot: QtBot, form: Form) -> None:
    field = form.boxes["programmes"].editor
    assert isinstance(field, CodesField)
    type_into(qtbot, field.line, "ma tuy")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == ("drugs",)
    assert field.line.hasFocus()
    assert field.line.text() == ""
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    for _ in range(2):
        qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field.line, Qt.Key.Key_Space)
    assert len(field.value()) == 2
    qtbot.keyClick(field.line, Qt.Key.Key_Space)
    assert field.value() == ("drugs",)
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert form.boxes["lead_body"].editor.focus_widget().hasFocus()
    field.line.setFocus()
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.value() == ()


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


def test_a_narrow_sheet_has_one_column_and_nothing_is_cut(qtbot: QtBot, form: Form) -> None:
    for width in (900, 500, 340):
        form.resize(width, 700)
        QApplication.processEvents()
        for box in form.boxes.values():
            place = box.mapTo(form, QPoint(0, 0))
            assert place.x() + box.width() <= form.width()
            assert box.width() >= box.minimumSizeHint().width()
    lines = {box.mapTo(form, QPoint(0, 0)).y() for box in form.boxes.values()}
    assert len(lines) == len(form.boxes)


def test_what_is_wrong_with_a_narrow_field_has_room_for_its_words(qtbot: QtBot, form: Form) -> None:
    box = form.boxes["held_on"]
    box.show_problem("Ngày ở sau hôm nay. Chỉ ghi việc đã diễn ra.", "error")
    QApplication.processEvents()
    assert box.problem_label.isVisible()
    assert box.problem_label.width() > 2 * box.width()
    assert "sau hôm nay" in box.editor.focus_widget().accessibleDescription()
    box.show_problem("", "")
    assert not box.problem_label.isVisible()


def test_two_thousand_choices_are_searched_at_every_key(qtbot: QtBot) -> None:
    places = tuple((f"{n:032x}", f"Nhà nghỉ Hoa Ban {n}") for n in range(2_000))
    form = Form(kind_named("inspection"), Surroundings(TODAY, {"establishment": places}))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    field = form.boxes["establishment"].editor
    assert isinstance(field, CodeField)
    type_into(qtbot, field.line, "ban 1999")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == f"{1999:032x}"


def test_the_keys_of_the_form_work_in_every_field(qtbot: QtBot, form: Form) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for widget in form.tab_order():
        for key in (Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_H, Qt.Key.Key_Return):
            asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, control)
            asked.ignore()
            QApplication.sendEvent(widget, asked)
            assert not asked.isAccepted(), (widget.objectName(), key)
