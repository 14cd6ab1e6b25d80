"""The page that receives packages."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop import said
from desktop.models.edits import Edit
from desktop.services import desk as desks
from desktop.services import exchange, prints
from desktop.services.checker import verify
from desktop.services.exchange import PackageReport
from desktop.services.words import Words
from desktop.ui import language
from desktop.ui.frame.header import ActionButton
from desktop.ui.receive import model as rows
from desktop.ui.receive.model import UNIT, PackagesModel, totals_of
from desktop.ui.receive.page import make
from tests.ui import every
from tests.ui.conftest import PASSPHRASE, clock, settle
from tests.ui.desks import (
    SECOND_UNIT,
    Commune,
    commune,
    exported,
    joined_commune,
    nameless,
    shown,
    speaks_both,
)


@pytest.fixture
def handed_in(receiving_desk: Any, tmp_path: Path) -> Commune:
    return commune(receiving_desk, tmp_path, "03388@2025", packages=2)


@pytest.fixture
def page(qtbot: QtBot, receiving_desk: Any, make_workplace: Any) -> Any:
    return shown(qtbot, make_workplace(receiving_desk), make)


def cell(page: Any, row: int, column: int) -> str:
    return str(page.model.index(row, column).data())


def look(qtbot: QtBot, page: Any, *paths: Path) -> None:
    page.look(list(paths))
    settle(qtbot, page.workplace.tasks)


def take(qtbot: QtBot, page: Any) -> None:
    button = ActionButton(page._take, page)
    button.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setParent(None)
    button.deleteLater()
    settle(qtbot, page.workplace.tasks)


def test_the_model_is_well_behaved(receiving_desk: Any, handed_in: Commune) -> None:
    model = PackagesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    reports = exchange.receive(receiving_desk, handed_in.packages, dry_run=True)
    model.show_reports(reports, applied=False)
    model.retranslate()
    model.show_reports([], applied=False)
    del tester


def test_looking_changes_nothing(qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune) -> None:
    before = verify(receiving_desk).state_hash
    look(qtbot, page, handed_in.packages[0].parent)
    assert verify(receiving_desk).state_hash == before
    reports = exchange.receive(receiving_desk, handed_in.packages, dry_run=True)
    assert page.model.rowCount() == len(reports) == 2
    for row, one in enumerate(reports):
        assert cell(page, row, rows.FILE) == one.package
        assert cell(page, row, rows.UNIT) == "Phường Đoàn Kết"
        assert cell(page, row, rows.NEW) == language.number(one.new)
        assert language.say("receive.preview.new") in cell(page, row, rows.STATUS)
    assert page._take.text() == language.say("receive.take", count=2)
    assert page.context() == language.say("receive.context_preview")


def test_taking_in_gives_the_same_table_with_results(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune
) -> None:
    look(qtbot, page, handed_in.packages[0].parent)
    seen = totals_of(page.model.items)
    changed: list[frozenset[str]] = []
    page.workplace.records_changed.connect(changed.append)
    take(qtbot, page)
    assert totals_of(page.model.items) == seen
    assert language.say("receive.done.new") in cell(page, 0, rows.STATUS)
    assert len(changed) == 1
    assert "propaganda_session" in changed[0]
    standing = next(s for s in exchange.communes(receiving_desk, page.workplace.period) if s.packages)
    assert (standing.unit, standing.packages) == ("03388@2025", 2)
    assert not page._take.isVisible()


def test_receiving_twice_changes_nothing(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune
) -> None:
    look(qtbot, page, *handed_in.packages)
    take(qtbot, page)
    before = verify(receiving_desk).state_hash
    look(qtbot, page, *handed_in.packages)
    assert not page._take.isEnabled()
    assert language.say("receive.preview.known") in cell(page, 0, rows.STATUS)
    assert verify(receiving_desk).state_hash == before


def test_a_damaged_package_gets_a_sentence_and_keeps_nothing_out(
    qtbot: QtBot, page: Any, handed_in: Commune, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.soxa"
    content = handed_in.packages[0].read_bytes()
    broken.write_bytes(content[: len(content) // 2])
    look(qtbot, page, handed_in.packages[0], broken)
    row = next(n for n, one in enumerate(page.model.items) if one.status == "refused")
    report = page.model.item(row)
    assert cell(page, row, rows.REASON) == language.term("errors", report.reason, **report.message_params)
    assert page.table.currentIndex().row() == row
    assert page.sentence.text() == said.package(Words("vi"), report)
    assert page._take.text() == language.say("receive.take", count=1)
    take(qtbot, page)
    assert "1 gói không nhận được" in page.workplace.messages.text


def test_a_folder_without_packages_says_so(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    look(qtbot, page, tmp_path / "empty")
    assert page.stack.currentWidget() is page.empty
    assert language.term("errors", "no_packages") in page.workplace.messages.text


def test_packages_can_be_dropped(qtbot: QtBot, page: Any, handed_in: Commune) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in handed_in.packages])
    event = QDropEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    settle(qtbot, page.workplace.tasks)
    assert page.model.rowCount() == 2


def test_stopping_keeps_what_was_taken_and_shows_the_rest(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune
) -> None:
    look(qtbot, page, *handed_in.packages)
    started: list[Any] = []
    page.workplace.tasks.began.connect(started.append)
    page.workplace.tasks.began.connect(lambda task: task.cancel())
    page.take()
    settle(qtbot, page.workplace.tasks)
    assert started[0].label == language.say("receive.taking")
    assert language.say("receive.stopped", count=0) in page.workplace.messages.text
    assert not [one for one in exchange.communes(receiving_desk, page.workplace.period) if one.packages]
    assert page._take.isEnabled()


def test_it_speaks_both_languages_and_names_everything(qtbot: QtBot, page: Any, handed_in: Commune) -> None:
    assert nameless(page) == []
    speaks_both(page, "page.receive", "receive.choose_files", "receive.empty")
    look(qtbot, page, *handed_in.packages)
    assert nameless(page) == []
    marked = page.table.currentIndex().row()
    speaks_both(page, "page.receive")
    assert page.table.currentIndex().row() == marked


def test_files_and_folders_are_chosen_in_dialogs(
    qtbot: QtBot, page: Any, handed_in: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [str(path) for path in handed_in.packages]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_: (names[:1], "")))
    page._files.trigger()
    settle(qtbot, page.workplace.tasks)
    assert page.model.rowCount() == 1
    folder = str(handed_in.packages[0].parent)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: folder))
    page._folder.trigger()
    settle(qtbot, page.workplace.tasks)
    assert page.model.rowCount() == 2


def test_packages_are_sorted_by_commune_and_back(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune, tmp_path: Path
) -> None:
    other = commune(receiving_desk, tmp_path / "other", SECOND_UNIT)
    look(qtbot, page, *handed_in.packages, *other.packages)
    first = [cell(page, row, UNIT) for row in range(3)]
    page.table.sortByColumn(UNIT, Qt.SortOrder.DescendingOrder)
    assert [cell(page, row, UNIT) for row in range(3)] == ["Xã Bình Lư", "Phường Đoàn Kết", "Phường Đoàn Kết"]
    page.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [cell(page, row, UNIT) for row in range(3)] == first


def test_the_choice_of_packages_is_offered_once(page: Any) -> None:
    assert page.header_actions() == ()


def test_what_deserves_a_second_look_is_named_and_opens(
    qtbot: QtBot, page: Any, receiving_desk: Any, tmp_path: Path
) -> None:
    desk = joined_commune(receiving_desk, tmp_path, "03388@2025", 20)
    with desk.store.write() as writer:
        (record,) = writer.put([Edit("team", {"team_kind": "club", "consolidated_on": "2025-03-01",
                                              "members": 4, "female": 9})])  # fmt: skip
    package = exported(desk, tmp_path / "out")
    desk.close()
    look(qtbot, page, package)
    assert not page._tabs.button(3).isVisible()
    take(qtbot, page)
    assert page._tabs.button(3).text() == f"{language.say('receive.tab.doubts')} (1)"
    page.show_tab(3)
    assert page.doubts.isVisible()
    assert page.doubts.model.rowCount() == 1
    line = [str(page.doubts.model.index(0, column).data()) for column in range(4)]
    assert line[0] == "Phường Đoàn Kết"
    assert "Số thành viên" in line[3]
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        page.doubts.table.setCurrentIndex(page.doubts.model.index(0, 0))
        qtbot.keyClick(page.doubts.table, Qt.Key.Key_Return)
    assert (wanted.args[0].kind, wanted.args[0].record) == ("team", record)
    assert nameless(page) == []


def test_receipts_lie_beside_the_packages_and_elsewhere_with_one_click(
    qtbot: QtBot, page: Any, handed_in: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = handed_in.packages[0].parent
    look(qtbot, page, folder)
    assert not page.answered.isVisible()
    assert list(folder.glob("*.soxa-receipt")) == []
    take(qtbot, page)
    assert len(list(folder.glob("*.soxa-receipt"))) == 1
    assert str(folder) in page.answered.said.text()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(elsewhere))
    qtbot.mouseClick(page.answered.elsewhere, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert len(list(elsewhere.glob("*.soxa-receipt"))) == 1
    assert str(elsewhere) in page.answered.said.text()
    assert nameless(page) == []


def test_a_receipt_that_cannot_be_written_is_a_sentence_and_the_figures_are_received(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune
) -> None:
    # A folder with something in it stands where the receipt should go.
    for package in handed_in.packages:
        name = package.name.rpartition("_")[0] + ".soxa-receipt"
        (package.parent / name / "x").mkdir(parents=True, exist_ok=True)
    look(qtbot, page, handed_in.packages[0].parent)
    take(qtbot, page)
    assert "chưa ghi được biên nhận" in page.answered.said.text()
    assert len(exchange.communes(receiving_desk, receiving_desk.period(2025))) > 0
    assert language.say("receive.done.new") in cell(page, 0, rows.STATUS)


def test_a_doubt_becomes_a_question_that_lies_in_the_receipt(
    qtbot: QtBot, page: Any, receiving_desk: Any, tmp_path: Path
) -> None:
    desk = joined_commune(receiving_desk, tmp_path, "03388@2025", 20)
    with desk.store.write() as writer:
        (record,) = writer.put([Edit("team", {"team_kind": "club", "consolidated_on": "2025-03-01",
                                              "members": 4, "female": 9})])  # fmt: skip
    package = exported(desk, tmp_path / "out")
    look(qtbot, page, package)
    take(qtbot, page)
    qtbot.mouseClick(page._tabs.button(3), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.doubts.ask, Qt.MouseButton.LeftButton)
    strip = page.doubts.strip
    assert strip.isVisible()
    assert strip.reason.text().startswith("Đề nghị kiểm tra lại: ")
    assert strip.field in ("members", "female")
    assert nameless(page) == []
    strip.reason.clear()
    strip.confirm()
    assert strip.isVisible()
    strip.reason.setText("Nữ nhiều hơn tổng số thành viên?")
    qtbot.keyClick(strip.reason, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert not strip.isVisible()
    exchange.find_receipts(desk, [package.parent])
    (question,) = exchange.questions(desk)
    assert (question.record, question.text) == (record, "Nữ nhiều hơn tổng số thành viên?")
    desk.close()


def test_only_what_is_chosen_is_taken_in(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune, tmp_path: Path
) -> None:
    other = commune(receiving_desk, tmp_path / "other", SECOND_UNIT)
    look(qtbot, page, *handed_in.packages, *other.packages)
    assert page._take.text() == language.say("receive.take", count=3)
    page.table.setFocus()
    page.table.selectRow(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    index = page.model.index(2, rows.FILE)
    assert index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    assert page._take.text() == language.say("receive.take", count=2)
    page.choosing.search.setText("binh lu")
    qtbot.mouseClick(page.choosing.every, Qt.MouseButton.LeftButton)
    assert page._take.text() == language.say("receive.take", count=3)
    qtbot.mouseClick(page.choosing.none, Qt.MouseButton.LeftButton)
    page.choosing.search.clear()
    take(qtbot, page)
    standing = {s.unit: s.packages for s in exchange.communes(receiving_desk, page.workplace.period)}
    assert (standing["03388@2025"], standing[SECOND_UNIT]) == (2, 0)


def test_packages_are_found_and_narrowed_and_say_what_they_bring(
    qtbot: QtBot, page: Any, handed_in: Commune, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.soxa"
    broken.write_bytes(handed_in.packages[1].read_bytes()[:-5])
    look(qtbot, page, *handed_in.packages, broken)
    assert page.model.rowCount() == 3
    row = next(n for n, one in enumerate(page.model.items) if one.package == "broken.soxa")
    # Its header says whose it is and when it was made, though nothing of it is taken in.
    assert [cell(page, row, one) for one in (rows.UNIT, rows.SEQUENCE)] == ["Phường Đoàn Kết", "2"]
    for which, count in ((rows.REFUSED, 1), (rows.WANTED, 2), (rows.KNOWN_BEFORE, 0), (rows.ALL, 3)):
        page.choosing.shown.setCurrentIndex(rows.SHOWN.index(which))
        assert page.model.rowCount() == count
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert "Buổi tuyên truyền" in page.sentence.text()
    page.choosing.search.setText("hong hoac")
    assert page.model.rowCount() == 1


def test_what_was_refused_waits_is_dropped_and_comes_back(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.soxa"
    broken.write_bytes(handed_in.packages[0].read_bytes()[:-5])
    look(qtbot, page, broken)
    assert page._take.text() == language.say("receive.keep")
    take(qtbot, page)
    tab = page._tabs.button(1)
    assert tab.text() == f"{language.say('receive.tab.aside')} (1)"
    qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
    aside = page.aside
    assert "Gói hỏng" in aside.sentence.text()
    assert nameless(page) == []
    qtbot.mouseClick(aside.every, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert page.workplace.messages.text.endswith(language.say("aside.retried", taken=0, still=1))
    qtbot.mouseClick(aside.drop, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert aside.model.rowCount() == 0
    aside._on_undo()
    settle(qtbot, page.workplace.tasks)
    assert aside.model.rowCount() == 1
    speaks_both(page, "page.receive", "aside.every", "aside.drop")
    look(qtbot, page, *handed_in.packages)
    take(qtbot, page)
    # The good copy came.
    assert aside.model.rowCount() == 0
    assert aside.stack.currentWidget() is aside.state


def test_a_received_package_is_taken_back_with_a_reason_and_taken_in_again(
    qtbot: QtBot,
    page: Any,
    receiving_desk: Any,
    handed_in: Commune,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look(qtbot, page, *handed_in.packages)
    take(qtbot, page)
    held = verify(receiving_desk).state_hash
    page.show_tab(2)
    view = page.received
    assert view.model.rowCount() == 2
    row = next(n for n in range(2) if view.model.shown(n).sequence == 2)
    view.table.selectRow(row)
    qtbot.mouseClick(view.back, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert view.strip.isVisible()
    assert "bản ghi không còn trong sổ" in view.strip.said.text()
    assert nameless(page) == []
    view.strip.confirm()
    assert view.strip.isVisible()
    view.strip.reason.setText("Nhập nhầm năm")
    qtbot.keyClick(view.strip.reason, Qt.Key.Key_Return)
    settle(qtbot, page.workplace.tasks)
    assert verify(receiving_desk).state_hash != held
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    view.choose_folder()
    settle(qtbot, page.workplace.tasks)
    assert len(list(tmp_path.glob("*.soxa-receipt"))) == 1
    view.shown.setCurrentIndex(2)
    assert view.model.rowCount() == 1
    assert "Nhập nhầm năm" in str(view.model.index(0, 7).data())
    speaks_both(page, "page.receive", "received.take_again")
    view.table.selectRow(0)
    qtbot.mouseClick(view.again, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert verify(receiving_desk).state_hash == held


def test_packages_in_the_watched_folder_appear_by_themselves(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    page.watched.watch(inbox)
    settle(qtbot, page.workplace.tasks)
    assert str(inbox) in page.watched._said.text()
    assert page.model.rowCount() == 0
    shutil.copy(handed_in.packages[0], inbox)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=20_000)
    settle(qtbot, page.workplace.tasks)
    assert page._take.isVisible()
    take(qtbot, page)
    # What is received is not shown again; what comes is.
    shutil.copy(handed_in.packages[1], inbox)
    page.look_again()
    settle(qtbot, page.workplace.tasks)
    assert [one.sequence for one in page.model.items] == [2]
    page.watched.watch(None)
    settle(qtbot, page.workplace.tasks)
    assert receiving_desk.settings.inbox is None


def test_a_hundred_packages_with_one_bar_that_stops_between_two_while_the_window_lives(
    qtbot: QtBot, page: Any, receiving_desk: Any, handed_in: Commune, tmp_path: Path
) -> None:
    stick = tmp_path / "hundred"
    stick.mkdir()
    content = handed_in.packages[1].read_bytes()
    for number in range(98):
        # Each is looked at whole and refused: another file, and nobody's.
        (stick / f"{number:03}.soxa").write_bytes(content[: len(content) - 1 - number])
    for package in handed_in.packages:
        shutil.copy(package, stick)
    tasks = page.workplace.tasks
    began: list[Any] = []
    turns: list[int] = []
    seen: list[tuple[int, int]] = []
    tasks.began.connect(began.append)
    tasks.progressed.connect(lambda task: seen.append(task.progress))
    ticking = QTimer()
    ticking.timeout.connect(lambda: turns.append(len(turns)))
    ticking.start(0)
    look(qtbot, page, stick)
    assert (len(began), page.model.rowCount()) == (1, 100)
    # The window went on turning while the worker worked.
    assert len(turns) > 10
    assert seen[-1] == (100, 100)

    def stop(task: Any) -> None:
        if task.progress[0] >= 50:
            task.cancel()

    tasks.progressed.connect(stop)
    page.take()
    settle(qtbot, tasks)
    tasks.progressed.disconnect(stop)
    assert "Đã dừng" in page.workplace.messages.text
    held = [one for one in exchange.communes(receiving_desk, page.workplace.period) if one.packages]
    assert held == []
    assert verify(receiving_desk).ok
    page.take()
    settle(qtbot, tasks)
    assert sum(one.status == "accepted" for one in page.model.items) == 2


def test_two_machines_with_one_identity_are_named_and_somebody_decides(
    qtbot: QtBot, page: Any, receiving_desk: Any, tmp_path: Path
) -> None:
    desk = joined_commune(receiving_desk, tmp_path, "03388@2025", 10)
    desk.close()
    shutil.copytree(desk.store.folder, tmp_path / "copy")
    for number, folder in enumerate((desk.store.folder, tmp_path / "copy")):
        one = desks.open_desk(folder, PASSPHRASE, clock=clock)
        with one.store.write() as writer:
            writer.put(
                [Edit("team", {"team_kind": "club", "consolidated_on": "2025-03-01", "members": 4 + number})]
            )
        look(qtbot, page, exported(one, tmp_path / f"out{number}"))
        take(qtbot, page)
        one.close()
    assert language.say("receive.done.twins") in cell(page, 0, rows.STATUS)
    tab = page._tabs.button(4)
    assert tab.text() == f"{language.say('receive.tab.twins')} (1)"
    qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
    view = page.twins
    assert "Phường Đoàn Kết: hai máy cùng danh tính" in view.about.text()
    assert nameless(page) == []
    assert not view.decide.isEnabled()
    view.other.setCurrentIndex(1)
    view.reason.setText("Bản sao ổ đĩa")
    qtbot.mouseClick(view.decide, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert language.say("twins.state.closed") in str(view.model.index(0, 0).data())
    assert "Bản sao ổ đĩa" in view.about.text()
    assert [one.decision for one in exchange.twins.found(receiving_desk)] == ["closed"]
    speaks_both(page, "page.receive", "twins.decide", "twins.invite")


def test_minutes_of_a_session_are_written_from_the_list_of_received_packages(
    qtbot: QtBot, page: Any, handed_in: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(qtbot, page, *handed_in.packages)
    take(qtbot, page)
    page.show_tab(2)
    line = page.received.minutes
    assert line.which.currentText() == "Phiên 1, 21/11/2025 09:41: 2 gói nhận, 0 không nhận được"
    assert nameless(page) == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "m.pdf"), ""))
    qtbot.mouseClick(line.pdf, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert (tmp_path / "m.pdf").stat().st_size > 1000
    assert [one.title for one in prints.listed(page.workplace.desk)] == ["Biên bản"]
    line.which.setCurrentIndex(line.which.count() - 1)
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", staticmethod(list))
    qtbot.mouseClick(line.printer, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert len(prints.listed(page.workplace.desk)) == 2


def test_a_share_that_tells_nothing_is_looked_at_and_one_that_is_gone_is_left_alone(
    qtbot: QtBot, page: Any, handed_in: Commune, tmp_path: Path
) -> None:
    inbox = tmp_path / "share"
    inbox.mkdir()
    page.watched.watch(inbox)
    settle(qtbot, page.workplace.tasks)
    # As on a network: nobody says that something came.
    page.watched._watcher.removePaths(page.watched._watcher.directories())
    page.watched._watcher.blockSignals(True)
    shutil.copy(handed_in.packages[0], inbox)
    page.watched.attend()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=20_000)
    assert page.watched._looking.isActive()
    shutil.rmtree(inbox)
    page.watched.attend()
    settle(qtbot, page.workplace.tasks)
    assert not page.watched._looking.isActive()
    page.look_again()
    settle(qtbot, page.workplace.tasks)
    assert page.model.rowCount() == 0


@pytest.mark.parametrize(
    ("report", "word"),
    [
        (PackageReport("x", status="accepted", new=1), "sẽ nhận"),
        (PackageReport("x", status="accepted", new=1, duplicate=2), "nhận phần mới"),
        (PackageReport("x", status="duplicate"), "đã nhận trước"),
        (PackageReport("x", status="refused", reason="too_new"), "chờ bản mới"),
        (PackageReport("x", status="accepted", line="ab" * 8), "hai máy trùng"),
        (PackageReport("x", status="refused", reason="damaged", message_params={}), "không nhận"),
        (
            PackageReport(
                "x", status="refused", reason="taken_back", message_params={"on": "1", "because": "2"}
            ),
            "đã gỡ ra",
        ),
    ],
)
def test_every_outcome_has_a_word_and_a_sign(qtbot: QtBot, report: PackageReport, word: str) -> None:
    model = PackagesModel()
    model.show_reports([report], applied=False)
    text = str(model.index(0, rows.STATUS).data())
    assert text.endswith(word)
    assert text != word
    assert len(model.chosen()) == (report.status == "accepted")


def test_tab_goes_through_every_part_as_it_is_read(
    qtbot: QtBot, receiving_desk: Any, make_window: Any, handed_in: Commune
) -> None:
    window = make_window(receiving_desk)
    window.workplace.open_page("receive")
    settle(qtbot, window.workplace.tasks)
    page = window.page
    look(qtbot, page, *handed_in.packages)
    for number, applied in ((0, False), (0, True), (1, True), (2, True)):
        if applied and not page._applied:
            take(qtbot, page)
        page.show_tab(number)
        QApplication.processEvents()
        page._tabs.button(number).setFocus()
        assert every.backwards(every.chain(window), page) == []
