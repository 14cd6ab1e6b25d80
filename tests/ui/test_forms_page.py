"""The page of forms and the editor: a copy is made, changed by keys, looked at, refused where wrong, saved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services import desk as desks
from desktop.services import exchange, forms
from desktop.ui import language
from desktop.ui.forms.asked import BY_HAND, edit, lines_of, shown
from desktop.ui.forms.editor import FormEditor
from desktop.ui.forms.model import CHANGED, VERSION, WHOSE
from desktop.ui.forms.page import FormsPage, make
from desktop.ui.forms.places import (
    add,
    addable,
    at,
    may_go,
    move,
    named,
    parts,
    take_out,
)
from desktop.ui.workplace import PageWanted
from tests.ui import every
from tests.ui.conftest import settle
from tests.ui.desks import SECOND_UNIT, commune, nameless
from tests.ui.desks import shown as on_screen
from tests.ui.driving import focus, write

OWN = "tip_off_log-don-vi-1"


@pytest.fixture
def page(qtbot: QtBot, make_workplace: Any, desk: Any) -> FormsPage:
    return on_screen(qtbot, make_workplace(desk), make)  # type: ignore[no-any-return]


def press(qtbot: QtBot, page: Any, name: str) -> None:
    getattr(page, f"_{name}").trigger()
    settle(qtbot, page.workplace.tasks)


def marked(qtbot: QtBot, page: FormsPage, form: str) -> FormsPage:
    page.table.selectRow(page.model.row_of(form))
    settle(qtbot, page.workplace.tasks)
    return page


def test_every_form_is_there_with_its_version_and_day_and_shows_its_page(
    qtbot: QtBot, page: FormsPage, desk: Any
) -> None:
    assert [one.form.id for one in page.model.items] == [one.id for one in forms.listed(desk)]
    marked(qtbot, page, "commune_summary")
    cells = page.model.cells_of(page.model.items[page.model.row_of("commune_summary")])
    assert (cells[WHOSE], cells[VERSION]) == ("Chương trình", "2")
    assert cells[CHANGED].count("/") == 2
    assert page.paper.preview.pages
    assert not page._edit.isVisible()
    assert nameless(page) == []


def test_a_copy_is_the_units_own_and_the_original_stays(qtbot: QtBot, page: FormsPage, desk: Any) -> None:
    press(qtbot, marked(qtbot, page, "tip_off_log"), "copy")
    one = page.current()
    assert one is not None
    assert (one.form.id, one.own, one.form.version) == (OWN, True, 1)
    assert one.form.changed_on == "2025-11-21"
    assert page._edit.isVisible()
    assert forms.load("tip_off_log").title == one.form.title
    assert "tip_off_log" in {listed.form.id for listed in page.model.items}
    press(qtbot, page, "copy")
    assert page.current().form.id == "tip_off_log-don-vi-2"  # type: ignore[union-attr]


def test_what_is_taken_away_comes_back_as_it_was(qtbot: QtBot, page: FormsPage, desk: Any) -> None:
    press(qtbot, marked(qtbot, page, "tip_off_log"), "copy")
    before = forms.own(desk)[OWN]
    press(qtbot, page, "remove")
    assert OWN not in forms.own(desk)
    assert page.model.row_of(OWN) == -1
    page.workplace.messages._on_action()
    settle(qtbot, page.workplace.tasks)
    assert forms.own(desk)[OWN] == before
    assert page.current().form.id == OWN  # type: ignore[union-attr]


def test_a_wrong_file_is_refused_line_by_line_and_a_right_one_loaded(
    qtbot: QtBot, page: FormsPage, desk: Any, tmp_path: Path
) -> None:
    file = tmp_path / "own.json"
    press(qtbot, marked(qtbot, page, "tip_off_log"), "copy")
    page.write(file)
    settle(qtbot, page.workplace.tasks)
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace('"tip_offs_verified"', '"tips"'), encoding="utf-8")
    page.load(file)
    settle(qtbot, page.workplace.tasks)
    assert page.mistakes.isVisible()
    line = right[: right.index('"tip_offs_verified"')].count("\n") + 1
    assert f"dòng {line}" in page.mistakes.text
    assert "“tips”" in page.mistakes.text
    file.write_text(right.replace("Qua đơn thư", "Qua thư"), encoding="utf-8")
    page.load(file)
    settle(qtbot, page.workplace.tasks)
    assert page.mistakes.isHidden()
    assert page.current().form.version == 2  # type: ignore[union-attr]
    assert "Qua thư" in forms.written(forms.own(desk)[OWN]).decode()
    page.load(tmp_path / "none.json")
    settle(qtbot, page.workplace.tasks)
    assert "none.json" in page.workplace.messages.text


def test_a_form_is_shown_where_it_is_printed(qtbot: QtBot, window: Any) -> None:
    window.open(PageWanted(page="forms"))
    settle(qtbot, window.workplace.tasks)
    marked(qtbot, window.page, "tip_off_log")
    press(qtbot, window.page, "show")
    assert window.page.objectName() == "summary_page"
    assert window.page._rendered.filled.form.id == "tip_off_log"


# The editor


@pytest.fixture
def editor(qtbot: QtBot, window: Any, desk: Any) -> Iterator[FormEditor]:
    forms.copy(desk, "tip_off_log")
    window.open(PageWanted(page="forms"))
    window.activateWindow()
    settle(qtbot, window.workplace.tasks)
    marked(qtbot, window.page, OWN)
    window.page.table.setFocus()
    qtbot.keyClick(window.page.table, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, FormEditor)
    yield window.page
    if isinstance(window.page, FormEditor):
        window.page.discard()


def settled(qtbot: QtBot, editor: FormEditor) -> None:
    if editor._wait.isActive():
        editor.check()
    settle(qtbot, editor.workplace.tasks)


def take(qtbot: QtBot, editor: FormEditor, name: str, text: str) -> None:
    """Choose in the field *name* by typing *text* and Enter."""
    assert editor.part is not None
    editor.part.begin(name)
    QTest.keyClick(focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(qtbot, text)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    QTest.qWait(0)
    settled(qtbot, editor)


def test_a_line_is_added_filled_by_a_count_and_saved_by_keys_alone(
    qtbot: QtBot, editor: FormEditor, desk: Any
) -> None:
    window = editor.window()
    outline = editor.outline
    assert outline.list.hasFocus()
    row = outline.paths.index(("groups", 0, "rows", 1))
    for _ in range(row):
        qtbot.keyClick(outline.list, Qt.Key.Key_Down)
    outline.insert("row")
    settled(qtbot, editor)
    assert "! " in outline.list.item(row + 1).text()
    assert editor._wrongs[0].code == "empty"
    take(qtbot, editor, "count", "tien phat")
    assert at(editor.values, ("groups", 0, "rows", 2)) == {
        "id": "dong_1", "label": "Tiền phạt qua kiểm tra", "unit": "dong", "count": "fines", "params": {},
    }  # fmt: skip
    assert language.term("counts", "fines.rule") == editor.part._rule.text()  # type: ignore[union-attr]
    take(qtbot, editor, "team", "178 cap xa")
    editor.part.begin("label")  # type: ignore[union-attr]
    qtbot.keyClick(focus(), Qt.Key.Key_End)
    write(qtbot, " 178")
    settled(qtbot, editor)
    assert not editor._wrongs
    qtbot.keyClick(focus(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, editor.workplace.tasks)
    assert window.page.objectName() == "forms_page"
    saved = forms.own(desk)[OWN]
    assert saved.version == 2
    (line,) = [one for one in saved.groups[0].rows if one.count == "fines"]
    assert (line.label, line.params) == ("Tiền phạt qua kiểm tra 178", {"team": "team_178"})
    filled = forms.fill(desk, desk.period(2025), saved)
    assert isinstance(next(one for one in filled.lines if one.id == "dong_1").cells[3], int)


def test_the_page_is_the_form_as_it_is_typed(qtbot: QtBot, editor: FormEditor) -> None:
    before = list(editor.paper.preview.images)
    assert before
    editor.part.begin("title")  # type: ignore[union-attr]
    QTest.keyClick(focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(qtbot, "So theo doi")
    settled(qtbot, editor)
    assert editor.values["title"] == "So theo doi"
    assert editor.paper.preview.images != before
    editor.pair.buttons.button(1).click()
    assert editor.paper.isVisible()


def test_what_is_wrong_is_marked_with_its_reason_and_not_saved(
    qtbot: QtBot, editor: FormEditor, desk: Any
) -> None:
    editor.outline.go_to(("columns", 1))
    editor.part.begin("heading")  # type: ignore[union-attr]
    QTest.keyClick(focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(focus(), Qt.Key.Key_Delete)
    settled(qtbot, editor)
    assert editor.part.boxes["heading"].problem == "Chỗ này không được để trống."  # type: ignore[union-attr]
    assert "1" in editor.context()
    assert editor._state.text() == language.say("forms.preview_wrong")
    editor.outline.go_to(())
    editor.save()
    settle(qtbot, editor.workplace.tasks)
    assert forms.own(desk)[OWN].version == 1
    assert editor.outline.path == ("columns", 1)
    editor.outline.go_to(())
    qtbot.keyClick(editor, Qt.Key.Key_F8)
    assert editor.outline.path == ("columns", 1)
    assert not editor.may_leave()


def test_columns_too_wide_for_the_paper_say_so_at_the_form(qtbot: QtBot, editor: FormEditor) -> None:
    editor.outline.go_to(("columns", 3))
    editor.part.begin("width")  # type: ignore[union-attr]
    QTest.keyClick(focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(qtbot, "120")
    settled(qtbot, editor)
    assert [one.code for one in editor._wrongs] == ["wider_than_paper"]
    editor.outline.go_to(())
    assert "nằm ngang" in editor._other.text()
    take(qtbot, editor, "orientation", "ngang")
    assert not editor._wrongs
    assert editor._other.isHidden()


def test_a_part_taken_out_comes_back_with_the_checks_that_named_it(qtbot: QtBot, editor: FormEditor) -> None:
    before = forms.values_of(forms.load("tip_off_log"))["sums"]
    assert editor.values["sums"] == before
    path = next(path for one, path in named(editor.values) if one == before[0]["whole"])
    editor.outline.go_to(path)
    editor.outline.list.setFocus()
    qtbot.keyClick(editor.outline.list, Qt.Key.Key_Delete)
    settled(qtbot, editor)
    assert not editor._wrongs
    assert before[0] not in editor.values.get("sums", [])
    editor.workplace.messages._on_action()
    settled(qtbot, editor)
    assert editor.values["sums"] == before
    assert editor.outline.path == path
    assert not editor.changed


def test_lines_and_columns_change_places_by_keys(qtbot: QtBot, editor: FormEditor) -> None:
    editor.outline.go_to(("columns", 3))
    editor.outline.list.setFocus()
    qtbot.keyClick(editor.outline.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.outline.path == ("columns", 2)
    assert [one["id"] for one in editor.values["columns"]][2:4] == ["now", "unit"]
    qtbot.keyClick(editor.outline.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert not editor.changed


def test_the_editor_speaks_both_languages_and_names_what_it_has(qtbot: QtBot, editor: FormEditor) -> None:
    assert nameless(editor) == []
    window = editor.window()
    for size in ((1366, 768), (900, 600)):
        window.resize(*size)
        settle(qtbot, editor.workplace.tasks)
        assert every.cut(editor) == []
    language.use("en")
    try:
        assert editor.outline.add.text() == "Add"
        assert editor.outline.list.item(1).text().startswith("Column 1")
    finally:
        language.use("vi")


# What the parts of any form can become


@pytest.mark.parametrize("form", forms.available())
def test_every_part_of_every_form_can_be_asked_about(form: str) -> None:
    values = forms.values_of(forms.load(form))
    for path in parts(values):
        held = shown(values, path)
        asked = [one for line in lines_of(values, path) for one in line]
        assert all(one.said(one.name) for one in asked)
        for one in asked:
            offered = dict(one.choices(held)) if one.choices else {}
            value = held.get(one.name)
            chosen = value if isinstance(value, list) else [value]
            known = [code for code in chosen if isinstance(code, str)]
            assert not offered or isinstance(value, bool) or set(known) <= set(offered), (path, one.name)
            edit(values, path, one.name, value)
    assert forms.of_values(values) == forms.load(form)


@pytest.mark.parametrize("form", forms.available())
def test_whatever_is_added_moved_or_taken_out_the_form_stays_right(form: str) -> None:
    values = forms.values_of(forms.load(form))
    for path in list(parts(values)):
        if path not in parts(values):
            continue
        for what in addable(values, path):
            made = add(values, path, what)
            assert made in parts(values)
            there = at(values, made)
            codes = {one.code for one in forms.checked(values)}
            # Nothing but names that are still to be typed is wrong with it.
            assert codes <= {"empty", "missing", "wider_than_paper", "no_such_line", "too_many_columns"}, (
                codes
            )
            assert move(values, move(values, made, -1), 1) in parts(values)
            back = next(one for one in parts(values) if at(values, one) is there)
            if may_go(values, back):
                take_out(values, back)
    for path in reversed(parts(values)):
        if may_go(values, path):
            take_out(values, path)
    assert [one.code for one in forms.checked(values)] == []


def test_a_line_by_hand_counts_nothing() -> None:
    values = forms.values_of(forms.load("tip_off_log"))
    path = ("groups", 0, "rows", 0)
    assert edit(values, path, "count", BY_HAND)
    assert at(values, path)["count"] is None
    assert "each" not in at(values, path)
    assert shown(values, path)["count"] == BY_HAND
    assert forms.checked(values) == ()


def test_a_cell_is_filled_by_an_indicator_found_by_its_name(qtbot: QtBot, editor: FormEditor) -> None:
    editor.outline.go_to(("groups", 0, "rows", 1))
    take(qtbot, editor, "count", "chi tieu co so kinh doanh dich vu duoc kiem tra")
    row = at(editor.values, ("groups", 0, "rows", 1))
    assert row["count"] == "indicator.establishments_inspected"
    assert row["unit"] == "percent"
    assert not editor._wrongs
    assert editor.part._rule.text() == language.term(  # type: ignore[union-attr]
        "indicators", "establishments_inspected.rule"
    )


def test_at_a_receiving_desk_a_copy_holds_what_holds_there(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    made = commune(receiving_desk, tmp_path, SECOND_UNIT)
    exchange.receive(receiving_desk, made.packages)
    own = forms.copy(receiving_desk, "commune_summary")
    row = own.groups[0].rows[0]
    assert (row.count, row.unit, row.receiving) == ("communes_with_plan_issued", "communes", {})
    assert own.desks == ("receiving",)
    period = receiving_desk.period(2025)
    both = [forms.fill(receiving_desk, period, one) for one in (own, forms.load("commune_summary"))]
    assert [one.cells for one in both[0].lines] == [one.cells for one in both[1].lines]
    own = forms.copy(receiving_desk, "consolidated_activities")
    page = on_screen(qtbot, make_workplace(receiving_desk), make)
    marked(qtbot, page, own.id)
    values = forms.values_of(own)
    column = ("columns", 3)
    assert edit(values, column, "count", "tip_offs")
    assert at(values, column)["count"] == "tip_offs"
    assert forms.save(receiving_desk, values).version == 2


def test_a_form_of_the_program_cannot_be_saved_over(desk: desks.Desk) -> None:
    from desktop.models.errors import Refusal

    with pytest.raises(Refusal) as refused:
        forms.save(desk, forms.values_of(forms.load("tip_off_log")))
    assert refused.value.code == "form_of_program"


def test_titles_name_what_is_filled_in_as_people_say_it(qtbot: QtBot, editor: FormEditor) -> None:
    about = editor.values["about"]
    assert "{start}" in about
    assert "{từ ngày}" in shown(editor.values, ())["about"]
    editor.part.begin("about")  # type: ignore[union-attr]
    qtbot.keyClick(focus(), Qt.Key.Key_End)
    write(qtbot, " ({cơ quan})")
    settled(qtbot, editor)
    assert editor.values["about"] == f"{about} ({{body}})"
    assert not editor._wrongs
    write(qtbot, "{ai đó}")
    settled(qtbot, editor)
    (wrong,) = editor._wrongs
    assert wrong.code == "no_such_place"
    assert "{kỳ}, {năm}" in editor.part.boxes["about"].problem  # type: ignore[union-attr]
