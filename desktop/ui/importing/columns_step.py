"""The columns of a file and where each goes, one below the other; what is missing and unknown beside them."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from desktop.models.records import Field, FieldType, Kind
from desktop.services.importing import Choices, ColumnGuess, Preview
from desktop.ui import language, style
from desktop.ui.fields.choice import CodeField
from desktop.ui.importing import words
from desktop.ui.importing.gaps import Gaps
from desktop.ui.widgets.card import label
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.status import StatusPill

_HEADS = ("letter", "heading", "samples", "goes_to", "state")
_SHARES = (0, 5, 5, 7, 0)
_NARROW, _NO_ROOM = 120, 84
"""Letters of room below which the gaps stand below, and examples are left out."""


class _Line(NamedTuple):
    """One column of the file, as widgets."""

    frames: tuple[QWidget, ...]
    heading: ElidedLabel
    samples: ElidedLabel
    field: CodeField
    state: StatusPill


class ColumnsStep(Spoken, QWidget):
    """Where each column goes. A choice counts at once: the file is looked at again with it.

    Signals:
        chosen: The column at a place is to go to a column code; empty to leave it out.
        fixed: A field takes one value in every line; empty to take it back.
        worded: A word of a code list stands for a code.
    """

    chosen = Signal(int, str)
    fixed = Signal(str, str)
    worded = Signal(str, str, str)

    def __init__(self, kind: Kind, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._preview: Preview | None = None
        self._lines: dict[int, _Line] = {}
        self._shown: dict[int, str] = {}
        self._with_samples = True
        self._choices = words.column_choices(kind)
        self._table = QFrame(self)
        self._table.setProperty("kind", "paper_table")
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._heads = [QLabel(self._table) for _ in _HEADS]
        for column, (head, share) in enumerate(zip(self._heads, _SHARES, strict=True)):
            head.setProperty("cellhead", True)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, share)
        self.gaps = Gaps(kind, today, self)
        self.gaps.fixed.connect(self.fixed)
        self.gaps.worded.connect(self.worded)
        holder = QWidget(self)
        self._beside = side_by_side(holder)
        self._beside.addWidget(self._table, 1, Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self.gaps, 0, Qt.AlignmentFlag.AlignTop)
        self.area = fill(self, holder)
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the gaps stand below the columns, and examples give way."""
        super().resizeEvent(event)
        letters = self.width() // max(self.fontMetrics().averageCharWidth(), 1)
        narrow = turn(self._beside, self, _NARROW)
        self.gaps.spread(narrow)
        self._with_samples = letters >= _NO_ROOM
        self._heads[_HEADS.index("samples")].setVisible(self._with_samples)
        for line in self._lines.values():
            line.frames[_HEADS.index("samples")].setVisible(self._with_samples)

    def show_preview(self, preview: Preview, choices: Choices) -> None:
        """Show the columns of *preview*; those that are there stay where they are and keep the keys."""
        self._preview = preview
        places = [one.place for one in preview.columns]
        if places != list(self._lines):
            self._clear()
            for row, one in enumerate(preview.columns, start=1):
                self._lines[one.place] = self._add(row, one.place)
        for one in preview.columns:
            self._show(one)
        self.gaps.show_preview(preview, choices.fixed, choices.words)

    def first(self) -> QWidget | None:
        """The field to begin in: the first column that is doubtful, or the first one."""
        for one in self._preview.columns if self._preview else ():
            if one.code and one.confidence == "unsure":
                return self._lines[one.place].field.focus_widget()
        return next((line.field.focus_widget() for line in self._lines.values()), None)

    def _clear(self) -> None:
        for line in self._lines.values():
            for frame in line.frames:
                end(self._grid, frame)
        self._lines = {}

    def _add(self, row: int, place: int) -> _Line:
        described = Field("goes_to", FieldType.CODE)
        heading, samples = ElidedLabel(self._table), ElidedLabel(self._table, "secondary")
        field = CodeField(described, f"column_{words.letter(place)}", self._choices, self._table)
        field.edited.connect(self._on_edited)
        field.line.editingFinished.connect(self._on_edited)
        field.going_on.connect(self._on_going_on)
        state = StatusPill(self._table)
        letter = label(words.letter(place), "strong", self._table)
        frames = tuple(self._framed(widget) for widget in (letter, heading, samples, field, state))
        for column, frame in enumerate(frames):
            self._grid.addWidget(frame, row, column)
        frames[_HEADS.index("samples")].setVisible(self._with_samples)
        return _Line(frames, heading, samples, field, state)

    def _framed(self, widget: QWidget) -> QWidget:
        frame = QFrame(self._table)
        frame.setProperty("cell", True)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(2 * style.STEP, style.STEP, 2 * style.STEP, style.STEP)
        inside.addWidget(widget)
        return frame

    def _show(self, one: ColumnGuess) -> None:
        line = self._lines[one.place]
        unnamed = language.say("importing.unnamed", letter=words.letter(one.place))
        line.heading.set_text(words.heading(one) or unnamed)
        line.samples.set_text("  |  ".join(one.samples))
        if not line.field.focus_widget().hasFocus() or not self._shown.get(one.place):
            line.field.set_value(one.code or None)
        self._shown[one.place] = one.code
        line.field.line.setPlaceholderText(language.say("importing.leave_out"))
        line.field.set_name(language.say("importing.goes_to_of", heading=one.heading or unnamed))
        look, word = words.state_of(one)
        line.state.show_status(look, word)

    def _on_edited(self) -> None:
        preview = self._preview
        for one in preview.columns if preview is not None else ():
            field = self._lines[one.place].field
            code = field.code() or ""
            if not field.popup.isVisible() and not field.unreadable() and code != self._shown[one.place]:
                self._shown[one.place] = code
                self.chosen.emit(one.place, code)

    def _on_going_on(self) -> None:
        self.focusNextChild()

    def _retranslate(self) -> None:
        for head, name in zip(self._heads, _HEADS, strict=True):
            head.setText(language.say(f"importing.column.{name}"))
        self._choices = words.column_choices(self._kind)
        for line in self._lines.values():
            line.field.set_choices(self._choices)
        if self._preview is not None:
            for one in self._preview.columns:
                self._show(one)
        self.area.setAccessibleName(language.say("importing.step.columns"))
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
