"""Asking the commune about the record a receiving unit looks at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.services import exchange
from desktop.services.exchange import Question
from desktop.ui import language
from desktop.ui.messages import OK
from desktop.ui.pages import COMMUNE
from desktop.ui.record.ask_strip import AskStrip
from desktop.ui.widgets.question import QuestionStrip

if TYPE_CHECKING:
    from desktop.ui.record.page import RecordPage


class Asking(QObject):
    """The action and its strip; at a commune there is nobody to ask.

    Attributes:
        action: Opens the strip.
        strip: Where the question is written.
    """

    def __init__(self, page: "RecordPage") -> None:
        super().__init__(page)
        self._page = page
        self.action = page.action("ask", self.begin, primary=True)
        self.strip = AskStrip(page)
        self.strip.confirmed.connect(self._on_confirmed)
        here = page.workplace.desk.settings
        self.possible = here.role != COMMUNE and page.record is not None and not page.kind.derived
        self.action.setEnabled(False)

    def update(self) -> None:
        """Offer it for the records of communes."""
        entry, here = self._page.entry, self._page.workplace.desk.settings
        self.action.setEnabled(self.possible and entry is not None and entry.unit != here.unit)

    @property
    def offered(self) -> tuple[QAction, ...]:
        """The action, where there is somebody to ask."""
        return (self.action,) if self.possible else ()

    def open_strip(self, other: QuestionStrip) -> QuestionStrip | None:
        """The strip that is open, this one or the *other* of the page."""
        return next((one for one in (self.strip, other) if one.isVisible()), None)

    def begin(self) -> None:
        """Ask for the words."""
        self.strip.ask(self._page.kind.name)

    def _on_confirmed(self, text: str) -> None:
        page = self._page
        page.workplace.tasks.run(
            exchange.ask, page.workplace.desk, page.kind.name, str(page.record), text, field=self.strip.field,
            done=self._on_asked,
        )  # fmt: skip

    def _on_asked(self, _question: Question) -> None:
        place = self._page.workplace
        place.messages.tell(language.say("ask.done"), OK)
        place.changed({"question"})

    def retranslate(self) -> None:
        """Set the words."""
        self.action.setText(language.say("ask.action"))
