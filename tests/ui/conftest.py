"""Real training desks, a real worker and a real window, offscreen."""

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import desk as desks
from desktop.ui import language, style
from desktop.ui.messages import MessageStrip
from desktop.ui.tasks import Tasks
from desktop.ui.workplace import Workplace

PASSPHRASE = "mot cau de nho"
NOW = datetime.datetime(2025, 11, 21, 9, 41)
COMMUNE_UNIT, PROVINCE_UNIT = "03388@2025", "12@2025"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of each window that it has no window manager; nothing else is let through."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


def clock() -> datetime.datetime:
    return NOW


class Lent:
    """A desk that belongs to its fixture: whoever borrows it cannot close it."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def close(self) -> None:
        pass


@pytest.fixture(scope="session", autouse=True)
def settings_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests never read or write the settings of the person who runs them."""
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def qapp(settings_elsewhere: None) -> Iterator[QApplication]:
    QCoreApplication.setOrganizationName("SoXaTests")
    app = QApplication.instance() or QApplication(["soxa"])
    assert isinstance(app, QApplication)
    style.dress(app)
    language.use("vi")
    yield app
    # Without a window system nobody else lets go of what was copied, and it was made by Python.
    app.clipboard().clear()


@pytest.fixture(autouse=True)
def nothing_remembered(qapp: QApplication) -> Iterator[None]:
    """What one test folds, zooms or opens is not there in the next one."""
    QSettings().clear()
    yield
    QSettings().clear()
    if style.zoom() != style.ZOOMS[0]:
        style.zoom_to(style.ZOOMS[0])


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Any]:
    desk = desks.new(
        tmp_path / "register", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=clock
    )
    yield desk
    desk.close()


@pytest.fixture
def desk(empty_desk: Any) -> Any:
    from desktop.services.sample import sample

    sample(empty_desk, year=2025, records=120, seed=1)
    return empty_desk


@pytest.fixture
def receiving_desk(tmp_path: Path) -> Iterator[Any]:
    desk = desks.new(
        tmp_path / "province", PASSPHRASE, role="receiving", unit=PROVINCE_UNIT, training=True, clock=clock
    )
    yield desk
    desk.close()


def settle(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until the worker has nothing left and its answers have arrived."""
    qtbot.waitUntil(lambda: tasks.idle, timeout=20_000)


@pytest.fixture
def make_workplace(qtbot: QtBot) -> Iterator[Any]:
    made: list[Tasks] = []

    def make(desk: Any) -> Workplace:
        tasks, strip = Tasks(), MessageStrip()
        made.append(tasks)
        qtbot.addWidget(strip)
        workplace = Workplace(desk, tasks, strip)
        tasks.refused.connect(strip.refuse)
        return workplace

    yield make
    for tasks in made:
        tasks.close()


@pytest.fixture
def workplace(desk: Any, make_workplace: Any) -> Workplace:
    return make_workplace(desk)


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Any]:
    made: list[Any] = []

    def make(desk: Any) -> Any:
        from desktop.ui.main_window import MainWindow

        strip = MessageStrip()
        window = MainWindow(Workplace(Lent(desk), Tasks(), strip), strip)
        made.append(window)
        window.show()
        settle(qtbot, window.workplace.tasks)
        return window

    yield make
    for window in made:
        window.workplace.tasks.close()
        window._form = None
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(desk: Any, make_window: Any) -> Any:
    return make_window(desk)
