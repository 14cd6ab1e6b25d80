"""The card of the commune's other machines: which there are, and what can be done with them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.exchange.siblings import Other
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table

_MACHINE, _STATE, _SINCE, _LAST, _MISSING = range(5)
_LETTERS = {_STATE: 24, _SINCE: 13, _LAST: 18, _MISSING: 20}
_MACHINE_LETTERS = 20
_ROWS_SHOWN = 4
_LOOKS = {"in_use": "met", "by_hand": "on_course", "replaced": "nothing_happened", "revoked": "not_met"}


def machine_name(site: str, name: str = "") -> str:
    """How a machine is called."""
    called = language.say("conflict.machine", machine=site[:4])
    return f"{called} · {name}" if name else called


class SiblingsModel(LinesModel[Other]):
    """One row per machine: which, how it stands, since when, what has come of it."""

    columns = ("machine", "state", "since", "last", "missing")
    words = "siblings.column"
    right = (_SINCE,)

    def cells_of(self, item: Other) -> tuple[str, ...]:
        """The text of each column."""
        say = language.say
        state = self.status_key(item)
        last = say("siblings.none_yet") if item.last_sequence is None else str(item.last_sequence)
        return (
            machine_name(item.site, item.name),
            f"{style.look(_LOOKS[state]).sign} {say(f'siblings.{state}')}",
            language.day(item.since),
            last,
            ", ".join(map(str, item.missing)),
        )

    def status_of(self, item: Other) -> str:
        """The look of a machine."""
        return _LOOKS[self.status_key(item)]

    @staticmethod
    def status_key(item: Other) -> str:
        """How a machine stands, as its words are called."""
        return "by_hand" if item.by_hand else item.status if item.status in _LOOKS else "in_use"


class SiblingsCard(Card):
    """The list, its actions, and below them what was found and waits for a yes."""

    def __init__(
        self, actions: Sequence[QAction], answers: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self.model = SiblingsModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(_STATE, PillDelegate(SiblingsModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, _MACHINE, _MACHINE_LETTERS, _LETTERS)
        for widget in (self._title, self._about, self.table):
            self.column.addWidget(widget)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(style.GAP)
        for action in actions:
            row.addWidget(ActionButton(action, self))
        row.addStretch(1)
        self.found = QFrame(self)
        self.found.setProperty("kind", "offer")
        inside = QVBoxLayout(self.found)
        inside.setSpacing(2 * style.STEP)
        self.text = label("", "", self.found, wrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self.text)
        choices = QHBoxLayout()
        inside.addLayout(choices)
        choices.setSpacing(style.GAP)
        self.buttons = [ActionButton(action, self.found) for action in answers]
        for button in self.buttons:
            choices.addWidget(button)
        choices.addStretch(1)
        self.column.addWidget(self.found)
        self.found.hide()
        self._retranslate()

    def show_others(self, others: Sequence[Other]) -> None:
        """Show the machines."""
        self.model.show_items(others)
        row = self.table.verticalHeader().defaultSectionSize()
        heads = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(heads + row * (min(len(others), _ROWS_SHOWN) + 1))
        self.table.setVisible(bool(others))
        if others:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._retranslate()

    def show_found(self, text: str) -> None:
        """Say *text* below the list; nothing for no text."""
        self.text.setText(text)
        self.found.setVisible(bool(text))

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("siblings.title"))
        self._about.setText(say("siblings.about" if self.model.items else "siblings.about_none"))
        self.table.setAccessibleName(self._title.text())
        self.model.retranslate()
        self._columns.fit()
