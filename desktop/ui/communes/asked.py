"""What this receiving unit has asked communes about their records, and what was answered."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.services.exchange import Question, WrittenReceipt
from desktop.ui import language
from desktop.ui.exchange.questions import ASKED, QuestionsCard
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.saving import remember, remembered


def hand_out(desk: Desk, folder: Path) -> list[WrittenReceipt]:
    """Write the receipts of all communes that have a question open to *folder*."""
    units = dict.fromkeys(one.unit for one in exchange.questions(desk) if one.state == "open")
    return [receipt for unit in units for receipt in exchange.write_receipts(desk, folder, unit=unit)]


class Asked(QObject):
    """The card of questions on the page of communes, and what can be done with one.

    Attributes:
        card: The questions; hidden while nothing is asked.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._open = page.action("open_record", self.open_record)
        self._withdraw = page.action("withdraw", self.withdraw)
        self._write = page.action("write_receipts", self.choose_folder)
        self.card = QuestionsCard((self._write, self._open, self._withdraw), page, words=ASKED)
        self.card.record_chosen.connect(self._on_question)
        self.card.chosen.connect(self._show_state)

    def refresh(self) -> None:
        """Load the questions."""
        place = self._page.workplace
        place.tasks.run(exchange.questions, place.desk, done=self._on_loaded, latest="questions")

    def _on_loaded(self, questions: list[Question]) -> None:
        self.card.show_questions(questions)
        self._show_state()

    def choose_folder(self) -> None:
        """Ask where the receipts that hold the questions should go."""
        name = QFileDialog.getExistingDirectory(self._page, self._write.text(), str(remembered("receipts")))
        if name:
            remember("receipts", Path(name))
            place = self._page.workplace
            place.tasks.run(hand_out, place.desk, Path(name), done=self._on_written)

    def _on_written(self, written: list[WrittenReceipt]) -> None:
        folder = str(written[0].path.parent) if written else ""
        text = language.say("receive.answered", count=len(written), folder=folder)
        self._page.workplace.messages.tell(text, OK)

    def open_record(self) -> None:
        """Open the record asked about."""
        if (question := self.card.question) is not None:
            self._on_question(question)

    def _on_question(self, question: Question) -> None:
        self._page.workplace.open_record(question.kind, question.record)

    def withdraw(self) -> None:
        """Take the marked question back, answered or not: it goes from the list and from later receipts."""
        if (question := self.card.question) is not None:
            place = self._page.workplace
            place.tasks.run(exchange.withdraw, place.desk, question.id, done=self._on_withdrawn)

    def _on_withdrawn(self, _done: object) -> None:
        self._page.workplace.messages.tell(language.say("asked.withdrawn"), OK)
        self.refresh()

    def _show_state(self) -> None:
        for action in (self._open, self._withdraw, self._write):
            action.setEnabled(self.card.question is not None)

    def retranslate(self) -> None:
        """Name the actions in the new language."""
        self._open.setText(language.say("questions.open_record"))
        self._write.setText(language.say("asked.write_receipts"))
        self._withdraw.setText(language.say("asked.withdraw"))
