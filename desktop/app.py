"""The program with a window: the only place that joins a register, the worker and the windows."""

import datetime
import gc
import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLockFile, QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from desktop import paths
from desktop.models.errors import Refusal
from desktop.ui import language, shelf, style
from desktop.ui.clearing import ClearingUp
from desktop.ui.frame.marks import mark_icon
from desktop.ui.frame.zoom import kept_zoom
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.ui.first_run.window import FirstRunWindow

COMMUNE = "commune"
LOG = logging.getLogger("soxa")


class Program(QObject):
    """Shows one window after the other: assistant or unlock, then the main window.

    Each is imported when it is shown: whoever unlocks a register does not wait for the assistant.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.tasks = Tasks(self)
        self._clearing = ClearingUp(self)
        self.window: QWidget | None = None
        self._unit = ""
        self._claim: QLockFile | None = None

    def begin(self) -> None:
        """Ask for the passphrase of the register there is, or help to make one."""
        if is_register(self.folder):
            self._unlock(self.folder)
        else:
            self._first_run()

    def _unlock(self, folder: Path) -> None:
        from desktop.ui.unlock.window import UnlockWindow

        window = UnlockWindow(folder, self.tasks)
        window.opened.connect(self._on_opened)
        window.other_wanted.connect(self._first_run)
        self._show(window)

    def _first_run(self) -> None:
        self._assistant()

    def _assistant(self) -> "FirstRunWindow":
        from desktop.ui.first_run.window import FirstRunWindow

        folder = self.folder
        # A register that is there is never in the way of a second one.
        number = 2
        while is_register(folder):
            folder = self.folder.with_name(f"{self.folder.name}-{number}")
            number += 1
        window = FirstRunWindow(folder, self.tasks, unit=self._unit)
        window.opened.connect(self._on_opened)
        window.folder_chosen.connect(self._unlock)
        self._show(window)
        return window

    def _on_opened(self, desk: Any) -> None:
        from desktop.ui.main_window import MainWindow
        from desktop.ui.messages import MessageStrip
        from desktop.ui.workplace import Workplace

        folder = desk.store.folder
        claim = shelf.claim(folder)
        if claim is None:
            desk.close()
            self._refuse(Refusal("open_elsewhere", path=str(folder)))
            return
        self._claim = claim
        self._remember(desk)
        strip = MessageStrip()
        window = MainWindow(Workplace(desk, self.tasks, strip), strip)
        window.other_wanted.connect(self._other_register)
        window.practice_wanted.connect(self._practise)
        self._show(window)
        # Half a million things the program consists of need not be looked through again whenever Python clears up,
        # which stopped the window for a tenth of a second each time.
        gc.freeze()

    def _refuse(self, refusal: Refusal) -> None:
        window: Any = self.window
        window.refuse(refusal)

    def _remember(self, desk: Any) -> None:
        from desktop.models import units

        folder, own = desk.store.folder, desk.settings
        ready = folder == shelf.practice_folder()
        name = units.unit(own.unit).full_name
        place = "" if desk.store.place == str(folder) else desk.store.place
        shelf.remember(shelf.Known(folder, name, own.unit, own.training, own.role, ready, place))
        if own.role == COMMUNE:
            self._unit = own.unit
        if not ready:
            QSettings().setValue("register", str(folder))

    def _other_register(self) -> None:
        """Leave the register at hand, whose window ends its worker, and ask for another one."""
        self._leave()
        self._first_run()

    def _practise(self) -> None:
        """Leave the register at hand and open the one for practice."""
        self._leave()
        self._assistant().practise()

    def _leave(self) -> None:
        if self._claim is not None:
            self._claim.unlock()
            self._claim = None
        self.tasks = Tasks(self)

    def close(self) -> None:
        """Wait for what the worker is doing; the program ends."""
        self.tasks.close()
        self._clearing.stop()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        room = window.screen().availableGeometry()
        if window.width() < room.width() and window.height() < room.height():
            window.move(room.center() - window.rect().center())
            window.show()
        else:
            window.showMaximized()
        if before is not None:
            before.close()
            before.deleteLater()


def is_register(folder: Path) -> bool:
    """Whether *folder* holds something; opening it says whether it is a register."""
    return folder.is_dir() and any(folder.iterdir())


def default_folder() -> Path:
    """The register opened last on this machine, or the place of the first one."""
    last = QSettings().value("register", "", str)
    if isinstance(last, str) and last and is_register(Path(last)):
        return Path(last)
    return paths.user_data() / "register"


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write a bug to the log and show the report dialog; the window goes on."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    text = "".join(traceback.format_exception(kind, error, trace))
    LOG.error("%s", text)
    if QApplication.instance() is not None:
        from desktop.ui.report import ReportDialog

        ReportDialog.show_report(text, log_file())


def log_file() -> Path:
    """Where the program writes what went wrong."""
    return paths.user_data() / "soxa.log"


def _keep_log() -> None:
    file = log_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.info("started %s", datetime.datetime.now().astimezone().isoformat(timespec="seconds"))


def begin(app: QApplication, folder: Path | None = None) -> Program:
    """Dress the application and show the first window; *folder* is the register to open."""
    app.setWindowIcon(mark_icon())
    style.dress(app)
    style.zoom_to(kept_zoom())
    saved = QSettings().value("language", "vi", str)
    language.use(saved if saved in language.languages() else "vi")
    _keep_log()
    sys.excepthook = _report
    program = Program(folder or default_folder(), app)
    app.aboutToQuit.connect(program.close)
    program.begin()
    return program
