"""The sheet of paper: numbered sections of labelled fields. The only place that puts a field in a row."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.models.records import Field, FieldType, Kind
from desktop.ui import language, style
from desktop.ui.fields.box import LINKING, FieldBox
from desktop.ui.fields.choice import CodeField, LinkField
from desktop.ui.fields.editor import Editor
from desktop.ui.fields.make import Surroundings
from desktop.ui.fields.matching import Choices
from desktop.ui.fields.paper import FULL, HALF
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.section import Section
from desktop.ui.fields.several import CodesField
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken

_WIDEST = 150  # characters; a wider sheet would only pull fields apart
_ROOMY, _NARROW = 78, 44  # characters from which a sheet has room for full lines, for half lines
_EDGE = 22


class Form(Spoken, QWidget):
    """Every field of a record kind, in sections; ``edited`` carries the path of the field or cell."""

    edited = Signal(str)
    entered = Signal(str)
    """The field (``audiences.2.female`` inside a table) that now has the focus."""
    help_wanted = Signal(str)
    """The field or cell somebody wants explained."""
    ended = Signal()
    """Enter was pressed in the last field."""
    look = Signal(str, str)
    """The record of a kind that a link points to is wanted."""

    def __init__(self, kind: Kind, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._last: QWidget | None = None
        self._around = around
        self.boxes: dict[str, FieldBox] = {}
        self._headings: list[tuple[str, QLabel]] = []
        self.sections: list[Section] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 3 * style.STEP, _EDGE, 4 * style.STEP)
        column.setSpacing(style.STEP)
        for name in kind.sections:
            fields = [f for f in kind.fields if f.section == name and f.name != "reason"]
            if fields:
                self._add_section(column, name, fields, around)
        column.addStretch(1)
        self._connect()
        self._set_width()
        self._retranslate()

    def _add_section(self, column: QVBoxLayout, name: str, fields: list[Field], around: Surroundings) -> None:
        heading = label("", "numbered", self)
        section = Section(self.kind.name, fields, around, self, summed=name in self.kind.summed)
        self._headings.append((name, heading))
        self.sections.append(section)
        self.boxes.update((box.field.name, box) for box in section.boxes)
        if len(fields) == 1 and (fields[0].type is FieldType.ROWS or fields[0].name == name):
            section.boxes[0].show_label(False)
        column.addWidget(heading)
        column.addWidget(section)
        column.addSpacing(2 * style.STEP)

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.editor.edited.connect(self._on_edited)
            box.editor.going_on.connect(self._on_going_on)
            box.editor.help_wanted.connect(self._on_help)
            if isinstance(box.editor, (LinkField, RowsField)):
                box.editor.look.connect(self._on_look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

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
        for section in self.sections:
            section.show_sum()

    def set_links(self, links: Mapping[str, Choices]) -> None:
        """Offer records to the fields that link to them."""
        for box in self.boxes.values():
            if box.field.type in LINKING and isinstance(box.editor, (CodeField, CodesField)):
                box.editor.set_choices(links.get(str(box.field.target), ()))

    def settle(self) -> None:
        """What is typed anywhere becomes what it means, as when the field is left."""
        for box in self.boxes.values():
            box.editor.settle()

    def set_own_codes(self, own: Mapping[str, Choices]) -> None:
        """Offer what the unit added to code lists, after the ready entries."""
        self._around.own.update(own)
        for box in self.boxes.values():
            box.offer_codes()

    def held(self) -> dict[str, object]:
        """Field name to value, or to the text as it was typed where it cannot be read."""
        return {name: box.editor.held() for name, box in self.boxes.items() if not box.field.made}

    def unreadable(self) -> dict[str, str]:
        """Field or cell (``audiences.2.female``) to the code of what is typed there and means nothing."""
        found: dict[str, str] = {}
        for name, box in self.boxes.items():
            if isinstance(box.editor, RowsField):
                found.update((f"{name}.{cell}", code) for cell, code in box.editor.unread().items())
            elif code := box.editor.unreadable():
                found[name] = code
        return found

    def begin(self, *, empty: bool = False) -> None:
        """Give the keys to the first field, or to the first that is *empty* when there is one."""
        boxes = [box for box in self.boxes.values() if not box.field.made]
        found = [box for box in boxes if box.editor.value() in (None, ())] if empty else []
        # As Tab does: what stands there already is marked, and typing replaces it.
        (found or boxes)[0].editor.focus_widget().setFocus(Qt.FocusReason.TabFocusReason)

    def return_to_last(self) -> None:
        """Give the keys back to the field that had them last."""
        order = self.tab_order()
        if order:
            (self._last if self._last in order else order[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    # Walking

    def tab_order(self) -> list[QWidget]:
        """The widgets that take keys, as they stand on the paper; rows that were added stand in their table."""
        return [widget for box in self.boxes.values() for widget in _widgets(box)]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the paper; where it ends Qt goes on."""
        order, here = self.tab_order(), QApplication.focusWidget()
        place = order.index(here) + (1 if forward else -1) if here in order else -1
        if not 0 <= place < len(order):
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        order[place].setFocus(reason)
        self.bring_into_sight(order[place])
        return True

    def _on_going_on(self) -> None:
        names = list(self.boxes)
        sender = self.sender()
        here = sender.path if isinstance(sender, Editor) else names[-1]
        for name in names[names.index(here) + 1 :]:
            for widget in _widgets(self.boxes[name]):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                self.bring_into_sight(widget)
                return
        self.ended.emit()

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll so that *widget* shows with its label and what is said of it."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            editor = editor_around(widget)
            box = editor.parentWidget() if editor is not None and "." not in editor.path else None
            if isinstance(box, FieldBox) and not isinstance(box.editor, RowsField):
                around.ensureWidgetVisible(box)
            around.ensureWidgetVisible(widget)

    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor):
            self.edited.emit(sender.path)

    def _on_help(self) -> None:
        editor = editor_around(QApplication.focusWidget())
        if editor is not None:
            self.help_wanted.emit(editor.path)

    def _on_look(self, record: str) -> None:
        sender = self.sender()
        if isinstance(sender, Editor) and sender.field.target is not None:
            self.look.emit(sender.field.target, record)

    def _on_focus_changed(self, _before: QWidget | None, after: QWidget | None) -> None:
        if after is not None and self.isAncestorOf(after) and (editor := editor_around(after)) is not None:
            self._last = after
            self.entered.emit(editor.path)

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew where the room has changed enough."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters leave room for fewer fields on a line."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.sections:
            self._set_width()
            self._lay_out()

    def _set_width(self) -> None:
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST)

    def _lay_out(self) -> None:
        room = (self.width() - 2 * _EDGE) / self.fontMetrics().averageCharWidth()
        columns = FULL if room >= _ROOMY else HALF if room >= _NARROW else 1
        for section in self.sections:
            section.lay_out(columns)

    def _retranslate(self) -> None:
        for number, (name, heading) in enumerate(self._headings, start=1):
            heading.setText(f"{number}. {language.section_label(self.kind.name, name)}")


def editor_around(widget: QWidget | None) -> Editor | None:
    """The editor that *widget* is part of."""
    while widget is not None and not isinstance(widget, Editor):
        widget = widget.parentWidget()
    return widget


def _widgets(box: FieldBox) -> list[QWidget]:
    if box.field.made:
        return []
    if isinstance(box.editor, RowsField):
        return [cell.focus_widget() for cell in box.editor.cells()]
    return [box.editor.focus_widget()]
