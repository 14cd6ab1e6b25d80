"""The line that writes minutes of what was received: of a session, or of today."""

import functools
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import said
from desktop.models.printouts import KeptPrintout
from desktop.services import typesetting
from desktop.services.desk import Desk
from desktop.services.exchange import minutes, minutes_paper
from desktop.services.exchange.minutes import Minutes, Session
from desktop.ui import language, style
from desktop.ui.page import Page
from desktop.ui.printer import PaperDoor
from desktop.ui.saving import PDF, ask_save, proposed_name, tell_written
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.unwheeled import Unwheeled

_MOST = 100
_LETTERS = 10


def taken(desk: Desk, session: int | None, since: date | None, until: date | None) -> Minutes:
    """The minutes that are wanted; runs in the worker."""
    return minutes.take(desk, session=session, since=since, until=until)


def write(desk: Desk, session: int | None, since: date | None, until: date | None, path: Path) -> Path:
    """Write them to *path*, numbered among the prints; runs in the worker."""
    minutes_paper.print_to(desk, taken(desk, session, since, until), path)
    return path


def keep(desk: Desk, session: int | None, since: date | None, until: date | None) -> KeptPrintout:
    """Number them for the printer; runs in the worker."""
    return minutes_paper.print_to(desk, taken(desk, session, since, until))


def drawn(wanted: tuple[int | None, date | None, date | None], desk: Desk, ppi: int) -> list[bytes]:
    """Their pages as PNG; runs in the worker."""
    return typesetting.pages(minutes_paper.document(desk, taken(desk, *wanted)), ppi)


class MinutesLine(Spoken, QWidget):
    """Which session, and where to."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._sessions: list[Session] = []
        self._pdf = page.action("minutes_pdf", self.choose_pdf)
        self._print = page.action("minutes_print", self.choose_printer)
        self.door = PaperDoor(page, self._pdf)
        self._title = label("", "secondary", self)
        self.which = Unwheeled(self)
        self.which.setSizeAdjustPolicy(Unwheeled.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(_LETTERS)
        self.pdf, self.printer = Button(self), Button(self)
        self.pdf.clicked.connect(self._pdf.trigger)
        self.printer.clicked.connect(self._print.trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        row.addWidget(self._title)
        row.addWidget(self.which, 1)
        row.addWidget(self.pdf)
        row.addWidget(self.printer)
        self._retranslate()

    def refresh(self) -> None:
        """Load the sessions."""
        place = self._page.workplace
        place.tasks.run(minutes.sessions, place.desk, done=self._on_loaded, latest="sessions")

    @property
    def wanted(self) -> tuple[int | None, date | None, date | None]:
        """The session, or first and last day, of the minutes that are wanted."""
        session = self.which.currentData()
        period, today = self._page.workplace.period, self._page.workplace.desk.today()
        if session is None:
            return None, today, today
        return (None, period.start, period.end) if session == 0 else (int(session), None, None)

    def _on_loaded(self, found: list[Session]) -> None:
        self._sessions = found
        self._retranslate()

    def choose_pdf(self) -> None:
        """Ask where to, and write them."""
        name = proposed_name("bien ban tiep nhan", str(self._page.workplace.desk.today()), suffix=".pdf")
        if (path := ask_save(self._page, self._pdf.text(), name, PDF)) is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write them to *path*."""
        place = self._page.workplace
        place.tasks.run(
            write, place.desk, *self.wanted, path, done=self._on_written,
            label=language.say("saving.writing", file=path.name),
        )  # fmt: skip

    def _on_written(self, path: Path) -> None:
        tell_written(self._page.workplace.messages, path)

    def choose_printer(self) -> None:
        """Print them, numbered among the prints."""
        place = self._page.workplace
        place.tasks.run(keep, place.desk, *self.wanted, done=self._on_kept)

    def _on_kept(self, kept: KeptPrintout) -> None:
        self.door.choose(functools.partial(drawn, self.wanted), kept.pages)

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("minutes.title"))
        self._pdf.setText(say("minutes.pdf"))
        self._print.setText(say("minutes.print"))
        self.pdf.setText(say("minutes.pdf"))
        self.printer.setText(say("minutes.print"))
        self.which.setAccessibleName(say("minutes.which"))
        chosen = self.which.currentIndex()
        self.which.clear()
        for one in self._sessions[:_MOST]:
            self.which.addItem(
                say("minutes.session", number=one.number, day=said.iso_day(one.at), time=one.at[11:16],
                    received=one.received, refused=one.refused),
                one.number,
            )  # fmt: skip
        self.which.addItem(say("minutes.today"), None)
        self.which.addItem(say("minutes.period"), 0)
        self.which.setCurrentIndex(max(min(chosen, self.which.count() - 1), 0))
        for button in (self.pdf, self.printer):
            button.setEnabled(bool(self._sessions))
