"""What one day holds: due, done, and what can be recorded on it."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.services.year_calendar import Deadline, OnDay
from desktop.ui import language, style
from desktop.ui.calendar import words
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.text_button import TextButton


class RecordButton(TextButton):
    """A record as a line one can open."""

    def __init__(
        self, kind: str, record: str, text: str, parent: QWidget | None = None, *, kind_of: str = ""
    ) -> None:
        super().__init__(parent)
        self.kind, self.record = kind, record
        self.setProperty("line", True)
        self.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 3, 6, 3)
        column.addWidget(label(text, kind_of, self, wrap=True))


class DayPanel(Card):
    """The day that is marked.

    Signals:
        record_wanted: Kind and id of a record to open.
        new_wanted: The kind of a new record on this day.
    """

    record_wanted = Signal(str, str)
    new_wanted = Signal(str)

    def __init__(self, kinds: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self._day: date | None = None
        self._future = False
        self._title, self._none = (
            label("", "section", self, wrap=True),
            label("", "secondary", self, wrap=True),
        )
        self._new_title = label("", "strong", self)
        body = QWidget(self)
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(0, 0, style.STEP, 0)
        self._lines.setSpacing(2)
        self._lines.addStretch(1)
        self._new = Flow(self, spacing=style.STEP)
        self._new_buttons = []
        for kind in kinds:
            button = Button(self._new)
            button.setProperty("kind_of", kind)
            button.setProperty("period", True)
            button.setObjectName(f"new_{kind}")
            button.clicked.connect(self._on_new)
            self._new_buttons.append(button)
            self._new.put(button)
        self.column.addWidget(self._title)
        self.column.addWidget(self._none)
        self.column.addWidget(scrolled(body, self), 1)
        self.column.addWidget(self._new_title)
        self.column.addWidget(self._new)
        self.records: list[RecordButton] = []
        self._retranslate()

    def show_day(
        self, day: date, deadlines: Iterable[Deadline], records: Iterable[OnDay], *, future: bool
    ) -> None:
        """Show *day*; nothing new can be recorded on one that has not come yet."""
        self._day, self._future = day, future
        focused = any(old.hasFocus() for old in self.records)
        for old in self.records:
            end(self._lines, old)
        self.records = [
            RecordButton(one.kind, one.record, f"{self._sign(one)} {words.deadline_words(one)}", self)
            for one in deadlines
        ]
        for found in records:
            text = f"{words.mark(found.kind)} · {language.kind_title(found.kind)}: {found.caption}"
            self.records.append(RecordButton(found.kind, found.record, text, self))
        for place, button in enumerate(self.records):
            button.clicked.connect(self._on_record)
            self._lines.insertWidget(place, button)
            button.show()
        self._retranslate()
        if focused:
            self.enter()

    def enter(self) -> None:
        """Take the keys: the first record, or the first thing that can be recorded."""
        offered = [button for button in (*self.records, *self._new_buttons) if button.isVisible()]
        if offered:
            offered[0].setFocus()

    @staticmethod
    def _sign(deadline: Deadline) -> str:
        return words.LATE if deadline.late else words.DUE

    def _on_record(self) -> None:
        button = self.sender()
        for one in self.records:
            if one is button:
                self.record_wanted.emit(one.kind, one.record)

    def _on_new(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.new_wanted.emit(str(button.property("kind_of")))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(language.long_day(self._day) if self._day else say("calendar.choose_day"))
        self._none.setText(say("calendar.nothing_here"))
        self._none.setVisible(self._day is not None and not self.records)
        offered = self._day is not None and not self._future
        self._new_title.setText(say("calendar.new"))
        self._new_title.setVisible(offered)
        self._new.setVisible(offered)
        for button in self._new_buttons:
            kind = str(button.property("kind_of"))
            button.setText(f"+ {language.page_title(kind)}")
            button.setAccessibleName(say("find.new", kind=language.kind_title(kind)))
