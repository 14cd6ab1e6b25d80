"""What a field that is chosen from by typing does with keys: find, mark, take, go on."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import paths
from desktop.models.records import Field
from desktop.ui.fields.editor import Editor, Value
from desktop.ui.fields.matching import Choices, Finder
from desktop.ui.fields.popup import ChoicePopup, is_plain
from desktop.ui.widgets.announce import announce


def icon(name: str) -> QIcon:
    """The icon called *name*."""
    return QIcon(str(paths.resources() / "icons" / f"{name}.svg"))


class Choosing(Editor):
    """A line to type in and the list of what was found below it.

    Typing finds, Up and Down mark, Enter takes what is marked and goes on, Tab takes what was typed for and goes on,
    Escape closes the list, F4 and Alt+Down open it.
    """

    def __init__(self, field: Field, path: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.finder = Finder(choices)
        self.line = QLineEdit(self)
        self.popup = ChoicePopup(self)
        self.popup.chosen.connect(self._on_clicked)
        self._found: tuple[int, ...] = ()
        self._searching = False
        self.chevron = QAction(icon("chevron-down"), "", self)
        self.chevron.triggered.connect(self.open_list)
        self.line.textEdited.connect(self._on_typed)
        self._adopt(self.line)

    # What the kinds of choice differ in

    def take(self, code: str) -> None:
        """A person chose *code*."""
        raise NotImplementedError

    def typed(self) -> Value:
        """The line."""
        return self.line.text().strip()

    def marked(self) -> str | None:
        """The code that is marked when the list opens."""
        return None

    def ticked(self) -> frozenset[str] | None:
        """The codes with a tick; None where one is chosen."""
        return None

    def settle(self) -> None:
        """The person leaves the field; what is typed becomes what it means."""

    # What they share

    @property
    def choices(self) -> Choices:
        """What is offered."""
        return self.finder.choices

    def set_choices(self, choices: Choices) -> None:
        """Offer *choices* and keep the value."""
        self.finder = Finder(choices)
        self.popup.hide()

    def focus_widget(self) -> QWidget:
        """The line."""
        return self.line

    def open_list(self) -> None:
        """Show everything there is to choose from."""
        if not self.isEnabled() or self.line.isReadOnly():
            return
        self._searching = False
        self._offer(self.finder.find(""), self.marked())

    def search(self, typed: str) -> None:
        """Show what *typed* finds."""
        self._searching = bool(typed.strip())
        found = self.finder.find(typed)
        first = self.finder.choices[found[0]][0] if found else None
        self._offer(found, first if self._searching else self.marked())

    def _offer(self, places: list[int], current: str | None) -> None:
        self._found = tuple(places)
        self.popup.offer(self.finder, places, current, self.ticked())
        self._say_marked()

    def _say_marked(self) -> None:
        code = self.popup.current()
        if code is not None:
            announce(self.line, self.finder.word(code))

    def _on_typed(self, text: str) -> None:
        self.search(text)
        self.edited.emit()

    def _on_clicked(self, code: str) -> None:
        self.take(code)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """The keys of the list; see the class."""
        key, shown = event.key(), self.popup.isVisible()
        if key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and not shown):
            if shown:
                self.popup.hide()
            else:
                self.open_list()
            return True
        if shown and is_plain(event):
            if self.popup.walk(key):
                self._say_marked()
                return True
            if key == Qt.Key.Key_Escape:
                self.popup.hide()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (code := self.popup.current()) is not None:
                return self.entered(code, event)
        return super().key_pressed(event)

    def entered(self, code: str, event: QKeyEvent) -> bool:
        """Enter with *code* marked takes it and goes on."""
        self.popup.hide()
        self.take(code)
        return super().key_pressed(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click opens the list, Escape closes it before it closes anything else, leaving settles."""
        if watched is self.line:
            kind = event.type()
            if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape and self.popup.isVisible():
                    event.accept()
                    return True
            elif kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
                if not self.popup.isVisible():
                    self.open_list()
            elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
                self._leave(event)
        return super().eventFilter(watched, event)

    def _leave(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            return
        marked = self.popup.current()
        self.popup.hide()
        if self._searching and marked is not None and self.line.text().strip():
            self.take(marked)
        self.settle()
        self._searching = False
