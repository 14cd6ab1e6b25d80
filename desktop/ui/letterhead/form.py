"""The fields of the letterhead, in the order in which they stand on paper."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.services.letterhead import LISTS, TEXTS, Letterhead
from desktop.ui import language, style
from desktop.ui.letterhead.signers import SignerList
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.spoken import Spoken

_CARDS = {
    "head": ("superior", "body", "symbol", "place"),
    "to": ("addressees", "recipients", "keeping"),
    "signing": ("collective", "leader", "signers"),
}
_LINES = 3


class LetterheadForm(Spoken, QWidget):
    """Shows a letterhead and gives it back as typed; ``edited`` with every key."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head: Letterhead | None = None
        self._titles = {card: label("", "section", self) for card in _CARDS}
        self._labels: dict[str, QLabel] = {}
        self._helps: dict[str, QLabel] = {}
        self._problems: dict[str, QLabel] = {}
        self.signers = SignerList(self)
        self.signers.edited.connect(self.edited)
        self.fields: dict[str, QLineEdit | QPlainTextEdit | SignerList] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 2 * style.STEP, 0)
        column.setSpacing(style.GAP)
        for card, names in _CARDS.items():
            made = Card(self)
            column.addWidget(made)
            made.column.addWidget(self._titles[card])
            for name in names:
                self._add(made, name)
        column.addStretch(1)
        self._retranslate()

    def _add(self, card: Card, name: str) -> None:
        said, help_ = label("", "strong", card), label("", "secondary", card, wrap=True)
        problem = label("", "error", card, wrap=True)
        problem.hide()
        field = self._made(card, name)
        if not isinstance(field, SignerList):
            said.setBuddy(field)
        for widget in (said, field, problem, help_):
            card.column.addWidget(widget)
        card.column.addSpacing(style.STEP)
        self.fields[name] = field
        self._labels[name], self._helps[name], self._problems[name] = said, help_, problem

    def _made(self, card: Card, name: str) -> QLineEdit | QPlainTextEdit | SignerList:
        if name == "signers":
            self.signers.entered_from = self.fields["leader"]
            return self.signers
        if name in LISTS:
            box = QPlainTextEdit(card)
            box.setTabChangesFocus(True)
            box.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 4 * style.STEP)
            box.textChanged.connect(self._on_changed)
            box.setObjectName(name)
            return box
        line = QLineEdit(card)
        line.setObjectName(name)
        line.textEdited.connect(self._on_changed)
        return line

    def show_head(self, head: Letterhead) -> None:
        """Show *head*; nothing is said to be edited."""
        self._head = head
        for name, field in self.fields.items():
            field.blockSignals(True)
            if isinstance(field, QLineEdit):
                field.setText(getattr(head, name))
                field.setCursorPosition(0)
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText("\n".join(getattr(head, name)))
            else:
                field.show_signers(head.signers, head.signer)
            field.blockSignals(False)

    def value(self) -> Letterhead | None:
        """The letterhead as typed; None before one was shown."""
        if self._head is None:
            return None
        texts: dict[str, Any] = {name: self._text(name) for name in TEXTS}
        return dataclasses.replace(
            self._head,
            **texts,
            addressees=tuple(self._text("addressees").splitlines()),
            recipients=tuple(self._text("recipients").splitlines()),
            signers=self.signers.values(),
            signer=self.signers.now(),
        )

    def _text(self, name: str) -> str:
        field = self.fields[name]
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[union-attr]

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say below each field what is wrong with it; the ones not named are right."""
        for name, field in self.fields.items():
            said = problems.get(name, "")
            self._problems[name].setText(said)
            self._problems[name].setVisible(bool(said))
            style.wears(field, problem="error" if said else "")
        self.signers.show_problems(problems)

    def _on_changed(self) -> None:
        self.edited.emit()

    def _retranslate(self) -> None:
        say = language.say
        for card, title in self._titles.items():
            title.setText(say(f"letterhead.card.{card}"))
        for name, field in self.fields.items():
            self._labels[name].setText(say(f"letterhead.{name}"))
            help_ = say(f"letterhead.{name}_help")
            self._helps[name].setText(help_)
            field.setAccessibleName(say(f"letterhead.{name}"))
            field.setAccessibleDescription(help_)
