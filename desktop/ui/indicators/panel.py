"""The panel below a figure: the words it goes by, the rule, and the records that count and that do not."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.services.indicators import Explanation
from desktop.services.tracing import Traced
from desktop.ui import language, style
from desktop.ui.indicators.ahead import Ahead
from desktop.ui.indicators.records import CAPTION, KIND, PACKAGE, QUANTITY, REASON, RecordsModel
from desktop.ui.indicators.sentences import told
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.status import StatusPill
from desktop.ui.widgets.table import plain_table

COUNTED, LEFT_OUT = 0, 1


class Source(NamedTuple):
    """The latest package a figure comes from: its number and the day it was received."""

    sequence: int
    received_on: date


class ExplanationPanel(Card):
    """Shows one `Explanation` or `Traced`; ``opened`` carries the `Explained` of a row that was activated."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explanation")
        self._shown: Explanation | Traced | None = None
        self._whose = ""
        self._reported = True
        self._source: Source | None = None
        self._title = label("", "section", self)
        self._pill = StatusPill(self)
        self._close = Button("×", self)
        self._close.setProperty("flat", True)
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        self.column.addLayout(head)
        head.addWidget(self._title, 1)
        head.addWidget(self._pill)
        head.addWidget(self._close)
        body = QHBoxLayout()
        self.column.addLayout(body, 1)
        body.setSpacing(style.CARD_PADDING)
        body.addWidget(self._make_words(), 5)
        lists = QVBoxLayout()
        body.addLayout(lists, 7)
        self._fill_lists(lists)
        self._retranslate()

    def _make_words(self) -> QWidget:
        inner = QWidget(self)
        inner.setProperty("kind", "clear")
        self._figures = label("", "strong", inner, wrap=True)
        self._reason = label("", "warning", inner, wrap=True)
        self._note = label("", "strong", inner, wrap=True)
        self._note.hide()
        self._quote = label("", "", inner, wrap=True)
        self._rule = label("", "secondary", inner, wrap=True)
        self._parameters = label("", "secondary", inner, wrap=True)
        self._from = label("", "secondary", inner, wrap=True)
        self.ahead = Ahead(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, style.STEP, 0)
        column.setSpacing(2 * style.STEP)
        for one in (
            self._figures,
            self._reason,
            self._note,
            self._quote,
            self._rule,
            self._parameters,
            self._from,
        ):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(one)
        column.insertWidget(2, self.ahead)
        column.addStretch(1)
        return scrolled(inner, self)

    def _fill_lists(self, column: QVBoxLayout) -> None:
        column.setSpacing(2 * style.STEP)
        self.models = (RecordsModel(self), RecordsModel(self))
        self.tables = (plain_table(self), plain_table(self))
        self._stack = QStackedWidget(self)
        self._tabs = QButtonGroup(self)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(style.STEP)
        for number, (table, model) in enumerate(zip(self.tables, self.models, strict=True)):
            _dress(table, model, left_out=number == LEFT_OUT)
            table.activated.connect(self._on_activated)
            self._stack.addWidget(table)
            button = Button(self)
            button.setObjectName(("counted", "left_out")[number])
            button.setProperty("period", True)
            button.setCheckable(True)
            self._tabs.addButton(button, number)
            row.addWidget(button)
        self._nothing = label("", "secondary", self, wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._nothing)
        self._tabs.button(COUNTED).setChecked(True)
        self._tabs.idClicked.connect(self._show_list)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        row.addSpacing(style.GAP)
        row.addWidget(self.search, 1)
        column.addWidget(self._stack, 1)

    def show_explanation(
        self,
        explanation: Explanation,
        whose: str = "",
        *,
        reported: bool = True,
        source: Source | None = None,
        supposing: bool = False,
        note: str = "",
    ) -> None:
        """Show *explanation*.

        Args:
            explanation: The figure with its records.
            whose: Stands before the indicator's name when it is not the own unit's.
            reported: Whether that unit has reported; if not, there is no figure to judge.
            source: The package it comes from.
            supposing: Whether one may ask what some more would make of it; somebody must answer ``ahead.supposed``.
            note: What else is to be known of it, such as what it was when the period was locked.
        """
        self._reported, self._source = reported, source
        self.ahead.show_figure(explanation.indicator if supposing else None)
        self._show(explanation, whose, note)

    def show_traced(self, traced: Traced, whose: str = "", note: str = "") -> None:
        """Show a figure of a printed form; *whose* and *note* as for `show_explanation`."""
        self._reported, self._source = True, None
        self.ahead.show_figure(None)
        self._show(traced, whose, note)

    def _show(self, shown: Explanation | Traced, whose: str, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._shown, self._whose = shown, whose
        self.search.clear()
        self.models[COUNTED].show_items(shown.counted)
        self.models[LEFT_OUT].show_items(shown.left_out)
        units = any(model.of_units for model in self.models)
        for table in self.tables:
            table.setColumnHidden(KIND, units)
            table.setColumnHidden(PACKAGE, not any(model.of_packages for model in self.models))
        other = LEFT_OUT if self.tab == COUNTED else COUNTED
        if not self.models[self.tab].rowCount() and self.models[other].rowCount():
            self._tabs.button(other).setChecked(True)
        self._show_words()

    def choose(self, tab: int) -> None:
        """Show the list of records ``COUNTED`` or ``LEFT_OUT``."""
        self._tabs.button(tab).setChecked(True)
        self._show_list()

    @property
    def tab(self) -> int:
        """The list that shows, ``COUNTED`` or ``LEFT_OUT``."""
        return self._tabs.checkedId()

    def _show_list(self, _tab: int = COUNTED) -> None:
        """Show the chosen list, or why there is nothing in it."""
        there = self.models[self.tab].rowCount()
        self._stack.setCurrentIndex(self.tab if there else self._stack.indexOf(self._nothing))
        key = (
            "list.none_found" if self.search.text() else f"explained.none_{('counted', 'left_out')[self.tab]}"
        )
        self._nothing.setText(language.say(key))

    def _on_search(self, text: str) -> None:
        for model in self.models:
            model.search(text)
        self._name_tabs()

    def _on_activated(self, index: QModelIndex) -> None:
        record = self.models[self.tab].item(index.row())
        if record is not None:
            self.opened.emit(record)

    def _name_tabs(self) -> None:
        for number, name in enumerate(("counted", "left_out")):
            text = language.say(f"explained.{name}", count=self.models[number].rowCount())
            self._tabs.button(number).setText(text)
            self.tables[number].setAccessibleName(text)
        self._show_list()

    def _retranslate(self) -> None:
        for model in self.models:
            model.retranslate()
        self._show_words()

    def _show_words(self) -> None:
        say = language.say
        self._close.setAccessibleName(say("explained.close"))
        self._close.setToolTip(say("explained.close"))
        self.search.setPlaceholderText(say("explained.search"))
        self.search.setAccessibleName(say("explained.search"))
        self._name_tabs()
        if self._shown is None:
            return
        said = told(self._shown, reported=self._reported)
        self._title.setText(f"{self._whose} · {said.title}" if self._whose else said.title)
        self._title.setToolTip(said.tip)
        self._pill.setVisible(bool(said.status))
        if said.status:
            self._pill.show_status(said.status)
        for place, text in (
            (self._figures, said.figures),
            (self._reason, said.doubts),
            (self._quote, said.quote),
            (self._rule, said.rule),
            (self._parameters, said.parameters),
        ):
            place.setText(text)
            place.setVisible(bool(text))
        self._from.setVisible(self._source is not None)
        if self._source is not None:
            sequence, day = self._source
            self._from.setText(say("explained.from_package", sequence=sequence, day=day))


def with_panel_below(table: QWidget, panel: ExplanationPanel, parent: QWidget) -> QSplitter:
    """*table* with *panel* below it; the person decides how they share the room."""
    split = QSplitter(Qt.Orientation.Vertical, parent)
    split.setHandleWidth(style.GAP)
    split.setChildrenCollapsible(False)
    split.addWidget(table)
    split.addWidget(panel)
    split.setStretchFactor(0, 3)
    split.setStretchFactor(1, 2)
    panel.hide()
    return split


def _dress(table: QTableView, model: RecordsModel, *, left_out: bool) -> None:
    table.setModel(model)
    letter = table.fontMetrics().averageCharWidth()
    table.setColumnWidth(KIND, 14 * letter)
    table.setColumnWidth(CAPTION, (34 if left_out else 46) * letter)
    table.setColumnWidth(QUANTITY, 10 * letter)
    table.setColumnWidth(PACKAGE, 20 * letter)
    table.setColumnHidden(QUANTITY, left_out)
    table.setColumnHidden(PACKAGE, True)
    table.setColumnHidden(REASON, not left_out)
    if not left_out:
        table.horizontalHeader().setStretchLastSection(False)
        table.horizontalHeader().setSectionResizeMode(CAPTION, table.horizontalHeader().ResizeMode.Stretch)
