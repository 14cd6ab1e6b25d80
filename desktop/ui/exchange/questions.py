"""What the receiving unit asks about records: each line opens its record, and a correct value is confirmed here."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services.exchange import Question
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.indicators.words import unit_name
from desktop.ui.record.sentences import place_text
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table

_RECORD, _FIELD, _TEXT, _DAY, _STATE = range(5)
_LETTERS = {_RECORD: 24, _FIELD: 20, _DAY: 12, _STATE: 20}
_TEXT_LETTERS = 30
_UNIT_LETTERS = 12
_ROWS_SHOWN = 5
ASKED = "asked"
"""The words of whoever asks; ``questions`` are those of whoever is asked."""
_LOOKS = {"open": "on_course", "answered": "met"}


class QuestionsModel(LinesModel[Question]):
    """One row per question; ``said`` is where the words for states stand: with whoever is asked, or who asked."""

    columns = ("record", "field", "text", "asked_on", "state")
    words = "questions.column"
    right = (_DAY,)

    def __init__(self, said: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said = said

    def cells_of(self, item: Question) -> tuple[str, ...]:
        """Which record, which field, what is asked, when, and whether it is answered."""
        record = language.kind_title(item.kind)
        if item.caption:
            record = f"{record}: {item.caption}"
        if self._said == ASKED:
            record = f"{unit_name(item.unit)} · {record}"
        return (
            record,
            place_text(item.kind, item.field) if item.field else language.say("questions.whole"),
            item.text,
            language.day(item.asked_on),
            f"{style.look(_LOOKS[item.state]).sign} {language.say(f'{self._said}.{item.state}')}",
        )

    def status_of(self, item: Question) -> str:
        """The look of a question."""
        return _LOOKS[item.state]


class QuestionsCard(Card):
    """The list and what answers it; hidden while nothing is asked.

    Signals:
        record_chosen: The `Question` whose record somebody wants to see.
        chosen: Another line is marked.
    """

    record_chosen = Signal(object)
    chosen = Signal()

    def __init__(
        self, actions: Sequence[QAction], parent: QWidget | None = None, *, words: str = "questions"
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self.model = QuestionsModel(words, self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(_STATE, PillDelegate(QuestionsModel.STATUS, self.table))
        letters = {**_LETTERS, _RECORD: _LETTERS[_RECORD] + (_UNIT_LETTERS if words == ASKED else 0)}
        self._columns = StretchedColumn(self.table, _TEXT, _TEXT_LETTERS, letters)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(self.chosen)
        self._row_height = self.table.verticalHeader().defaultSectionSize()
        for widget in (self._title, self._about, self.table):
            self.column.addWidget(widget)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(style.GAP)
        for action in actions:
            row.addWidget(ActionButton(action, self))
        row.addStretch(1)
        self.hide()
        self._retranslate()

    @property
    def question(self) -> Question | None:
        """The question of the marked line."""
        return self.model.item(self.table.currentIndex().row())

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show *questions*, the first of them marked."""
        marked = self.question
        self.model.show_items(questions)
        heads = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(heads + self._row_height * min(len(questions) + 1, _ROWS_SHOWN + 1))
        rows = [row for row, one in enumerate(questions) if marked is not None and one.id == marked.id]
        if questions:
            self.table.setCurrentIndex(self.model.index(rows[0] if rows else 0, 0))
        self.setVisible(bool(questions))
        self._retranslate()

    def _on_activated(self, index: QModelIndex) -> None:
        question = self.model.item(index.row())
        if question is not None:
            self.record_chosen.emit(question)

    def _retranslate(self) -> None:
        waiting = sum(one.state == "open" for one in self.model.items)
        self._title.setText(language.say(f"{self._words}.title", count=waiting))
        self._about.setText(language.say(f"{self._words}.about"))
        self.table.setAccessibleName(self._title.text())
        self.model.retranslate()
        self._columns.fit()
