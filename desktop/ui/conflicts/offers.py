"""One conflict: the values side by side, a value of one's own, and the record around them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.models.records import kind_named
from desktop.services.conflicts import DELETED, Offer
from desktop.ui import language, style
from desktop.ui.conflicts.sentences import field_words, sources_words, value_words
from desktop.ui.conflicts.work import Looked
from desktop.ui.fields.box import FieldBox
from desktop.ui.fields.make import Surroundings
from desktop.ui.frame.header import ActionButton
from desktop.ui.indicators import words
from desktop.ui.record.told import told
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import scrolled

_ABREAST = 2


class OfferPanel(QFrame):
    """One value: its number, the words, who set it, and a button that keeps it."""

    def __init__(self, number: int, offer: Offer, looked: Looked, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "offer")
        conflict = looked.conflict
        text = value_words(conflict, offer.value, looked.context.captions)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, style.GAP, style.GAP, style.GAP)
        column.setSpacing(style.STEP)
        sign = "conflict.counts" if number == 1 else "conflict.waits"
        self.sign = label(f"{number}   {language.say(sign)}", "secondary", self)
        column.addWidget(self.sign)
        value = label(text, "section", self, wrap=True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(value)
        for line in sources_words(offer):
            column.addWidget(label(line, "secondary", self, wrap=True))
        column.addStretch(1)
        self.keep = Button(self)
        self.keep.setProperty("offer", number - 1)
        self.keep.setText(language.say("conflict.keep_this", number=number))
        self.keep.setAccessibleName(language.say("conflict.keep_value", value=text))
        column.addWidget(self.keep)

    def mark(self, *, on: bool) -> None:
        """Show whether Enter will keep this value."""
        style.wears(self, marked=on)
        key = "conflict.chosen" if on else "conflict.keep_this"
        self.keep.setText(language.say(key, number=int(self.keep.property("offer")) + 1))


class OffersCard(Card):
    """The conflict that is looked at.

    Signals:
        decided: The value a person decided for.
    """

    decided = Signal(object)

    def __init__(
        self, open_action: QAction, ask_action: QAction, *, commune: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._looked: Looked | None = None
        self._own: FieldBox | None = None
        self.chosen: int | None = None
        self.panels: list[OfferPanel] = []
        self._kind = label("", "secondary", self, wrap=True)
        self._record = label("", "section", self, wrap=True)
        self._field = label("", "strong", self, wrap=True)
        self._about = label("", "secondary", self, wrap=True)
        self._stays = label("", "secondary", self, wrap=True)
        for line in (self._kind, self._record, self._field, self._about, self._stays):
            line.setTextFormat(Qt.TextFormat.PlainText)
            self.column.addWidget(line)
        self._stays.setVisible(not commune)
        self._grid = QGridLayout()
        self.column.addLayout(self._grid)
        self._grid.setSpacing(style.GAP)
        self._typed = QVBoxLayout()
        self.column.addLayout(self._typed)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(style.GAP)
        self.other = Button(self)
        self.other.setCheckable(True)
        self.other.toggled.connect(self._on_other)
        self.take = Button(self)
        self.take.clicked.connect(self._on_take)
        row.addWidget(self.other)
        row.addWidget(self.take)
        row.addStretch(1)
        row.addWidget(ActionButton(ask_action, self))
        row.addWidget(ActionButton(open_action, self))
        self._rest = label("", "secondary", self)
        self.column.addWidget(self._rest)
        self._body = QWidget(self)
        self._lines = QGridLayout(self._body)
        self._lines.setContentsMargins(0, 0, style.STEP, 0)
        self._lines.setHorizontalSpacing(style.GAP)
        self._lines.setVerticalSpacing(style.STEP)
        self._lines.setColumnStretch(1, 1)
        self._shown: list[QWidget] = []
        self.column.addWidget(scrolled(self._body, self), 1)
        self.take.hide()
        self._retranslate()

    @property
    def looked(self) -> Looked | None:
        """What is looked at."""
        return self._looked

    def show_looked(self, looked: Looked) -> None:
        """Show *looked*; nothing is chosen yet."""
        self._looked = looked
        self.other.setChecked(False)
        self._retranslate()

    def choose(self, number: int) -> None:
        """Mark value *number*, from 0; Enter keeps it."""
        if 0 <= number < len(self.panels):
            self.chosen = number
            for place, panel in enumerate(self.panels):
                panel.mark(on=place == number)

    def confirm(self) -> bool:
        """Keep the value that is marked; False when none is."""
        if self._looked is None or self.chosen is None:
            return False
        self.decided.emit(self._looked.conflict.offers[self.chosen].value)
        return True

    def _on_keep(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.choose(int(sender.property("offer")))
            self.confirm()

    def _on_other(self, wanted: bool) -> None:
        if self._own is not None:
            end(self._typed, self._own.problem_label)
            end(self._typed, self._own)
            self._own = None
        self.take.setVisible(wanted)
        if not wanted or self._looked is None or self._looked.conflict.field == DELETED:
            return
        conflict = self._looked.conflict
        field = kind_named(conflict.kind).field(conflict.field)
        around = Surroundings(self._looked.today, self._looked.links, dict(self._looked.own))
        self._own = FieldBox(conflict.kind, field, around, self)
        self._typed.addWidget(self._own)
        self._typed.addWidget(self._own.problem_label)
        self._own.editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_take(self) -> None:
        if self._own is None:
            return
        unreadable = self._own.editor.unreadable()
        if unreadable:
            self._own.show_problem(language.say(f"problem.{unreadable}"), "error")
            self._own.problem_label.show()
            return
        self.decided.emit(self._own.editor.value())

    def _retranslate(self) -> None:
        say = language.say
        self.other.setText(say("conflict.other"))
        self.take.setText(say("conflict.take"))
        self._rest.setText(say("conflict.rest"))
        self._stays.setText(say("conflict.stays"))
        for panel in self.panels:
            end(self._grid, panel)
        self.panels, self.chosen = [], None
        for old in self._shown:
            end(self._lines, old)
        self._shown.clear()
        if self._looked is None:
            return
        conflict = self._looked.conflict
        self._kind.setText(f"{language.kind_title(conflict.kind)} · {words.unit_name(conflict.unit)}")
        self._record.setText(conflict.caption or say("conflicts.unnamed"))
        self._field.setText(field_words(conflict))
        gone = conflict.field == DELETED
        about = "conflict.explained_deleted" if gone else "conflict.explained"
        self._about.setText(say("conflict.reopened" if conflict.reopened else about))
        self.other.setVisible(not gone)
        for number, offer in enumerate(conflict.offers):
            panel = OfferPanel(number + 1, offer, self._looked, self)
            panel.keep.clicked.connect(self._on_keep)
            self.panels.append(panel)
            self._grid.addWidget(panel, number // _ABREAST, number % _ABREAST)
        self._show_rest()

    def _show_rest(self) -> None:
        assert self._looked is not None  # noqa: S101 (called when something is looked at)
        conflict, context = self._looked.conflict, self._looked.context
        row = 0
        for field in kind_named(conflict.kind).fields:
            text = told(conflict.kind, field, context.values.get(field.name), context.captions)
            if field.name == conflict.field or not text:
                continue
            name = label(language.field_label(conflict.kind, field.name), "secondary", self._body, wrap=True)
            value = label(text, "", self._body, wrap=True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            top = Qt.AlignmentFlag.AlignTop
            self._lines.addWidget(name, row, 0, top)
            self._lines.addWidget(value, row, 1, top)
            self._shown += [name, value]
            row += 1
        self._lines.setRowStretch(row, 1)
        self._rest.setVisible(row > 0)
