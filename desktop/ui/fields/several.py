"""The editor that chooses several of a list by typing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.models.records import Field
from desktop.ui import language, style
from desktop.ui.fields.chips import ChipBox
from desktop.ui.fields.choosing import Choosing
from desktop.ui.fields.editor import Value
from desktop.ui.fields.matching import Choices, is_reference
from desktop.ui.fields.popup import is_plain
from desktop.ui.widgets.announce import announce


class CodesField(Choosing):
    """Several of a list, a chip each.

    Enter takes what was typed for and stays for the next; with nothing typed it goes on. Space marks and unmarks in
    the open list, Backspace takes the last chip back.
    """

    def __init__(self, field: Field, path: str, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(field, path, choices, parent)
        self.codes: tuple[str, ...] = ()
        self._walked = False
        self.line.setProperty("kind", "chip_line")
        self.box = ChipBox(self.line, self)
        self.box.removed.connect(self._on_removed)
        self._row.addWidget(self.box)

    def retranslate(self) -> None:
        """Set the words around the value."""
        self._show()

    def set_name(self, label: str) -> None:
        """Name the line, and say what is chosen."""
        super().set_name(label)
        self._show()

    def set_problem(self, severity: str) -> None:
        """Tint the box."""
        style.wears(self.box, problem=severity)

    def set_choices(self, choices: Choices) -> None:
        """Offer *choices* and keep the value."""
        super().set_choices(choices)
        self._show()

    def value(self) -> Value:
        """The codes, in the order of the list."""
        return self.codes

    def set_value(self, value: Value) -> None:
        """Show the words for codes; what is no code stands in the line as it was typed."""
        given = [str(code) for code in value] if isinstance(value, (tuple, list)) else []
        text = [one for one in given if not self.finder.knows(one) and not is_reference(one)]
        self.codes = tuple(one for one in given if one not in text)
        self.line.setText(", ".join(text))
        self._show()

    def typed(self) -> Value:
        """The codes, and what is typed behind them."""
        return (*self.codes, self.line.text().strip())

    def unreadable(self) -> str:
        """Whether something is typed that is not in the list."""
        typed = self.line.text()
        return "not_in_list" if typed.strip() and self.finder.meant(typed) is None else ""

    def ticked(self) -> frozenset[str]:
        """The codes chosen."""
        return frozenset(self.codes)

    def take(self, code: str) -> None:
        """Choose *code*; what was typed to find it goes."""
        self.line.clear()
        self.mark(code, True)

    def mark(self, code: str, on: bool) -> None:
        """Choose or drop *code*."""
        kept = [one for one in self.codes if one != code]
        if on:
            kept.append(code)
        order = {one: place for place, (one, _) in enumerate(self.choices)}
        codes = tuple(sorted(kept, key=lambda one: order.get(one, len(order))))
        if codes != self.codes:
            self.codes = codes
            self._show()
            self.edited.emit()

    def settle(self) -> None:
        """What was typed and found stays as a chip."""
        meant = self.finder.meant(self.line.text())
        if meant is not None:
            self.take(meant)

    def open_list(self) -> None:
        """Show everything there is to choose from."""
        self._walked = False
        super().open_list()

    def search(self, typed: str) -> None:
        """Show what *typed* finds."""
        self._walked = False
        super().search(typed)

    def entered(self, code: str, event: QKeyEvent) -> bool:
        """Enter takes what was looked for; in a list nobody looked through it goes on."""
        looked = self._walked or bool(self.line.text().strip())
        self.popup.hide()
        if not looked:
            return super().key_pressed(event)
        self.take(code)
        return True

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Space marks in the list, Backspace takes the last choice back; see also `Choosing`."""
        empty = not self.line.text()
        if empty and is_plain(event):
            if event.key() == Qt.Key.Key_Backspace and self.codes:
                self.mark(self.codes[-1], False)
                return True
            if event.key() == Qt.Key.Key_Space:
                code = self.popup.current()
                if code is None:
                    self.open_list()
                else:
                    self._toggle(code)
                return True
        walked = super().key_pressed(event)
        self._walked = self._walked or (walked and self.popup.isVisible() and event.key() != Qt.Key.Key_F4)
        return walked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The box wears the focus of its line."""
        if watched is self.line and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            style.wears(self.box, focused=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _toggle(self, code: str) -> None:
        self.mark(code, code not in self.codes)
        self._offer(list(self._found), code)

    def _on_clicked(self, code: str) -> None:
        self.line.clear()
        self._toggle(code)

    def _on_removed(self, code: str) -> None:
        self.mark(code, False)
        self.line.setFocus()

    def _show(self) -> None:
        chosen = [(code, self.finder.word(code)) for code in self.codes]
        self.box.show_chips(chosen)
        self.line.setPlaceholderText("" if chosen else language.say("field.choose_hint"))
        said = " · ".join(word for _, word in chosen)
        self.describe(value=said)
        if self.line.hasFocus():
            announce(self.line, said)
