"""A short table inside a form, as the paper has it: type in the last row and there is one more."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.models.records import Field, FieldType
from desktop.ui import language, style
from desktop.ui.fields.choice import CodeField, LinkField
from desktop.ui.fields.editor import Editor, Value
from desktop.ui.fields.make import Surroundings, code_choices, editor_for
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.wrapped import WrappedLabel

_STRETCH = {
    FieldType.CODE: 10,
    FieldType.TEXT: 7,
    FieldType.DATE: 6,
    FieldType.COUNT: 4,
    FieldType.MONEY: 5,
}
_FIRST_ROWS = 2
_REMOVE = "×"


class Row:
    """One line of the table: its cells and the button that removes it."""

    def __init__(self, cells: dict[str, Editor], frames: list[QFrame], remove: QPushButton) -> None:
        self.cells = cells
        self.frames = frames
        self.remove = remove

    def values(self) -> dict[str, Value]:
        """Cell name to value."""
        return {name: cell.value() for name, cell in self.cells.items()}

    @property
    def empty(self) -> bool:
        """Whether nothing is typed in it."""
        return all(cell.value() is None and not cell.unreadable() for cell in self.cells.values())


class RowsField(Editor):
    """Edits a ROWS field. Tab walks the cells; Ctrl+Delete removes the row; sums grow as one types.

    Enter goes from cell to cell and row to row, and out of the table from a row nothing is typed in.
    """

    look = Signal(str)
    """The record that a cell points to is wanted."""

    def __init__(
        self, field: Field, path: str, around: Surroundings, kind: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, parent)
        self._around = around
        self._kind = kind
        self._rows: list[Row] = []
        self._problems: dict[str, tuple[str, str]] = {}
        self._name = ""
        self.table = QFrame(self)
        self.table.setProperty("kind", "paper_table")
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._row.addWidget(self.table)
        self._cells = field.rows
        self._counts = [cell for cell in self._cells if cell.type in (FieldType.COUNT, FieldType.MONEY)]
        self._sums = {cell.name: QLabel(self.table) for cell in self._counts}
        self._heads: list[QLabel] = []
        self._sum_heads: list[QLabel] = []
        self._lay_out_heads()
        for _ in range(_FIRST_ROWS):
            self._add_row()
        self._place_sums()

    def _lay_out_heads(self) -> None:
        for column, cell in enumerate(self._cells):
            head = WrappedLabel(language.field_label(self._kind, f"{self.path}.{cell.name}"), self.table)
            head.setProperty("cellhead", True)
            head.setAlignment(_alignment(cell))
            self._heads.append(head)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, _STRETCH.get(cell.type, 6))
        corner = QLabel(self.table)
        corner.setProperty("cellhead", True)
        self._grid.addWidget(corner, 0, len(self._cells))

    def _add_row(self) -> Row:
        number = len(self._rows)
        cells: dict[str, Editor] = {}
        frames: list[QFrame] = []
        line = number + 1
        for column, cell in enumerate(self._cells):
            frame = self._frame(number)
            editor = editor_for(cell, f"{self.path}.{number}.{cell.name}", self._around, frame)
            _fill(frame, editor)
            self._name_cell(editor, cell, number)
            editor.edited.connect(self._on_edited)
            editor.going_on.connect(self._on_going_on)
            editor.help_wanted.connect(self.help_wanted)
            if isinstance(editor, LinkField):
                editor.look.connect(self.look)
            editor.focus_widget().installEventFilter(self)
            if number >= _FIRST_ROWS:
                # Qt would walk it after everything else in the window; the form knows its place.
                editor.focus_widget().setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            cells[cell.name] = editor
            frames.append(frame)
            self._grid.addWidget(frame, line, column)
        frame = self._frame(number)
        remove = Button(_REMOVE, frame)
        remove.setProperty("flat", True)
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        remove.setToolTip(language.say("rows.remove"))
        remove.setAccessibleName(language.say("rows.remove"))
        remove.setFixedWidth(remove.fontMetrics().height() * 2)
        remove.clicked.connect(self._on_remove)
        _fill(frame, remove)
        frames.append(frame)
        self._grid.addWidget(frame, line, len(self._cells))
        row = Row(cells, frames, remove)
        remove.hide()
        self._rows.append(row)
        return row

    def _name_cell(self, editor: Editor, cell: Field, number: int) -> None:
        label = language.field_label(self._kind, f"{self.path}.{cell.name}")
        editor.set_name(language.say("rows.cell", label=label, row=number + 1))
        self._offer(editor, cell)

    def _offer(self, editor: Editor, cell: Field) -> None:
        if isinstance(editor, CodeField) and cell.code_list is not None:
            editor.set_choices(code_choices(cell, self._around.own))

    def offer_codes(self) -> None:
        """Offer the codes of each column's list as they are now."""
        for row in self._rows:
            for cell in self._cells:
                self._offer(row.cells[cell.name], cell)

    def _frame(self, number: int) -> QFrame:
        frame = QFrame(self.table)
        frame.setProperty("cell", True)
        frame.setProperty("stripe", bool(number % 2))
        return frame

    def _place_sums(self) -> None:
        if not self._counts:
            return
        line = len(self._rows) + 1
        for label in (*self._sum_heads, *self._sums.values()):
            self._grid.removeWidget(label)
        if not self._sum_heads:
            self._sum_heads = [self._sum_head(cell) for cell in (*self._cells, None)]
        for column, cell in enumerate((*self._cells, None)):
            figure = self._sums.get(cell.name) if cell is not None else None
            self._grid.addWidget(figure or self._sum_heads[column], line, column)
        self._show_sums()

    def _sum_head(self, cell: Field | None) -> QLabel:
        first = cell is not None and cell is self._cells[0]
        head = QLabel(language.say("rows.total") if first else "", self.table)
        head.setProperty("cellsum", True)
        if cell is not None and (label := self._sums.get(cell.name)) is not None:
            label.setProperty("cellsum", True)
            label.setAlignment(_alignment(cell))
            head.hide()
        return head

    def _show_sums(self) -> None:
        for name, label in self._sums.items():
            found = [value for row in self._rows if isinstance(value := row.cells[name].value(), int)]
            label.setText(language.number(sum(found)) if found else "–")

    def focus_widget(self) -> QWidget:
        """The first cell."""
        return next(iter(self._rows[0].cells.values())).focus_widget()

    def set_name(self, label: str) -> None:
        """Name the table; every cell has its own name."""
        self._name = label
        self.table.setAccessibleName(label)

    def value(self) -> Value:
        """The rows that hold something, in order."""
        return tuple(row.values() for row in self._rows if not row.empty)

    def set_value(self, value: Value) -> None:
        """Show *value*, and one empty row below it."""
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, (tuple, list)) else []
        wanted = max(_FIRST_ROWS, len(rows) + 1)
        # Rows that are there are filled again, so that the first ones keep their place in the order of Tab.
        while len(self._rows) < wanted:
            self._add_row()
        self._drop_rows(wanted)
        for number, row in enumerate(self._rows):
            values = rows[number] if number < len(rows) else {}
            for name, cell in row.cells.items():
                cell.set_value(values.get(name))
        self._offer_removal()
        self._place_sums()

    def settle(self) -> None:
        """What is typed in the cells becomes what it means."""
        for cell in self.cells():
            cell.settle()

    def held(self) -> Value:
        """The rows with what is typed in their cells, read or not."""
        return tuple(
            {name: cell.held() for name, cell in row.cells.items()} for row in self._rows if not row.empty
        )

    def unread(self) -> dict[str, str]:
        """``2.female``, the row and the cell, to the code of what is typed there and means nothing."""
        filled = [row for row in self._rows if not row.empty]
        return {
            f"{number}.{name}": code
            for number, row in enumerate(filled)
            for name, cell in row.cells.items()
            if (code := cell.unreadable())
        }

    def unreadable(self) -> str:
        """The first thing in any cell that means nothing."""
        return next((code for cell in self.cells() if (code := cell.unreadable())), "")

    def cells(self) -> Iterator[Editor]:
        """Every cell, row by row."""
        for row in self._rows:
            yield from row.cells.values()

    def cell(self, path: str) -> Editor | None:
        """The cell a problem names (``audiences.2.female``), counting filled rows only as the rules do."""
        parts = path.split(".")
        if len(parts) != 3:
            return None
        filled = [row for row in self._rows if not row.empty]
        number = int(parts[1])
        return filled[number].cells.get(parts[2]) if number < len(filled) else None

    def set_problem(self, severity: str) -> None:
        """Clear or set the tint of the whole table; single cells are tinted one by one."""
        for cell in self.cells():
            cell.set_problem("")
        style.wears(self.table, problem=severity)

    def _drop_rows(self, first: int) -> None:
        for row in self._rows[first:]:
            for frame in row.frames:
                end(self._grid, frame)
        del self._rows[first:]

    def _on_edited(self) -> None:
        if not self._rows[-1].empty:
            self._add_row()
            self._place_sums()
        self._offer_removal()
        self._show_sums()
        self.edited.emit()

    def _on_going_on(self) -> None:
        cells = list(self.cells())
        here = self.sender()
        place = next((n for n, cell in enumerate(cells) if cell is here), len(cells))
        empty = any(row.empty and here in row.cells.values() for row in self._rows)
        if empty or place + 1 >= len(cells):
            self.go_on()
        else:
            cells[place + 1].focus_widget().setFocus(Qt.FocusReason.TabFocusReason)

    def _offer_removal(self) -> None:
        for row in self._rows:
            row.remove.setVisible(self.isEnabled() and not row.empty)

    def _on_remove(self) -> None:
        button = self.sender()
        for number, row in enumerate(self._rows):
            if row.remove is button:
                self._remove(number)
                return

    def _remove(self, number: int) -> None:
        kept = [row.values() for place, row in enumerate(self._rows) if place != number and not row.empty]
        self.set_value(tuple(kept))
        self._rows[min(number, len(self._rows) - 1)].cells[self._cells[0].name].focus_widget().setFocus()
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Delete removes the row one is in."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Delete and control:
                for number, row in enumerate(self._rows):
                    if any(cell.focus_widget() is watched for cell in row.cells.values()):
                        self._remove(number)
                        return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language; offer to remove rows only where they can be changed."""
        if event.type() == QEvent.Type.LanguageChange and self._rows:
            self._retranslate()
        elif event.type() == QEvent.Type.EnabledChange:
            self._offer_removal()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for head, cell in zip(self._heads, self._cells, strict=True):
            head.setText(language.field_label(self._kind, f"{self.path}.{cell.name}"))
        for place, head in enumerate(self._sum_heads):
            head.setText(language.say("rows.total") if place == 0 else "")
        for number, row in enumerate(self._rows):
            for cell in self._cells:
                self._name_cell(row.cells[cell.name], cell, number)
        self._show_sums()


def _fill(frame: QFrame, widget: QWidget) -> None:
    inside = QHBoxLayout(frame)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(widget)


def _alignment(cell: Field) -> Qt.AlignmentFlag:
    number = cell.type in (FieldType.COUNT, FieldType.MONEY)
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
