"""The frame: pages, language, names for screen readers, what is loaded when."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.services.exchange import Outgoing
from desktop.ui import language, pages
from desktop.ui.workplace import PageWanted
from tests.ui.conftest import settle

ROOT = Path(__file__).parents[2]
COMMUNE_KINDS = [entry.kind for entry in pages.pages_of("commune") if entry.kind]
OWN = ["home", *COMMUNE_KINDS]


def open_page(qtbot: QtBot, window: Any, name: str) -> QWidget:
    window.open(PageWanted(page=name))
    settle(qtbot, window.workplace.tasks)
    shown: QWidget = window.page
    return shown


def nameless(root: QWidget) -> list[str]:
    """The focusable widgets below *root* that a screen reader has no name for."""
    found = []
    for widget in root.findChildren(QWidget):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        inside = isinstance(widget.parentWidget(), QLineEdit)
        if takes_keys and not inside:
            reader = QAccessible.queryAccessibleInterface(widget)
            if reader is None or not reader.text(QAccessible.Text.Name):
                found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def said(root: QWidget) -> set[str]:
    """Every word that shows below *root*, besides what a person typed."""
    found = {label.text() for label in root.findChildren(QLabel) if label.isVisible()}
    found |= {button.text() for button in root.findChildren(QAbstractButton) if button.isVisible()}
    found |= {line.placeholderText() for line in root.findChildren(QLineEdit) if line.isVisible()}
    return {text for text in found if text}


def vietnamese_only() -> set[str]:
    """Sentences that differ between the languages, as they stand in the catalogues."""
    words = set()
    for area in ("window", "records", "codes", "units", "indicators", "problems"):
        files = [paths.resources() / "i18n" / name / f"{area}.json" for name in ("vi", "en")]
        own, other = (json.loads(file.read_text(encoding="utf-8")) for file in files)
        words |= {own[key] for key in own if own[key] != other[key] and "{" not in own[key]}
        words -= set(other.values())
    return words


@pytest.mark.parametrize("name", OWN)
def test_every_page_speaks_the_other_language_without_leftovers(qtbot: QtBot, window: Any, name: str) -> None:
    open_page(qtbot, window, name)
    try:
        language.use("en")
        settle(qtbot, window.workplace.tasks)
        QApplication.processEvents()
        assert said(window) & vietnamese_only() == set()
    finally:
        language.use("vi")


@pytest.mark.parametrize("kind", COMMUNE_KINDS)
def test_every_form_speaks_the_other_language_without_leftovers(qtbot: QtBot, window: Any, kind: str) -> None:
    window.open(PageWanted(kind=kind))
    settle(qtbot, window.workplace.tasks)
    try:
        language.use("en")
        assert said(window.page) & vietnamese_only() == set()
    finally:
        language.use("vi")


def test_pages_are_reached_by_number(qtbot: QtBot, window: Any) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.workplace.tasks)
    assert window.header.title == language.page_title(window.sidebar.list.names()[1])


def test_a_record_is_found_from_anywhere(qtbot: QtBot, window: Any) -> None:
    window.open_finder()
    finder = QApplication.activePopupWidget()
    assert finder is not None
    line = finder.findChild(QLineEdit, "find")
    assert line is not None
    qtbot.keyClicks(line, "ban na mau")
    finder._search()  # type: ignore[attr-defined]
    settle(qtbot, window.workplace.tasks)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, window.workplace.tasks)
    assert type(window.page).__name__ == "RecordPage"


def test_the_home_page_tells_of_a_write_at_once(qtbot: QtBot, window: Any) -> None:
    home: Any = open_page(qtbot, window, "home")
    assert home.targets.lines
    window.workplace.changed({"propaganda_session"})
    settle(qtbot, window.workplace.tasks)
    assert home.targets.lines


def test_the_finger_on_a_figure_of_the_sidebar_counts_what_waits(qtbot: QtBot, window: Any) -> None:
    from desktop.services import exchange

    waiting = exchange.outgoing(window.workplace.desk).records
    assert language.number(waiting) in window.sidebar._standing_text.text()


def test_without_a_screen_it_says_so_and_offers_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from desktop import __main__ as entrance

    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux goes without a screen")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert entrance.main([]) == 1
    said_so = capsys.readouterr().err
    assert "soxa --help" in said_so
    assert said_so.count("\n") == 1


def test_a_backup_is_made_from_the_window_and_opens_again(
    qtbot: QtBot, window: Any, desk: Any, tmp_path: Path
) -> None:
    from desktop.services import activities, backup
    from tests.ui.conftest import PASSPHRASE

    sheet: Any = open_page(qtbot, window, "settings")
    sheet.back_up(tmp_path / "sao luu.soxa-backup")
    settle(qtbot, window.workplace.tasks)
    assert "sao luu" in window.workplace.messages.text
    back = backup.restore(tmp_path / "sao luu.soxa-backup", tmp_path / "back", PASSPHRASE)
    kept = activities.page(desk, "propaganda_session").total
    assert activities.page(back, "propaganda_session").total == kept
    back.close()


def test_a_receiving_desk_sees_whose_records_they_are_and_changes_none(
    qtbot: QtBot, receiving_desk: Any, make_window: Any, tmp_path: Path
) -> None:
    from desktop.services import desk as desks
    from desktop.services import exchange
    from desktop.services.sample import sample
    from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, clock

    commune = desks.new(
        tmp_path / "commune", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=clock
    )
    exchange.join(commune, exchange.invite(receiving_desk, COMMUNE_UNIT, tmp_path / "doan-ket.soxa-invite"))
    sample(commune, year=2025, records=40, seed=3)
    (tmp_path / "out").mkdir()
    exchange.export(commune, tmp_path / "out")
    commune.close()
    exchange.receive(receiving_desk, [tmp_path / "out"])
    window = make_window(receiving_desk)
    page: Any = open_page(qtbot, window, "establishment")
    assert page.model.index(0, 0).data() == "Phường Đoàn Kết"
    page.deleting.delete()
    assert not page.deleting.strip.isVisible()
    window.open(PageWanted(kind="establishment", record=page.current()))
    settle(qtbot, window.workplace.tasks)
    assert not window.page.form.isEnabled()
    window.page.save()
    settle(qtbot, window.workplace.tasks)
    assert nameless(window) == []


def test_one_is_not_said_as_many() -> None:
    language.use("en")
    said_of = {count: language.say("standing.to_send", count=count) for count in (1, 2, 1_200)}
    language.use("vi")
    assert said_of == {1: "1 record not sent", 2: "2 records not sent", 1_200: "1,200 records not sent"}
    assert language.say("standing.to_send", count=1) == "1 bản ghi chưa gửi"


def test_enter_presses_the_button_in_focus(qtbot: QtBot, window: Any) -> None:
    page: Any = open_page(qtbot, window, "home")
    (report,) = [b for b in page.findChildren(QAbstractButton) if b.objectName() == "report_button"]
    report.setFocus()
    qtbot.keyClick(report, Qt.Key.Key_Return)
    assert window.page.objectName() == "summary_page"
    settle(qtbot, window.workplace.tasks)


def test_a_package_that_may_be_incomplete_is_not_called_sent(window: Any) -> None:
    window._standing._on_outgoing(Outgoing(0, 3, window.workplace.desk.today(), unconfirmed=True))
    shown = window.sidebar._standing_text.text()
    assert language.say("standing.unconfirmed", sequence=3) in shown
    assert language.say("standing.all_sent") not in shown
