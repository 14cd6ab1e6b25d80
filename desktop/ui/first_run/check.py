"""The last step: everything chosen, and the plans whose targets apply."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop.ui import language, opening, style
from desktop.ui.first_run.steps import Choice, Step
from desktop.ui.tasks import Tasks
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end


class PlanChoice(QWidget):
    """The plans to choose from: those for the unit, and the others behind a button."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = ""
        self._found: Sequence[opening.PlanFound] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self._title = label("", "strong", self)
        self._none = label("", "secondary", self, wrap=True)
        self.others = Button(self)
        self.others.setProperty("flat", True)
        self.others.clicked.connect(self.show_others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.STEP)
        column.addWidget(self._title)
        column.addWidget(self._none)
        self._rows = QVBoxLayout()
        column.addLayout(self._rows)
        self._rows.setSpacing(style.STEP)
        column.addWidget(self.others)

    def offer(self, unit: str, found: Sequence[opening.PlanFound]) -> None:
        """Offer the plans *found* for *unit*; what was chosen for it before stays."""
        if unit == self._unit:
            return
        self._unit, self._found = unit, found
        for box in self.boxes.values():
            end(self._rows, box)
        self.boxes = {}
        for plan in found:
            box = QCheckBox(self)
            box.setObjectName(f"plan_{plan.id}")
            box.setText(plan.name)
            box.setToolTip(plan.title)
            box.setChecked(plan.fits)
            box.setVisible(plan.fits)
            box.toggled.connect(self._on_toggled)
            self.boxes[plan.id] = box
            self._rows.addWidget(box)
        self.others.setVisible(any(not plan.fits for plan in found))
        self.changed.emit()
        self.retranslate()

    def chosen(self) -> tuple[str, ...]:
        """The ids of the plans that are ticked, the first leading."""
        return tuple(plan for plan, box in self.boxes.items() if box.isChecked())

    def show_others(self) -> None:
        """Show the plans of other units too."""
        hidden = [box for box in self.boxes.values() if box.isHidden()]
        for box in self.boxes.values():
            box.show()
        self.others.hide()
        if hidden:
            hidden[0].setFocus()

    def _on_toggled(self, _on: bool) -> None:
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every word."""
        say = language.say
        self._title.setText(say("first.check.plan"))
        self._none.setText(say("first.check.no_plan"))
        self._none.setVisible(not any(plan.fits for plan in self._found))
        self.others.setText(say("first.check.other_plans"))


class CheckStep(Step):
    """Everything chosen, and the plan whose targets apply, before the register is made."""

    def __init__(self, choice: Choice, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("check", choice, parent)
        self._tasks = tasks
        self._name = label("", "section", self, wrap=True)
        self._lines = label("", "", self, wrap=True)
        self.plans = PlanChoice(self)
        self.plans.changed.connect(self._on_chosen)
        card = Card(self)
        for widget in (self._name, self._lines, self.plans):
            card.column.addWidget(widget)
        self.column.addWidget(card)
        self._post_label, self._post_about = (
            label("", "strong", self),
            label("", "secondary", self, wrap=True),
        )
        self.post = QLineEdit(self)
        self.post.setObjectName("post")
        self.post.textChanged.connect(self._on_post)
        self.post.returnPressed.connect(self.submitted)
        self._post_label.setBuddy(self.post)
        for line in (self._post_label, self.post, self._post_about):
            self.column.addWidget(line)
        self.column.addStretch(1)

    def _on_post(self, text: str) -> None:
        self.choice.post = text

    def entered(self) -> None:
        """Ask which plans apply; Enter in the line for the post makes the register."""
        self.post.setFocus()
        if self.choice.unit is not None:
            self._tasks.run(opening.find_plans, self.choice.unit.ref, done=self._on_plans, latest="plans")
        self.retranslate()

    def _on_plans(self, plans: Sequence[opening.PlanFound]) -> None:
        if self.choice.unit is not None:
            self.plans.offer(self.choice.unit.ref, plans)
        self.retranslate()

    def _on_chosen(self) -> None:
        self.choice.plans = self.plans.chosen()

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        say, unit = language.say, self.choice.unit
        name = unit.path if unit else ""
        figures = say("first.training" if self.choice.training else "first.real")
        self._name.setText(name)
        self._lines.setText(" · ".join([say(f"first.{self.choice.role}"), figures]))
        self._post_label.setText(say("first.post"))
        self._post_about.setText(say("first.post.about"))
        self.post.setAccessibleName(say("first.post"))
        self.post.setAccessibleDescription(say("first.post.about"))
        self.plans.retranslate()
