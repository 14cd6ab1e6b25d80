"""The list of one record kind: find, sort, open, add, delete and take back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop import paths
from desktop.models import entry as entries
from desktop.models.records import FieldType, kind_named
from desktop.services import activities
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import period_inside, period_name
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.pages import COMMUNE
from desktop.ui.register.files import RegisterFiles
from desktop.ui.register.model import RegisterModel
from desktop.ui.widgets.card import label
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

CHUNK = 200
_SEARCH_AFTER_MS = 200
_WIDTHS = {FieldType.DATE: 12, FieldType.YEAR: 8, FieldType.MONTH: 10, FieldType.COUNT: 11, FieldType.MONEY: 15,
           FieldType.ROWS: 12, FieldType.FLAG: 12, FieldType.CODE: 22, FieldType.CODES: 26, FieldType.LINK: 28,
           FieldType.LINKS: 14, FieldType.TEXT: 26}  # fmt: skip
"""Column widths in characters."""
_SHORT_TEXT, _SHORT_WIDTH, _UNIT_WIDTH, _LONGEST_LABEL = 60, 12, 19, 20
_FIRM = (FieldType.DATE, FieldType.MONTH, FieldType.YEAR, FieldType.MONEY)


class RegisterPage(Page):
    """One register. Sorting and searching happen in the store; rows come two hundred at a time."""

    def __init__(self, workplace: Workplace, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.kind = kind_named(kind)
        self.cares_for = frozenset({kind, *(str(field.target) for field in self.kind.links)})
        self.uses_period = not self.kind.lasting
        self._editable = workplace.desk.settings.role == COMMUNE
        self._sort: str | None = None
        self._descending = True
        self._deleted = ""
        self.model = RegisterModel(self.kind, self, with_unit=not self._editable)
        self.model.more_wanted.connect(self._load_more)
        self.search = QLineEdit(self)
        self.search.setObjectName("search")
        self.search.setClearButtonEnabled(True)
        icon = QIcon(str(paths.resources() / "icons" / "search.svg"))
        self.search.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        self._count = label("", "secondary", self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.activated.connect(self._on_activated)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header)
        self._make_actions()
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SEARCH_AFTER_MS)
        self._wait.timeout.connect(self.refresh)
        self.search.textEdited.connect(self._on_typed)
        self.search.textChanged.connect(self._on_cleared)
        self.begins_in = self.table
        self._retranslate()

    def _make_actions(self) -> None:
        self._new = self.action("new", self.new, shortcut="Ctrl+N", primary=True)
        self._new.setShortcuts([QKeySequence("Ctrl+N"), QKeySequence(Qt.Key.Key_Insert)])
        self._delete = self.action("delete", self.delete, shortcut="Delete", parent=self.table)
        self._delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(self._delete)
        self._undo = self.action("undo", self.undo, shortcut="Ctrl+Z")
        self._find = self.action("find_here", self._on_find, shortcut="Ctrl+F")
        self.files = RegisterFiles(self.workplace, self.kind.name, self)
        for action in (self._new, self._delete, self._undo):
            action.setEnabled(self._editable)

    def _lay_out(self) -> None:
        self.empty = EmptyState(self)
        self.none_found = EmptyState(self, icon="search")
        if self._editable:
            self.empty.add_button(self._new)
            self.empty.add_button(self.files.import_action)
            self.empty.add_button(self.files.template_action)
        self.stack = QStackedWidget(self)
        for widget in (self.table, self.empty, self.none_found):
            self.stack.addWidget(widget)
        top = QHBoxLayout()
        top.addWidget(self.search)
        top.addSpacing(style.GAP)
        top.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        self._weigh()

    def _weigh(self) -> None:
        """Give each column the room its values or its label need."""
        metrics = self.table.horizontalHeader().fontMetrics()
        each = self.fontMetrics().averageCharWidth()
        weights = [_UNIT_WIDTH] if self.model.with_unit else []
        for field in self.model.fields:
            words = metrics.horizontalAdvance(language.field_label(self.kind.name, field.name))
            short = field.type is FieldType.TEXT and (field.max_length or 0) <= _SHORT_TEXT
            wanted = _SHORT_WIDTH if short else _WIDTHS[field.type]
            weights.append(max(wanted, min((words + 6 * style.STEP) // each, _LONGEST_LABEL)))
        offset = len(weights) - len(self.model.fields)
        firm = [*range(offset)] + [
            offset + n for n, field in enumerate(self.model.fields) if field.type in _FIRM
        ]
        self.table.weigh(weights, firm)

    # What the header shows

    def title(self) -> str:
        """The name of the register."""
        return language.register_title(self.kind.name)

    def context(self) -> str:
        """Of when, and how many."""
        when = period_name(self.workplace.period) if self.uses_period else language.say("list.all_times")
        return language.say("list.context", period=when, count=self.model.total)

    def header_actions(self) -> Sequence[QAction]:
        """Import, export, new; in an empty register they stand in the middle of the page."""
        if self.stack.currentWidget() is self.empty:
            return ()
        if not self._editable:
            return (self.files.export_action,)
        return (self.files.import_action, self.files.export_action, self._new)

    # Loading

    def refresh(self) -> None:
        """Load the first rows again."""
        self._load(0, self._on_first)

    def _load_more(self) -> None:
        self._load(self.model.rowCount(), self._on_more)

    def _load(self, offset: int, done: Callable[[entries.Page], None]) -> None:
        self._wait.stop()
        self.workplace.tasks.run(
            activities.page, self.workplace.desk, self.kind.name, text=self.search.text(),
            period=self.workplace.period if self.uses_period else None, sort=self._sort,
            descending=self._descending, offset=offset, limit=CHUNK, done=done, latest="page",
        )  # fmt: skip

    def _on_first(self, page: entries.Page) -> None:
        kept = self.current()
        self.model.show_page(page, first=True)
        row = max(self.model.row_of(kept) if kept else 0, 0)
        self.table.setCurrentIndex(self.model.index(row, 0))
        self._show_state()

    def _on_more(self, page: entries.Page) -> None:
        self.model.show_page(page, first=False)

    def _show_state(self) -> None:
        searching = bool(self.search.text().strip())
        if self.model.total:
            self.stack.setCurrentWidget(self.table)
        else:
            self.stack.setCurrentWidget(self.none_found if searching else self.empty)
        self.search.setVisible(self.stack.currentWidget() is not self.empty)
        found = language.say("list.found", count=self.model.total) if searching else ""
        self._count.setText(found)
        self.header_changed.emit()

    def current(self) -> str | None:
        """The id of the record in the marked row."""
        return self.model.record(self.table.currentIndex().row())

    # What a person does

    def new(self) -> None:
        """Open an empty form."""
        self.workplace.open_record(self.kind.name)

    def _on_activated(self, index: QModelIndex) -> None:
        record = self.model.record(index.row())
        if record is not None:
            self.workplace.open_record(self.kind.name, record)

    def delete(self) -> None:
        """Delete the marked record; the message offers to take it back."""
        record = self.current()
        if record is None or not self._editable:
            return
        self._deleted = record
        run = self.workplace.tasks.run
        run(activities.delete, self.workplace.desk, self.kind.name, record, done=self._on_deleted)

    def _on_deleted(self, _nothing: object) -> None:
        self.workplace.messages.tell(
            language.say("list.deleted", kind=language.kind_title(self.kind.name)), OK,
            action=language.say("list.undo"), on_action=self.undo,
        )  # fmt: skip
        self.workplace.changed({self.kind.name})

    def undo(self) -> None:
        """Take the last deletion back."""
        if self._deleted:
            run = self.workplace.tasks.run
            run(activities.undelete, self.workplace.desk, self.kind.name, self._deleted, done=self._on_undone)
            self._deleted = ""

    def _on_undone(self, _nothing: object) -> None:
        self.workplace.messages.tell(language.say("list.undone"), OK)
        self.workplace.changed({self.kind.name})

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_typed(self, _text: str) -> None:
        self._wait.start()

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._wait.start()

    def _on_header(self, section: int) -> None:
        field = self.model.field_of(section)
        if field is None:
            return
        name = field.name
        self._descending = not self._descending if self._sort == name else False
        self._sort = name
        header = self.table.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, order)
        self.refresh()

    def _retranslate(self) -> None:
        say, kind = language.say, self.kind.name
        self._new.setText(say("list.new"))
        self._delete.setText(say("list.delete"))
        self._undo.setText(say("list.undo"))
        self._find.setText(say("list.search"))
        self.search.setPlaceholderText(say("list.search_hint"))
        self.search.setAccessibleName(say("list.search"))
        self.table.setAccessibleName(language.register_title(kind))
        self._say_empty()
        self.none_found.show_words(say("list.none_found"), say("list.none_found_hint"))
        self.files.retranslate()
        self.model.retranslate()
        self._weigh()
        self._show_state()

    def _on_period_changed(self, period: object) -> None:
        super()._on_period_changed(period)
        self._say_empty()

    def _say_empty(self) -> None:
        if self.uses_period:
            title = language.say("list.empty_period", period=period_inside(self.workplace.period))
        else:
            title = language.say("list.empty")
        self.empty.show_words(title, language.say(f"list.belongs.{self.kind.name}"))


def make(workplace: Workplace, kind: str) -> Page:
    """The register of *kind*."""
    return RegisterPage(workplace, kind)
