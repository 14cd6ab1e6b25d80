"""The page of conflicts: values side by side, a key and Enter for each, many by one rule, all taken back at once."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.models.entry import Draft
from desktop.services import activities, conflicts, exchange
from desktop.services import desk as desks
from desktop.ui import language
from desktop.ui.workplace import PageWanted
from tests.services.twins import hand_on, join, send
from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, clock, settle

NAMES = ("Nhà nghỉ Ban Mai", "Quán Hoa Sen", "Karaoke Sao Biển", "Nhà nghỉ Thác Bạc")


@pytest.fixture
def disputed(receiving_desk: Any, tmp_path: Path) -> list[str]:
    """Four establishments in conflict; the last one was deleted at one machine."""
    one, two = (
        desks.new(tmp_path / name, PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=clock)
        for name in ("one", "two")
    )
    for machine in (one, two):
        join(receiving_desk, machine, tmp_path)
    values = {"type": "motel", "workers": 5, "female_workers": 2, "hamlet": "Bản Mới"}
    ids = [activities.save(one, Draft("establishment", {**values, "trade_name": name})).id for name in NAMES]
    hand_on(one, two, "establishment", ids)
    for number, record in enumerate(ids[:3]):
        activities.save(one, Draft("establishment", {"workers": 10 + number}, record))
        activities.save(two, Draft("establishment", {"workers": 20 + number}, record))
    activities.delete(one, "establishment", ids[3])
    activities.save(two, Draft("establishment", {"workers": 4}, ids[3]))
    for machine in (one, two):
        send(machine, receiving_desk, tmp_path / "stick")
        machine.close()
    return ids


@pytest.fixture
def page(qtbot: QtBot, receiving_desk: Any, disputed: list[str], make_window: Any) -> Any:
    window = make_window(receiving_desk)
    window.open(PageWanted(page="conflicts"))
    window.activateWindow()
    settle(qtbot, window.workplace.tasks)
    return window.page


def workers(desk: Any, record: str) -> Any:
    entry: Any = activities.get(desk, "establishment", record)
    return entry.record.workers


def test_a_key_chooses_enter_keeps_and_the_next_one_shows(
    qtbot: QtBot, page: Any, receiving_desk: Any, disputed: list[str]
) -> None:
    assert page.model.rowCount() == 4
    page.kinds.setFocus()
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    page.table.selectRow(0)
    settle(qtbot, page.workplace.tasks)
    first = page.offers.looked.conflict
    assert first.caption == "Karaoke Sao Biển"
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert "phím 1 hoặc 2" in page.workplace.messages.text
    assert len(conflicts.listed(receiving_desk)) == 4
    qtbot.keyClick(page.table, Qt.Key.Key_2)
    assert page.offers.chosen == 1
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert workers(receiving_desk, first.record) == first.offers[1].value
    assert page.model.rowCount() == 3
    assert page.offers.looked.conflict.record != first.record
    assert page.selected() == [page.offers.looked.conflict]


def test_both_values_stand_side_by_side_with_their_machines_and_the_rest_of_the_record(
    page: Any, disputed: list[str]
) -> None:
    said = [label.text() for label in page.offers.findChildren(QLabel) if label.isVisibleTo(page)]
    machines = [text for text in said if text.startswith("Máy ")]
    assert len(machines) == 2
    assert all("21/11/2025 09:41" in text for text in machines)
    assert "Bản Mới" in said
    left, right = page.offers.panels
    assert left.geometry().top() == right.geometry().top()
    assert left.geometry().right() < right.geometry().left()


def test_a_deletion_is_told_in_plain_words(qtbot: QtBot, page: Any, disputed: list[str]) -> None:
    row = next(n for n in range(4) if page.model.shown(n).record == disputed[3])
    page.table.selectRow(row)
    settle(qtbot, page.workplace.tasks)
    said = " ".join(label.text() for label in page.offers.findChildren(QLabel) if label.isVisibleTo(page))
    assert "Một máy đã xóa bản ghi này" in said
    assert "Giữ bản ghi" in said
    assert not page.offers.other.isVisibleTo(page)


def test_many_are_decided_by_one_rule_and_taken_back(
    qtbot: QtBot, page: Any, receiving_desk: Any, disputed: list[str]
) -> None:
    page.fields.setCurrentIndex(page.fields.findData("establishment.workers"))
    page.fields.activated.emit(page.fields.currentIndex())
    assert page.model.rowCount() == 3
    page.table.selectAll()
    batch = page.batch
    assert page.right.currentWidget() is batch
    site = sorted(page.selected()[0].sites)[0]
    batch.rule.setCurrentIndex(batch.rule.findData(site))
    kept = {item[0].record: item[1].value for item in batch.model.items}
    assert len(kept) == 3
    batch.write.click()
    settle(qtbot, page.workplace.tasks)
    assert {record: workers(receiving_desk, record) for record in disputed[:3]} == kept
    assert len(conflicts.listed(receiving_desk)) == 1
    page.workplace.messages.act()
    settle(qtbot, page.workplace.tasks)
    assert len(conflicts.listed(receiving_desk)) == 4
    assert len(page.model.items) == 4


def test_a_value_of_ones_own_is_typed(
    qtbot: QtBot, page: Any, receiving_desk: Any, disputed: list[str]
) -> None:
    row = next(n for n in range(4) if page.model.shown(n).record == disputed[0])
    page.table.selectRow(row)
    settle(qtbot, page.workplace.tasks)
    page.offers.other.click()
    qtbot.keyClicks(page.offers._own.editor.focus_widget(), "15")
    page.offers.take.click()
    settle(qtbot, page.workplace.tasks)
    assert workers(receiving_desk, disputed[0]) == 15


def test_the_commune_is_asked_about_it(qtbot: QtBot, page: Any, receiving_desk: Any) -> None:
    page._ask.trigger()
    page.strip.confirm()
    settle(qtbot, page.workplace.tasks)
    (question,) = exchange.questions(receiving_desk)
    assert question.record == page.offers.looked.conflict.record


def test_search_keeps_lines_and_english_says_the_same(qtbot: QtBot, page: Any) -> None:
    page.search.setText("hoa sen")
    assert [item.caption for item in (page.model.shown(n) for n in range(page.model.rowCount()))] == [
        "Quán Hoa Sen"
    ]
    page.search.clear()
    language.use("en")
    try:
        settle(qtbot, page.workplace.tasks)
        assert page.title() == "Two machines differ"
        assert page.offers.panels[0].keep.text() == "Keep value 1"
    finally:
        language.use("vi")


def test_extended_selection_by_keys_shows_the_rule(qtbot: QtBot, page: Any) -> None:
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().select(page.model.index(1, 0), rows)
    assert page.right.currentWidget() is page.batch
    assert "Đang chọn 2 mục" in [label.text() for label in page.batch.findChildren(QLabel)]
