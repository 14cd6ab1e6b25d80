"""The page of conflicts: the list at the left; at the right the values side by side, or many by one rule."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.conflicts import DELETED, Conflict, Decision
from desktop.services.deciding import Decided
from desktop.ui import language, style
from desktop.ui.conflicts import work
from desktop.ui.conflicts.batch import BatchCard
from desktop.ui.conflicts.model import AT, FIELD, RECORD, UNIT, VALUES, ConflictsModel
from desktop.ui.conflicts.offers import OffersCard
from desktop.ui.conflicts.sentences import field_words
from desktop.ui.conflicts.work import Found, Looked
from desktop.ui.indicators import words
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.pages import COMMUNE
from desktop.ui.record.ask_strip import AskStrip
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.widgets.unwheeled import Unwheeled
from desktop.ui.workplace import Workplace

_WEIGHTS = {UNIT: 13, RECORD: 18, FIELD: 16, VALUES: 14, AT: 18}
_SIDES = (580, 540)
_FILTER_LETTERS = 12
_KEYS = 4
_NARROW = 110  # characters


class ConflictsPage(Page):
    """A key chooses a value, Enter keeps it and goes on to the next; several lines are decided by one rule."""

    uses_period = False

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("conflicts_page")
        self._commune = workplace.desk.settings.role == COMMUNE
        self._found = Found([], {})
        self._loaded, self._row = False, 0
        self._open = self.action("open_record", self.open_record)
        self._ask = self.action("ask", self.begin_asking)
        self._ask.setVisible(not self._commune)
        self._back = self.action("take_back", self.take_back, shortcut="Ctrl+Z")
        self._find = self.action("find", self._on_find, shortcut="Ctrl+F")
        self.model = ConflictsModel(self)
        self.table = plain_table(self, several=True)
        self.search = QLineEdit(self)
        self.kinds, self.fields, self.units = (Unwheeled(self) for _ in range(3))
        self.offers = OffersCard(self._open, self._ask, commune=self._commune, parent=self)
        self.batch = BatchCard(commune=self._commune, parent=self)
        self.strip = AskStrip(self)
        self.state = EmptyState(self)
        self._dress()
        self._lay_out()
        self.begins_in = self.table
        self._retranslate()

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setColumnHidden(UNIT, self._commune)
        self.table.weigh(tuple(_WEIGHTS.values()), firm=(AT,))
        sort_by_heads(self.table)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.activated.connect(self._on_activated)
        for number in range(_KEYS):
            key = QAction(self.table)
            key.setShortcut(QKeySequence(str(number + 1)))
            key.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            key.setData(number)
            key.triggered.connect(self._on_key)
            self.table.addAction(key)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.search)
        self.search.textChanged.connect(self._on_narrowed)
        for chooser in (self.kinds, self.fields, self.units):
            chooser.setMinimumContentsLength(_FILTER_LETTERS)
            chooser.setSizeAdjustPolicy(Unwheeled.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            chooser.activated.connect(self._on_narrowed)
        self.units.setVisible(not self._commune)
        self.offers.decided.connect(self._on_decided_one)
        self.batch.decided.connect(self.decide)
        self.strip.confirmed.connect(self._on_asked)
        self.strip.closed.connect(self._on_strip_closed)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setSpacing(style.GAP)
        tools.addWidget(self.search, 2)
        for chooser in (self.units, self.kinds, self.fields):
            tools.addWidget(chooser, 1)
        self.sides = QSplitter(body)
        self.sides.setChildrenCollapsible(False)
        column.addWidget(self.sides, 1)
        column.addWidget(self.strip)
        self.right = QStackedWidget(self.sides)
        self.right.addWidget(self.offers)
        self.right.addWidget(self.batch)
        self.sides.addWidget(self.table)
        self.sides.addWidget(self.right)
        self.sides.setStretchFactor(0, 1)
        self.sides.setStretchFactor(1, 1)
        self.sides.setSizes(_SIDES)
        self.stack.addWidget(self.state)
        self.stack.addWidget(body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside goes below where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        self.sides.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def minimumSizeHint(self) -> QSize:
        """The list scrolls: the page needs no more than others do."""
        return QSize(0, 0)

    def title(self) -> str:
        """The page's name."""
        return language.say("page.conflicts")

    def context(self) -> str:
        """How many wait, and how a person goes on."""
        count = len(self._found.conflicts)
        return language.say("conflicts.context", count=count) if count else language.say("conflicts.none")

    def header_actions(self) -> Sequence[QAction]:
        """Taking the last decision back."""
        return (self._back,)

    # Showing

    def refresh(self) -> None:
        """Load what is open."""
        self.workplace.tasks.run(work.load, self.workplace.desk, done=self._on_loaded, latest="conflicts")

    def _on_loaded(self, found: Found) -> None:
        self._found, self._loaded = found, True
        self._fill_filters()
        self.model.show_conflicts(found.conflicts, found.captions)
        self._on_narrowed()

    def selected(self) -> list[Conflict]:
        """The conflicts in the marked lines."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.shown(row) for row in rows]

    def _on_narrowed(self, _value: object = None) -> None:
        chosen = [str(one.currentData() or "") for one in (self.kinds, self.fields, self.units)]
        self.model.narrow(*chosen)
        rows = self.model.rowCount()
        if rows:
            place = self.model.index(min(self._row, rows - 1), RECORD)
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(place, select)
        self._show_state()
        self._look()

    def _on_selected(self, _new: object, _old: object) -> None:
        self._look()

    def _look(self) -> None:
        chosen = self.selected()
        if len(chosen) > 1:
            self.batch.show_conflicts(chosen, self._found.captions)
            self.right.setCurrentWidget(self.batch)
        elif chosen:
            self._row = self.table.selectionModel().selectedRows()[0].row()
            run = self.workplace.tasks.run
            run(work.look, self.workplace.desk, chosen[0], done=self._on_looked, latest="conflict")
        self.right.setVisible(bool(chosen))

    def _on_looked(self, looked: Looked) -> None:
        if self.selected() == [looked.conflict]:
            self.offers.show_looked(looked)
            self.right.setCurrentWidget(self.offers)

    def _fill_filters(self) -> None:
        items = self._found.conflicts
        kinds = {one.kind: language.kind_title(one.kind) for one in items}
        fields = {f"{one.kind}.{one.field}": field_words(one) for one in items}
        units = {one.unit: words.unit_name(one.unit) for one in items}
        for chooser, found, key in (
            (self.kinds, kinds, "conflicts.all_kinds"),
            (self.fields, fields, "conflicts.all_fields"),
            (self.units, units, "conflicts.all_units"),
        ):
            kept = chooser.currentData()
            chooser.clear()
            chooser.addItem(language.say(key), "")
            for value, text in sorted(found.items(), key=lambda one: language.collator().sortKey(one[1])):
                chooser.addItem(text, value)
            chooser.setCurrentIndex(max(chooser.findData(kept), 0))

    # Deciding

    def _on_key(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction) and self.right.currentWidget() is self.offers:
            self.offers.choose(int(sender.data()))

    def _on_activated(self, _index: QModelIndex) -> None:
        if len(self.selected()) == 1 and not self.offers.confirm():
            self.workplace.messages.tell(language.say("conflicts.choose_first"), WARNING)

    def _on_decided_one(self, value: object) -> None:
        looked = self.offers.looked
        if looked is not None:
            one = looked.conflict
            self.decide((Decision(one.kind, one.record, one.field, value),))

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Write *decisions*; the list goes on with what follows."""
        run, desk = self.workplace.tasks.run, self.workplace.desk
        run(work.decide, desk, tuple(decisions), done=self._on_decided)

    def _on_decided(self, decided: Decided) -> None:
        say = language.say
        text = say("conflicts.decided", fields=decided.fields, records=decided.records)
        self.workplace.messages.tell(text, OK, action=say("conflicts.take_back"), on_action=self.take_back)
        self._tell(decided)

    def take_back(self) -> None:
        """Let what was decided last wait again."""
        self.workplace.tasks.run(work.take_back, self.workplace.desk, done=self._on_taken_back)

    def _on_taken_back(self, decided: Decided) -> None:
        text = language.say("conflicts.taken_back", fields=decided.fields)
        self.workplace.messages.tell(text, OK)
        self._tell(decided)

    def _tell(self, decided: Decided) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        # Also when no value changed: what waits is another list now.
        self.workplace.changed(decided.kinds or {"conflicts"})

    # The record, the commune

    def open_record(self) -> None:
        """Open the form of the record."""
        if self.offers.looked is not None:
            one = self.offers.looked.conflict
            self.workplace.open_history(one.kind, one.record)

    def begin_asking(self) -> None:
        """Propose a question to the commune about the field."""
        if self.offers.looked is not None:
            one = self.offers.looked.conflict
            field = "" if one.field == DELETED else one.field
            self.strip.ask(one.kind, field, language.say("conflicts.question", field=field_words(one)))

    def _on_asked(self, text: str) -> None:
        if self.offers.looked is not None:
            run, desk = self.workplace.tasks.run, self.workplace.desk
            run(work.ask, desk, self.offers.looked.conflict, self.strip.field, text, done=self._on_was_asked)

    def _on_was_asked(self, _question: object) -> None:
        self.workplace.messages.tell(language.say("conflicts.asked"), OK)

    def _on_strip_closed(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    # Words

    def _show_state(self) -> None:
        say = language.say
        if not self._loaded:
            self.state.show_words(say("conflicts.loading"), say("conflicts.loading_about"))
        else:
            self.state.show_words(say("conflicts.none"), say("conflicts.none_about"))
        self.stack.setCurrentIndex(1 if self._found.conflicts else 0)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._open.setText(say("conflicts.open"))
        self._ask.setText(say("ask.action"))
        self._back.setText(say("conflicts.take_back"))
        self._find.setText(say("list.search"))
        self.search.setPlaceholderText(say("conflicts.search"))
        self.search.setAccessibleName(say("conflicts.search"))
        self.kinds.setAccessibleName(say("conflicts.all_kinds"))
        self.fields.setAccessibleName(say("conflicts.all_fields"))
        self.units.setAccessibleName(say("conflicts.all_units"))
        self.table.setAccessibleName(say("conflicts.table"))
        self._fill_filters()
        self.model.retranslate()
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of conflicts."""
    return ConflictsPage(workplace)
