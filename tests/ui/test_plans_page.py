"""The page of plans: what applies is seen and chosen, the unit's own are copied, changed and brought back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.models import units
from desktop.services import desk as desks
from desktop.services import indicators, plans
from desktop.services.plans import keeping
from desktop.ui import language
from desktop.ui.plans import words
from desktop.ui.plans.allotting import PART
from desktop.ui.plans.form import PlanForm
from desktop.ui.plans.model import ASKED, PLAN, QUOTE, STATE
from desktop.ui.plans.number import read_number
from desktop.ui.plans.page import PlansPage
from desktop.ui.plans.page import make as make_page
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import PASSPHRASE, clock, settle
from tests.ui.desks import nameless, shown
from tests.ui.driving import write

LAI_CHAU = "lai-chau-2021-2025"


@pytest.fixture
def page(qtbot: QtBot, make_workplace: Any, desk: Any) -> PlansPage:
    return shown(qtbot, make_workplace(desk), make_page)  # type: ignore[no-any-return]


def states(page: PlansPage) -> list[str]:
    return [page.model.cells_of(one)[STATE] for one in page.model.items]


def press(qtbot: QtBot, page: PlansPage, name: str) -> None:
    getattr(page, f"_{name}").trigger()
    settle(qtbot, page.workplace.tasks)


def test_every_plan_is_there_and_the_one_that_leads_stands_first(page: PlansPage) -> None:
    assert len(page.model.items) == len(plans.available())
    assert page.model.cells_of(page.model.items[0])[PLAN] == "3742/KH-UBND"
    assert states(page)[0] == "✓ Đứng đầu"
    assert set(states(page)[1:]) == {"Đơn vị khác"}
    assert "Kế hoạch 3742/KH-UBND" in page.context()


def test_the_marked_plan_is_shown_with_its_targets_and_their_words(page: PlansPage) -> None:
    view = page.view.model
    assert view.rowCount() == 14
    cells = view.cells_of(view.items[2])
    assert cells[ASKED] == "ít nhất 70\N{NO-BREAK SPACE}%"
    assert cells[QUOTE].startswith("Ít nhất 70% người lao động tại các cơ sở")
    page.view.table.selectRow(3)
    assert "Cấp học: Học sinh trung học phổ thông" in page.view._explained.text()


def test_a_plan_that_is_a_summary_says_so(qtbot: QtBot, page: PlansPage) -> None:
    row = page.model.row_of("ha-noi-2026-kh-07")
    page.table.selectRow(row)
    assert "Lời tóm tắt, chưa đối chiếu nguyên văn" in page.view._note.text()


def test_a_plan_of_the_program_can_be_copied_but_not_changed(qtbot: QtBot, page: PlansPage) -> None:
    assert not page._edit.isVisible()
    assert not page._delete.isVisible()
    press(qtbot, page, "copy")
    assert page.current().plan.id == "lai-chau-2021-2025-don-vi-1"  # type: ignore[union-attr]
    assert states(page)[1] == "Của đơn vị"
    assert page._edit.isVisible()
    assert "Đã sao" in page.workplace.messages.text


def test_two_plans_apply_and_one_leads(qtbot: QtBot, page: PlansPage) -> None:
    press(qtbot, page, "copy")
    press(qtbot, page, "use")
    assert states(page)[:2] == ["✓ Đứng đầu", "✓ Đang áp dụng"]
    press(qtbot, page, "lead")
    assert page.workplace.desk.settings.plans == ("lai-chau-2021-2025-don-vi-1", LAI_CHAU)
    assert page._use.text() == "Thôi áp dụng"
    press(qtbot, page, "use")
    assert page.workplace.desk.settings.plans == (LAI_CHAU,)


def test_what_is_deleted_comes_back_by_the_message_and_by_the_list(qtbot: QtBot, page: PlansPage) -> None:
    press(qtbot, page, "copy")
    press(qtbot, page, "use")
    press(qtbot, page, "delete")
    assert states(page)[-1] == "Đã xóa"
    page.workplace.messages._on_action()
    settle(qtbot, page.workplace.tasks)
    assert page.workplace.desk.settings.plans == (LAI_CHAU, "lai-chau-2021-2025-don-vi-1")
    press(qtbot, page, "delete")
    page.table.selectRow(page.model.row_of("lai-chau-2021-2025-don-vi-1"))
    press(qtbot, page, "restore")
    assert "✓ Đang áp dụng" in states(page)


def test_a_wrong_file_is_shown_line_by_line_and_a_right_one_loaded(
    qtbot: QtBot, page: PlansPage, tmp_path: Path
) -> None:
    file = tmp_path / "ke-hoach.json"
    content = plans.written(plans.load(LAI_CHAU)).decode().replace(LAI_CHAU, "ke-hoach-xa")
    file.write_text(content.replace('"threshold": 70.0', '"threshold": 170', 2), encoding="utf-8")
    page.load(file)
    settle(qtbot, page.workplace.tasks)
    lines = page.mistakes.text.splitlines()
    assert len(lines) == 2
    assert "chỉ tiêu LC1, Mức phải đạt (“threshold”): Tỷ lệ phải từ 0 đến 100." in lines[0]
    assert page.mistakes.isVisible()
    file.write_text(content, encoding="utf-8")
    page.load(file)
    settle(qtbot, page.workplace.tasks)
    assert page.mistakes.isHidden()
    assert page.current().plan.id == "ke-hoach-xa"  # type: ignore[union-attr]
    page.write(tmp_path / "out.json")
    settle(qtbot, page.workplace.tasks)
    assert plans.parse((tmp_path / "out.json").read_bytes()).id == "ke-hoach-xa"
    page.load(tmp_path / "none.json")
    settle(qtbot, page.workplace.tasks)
    assert "none.json" in page.workplace.messages.text


def test_the_page_speaks_both_languages_and_names_what_it_has(page: PlansPage) -> None:
    assert nameless(page) == []
    language.use("en")
    try:
        assert states(page)[0] == "✓ leads"
        assert page._load.text() == "Load a file…"
    finally:
        language.use("vi")


# The form


@pytest.fixture
def form(qtbot: QtBot, make_workplace: Any, desk: Any) -> PlanForm:
    own = keeping.copy(desk, LAI_CHAU)
    keeping.choose(desk, [own.id])
    workplace = make_workplace(desk)
    return shown(qtbot, workplace, lambda workplace, _kind: PlanForm(workplace, own.id))  # type: ignore[no-any-return]


def typed(qtbot: QtBot, form: PlanForm, name: str, text: str) -> None:
    # A message may have taken the keys: its strip is a window of its own here.
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    box = form.part.boxes[name]  # type: ignore[union-attr]
    line = box.editor.focus_widget()
    line.setFocus()
    line.selectAll()
    write(qtbot, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    form.check()
    settle(qtbot, form.workplace.tasks)


def test_a_change_is_saved_as_a_version_from_its_day(qtbot: QtBot, form: PlanForm) -> None:
    desk = form.workplace.desk
    before = indicators.compute(desk, desk.period(2025, "h1"))
    form.list.setCurrentRow(3)
    typed(qtbot, form, "threshold", "80")
    form.since.day.set_value(date(2025, 7, 1))
    assert form.changed
    with qtbot.waitSignal(form.finished):
        form.save()
    assert "bản 2" in form.workplace.messages.text.casefold()
    assert "01/07/2025" in form.workplace.messages.text
    assert plans.in_force(desk, desk.period(2025)).target("LC3").threshold == 80
    assert indicators.compute(desk, desk.period(2025, "h1")) == before
    assert not form.changed


def test_a_mistake_is_shown_beside_its_field_and_marked_in_the_list(qtbot: QtBot, form: PlanForm) -> None:
    form.list.setCurrentRow(3)
    typed(qtbot, form, "threshold", "170")
    assert form.part.boxes["threshold"].problem == "Tỷ lệ phải từ 0 đến 100."  # type: ignore[union-attr]
    assert form.list.item(3).text().startswith("! LC3")
    form.save()
    settle(qtbot, form.workplace.tasks)
    assert len(form.workplace.desk.plans.own["lai-chau-2021-2025-don-vi-1"].versions) == 1
    form.list.setCurrentRow(0)
    form.next_problem()
    assert form.list.currentRow() == 3
    # The strip of messages is a window of its own here and may have the keys.
    assert form.focusWidget() is form.part.boxes["threshold"].editor.focus_widget()  # type: ignore[union-attr]
    typed(qtbot, form, "threshold", "không biết")
    assert "Không phải số" in form.part.boxes["threshold"].problem  # type: ignore[union-attr]
    assert not form.may_leave()


def test_the_fields_of_a_target_follow_its_indicator(qtbot: QtBot, form: PlanForm) -> None:
    form.list.setCurrentRow(4)
    assert "levels" in form.part.boxes  # type: ignore[union-attr]
    typed(qtbot, form, "indicator", words.indicator("propaganda_varied"))
    qtbot.waitUntil(lambda: form.part is not None and "min_forms" in form.part.boxes)
    assert "levels" not in form.part.boxes  # type: ignore[union-attr]
    target = form.values["targets"][3]
    assert (target["level"], target["parameters"]) == ("C", {})
    typed(qtbot, form, "min_forms", "3")
    assert target["parameters"] == {"min_forms": 3}
    assert plans.checked(form.values) == ()


def test_targets_are_added_and_removed_and_brought_back(qtbot: QtBot, form: PlanForm) -> None:
    form.add_target()
    settle(qtbot, form.workplace.tasks)
    assert form.list.count() == 16
    assert form.part.boxes["quote"].problem == "Thiếu câu trích nguyên văn của văn bản."  # type: ignore[union-attr]
    form.remove_target()
    settle(qtbot, form.workplace.tasks)
    assert form.list.count() == 15
    form.list.setCurrentRow(2)
    form.remove_target()
    assert [one["id"] for one in form.values["targets"]][:2] == ["LC1", "LC3"]
    form.bring_back()
    settle(qtbot, form.workplace.tasks)
    assert [one["id"] for one in form.values["targets"]][:3] == ["LC1", "LC2", "LC3"]
    assert not form.changed


def test_a_plan_that_is_only_looked_at_is_not_changed(qtbot: QtBot, form: PlanForm) -> None:
    for row in range(form.list.count()):
        form.list.setCurrentRow(row)
        form.part.settle()  # type: ignore[union-attr]
        assert form.part.unreadable() == []  # type: ignore[union-attr]
        assert nameless(form) == []
    assert not form.changed
    assert form.may_leave()
    with qtbot.waitSignal(form.finished):
        form.cancel()


def test_a_plan_is_made_from_nothing(qtbot: QtBot, make_workplace: Any, desk: Any) -> None:
    form: PlanForm = shown(qtbot, make_workplace(desk), lambda workplace, _kind: PlanForm(workplace))
    assert form.title() == "Kế hoạch mới"
    assert not form.changed
    form.save()
    settle(qtbot, form.workplace.tasks)
    assert form.part.boxes["number"].problem == "Chỗ này không được để trống."  # type: ignore[union-attr]
    for name, text in (("number", "Kế hoạch 12/KH-UBND"), ("title", "Kế hoạch năm"), ("issuer", "UBND tỉnh")):
        typed(qtbot, form, name, text)
    form.list.setCurrentRow(1)
    typed(qtbot, form, "quote", "Mỗi xã tổ chức ít nhất một buổi")
    with qtbot.waitSignal(form.finished):
        form.save()
    made = desk.plans.newest("ke-hoach-12-kh-ubnd")
    assert made.scope == ("12@2025",)
    assert made.target("CT1").quote == "Mỗi xã tổ chức ít nhất một buổi"
    assert desk.plans.own[made.id].newest.applies_from == made.valid_from == date(2025, 1, 1)
    again = keeping.add(desk, plans.values_of(made))
    assert again.id == "ke-hoach-12-kh-ubnd-2"


def test_without_a_day_nothing_is_saved(qtbot: QtBot, form: PlanForm) -> None:
    form.since.day.set_value(None)
    form.save()
    settle(qtbot, form.workplace.tasks)
    assert "Hãy ghi ngày" in form.workplace.messages.text
    assert form.focusWidget() is form.since.day.focus_widget()


def test_the_window_opens_the_form_and_asks_before_leaving_it(
    qtbot: QtBot, make_window: Any, desk: Any
) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    window = make_window(desk)
    window.open(PageWanted(page="plans"))
    settle(qtbot, window.workplace.tasks)
    window.workplace.page_wanted.emit(PageWanted(plan=own.id))
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, PlanForm)
    window.page.values["title"] = "Tên khác"
    window.open(PageWanted(page="home"))
    assert isinstance(window.page, PlanForm)
    window.page.discard()
    settle(qtbot, window.workplace.tasks)
    assert isinstance(window.page, PlansPage)


@pytest.mark.parametrize(
    ("text", "number"),
    [("70", 70), ("5.300", 5300), ("60 000", 60000), ("2,5", 2.5), ("2.5", 2.5), ("", None), ("x", None),
     ("1.2.3", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert read_number(text) == number


def test_the_figures_of_both_plans_can_be_looked_at(qtbot: QtBot, make_window: Any, desk: Any) -> None:
    own = keeping.copy(desk, LAI_CHAU)
    values = plans.values_of(own)
    values["number"], values["targets"] = "Kế hoạch 9/KH-UBND", values["targets"][:3]
    keeping.save(desk, own.id, values, own.valid_from)
    window = make_window(desk)
    window.open(PageWanted(page="indicators"))
    settle(qtbot, window.workplace.tasks)
    page = window.page
    assert not page.plans.action.isVisible()
    keeping.choose(desk, [LAI_CHAU, own.id])
    window.workplace.changed({"plans"})
    settle(qtbot, window.workplace.tasks)
    assert page.plans.action.isVisible()
    assert page.plans.action.text() == "Theo 3742/KH-UBND"
    assert page.model.rowCount() == 14
    page.plans.action.menu().actions()[1].trigger()
    settle(qtbot, window.workplace.tasks)
    assert page.plans.action.text() == "Theo 9/KH-UBND"
    assert page.model.rowCount() == 3
    assert "9/KH-UBND" in page.context()
    keeping.choose(desk, [LAI_CHAU])
    window.workplace.changed({"plans"})
    settle(qtbot, window.workplace.tasks)
    assert page.model.rowCount() == 14
    assert not page.plans.action.isVisible()


def test_the_receiving_unit_shares_a_number_out(qtbot: QtBot, make_workplace: Any, tmp_path: Path) -> None:
    desk = desks.new(
        tmp_path / "hn", PASSPHRASE, role="receiving", unit="01@2025", training=True, clock=clock
    )
    own = keeping.copy(desk, "ha-noi-2026-kh-07")
    form: PlanForm = shown(qtbot, make_workplace(desk), lambda workplace, _kind: PlanForm(workplace, own.id))
    form.list.setCurrentRow(1)
    assert form.allot is None
    form.list.setCurrentRow(2)
    box = form.allot
    assert box is not None
    assert box.said == f"Đã giao 0 trên 5.300 cho 0/{box.model.rowCount()} xã, phường"
    QGuiApplication.clipboard().setText("1.000\n2000\n\nba\n")
    box.paste()
    assert [box.model.data(box.model.index(row, PART)) for row in range(4)] == ["1.000", "2.000", "", ""]
    assert not box.model.set_part(0, "nhiều")
    assert box.said.startswith("Đã giao 3.000 trên 5.300 cho 2/")
    typed(qtbot, form, "threshold", "6000")
    assert "trên 6.000" in box.said
    assert nameless(form) == []
    with qtbot.waitSignal(form.finished):
        form.save()
    saved = desk.plans.newest(own.id)
    first, second = units.communes_below("01@2025")[:2]
    assert saved.threshold_for(saved.target("HN7-2"), first.ref) == 1000
    assert saved.threshold_for(saved.target("HN7-2"), second.ref) == 2000
    assert saved.threshold_for(saved.target("HN7-2"), "01@2025") == 6000
    desk.close()


def test_a_commune_writes_its_own_part(qtbot: QtBot, make_workplace: Any, tmp_path: Path) -> None:
    desk = desks.new(
        tmp_path / "xa", PASSPHRASE, role="commune", unit="00004@2025", training=True, clock=clock
    )
    own = keeping.copy(desk, "ha-noi-2026-kh-07")
    form: PlanForm = shown(qtbot, make_workplace(desk), lambda workplace, _kind: PlanForm(workplace, own.id))
    form.list.setCurrentRow(2)
    typed(qtbot, form, "allotted", "40")
    with qtbot.waitSignal(form.finished):
        form.save()
    saved = desk.plans.newest(own.id)
    assert saved.threshold_for(saved.target("HN7-2"), "00004@2025") == 40
    desk.close()
