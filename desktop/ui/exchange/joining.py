"""The card for a register that has not joined: what joining is, and what an invitation says before it is used."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.models.units import unit
from desktop.ui import language, style
from desktop.ui.exchange.code_entry import CodeEntry
from desktop.ui.exchange.work import InvitationSeen, SealedSeen
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.card import Card, label

_ROWS = ("receiver", "unit", "issued_on", "training")
_STEPS = 3


class JoiningCard(Card):
    """Explains joining; shows an invitation and lets the person decide."""

    def __init__(
        self, choose: QAction, decisions: Sequence[QAction], unseal: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._seen: InvitationSeen | None = None
        self._refused: Refusal | None = None
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._make_explanation(choose))
        self._stack.addWidget(self._make_invitation(decisions))
        self.entry = CodeEntry(unseal, decisions[-1], self)
        self._stack.addWidget(self.entry)
        self.column.addWidget(self._stack)
        self._retranslate()

    def _make_explanation(self, choose: QAction) -> QWidget:
        holder = QWidget(self)
        self._title = label("", "title", holder)
        self._about = label("", "", holder, wrap=True)
        self._steps = [label("", "", holder, wrap=True) for _ in range(_STEPS)]
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(style.STEP)
        for step in self._steps:
            column.addWidget(step)
        column.addSpacing(style.GAP)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(ActionButton(choose, holder))
        row.addStretch(1)
        column.addStretch(1)
        return holder

    def _make_invitation(self, decisions: Sequence[QAction]) -> QWidget:
        holder = QWidget(self)
        self._question = label("", "title", holder)
        self._names = [label("", "secondary", holder) for _ in _ROWS]
        self._values: list[QLabel] = [label("", "strong", holder, wrap=True) for _ in _ROWS]
        self._effect = label("", "", holder, wrap=True)
        self.problem = label("", "error", holder, wrap=True)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._question)
        self._form = QFormLayout()
        column.addLayout(self._form)
        self._form.setHorizontalSpacing(6 * style.STEP)
        self._form.setVerticalSpacing(2 * style.STEP)
        for name, value in zip(self._names, self._values, strict=True):
            self._form.addRow(name, value)
        column.addWidget(self._effect)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(style.GAP)
        for action in decisions:
            row.addWidget(ActionButton(action, holder))
        row.addStretch(1)
        column.addStretch(1)
        return holder

    @property
    def seen(self) -> InvitationSeen | None:
        """The invitation that shows."""
        return self._seen

    def show_sealed(self, seen: SealedSeen) -> None:
        """Ask for the code of an invitation."""
        self._seen = None
        self._stack.setCurrentWidget(self.entry)
        self.entry.begin(seen)

    @property
    def busy(self) -> bool:
        """Whether an invitation is being looked at."""
        return self._stack.currentIndex() > 0

    def show_invitation(self, seen: InvitationSeen | None, refused: Refusal | None = None) -> None:
        """Show what an invitation says and why it cannot be used; None goes back to the explanation."""
        self._seen = seen
        self._refused = refused
        self._stack.setCurrentIndex(0 if seen is None else 1)
        self._retranslate()

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("exchange.not_joined"))
        self._about.setText(say("exchange.not_joined_about"))
        for number, step in enumerate(self._steps, start=1):
            step.setText(f"{number}.  {say(f'exchange.step{number}')}")
        self._question.setText(say("exchange.invitation"))
        self._effect.setText(say("exchange.invitation_effect"))
        for name, row in zip(self._names, _ROWS, strict=True):
            name.setText(say(f"exchange.invitation.{row}"))
        seen = self._seen
        if seen is None:
            return
        texts = (
            seen.receiver_name,
            unit(seen.unit).full_name,
            language.day(date.fromisoformat(seen.issued_on)),
            say("first.training" if seen.training else "first.real"),
        )
        for value, text in zip(self._values, texts, strict=True):
            value.setText(text)
        refused = self._refused
        self.problem.setVisible(refused is not None)
        if refused is not None:
            self.problem.setText(language.term("errors", refused.code, **refused.params))
