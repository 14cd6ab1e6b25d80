"""The outline of a form: its parts in order, and adding, moving and taking them out by keys and by buttons."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.ui import language, style
from desktop.ui.forms import places, words
from desktop.ui.forms.places import COLUMN, FORM, GROUP, PART, SUM, Path, Values, kind_of
from desktop.ui.plans.part_list import PartList
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.spoken import Spoken

_INDENT = "    "


class Outline(Spoken, QWidget):
    """Shows the parts of the form it is given, and changes them there.

    Signals:
        marked: Another part is marked.
        changed: A part was added or moved.
        taken_out: A part was taken out: the form as it was, where the part stood, what it was called.

    Attributes:
        list: The parts.
        added: Whether the last change added something.
    """

    marked = Signal()
    changed = Signal()
    taken_out = Signal(object, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Values = {}
        self.paths: list[Path] = [()]
        self._wrong: Collection[Path] = ()
        self.added = False
        self.list = PartList(self)
        self.list.currentRowChanged.connect(self._on_row)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer)
        self._menu.triggered.connect(self._on_add)
        self.add, self.out, self.up, self.down = (Button(self) for _ in range(4))
        self.add.setMenu(self._menu)
        style.wears(self.add, menu=True)
        self.up.setText("↑")
        self.down.setText("↓")
        self.out.clicked.connect(self.take_out)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        for keys, slot in (
            ("Alt+Up", self.move_up), ("Alt+Down", self.move_down), ("Del", self.take_out), ("Ins", self._open_menu),
        ):  # fmt: skip
            action = QAction(self.list)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            self.list.addAction(action)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        column.addLayout(row)
        for button in (self.add, self.out, self.up, self.down):
            row.addWidget(button)
        row.addStretch(1)
        self._retranslate()

    @property
    def path(self) -> Path:
        """Where the marked part stands."""
        return self.paths[max(self.list.currentRow(), 0)]

    def show_form(self, values: Values) -> None:
        """Show the parts of *values*."""
        self._values = values
        self.paths = places.parts(values)
        wrong = {self.paths.index(path) for path in self._wrong if path in self.paths}
        self.list.show_parts([self._named(path) for path in self.paths], wrong)
        self._enable()

    def show_wrongs(self, wrong: Collection[Path]) -> None:
        """Mark the parts something is wrong with."""
        self._wrong = wrong
        if self._values:
            self.show_form(self._values)

    def go_to(self, path: Path) -> None:
        """Mark the part at *path*."""
        row = self.paths.index(path) if path in self.paths else 0
        if row == self.list.currentRow():
            self.marked.emit()
        self.list.setCurrentRow(row)

    def be_short(self, rows: int) -> None:
        """Be so many rows high; 0 for as high as there is room."""
        row = self.fontMetrics().height() + 3 * style.STEP
        self.list.setMinimumHeight(row * rows)
        self.list.setMaximumHeight(row * rows if rows else style.UNLIMITED)
        # The rows were measured before the style sheet reached the list.
        self.list.doItemsLayout()

    def _named(self, path: Path) -> str:
        kind, part = kind_of(path), places.at(self._values, path)
        if kind == FORM:
            return language.say("forms.part.form")
        number = places.number_of(self._values, path)
        if kind == COLUMN:
            return language.say("forms.part.column", number=int(path[1]) + 1, name=words.named(part))
        if kind == SUM:
            named = dict(places.named(self._values))
            whole = (
                words.named(places.at(self._values, named[part["whole"]])) if part["whole"] in named else ""
            )
            return language.say("forms.part.sum", name=whole or language.say("forms.nameless"))
        said = language.say("forms.part.row", number=number, name=words.named(part))
        return said if kind == GROUP else f"{_INDENT * (2 if kind == PART else 1)}{said}"

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self._enable()
            self.marked.emit()

    def _enable(self) -> None:
        path = self.path
        self.out.setEnabled(bool(self._values) and places.may_go(self._values, path))
        beside = len(places.at(self._values, path[:-1])) if path else 0
        self.up.setEnabled(bool(path) and int(path[-1]) > 0)
        self.down.setEnabled(bool(path) and int(path[-1]) < beside - 1)

    # Changing

    def _open_menu(self) -> None:
        self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.add.showMenu()

    def _offer(self) -> None:
        self._menu.clear()
        for what in places.addable(self._values, self.path):
            line = self._menu.addAction(language.say(f"forms.add.{what}"))
            line.setData(what)

    def _on_add(self, line: QAction) -> None:
        self.insert(str(line.data()))

    def insert(self, what: str) -> None:
        """Add a *what* behind the marked part, and mark it."""
        path = places.add(self._values, self.path, what)
        self._show_at(path, added=True)

    def take_out(self) -> None:
        """Take out the marked part."""
        path = self.path
        if not places.may_go(self._values, path):
            return
        name = self._named(path).strip()
        before = places.take_out(self._values, path)
        self.show_form(self._values)
        self.taken_out.emit(before, path, name)

    def move_up(self) -> None:
        """Move the marked part before the one before it."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the marked part behind the next."""
        self._move(1)

    def _move(self, step: int) -> None:
        path = places.move(self._values, self.path, step)
        if path != self.path:
            self._show_at(path, added=False)

    def _show_at(self, path: Path, *, added: bool) -> None:
        self.show_form(self._values)
        self.list.blockSignals(True)
        self.list.setCurrentRow(self.paths.index(path))
        self.list.blockSignals(False)
        self._enable()
        self.added = added
        self.changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self.list.setAccessibleName(say("forms.parts"))
        self.add.setText(say("forms.add"))
        self.out.setText(say("forms.take_out"))
        for button, key in ((self.up, "up"), (self.down, "down")):
            button.setAccessibleName(say(f"forms.{key}"))
            button.setToolTip(say(f"forms.{key}"))
        if self._values:
            self.show_form(self._values)
