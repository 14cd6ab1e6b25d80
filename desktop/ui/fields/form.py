"""The sheet of paper: numbered sections, a grid of labelled fields. The only place that puts a field in a row."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.models.records import Field, FieldType, Kind
from desktop.ui import language, style
from desktop.ui.fields.choice import Choices, CodeField
from desktop.ui.fields.editor import Editor
from desktop.ui.fields.make import Surroundings, code_choices, editor_for
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.several import CodesField
from desktop.ui.widgets.card import label
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.spoken import Spoken

COLUMNS = 24
_SPANS = {
    FieldType.DATE: 5,
    FieldType.YEAR: 4,
    FieldType.MONTH: 5,
    FieldType.COUNT: 6,
    FieldType.MONEY: 6,
    FieldType.FLAG: 8,
    FieldType.CODE: 8,
    FieldType.TEXT: 6,
    FieldType.LINK: 12,
    FieldType.CODES: 12,
    FieldType.LINKS: COLUMNS,
    FieldType.ROWS: COLUMNS,
}
_SHORT_TEXT, _LONG_TEXT = 60, 500
_FEW = 3


class FieldBox(Spoken, QWidget):
    """One field of the form: label, editor, and what is wrong with it in words."""

    def __init__(self, kind: str, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.field = field
        if field.type is FieldType.ROWS:
            self.editor: Editor = RowsField(field, field.name, around, kind, self)
        else:
            self.editor = editor_for(field, field.name, around, self)
        self._label = ElidedLabel(self, "secondary")
        self._label.setBuddy(self.editor.focus_widget())
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._problem = label("", "error", self, wrap=True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._label)
        column.addWidget(self.editor)
        column.addWidget(self._problem)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._retranslate()

    def show_label(self, shown: bool) -> None:
        """Leave the label out where the section's heading already says it; the name stays."""
        self._label.setVisible(shown)

    def show_problem(self, text: str, severity: str) -> None:
        """Show *text* below the field; nothing takes it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text:
            style.wears(self._problem, kind=severity)

    def _retranslate(self) -> None:
        words = language.field_label(self._kind, self.field.name)
        self._label.set_text(f"{words} *" if self.field.required else words)
        name = language.say("field.required_name", label=words) if self.field.required else words
        self.editor.set_name(name)
        self.editor.retranslate()
        if isinstance(self.editor, (CodeField, CodesField)) and self.field.type not in _LINKING:
            self.editor.set_choices(code_choices(self.field))


_LINKING = (FieldType.LINK, FieldType.LINKS)


class Form(Spoken, QWidget):
    """Every field of a record kind, in sections; ``edited`` carries the field's name."""

    edited = Signal(str)
    entered = Signal(str)
    """The field (``audiences.2.female`` inside a table) that now has the focus."""

    def __init__(self, kind: Kind, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.boxes: dict[str, FieldBox] = {}
        self._alone: set[str] = set()
        self._headings: list[tuple[str, QLabel]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 12, 22, 16)
        column.setSpacing(style.STEP)
        for section in kind.sections:
            fields = [f for f in kind.fields if f.section == section and f.name != "reason"]
            if len(fields) == 1 and (fields[0].type is FieldType.ROWS or fields[0].name == section):
                self._alone.add(fields[0].name)
            if fields:
                heading = label("", "numbered", self)
                self._headings.append((section, heading))
                column.addWidget(heading)
                column.addLayout(self._section(fields, around))
                column.addSpacing(2 * style.STEP)
        column.addStretch(1)
        self._retranslate()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _section(self, fields: list[Field], around: Surroundings) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * style.STEP)
        grid.setVerticalSpacing(2 * style.STEP)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, style.STEP)
        for row, line in enumerate(_lines(fields)):
            at = 0
            for field, span in line:
                box = FieldBox(self.kind.name, field, around, self)
                box.editor.edited.connect(self._on_edited)
                box.show_label(field.name not in self._alone)
                self.boxes[field.name] = box
                grid.addWidget(box, row, at, 1, span)
                at += span
        return grid

    def editor(self, path: str) -> Editor | None:
        """The editor a problem names: a field's, or a cell's."""
        box = self.boxes.get(path.split(".", maxsplit=1)[0])
        if box is None:
            return None
        if "." in path and isinstance(box.editor, RowsField):
            return box.editor.cell(path) or box.editor
        return box.editor

    def values(self) -> dict[str, object]:
        """Field name to value, as a draft holds it."""
        return {name: box.editor.value() for name, box in self.boxes.items() if not box.field.made}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show *values*; fields that are not in it are emptied."""
        for name, box in self.boxes.items():
            box.editor.set_value(values.get(name))

    def set_links(self, links: Mapping[str, Choices]) -> None:
        """Offer records to the fields that link to them."""
        for box in self.boxes.values():
            if box.field.type in _LINKING and isinstance(box.editor, (CodeField, CodesField)):
                box.editor.set_choices(links.get(str(box.field.target), ()))

    def unreadable(self) -> dict[str, str]:
        """Field name to the code of what is typed there and means nothing."""
        found = {name: box.editor.unreadable() for name, box in self.boxes.items()}
        return {name: code for name, code in found.items() if code}

    def first_field(self) -> QWidget:
        """The widget a new form starts in."""
        box = next(box for box in self.boxes.values() if not box.field.made)
        return box.editor.focus_widget()

    def tab_order(self) -> list[QWidget]:
        """The widgets that take keys, as they stand on the paper; rows that were added stand in their table."""
        order: list[QWidget] = []
        for box in self.boxes.values():
            if isinstance(box.editor, RowsField):
                order += [cell.focus_widget() for cell in box.editor.cells()]
            elif not box.field.made:
                order.append(box.editor.focus_widget())
        return order

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the paper; where it ends Qt goes on."""
        order, here = self.tab_order(), QApplication.focusWidget()
        place = order.index(here) + (1 if forward else -1) if here in order else -1
        if not 0 <= place < len(order):
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        order[place].setFocus(reason)
        self._bring_into_sight(order[place])
        return True

    def _bring_into_sight(self, widget: QWidget) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(widget)

    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor):
            self.edited.emit(sender.path)

    def _on_focus_changed(self, _before: QWidget | None, after: QWidget | None) -> None:
        if after is None or not self.isAncestorOf(after):
            return
        widget: QWidget | None = after
        while widget is not None and not isinstance(widget, Editor):
            widget = widget.parentWidget()
        if isinstance(widget, Editor):
            self.entered.emit(widget.path)

    def _retranslate(self) -> None:
        for number, (section, heading) in enumerate(self._headings, start=1):
            heading.setText(f"{number}. {language.section_label(self.kind.name, section)}")


def _span(field: Field) -> int:
    if field.type is FieldType.TEXT and (field.max_length or 0) <= _SHORT_TEXT:
        return 5
    if field.type is FieldType.TEXT and (field.max_length or 0) > _LONG_TEXT:
        return COLUMNS
    return _SPANS[field.type]


def _lines(fields: list[Field]) -> list[list[tuple[Field, int]]]:
    """Fields broken into lines of the grid; a line that is nearly full is filled out."""
    lines: list[list[tuple[Field, int]]] = [[]]
    # Many counts stand two on a line: what they count takes words.
    many = len(fields) > _FEW and all(field.type is FieldType.COUNT for field in fields)
    for field in fields:
        span = COLUMNS // 2 if many else _span(field)
        if sum(used for _, used in lines[-1]) + span > COLUMNS:
            lines.append([])
        lines[-1].append((field, span))
    return [_filled(line) for line in lines if line]


def _filled(line: list[tuple[Field, int]]) -> list[tuple[Field, int]]:
    room = COLUMNS - sum(span for _, span in line)
    wide = [n for n, (field, _) in enumerate(line) if field.type in _GROWING]
    if 0 < room <= _MOST_FILLED and wide:
        share, rest = divmod(room, len(wide))
        grow = {n: share + (1 if place < rest else 0) for place, n in enumerate(wide)}
        return [(field, span + grow.get(n, 0)) for n, (field, span) in enumerate(line)]
    return line


_MOST_FILLED = 11
_GROWING = (FieldType.TEXT, FieldType.CODE, FieldType.CODES, FieldType.LINK)
