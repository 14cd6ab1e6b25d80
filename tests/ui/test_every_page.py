"""Every page, form and dialog of both desks: names, the way of Tab, words beside colours, and nothing cut off."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from desktop.services import desk as desks
from desktop.services import exchange
from desktop.services.sample import sample
from desktop.ui import opening, pages, shelf, style
from desktop.ui.first_run.window import FirstRunWindow
from desktop.ui.frame.finder import Finder
from desktop.ui.frame.sheets import KeySheet
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import MessageStrip
from desktop.ui.report import ReportDialog
from desktop.ui.tasks import Tasks
from desktop.ui.unlock.window import UnlockWindow
from desktop.ui.workplace import PageWanted, Workplace
from tests.ui import every
from tests.ui.conftest import COMMUNE_UNIT, PASSPHRASE, PROVINCE_UNIT, Lent, clock, settle
from tests.ui.desks import commune as commune_that_exported

ROLES = ("commune", "receiving")
# Registers are one page for every kind: a few kinds stand for all of them.
REGISTERS = ("propaganda_session", "establishment", "violation_tally", "period_declaration")
PAGES = [
    (role, entry.name)
    for role in ROLES
    for entry in pages.pages_of(role)
    if not entry.kind or entry.kind in (REGISTERS if role == "commune" else REGISTERS[:1])
]
FORMS = [("commune", entry.kind) for entry in pages.pages_of("commune") if entry.kind]
WIDE_FORMS = ("propaganda_session", "support_case", "baseline", "inspection")
SMALL = (1366, 768)
OFTEN = ("home", "calendar", "propaganda_session", "indicators")


@pytest.fixture(scope="module")
def windows(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, MainWindow]]:
    """A window of each desk with records in it, for all tests of this module; nothing is written through them."""
    folder = tmp_path_factory.mktemp("every")
    commune = desks.new(
        folder / "commune", PASSPHRASE, role="commune", unit=COMMUNE_UNIT, training=True, clock=clock
    )
    sample(commune, year=2025, records=120, seed=1)
    receiving = desks.new(
        folder / "province", PASSPHRASE, role="receiving", unit=PROVINCE_UNIT, training=True, clock=clock
    )
    exchange.receive(receiving, commune_that_exported(receiving, folder, COMMUNE_UNIT).packages)
    made = {}
    for desk in (commune, receiving):
        strip = MessageStrip()
        window = MainWindow(Workplace(Lent(desk), Tasks(), strip), strip)
        window.resize(*SMALL)
        window.show()
        made[desk.settings.role] = window
    yield made
    for window in made.values():
        window.workplace.tasks.close()
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for desk in (commune, receiving):
        desk.close()


def cut(qtbot: QtBot, window: QWidget) -> list[str]:
    """What is cut off when everything has found its place."""
    with contextlib.suppress(QtTimeout):
        qtbot.waitUntil(lambda: not every.cut(window), timeout=3_000)
    return every.cut(window)


def shown(
    qtbot: QtBot, windows: dict[str, MainWindow], role: str, wanted: PageWanted, zoom: int = 100
) -> MainWindow:
    """The window of *role* with what is *wanted*, loaded and at rest; the other one does not show."""
    window = windows[role]
    for other in windows.values():
        other.setVisible(other is window)
    style.zoom_to(zoom)
    window._drop_form()
    if zoom != 100:
        window._on_zoomed()
    window.open(wanted)
    window.resize(*SMALL)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle(qtbot, window.workplace.tasks)
    window.workplace.messages.clear()
    QApplication.processEvents()
    return window


@pytest.fixture
def as_usual(windows: dict[str, MainWindow]) -> Iterator[None]:
    """Pages that were made for large letters are made again."""
    yield
    style.zoom_to(100)
    for window in windows.values():
        window._drop_form()
        window._on_zoomed()


@pytest.mark.parametrize(("role", "name"), PAGES, ids=[f"{role}-{name}" for role, name in PAGES])
def test_a_page_can_be_heard_walked_by_tab_and_read(qtbot: QtBot, windows: Any, role: str, name: str) -> None:
    window = shown(qtbot, windows, role, PageWanted(page=name))
    assert every.nameless(window) == []
    assert every.wordless(window) == []
    assert cut(qtbot, window) == []
    window.sidebar._find.setFocus()
    way = every.chain(window)
    assert every.backwards(way, window.page) == []
    assert every.backwards(way, window.sidebar) == []
    header = [place for place, one in enumerate(way) if window.header.isAncestorOf(one)]
    page = [place for place, one in enumerate(way) if window.page.isAncestorOf(one)]
    assert not header or not page or max(header) < min(page)


@pytest.mark.parametrize(("role", "kind"), FORMS, ids=[f"{role}-{kind}" for role, kind in FORMS])
def test_a_form_can_be_heard_walked_by_tab_and_read(qtbot: QtBot, windows: Any, role: str, kind: str) -> None:
    window = shown(qtbot, windows, role, PageWanted(kind=kind))
    assert every.nameless(window.page) == []
    assert every.wordless(window.page) == []
    assert cut(qtbot, window) == []
    form: Any = window.page
    assert every.backwards(every.chain(window), form.form) == []


@pytest.mark.usefixtures("as_usual")
@pytest.mark.parametrize(
    ("role", "wanted", "zoom"),
    [(role, PageWanted(page=name), 200) for role, name in PAGES]
    + [("commune", PageWanted(kind=kind), 200) for kind in WIDE_FORMS]
    + [("commune", PageWanted(page=name), zoom) for name in OFTEN for zoom in (125, 150)],
    ids=str,
)
def test_it_fits_a_small_screen_however_large_the_letters(
    qtbot: QtBot, windows: Any, role: str, wanted: PageWanted, zoom: int
) -> None:
    window = shown(qtbot, windows, role, wanted, zoom)
    least = window.minimumSizeHint()
    assert least.width() <= SMALL[0]
    assert least.height() <= SMALL[1]
    assert cut(qtbot, window) == []


def dialogs(window: MainWindow, tmp_path: Any, tasks: Tasks) -> Iterator[QWidget]:
    yield KeySheet(window)
    yield ReportDialog("lỗi", tmp_path / "log")
    yield Finder(window.workplace, window._entries, window)
    yield UnlockWindow(tmp_path, tasks)
    yield FirstRunWindow(tmp_path / "n", tasks)


@pytest.mark.parametrize("zoom", [100, 200])
def test_every_dialog_can_be_heard_and_read(
    qtbot: QtBot, windows: Any, tmp_path: Any, zoom: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = shelf.Known(tmp_path, "Phường Đoàn Kết", COMMUNE_UNIT, training=True, role="commune")
    monkeypatch.setattr(shelf, "known", lambda: [known])
    style.zoom_to(zoom)
    tasks = Tasks()
    for dialog in dialogs(windows["commune"], tmp_path, tasks):
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.resize(*SMALL)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        QApplication.processEvents()
        assert every.nameless(dialog) == []
        assert every.backwards(every.chain(dialog), dialog) == []
        assert cut(qtbot, dialog) == []
        dialog.close()
    tasks.close()


@pytest.mark.parametrize("number", range(5))
def test_every_step_of_the_assistant_can_be_heard_and_read(qtbot: QtBot, tmp_path: Any, number: int) -> None:
    tasks = Tasks()
    window = FirstRunWindow(tmp_path / "n", tasks)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.choice.unit = opening.UnitFound(COMMUNE_UNIT, "Phường Đoàn Kết, tỉnh Lai Châu")
    for zoom in (100, 200):
        style.zoom_to(zoom)
        window.resize(*SMALL)
        window._go(window.steps[number])
        settle(qtbot, tasks)
        QApplication.processEvents()
        assert every.nameless(window) == []
        assert every.backwards(every.chain(window), window.step) == []
        assert cut(qtbot, window) == []
    tasks.close()


def test_every_dialog_is_framed_for_practice() -> None:
    """A dialog of another sort would not be marked when the register is for practice."""
    from pathlib import Path

    folder = Path(__file__).parents[2] / "desktop" / "ui"
    own = {file.name for file in folder.rglob("*.py") if "QDialog)" in file.read_text(encoding="utf-8")}
    assert own == {"dialog.py"}
