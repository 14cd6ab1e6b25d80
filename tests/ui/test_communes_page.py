"""The page of communes."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import activities, exchange
from desktop.services.exchange import enrolment
from desktop.ui import language
from desktop.ui.communes.model import JOINED, MISSING, NAME, PACKAGES, STATUS, CommunesModel
from desktop.ui.communes.page import make
from tests.ui.conftest import settle
from tests.ui.desks import SECOND_UNIT, SILENT_UNIT, commune, expected_units, nameless, shown, speaks_both


@pytest.fixture
def heard(receiving_desk: Any, tmp_path: Path) -> Any:
    """A receiving desk that has heard of one commune whole, and of another with a gap."""
    whole = commune(receiving_desk, tmp_path / "a", "03388@2025")
    gapped = commune(receiving_desk, tmp_path / "b", SECOND_UNIT, packages=3)
    exchange.receive(receiving_desk, [*whole.packages, gapped.packages[0], gapped.packages[2]])
    return receiving_desk


@pytest.fixture
def page(qtbot: QtBot, heard: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(heard), make)


def cell(page: Any, unit: str, column: int) -> str:
    return str(page.model.index(page.model.row_of(unit), column).data())


def test_the_model_is_well_behaved(heard: Any, make_workplace: Any) -> None:
    model = CommunesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_items(exchange.communes(heard, make_workplace(heard).period))
    for column in range(model.columnCount()):
        model.sort(column, Qt.SortOrder.DescendingOrder)
    model.narrow("phuong", only_silent=True)
    model.retranslate()
    model.show_items([])
    del tester


def test_every_commune_expected_is_listed(page: Any) -> None:
    listed = [page.model.item(row).unit for row in range(page.model.rowCount())]
    assert listed == expected_units()
    assert page.context().startswith("2/38 xã đã nộp")


def test_a_gap_in_the_numbers_is_named(page: Any) -> None:
    assert cell(page, SECOND_UNIT, MISSING) == "thiếu gói 2"
    assert cell(page, SECOND_UNIT, PACKAGES) == "2"
    assert "còn thiếu gói" in cell(page, SECOND_UNIT, STATUS)
    assert cell(page, "03388@2025", MISSING) == ""
    assert language.say("status.not_reported") in cell(page, SILENT_UNIT, STATUS)


def test_only_those_missing_can_be_listed_and_copied(qtbot: QtBot, page: Any) -> None:
    page.only_silent.setFocus()
    qtbot.keyClick(page.only_silent, Qt.Key.Key_Space)
    assert page.model.rowCount() == 36
    page._copy.trigger()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == 36
    assert "Phường Đoàn Kết" not in copied


def test_a_commune_is_found_without_marks(qtbot: QtBot, page: Any) -> None:
    qtbot.keyClicks(page.search, "doan ket")
    assert page.model.rowCount() == 1
    assert cell(page, "03388@2025", NAME) == "Phường Đoàn Kết"
    page.search.setText("khong co")
    assert page.stack.currentWidget() is page.state


def test_sorting_follows_the_alphabet_of_the_language(page: Any) -> None:
    page.table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    names = [page.model.item(row).name for row in range(page.model.rowCount())]
    collator = language.collator()
    assert all(collator.compare(one, other) <= 0 for one, other in itertools.pairwise(names))
    page.table.sortByColumn(PACKAGES, Qt.SortOrder.DescendingOrder)
    assert page.model.item(0).unit == SECOND_UNIT


def test_an_invitation_is_for_the_marked_commune(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    page.table.selectRow(page.model.row_of(SILENT_UNIT))
    assert cell(page, SILENT_UNIT, JOINED) == language.say("communes.not_invited")
    file = tmp_path / "moi.soxa-invite"
    page.invite_to(file)
    settle(qtbot, page.workplace.tasks)
    assert enrolment.preview(file)["unit"] == SILENT_UNIT
    assert page.current().unit == SILENT_UNIT
    assert cell(page, SILENT_UNIT, JOINED) == language.say("communes.invited")
    assert page.current().name in page.workplace.messages.text


def test_nobody_has_reported_for_a_period_that_has_not_begun(qtbot: QtBot, page: Any, heard: Any) -> None:
    page.workplace.choose_period(heard.period(2026, "year"))
    settle(qtbot, page.workplace.tasks)
    assert page.context().startswith("0/38")


def test_it_speaks_both_languages_and_names_everything(page: Any) -> None:
    assert nameless(page) == []
    page.table.selectRow(5)
    marked = page.current().unit
    speaks_both(page, "page.communes", "communes.only_silent")
    assert page.current().unit == marked


def test_the_dialog_proposes_a_plain_name_for_the_invitation(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chosen(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        assert Path(proposed).name == "moi-phuong-doan-ket.soxa-invite"
        return str(tmp_path / "moi"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(chosen))
    page.table.selectRow(0)
    page._invite.trigger()
    settle(qtbot, page.workplace.tasks)
    assert enrolment.preview(tmp_path / "moi.soxa-invite")["unit"] == "03388@2025"


def test_what_was_asked_stands_below_and_can_be_taken_back(
    qtbot: QtBot, page: Any, heard: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.asked.card.isVisible()
    record = activities.page(heard, "inspection").entries[0]
    exchange.ask(heard, "inspection", record.id, "Đề nghị kiểm tra lại ngày.", field="inspected_on")
    page.workplace.changed({"question"})
    settle(qtbot, page.workplace.tasks)
    card = page.asked.card
    assert card.isVisible()
    assert card.model.index(0, 0).data().startswith(("Phường Đoàn Kết · ", "Xã Bình Lư · "))
    assert language.say("asked.open") in card.model.index(0, 4).data()
    assert nameless(page) == []
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        page.asked.open_record()
    assert wanted.args[0].record == record.id
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.asked.choose_folder()
    settle(qtbot, page.workplace.tasks)
    assert len(list(tmp_path.glob("*.soxa-receipt"))) == 1
    page.asked.withdraw()
    settle(qtbot, page.workplace.tasks)
    assert not card.isVisible()
