"""The list of one record kind: find, filter, sort, open, add, delete and take back."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop import paths
from desktop.models.conditions import Condition, Listing
from desktop.models.records import kind_named
from desktop.services import listing
from desktop.services.listing import NOTHING, Found
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import period_inside, period_name
from desktop.ui.page import Page
from desktop.ui.pages import COMMUNE
from desktop.ui.register import work
from desktop.ui.register.clipboard import Clipboard
from desktop.ui.register.columns import Column, columns_of
from desktop.ui.register.deleting import Deleting
from desktop.ui.register.files import RegisterFiles
from desktop.ui.register.looking import Looking
from desktop.ui.register.marked import Marked
from desktop.ui.register.model import RegisterModel
from desktop.ui.register.selection import Selection
from desktop.ui.register.sorting import Sorting
from desktop.ui.widgets.announce import announce
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

_SEARCH_AFTER_MS = 60
_SEARCH_WIDTH, _LEAST_SEARCH_WIDTH = 40, 16  # characters
_LONG, _LEAST_ROWS = 5_000, 4


class RegisterPage(Page):
    """One register and its bin. What answers is found in the store; text is fetched for the rows in sight."""

    def __init__(self, workplace: Workplace, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.kind = kind_named(kind)
        self.cares_for = frozenset({kind, *(str(field.target) for field in self.kind.links)})
        self.uses_period = not self.kind.lasting
        self.editable = workplace.desk.settings.role == COMMUNE
        self.in_bin = False
        self._loaded = False
        self.model = RegisterModel(self.kind, self._columns(()), self)
        self.model.rows_wanted.connect(self._load_rows, Qt.ConnectionType.QueuedConnection)
        self.search = QLineEdit(self)
        self.search.setObjectName("search")
        self.search.setClearButtonEnabled(True)
        icon = QIcon(str(paths.resources() / "icons" / "search.svg"))
        self.search.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self._warmed = False
        self.table = plain_table(self, several=True)
        self.table.setModel(self.model)
        self.table.activated.connect(self._on_activated)
        self.selection = Selection(workplace, self.model, self.table)
        self.selection.changed.connect(self._say_count)
        self.sorting = Sorting(self.model, self.table, self)
        self.sorting.changed.connect(self.refresh)
        self.looking = Looking(self, self.kind, self.search, self.table, editable=self.editable)
        self.looking.asked.connect(self._on_asked)
        self.looking.columns_changed.connect(self.show_columns)
        self.deleting = Deleting(self, kind, self.table, self.selection, editable=self.editable)
        self.deleting.bin_wanted.connect(self.show_bin)
        self.clipboard = Clipboard(self, self.model, self.table, self.selection)
        self.marked = Marked(self, kind, self.table, self.current, editable=self.editable)
        self._said = ElidedLabel(self, "secondary")
        self._make_actions()
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SEARCH_AFTER_MS)
        self._wait.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._on_typed)
        self.begins_in = self.table
        self._measure()
        self._retranslate()

    def _make_actions(self) -> None:
        self._new = self.action("new", self.new, shortcut="Ctrl+N", primary=True)
        self._new.setShortcuts([QKeySequence("Ctrl+N"), QKeySequence(Qt.Key.Key_Insert)])
        self._find = self.action("find_here", self._on_find, shortcut="Ctrl+F")
        self._everything = self.action("everything", self._on_everything)
        self.files = RegisterFiles(self.workplace, self.kind.name, self, self.exported)
        self._new.setEnabled(self.editable)

    def _lay_out(self) -> None:
        self.empty = EmptyState(self)
        self.none_found = EmptyState(self, icon="search")
        self.empty_bin = EmptyState(self, icon="trash")
        if self.editable:
            self.empty.add_button(self._new)
            self.empty.add_button(self.files.import_action)
            self.empty.add_button(self.files.template_action)
            self.empty.add_button(self.files.blank_action)
        self.empty.add_button(self.deleting.bin_of_empty)
        self.stack = QStackedWidget(self)
        self.none_found.add_button(self._everything)
        shown: tuple[QWidget, ...] = (self.table, self.empty, self.none_found, self.empty_bin)
        for widget in shown:
            self.stack.addWidget(widget)
        self.top = QWidget(self)
        top = QHBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(2 * style.STEP)
        top.addWidget(self.search, 1)
        for button in self.looking.buttons_before:
            top.addWidget(button)
        top.addStretch(1)
        for button in (*self.looking.buttons_after, self.deleting.bin_button):
            top.addWidget(button)
        looking = self.looking
        one_reads = [self.search, *looking.buttons_before, *looking.buttons_after, self.deleting.bin_button]
        for before, after in itertools.pairwise([*one_reads, self.table]):
            QWidget.setTabOrder(before, after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        for widget in (self.top, self.looking.panel, self.looking.bar, self.deleting.strip):
            column.addWidget(widget)
        beside = QHBoxLayout()
        column.addLayout(beside, 1)
        beside.setSpacing(style.GAP)
        beside.addWidget(self.stack, 1)
        for panel in self.looking.side_panels:
            beside.addWidget(panel)
        column.addWidget(self._said)

    # What the header shows

    def title(self) -> str:
        """The name of the register, or of its bin."""
        name = language.register_title(self.kind.name)
        return language.say("bin.title", register=name) if self.in_bin else name

    def context(self) -> str:
        """Of when, and how many."""
        if self.in_bin:
            count = self.model.total
            return language.say("bin.context", count=count) if count else language.say("bin.empty")
        when = period_name(self.workplace.period) if self.uses_period else language.say("list.all_times")
        if not self._loaded:
            return when
        return language.say("list.context", period=when, count=self.model.total)

    def header_actions(self) -> Sequence[QAction]:
        """Blank forms, import, export, new; in an empty register they stand in the middle of the page."""
        if self.in_bin:
            return self.deleting.header_actions(self.model.total)
        if self.stack.currentWidget() is self.empty:
            return ()
        if not self.editable:
            return (self.files.export_action,)
        files = self.files
        return (files.blank_action, files.import_action, files.export_action, self._new)

    # Loading

    def exported(self) -> tuple[Listing, Sequence[str]]:
        """What an export writes: what is asked for, and the fields chosen."""
        return self.listing(), self.looking.columns

    def listing(self) -> Listing:
        """What is asked for at the moment."""
        settings = self.workplace.desk.settings
        return Listing(
            self.kind.name,
            "" if self.in_bin else self.search.text(),
            () if self.in_bin else self.looking.bar.conditions,
            None if self.in_bin else self.workplace.period,
            self.sorting.field,
            self.sorting.descending,
            settings.unit if self.editable else None,
            self.in_bin,
        )

    def refresh(self) -> None:
        """Find again; the marked row stays marked."""
        self._wait.stop()
        self.looking.load()
        self.workplace.tasks.run(
            listing.find, self.workplace.desk, self.listing(), language.current(), self.current(),
            done=self._on_found, latest="find",
        )  # fmt: skip

    def _on_found(self, found: Found) -> None:
        kept, row, column = self.current(), self.table.currentIndex().row(), self.sorting.column()
        self.model.show_found(found)
        self._loaded = True
        place = self.model.row_of(kept) if kept else -1
        row = place if place >= 0 else min(max(row, 0), max(found.total - 1, 0))
        self.table.setCurrentIndex(self.model.index(row, column))
        self._show_state()

    def _load_rows(self) -> None:
        """Fetch the rows in sight that have no text yet."""
        top, bottom = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)
        last = self.model.total - 1
        wanted = self.model.missing(max(top, 0), bottom if bottom >= 0 else last)
        if wanted is not None:
            run = self.workplace.tasks.run
            run(work.rows, self.workplace.desk, self.kind.name, self.model.ids, *wanted, done=self._on_rows)

    def _on_rows(self, fetched: work.Fetched) -> None:
        self.model.show_rows(fetched.ids, fetched.rows)
        # Somebody may have scrolled on meanwhile.
        self._load_rows()

    def show_columns(self) -> None:
        """Show the columns chosen, or those of the bin."""
        record = self.current()
        self.model.show_columns(self._columns(self.looking.columns))
        self.weigh()
        self.sorting.show()
        row = self.model.row_of(record) if record else -1
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, self.sorting.column()))

    def _columns(self, chosen: Sequence[str]) -> Sequence[Column]:
        return columns_of(self.kind, chosen, with_unit=not self.editable, deleted=self.in_bin)

    def weigh(self) -> None:
        """Give each column the room its values or its label need."""
        metrics = QFontMetrics(style.font(bold=True))
        each = self.fontMetrics().averageCharWidth()
        columns = self.model.columns
        self.table.weigh(
            [c.width(*_widths_of_head(metrics, c.label(), each)) for c in columns],
            [place for place, column in enumerate(columns) if column.firm],
        )

    def _show_state(self) -> None:
        if self.model.total or not self._loaded:
            shown: QWidget = self.table
        elif self.in_bin:
            shown = self.empty_bin
        else:
            shown = self.none_found if self.listing().narrowed else self.empty
        if shown is self.empty and self.stack.currentWidget() is not self.empty:
            self.deleting.look_into()
        self.stack.setCurrentWidget(shown)
        self.top.setVisible(shown is not self.empty)
        self._say_count()
        self.header_changed.emit()

    def _say_count(self) -> None:
        if not self._loaded:
            said = language.say("list.loading")
        else:
            count = language.say("list.rows", count=self.model.total)
            said = self.selection.words() or (count if self.model.total else "")
        if said != self._said.text():
            self._said.set_text(said)
            announce(self._said, said)

    def current(self) -> str | None:
        """The id of the record in the marked row."""
        return self.model.record(self.table.currentIndex().row())

    # What a person does

    def new(self) -> None:
        """Open an empty form."""
        self.workplace.open_record(self.kind.name)

    def _on_activated(self, index: QModelIndex) -> None:
        record = self.model.record(index.row())
        if record is not None and not self.in_bin:
            self.workplace.open_record(self.kind.name, record)

    def narrow(self, conditions: Sequence[Condition]) -> None:
        """Show only what meets *conditions*."""
        if self.in_bin:
            self.show_bin(False)
        self.looking.narrow(conditions)

    def show_bin(self, in_bin: bool) -> None:
        """Show the bin, or the register again."""
        self.in_bin = in_bin
        self._loaded = False
        self.looking.show_bin(in_bin)
        self.deleting.show_bin(in_bin)
        self.search.setVisible(not in_bin)
        self.sorting.forget()
        self.model.show_found(NOTHING)
        self.show_columns()
        self._use_period()
        self.refresh()
        self._show_state()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_asked(self) -> None:
        self._use_period()
        self.refresh()

    def _use_period(self) -> None:
        """The chooser of the period shows where it says what is listed."""
        self.uses_period = not self.in_bin and (not self.kind.lasting or self.looking.asks_for_period)
        self.header_changed.emit()

    def _on_everything(self) -> None:
        self.search.clear()
        self.looking.bar.remove_all()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_typed(self, _text: str) -> None:
        self._wait.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever goes to the search of a long register will search it."""
        coming = watched is self.search and event.type() == QEvent.Type.FocusIn
        if coming and not self._warmed and self.model.total >= _LONG:
            self._warmed = True
            self.workplace.tasks.run(listing.warm, self.workplace.desk, self.kind.name)
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        if hasattr(self, "search"):
            letter = self.fontMetrics().averageCharWidth()
            self.search.setMinimumWidth(letter * _LEAST_SEARCH_WIDTH)
            self.search.setMaximumWidth(letter * _SEARCH_WIDTH)
            # With many conditions in large letters the list gives way, not the window.
            self.stack.setMinimumHeight(_LEAST_ROWS * self.fontMetrics().height())
            self.weigh()

    # Words

    def _retranslate(self) -> None:
        say, kind = language.say, self.kind.name
        self._new.setText(say("list.new"))
        self._find.setText(say("list.search"))
        self._everything.setText(say("list.everything"))
        self.search.setPlaceholderText(say("list.search_hint"))
        self.search.setAccessibleName(say("list.search"))
        self.table.setAccessibleName(language.register_title(kind))
        self._say_empty()
        self.none_found.show_words(say("list.none_found"), say("list.none_found_hint"))
        self.empty_bin.show_words(say("bin.empty"), say("bin.belongs"))
        self.files.retranslate()
        self.sorting.retranslate()
        self.looking.retranslate()
        self.deleting.retranslate()
        self.clipboard.retranslate()
        self.marked.retranslate()
        self.model.retranslate()
        self.weigh()
        self._show_state()

    def _on_period_changed(self, period: object) -> None:
        super()._on_period_changed(period)
        self._say_empty()

    def _say_empty(self) -> None:
        if self.kind.lasting:
            title = language.say("list.empty")
        else:
            title = language.say("list.empty_period", period=period_inside(self.workplace.period))
        self.empty.show_words(title, language.say(f"list.belongs.{self.kind.name}"))


def _widths_of_head(metrics: QFontMetrics, label: str, each: int) -> tuple[int, int]:
    """The room for a head on one line and for its longest word beside the sign of sorting, in characters."""
    longest = max((metrics.horizontalAdvance(word) for word in label.split()), default=0)
    line = metrics.horizontalAdvance(label)
    return (line + 6 * style.STEP) // each, (longest + metrics.height() + 4 * style.STEP) // each + 1


def make(workplace: Workplace, kind: str) -> Page:
    """The register of *kind*."""
    return RegisterPage(workplace, kind)
