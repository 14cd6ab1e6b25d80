"""The strip below the table in which a figure is entered that no commune records."""

import dataclasses
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import said
from desktop.models.records import kind_named
from desktop.models.rules import Problem
from desktop.services.entering import KIND, Entered
from desktop.services.plans import Target
from desktop.services.words import Words
from desktop.ui import language, style
from desktop.ui.fields.editor import Editor
from desktop.ui.fields.line import CountField, TextField
from desktop.ui.indicators import words
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label

NUMERATOR, DENOMINATOR, SOURCE = "numerator", "denominator", "source"
_FIGURE_LETTERS = 16


@dataclasses.dataclass(frozen=True)
class Door:
    """What is entered here: a target of a plan in a period.

    Attributes:
        key: Of which target and period; what is typed and not saved is kept under it while the page lives.
        target: The target.
        number: Of the plan's document.
        whole: Whether it has a denominator.
        entered: The figure there is; None when there is none yet.
    """

    key: tuple[str, str, int, str]
    target: Target
    number: str
    whole: bool
    entered: Entered | None


class EnterPanel(Card):
    """Numerator, denominator and source of one figure. Enter goes on, Ctrl+S (of the page) saves.

    Signals:
        save_wanted: The figure is to be saved.
        take_out_wanted: The figure there is is to be taken out.
        closed: The strip is not wanted any more.
    """

    save_wanted = Signal()
    take_out_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entering")
        self.door: Door | None = None
        self._typed: dict[tuple[str, str, int, str], dict[str, object]] = {}
        self._problems: tuple[Problem, ...] = ()
        kind = kind_named(KIND)
        self.editors: dict[str, Editor] = {
            NUMERATOR: CountField(kind.field(NUMERATOR), NUMERATOR, self),
            DENOMINATOR: CountField(kind.field(DENOMINATOR), DENOMINATOR, self),
            SOURCE: TextField(kind.field(SOURCE), SOURCE, self),
        }
        self._labels = {name: label("", "secondary", self) for name in self.editors}
        self._wrong = {name: label("", "error", self, wrap=True) for name in self.editors}
        self._title = label("", "section", self)
        self._mark, self._quote = label("", "strong", self, wrap=True), label("", "", self, wrap=True)
        self.save, self.take_out = Button(self), Button(self)
        self._close = Button("×", self)
        for flat in (self.take_out, self._close):
            flat.setProperty("flat", True)
        self.save.clicked.connect(self.save_wanted)
        self.take_out.clicked.connect(self.take_out_wanted)
        self._close.clicked.connect(self.closed)
        self._lay_out()
        for editor in self.editors.values():
            editor.edited.connect(self._on_edited)
            editor.going_on.connect(self._on_going_on)
        self._retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self.column.addLayout(head)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        for text in (self._mark, self._quote):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(text)
        fields = QHBoxLayout()
        self.column.addLayout(fields)
        fields.setSpacing(style.CARD_PADDING)
        letter = self.fontMetrics().averageCharWidth()
        self._columns: dict[str, QWidget] = {}
        for name, editor in self.editors.items():
            held = self._columns[name] = QWidget(self)
            held.setProperty("kind", "clear")
            column = QVBoxLayout(held)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(3)
            for widget in (self._labels[name], editor, self._wrong[name]):
                column.addWidget(widget)
            column.addStretch(1)
            self._labels[name].setBuddy(editor.focus_widget())
            if name != SOURCE:
                held.setMinimumWidth(_FIGURE_LETTERS * letter)
            fields.addWidget(held, 3 if name == SOURCE else 1)
        buttons = QHBoxLayout()
        self.column.addLayout(buttons)
        buttons.addWidget(self.save)
        buttons.addWidget(self.take_out)
        buttons.addStretch(1)
        self.column.addStretch(1)

    # What is shown and what is typed

    def open(self, door: Door) -> None:
        """Show the figure of *door*, or what was typed of it before and not saved."""
        same = self.door is not None and self.door.key == door.key
        self.door = door
        kept = self._typed.get(door.key)
        entered = door.entered
        held = {name: getattr(entered, name) if entered is not None else None for name in self.editors}
        for name, value in (kept or held).items():
            self.editors[name].set_value(value)
        self._columns[DENOMINATOR].setVisible(door.whole)
        self.take_out.setVisible(entered is not None)
        if not same:
            self._problems = ()
        self._retranslate()
        self.show()

    def begin(self) -> None:
        """Give the keys to the first field."""
        self.editors[NUMERATOR].focus_widget().setFocus(Qt.FocusReason.TabFocusReason)

    def values(self) -> dict[str, object]:
        """Field name to what is typed."""
        assert self.door is not None  # noqa: S101 (asked of an open strip)
        names = [name for name in self.editors if name != DENOMINATOR or self.door.whole]
        return {DENOMINATOR: None, **{name: self.editors[name].value() for name in names}}

    def unreadable(self) -> bool:
        """Whether something is typed that is no number; it is said beside the field."""
        found = {name: editor.unreadable() for name, editor in self.editors.items()}
        for name, code in found.items():
            self._say_wrong(name, language.say(f"problem.{code}") if code else "")
        return any(found.values())

    def forget(self) -> None:
        """What was typed is saved, or not wanted any more."""
        if self.door is not None:
            self._typed.pop(self.door.key, None)
        self._problems = ()
        self._show_problems()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say beside each field what is wrong with it, and go to the first."""
        self._problems = problems
        self._show_problems()
        if problems:
            self.editors[problems[0].field].focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_problems(self) -> None:
        spoken = Words(language.current())
        for name in self.editors:
            found: Mapping[str, Problem] = {one.field: one for one in reversed(self._problems)}
            problem = found.get(name)
            text = (
                "" if problem is None else said.problem_sentence(spoken, problem.code, problem.params, KIND)
            )
            self._say_wrong(name, text)

    def _say_wrong(self, name: str, text: str) -> None:
        self._wrong[name].setText(text)
        self._wrong[name].setVisible(bool(text))
        self.editors[name].set_problem("error" if text else "")
        self.editors[name].describe(problem=text)

    def _on_edited(self) -> None:
        if self.door is not None:
            self._typed[self.door.key] = {name: editor.typed() for name, editor in self.editors.items()}

    def _on_going_on(self) -> None:
        asked = [name for name in self.editors if not self._columns[name].isHidden()]
        order = [self.editors[name].focus_widget() for name in asked]
        here = next((n for n, widget in enumerate(order) if widget.hasFocus()), -1)
        following = order[here + 1] if here + 1 < len(order) else self.save
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _retranslate(self) -> None:
        say = language.say
        self._close.setAccessibleName(say("entering.close"))
        self._close.setToolTip(say("entering.close"))
        self.save.setText(say("entering.save"))
        self.take_out.setText(say("entering.take_out"))
        if self.door is None:
            return
        target = self.door.target
        asked = words.target(target.operator, target.threshold, target.unit_of_measure)
        self._title.setText(f"{target.id} · {words.label(target.indicator)}: {asked}")
        self._mark.setText(say("entering.about"))
        self._quote.setText(f"“{target.quote}” ({self.door.number})")
        kind = "growth" if target.level == "G" else "share" if self.door.whole else "number"
        kind = "frequency" if target.level == "M" else kind
        for name in self.editors:
            key = f"entering.{name}" if name == SOURCE else f"entering.{kind}.{name}"
            text = (
                say(key, counted=words.measure(target.unit_of_measure)) if language.has("window", key) else ""
            )
            self._labels[name].setText(text)
            self.editors[name].set_name(text)
            self.editors[name].retranslate()
        self._show_problems()
