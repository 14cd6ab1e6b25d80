"""The right column of a form: what is wrong, help for the field one is in, and what one wants to see beside it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from desktop.models.entry import Entry
from desktop.models.rules import Problem
from desktop.services.history import Step
from desktop.ui import style
from desktop.ui.record.help_card import HelpCard
from desktop.ui.record.history import HistoryCard
from desktop.ui.record.peek import PeekCard
from desktop.ui.record.problem_card import ProblemCard

WIDTH = 280
_CHARACTERS = 38
_LINES_OF_HELP, _LINES, _MORE_LINES = 5, 7, 14
_ENOUGH_LINES, _TIGHT_LINES = 17, 6
_HELP_SHARE = 3  # of its height, the problems' being 5


class SidePanel(QWidget):
    """Problems above, help below; the history or another record in their place when somebody asks for it."""

    place_chosen = Signal(str)
    reason_given = Signal(str)
    offered = Signal(str, object)
    put_back = Signal(str, object)
    open_wanted = Signal(str, str)
    closed = Signal()
    """What somebody looked at is closed."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside = True
        self._tight = False
        self._wanted = True
        self.problems, self.help = ProblemCard(kind, self), HelpCard(kind, self)
        self.history, self.peek = HistoryCard(kind, self), PeekCard(self)
        checks = QWidget(self)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, checks)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(style.GAP)
        self._both.addWidget(self.problems, 5)
        self._both.addWidget(self.help, _HELP_SHARE)
        self.stack = QStackedWidget(self)
        for widget in (checks, self.history, self.peek):
            self.stack.addWidget(widget)
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stack)
        self.problems.place_chosen.connect(self.place_chosen)
        self.problems.reason_given.connect(self.reason_given)
        self.problems.offered.connect(self.offered)
        self.history.put_back.connect(self.put_back)
        self.history.closed.connect(self.show_checks)
        self.peek.open_wanted.connect(self.open_wanted)
        self.peek.closed.connect(self.show_checks)
        self.show_beside(True)

    @property
    def beside(self) -> bool:
        """Whether it stands beside the form."""
        return self._beside

    @property
    def looking(self) -> bool:
        """Whether the history or another record shows."""
        return self.stack.currentIndex() != 0

    def show_beside(self, beside: bool, lines: int = 100) -> None:
        """Stand beside the form as a column, or below it as a strip; both together have room for *lines* of text."""
        self._beside = beside
        self._tight = lines < _ENOUGH_LINES
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if beside else right)
        self._fit()

    def _fit(self) -> None:
        """As a strip, take no more room from the form than there is to say."""
        quiet = self.problems.quiet and not self.looking
        self.problems.setVisible(self._beside or not quiet)
        # Where even the strip would leave no room for the form, F1 shows the help.
        self.help.make_room(hidden=self._tight and not self._beside)
        self.setVisible(self._wanted and (self._beside or not (quiet and self._tight)))
        lines = _MORE_LINES if self.looking else _LINES_OF_HELP if quiet else _LINES
        lines = min(lines, _TIGHT_LINES) if self._tight else lines
        self.setMaximumWidth(self._wide() if self._beside else style.UNLIMITED)
        self.setMaximumHeight(style.UNLIMITED if self._beside else self.fontMetrics().height() * lines)

    def add_extra(self, widget: QWidget) -> None:
        """Put *widget* above the problems (a conflict to decide)."""
        self.problems.add_extra(widget)
        self.want(True)

    def want(self, wanted: bool) -> None:
        """Show or hide it altogether: a form that can only be looked at has nothing to say."""
        self._wanted = wanted
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as a column of the form's help; it may be narrower."""
        return QSize(self._wide(), super().sizeHint().height())

    def _wide(self) -> int:
        return max(WIDTH, self.fontMetrics().averageCharWidth() * _CHARACTERS)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show *problems*."""
        self.problems.show_problems(problems)
        self._fit()

    def show_focus(self, path: str) -> None:
        """Show help for the field at *path*."""
        self.help.show_path(path)

    def show_history(self, steps: Sequence[Step], captions: Mapping[str, str], *, editable: bool) -> None:
        """Show what became of the record."""
        self._show(self.history)
        self.history.show_steps(steps, captions, editable=editable)

    def show_entry(self, entry: Entry, captions: Mapping[str, str]) -> None:
        """Show another record."""
        self._show(self.peek)
        self.peek.show_entry(entry, captions)

    def show_checks(self) -> None:
        """Show the problems and the help again."""
        was = self.looking
        self.stack.setCurrentIndex(0)
        self._fit()
        if was:
            self.closed.emit()

    def _show(self, card: QWidget) -> None:
        self.stack.setCurrentWidget(card)
        self.want(True)
