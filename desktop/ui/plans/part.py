"""A part of the form: the fields of the plan, or of one target, with what is wrong beside each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.models.fitting import day_of
from desktop.models.records import FieldType
from desktop.ui import language, style
from desktop.ui.fields.choice import CodeField, FlagField
from desktop.ui.fields.editor import Editor
from desktop.ui.fields.line import text_editor
from desktop.ui.fields.several import CodesField
from desktop.ui.fields.when import DateField
from desktop.ui.plans import words
from desktop.ui.plans.asked import Asked
from desktop.ui.plans.number import NumberField
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken

_COLUMNS = 6
_NARROW = 66  # characters


class AskedBox(Spoken, QWidget):
    """One field: label, editor, and below it what is wrong."""

    def __init__(self, asked: Asked, values: Mapping[str, Any], today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked = asked
        self._values = values
        self.editor = self._made(today)
        self._label = label("", "secondary", self)
        self._label.setBuddy(self.editor.focus_widget())
        self._problem = label("", "error", self, wrap=True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._label)
        column.addWidget(self.editor)
        column.addWidget(self._problem)
        column.addStretch(1)
        self.show_value()
        self._retranslate()

    def _made(self, today: date) -> Editor:
        field, name = self.asked.field, self.asked.name
        if self.asked.number:
            return NumberField(field, name, self)
        if field.type is FieldType.DATE:
            return DateField(field, name, today, self)
        offered = self.asked.choices(self._values) if self.asked.choices else ()
        if field.type is FieldType.CODES:
            return CodesField(field, name, offered, self)
        if field.type is FieldType.FLAG:
            return FlagField(field, name, offered, self)
        return CodeField(field, name, offered, self) if self.asked.choices else text_editor(field, name, self)

    def offer(self) -> None:
        """Offer what the values allow now."""
        if self.asked.choices and isinstance(self.editor, (CodeField, CodesField)):
            self.editor.set_choices(self.asked.choices(self._values))

    def show_value(self) -> None:
        """Show what the values say."""
        value = self._values.get(self.asked.name)
        if self.asked.field.type is FieldType.DATE:
            value = day_of(value)
        self.editor.set_value(value)

    def value(self) -> Any:
        """What is typed, as the plain value of a plan file."""
        found = self.editor.value()
        if isinstance(found, date):
            return found.isoformat()
        if self.asked.field.type is FieldType.CODES:
            return list(found) if isinstance(found, tuple) else []
        if found is None and self.asked.field.type is FieldType.TEXT and not self.asked.number:
            return None if self.asked.name == "note" else ""
        return found

    def show_problem(self, text: str) -> None:
        """Say what is wrong; nothing takes it away."""
        code = self.editor.unreadable()
        shown = language.say(f"problem.{code}") if code else text
        self._problem.setText(shown)
        self._problem.setVisible(bool(shown))
        self.editor.set_problem("error" if shown else "")
        self.editor.describe(problem=shown)

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def _retranslate(self) -> None:
        name = self.asked.said(self.asked.name)
        self._label.setText(f"{name} *" if self.asked.field.required else name)
        self.editor.set_name(
            language.say("field.required_name", label=name) if self.asked.field.required else name
        )
        self.editor.retranslate()
        self.offer()


class Part(Spoken, QWidget):
    """The fields of one part in their lines; ``edited`` carries the name of a field and its plain value.

    Args:
        lines: What is asked, side by side where there is room.
        values: The part's plain values.
        today: For days that are typed in short.
        parent: What it is in.
        rule: What the part counts; its rule in words (*said*) stands below the first line.
        said: The rule of what is counted, in words.
    """

    edited = Signal(str, object)

    def __init__(
        self, lines: Sequence[Sequence[Asked]], values: Mapping[str, Any], today: date,
        parent: QWidget | None = None, *, rule: str = "", said: Callable[[str], str] = words.rule,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._wide: bool | None = None
        self._last_row = 0
        self._counted, self._said = rule, said
        self._lines = [[AskedBox(one, values, today, self) for one in line] for line in lines]
        self.boxes = {box.asked.name: box for line in self._lines for box in line}
        self._rule = label("", "secondary", self, wrap=True)
        self._rule.setVisible(bool(rule))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, style.STEP, 0)
        self._grid.setHorizontalSpacing(style.GAP)
        self._grid.setVerticalSpacing(2 * style.STEP)
        for box in self.boxes.values():
            box.editor.edited.connect(self._on_edited)
            box.editor.going_on.connect(self._on_going_on)
            if isinstance(box.editor, CodeField):
                box.editor.line.editingFinished.connect(self._on_left)
        self._lay_out(wide=True)
        self._retranslate()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show for each field what is wrong with it."""
        for name, box in self.boxes.items():
            box.show_problem(problems.get(name, ""))

    def unreadable(self) -> list[str]:
        """The fields in which something is typed that means nothing."""
        return [name for name, box in self.boxes.items() if box.editor.unreadable()]

    def settle(self) -> None:
        """What is typed anywhere becomes what it means."""
        for box in self.boxes.values():
            box.editor.settle()

    def let_go(self) -> None:
        """Take what is typed as what it means, and say nothing more: other fields come in the place of these."""
        self.settle()
        self.blockSignals(True)

    def begin(self, name: str = "") -> None:
        """Give the keys to a field, or to the first."""
        box = self.boxes.get(name) or next(iter(self.boxes.values()))
        box.editor.focus_widget().setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A line for each field where there is no room beside another."""
        super().resizeEvent(event)
        self._lay_out(wide=self.width() >= self.fontMetrics().averageCharWidth() * _NARROW)

    def _lay_out(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        for box in self.boxes.values():
            self._grid.removeWidget(box)
        self._grid.removeWidget(self._rule)
        row = 0
        for number, line in enumerate(self._lines):
            for place, box in enumerate(line):
                span = _COLUMNS // len(line) if wide else _COLUMNS
                self._grid.addWidget(box, row, place * span if wide else 0, 1, span)
                row += 0 if wide else 1
            row += 1
            if number == 0:
                self._grid.addWidget(self._rule, row, 0, 1, _COLUMNS)
                row += 1
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(self._last_row, 0)
        self._grid.setRowStretch(row, 1)
        self._last_row = row

    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor) and not _half_typed(sender):
            self.edited.emit(sender.path, self.boxes[sender.path].value())

    def _on_left(self) -> None:
        """What was typed to find a choice is that choice now."""
        line = self.sender()
        for name, box in self.boxes.items():
            if isinstance(box.editor, CodeField) and box.editor.line is line:
                box.editor.settle()
                self.edited.emit(name, box.value())

    def _on_going_on(self) -> None:
        sender, names = self.sender(), list(self.boxes)
        if isinstance(sender, Editor) and sender.path != names[-1]:
            self.begin(names[names.index(sender.path) + 1])

    def _retranslate(self) -> None:
        self._rule.setText(self._said(self._counted) if self._counted else "")


def _half_typed(editor: Editor) -> bool:
    """Whether letters are typed to find a choice, which must not change the form under them."""
    return isinstance(editor, CodeField) and editor.line.text() != editor.finder.word(editor.code() or "")
