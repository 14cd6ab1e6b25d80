"""A register for practice cannot be taken for a real one: window, dialogs, list of registers, paper, packages."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.services import desk as desks
from desktop.services import exchange
from desktop.ui import language, opening, shelf, style
from desktop.ui.first_run.window import FirstRunWindow
from desktop.ui.frame.sheets import KeySheet
from desktop.ui.main_window import MainWindow
from desktop.ui.report import ReportDialog
from desktop.ui.shelf import Known
from desktop.ui.unlock.window import UnlockWindow
from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, PROVINCE_UNIT, clock, settle


def framed(window: QWidget) -> bool:
    """Whether all four edges are orange and words say so."""
    picture = window.grab().toImage()
    ratio = picture.devicePixelRatio()
    size = window.size()
    middle = QPoint(size.width() // 2, size.height() // 2)
    edges = [
        QPoint(1, middle.y()),
        QPoint(size.width() - 2, middle.y()),
        QPoint(middle.x(), size.height() - 2),
    ]
    edges.append(QPoint(size.width() - 12, 1))
    orange = style.colour("practice").rgb()
    painted = all(picture.pixel(edge * ratio) == orange for edge in edges)
    said = any(
        language.say("practice.strip") == one.text() for one in window.findChildren(QLabel) if one.isVisible()
    )
    assert painted == said, "never by colour alone"
    return painted


@pytest.fixture
def real_desk(tmp_path: Path) -> Any:
    desk = desks.new(tmp_path / "real", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, clock=clock)
    yield desk
    desk.close()


def test_the_window_is_framed_and_named(qtbot: QtBot, empty_desk: Any, make_window: Any) -> None:
    window = make_window(empty_desk)
    assert framed(window)
    assert window.windowTitle().startswith("LUYỆN TẬP")


def test_a_real_register_has_no_frame(qtbot: QtBot, real_desk: Any, make_window: Any) -> None:
    window = make_window(real_desk)
    assert not framed(window)
    assert window.windowTitle() == "Phường Đoàn Kết – Sổ Xã"


def test_dialogs_are_framed_alike(qtbot: QtBot, empty_desk: Any, make_window: Any, tmp_path: Path) -> None:
    window = make_window(empty_desk)
    keys = KeySheet(window)
    keys.show()
    report = ReportDialog("lỗi", tmp_path / "log")
    report.show()
    for dialog in (keys, report):
        assert framed(dialog)
        assert dialog.windowTitle().startswith("LUYỆN TẬP")
        dialog.close()


def test_dialogs_of_a_real_register_are_not(qtbot: QtBot, real_desk: Any, make_window: Any) -> None:
    keys = KeySheet(make_window(real_desk))
    keys.show()
    assert not framed(keys)
    keys.close()


def test_unlocking_and_making_one_is_framed_too(qtbot: QtBot, empty_desk: Any, tmp_path: Path) -> None:
    from desktop.ui.tasks import Tasks

    folder = empty_desk.store.folder
    shelf.remember(Known(folder, "Phường Đoàn Kết", COMMUNE_UNIT, training=True, role="commune"))
    tasks = Tasks()
    unlock, other = UnlockWindow(folder, tasks), UnlockWindow(tmp_path, tasks)
    for window in (unlock, other):
        qtbot.addWidget(window)
        window.show()
    assert framed(unlock)
    assert not framed(other)
    first = FirstRunWindow(tmp_path / "n", tasks)
    qtbot.addWidget(first)
    first.show()
    assert not framed(first)
    step: Any = first.steps[1]
    step._buttons[3].click()
    first._go(step)
    assert framed(first)
    tasks.close()


def test_the_list_of_registers_says_which_is_which(
    qtbot: QtBot, empty_desk: Any, real_desk: Any, tmp_path: Path
) -> None:
    from desktop.ui.tasks import Tasks

    for desk in (empty_desk, real_desk):
        own = desk.settings
        shelf.remember(Known(desk.store.folder, "Phường Đoàn Kết", own.unit, own.training, own.role))
    shelf.remember(Known(tmp_path / "gone", "Xã cũ", COMMUNE_UNIT, training=False, role="commune"))
    tasks = Tasks()
    window = FirstRunWindow(tmp_path / "n", tasks)
    qtbot.addWidget(window)
    window.show()
    names = [button.accessibleName() for button in window.begin.known]
    assert names == ["Sổ thật: Phường Đoàn Kết", "LUYỆN TẬP: Phường Đoàn Kết"]
    tasks.close()


@pytest.fixture
def practice_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "so-luyen-tap"
    monkeypatch.setattr(shelf, "practice_folder", lambda: folder)
    return folder


def test_one_click_opens_practice_with_a_year_of_records_and_opens_it_again(
    qtbot: QtBot, tmp_path: Path, practice_here: Path
) -> None:
    program = Program(tmp_path / "register")
    program.begin()
    for _ in range(2):
        window: Any = program.window
        window.begin.buttons[1].click()
        qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=60_000)
        main: Any = program.window
        settle(qtbot, program.tasks)
        assert main.workplace.desk.settings.training
        assert main.page.handed.lines["propaganda_session"].sign.text() == "✓"
        assert framed(main)
        main.leave()
        qtbot.waitUntil(lambda: isinstance(program.window, FirstRunWindow), timeout=20_000)
    # The next start asks for the real register, not for this one.
    assert QSettings().value("register") is None
    assert shelf.known()[0].ready
    program.close()
    assert program.window is not None
    program.window.close()


def test_a_register_for_practice_is_wanted_from_the_settings(
    qtbot: QtBot, empty_desk: Any, make_window: Any
) -> None:
    window = make_window(empty_desk)
    window.show_settings()
    settle(qtbot, window.workplace.tasks)
    with qtbot.waitSignal(window.practice_wanted):
        window.page.findChild(QWidget, "other_practice").click()


def test_a_second_window_on_the_same_register_says_where_it_is_open(
    qtbot: QtBot, tmp_path: Path, practice_here: Path
) -> None:
    desk = opening.practice_register(practice_here, COMMUNE_UNIT)
    desk.close()
    shelf.remember(
        Known(practice_here, "Phường Đoàn Kết", COMMUNE_UNIT, training=True, role="commune", ready=True)
    )
    claim = shelf.claim(practice_here)
    program = Program(tmp_path / "register")
    program.begin()
    program._unlock(practice_here)
    window: Any = program.window
    window.passphrase.setText(opening.PRACTICE_PASSPHRASE)
    window.open()
    qtbot.waitUntil(window.problem.isVisible, timeout=20_000)
    assert "đang mở ở một cửa sổ khác" in window.problem.text()
    assert claim is not None
    claim.unlock()
    window.passphrase.setText(opening.PRACTICE_PASSPHRASE)
    window.open()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    settle(qtbot, program.tasks)
    assert shelf.claim(practice_here) is None
    assert program.window is not None
    program.window.close()
    program.close()
    QApplication.processEvents()


@pytest.mark.parametrize("practice", [True, False], ids=["practice into real", "real into practice"])
def test_no_package_crosses_from_one_to_the_other(
    qtbot: QtBot, tmp_path: Path, make_window: Any, practice: bool
) -> None:
    """Through the window of a receiving unit, with packages of communes that joined a unit of their own sort."""
    from desktop.services import activities
    from tests.records import draft

    units = {
        training: desks.new(
            tmp_path / f"province {training}", PASSPHRASE, role="receiving", unit=PROVINCE_UNIT, training=training,
            clock=clock,
        )
        for training in (True, False)
    }  # fmt: skip
    commune = desks.new(
        tmp_path / "commune", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=practice, clock=clock
    )
    exchange.join(commune, exchange.invite(units[practice], COMMUNE_UNIT, tmp_path / "moi.soxa-invite"))
    activities.save(commune, draft("training", started_on=datetime.date(2025, 4, 2)))
    (tmp_path / "out").mkdir()
    sent = exchange.export(commune, tmp_path / "out")
    assert sent is not None
    commune.close()
    (report,) = exchange.receive(units[not practice], [sent.path])
    assert (report.status, report.reason) == ("refused", "training_mismatch")
    assert activities.page(units[not practice], "training").total == 0
    (report,) = exchange.receive(units[practice], [sent.path])
    assert report.status == "accepted"
    for desk in units.values():
        desk.close()
