"""The page of machines of a receiving unit."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import exchange
from desktop.ui import language
from desktop.ui.machines.model import COMPARED, NAME, STATUS, InvitationsModel, MachinesModel
from desktop.ui.machines.page import make
from tests.ui.conftest import settle
from tests.ui.desks import SECOND_UNIT, commune, nameless, shown, speaks_both


@pytest.fixture
def heard(receiving_desk: Any, tmp_path: Path) -> Any:
    """A receiving desk with two machines of one commune and one of another."""
    for name, unit in (("a", "03388@2025"), ("b", "03388@2025"), ("c", SECOND_UNIT)):
        exchange.receive(receiving_desk, commune(receiving_desk, tmp_path / name, unit, records=12).packages)
    return receiving_desk


@pytest.fixture
def page(qtbot: QtBot, heard: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(heard), make)


def cell(page: Any, column: int, row: int = 0) -> str:
    return str(page.model.index(row, column).data())


def answer(qtbot: QtBot, page: Any, typed: str = "") -> None:
    """Type into the strip and say yes."""
    assert page.strip.isVisible()
    page.strip.reason.setText(typed)
    qtbot.mouseClick(page.strip.yes, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)


def test_the_models_are_well_behaved(heard: Any) -> None:
    for model, items in (
        (MachinesModel(), exchange.machines_below(heard)),
        (InvitationsModel(), exchange.invitations(heard)),
    ):
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.show_items(items)
        for column in range(model.columnCount()):
            model.sort(column, Qt.SortOrder.DescendingOrder)
        model.search("phuong")
        model.retranslate()
        model.show_items([])
        del tester


def test_every_machine_is_listed_with_the_words_of_its_key(page: Any) -> None:
    assert page.model.rowCount() == 3
    one = page.current()
    assert one is not None
    assert all(word in page.card.words.text() for word in one.words)
    assert page.card.words.accessibleDescription() == ", ".join(one.words)
    assert "3 máy đang dùng, 3 máy chưa đối chiếu" in page.context()
    assert cell(page, COMPARED) == language.say("machines.not_compared")


def test_a_machine_is_named_and_noted_as_compared(qtbot: QtBot, page: Any) -> None:
    page.ask_name()
    answer(qtbot, page, "Máy bộ phận một cửa")
    assert cell(page, NAME) == "Máy bộ phận một cửa"
    page.note_compared()
    answer(qtbot, page)
    assert cell(page, COMPARED) == "✓ 21/11/2025"
    page.only_doubtful.setChecked(True)
    assert page.model.rowCount() == 2


def test_a_stolen_machine_is_revoked_with_a_reason_and_taken_back(qtbot: QtBot, page: Any) -> None:
    page.ask_revoke()
    page.strip.choices.setCurrentIndex(1)
    answer(qtbot, page, "mất cùng xe máy")
    assert "Đã thu hồi" in cell(page, STATUS)
    (one,) = [m for m in page.model.items if m.status == "revoked"]
    assert (one.why, one.reason) == ("stolen", "mất cùng xe máy")
    page.ask_reinstate()
    answer(qtbot, page)
    assert "Đang dùng" in cell(page, STATUS)


def test_a_machine_takes_the_place_of_another_of_its_commune(qtbot: QtBot, page: Any) -> None:
    rows = [row for row in range(3) if page.model.shown(row).unit == "03388@2025"]
    page.table.selectRow(rows[0])
    page.ask_replace()
    assert page.strip.choices.count() == 2
    page.strip.choices.setCurrentIndex(1)
    answer(qtbot, page)
    one = page.model.shown(rows[0])
    assert (one.status, one.successor) == ("replaced", page.model.shown(rows[1]).site)


def test_escape_notes_nothing(qtbot: QtBot, page: Any) -> None:
    page.ask_revoke()
    qtbot.keyClick(page.strip, Qt.Key.Key_Escape)
    settle(qtbot, page.workplace.tasks)
    assert not page.strip.isVisible()
    assert "Đang dùng" in cell(page, STATUS)


def test_another_machine_is_invited_and_its_code_stands_there(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "them.soxa-invite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    page.invite_instead()
    settle(qtbot, page.workplace.tasks)
    one = page.current_invitation()
    assert one.state == "open" and one.replaces == page.current().site
    assert page.code.code.accessibleDescription() == one.code
    page.withdraw()
    settle(qtbot, page.workplace.tasks)
    assert page.current_invitation().state == "withdrawn"
    assert not page.code.code.isVisible()


def test_everything_has_a_name_and_both_languages(page: Any) -> None:
    assert nameless(page) == []
    speaks_both(page, "machines.invitations", "machines.compared", "machines.only_doubtful")
