"""What comes back to a commune: receipts are read, questions opened and answered."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop import said
from desktop.services.exchange import Question, ReceiptReport
from desktop.ui import language
from desktop.ui.exchange import work
from desktop.ui.exchange.questions import QuestionsCard
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.saving import remember, remembered

RECEIPT = ".soxa-receipt"


class Answers(QObject):
    """The part of the exchange page that listens.

    Attributes:
        reading: The action that asks for receipts.
        card: The questions.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.reading = page.action("read_receipts", self.choose)
        self._open = page.action("open_record", self.open_record)
        self._confirm = page.action("confirm", self.confirm)
        self.card = QuestionsCard((self._open, self._confirm), page)
        self.card.record_chosen.connect(self._on_question)
        self.card.chosen.connect(self._show_state)

    def choose(self) -> None:
        """Ask which receipts to read."""
        kinds = f"{language.say('exchange.receipt_files')} (*{RECEIPT});;(*)"
        title, start = language.say("exchange.choose_receipts"), str(remembered("receipts"))
        names, _ = QFileDialog.getOpenFileNames(self._page, title, start, kinds)
        if names:
            remember("receipts", Path(names[0]).parent)
            self.read([Path(name) for name in names])

    def read(self, paths: Sequence[Path]) -> None:
        """Read the receipts *paths*."""
        place = self._page.workplace
        place.tasks.run(work.read, place.desk, tuple(paths), done=self.tell)

    def tell(self, reports: list[ReceiptReport]) -> None:
        """Say what receipts that were read came to, the latest of them."""
        news = [one for one in reports if one.status == "read"] or reports
        if not news:
            return
        bad = any(one.status == "refused" or one.forked or one.revoked for one in news)
        place = self._page.workplace
        place.messages.tell(said.receipt(language.term, news[-1]), WARNING if bad else OK)
        if news[-1].status == "read":
            # The line at the left and the home page say what is received.
            place.changed({"receipt"})

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show what is asked."""
        self.card.show_questions(questions)
        self._show_state()

    def open_record(self) -> None:
        """Open the record that is asked about."""
        if (question := self.card.question) is not None:
            self._on_question(question)

    def _on_question(self, question: Question) -> None:
        if question.caption:
            self._page.workplace.open_record(question.kind, question.record)

    def confirm(self) -> None:
        """Answer that what is recorded is right."""
        if (question := self.card.question) is not None:
            place = self._page.workplace
            place.tasks.run(work.confirm, place.desk, question.id, done=self._on_confirmed)

    def _on_confirmed(self, _done: object) -> None:
        place = self._page.workplace
        place.messages.tell(language.say("questions.confirmed"), OK)
        place.changed({"receipt"})

    def _show_state(self) -> None:
        question = self.card.question
        here = question is not None and bool(question.caption)
        self._open.setEnabled(here)
        self._confirm.setEnabled(here and question is not None and question.state == "open")

    def retranslate(self) -> None:
        """Name the actions in the new language."""
        say = language.say
        self.reading.setText(say("exchange.read_receipts"))
        self._open.setText(say("questions.open_record"))
        self._confirm.setText(say("questions.confirm"))
        self._confirm.setToolTip(say("questions.confirm_about"))
