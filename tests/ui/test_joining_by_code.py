"""Joining with a locked invitation, comparing keys, and being told that a machine is no longer taken."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import exchange
from desktop.ui import language
from desktop.ui.communes.page import make as make_communes
from desktop.ui.exchange.page import make
from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, clock, settle
from tests.ui.desks import joined_commune, nameless, shown, speaks_both


@pytest.fixture
def invited(receiving_desk: Any, tmp_path: Path) -> exchange.Invited:
    return exchange.invite_by_code(receiving_desk, COMMUNE_UNIT, tmp_path / "k.soxa-invite")


@pytest.fixture
def page(qtbot: QtBot, empty_desk: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(empty_desk), make)


def look_at(qtbot: QtBot, page: Any, file: Path) -> None:
    page.look_at_invitation(file)
    settle(qtbot, page.workplace.tasks)


def test_a_code_typed_opens_the_invitation_and_joins(qtbot: QtBot, page: Any, invited: Any) -> None:
    look_at(qtbot, page, invited.path)
    entry = page.joining.entry
    assert entry.isVisible() and entry.line.hasFocus()
    qtbot.keyClicks(entry.line, invited.code)
    assert not entry.problem.isVisible()
    qtbot.keyClick(entry.line, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert page.joining.seen is not None
    assert page.workplace.desk.settings.receiver is None
    page.join()
    settle(qtbot, page.workplace.tasks)
    assert page.workplace.desk.settings.receiver == "12@2025"
    assert page.main.currentWidget() is page.sending


def test_the_wrong_group_shows_while_one_types(qtbot: QtBot, page: Any, invited: Any) -> None:
    look_at(qtbot, page, invited.path)
    entry = page.joining.entry
    digits = invited.code.replace(" ", "")
    wrong = digits[:7] + str((int(digits[7]) + 1) % 10) + digits[8:]
    qtbot.keyClicks(entry.line, wrong[:9])
    assert not entry.problem.isVisible()
    qtbot.keyClicks(entry.line, wrong[9:])
    assert "nhóm số: 2." in entry.problem.text()
    page.unseal()
    settle(qtbot, page.workplace.tasks)
    assert "nhóm số: 2." in entry.problem.text()
    entry.line.setText(invited.code[-5:] * 4)
    page.unseal()
    settle(qtbot, page.workplace.tasks)
    assert entry.problem.isVisible() and entry.line.hasFocus()
    page.drop_invitation()
    assert not entry.isVisible()


def test_a_code_right_in_itself_that_does_not_open_it_is_said(
    qtbot: QtBot, page: Any, invited: Any, receiving_desk: Any, tmp_path: Path
) -> None:
    other = exchange.invite_by_code(receiving_desk, COMMUNE_UNIT, tmp_path / "o.soxa-invite")
    look_at(qtbot, page, invited.path)
    page.joining.entry.line.setText(str(other.code))
    page.unseal()
    settle(qtbot, page.workplace.tasks)
    assert page.joining.entry.problem.text() == language.term("errors", "code_wrong")


def test_the_keys_show_as_words_and_comparing_is_noted(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    desk = joined_commune(receiving_desk, tmp_path, COMMUNE_UNIT, 12)
    try:
        page = shown(qtbot, make_workplace(desk), make)
        (above,) = exchange.spoken_keys(receiving_desk)
        qtbot.mouseClick(page.keys.unfold, Qt.MouseButton.LeftButton)
        assert page.keys.words["own"].isVisible()
        assert all(word in page.keys.words["receiver"].text() for word in above.words)
        page.note_compared()
        settle(qtbot, page.workplace.tasks)
        assert "21/11/2025" in page.keys._state.text()
        assert nameless(page) == []
        speaks_both(page, "exchange.keys", "exchange.key_own", "machines.compared")
    finally:
        desk.close()


@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_a_machine_that_is_no_longer_taken_says_what_happened_and_what_to_do(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path, ended: str
) -> None:
    desk = joined_commune(receiving_desk, tmp_path, COMMUNE_UNIT, 12)
    try:
        done = exchange.export(desk, tmp_path)
        assert done is not None
        exchange.receive(receiving_desk, [done.path])
        if ended == "revoked":
            exchange.revoke_machine(receiving_desk, desk.settings.site, "stolen")
        else:
            exchange.replace_machine(receiving_desk, desk.settings.site)
        exchange.write_receipts(receiving_desk, tmp_path)
        exchange.read_receipts(desk, [tmp_path])
        page = shown(qtbot, make_workplace(desk), make)
        assert page.closed.isVisible()
        said = page.closed.text.text()
        assert ("bị lấy cắp" in said) == (ended == "revoked")
        assert "gọi cho nơi nhận" in said
        assert exchange.outgoing(desk).closed == ended
        assert not exchange.outgoing(desk).all_received
    finally:
        desk.close()


def test_a_commune_is_invited_by_a_code(
    qtbot: QtBot, receiving_desk: Any, make_workplace: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, make_workplace(receiving_desk), make_communes)
    chosen = tmp_path / "ma.soxa-invite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    page.choose_sealed()
    settle(qtbot, page.workplace.tasks)
    (issued,) = exchange.invitations(receiving_desk)
    assert issued.code is not None and issued.code in page.workplace.messages.text
    wanted = []
    page.workplace.page_wanted.connect(wanted.append)
    page.show_machines()
    assert [one.page for one in wanted] == ["machines"]


def test_a_register_on_another_pc_asks_why(
    qtbot: QtBot, empty_desk: Any, make_workplace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.services import desk as desks
    from desktop.services import this_machine

    this_machine.look(empty_desk, ["one PC"])
    empty_desk.close()
    monkeypatch.setattr(this_machine, "facts", lambda: ["another PC"])
    desk = desks.open_desk(empty_desk.store.folder, PASSPHRASE, clock=clock)
    try:
        page = shown(qtbot, make_workplace(desk), make)
        assert page.moved.isVisible() and "như một máy mới" in page.moved.text.text()
        assert nameless(page) == []
        qtbot.mouseClick(page.moved.buttons["both"], Qt.MouseButton.LeftButton)
        settle(qtbot, page.workplace.tasks)
        assert not page.moved.isVisible()
        assert language.say("moved.done_both") in page.workplace.messages.text
    finally:
        desk.close()
