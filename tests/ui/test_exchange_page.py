"""The exchange page of a commune."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import backup, exchange
from desktop.services.activities import delete
from desktop.services.activities import page as listed
from desktop.services.progress import Cancelled
from desktop.ui import language
from desktop.ui.exchange.history import SentModel
from desktop.ui.exchange.page import make
from desktop.ui.exchange.places import Place
from tests.ui.conftest import PASSPHRASE, clock, settle
from tests.ui.desks import SECOND_UNIT, joined_commune, nameless, shown, speaks_both, words_on


@pytest.fixture
def joined(receiving_desk: Any, tmp_path: Path) -> Iterator[Any]:
    desk = joined_commune(receiving_desk, tmp_path, "03388@2025")
    yield desk
    desk.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def page(qtbot: QtBot, joined: Any, make_workplace: Any, stick: Path) -> Any:
    page = shown(qtbot, make_workplace(joined), make)
    page.sending.use_folder(stick)
    return page


def press(qtbot: QtBot, page: Any, name: str) -> None:
    """Click the button of the action *name* that shows."""
    buttons = [one for one in page.findChildren(QPushButton, f"{name}_button") if one.isVisibleTo(page)]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)


def test_the_model_is_well_behaved(page: Any, joined: Any, stick: Path) -> None:
    model = SentModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    exchange.export(joined, stick)
    model.show_items(exchange.sent(joined))
    model.retranslate()
    model.show_items([])
    del tester


def test_an_export_lies_where_it_was_asked_for(qtbot: QtBot, page: Any, joined: Any, stick: Path) -> None:
    waiting = exchange.outgoing(joined).records
    assert page.sending._title.text() == language.say("exchange.waiting", count=waiting)
    press(qtbot, page, "export")
    (file,) = stick.glob("*.soxa")
    assert str(file) in page.sending._result.text()
    assert page.sending._open.isVisible()
    assert page.sending._title.text() == language.say("exchange.all_sent")
    assert exchange.outgoing(joined).last_sequence == 1
    assert page.history.model.rowCount() == 1
    assert page.history.model.index(0, 0).data() == "1"


def test_what_has_no_receipt_is_written_again_and_what_has_one_is_not(
    qtbot: QtBot, page: Any, receiving_desk: Any, stick: Path
) -> None:
    press(qtbot, page, "export")
    assert page._export.text() == language.say("exchange.export_again")
    press(qtbot, page, "export")
    assert len(list(stick.glob("*.soxa"))) == 2
    exchange.receive(receiving_desk, [stick])
    exchange.write_receipts(receiving_desk, stick)
    press(qtbot, page, "export")
    assert len(list(stick.glob("*.soxa"))) == 2
    assert page.sending._result.text() == language.say("exchange.nothing_new")
    assert language.say("exchange.all_received") in page.sending._title.text()


def test_a_receipt_on_the_stick_is_read_by_itself(
    qtbot: QtBot, page: Any, receiving_desk: Any, stick: Path
) -> None:
    press(qtbot, page, "export")
    assert "chưa có biên nhận" in page.history.model.index(0, 5).data()
    exchange.receive(receiving_desk, [stick])
    exchange.write_receipts(receiving_desk, stick)
    page.sending._on_again()
    settle(qtbot, page.workplace.tasks)
    assert "Đã đọc biên nhận" in page.workplace.messages.text
    assert "đã nhận ngày" in page.history.model.index(0, 5).data()
    page.workplace.messages.clear()
    page.refresh()
    settle(qtbot, page.workplace.tasks)
    assert page.workplace.messages.text == ""


def test_a_receipt_can_be_chosen_and_one_that_is_none_is_a_sentence(
    qtbot: QtBot,
    page: Any,
    receiving_desk: Any,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(qtbot, page, "export")
    exchange.receive(receiving_desk, [stick])
    (tmp_path / "mail").mkdir()
    (written,) = exchange.write_receipts(receiving_desk, tmp_path / "mail")
    chosen = iter([(tmp_path / "mail" / "thu.txt"), written.path])
    (tmp_path / "mail" / "thu.txt").write_text("Kính gửi", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(next(chosen))], ""))
    press(qtbot, page, "read_receipts")
    assert language.term("errors", "not_a_receipt") in page.workplace.messages.text
    press(qtbot, page, "read_receipts")
    assert page.sending._outgoing.all_received


def test_a_question_opens_its_record_and_a_right_value_is_confirmed(
    qtbot: QtBot, page: Any, joined: Any, receiving_desk: Any, stick: Path
) -> None:
    press(qtbot, page, "export")
    assert not page.answers.card.isVisible()
    exchange.receive(receiving_desk, [stick])
    record = listed(joined, "inspection").entries[0].id
    exchange.ask(receiving_desk, "inspection", record, "Đề nghị kiểm tra lại ngày.", field="inspected_on")
    exchange.write_receipts(receiving_desk, stick)
    page.sending._on_again()
    settle(qtbot, page.workplace.tasks)
    card = page.answers.card
    assert card.isVisible()
    assert card.model.index(0, 2).data() == "Đề nghị kiểm tra lại ngày."
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        press(qtbot, page, "open_record")
    assert (wanted.args[0].kind, wanted.args[0].record) == ("inspection", record)
    assert nameless(page) == []
    press(qtbot, page, "confirm")
    assert language.say("questions.answered") in card.model.index(0, 4).data()
    assert not page.answers._confirm.isEnabled()
    press(qtbot, page, "export")
    exchange.receive(receiving_desk, [stick])
    assert [one.state for one in exchange.questions(receiving_desk)] == ["answered"]


def test_everything_can_be_written_again(
    qtbot: QtBot, page: Any, joined: Any, receiving_desk: Any, stick: Path
) -> None:
    press(qtbot, page, "export")
    press(qtbot, page, "export_full")
    files = sorted(stick.glob("*.soxa"))
    assert len(files) == 2
    assert page.history.model.index(0, 4).data() == language.say("exchange.full")
    first, second = exchange.receive(receiving_desk, files)
    assert (first.status, second.status) == ("accepted", "accepted")
    assert second.new == 0


def test_a_change_elsewhere_is_counted_at_once(qtbot: QtBot, page: Any, joined: Any) -> None:
    press(qtbot, page, "export")
    entry = listed(joined, "inspection").entries[0]
    delete(joined, "inspection", entry.id)
    page.workplace.changed({"inspection"})
    settle(qtbot, page.workplace.tasks)
    assert page.sending._title.text() == language.say("exchange.waiting", count=1)


def test_a_stick_that_is_gone_is_a_sentence(qtbot: QtBot, page: Any, joined: Any, stick: Path) -> None:
    stick.rmdir()
    press(qtbot, page, "export")
    assert str(stick) in page.workplace.messages.text
    assert exchange.outgoing(joined).last_sequence is None
    assert page._export.isEnabled()
    page.sending.look_for_sticks()
    assert page.sending.places.folder() != stick


def test_a_stopped_export_keeps_the_register_as_it_was(
    qtbot: QtBot, page: Any, joined: Any, stick: Path
) -> None:
    page.workplace.tasks.began.connect(lambda task: task.cancel())
    press(qtbot, page, "export")
    assert page.sending._result.text() == language.say("exchange.stopped")
    assert exchange.outgoing(joined).changes > 0
    assert page._export.isEnabled()


def test_the_wheel_never_changes_where_packages_go(page: Any, stick: Path, tmp_path: Path) -> None:
    page.sending.places.show_places([Place(tmp_path, "USB", 7_200_000_000)], stick)
    assert page.sending.places.folder() == stick
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    page.sending.places.wheelEvent(event)
    assert page.sending.places.folder() == stick
    assert "7,2 GB" in page.sending.places.itemText(0)


def test_a_backup_opens_with_the_same_passphrase(
    qtbot: QtBot, page: Any, joined: Any, tmp_path: Path
) -> None:
    file = tmp_path / "sao-luu.soxa-backup"
    page.back_up_to(file)
    settle(qtbot, page.workplace.tasks)
    assert str(file) in page.workplace.messages.text
    assert str(file) in page.backup._last.text()
    restored = backup.restore(file, tmp_path / "restored", PASSPHRASE, clock=clock)
    assert restored.settings.unit == joined.settings.unit
    restored.close()


def test_a_backup_never_writes_over_a_file(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    file = tmp_path / "co-san.soxa-backup"
    file.write_bytes(b"x")
    page.back_up_to(file)
    settle(qtbot, page.workplace.tasks)
    assert file.read_bytes() == b"x"
    assert language.term("errors", "file_exists", path=str(file)) in page.workplace.messages.text


def test_an_invitation_is_looked_at_before_joining(
    qtbot: QtBot, desk: Any, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    page = shown(qtbot, make_workplace(desk), make)
    assert page.main.currentWidget() is page.joining
    assert page.context() == language.say("exchange.context_not_joined")
    assert nameless(page) == []
    file = exchange.invite(receiving_desk, "03388@2025", tmp_path / "moi.soxa-invite")
    page.look_at_invitation(file)
    settle(qtbot, page.workplace.tasks)
    assert {"Tỉnh Lai Châu", "Phường Đoàn Kết", "21/11/2025", "Sổ luyện tập"} <= words_on(page)
    assert desk.settings.receiver is None
    changed: list[frozenset[str]] = []
    page.workplace.records_changed.connect(changed.append)
    press(qtbot, page, "join")
    assert desk.settings.receiver == receiving_desk.settings.unit
    assert page.main.currentWidget() is page.sending
    assert "Tỉnh Lai Châu" in page.context()
    assert len(changed) == 1


def test_an_invitation_of_another_commune_is_refused_in_place(
    qtbot: QtBot, desk: Any, receiving_desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    page = shown(qtbot, make_workplace(desk), make)
    page.look_at_invitation(exchange.invite(receiving_desk, SECOND_UNIT, tmp_path / "moi.soxa-invite"))
    settle(qtbot, page.workplace.tasks)
    press(qtbot, page, "join")
    assert "Phường Đoàn Kết" in page.joining.problem.text()
    assert not page._join.isEnabled()
    assert desk.settings.receiver is None
    press(qtbot, page, "drop_invitation")
    assert language.say("exchange.not_joined_about") in words_on(page)


def test_a_file_that_is_no_invitation_is_a_sentence(
    qtbot: QtBot, desk: Any, make_workplace: Any, tmp_path: Path
) -> None:
    page = shown(qtbot, make_workplace(desk), make)
    (tmp_path / "thu.txt").write_text("xin chào", encoding="utf-8")
    page.look_at_invitation(tmp_path / "thu.txt")
    settle(qtbot, page.workplace.tasks)
    assert language.term("errors", "not_an_invitation") in page.workplace.messages.text


def test_it_speaks_both_languages_and_names_everything(qtbot: QtBot, page: Any) -> None:
    press(qtbot, page, "export")
    assert nameless(page) == []
    speaks_both(
        page, "page.exchange", "exchange.all_sent", "exchange.place", "exchange.history", "exchange.backup_about",
        "exchange.receiver", "exchange.export_again", "exchange.rejoin", "exchange.read_receipts",
    )  # fmt: skip


def test_a_stick_just_plugged_in_is_chosen(
    page: Any, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui.exchange import sending

    usb = tmp_path / "usb"
    usb.mkdir()
    assert page.sending.places.folder() == stick
    monkeypatch.setattr(sending, "sticks", lambda: [Place(usb, "USB", 10**9)])
    page.sending.look_for_sticks()
    assert page.sending.places.folder() == usb
    page.sending.use_folder(stick)
    page.sending.look_for_sticks()
    assert page.sending.places.folder() == stick


def test_the_dialogs_lead_to_the_same_work(
    qtbot: QtBot, page: Any, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chosen_file(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        assert Path(proposed).name == "sao-luu-phuong-doan-ket-2025-11-21.soxa-backup"
        return str(tmp_path / "ban.soxa-backup"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(chosen_file))
    press(qtbot, page, "backup")
    assert (tmp_path / "ban.soxa-backup").exists()
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: str(other)))
    qtbot.mouseClick(page.sending._folder, Qt.MouseButton.LeftButton)
    assert page.sending.places.folder() == other
    press(qtbot, page, "export")
    assert len(list(other.glob("*.soxa"))) == 1
    invitation = tmp_path / "03388.soxa-invite"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: (str(invitation), "")))
    press(qtbot, page, "rejoin")
    assert page.main.currentWidget() is page.joining
    press(qtbot, page, "drop_invitation")
    assert page.main.currentWidget() is page.sending


def test_a_dialog_that_is_closed_does_nothing(
    qtbot: QtBot, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: ("", "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_: ("", "")))
    for name in ("backup", "rejoin"):
        press(qtbot, page, name)
    assert page.workplace.messages.text == ""
    assert page.main.currentWidget() is page.sending


def test_a_package_that_may_be_incomplete_is_written_again_as_it_was(
    qtbot: QtBot, page: Any, joined: Any, stick: Path
) -> None:
    def pulled_out(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        exchange.export(joined, stick, progress=pulled_out)
    page.refresh()
    settle(qtbot, page.workplace.tasks)
    assert page.sending._title.text() == language.say("exchange.to_repeat", sequence=1)
    assert "chưa chắc đã ghi xong" in page.history.model.index(0, 5).data()
    press(qtbot, page, "export")
    assert exchange.outgoing(joined).last_sequence == 1
    assert "chưa có biên nhận" in page.history.model.index(0, 5).data()
    assert not page.sending._doubt.isVisible()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "Không thấy USB nào đang cắm"),
        ([("a", 10**10, True)], "đang khóa ghi"),
        ([("a", 10**7, False)], "gần đầy, chỉ còn 10 MB"),
        ([("a", 10**10, False), ("b", 10**10, False)], "Có 2 USB đang cắm"),
        ([("a", 10**10, False)], ""),
    ],
)
def test_what_is_wrong_with_sticks_is_said_before_anything_is_written(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: Any, words: str
) -> None:
    from desktop.ui.exchange import sending

    places = [Place(tmp_path / name, f"USB {name}", free, locked) for name, free, locked in found]
    for place in places:
        place.folder.mkdir()
    monkeypatch.setattr(sending, "sticks", lambda: places)
    page.sending.look_for_sticks()
    assert words in page.sending._stick.text()
    assert page.sending._stick.isVisible() == bool(words)
    chosen = page.sending.places.chosen()
    assert not chosen.locked


def test_when_the_stick_can_be_pulled_out_is_said(
    qtbot: QtBot, page: Any, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui.exchange import sending

    press(qtbot, page, "export")
    assert language.say("stick.pull") not in page.sending._result.text()
    monkeypatch.setattr(sending, "sticks", lambda: [Place(stick, "USB", 10**10)])
    page.sending.look_for_sticks()
    press(qtbot, page, "export")
    assert language.say("stick.pull") in page.sending._result.text()
