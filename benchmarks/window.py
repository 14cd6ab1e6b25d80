"""The window over a long register: from opening to the rows on screen, and how long a key keeps the window busy."""

import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

_KEYS = "truong hoc"


class Clock:
    """A window that is driven, and how long it takes until something is there."""

    def __init__(self, desk: Any) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtCore import QSettings
        from PySide6.QtWidgets import QApplication

        from desktop.ui import language, style
        from desktop.ui.main_window import MainWindow
        from desktop.ui.messages import MessageStrip
        from desktop.ui.tasks import Tasks
        from desktop.ui.workplace import Workplace

        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        folder = tempfile.mkdtemp()
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        self.app: Any = QApplication.instance() or QApplication(["soxa"])
        style.dress(self.app)
        language.use("vi")
        strip = MessageStrip()
        self.window = MainWindow(Workplace(desk, Tasks(), strip), strip)
        self.window.show()
        self.until(self.idle)

    def idle(self) -> bool:
        """Whether the worker has nothing left and its answers have arrived."""
        return self.window.workplace.tasks.idle

    def until(self, ready: Callable[[], object], began: float | None = None) -> float:
        """Milliseconds from *began*, or now, until *ready* and painted."""
        began = time.perf_counter() if began is None else began
        while not ready():
            # The worker needs the interpreter meanwhile.
            time.sleep(0.0005)
            self.app.processEvents()
        self.app.processEvents()
        return 1000 * (time.perf_counter() - began)

    def close(self) -> None:
        """Take the window away; the desk stays open."""
        self.window.workplace.tasks.close()
        self.window.deleteLater()
        self.app.processEvents()


def show(desk: Any, year: int) -> None:
    """Print what a person waits for."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from desktop.services.listing import NOTHING
    from desktop.ui.frame.ahead import LoadingAhead
    from desktop.ui.workplace import PageWanted

    clock = Clock(desk)
    clock.window.workplace.choose_period(desk.period(year))
    clock.until(clock.idle)
    # What a person does first: looks at the home page. The window loads its other pages meanwhile.
    ahead: Any = clock.window.findChild(LoadingAhead)
    clock.until(lambda: ahead.done)
    began = time.perf_counter()
    clock.window.open(PageWanted(page="propaganda_session"))
    page: Any = clock.window.page
    first = clock.until(lambda: page.model.total, began)
    opened = []
    for _ in range(5):
        clock.until(clock.idle)
        began = time.perf_counter()
        page.model.show_found(NOTHING)
        page.refresh()
        opened.append(clock.until(lambda: page.model.total, began))
    busy = []
    for key in _KEYS:
        began = time.perf_counter()
        QTest.keyClicks(page.search, key)
        busy.append(1000 * (time.perf_counter() - began))
    everything = page.model.total
    found = clock.until(lambda: page.model.total < everything, began)
    clock.until(lambda: clock.idle() and not page._wait.isActive())
    page.search.clear()
    clock.until(lambda: page.model.total == everything)
    began = time.perf_counter()
    QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    last = page.model.index(page.model.rowCount() - 1, 0)
    end = clock.until(lambda: last.data() != "…", began)
    print(f"  in the window: opened in {first:.0f} ms first, {min(opened):.0f} again (to reach: 100)")
    print(
        f"    a key in the search keeps it busy {max(busy):.1f} ms; from the last of ten to the rows {found:.0f} ms"
    )
    print(f"    to the end of the list {end:.0f} ms")
    clock.close()
