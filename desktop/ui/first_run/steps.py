"""The steps of the assistant; each says whether it is complete and what it adds to the `Choice`."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import language, opening, style
from desktop.ui.tasks import Tasks
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.text_button import TextButton

SHORTEST_PASSPHRASE = 8
LONG_PASSPHRASE = 14
_FOUND = Qt.ItemDataRole.UserRole
_WAIT_MS = 200


@dataclasses.dataclass
class Choice:
    """What has been chosen so far.

    Attributes:
        role: ``commune`` or ``receiving``.
        training: A register for practice.
        unit: The organisation unit.
        passphrase: Typed twice and equal.
    """

    role: str = "commune"
    training: bool = False
    unit: opening.UnitFound | None = None
    passphrase: str = ""


class Step(QWidget):
    """One page of the assistant; ``changed`` says that it may now be complete, ``submitted`` that Enter was typed."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.choice = choice
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.GAP)
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


class UnitStep(Step):
    """Which unit: found by name without marks, or by its code."""

    def __init__(self, choice: Choice, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("unit", choice, parent)
        self._tasks = tasks
        self.search = QLineEdit(self)
        self.search.setObjectName("unit")
        self.list = QListWidget(self)
        self.list.setObjectName("units")
        self.list.setProperty("kind", "popup")
        self.list.setSpacing(1)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._look)
        self.search.textEdited.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_enter)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self.submitted)

    def entered(self) -> None:
        """Begin typing."""
        self.search.setFocus()
        if self.choice.unit is None:
            self.search.clear()
            self.list.clear()
        self.retranslate()

    def complete(self) -> bool:
        """Whether a unit is chosen."""
        return self.choice.unit is not None

    def _on_typed(self, _text: str) -> None:
        self.choice.unit = None
        self.changed.emit()
        self._wait.start()

    def _look(self) -> None:
        level = "commune" if self.choice.role == "commune" else ""
        self._tasks.run(opening.find_units, self.search.text(), level, done=self._on_found, latest="units")

    def _on_found(self, found: Sequence[opening.UnitFound]) -> None:
        self.list.clear()
        for unit in found:
            item = QListWidgetItem(unit.path, self.list)
            item.setData(_FOUND, unit)
        if found:
            self.list.setCurrentRow(0)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        chosen = item.data(_FOUND) if item is not None else None
        self.choice.unit = chosen if isinstance(chosen, opening.UnitFound) else None
        self.changed.emit()

    def _on_enter(self) -> None:
        if self.complete():
            self.submitted.emit()

    def words_about(self) -> str:
        """How to find a unit of this desk."""
        return language.say(f"first.unit.about.{self.choice.role}")

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        self.search.setPlaceholderText(language.say("first.unit.hint"))
        self.search.setAccessibleName(language.say("first.unit.hint"))
        self.list.setAccessibleName(language.say("first.unit.found"))


class PassphraseStep(Step):
    """The passphrase, typed twice; nobody can give it back."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("passphrase", choice, parent)
        self._labels = [label("", "strong", self) for _ in range(2)]
        self.first, self.second = QLineEdit(self), QLineEdit(self)
        self.first.setObjectName("passphrase")
        self.second.setObjectName("passphrase_again")
        self.hint = label("", "secondary", self, wrap=True)
        self._warning = label("", "warning", self, wrap=True)
        for words, line in zip(self._labels, (self.first, self.second), strict=True):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.textEdited.connect(self._on_typed)
            words.setBuddy(line)
            self.column.addWidget(words)
            self.column.addWidget(line)
        self.first.returnPressed.connect(self._on_first_enter)
        self.second.returnPressed.connect(self._on_enter)
        self.column.addWidget(self.hint)
        self.column.addSpacing(style.GAP)
        self.column.addWidget(self._warning)
        self.column.addStretch(1)

    def entered(self) -> None:
        """Begin typing."""
        self.first.setFocus()

    def complete(self) -> bool:
        """Whether it is long enough and the same twice."""
        text = self.first.text()
        return len(text) >= SHORTEST_PASSPHRASE and text == self.second.text()

    def _on_typed(self, _text: str) -> None:
        self._show_hint()
        self.choice.passphrase = self.first.text() if self.complete() else ""
        self.changed.emit()

    def _on_first_enter(self) -> None:
        self.second.setFocus()

    def _on_enter(self) -> None:
        if self.complete():
            self.submitted.emit()

    def _show_hint(self) -> None:
        first, second = self.first.text(), self.second.text()
        if not first:
            key = "none"
        elif len(first) < SHORTEST_PASSPHRASE:
            key = "too_short"
        elif second and not first.startswith(second) and first != second:
            key = "different"
        elif first == second:
            key = "good" if len(first) >= LONG_PASSPHRASE else "enough"
        else:
            key = "again"
        style.wears(self.hint, kind="error" if key == "different" else "secondary")
        self.hint.setText(language.say(f"first.passphrase.{key}", minimum=SHORTEST_PASSPHRASE))

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        for number, (words, line) in enumerate(zip(self._labels, (self.first, self.second), strict=True)):
            words.setText(language.say(f"first.passphrase.field{number}"))
            line.setAccessibleName(words.text())
        self._warning.setText(language.say("first.passphrase.warning"))
        self._show_hint()


class CheckStep(Step):
    """Everything chosen, and the plan whose targets apply, before the register is made."""

    def __init__(self, choice: Choice, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("check", choice, parent)
        self._tasks = tasks
        self._plans: Sequence[opening.PlanFound] = ()
        self._name = label("", "section", self, wrap=True)
        self._lines = label("", "", self, wrap=True)
        self._plan_title = label("", "strong", self)
        self._plan_text = label("", "", self, wrap=True)
        card = Card(self)
        for widget in (self._name, self._lines, self._plan_title, self._plan_text):
            card.column.addWidget(widget)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def entered(self) -> None:
        """Ask which plans apply."""
        if self.choice.unit is not None:
            self._tasks.run(opening.find_plans, self.choice.unit.ref, done=self._on_plans, latest="plans")
        self.retranslate()

    def _on_plans(self, plans: Sequence[opening.PlanFound]) -> None:
        self._plans = plans
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        say, unit = language.say, self.choice.unit
        name = unit.path if unit else ""
        figures = say("first.training" if self.choice.training else "first.real")
        self._name.setText(name)
        self._lines.setText(" · ".join([say(f"first.{self.choice.role}"), figures]))
        self._plan_title.setText(say("first.check.plan"))
        self._plan_text.setText("\n".join(plan.title for plan in self._plans) or say("first.check.no_plan"))
