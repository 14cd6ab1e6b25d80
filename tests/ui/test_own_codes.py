"""What a unit added to code lists stands in forms, lists, filters and conflicts."""

from typing import Any

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.conditions import Condition
from desktop.models.edits import Edit
from desktop.services import activities
from desktop.ui import language
from desktop.ui.record.conflicts import ConflictPanel
from tests.records import draft
from tests.ui.conftest import settle
from tests.ui.driving import open_form, type_line
from tests.ui.test_register import open_register
from tests.ui.test_register_looking import column_of

MARKET = "Phiên chợ vùng cao"
SESSION = "propaganda_session"


def added(desk: Any, code_list: str = "propaganda_form", label: str = MARKET) -> str:
    return f"own_{activities.save(desk, draft('list_entry', code_list=code_list, label=label)).id}"


def test_an_own_form_is_typed_for_like_a_ready_one(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    code = added(empty_desk)
    window = make_window(empty_desk)
    open_form(qtbot, window, SESSION)
    type_line(qtbot, "5/11", "phien cho")
    assert window.page.form.values()["form"] == code
    assert window.page.form.boxes["form"].editor.line.text() == MARKET
    window.page.save()
    settle(qtbot, window.workplace.tasks)
    assert activities.page(empty_desk, SESSION).entries[0].record.form == code


def test_own_codes_of_rows_and_lists_are_offered_and_stay_when_the_language_changes(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    fan, topic = added(empty_desk, "material", "Quạt giấy"), added(empty_desk, "topic", "Tảo hôn")
    saved = activities.save(
        empty_desk, draft(SESSION, topics=(topic,), materials=({"material": fan, "quantity": 3},))
    )
    page = open_form(qtbot, make_window(empty_desk), SESSION, saved.id)
    cell = page.form.boxes["materials"].editor.cell("materials.0.material")
    for _ in range(2):
        assert cell.line.text() == "Quạt giấy"
        assert page.form.values()["topics"] == (topic,)
        language.use("en" if language.current() == "vi" else "vi")
    assert language.current() == "vi"
    cells = [one for one in page.form.boxes["materials"].editor.cells() if one.field.name == "material"]
    assert [(fan, "Quạt giấy") in one.choices for one in cells] == [True] * len(cells)
    assert not page.changed


def test_a_record_shows_the_label_of_an_entry_that_is_gone(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    code = added(empty_desk)
    saved = activities.save(empty_desk, draft(SESSION, form=code))
    with empty_desk.store.write() as writer:
        writer.put([Edit("list_entry", {"deleted": True}, code.removeprefix("own_"))])
    window = make_window(empty_desk)
    page = open_form(qtbot, window, SESSION, saved.id)
    assert page.form.boxes["form"].editor.line.text() == MARKET
    fresh = open_form(qtbot, window, SESSION)
    assert code not in dict(fresh.form.boxes["form"].editor.choices)


def test_lists_show_the_label_and_are_filtered_by_it(qtbot: QtBot, desk: Any, make_window: Any) -> None:
    code = added(desk, label="Hội diễn ở bản")
    activities.save(desk, draft(SESSION, form=code, reason="Đúng"))
    window = make_window(desk)
    page = open_register(qtbot, window, SESSION)
    page.looking.panel.begin(Condition("form", (code,)))
    settle(qtbot, window.workplace.tasks)
    assert (code, "Hội diễn ở bản") in page.looking.panel._editors[0].choices
    assert ("talk", "Tọa đàm") in page.looking.panel._editors[0].choices
    page.looking.panel.apply()
    settle(qtbot, window.workplace.tasks)
    assert column_of(page, "form") == {"Hội diễn ở bản"}
    assert page.looking.bar.chips[0].words.toolTip() == "Hình thức: Hội diễn ở bản"


def test_a_conflict_offers_the_label(qtbot: QtBot, desk: Any) -> None:
    code = added(desk, label="Hội diễn ở bản")
    entry = activities.save(desk, draft(SESSION, form=code, reason="Đúng"))
    contested = type(entry)(
        **{name: getattr(entry, name) for name in ("kind", "id", "unit", "record", "heads", "deleted")},
        conflicts={"form": [{"value": code}, {"value": "talk"}]},
    )
    panel = ConflictPanel(contested, {code: "Hội diễn ở bản"})
    qtbot.addWidget(panel)
    assert [button.text() for button in panel.findChildren(QPushButton)] == ["Hội diễn ở bản", "Tọa đàm"]
