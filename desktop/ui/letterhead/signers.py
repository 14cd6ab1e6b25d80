"""Who signs: a line for each, and a mark at the one who does now."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.services.letterhead import DELEGATIONS, Signer
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.unwheeled import Unwheeled

_MOST = 8


class Delegation(Unwheeled):
    """In whose place a person signs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for delegation in DELEGATIONS:
            self.addItem("", delegation)


class SignerLine(Spoken, QWidget):
    """One signer; ``edited`` with every key, ``removed`` carries the line itself."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, signer: Signer, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.now = QRadioButton(self)
        self.delegation = Delegation(self)
        self.post, self.name = QLineEdit(signer.post, self), QLineEdit(signer.name, self)
        self.remove = Button(self)
        self.problem = label("", "error", self, wrap=True)
        self.problem.hide()
        self.delegation.setCurrentIndex(max(self.delegation.findData(signer.delegation), 0))
        for line in (self.post, self.name):
            line.textEdited.connect(self._on_edited)
        self.delegation.activated.connect(self._on_edited)
        self.remove.clicked.connect(self._on_remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.STEP)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        column.addLayout(upper)
        upper.addWidget(self.now)
        upper.addWidget(self.delegation, 1)
        upper.addWidget(self.remove)
        column.addLayout(lower)
        lower.addWidget(self.post, 1)
        lower.addWidget(self.name, 1)
        column.addWidget(self.problem)
        self._retranslate()

    def value(self) -> Signer:
        """The signer as typed."""
        return Signer(str(self.delegation.currentData()), self.post.text(), self.name.text())

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong with each of *problems*, by the field's name; nothing when empty."""
        for name, field in (("post", self.post), ("name", self.name)):
            style.wears(field, problem="error" if name in problems else "")
        self.problem.setText(" ".join(problems.values()))
        self.problem.setVisible(bool(problems))

    def _on_edited(self, _value: object = None) -> None:
        self.edited.emit()

    def _on_remove(self) -> None:
        self.removed.emit(self)

    def _retranslate(self) -> None:
        say, number = language.say, self._number
        self.now.setText(say("letterhead.now"))
        self.now.setAccessibleName(say("letterhead.now_name", number=number))
        self.remove.setText(say("letterhead.remove"))
        self.remove.setAccessibleName(say("letterhead.remove_name", number=number))
        for place, delegation in enumerate(DELEGATIONS):
            self.delegation.setItemText(place, say(f"letterhead.delegation.{delegation}"))
        for field, name in ((self.delegation, "delegation"), (self.post, "post"), (self.name, "name")):
            field.setAccessibleName(say(f"letterhead.{name}_name", number=number))
        self.post.setPlaceholderText(say("letterhead.post_hint"))
        self.name.setPlaceholderText(say("letterhead.name_hint"))


class SignerList(Spoken, QWidget):
    """All signers; ``edited`` with every key.

    Attributes:
        entered_from: The field before the lines.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entered_from: QWidget | None = None
        self._lines: list[SignerLine] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_now)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * style.STEP)
        self.add = Button(self)
        self.add.clicked.connect(self._on_add)
        self._about = QLabel(self)
        self._about.setProperty("kind", "secondary")
        self._about.setWordWrap(True)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._about)
        self._retranslate()

    @property
    def lines(self) -> Sequence[SignerLine]:
        """A line for each signer."""
        return self._lines

    def show_signers(self, signers: Sequence[Signer], now: int) -> None:
        """Show *signers*; number *now*, from 1, signs now."""
        while self._lines:
            self._take_out(self._lines[-1])
        for signer in signers:
            self._append(signer)
        if self._lines:
            self._lines[min(now, len(self._lines)) - 1].now.setChecked(True)

    def values(self) -> tuple[Signer, ...]:
        """The signers as typed."""
        return tuple(line.value() for line in self._lines)

    def now(self) -> int:
        """The number of the one who signs now."""
        return next((place for place, line in enumerate(self._lines, start=1) if line.now.isChecked()), 1)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each line what is wrong there; names are ``signers.<line from 0>.<field>``."""
        for place, line in enumerate(self._lines):
            start = f"signers.{place}."
            own = {
                name.removeprefix(start): said for name, said in problems.items() if name.startswith(start)
            }
            line.show_problems(own)

    def _append(self, signer: Signer) -> None:
        line = SignerLine(signer, len(self._lines) + 1, self)
        line.edited.connect(self.edited)
        line.removed.connect(self._on_removed)
        self._group.addButton(line.now)
        self._column.insertWidget(len(self._lines), line)
        self._lines.append(line)
        self._chain()
        self._keep_one()

    def _take_out(self, line: SignerLine) -> None:
        self._group.removeButton(line.now)
        self._column.removeWidget(line)
        self._lines.remove(line)
        line.hide()
        line.deleteLater()

    def _chain(self) -> None:
        """Tab goes through the lines as one reads them, whenever they were made."""
        before: QWidget | None = self.entered_from
        for line in self._lines:
            for widget in (line.now, line.delegation, line.remove, line.post, line.name):
                if before is not None:
                    self.setTabOrder(before, widget)
                before = widget
        if before is not None:
            self.setTabOrder(before, self.add)

    def _keep_one(self) -> None:
        for line in self._lines:
            line.remove.setVisible(len(self._lines) > 1)
        self.add.setEnabled(len(self._lines) < _MOST)

    def _on_add(self) -> None:
        self._append(Signer(DELEGATIONS[1], "", ""))
        self._lines[-1].post.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, line: SignerLine) -> None:
        signers = [one.value() for one in self._lines if one is not line]
        now = self._lines[self.now() - 1]
        place = 1 if now is line else [one for one in self._lines if one is not line].index(now) + 1
        self.show_signers(signers, place)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _on_now(self, _button: object) -> None:
        self.edited.emit()

    def _retranslate(self) -> None:
        self.add.setText(language.say("letterhead.add"))
        self._about.setText(language.say("letterhead.signers_about"))
