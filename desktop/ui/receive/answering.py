"""The line that says where the receipts of what was received lie, and writes them elsewhere."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.services.exchange import Doubt, PackageReport
from desktop.ui import language, style
from desktop.ui.messages import OK, refusal_text
from desktop.ui.receive import work
from desktop.ui.receive.work import Answered
from desktop.ui.saving import remember, remembered
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.workplace import Workplace


class AnsweredLine(Spoken, QWidget):
    """Hidden until something was received that a receipt can be written for."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._reports: Sequence[PackageReport] = ()
        self._answered: Answered | None = None
        self._folder: Path | None = None
        self.said = label("", "strong", self, wrap=True)
        self.elsewhere = Button(self)
        self.elsewhere.setObjectName("elsewhere_button")
        self.elsewhere.clicked.connect(self.choose_folder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        row.addWidget(self.said, 1)
        row.addWidget(self.elsewhere)
        self.hide()
        self._retranslate()

    def show_answered(self, reports: Sequence[PackageReport], answered: Answered | None) -> None:
        """Show how what came of *reports* was *answered*; None while nothing was received."""
        self._reports, self._folder = reports, None
        self._on_written(answered)

    def choose_folder(self) -> None:
        """Ask where else the receipts should go."""
        name = QFileDialog.getExistingDirectory(self, self.elsewhere.text(), str(remembered("receipts")))
        if name:
            remember("receipts", Path(name))
            self.write_to(Path(name))

    def write_to(self, folder: Path) -> None:
        """Write the receipts to *folder*."""
        self._folder = folder
        place = self._workplace
        place.tasks.run(work.answer, place.desk, self._reports, folder, done=self._on_written)

    def ask(self, doubt: Doubt, field: str, text: str) -> None:
        """Ask about the record of *doubt*; the receipts are written again where they were."""
        place = self._workplace
        place.tasks.run(
            work.ask, place.desk, doubt, field, text, self._reports, self._folder, done=self._on_asked
        )

    def _on_asked(self, answered: Answered) -> None:
        self._on_written(answered)
        self._workplace.messages.tell(language.say("ask.done"), OK)
        self._workplace.changed({"question"})

    def _on_written(self, answered: Answered | None) -> None:
        self._answered = answered
        self.setVisible(answered is not None and bool(answered.written or answered.refusal))
        self._retranslate()

    def _retranslate(self) -> None:
        say, answered = language.say, self._answered
        self.elsewhere.setText(say("receive.elsewhere"))
        if answered is None:
            return
        if answered.refusal is not None:
            why = say("receive.not_answered", why=refusal_text(answered.refusal))
            self.said.setText(f"{style.look('not_met').sign} {why}")
        else:
            folder = ", ".join(str(one) for one in answered.folders)
            text = say("receive.answered", count=len(answered.written), folder=folder)
            self.said.setText(f"{style.look('met').sign} {text}")
