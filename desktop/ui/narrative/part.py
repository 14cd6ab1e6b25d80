"""One part of the report: what the figures say, the doors to them, and room to write."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.services.narrative import Part
from desktop.services.narrative.hand import LONGEST
from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.flow import Flow

_LINES, _LINES_BY_HAND = 2, 5


class PartCard(Card):
    """Shows one part; ``edited`` with every key, ``asked`` carries the id of a line of the form."""

    edited = Signal()
    asked = Signal(str)

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id, self._by_hand, self._takes_text = part.id, part.by_hand, part.takes_text
        self._heading = f"{part.number}. {part.title.upper() if part.level == 1 else part.title}"
        self._title = label(self._heading, "section" if part.level == 1 else "strong", self, wrap=True)
        self._told = label("", "", self, wrap=True)
        self.doors = Flow(self, spacing=style.STEP)
        self._source = label("", "secondary", self.doors)
        self._buttons: list[Button] = []
        self._lines: tuple[str, ...] = ()
        self.box = QPlainTextEdit(self)
        self.box.setObjectName(f"text_{part.id}")
        self.box.setTabChangesFocus(True)
        self.box.textChanged.connect(self._on_changed)
        self.box.setVisible(part.takes_text)
        self._problem = label("", "warning", self, wrap=True)
        self.column.addWidget(self._title)
        for widget in (self._told, self.doors, self.box, self._problem):
            self.column.addWidget(widget)
        self.doors.put(self._source)
        self._problem.hide()
        self._retranslate()

    def show_part(self, part: Part, named: Mapping[str, tuple[str, str]], *, text: bool) -> None:
        """Show *part*; its written text too, if *text*. *named* has place and label of each line of the form."""
        self._told.setText("\n".join(sentence.text.replace("\u00a0", " ") for sentence in part.sentences))
        self._told.setVisible(bool(part.sentences))
        lines = tuple(dict.fromkeys(line for sentence in part.sentences for line in sentence.lines))
        if lines != self._lines:
            self._lines = lines
            self._show_doors(named)
        self.doors.setVisible(bool(lines))
        if text and self.box.toPlainText() != part.text:
            self.box.blockSignals(True)
            self.box.setPlainText(part.text)
            self.box.blockSignals(False)

    def _show_doors(self, named: Mapping[str, tuple[str, str]]) -> None:
        for button in self._buttons:
            self.doors.take_out(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for line in self._lines:
            place, label_ = named[line]
            button = Button(place, self.doors)
            button.setProperty("label", label_)
            button.setProperty("line", line)
            button.setProperty("flat", True)
            button.setFixedHeight(self._door_height())
            button.clicked.connect(self._on_door)
            self.doors.put(button)
            self._buttons.append(button)
        self._say_doors()

    def stops(self) -> Sequence[QWidget]:
        """Where Tab stops, in order."""
        return (*self._buttons, self.box) if self._takes_text else self._buttons

    def text(self) -> str:
        """What is written by hand; empty where nothing can be."""
        return self.box.toPlainText() if self._takes_text else ""

    def write(self, text: str) -> None:
        """Write *text* as if it were typed."""
        self.box.setPlainText(text)

    def show_problems(self, said: Sequence[str]) -> None:
        """Say what looks like personal data in the text."""
        self._problem.setText(" ".join(said))
        self._problem.setVisible(bool(said))
        style.wears(self.box, problem="warning" if said else "")

    def _on_changed(self) -> None:
        if len(self.box.toPlainText()) > LONGEST:
            self.show_problems([language.term("errors", "text_too_long", maximum=LONGEST)])
            return
        self.edited.emit()

    def _on_door(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.asked.emit(str(button.property("line")))

    def _door_height(self) -> int:
        return self.fontMetrics().lineSpacing() + 3 * style.STEP

    def _say_doors(self) -> None:
        for button in self._buttons:
            button.setAccessibleName(language.say("narrative.door", line=button.property("label")))
            button.setToolTip(button.accessibleName())

    def _retranslate(self) -> None:
        say = language.say
        high = _LINES_BY_HAND if self._by_hand else _LINES
        self.box.setFixedHeight(self.fontMetrics().lineSpacing() * high + 4 * style.STEP)
        self._source.setText(say("narrative.source"))
        self._source.setFixedHeight(self._door_height())
        self.box.setAccessibleName(say("narrative.text", part=self._heading))
        self.box.setPlaceholderText(say("narrative.by_hand" if self._by_hand else "narrative.more"))
        self._say_doors()
