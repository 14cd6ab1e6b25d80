"""The page of what a receiving unit hands down to its communes: plans and code lists, each given or not."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from desktop import said
from desktop.services import handing
from desktop.services.desk import Desk
from desktop.services.handing import Given
from desktop.ui import language, style
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.widgets.card import label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.lines import LinesModel
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

_NAME, _HOLDS, _STATE = range(3)
_LETTERS = {_HOLDS: 22, _STATE: 27}
_NAME_LETTERS = 24


def give(desk: Desk, one: Given) -> Given:
    """Hand *one* down, or no more; runs in the worker."""
    handing.give(desk, one.kind, one.name, on=not one.on)
    return one


class GivenModel(LinesModel[Given]):
    """One row for each plan and code list."""

    columns = ("name", "holds", "state")
    words = "handing.column"

    def cells_of(self, item: Given) -> tuple[str, ...]:
        """What it is, what it holds, and since when it is handed down."""
        term = language.term
        day = "/".join(reversed(item.on.split("-")))
        since = language.say("handing.since", day=day) if item.on else language.say("handing.not")
        return (
            said.document_name(term, item.kind, item.name, item.title),
            said.given_holds(term, item),
            f"{style.look(self.status_of(item)).sign} {since}",
        )

    def status_of(self, item: Given) -> str:
        """Whether it is handed down."""
        return "met" if item.on else "nothing_happened"


class HandingPage(Page):
    """A list; Enter hands the marked line down, or no more."""

    uses_period = False
    cares_for = frozenset({"plans", "settings", "list_entry", "handing"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("handing_page")
        self._give = self.action("give", self.give, primary=True)
        self._about = label("", "secondary", self, wrap=True)
        self.model = GivenModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(_STATE, PillDelegate(GivenModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, _NAME, _NAME_LETTERS, _LETTERS)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._about)
        column.addWidget(self.table, 1)
        self.begins_in = self.table
        self._retranslate()

    def title(self) -> str:
        """The page's name."""
        return language.say("page.handing")

    def context(self) -> str:
        """How much is handed down."""
        return language.say("handing.context", count=sum(bool(one.on) for one in self.model.items))

    def header_actions(self) -> Sequence[QAction]:
        """Hand down, or no more."""
        return (self._give,)

    def refresh(self) -> None:
        """Load what there is."""
        self.workplace.tasks.run(handing.given, self.workplace.desk, done=self._on_loaded, latest="handing")

    def current(self) -> Given | None:
        """What stands in the marked row."""
        return self.model.item(self.table.currentIndex().row())

    def give(self) -> None:
        """Hand the marked line down, or no more if it is."""
        one = self.current()
        if one is not None:
            self.workplace.tasks.run(give, self.workplace.desk, one, done=self._on_given)

    def _on_activated(self, _index: QModelIndex) -> None:
        self.give()

    def _on_given(self, before: Given) -> None:
        name = said.document_name(language.term, before.kind, before.name, before.title)
        what = "handing.stopped" if before.on else "handing.given"
        self.workplace.messages.tell(language.say(what, name=name), OK)
        self.workplace.changed({"handing"})

    def _on_loaded(self, found: list[Given]) -> None:
        kept = self.current()
        self.model.show_items(found)
        named = [(one.kind, one.name) for one in found]
        row = named.index((kept.kind, kept.name)) if kept and (kept.kind, kept.name) in named else 0
        if found:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._show_state()

    def _on_selected(self, _new: object, _old: object) -> None:
        self._show_state()

    def _show_state(self) -> None:
        one = self.current()
        self._give.setEnabled(one is not None)
        self._give.setText(language.say("handing.stop" if one is not None and one.on else "handing.give"))
        self.header_changed.emit()

    def _retranslate(self) -> None:
        self._about.setText(language.say("handing.about"))
        self.table.setAccessibleName(language.say("page.handing"))
        self.model.retranslate()
        self._columns.fit()
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of what is handed down."""
    return HandingPage(workplace)
