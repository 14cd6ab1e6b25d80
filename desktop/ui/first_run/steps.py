"""What the steps of the assistant share, and the first of them; each adds to the `Choice`."""

import dataclasses

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import language, opening, style
from desktop.ui.widgets.card import label
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.text_button import TextButton


@dataclasses.dataclass
class Choice:
    """What has been chosen so far.

    Attributes:
        role: ``commune`` or ``receiving``.
        training: A register for practice.
        unit: The organisation unit.
        passphrase: Typed twice and equal.
        post: Title of the post of whoever will write; may be empty.
        plans: Ids of the plans that will apply, the first leading; None for those that fit the unit.
    """

    role: str = "commune"
    training: bool = False
    unit: opening.UnitFound | None = None
    passphrase: str = ""
    post: str = ""
    plans: tuple[str, ...] | None = None


class Step(QWidget):
    """One page of the assistant; ``changed`` says that it may now be complete, ``submitted`` that Enter was typed."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.choice = choice
        body = QWidget(self)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, style.GAP, 0)
        self.column.setSpacing(2 * style.STEP)
        fill(self, body)
        self.title = label("", "title", self, wrap=True)
        self.about = label("", "", self, wrap=True)
        self.column.addWidget(self.title)
        self.column.addWidget(self.about)
        self.column.addSpacing(style.STEP)

    def complete(self) -> bool:
        """Whether one can go on."""
        return True

    def entered(self) -> None:
        """Called when the step is shown."""

    def retranslate(self) -> None:
        """Set every word."""
        self.title.setText(language.say(f"first.{self.name}.title"))
        self.about.setText(self.words_about())

    def words_about(self) -> str:
        """The sentences below the title."""
        return language.say(f"first.{self.name}.about")


class ChoiceButton(TextButton):
    """A big button of two lines: a name and what it means."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setObjectName(key)
        self.setCheckable(True)
        self.setProperty("choice", True)
        self._name = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(2)
        for widget in (self._name, self._about):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(widget)

    def retranslate(self) -> None:
        """Set the words."""
        self._name.setText(language.say(f"first.{self.key}"))
        self._about.setText(language.say(f"first.{self.key}.about"))
        self.setAccessibleName(self._name.text())
        self.setAccessibleDescription(self._about.text())


class DeskStep(Step):
    """Which desk it is, and whether the figures are real."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("desk", choice, parent)
        self.desk_group, self.kind_group = QButtonGroup(self), QButtonGroup(self)
        self._buttons: list[ChoiceButton] = []
        for key in ("commune", "receiving"):
            self._add(key, self.desk_group)
        self._which = QLabel(self)
        self._which.setProperty("kind", "strong")
        self.column.addSpacing(style.STEP)
        self.column.addWidget(self._which)
        for key in ("real", "training"):
            self._add(key, self.kind_group)
        self.column.addStretch(1)
        self._buttons[0].setChecked(True)
        self._buttons[2].setChecked(True)
        self.desk_group.buttonClicked.connect(self._on_clicked)
        self.kind_group.buttonClicked.connect(self._on_clicked)

    def entered(self) -> None:
        """Begin with what is chosen; arrows choose another, Tab goes on."""
        next(button for button in self._buttons if button.isChecked()).setFocus()

    def _add(self, key: str, group: QButtonGroup) -> None:
        button = ChoiceButton(key, self)
        group.addButton(button)
        self._buttons.append(button)
        self.column.addWidget(button)

    def _on_clicked(self) -> None:
        before = self.choice.role
        self.choice.role = "commune" if self._buttons[0].isChecked() else "receiving"
        self.choice.training = self._buttons[3].isChecked()
        if before != self.choice.role:
            self.choice.unit = None
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        self._which.setText(language.say("first.desk.figures"))
        for button in self._buttons:
            button.retranslate()
