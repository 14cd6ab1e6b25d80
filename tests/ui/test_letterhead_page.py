"""The letterhead page: what is typed shows on paper beside it, and is kept once nothing is wrong with it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.services import letterhead
from desktop.services.letterhead import Signer
from desktop.ui import language
from desktop.ui.letterhead.page import make
from tests.ui.conftest import settle
from tests.ui.desks import nameless, shown, speaks_both


@pytest.fixture
def page(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(empty_desk), make)


def typed(qtbot: QtBot, page: Any, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClicks(line, text)
    kept(qtbot, page)


def kept(qtbot: QtBot, page: Any) -> None:
    page.keep()
    settle(qtbot, page.workplace.tasks)


def test_a_unit_sees_its_own_letterhead_first(page: Any, empty_desk: Any) -> None:
    assert page.form.value() == letterhead.of(empty_desk)
    assert page.form.fields["body"].text() == "Ủy ban nhân dân phường Đoàn Kết"
    assert page.preview.pages == 1


def test_what_is_typed_is_kept_and_drawn(qtbot: QtBot, page: Any, empty_desk: Any) -> None:
    before = page.preview._images[0]
    typed(qtbot, page, page.form.fields["symbol"], "VHXH")
    page.form.fields["recipients"].setPlainText("Công an phường;\n- Đảng ủy phường")
    kept(qtbot, page)
    head = letterhead.of(empty_desk)
    assert head.symbol == "VHXH"
    assert head.recipients == ("Công an phường", "Đảng ủy phường")
    assert page.preview._images[0] != before
    assert page.state.text() == language.say("letterhead.kept")


def test_typing_is_kept_without_asking(qtbot: QtBot, page: Any, empty_desk: Any) -> None:
    page.form.fields["place"].selectAll()
    qtbot.keyClicks(page.form.fields["place"], "Lai Chau")
    page.hide()
    settle(qtbot, page.workplace.tasks)
    assert letterhead.of(empty_desk).place == "Lai Chau"


def test_the_one_who_signs_is_marked(qtbot: QtBot, page: Any, empty_desk: Any) -> None:
    qtbot.mouseClick(page.form.signers.add, Qt.MouseButton.LeftButton)
    second = page.form.signers.lines[1]
    qtbot.keyClicks(second.post, "Pho Chu tich")
    qtbot.keyClicks(second.name, "Lo Thi Mai")
    second.now.click()
    kept(qtbot, page)
    assert letterhead.of(empty_desk).signing == Signer("kt", "Pho Chu tich", "Lo Thi Mai")
    qtbot.mouseClick(page.form.signers.lines[0].remove, Qt.MouseButton.LeftButton)
    kept(qtbot, page)
    head = letterhead.of(empty_desk)
    assert (len(head.signers), head.signer) == (1, 1)
    assert not page.form.signers.lines[0].remove.isVisible()


def test_what_is_wrong_is_said_and_nothing_is_kept(qtbot: QtBot, page: Any, empty_desk: Any) -> None:
    name = page.form.signers.lines[0].name
    qtbot.keyClicks(name, "ThS. An")
    kept(qtbot, page)
    assert letterhead.of(empty_desk).signing.name == ""
    assert "học vị" in page.form.signers.lines[0].problem.text()
    assert "học vị" in page.state.text()
    assert name.property("problem") == "error"
    typed(qtbot, page, name, "An")
    assert letterhead.of(empty_desk).signing.name == "An"
    assert name.property("problem") == ""


def test_the_wheel_changes_no_form_of_signing(page: Any) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    box = page.form.signers.lines[0].delegation
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert box.currentData() == "tm"


def test_following_the_unit_again_can_be_undone(qtbot: QtBot, page: Any, empty_desk: Any) -> None:
    typed(qtbot, page, page.form.fields["symbol"], "VHXH")
    page._usual.trigger()
    settle(qtbot, page.workplace.tasks)
    assert letterhead.of(empty_desk).symbol == "UBND"
    page.workplace.messages.act()
    settle(qtbot, page.workplace.tasks)
    assert letterhead.of(empty_desk).symbol == "VHXH"
    assert page.form.fields["symbol"].text() == "VHXH"


def test_it_speaks_both_languages_and_every_control_has_a_name(page: Any) -> None:
    assert nameless(page) == []
    speaks_both(page, "letterhead.title", "letterhead.body", "letterhead.symbol_help")


def test_settings_open_it(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    window.show_settings()
    settle(qtbot, window.workplace.tasks)
    window.page.letterhead._buttons["choose"].click()
    settle(qtbot, window.workplace.tasks)
    assert window.page.objectName() == "letterhead_page"
