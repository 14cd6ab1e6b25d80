"""What lies ahead of a figure: the last day, what is due next, and what some more would make of it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import said
from desktop.services import outlook
from desktop.services.due import Due
from desktop.services.judgement import Indicator
from desktop.services.outlook import Outlook
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.status import StatusPill

_LARGEST = 9_999_999
_LETTERS = 9


class Ahead(Spoken, QWidget):
    """Below a figure; shows itself only where there is something to say.

    ``supposed`` carries how many more were typed (an ``int``), ``due_wanted`` what is due next (a `Due`).
    """

    supposed = Signal(object)
    due_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "clear")
        self._one: Indicator | None = None
        self._found: Outlook | None = None
        self._today: date | None = None
        self._result: Indicator | None = None
        self._last_day = label("", "", self, wrap=True)
        self._due = Button(self)
        self._due.setProperty("flat", True)
        self._due.clicked.connect(self._on_due)
        self._what_if = QWidget(self)
        self._what_if.setProperty("kind", "clear")
        self._before, self._after = label("", "strong", self._what_if), label("", "", self._what_if)
        self.more = QLineEdit(self._what_if)
        self.more.setObjectName("what_if")
        self.more.setValidator(QIntValidator(0, _LARGEST, self.more))
        self.more.textChanged.connect(self._on_typed)
        self._pill = StatusPill(self)
        self._answer = label("", "", self, wrap=True)
        row = QHBoxLayout(self._what_if)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * style.STEP)
        for one in (self._before, self.more, self._after):
            row.addWidget(one)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.STEP)
        for widget in (self._last_day, self._due, self._what_if):
            column.addWidget(widget)
        told = QHBoxLayout()
        column.addLayout(told)
        told.setSpacing(2 * style.STEP)
        told.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._answer, 1)
        self._measure()
        self._retranslate()

    @property
    def figure(self) -> Indicator | None:
        """The figure that is asked about."""
        return self._one

    def show_figure(self, one: Indicator | None) -> None:
        """Ask about *one*, None for a figure of which nothing can be supposed; what was typed is forgotten."""
        same = self._one is not None and one is not None and self._one.target_id == one.target_id
        self._one, self._result = one, None
        if not same:
            self._found = None
            self.more.clear()
        self._retranslate()
        if same and self.more.text():
            self._on_typed(self.more.text())

    def show_outlook(self, found: Outlook | None, today: date) -> None:
        """Say by when, and what is due next."""
        self._found, self._today = found, today
        self._retranslate()

    def show_result(self, result: Indicator | None) -> None:
        """Say what the figure would be."""
        self._result = result
        self._retranslate()

    def _on_typed(self, text: str) -> None:
        if not text:
            self.show_result(None)
        elif text.isdecimal():
            self.supposed.emit(int(text))

    def _on_due(self) -> None:
        if self._found is not None and self._found.due is not None:
            self.due_wanted.emit(self._found.due)

    # Words

    def _measure(self) -> None:
        self.more.setFixedWidth(_LETTERS * self.more.fontMetrics().averageCharWidth() + 4 * style.STEP)

    def _retranslate(self) -> None:
        say, one = language.say, self._one
        self._show_last_day()
        due: Due | None = self._found.due if self._found is not None else None
        self._due.setVisible(due is not None and one is not None)
        if due is not None:
            self._due.setText(say("ahead.due"))
            told = said.due(language.term, due)
            self._due.setToolTip(told)
            self._due.setAccessibleName(say("ahead.due_named", due=told))
        asked = one is not None and outlook.may_suppose(one)
        self._what_if.setVisible(asked)
        for widget in (self._pill, self._answer):
            widget.setVisible(asked and self._result is not None)
        if one is None or not asked:
            return
        self._before.setText(say("ahead.if"))
        self._after.setText(say("ahead.if_after", counted=words.measure(one.missing_in)))
        self.more.setAccessibleName(say("ahead.if_named", counted=words.measure(one.missing_in)))
        if self._result is not None:
            self._pill.show_status(self._result.status)
            self._answer.setText(self._sentence(one, self._result))

    def _show_last_day(self) -> None:
        found, today, one = self._found, self._today, self._one
        self._last_day.setVisible(found is not None and one is not None)
        if found is None or today is None or one is None:
            return
        left = (found.last_day - today).days
        day = language.day(found.last_day)
        text = language.say("ahead.last_day" if left >= 0 else "ahead.over", day=day, count=max(left, 0))
        if found.due is not None:
            text += "\n" + language.say("ahead.due_next", due=said.due(language.term, found.due))
        self._last_day.setText(text)

    def _sentence(self, one: Indicator, result: Indicator) -> str:
        said_parts = [words.counts(result)]
        if result.value is not None and not words.is_yes_no(result):
            said_parts.append(words.value(result))
        said_parts += [words.missing(result), words.pace(result)]
        text = language.say("ahead.result", figure=" · ".join(part for part in said_parts if part))
        limit, typed = outlook.most(one), self.more.text()
        if limit is not None and typed.isdecimal() and int(typed) > limit:
            most = f"{language.number(limit)} {words.measure(one.missing_in, limit)}"
            text += "\n" + language.say("ahead.most", most=most)
        return "\n".join([text, *(words.warning(code) for code in result.warnings)])
