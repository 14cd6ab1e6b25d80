"""What every editor of a field has in common."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.records import Field
from desktop.ui import style

Value = object

_FORM_KEYS = (Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_H, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""With Ctrl they save the form, copy it or tell its history, whatever a text does with them elsewhere."""


class Editor(QWidget):
    """Edits one field. ``edited`` is emitted when a person changed the value, never by ``set_value``.

    The wheel never changes a field that is not in focus, and Enter goes to the next field: a form is saved by
    Ctrl+S or its button and by nothing else.
    """

    edited = Signal()
    going_on = Signal()
    """Enter was pressed: the person is done with the field."""
    help_wanted = Signal()
    """F1 was pressed."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.path = path
        self._described = {"value": "", "problem": ""}
        self.setObjectName(path)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.STEP)

    def value(self) -> Value:
        """The value as a draft holds it; None (or an empty tuple) when nothing is there."""
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show *value*; text that cannot be read is shown as it was typed."""
        raise NotImplementedError

    def held(self) -> Value:
        """What a draft keeps: the value, or the text as typed where it means nothing yet."""
        return self.typed() if self.unreadable() else self.value()

    def typed(self) -> Value:
        """What stands in the field, letter by letter."""
        return None

    def unreadable(self) -> str:
        """The code of what is typed but means nothing yet (``problem.unreadable_day``); empty when all is well."""
        return ""

    def focus_widget(self) -> QWidget:
        """The widget that takes the keys."""
        raise NotImplementedError

    def measure(self) -> None:
        """Take the room the letters of the moment need; called when they change."""

    def settle(self) -> None:
        """What is typed becomes what it means, as when the field is left."""

    def retranslate(self) -> None:
        """Set the words around the value, in the language of the moment."""

    def set_name(self, label: str) -> None:
        """Give the widget its name for screen readers."""
        self.focus_widget().setAccessibleName(label)

    def set_problem(self, severity: str) -> None:
        """Tint the editor: ``error``, ``warning`` or nothing."""
        style.wears(self.focus_widget(), problem=severity)

    def _adopt(self, widget: QWidget) -> None:
        """Make *widget* the one that takes the keys."""
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.setObjectName(f"{self.path}_input")
        widget.installEventFilter(self)
        self.setFocusProxy(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on; the wheel is for the page unless the field is in focus."""
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_F1:
                # In a field F1 explains the field, elsewhere the keys.
                event.accept()
                return True
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _FORM_KEYS:
                # On some desktops Ctrl+D deletes a letter; here it is the form's.
                event.ignore()
                return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and watched is self.focus_widget()
        ):
            return self.key_pressed(event)
        return super().eventFilter(watched, event)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Take a key before the widget does; returns whether it was used."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.go_on()
            return True
        if event.key() == Qt.Key.Key_F1:
            self.help_wanted.emit()
            return True
        return False

    def go_on(self) -> None:
        """Be done with the field; the form knows which one is next."""
        self.going_on.emit()

    def describe(self, **said: str) -> None:
        """Tell a screen reader more than the name: how the ``value`` was understood, what ``problem`` there is."""
        self._described.update(said)
        self.focus_widget().setAccessibleDescription(". ".join(filter(None, self._described.values())))
