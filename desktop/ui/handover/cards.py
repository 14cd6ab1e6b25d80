"""The list of what is to be handed over, and the two cards about what opens the register."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.models.errors import Refusal
from desktop.services.handover import DONE, Handover, Item
from desktop.ui import language, style
from desktop.ui.messages import refusal_text
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.new_passphrase import NewPassphrase
from desktop.ui.widgets.passphrase import CapsLockHint, PassphraseLine
from desktop.ui.widgets.wrapped import WrappedLabel

_CODES = (
    "unsent", "unreceived", "questions", "drafts", "conflicts", "periods", "backup", "passphrase", "sheet", "post",
)  # fmt: skip
DOORS: Mapping[str, str] = {
    "unsent": "exchange",
    "unreceived": "exchange",
    "questions": "exchange",
    "drafts": "home",
    "conflicts": "conflicts",
    "periods": "locking",
    "backup": "settings",
    "post": "settings",
}
"""Where a line is settled; what is not here is settled on the page itself."""


class ListCard(Card):
    """One line for each thing: a sign, a sentence, and the door to where it is settled.

    Args:
        pages: The pages this desk has.
        parent: Parent widget.

    Signals:
        opened: The page that is wanted.
    """

    opened = Signal(str)

    def __init__(self, pages: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Handover | None = None
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self.column.addWidget(self._title)
        self.column.addWidget(self._about)
        grid = QGridLayout()
        self.column.addLayout(grid)
        grid.setHorizontalSpacing(style.GAP)
        grid.setVerticalSpacing(2 * style.STEP)
        grid.setColumnStretch(1, 1)
        self.signs = {code: label("", "strong", self) for code in _CODES}
        self.lines = {code: WrappedLabel("", self) for code in _CODES}
        self._doors: dict[str, Button] = {}
        for row, code in enumerate(_CODES):
            grid.addWidget(self.signs[code], row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self.lines[code], row, 1)
            if DOORS.get(code) in pages:
                door = self._doors[code] = Button(self)
                door.setProperty("flat", True)
                door.setProperty("page", DOORS[code])
                door.clicked.connect(self._on_door)
                grid.addWidget(door, row, 2, Qt.AlignmentFlag.AlignVCenter)
        self._past = label("", "secondary", self, wrap=True)
        self.column.addWidget(self._past)
        self.column.addStretch(1)
        self._retranslate()

    def show_list(self, found: Handover) -> None:
        """Show the list."""
        self._found = found
        self._retranslate()

    def _on_door(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.opened.emit(str(button.property("page")))

    def _retranslate(self) -> None:
        say, found = language.say, self._found
        self._title.setText(say("handover.list"))
        if found is not None and found.begun_on is not None:
            by = found.begun_by or say("machines.somebody")
            self._about.setText(say("handover.begun", day=language.day(found.begun_on), by=by))
        else:
            self._about.setText(say("handover.not_begun"))
        items = {item.code: item for item in found.items} if found is not None else {}
        for code in _CODES:
            self._show_line(code, items.get(code))
        past = found.past if found is not None else ()
        lines = [
            say(
                "handover.past",
                begun=language.day(one[0]),
                ended=language.day(one[1]),
                before=one[2] or "–",
                after=one[3] or "–",
            )
            for one in past[:5]
        ]
        self._past.setText("\n".join(lines))
        self._past.setVisible(bool(lines))

    def _show_line(self, code: str, item: Item | None) -> None:
        door = self._doors.get(code)
        for part in (self.signs[code], self.lines[code], door):
            if part is not None:
                part.setVisible(item is not None)
        if item is None:
            return
        day = language.day(item.day) if item.day else ""
        self.signs[code].setText(language.term("handover", f"sign.{item.state}"))
        style.wears(self.signs[code], sign_text={"done": "ok", "open": "warning"}.get(item.state, ""))
        said = language.term("handover", f"{code}.{item.state}", count=item.count, day=day, text=item.text)
        self.lines[code].setText(said)
        if door is not None:
            door.setText(language.say("handover.go"))
            door.setAccessibleName(f"{language.say('handover.go')}: {said}")
            door.setVisible(item.state != DONE)


class PassphraseCard(Card):
    """Changing the passphrase.

    Signals:
        wanted: The passphrase until now and the new one.
    """

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self._label = label("", "strong", self)
        self.old = PassphraseLine(self)
        self.old.setObjectName("old_passphrase")
        self._label.setBuddy(self.old)
        self.new = NewPassphrase(self)
        self.problem = label("", "error", self, wrap=True)
        self.problem.hide()
        self.button = Button(self)
        for part in (self._title, self._about, self._label, self.old, CapsLockHint(self.old, self), self.new):
            self.column.addWidget(part)
        self.column.addWidget(self.problem)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.addWidget(self.button)
        row.addStretch(1)
        self.old.returnPressed.connect(self.new.first.setFocus)
        self.old.textEdited.connect(self._show_state)
        self.new.typed.connect(self._show_state)
        self.new.submitted.connect(self._on_change)
        self.button.clicked.connect(self._on_change)
        self._retranslate()

    def done(self) -> None:
        """It is changed: forget what was typed."""
        self.old.clear()
        self.new.clear()
        self._show_state()

    def refuse(self, refusal: Refusal) -> None:
        """Say why it was not changed."""
        self._show_state()
        self.problem.setText(refusal_text(refusal))
        self.problem.show()
        self.old.setFocus()

    def _on_change(self) -> None:
        if self.button.isEnabled():
            self.button.setEnabled(False)
            self.wanted.emit(self.old.text(), self.new.passphrase)

    def _show_state(self) -> None:
        self.problem.hide()
        self.button.setEnabled(bool(self.old.text() and self.new.passphrase))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("handover.passphrase"))
        self._about.setText(say("handover.passphrase_about"))
        self._label.setText(say("handover.old_passphrase"))
        self.old.setAccessibleName(say("handover.old_passphrase"))
        self.button.setText(say("handover.change"))
        self._show_state()


class SheetCard(Card):
    """Making a recovery sheet.

    Signals:
        wanted: The passphrase, which is asked again.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self._label = label("", "strong", self)
        self.passphrase: QLineEdit = PassphraseLine(self)
        self.passphrase.setObjectName("sheet_passphrase")
        self._label.setBuddy(self.passphrase)
        self.problem = label("", "error", self, wrap=True)
        self.problem.hide()
        self.button = Button(self)
        for part in (self._title, self._about, self._label, self.passphrase, self.problem):
            self.column.addWidget(part)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.addWidget(self.button)
        row.addStretch(1)
        self.passphrase.textEdited.connect(self._show_state)
        self.passphrase.returnPressed.connect(self._on_make)
        self.button.clicked.connect(self._on_make)
        self._retranslate()

    def done(self) -> None:
        """It is made."""
        self.passphrase.clear()
        self._show_state()

    def refuse(self, refusal: Refusal) -> None:
        """Say why none was made."""
        self._show_state()
        self.problem.setText(refusal_text(refusal))
        self.problem.show()
        self.passphrase.setFocus()

    def _on_make(self) -> None:
        if self.button.isEnabled():
            self.wanted.emit(self.passphrase.text())

    def _show_state(self) -> None:
        self.problem.hide()
        self.button.setEnabled(bool(self.passphrase.text()))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("handover.sheet"))
        self._about.setText(say("handover.sheet_about"))
        self._label.setText(say("handover.sheet_passphrase"))
        self.passphrase.setAccessibleName(say("handover.sheet_passphrase"))
        self.button.setText(say("handover.make_sheet"))
        self._show_state()
