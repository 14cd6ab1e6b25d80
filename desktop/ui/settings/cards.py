"""The cards of the settings."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.models import units
from desktop.services.preferences import LONGEST_POST, POST
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label

_FACTS = ("unit", "role", "training", "receiver", "plans", "cut_off", "folder")
_DAYS_WIDE = 8  # characters


class FactsCard(Card):
    """What this register is; nothing of it can be set here, and it says who sets it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._about = label("", "section", self), label("", "secondary", self, wrap=True)
        self._names = {name: label("", "secondary", self) for name in _FACTS}
        self._values = {name: label("", "", self, wrap=True) for name in _FACTS}
        self._found: Mapping[str, object] = {}
        self._place = ""
        self.column.addWidget(self._title)
        grid = QGridLayout()
        self.column.addLayout(grid)
        grid.setHorizontalSpacing(style.GAP)
        grid.setVerticalSpacing(2 * style.STEP)
        for row, name in enumerate(_FACTS):
            grid.addWidget(self._names[name], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[name], row, 1)
            self._values[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.setColumnStretch(1, 1)
        self.column.addWidget(self._about)
        self._retranslate()

    def show_facts(self, found: Mapping[str, object], place: str) -> None:
        """Show the settings *found* of the register at *place*, a folder or the address of a server."""
        self._found, self._place = found, place
        self._retranslate()

    def value(self, name: str) -> str:
        """What is shown for *name*."""
        return self._values[name].text()

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("settings.facts"))
        self._about.setText(say("settings.facts_about"))
        for name, words in self._names.items():
            words.setText(say(f"settings.{name}"))
        if self._found:
            for name, value in self._said().items():
                self._values[name].setText(value)

    def _said(self) -> dict[str, str]:
        say, found = language.say, self._found
        receiver = found["receiver"]
        applied = [str(one) for one in _listed(found["plans"])]
        return {
            "unit": units.path(str(found["unit"])),
            "role": say(f"first.{found['role']}"),
            "training": say("first.training" if found["training"] else "first.real"),
            "receiver": units.unit(str(receiver)).full_name if receiver else say("settings.not_joined"),
            "plans": ", ".join(applied) or say("settings.no_plan"),
            "cut_off": say("settings.cut_off_day", day=str(found["cut_off"])),
            "folder": self._place,
        }


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


class OfficerCard(Card):
    """The post of whoever writes, and the working days the unit gives itself or its communes.

    Args:
        days: Name of the setting of working days: for a tip-off at a commune's desk, for a report above it.
        parent: Parent widget.

    Signals:
        save_wanted: Name to text, as typed.
    """

    save_wanted = Signal(object)

    def __init__(self, days: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self.post, self.days = QLineEdit(self), QLineEdit(self)
        self._lines = {POST: self.post, days: self.days}
        self._labels = {name: label("", "strong", self) for name in self._lines}
        self._helps = {name: label("", "secondary", self, wrap=True) for name in self._lines}
        self._problems = {name: label("", "error", self, wrap=True) for name in self._lines}
        self.post.setMaxLength(LONGEST_POST)
        self.days.setFixedWidth(self.fontMetrics().averageCharWidth() * _DAYS_WIDE + 6 * style.STEP)
        self.save = Button(self)
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self._on_save)
        self.column.addWidget(self._title)
        for name, line in self._lines.items():
            line.setObjectName(name)
            line.returnPressed.connect(self._on_save)
            self._labels[name].setBuddy(line)
            wide = line is self.post
            for widget in (self._labels[name], line, self._problems[name], self._helps[name]):
                self.column.addWidget(
                    widget,
                    0,
                    Qt.AlignmentFlag(0) if wide or widget is not line else Qt.AlignmentFlag.AlignLeft,
                )
                widget.setVisible(widget is not self._problems[name])
            self.column.addSpacing(style.STEP)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self._retranslate()

    def show_values(self, found: Mapping[str, object]) -> None:
        """Show what is set; what is being typed stays."""
        for name, line in self._lines.items():
            if not line.hasFocus() or not line.isModified():
                line.setText(str(found[name] or ""))

    def show_problem(self, name: str, words: str) -> None:
        """Say below the field *name* why it was not saved; nothing when *words* is empty."""
        for own, problem in self._problems.items():
            said = words if own == name else ""
            problem.setText(said)
            problem.setVisible(bool(said))
            style.wears(self._lines[own], problem="error" if said else "")
        if words:
            self._lines[name].setFocus()

    def _on_save(self) -> None:
        for line in self._lines.values():
            line.setModified(False)
        self.save_wanted.emit({name: line.text() for name, line in self._lines.items()})

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("settings.officer"))
        self.save.setText(say("settings.save"))
        for name, line in self._lines.items():
            self._labels[name].setText(say(f"settings.{name}"))
            self._helps[name].setText(say(f"settings.{name}_help"))
            line.setAccessibleName(say(f"settings.{name}"))
            line.setAccessibleDescription(say(f"settings.{name}_help"))


class ChoiceCard(Card):
    """One of a few, as buttons in a row.

    Signals:
        chosen: The name of the one.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._title, self._about = label("", "section", self), label("", "secondary", self, wrap=True)
        self._words = dict(choices)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self.column.addWidget(self._title)
        self.column.addWidget(self._about)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(style.STEP)
        for choice in self._words:
            button = Button(self)
            button.setObjectName(f"{name}_{choice}")
            button.setProperty("value", choice)
            button.setCheckable(True)
            button.setProperty("period", True)
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._retranslate()

    def choose(self, choice: str) -> None:
        """Mark *choice*, by a tick as well as by its colour."""
        for button in self._group.buttons():
            button.setChecked(button.property("value") == choice)
        self._retranslate()

    def _on_clicked(self, button: QPushButton) -> None:
        self.choose(str(button.property("value")))
        self.chosen.emit(str(button.property("value")))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say(f"settings.{self._name}"))
        self._about.setText(say(f"settings.{self._name}_about"))
        for button in self._group.buttons():
            choice = str(button.property("value"))
            words = say(self._words[choice]) if self._words[choice] else f"{choice}\N{NO-BREAK SPACE}%"
            button.setText(f"✓ {words}" if button.isChecked() else words)
            button.setAccessibleName(f"{self._title.text()}: {words}")


class JobCard(Card):
    """What can be done, in words, and a button for each.

    Signals:
        asked: ``<card>.<job>``.
    """

    asked = Signal(str)

    def __init__(self, name: str, jobs: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._title, self._about = label("", "section", self), label("", "secondary", self, wrap=True)
        self.column.addWidget(self._title)
        self.column.addWidget(self._about)
        self._buttons = {job: Button(self) for job in jobs}
        row = QHBoxLayout()
        self.column.addLayout(row)
        for job, button in self._buttons.items():
            button.setProperty("job", f"{name}.{job}")
            button.setObjectName(f"{name}_{job}")
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        row.addStretch(1)
        self._retranslate()

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.asked.emit(str(button.property("job")))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say(f"settings.{self._name}"))
        self._about.setText(say(f"settings.{self._name}_about"))
        for job, button in self._buttons.items():
            button.setText(say(f"settings.{self._name}_{job}"))
