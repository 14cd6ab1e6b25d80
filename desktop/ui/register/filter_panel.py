"""One condition being made: what to filter by, and what it must hold. A strip in the page, nothing modal."""

import dataclasses
import itertools
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.models.conditions import INSPECTED, SAID, Condition
from desktop.models.records import Field, FieldType
from desktop.ui import language, style
from desktop.ui.fields.choice import CodeField
from desktop.ui.fields.editor import Editor
from desktop.ui.fields.line import CountField, YearField
from desktop.ui.fields.matching import Choices
from desktop.ui.fields.several import CodesField
from desktop.ui.fields.when import DateField
from desktop.ui.register.conditions import Filterable
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end

_FIELD_WIDTH, _CHOICE_WIDTH, _BOUND_WIDTH, _LEAST_WIDTH = 30, 44, 20, 14  # characters


class FilterPanel(Card):
    """``made`` carries the finished `Condition`.

    ``choices_wanted`` carries the record kind whose records are to be offered, or the list that a unit adds to.

    Enter goes on from field to field and applies at the last one; Escape closes.
    """

    made = Signal(object)
    choices_wanted = Signal(str)
    closed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._offered: dict[str, Filterable] = {}
        self._at = ""
        self._editors: list[Editor] = []
        self._boxes: list[QCheckBox] = []
        self._by = label("", "strong", self)
        self.field = CodeField(Field("filter_by", FieldType.CODE), "filter_by", (), self)
        self._by.setBuddy(self.field.focus_widget())
        self._apply, self._drop = Button(self), Button(self)
        self._drop.setProperty("flat", True)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self._by)
        row.addWidget(self.field, 2)
        self._values = QHBoxLayout()
        row.addLayout(self._values, 3)
        self._values.setSpacing(2 * style.STEP)
        row.addWidget(self._apply)
        row.addWidget(self._drop)
        row.addStretch(1)
        self._measure()
        self.field.edited.connect(self._on_field)
        self.field.going_on.connect(self._on_going_on)
        self._apply.clicked.connect(self.apply)
        self._drop.clicked.connect(self.close_panel)
        self._retranslate()

    def offer(self, filterables: Sequence[Filterable]) -> None:
        """What can be filtered by."""
        self._offered = {one.path: one for one in filterables}
        self.field.set_choices([(one.path, one.label) for one in filterables])

    def begin(self, condition: Condition | None = None) -> None:
        """Make a new condition, or change *condition*; one on a text came from elsewhere and is not changed here."""
        if condition is not None and condition.field not in self._offered:
            condition = None
        self.show()
        self._show_value_of("" if condition is None else condition.field)
        self.field.set_value(self._at or None)
        if condition is not None:
            self._fill(condition)
        first = self._editors[0] if condition is not None and self._editors else self.field
        first.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_choices(self, fetched: str, choices: Choices) -> None:
        """Offer the records of a kind, or what the unit added to a list after its ready entries."""
        editor = self._editors[0] if self._editors else None
        if isinstance(editor, CodesField) and self._offered[self._at].fetched == fetched:
            editor.set_choices((*self._offered[self._at].choices(), *choices))

    def condition(self) -> Condition | None:
        """What was made; None while it says nothing or cannot be read."""
        if not self._at or any(editor.unreadable() for editor in self._editors):
            return None
        values = [editor.value() for editor in self._editors]
        ticked = {box.objectName() for box in self._boxes if box.isChecked()}
        made = Condition(
            self._at,
            this_period="this_period" in ticked,
            given=False if "empty" in ticked else None,
        )
        if self._at in SAID:
            said = values[0]
            made = dataclasses.replace(made, given=said == "yes", this_period=self._at == INSPECTED)
            return made if said else None
        if self._offered[self._at].chosen:
            chosen = values[0]
            made = dataclasses.replace(made, any_of=chosen if isinstance(chosen, tuple) else ())
        elif made.given is None and not made.this_period:
            least, most = (_bound(value) for value in values)
            made = dataclasses.replace(made, least=least, most=most)
        return None if made == Condition(self._at) else made

    def apply(self) -> None:
        """Hand over what was made, or go where something is missing."""
        made = self.condition()
        if made is None:
            unfinished = next((one for one in self._editors if one.unreadable()), None)
            place = unfinished or (self._editors[0] if self._editors else self.field)
            place.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.made.emit(made)

    def close_panel(self) -> None:
        """Make nothing."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    # What it must hold

    def _on_going_on(self) -> None:
        steps: list[Editor] = [self.field, *self._editors]
        here = steps.index(self.sender())  # type: ignore[arg-type]
        if here + 1 < len(steps):
            steps[here + 1].focus_widget().setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.apply()

    def _on_field(self) -> None:
        path = self.field.value()
        if isinstance(path, str) and path != self._at:
            self._show_value_of(path)

    def _show_value_of(self, path: str) -> None:
        for widget in (*self._editors, *self._boxes):
            end(self._values, widget)
        self._editors, self._boxes, self._at = [], [], path
        filterable = self._offered.get(path)
        if filterable is not None:
            self._make(filterable)
        self._apply.setEnabled(filterable is not None)
        self._order_keys()

    def _make(self, by: Filterable) -> None:
        self._make_editors(by)
        if by.field is not None and not by.field.required:
            self._tick("empty")

    def _make_editors(self, by: Filterable) -> None:
        if by.field is None:
            one = CodeField(Field("filter_value", FieldType.CODE), "filter_value", by.choices(), self)
            one.set_value("yes")
            self._add(one, language.say("filter.value"), _CHOICE_WIDTH)
        elif by.chosen:
            several = CodesField(by.field, "filter_value", by.choices(), self)
            self._add(several, language.say("filter.value"), _CHOICE_WIDTH)
            if by.fetched:
                self.choices_wanted.emit(by.fetched)
        else:
            self._add(self._bound_editor(by, "filter_least"), language.say("filter.least"))
            self._add(self._bound_editor(by, "filter_most"), language.say("filter.most"))
            if by.days:
                self._tick("this_period")

    def _bound_editor(self, by: Filterable, name: str) -> Editor:
        assert by.field is not None  # noqa: S101 (bounds are of fields)
        if by.days:
            # Also a day to come: what falls due is looked for, too.
            return DateField(Field(name, FieldType.DATE, future=True), name, self._today, self)
        if by.field.type is FieldType.YEAR:
            return YearField(Field(name, FieldType.YEAR), name, self)
        return CountField(Field(name, FieldType.COUNT), name, self)

    def _add(self, editor: Editor, name: str, width: int = 0) -> None:
        editor.set_name(name)
        focus = editor.focus_widget()
        focus.setToolTip(name)
        letter = self.fontMetrics().averageCharWidth()
        if width:
            editor.setMinimumWidth(letter * _LEAST_WIDTH)
            editor.setMaximumWidth(letter * width)
        elif isinstance(editor, (DateField, CountField)):
            editor.line.setPlaceholderText(name)
            editor.setMaximumWidth(letter * _BOUND_WIDTH)
        editor.going_on.connect(self._on_going_on)
        self._editors.append(editor)
        self._values.addWidget(editor)
        editor.show()

    def _tick(self, name: str) -> None:
        box = QCheckBox(language.say(f"filter.{name}"), self)
        box.setObjectName(name)
        box.toggled.connect(self._on_ticked)
        self._boxes.append(box)
        self._values.addWidget(box)
        box.show()

    def _on_ticked(self, _on: bool) -> None:
        ticked = any(box.isChecked() for box in self._boxes)
        for editor in self._editors:
            editor.setEnabled(not ticked)

    def _fill(self, condition: Condition) -> None:
        if condition.field in SAID:
            self._editors[0].set_value("no" if condition.given is False else "yes")
            return
        if self._offered[condition.field].chosen:
            self._editors[0].set_value(condition.any_of)
        else:
            for editor, value in zip(self._editors, (condition.least, condition.most), strict=True):
                editor.set_value(date.fromisoformat(value) if isinstance(value, str) else value)
        for box in self._boxes:
            said = {"this_period": condition.this_period, "empty": condition.given is False}
            box.setChecked(said[box.objectName()])

    def _order_keys(self) -> None:
        chain: list[QWidget] = [self.field.focus_widget()]
        chain += [editor.focus_widget() for editor in self._editors]
        chain += [*self._boxes, self._apply, self._drop]
        for first, second in itertools.pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _measure(self) -> None:
        if hasattr(self, "field"):
            letter = self.fontMetrics().averageCharWidth()
            self.field.setMinimumWidth(letter * _LEAST_WIDTH)
            self.field.setMaximumWidth(letter * _FIELD_WIDTH)

    def _retranslate(self) -> None:
        self._by.setText(language.say("filter.by"))
        self.field.set_name(language.say("filter.by"))
        self._apply.setText(language.say("filter.apply"))
        self._drop.setText(language.say("filter.close"))


def _bound(value: object) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else None
