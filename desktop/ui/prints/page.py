"""The page "Bản đã in": what was printed, the same pages again, and which figures differ since."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.errors import Refusal
from desktop.models.printouts import KeptPrintout
from desktop.services import prints, typesetting
from desktop.services.desk import Desk
from desktop.services.prints import Change
from desktop.ui import language, style
from desktop.ui.messages import refusal_text
from desktop.ui.page import Page
from desktop.ui.printer import PaperDoor
from desktop.ui.prints.model import MADE, NOW, NUMBER, PERIOD, PRINTED, STATE, ChangesModel, PrintsModel
from desktop.ui.saving import PDF, ask_save, proposed_name, tell_written
from desktop.ui.summary.pages_view import PagesView
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import Workplace

_PREVIEW_PPI = 110
_PRINT_LETTERS = (5, 14, 13, 18, 14)
_CHANGE_LETTERS = (24, 20, 10, 10)
_PAGES, _CHANGES = 0, 1


class Looked(NamedTuple):
    """A print as it is looked at: its pages as PNG images, and the figures that differ."""

    number: int
    pages: list[bytes]
    changes: Sequence[Change]


def look(desk: Desk, number: int, ppi: int) -> Looked:
    """Set print *number* again and compare it with today; runs in the worker."""
    return Looked(number, typesetting.pages(prints.again(desk, number), ppi), prints.changes(desk, number))


def pages_again(number: int, desk: Desk, ppi: int) -> list[bytes]:
    """The pages of print *number*; runs in the worker."""
    return typesetting.pages(prints.again(desk, number), ppi)


class PrintsPage(Page):
    """The list at the left; at the right the marked print's pages, or what changed since."""

    uses_period = False

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("prints_page")
        self._loaded = False
        self._refused: Refusal | None = None
        self._pdf = self.action("pdf", self.choose_pdf)
        self._again = self.action("print", self.choose_printer, shortcut="Ctrl+P", primary=True)
        self._find = self.action("find", self._on_find, shortcut="Ctrl+F")
        self.door = PaperDoor(self, self._pdf)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.model, self.changes = PrintsModel(self), ChangesModel(self)
        self.table, self.changes_table = plain_table(self), plain_table(self)
        self.state = EmptyState(self)
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._sides = QSplitter(self)
        self._sides.setChildrenCollapsible(False)
        self._sides.addWidget(self._make_list())
        self._sides.addWidget(self._make_print())
        self._sides.setStretchFactor(0, 1)
        self._sides.setStretchFactor(1, 1)
        self.stack.addWidget(self.state)
        self.stack.addWidget(self._sides)
        self.begins_in = self.table
        self._retranslate()

    def _make_list(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, style.STEP, 0)
        column.setSpacing(2 * style.STEP)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(STATE, PillDelegate(PrintsModel.STATUS, self.table))
        self.table.weigh(_PRINT_LETTERS, firm=(NUMBER, PERIOD, STATE, MADE))
        self.table.selectionModel().selectionChanged.connect(self._on_marked)
        return side

    def _make_print(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(style.STEP, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        tabs = QHBoxLayout()
        column.addLayout(tabs)
        tabs.setSpacing(style.STEP)
        self._tabs = QButtonGroup(self)
        for number in (_PAGES, _CHANGES):
            button = Button(side)
            button.setProperty("period", True)
            button.setCheckable(True)
            self._tabs.addButton(button, number)
            tabs.addWidget(button)
        tabs.addStretch(1)
        self._tabs.button(_PAGES).setChecked(True)
        self._tabs.idClicked.connect(self._show_tab)
        self.paper = PagesView(_PREVIEW_PPI, "prints", self.workplace, side)
        self.preview = self.paper.preview
        self.changes_table.setModel(self.changes)
        self.changes_table.weigh(_CHANGE_LETTERS, firm=(PRINTED, NOW))
        self._same = label("", "secondary", side, wrap=True)
        self._shown = QStackedWidget(side)
        for one in (self.paper, self.changes_table, self._same):
            self._shown.addWidget(one)
        column.addWidget(self._shown, 1)
        return side

    def title(self) -> str:
        """The page's name."""
        return language.say("page.prints")

    def context(self) -> str:
        """How many prints there are."""
        return language.say("prints.context", count=len(self.model.items))

    def header_actions(self) -> Sequence[QAction]:
        """PDF, print again."""
        return (self._pdf, self._again)

    # Showing

    def refresh(self) -> None:
        """Load the list; the marked print is compared again."""
        self.workplace.tasks.run(prints.listed, self.workplace.desk, done=self._on_listed, latest="prints")

    def _on_listed(self, listed: Sequence[KeptPrintout]) -> None:
        kept = self.current()
        self._loaded = True
        self.model.show_items(listed)
        self._mark(kept)
        self._look()
        self._show_state()

    def current(self) -> KeptPrintout | None:
        """The marked print."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.item(rows[0].row()) if rows else None

    def _mark(self, kept: KeptPrintout | None) -> None:
        numbers = [self.model.shown(row).number for row in range(self.model.rowCount())]
        if numbers:
            self.table.selectRow(numbers.index(kept.number) if kept and kept.number in numbers else 0)

    def _on_marked(self, _new: object, _old: object) -> None:
        self._look()
        self._show_state()

    def _look(self) -> None:
        if (kept := self.current()) is not None:
            self.workplace.tasks.run(
                look, self.workplace.desk, kept.number, self.paper.ppi,
                done=self._on_looked, failed=self._on_refused, latest="look",
            )  # fmt: skip

    def _on_looked(self, looked: Looked) -> None:
        kept = self.current()
        if kept is None or kept.number != looked.number:
            return
        self._refused = None
        self.paper.show_pages(looked.pages, what=str(looked.number))
        self.changes.show_items(looked.changes)
        self._show_state()

    def _on_refused(self, refusal: Refusal) -> None:
        self._refused = refusal
        self._show_state()

    def _on_search(self, text: str) -> None:
        kept = self.current()
        self.model.search(text)
        self._mark(kept)
        self._show_state()

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show_tab(self, _tab: int) -> None:
        self._show_state()

    # Taking along

    def choose_pdf(self) -> None:
        """Ask where to, and write the marked print as PDF."""
        kept = self.current()
        if kept is None:
            return
        name = proposed_name("ban in so", str(kept.number), str(kept.year), kept.period, suffix=".pdf")
        if (path := ask_save(self, self._pdf.text(), name, PDF)) is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the marked print to *path*."""
        if (kept := self.current()) is not None:
            said = language.say("saving.writing", file=path.name)
            self.workplace.tasks.run(
                prints.write, self.workplace.desk, kept.number, path, done=self._on_written, label=said
            )

    def _on_written(self, path: Path) -> None:
        tell_written(self.workplace.messages, path)

    def choose_printer(self) -> None:
        """Ask which printer, and print the marked print again."""
        if (kept := self.current()) is not None:
            self.door.choose(functools.partial(pages_again, kept.number), kept.pages)

    def print_on(self, printer: QPrinter) -> None:
        """Print the marked print again on *printer*."""
        if (kept := self.current()) is not None:
            self.door.print_on(printer, functools.partial(pages_again, kept.number))

    # Words

    def _show_state(self) -> None:
        say = language.say
        if not self._loaded:
            self.state.show_words(say("prints.loading"), say("prints.loading_about"))
        else:
            self.state.show_words(say("prints.none"), say("prints.none_about"))
        self.stack.setCurrentWidget(self._sides if self.model.items else self.state)
        kept = self.current()
        for action in self.header_actions():
            action.setEnabled(kept is not None)
        count = len(self.changes.items)
        self._tabs.button(_CHANGES).setText(say("prints.changes", count=count))
        if self._refused is not None:
            self._same.setText(refusal_text(self._refused))
            self._shown.setCurrentWidget(self._same)
        elif self._tabs.checkedId() == _PAGES:
            self._shown.setCurrentWidget(self.paper)
        else:
            self._same.setText(say("prints.same"))
            self._shown.setCurrentWidget(self.changes_table if count else self._same)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._pdf.setText(say("saving.pdf"))
        self._again.setText(say("prints.again"))
        self._find.setText(say("list.search"))
        self.search.setPlaceholderText(say("prints.search"))
        self.search.setAccessibleName(say("prints.search"))
        self._tabs.button(_PAGES).setText(say("prints.pages"))
        self.table.setAccessibleName(say("page.prints"))
        self.changes_table.setAccessibleName(say("prints.changed"))
        self.model.retranslate()
        self.changes.retranslate()
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of prints."""
    return PrintsPage(workplace)
