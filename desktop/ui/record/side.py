"""The right column of a form: what is wrong, what deserves a second look, and help for the field one is in."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from desktop.models.rules import Problem
from desktop.ui import language, style
from desktop.ui.record.sentences import help_text, place_text, problem_text
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.scroll import scrolled

WIDTH = 280
_UNLIMITED = 16_777_215  # Qt's largest size
REASONS = ("checked", "two_sessions", "source_says", "agreed")


class ProblemLine(QWidget):
    """One problem: where, and what. Its place is a button that leads there."""

    def __init__(self, kind: str, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = problem
        self.place = Button(place_text(kind, problem.field), self)
        self.place.setProperty("flat", True)
        self.place.setProperty("path", problem.field)
        self.place.setAccessibleName(f"{self.place.text()}: {problem_text(kind, problem)}")
        words = label(problem_text(kind, problem), "secondary", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.place)
        column.addWidget(words)
        words.setContentsMargins(9, 0, 0, 4)


class SidePanel(Card):
    """Shows problems; ``place_chosen`` carries the field of one, ``reason_given`` the reason to save anyway."""

    place_chosen = Signal(str)
    reason_given = Signal(str)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._problems: tuple[Problem, ...] = ()
        self._focus = ""
        self.show_beside(True)
        self.title = label("", "section", self)
        self._fine = label("", "secondary", self, wrap=True)
        self._errors_pill, self._warnings_pill = label("", "", self), label("", "", self)
        self._errors_pill.setProperty("pill", "error")
        self._warnings_pill.setProperty("pill", "warning")
        body = QWidget(self)
        self._errors, self._warnings = QVBoxLayout(), QVBoxLayout()
        self._reason_label = label("", "strong", body, wrap=True)
        self.reason = QComboBox(body)
        self.reason.setObjectName("reason")
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.editTextChanged.connect(self.reason_given)
        self._help_title = label("", "strong", body, wrap=True)
        self._help = label("", "secondary", body, wrap=True)
        self._extra = QVBoxLayout()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(6)
        left = Qt.AlignmentFlag.AlignLeft
        column.addLayout(self._extra)
        column.addWidget(self._fine)
        column.addWidget(self._errors_pill, 0, left)
        column.addLayout(self._errors)
        column.addWidget(self._warnings_pill, 0, left)
        column.addLayout(self._warnings)
        column.addWidget(self._reason_label)
        column.addWidget(self.reason)
        column.addSpacing(style.GAP)
        column.addWidget(self._help_title)
        column.addWidget(self._help)
        column.addStretch(1)
        self.column.addWidget(self.title)
        self.column.addWidget(scrolled(body, self), 1)
        self._retranslate()

    def show_beside(self, beside: bool) -> None:
        """Stand beside the form as a column, or below it as a strip."""
        self.setMaximumWidth(self._wide() if beside else _UNLIMITED)
        self.setMaximumHeight(_UNLIMITED if beside else self.fontMetrics().height() * 7)

    def sizeHint(self) -> QSize:
        """As wide as a column of the form's help; it may be narrower."""
        return QSize(self._wide(), super().sizeHint().height())

    def _wide(self) -> int:
        return max(WIDTH, self.fontMetrics().averageCharWidth() * 38)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show *problems*, errors apart from warnings."""
        self._problems = tuple(problems)
        errors = [p for p in problems if p.severity == "error"]
        warnings = [p for p in problems if p.severity == "warning"]
        self._fill(self._errors, errors)
        self._fill(self._warnings, warnings)
        self._errors_pill.setText(language.say("side.errors", count=len(errors)))
        self._errors_pill.setVisible(bool(errors))
        self._warnings_pill.setText(language.say("side.warnings", count=len(warnings)))
        self._warnings_pill.setVisible(bool(warnings))
        self._reason_label.setVisible(bool(warnings))
        self.reason.setVisible(bool(warnings))
        self._fine.setVisible(not problems)

    def show_focus(self, path: str) -> None:
        """Show help for the field at *path*."""
        self._focus = path
        words = help_text(self._kind, path) if path else ""
        self._help_title.setText(
            language.say("side.field", label=place_text(self._kind, path)) if words else ""
        )
        self._help.setText(words)

    def add_extra(self, widget: QWidget) -> None:
        """Put *widget* above the problems (a conflict to decide)."""
        self._extra.addWidget(widget)
        widget.show()

    def set_reason(self, text: str) -> None:
        """Show the reason that was given before."""
        self.reason.setEditText(text)

    def _fill(self, column: QVBoxLayout, problems: Sequence[Problem]) -> None:
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for problem in problems:
            line = ProblemLine(self._kind, problem, self)
            line.place.clicked.connect(self._on_place)
            column.addWidget(line)

    def _on_place(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.place_chosen.emit(str(sender.property("path")))

    def _retranslate(self) -> None:
        self.title.setText(language.say("side.title"))
        self._fine.setText(language.say("side.fine"))
        self._reason_label.setText(language.say("side.reason"))
        self.reason.setAccessibleName(language.say("side.reason"))
        typed = self.reason.currentText()
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.addItems(["", *(language.say(f"reason.{reason}") for reason in REASONS)])
        self.reason.setEditText(typed)
        self.reason.blockSignals(False)
        line = self.reason.lineEdit()
        if line is not None:
            line.setPlaceholderText(language.say("side.reason_hint"))
            line.setAccessibleName(language.say("side.reason"))
        self.show_problems(self._problems)
        self.show_focus(self._focus)
