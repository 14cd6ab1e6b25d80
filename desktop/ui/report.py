"""The report of a bug: said plainly, with what to send along."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from desktop.ui import language
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.dialog import Dialog

_LETTERS, _LINES = 90, 22


class ReportDialog(Dialog):
    """Says that something went wrong inside the program; what was saved is safe."""

    _shown: "ReportDialog | None" = None

    def __init__(self, text: str, log: Path) -> None:
        super().__init__()
        self.name(language.say("report.title"))
        column = self.column
        column.addWidget(label(language.say("report.heading"), "section", self))
        column.addWidget(label(language.say("report.text", log=str(log)), "", self, wrap=True))
        self._details = QPlainTextEdit(text, self)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(language.say("report.details"))
        column.addWidget(self._details, 1)
        copy, close = (
            Button(language.say("report.copy"), self),
            Button(language.say("sheet.close"), self),
        )
        copy.clicked.connect(self._on_copy)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        metrics = self.fontMetrics()
        self.fit(QSize(metrics.averageCharWidth() * _LETTERS, metrics.height() * _LINES))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    @classmethod
    def show_report(cls, text: str, log: Path) -> None:
        """Show *text*; a report that already shows is not buried under a second one."""
        if cls._shown is not None and cls._shown.isVisible():
            return
        cls._shown = cls(text, log)
        cls._shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        cls._shown.show()
