"""One plan as one reads it: who asks for what, in whose words, since when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.services.plans.keeping import Listed
from desktop.ui import language
from desktop.ui.frame.header import ActionButton
from desktop.ui.plans import words
from desktop.ui.plans.model import ASKED, ID, INDICATOR, QUOTE, UNTIL, TargetsModel
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.table import plain_table

_LETTERS = {ID: 7, INDICATOR: 21, ASKED: 18, UNTIL: 13}
_QUOTE_LETTERS = 12
_FEWEST_ROWS = 5
_EXPLAINED_LINES = 6


class PlanView(Card):
    """Shows one plan with its targets; the buttons are *actions* of the page."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Listed | None = None
        self._title = label("", "section", self, wrap=True)
        self._about = label("", "secondary", self, wrap=True)
        self._scope = label("", "secondary", self, wrap=True)
        self._note = label("", "warning", self, wrap=True)
        self._versions = label("", "secondary", self, wrap=True)
        buttons = Flow(self)
        for action in actions:
            buttons.put(ActionButton(action, buttons))
        self.model = TargetsModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self._columns = StretchedColumn(self.table, QUOTE, _QUOTE_LETTERS, _LETTERS)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self._explained = label("", "secondary", self, wrap=True)
        self._explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._explained.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self._title, self._about, self._scope, self._note, self._versions, buttons):
            self.column.addWidget(widget)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self._explained)
        self._retranslate()

    def show_plan(self, listed: Listed | None) -> None:
        """Show *listed*."""
        same = self._shown is not None and listed is not None and self._shown.plan.id == listed.plan.id
        row = self.table.currentIndex().row() if same else 0
        self._shown = listed
        self._retranslate()
        if self.model.rowCount():
            self.table.selectRow(min(max(row, 0), self.model.rowCount() - 1))

    def _on_selected(self, _new: object, _old: object) -> None:
        target = self.model.item(self.table.currentIndex().row())
        self._explained.setText(words.explained(target) if target is not None else "")

    def _measure(self) -> None:
        if hasattr(self, "_explained"):
            rows = self.table.verticalHeader().defaultSectionSize() * (_FEWEST_ROWS + 1)
            self.table.setMinimumHeight(rows)
            self._explained.setMinimumHeight(self._explained.fontMetrics().lineSpacing() * _EXPLAINED_LINES)

    def _retranslate(self) -> None:
        self.table.setAccessibleName(language.say("plans.targets"))
        listed = self._shown
        self.model.show_items(listed.plan.targets if listed else ())
        self.model.retranslate()
        self._columns.fit()
        if listed is not None:
            plan = listed.plan
            self._title.setText(plan.title)
            self._about.setText(words.about(plan))
            self._scope.setText(language.say("plans.scope", units=words.scope(plan.scope)))
            quotes = words.option("quotes", plan.quotes) + "." if plan.quotes == "summary" else ""
            note = " ".join(filter(None, (quotes, plan.note)))
            self._note.setText(f"! {note}" if note else "")
            self._versions.setText(words.versions(listed.versions) if listed.own else "")
        for line in (self._note, self._versions):
            line.setVisible(bool(line.text()))
        self._measure()
