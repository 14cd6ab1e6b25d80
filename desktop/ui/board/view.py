"""The board of the year, and whom to remind: looked at, narrowed, copied, written as Excel and on paper."""

import functools
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.models.printouts import KeptPrintout
from desktop.services import typesetting
from desktop.services.desk import Desk
from desktop.services.exchange import board_paper as paper
from desktop.services.exchange.board import SPANS, Board, board, reminders
from desktop.services.words import Words
from desktop.ui import language, style
from desktop.ui.board.model import BoardModel, CallsModel, MonthsModel, QuartersModel
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.printer import PaperDoor
from desktop.ui.saving import EXCEL, PDF, ask_save, proposed_name, tell_written
from desktop.ui.widgets.card import label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.table import FittingTable, plain_table, sort_by_heads
from desktop.ui.widgets.unwheeled import Unwheeled

_NAME_LETTERS = 18
_PERIOD_LETTERS = 13
_REMARK_LETTERS = 18
_CALL_LETTERS = {1: 34, 2: 12, 3: 16, 4: 18, 5: 13}


def write_pdf(desk: Desk, found: Board, path: Path) -> Path:
    """Write the board to *path*, numbered among the prints; runs in the worker."""
    paper.print_to(desk, found, path)
    return path


def drawn(found: Board, desk: Desk, ppi: int) -> list[bytes]:
    """The pages of the board as PNG; runs in the worker."""
    return typesetting.pages(paper.document(desk, found), ppi)


class BoardView(Spoken, QWidget):
    """Board and call list, one of which shows.

    Signals:
        loaded: Another board shows.

    Attributes:
        actions: Copy, Excel, PDF, print.
    """

    loaded = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._copy = page.action("copy_board", self.copy)
        self._excel = page.action("board_excel", self.choose_excel)
        self._pdf = page.action("board_pdf", self.choose_pdf)
        self._print = page.action("board_print", self.choose_printer)
        self.door = PaperDoor(page, self._pdf)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_narrowed)
        self.span = Unwheeled(self)
        for name in SPANS:
            self.span.addItem("", name)
        self.span.currentIndexChanged.connect(self._on_span)
        self.only_lacking = QCheckBox(self)
        self.only_lacking.toggled.connect(self._on_narrowed)
        self.models: dict[str, BoardModel] = {"quarters": QuartersModel(self), "months": MonthsModel(self)}
        self.calls = CallsModel(self)
        self.tables: dict[str, FittingTable] = {}
        self._columns: list[StretchedColumn] = []
        self.stack = QStackedWidget(self)
        self._make_tables()
        self._legend = label("", "secondary", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setSpacing(style.GAP)
        tools.addWidget(self.search, 2)
        tools.addWidget(self.span)
        tools.addWidget(self.only_lacking)
        tools.addStretch(1)
        column.addWidget(self.stack, 1)
        column.addWidget(self._legend)
        self._retranslate()

    def _make_tables(self) -> None:
        for span, model in self.models.items():
            table = plain_table(self.stack)
            table.setModel(model)
            delegate = PillDelegate(BoardModel.STATUS, table)
            last = len(model.columns) - 1
            for at in range(1, last):
                table.setItemDelegateForColumn(at, delegate)
            letters = {0: _NAME_LETTERS} | dict.fromkeys(range(1, last), _PERIOD_LETTERS)
            self._add(span, table, StretchedColumn(table, last, _REMARK_LETTERS, letters))
        table = plain_table(self.stack)
        table.setModel(self.calls)
        self._add("calls", table, StretchedColumn(table, 0, _NAME_LETTERS, _CALL_LETTERS))

    def _add(self, name: str, table: FittingTable, columns: StretchedColumn) -> None:
        sort_by_heads(table)
        self.tables[name] = table
        self._columns.append(columns)
        self.stack.addWidget(table)

    @property
    def actions_of(self) -> Sequence[QAction]:
        """What can be done with the board, for the head of the page."""
        return (self._copy, self._excel, self._pdf, self._print)

    @property
    def found(self) -> Board | None:
        """The board that was loaded."""
        return self.models[self._span].board

    @property
    def _span(self) -> str:
        return str(self.span.currentData())

    def show_calls(self, calls: bool) -> None:
        """Show the call list, or the board."""
        self.stack.setCurrentWidget(self.tables["calls" if calls else self._span])
        self.only_lacking.setVisible(not calls)
        self._legend.setVisible(not calls)

    def refresh(self) -> None:
        """Load the board of the year that is looked at."""
        place = self._page.workplace
        place.tasks.run(
            board, place.desk, place.period.year, self._span, done=self._on_loaded, latest="board"
        )

    def _on_loaded(self, found: Board) -> None:
        self.models[self._span].show_board(found)
        self.calls.show_items(reminders(found))
        for columns in self._columns:
            columns.fit()
        self._show_state()
        self.loaded.emit()

    def _on_span(self, _at: int) -> None:
        self.show_calls(self.stack.currentWidget() is self.tables["calls"])
        self._on_narrowed(None)
        self.refresh()

    def _on_narrowed(self, _value: object) -> None:
        for model in self.models.values():
            model.narrow(self.search.text(), only_lacking=self.only_lacking.isChecked())
        self.calls.search(self.search.text())

    # Handing on

    def copy(self) -> None:
        """Put what shows on the clipboard, a line each, as a spreadsheet takes it."""
        table = self.stack.currentWidget()
        assert isinstance(table, FittingTable)  # noqa: S101 (nothing else is ever put there)
        model = table.model()
        width = range(model.columnCount())
        lines = [[str(model.index(row, at).data()) for at in width] for row in range(model.rowCount())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self._page.workplace.messages.tell(language.say("board.copied", count=len(lines)), OK)

    def choose_excel(self) -> None:
        """Ask where to, and write the workbook."""
        name = proposed_name("theo doi nop so lieu", str(self._page.workplace.period.year), suffix=".xlsx")
        if (
            self.found is not None
            and (path := ask_save(self._page, self._excel.text(), name, EXCEL)) is not None
        ):
            self._run(paper.write_workbook, path, Words(language.current()))

    def choose_pdf(self) -> None:
        """Ask where to, and write the pages."""
        name = proposed_name("theo doi nop so lieu", str(self._page.workplace.period.year), suffix=".pdf")
        if self.found is not None and (path := ask_save(self._page, self._pdf.text(), name, PDF)) is not None:
            self._run(write_pdf, path)

    def choose_printer(self) -> None:
        """Print the board, numbered among the prints."""
        place = self._page.workplace
        if self.found is not None:
            place.tasks.run(paper.print_to, place.desk, self.found, done=self._on_kept)

    def _on_kept(self, kept: KeptPrintout) -> None:
        if self.found is not None:
            self.door.choose(functools.partial(drawn, self.found), kept.pages)

    def _run(self, work: object, path: Path, *more: object) -> None:
        place = self._page.workplace
        assert callable(work)  # noqa: S101 (one of two above)
        place.tasks.run(
            work, place.desk, self.found, path, *more, done=self._on_written,
            label=language.say("saving.writing", file=path.name),
        )  # fmt: skip

    def _on_written(self, path: Path) -> None:
        tell_written(self._page.workplace.messages, path)

    def _show_state(self) -> None:
        place = self._page.workplace
        words = Words(language.current())
        self._legend.setText(words("board", "legend.short", days=place.desk.settings.report_days))
        for action in self.actions_of:
            action.setEnabled(self.found is not None)

    def _retranslate(self) -> None:
        say = language.say
        self._copy.setText(say("board.copy"))
        self._excel.setText(say("saving.excel"))
        self._pdf.setText(say("board.pdf"))
        self._print.setText(say("board.print"))
        self.search.setPlaceholderText(say("board.search"))
        self.search.setAccessibleName(say("board.search"))
        self.span.setAccessibleName(say("board.span"))
        for at, name in enumerate(SPANS):
            self.span.setItemText(at, say(f"board.span.{name}"))
        self.only_lacking.setText(say("board.only_lacking"))
        for name, table in self.tables.items():
            table.setAccessibleName(say(f"board.table.{name}"))
        for model in self.models.values():
            model.retranslate()
        self.calls.retranslate()
        for columns in self._columns:
            columns.fit()
        self._show_state()
