"""What is wrong and what deserves a second look, each with its place and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from desktop.models.rules import Problem
from desktop.ui import language
from desktop.ui.record.offers import offers
from desktop.ui.record.reason_box import ReasonBox
from desktop.ui.record.sentences import place_text, problem_text
from desktop.ui.widgets.announce import announce
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import scrolled


class ProblemLine(QWidget):
    """One problem: where, which is a button that leads there; what; and offers below."""

    def __init__(self, kind: str, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = problem
        sentence = problem_text(kind, problem)
        self.place = Button(place_text(kind, problem.field), self)
        self.place.setProperty("flat", True)
        self.place.setProperty("path", problem.field)
        self.place.setAccessibleName(f"{self.place.text()}: {sentence}")
        words = label(sentence, "secondary", self, wrap=True)
        words.setContentsMargins(9, 0, 0, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.place)
        column.addWidget(words)
        self.buttons: list[QPushButton] = []
        for name in offers(problem):
            button = Button(language.say(f"offer.{name}"), self)
            button.setProperty("offer", name)
            column.addSpacing(4)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)


class ProblemCard(Card):
    """Errors apart from warnings, and the reason to save a doubtful record anyway."""

    place_chosen = Signal(str)
    """The field of a problem somebody wants to go to."""
    reason_given = Signal(str)
    offered = Signal(str, object)
    """What somebody wants done (see `desktop.ui.record.offers`) about which `Problem`."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._problems: tuple[Problem, ...] = ()
        self._lines: dict[QVBoxLayout, list[ProblemLine]] = {}
        self.title = label("", "section", self)
        self._fine = label("", "secondary", self, wrap=True)
        self._errors_pill, self._warnings_pill = label("", "", self), label("", "", self)
        self._errors_pill.setProperty("pill", "error")
        self._warnings_pill.setProperty("pill", "warning")
        body = QWidget(self)
        self._errors, self._warnings, self._extra = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._reason_label = label("", "strong", body, wrap=True)
        self.reason = ReasonBox(body)
        self.reason.setObjectName("reason")
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.editTextChanged.connect(self.reason_given)
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
        column.addStretch(1)
        self.column.addWidget(self.title)
        self.column.addWidget(scrolled(body, self), 1)
        self._retranslate()

    @property
    def quiet(self) -> bool:
        """Whether it has nothing to say."""
        return not self._problems and self._extra.count() == 0

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show *problems*, errors apart from warnings; what is new is said aloud."""
        before, self._problems = self._problems, tuple(problems)
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
        fresh = [p for p in problems if p not in before]
        announce(
            self, " ".join(f"{place_text(self._kind, p.field)}: {problem_text(self._kind, p)}" for p in fresh)
        )

    def add_extra(self, widget: QWidget) -> None:
        """Put *widget* above the problems (a conflict to decide)."""
        self._extra.addWidget(widget)
        widget.show()

    def set_reason(self, text: str) -> None:
        """Show the reason that was given before."""
        self.reason.setEditText(text)

    def _fill(self, column: QVBoxLayout, problems: Sequence[Problem]) -> None:
        lines = self._lines.setdefault(column, [])
        if [line.problem for line in lines] == list(problems):
            return
        for old in lines:
            end(column, old)
        lines.clear()
        for problem in problems:
            line = ProblemLine(self._kind, problem, self)
            line.place.clicked.connect(self._on_place)
            for button in line.buttons:
                button.clicked.connect(self._on_offer)
            column.addWidget(line)
            lines.append(line)

    def _on_place(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.place_chosen.emit(str(sender.property("path")))

    def _on_offer(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and isinstance(line := sender.parentWidget(), ProblemLine):
            self.offered.emit(str(sender.property("offer")), line.problem)

    def _retranslate(self) -> None:
        self.title.setText(language.say("side.title"))
        self._fine.setText(language.say("side.fine"))
        self._reason_label.setText(language.say("side.reason"))
        self.reason.name(language.say("side.reason"))
        problems, self._problems = self._problems, ()
        self._fill(self._errors, ())
        self._fill(self._warnings, ())
        self.show_problems(problems)
