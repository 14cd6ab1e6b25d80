"""What the receiving unit hands down: each line says what taking it changes; Enter takes it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import said
from desktop.models.records import all_kinds
from desktop.services import handing
from desktop.services.desk import Desk
from desktop.services.handing import Offer
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table

_NAME, _CHANGE, _DAY, _STATE = range(4)
_LETTERS = {_NAME: 23, _DAY: 12, _STATE: 18}
_CHANGE_LETTERS = 20
_ROWS_SHOWN = 4
_LOOKS = {"new": "on_course", "taken": "met", "declined": "nothing_happened", "bad": "not_met"}
_TO_DECIDE = ("new", "bad", "declined")


def take(desk: Desk, kind: str, name: str) -> Offer:
    """Take what is handed down; runs in the worker."""
    return handing.take(desk, kind, name)


def decline(desk: Desk, kind: str, name: str) -> None:
    """Leave what is handed down; runs in the worker."""
    handing.decline(desk, kind, name)


class HandedModel(LinesModel[Offer]):
    """One row per document."""

    columns = ("name", "change", "on", "state")
    words = "handed.column"
    right = (_DAY,)

    def cells_of(self, item: Offer) -> tuple[str, ...]:
        """What it is, what it changes, since when it is handed down, whether it was taken."""
        term = language.term
        change = language.say("handed.bad") if item.wrongs else said.offer_in_short(term, item)
        state = language.say(f"handed.state.{item.state}")
        return (
            said.document_name(term, item.kind, item.name, item.title),
            change,
            language.day(item.on),
            f"{style.look(_LOOKS[item.state]).sign} {state}",
        )

    def status_of(self, item: Offer) -> str:
        """The look of an offer."""
        return _LOOKS[item.state]


class HandedCard(Card):
    """The list, what the marked line changes in full, and the two answers; hidden while nothing is to be decided.

    Signals:
        chosen: Another line is marked.
        wanted: Somebody pressed Enter on a line.
    """

    chosen = Signal()
    wanted = Signal()

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "section", self)
        self._about = label("", "secondary", self, wrap=True)
        self.model = HandedModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(_STATE, PillDelegate(HandedModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, _CHANGE, _CHANGE_LETTERS, _LETTERS)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self._row_height = self.table.verticalHeader().defaultSectionSize()
        self.details = label("", "", self, wrap=True)
        for widget in (self._title, self._about, self.table, self.details):
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
    def offer(self) -> Offer | None:
        """What the marked line hands down."""
        return self.model.item(self.table.currentIndex().row())

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show *offers*; the marked one stays marked."""
        marked = self.offer
        self.model.show_items(offers)
        heads = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(heads + self._row_height * min(len(offers) + 1, _ROWS_SHOWN + 1))
        rows = [
            row
            for row, one in enumerate(offers)
            if marked and (one.kind, one.name) == (marked.kind, marked.name)
        ]
        if offers:
            self.table.setCurrentIndex(self.model.index(rows[0] if rows else 0, 0))
        self.setVisible(any(one.state in _TO_DECIDE for one in offers))
        self._retranslate()

    def _on_activated(self, _index: QModelIndex) -> None:
        self.wanted.emit()

    def _on_chosen(self, _new: object, _old: object) -> None:
        self._show_details()
        self.chosen.emit()

    def _show_details(self) -> None:
        one = self.offer
        text = ""
        if one is not None and one.wrongs:
            lines = [said.form_wrong(language.term, wrong) for wrong in one.wrongs]
            text = "\n".join([language.say("handed.why_bad", count=len(lines)), *lines[:_ROWS_SHOWN]])
        elif one is not None:
            text = said.offer_change(language.term, one)
        self.details.setText(text)

    def _retranslate(self) -> None:
        say = language.say
        waiting = sum(one.state == "new" for one in self.model.items)
        self._title.setText(say("handed.title", count=waiting) if waiting else say("handed.title_none"))
        self._about.setText(say("handed.about"))
        self.table.setAccessibleName(self._title.text())
        self.model.retranslate()
        self._columns.fit()
        self._show_details()


class HandedDown(QObject):
    """The part of the exchange page that takes what is handed down."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._take = page.action("take_handed", self.take)
        self._decline = page.action("decline_handed", self.decline)
        self.card = HandedCard((self._take, self._decline), page)
        self.card.chosen.connect(self._show_state)
        self.card.wanted.connect(self.take)
        self._show_state()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show what is handed down."""
        self.card.show_offers(offers)
        self._show_state()

    def take(self) -> None:
        """Take what the marked line hands down."""
        one = self.card.offer
        if one is not None and self._take.isEnabled():
            place = self._page.workplace
            place.tasks.run(take, place.desk, one.kind, one.name, done=self._on_taken)

    def _on_taken(self, offer: Offer) -> None:
        place, term = self._page.workplace, language.term
        named = said.document_name(term, offer.kind, offer.name, offer.title)
        what = said.offer_change(term, offer)
        place.messages.tell(language.say("handed.taken", name=named, what=what), OK)
        # Targets, or the words of codes, may be others everywhere now.
        place.changed({"receipt", "plans", "settings", *(kind.name for kind in all_kinds())})

    def decline(self) -> None:
        """Leave what the marked line hands down as it is."""
        one = self.card.offer
        if one is not None:
            place = self._page.workplace
            place.tasks.run(decline, place.desk, one.kind, one.name, done=self._on_declined)

    def _on_declined(self, _done: object) -> None:
        place = self._page.workplace
        place.messages.tell(language.say("handed.declined"), OK)
        place.changed({"receipt"})

    def _show_state(self) -> None:
        one = self.card.offer
        self._take.setEnabled(one is not None and one.state in ("new", "declined"))
        self._decline.setEnabled(one is not None and one.state == "new")

    def retranslate(self) -> None:
        """Name the actions in the new language."""
        self._take.setText(language.say("handed.take"))
        self._decline.setText(language.say("handed.decline"))
