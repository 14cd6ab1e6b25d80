"""How a person looks at a register: conditions, filters with a name, columns."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import paths
from desktop.models import units
from desktop.models.conditions import Condition
from desktop.models.records import Kind
from desktop.services import views
from desktop.services.views import NamedFilter, View
from desktop.ui import language
from desktop.ui.fields.matching import Choices
from desktop.ui.frame.header import ActionButton
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.register import work
from desktop.ui.register.column_panel import ColumnPanel
from desktop.ui.register.conditions import filterables, linked_ids
from desktop.ui.register.filter_bar import FilterBar
from desktop.ui.register.filter_panel import FilterPanel
from desktop.ui.register.saved_filters import SavedFilters


class Looking(QObject):
    """The widgets around a list that say what of it shows.

    Signals:
        asked: Other conditions, or other words, are looked for.
        columns_changed: Other columns are to be shown.

    Attributes:
        bar: The conditions in words.
        panel: The condition being made.
        columns: The fields shown; empty for those of the description.
    """

    asked = Signal()
    columns_changed = Signal()

    def __init__(self, page: Page, kind: Kind, search: QLineEdit, home: QWidget, *, editable: bool) -> None:
        """The widgets of *page* around the list *home*; *search* holds the words that are looked for."""
        super().__init__(page)
        self._workplace, self._page, self._kind = page.workplace, page, kind
        self._search, self._home, self._editable = search, home, editable
        self.columns: tuple[str, ...] = ()
        self._view: View | None = None
        self.bar, self.panel = FilterBar(kind, page), FilterPanel(page.workplace.desk.today(), page)
        self._column_panel, self._saved = ColumnPanel(kind, page), SavedFilters(page)
        self.side_panels: Sequence[QWidget] = (self._saved, self._column_panel)
        for widget in (self.panel, *self.side_panels):
            widget.hide()
        self._filter = self._action("filter", self.add_filter, "F3", "filter")
        self._named = self._action("saved_filters", self.show_saved, "F9", "bookmark")
        self._columns = self._action("columns", self.choose_columns, "F6", "columns")
        self.buttons_before = [ActionButton(action, page) for action in (self._filter, self._named)]
        self.buttons_after = [ActionButton(self._columns, page)]
        self._connect()

    def _action(self, name: str, slot: object, key: str, icon: str) -> QAction:
        action = self._page.action(name, slot, shortcut=key)
        action.setIcon(QIcon(str(paths.resources() / "icons" / f"{icon}.svg")))
        return action

    def _connect(self) -> None:
        self.bar.changed.connect(self._on_conditions)
        self.bar.change_wanted.connect(self.panel.begin)
        self.panel.made.connect(self._on_made)
        self.panel.choices_wanted.connect(self._on_choices_wanted)
        self._column_panel.columns_chosen.connect(self._on_columns)
        self._saved.taken.connect(self._on_taken)
        self._saved.kept.connect(self._on_kept)
        self._saved.renamed.connect(self._on_renamed)
        self._saved.forgotten.connect(self._on_forgotten)
        for panel in (self.panel, self._column_panel, self._saved):
            panel.closed.connect(self._on_closed)

    @property
    def asks_for_period(self) -> bool:
        """Whether a condition looks at the period chosen for the whole program."""
        return any(condition.this_period for condition in self.bar.conditions)

    def load(self) -> None:
        """Fetch how this register is looked at, once."""
        if self._view is None:
            run = self._workplace.tasks.run
            run(views.view, self._workplace.desk, self._kind.name, done=self._on_view)

    def _on_view(self, view: View) -> None:
        self._view = view
        self._saved.show_filters(view.filters)
        if view.columns != self.columns:
            self.columns = view.columns
            self.columns_changed.emit()

    def show_bin(self, in_bin: bool) -> None:
        """In the bin there is nothing to filter."""
        for panel in (self.panel, *self.side_panels):
            panel.hide()
        for action in (self._filter, self._named):
            action.setVisible(not in_bin)
            action.setEnabled(not in_bin)
        self.bar.setVisible(not in_bin and bool(self.bar.conditions))

    # Conditions

    def narrow(self, conditions: Sequence[Condition]) -> None:
        """Look for *conditions* and nothing else."""
        self._search.clear()
        self.bar.show_conditions(conditions)
        self._on_conditions()

    def add_filter(self) -> None:
        """Begin a condition."""
        self.bar.begin_new()
        self.panel.begin()

    def _on_made(self, condition: Condition) -> None:
        self.bar.take(condition)
        self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_conditions(self) -> None:
        self._name_links()
        self.asked.emit()

    def _on_choices_wanted(self, target: str) -> None:
        run = self._workplace.tasks.run
        run(work.choices, self._workplace.desk, target, done=self._on_choices, latest="choices")

    def _on_choices(self, found: tuple[str, Choices]) -> None:
        self.panel.set_choices(*found)
        self.bar.name_links(dict(found[1]))

    def _name_links(self) -> None:
        if wanted := linked_ids(self._kind, self.bar.conditions):
            self._workplace.tasks.run(work.called, self._workplace.desk, wanted, done=self._on_called)

    def _on_called(self, captions: Mapping[str, str]) -> None:
        self.bar.name_links(captions)

    # Filters with a name

    def show_saved(self) -> None:
        """Show the filters with a name, or put them away."""
        if self._saved.isVisible():
            self._saved.close_panel()
            return
        self._column_panel.hide()
        self._saved.begin(can_keep=bool(self._search.text().strip() or self.bar.conditions))

    def _on_taken(self, taken: NamedFilter) -> None:
        self._search.setText(taken.text)
        self.bar.show_conditions(taken.conditions)
        self._name_links()
        self._saved.close_panel()
        self.asked.emit()

    def _on_kept(self, name: str) -> None:
        kept = NamedFilter(name, self._search.text().strip(), self.bar.conditions)
        self._change(views.keep_filter, kept)
        self._workplace.messages.tell(language.say("saved.done", name=name), OK)

    def _on_renamed(self, old: str, new: str) -> None:
        self._change(views.rename_filter, old, new)

    def _on_forgotten(self, name: str) -> None:
        self._change(views.forget_filter, name)

    def _change(self, service: object, *args: object) -> None:
        run = self._workplace.tasks.run
        run(work.change_view, self._workplace.desk, service, self._kind.name, *args, done=self._on_view)

    # Columns

    def choose_columns(self) -> None:
        """Show which columns there are, or put them away."""
        if self._column_panel.isVisible():
            self._column_panel.close_panel()
            return
        self._saved.hide()
        self._column_panel.begin(self.columns)

    def _on_columns(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self.columns_changed.emit()
        self._change(views.show_columns, columns)

    def _on_closed(self) -> None:
        self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set the words of the actions, and what can be filtered by."""
        say = language.say
        self._filter.setText(say("filter.open"))
        self._named.setText(say("saved.open"))
        self._columns.setText(say("columns.open"))
        own = self._workplace.desk.settings.unit
        communes = () if self._editable else [(u.ref, u.full_name) for u in units.communes_below(own)]
        self.panel.offer(filterables(self._kind, with_reason=self._editable, communes=tuple(communes)))
