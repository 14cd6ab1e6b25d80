"""The board and the call list as rows."""

from typing import ClassVar

from PySide6.QtCore import QObject, Qt

from desktop.services.exchange import board_paper as paper
from desktop.services.exchange.board import SPANS, Board, Cell, Reminder, Row
from desktop.services.words import Words
from desktop.ui import language
from desktop.ui.widgets.lines import Index, Line, SortedLines

_LOOKS = {"on_time": "met", "late": "on_course", "awaited": "not_reported", "overdue": "not_met"}
_ORDER = ("overdue", "late", "awaited", "on_time")
NAME = 0


def look_of(cell: Cell) -> str:
    """The look of a cell."""
    return _LOOKS[cell.state] if cell.state else "nothing_happened"


class BoardModel(SortedLines[Row]):
    """One row per commune, one column per period, and what else is to be known of it."""

    words = "board.column"
    kind_of_span: ClassVar[str]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self._only_lacking = False

    def show_board(self, board: Board) -> None:
        """Show *board*."""
        self.board = board
        self.show_items(board.rows)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def narrow(self, text: str, *, only_lacking: bool) -> None:
        """Keep what holds *text*, and only communes of which something is missing if asked."""
        self._only_lacking = only_lacking
        self.search(text)

    def keeps(self, item: Row) -> bool:
        """Whether a commune found is one of those wanted."""
        return item.lacking or not self._only_lacking

    def head_of(self, column: int) -> str:
        """The name of a period with how many have handed in."""
        words = Words(language.current())
        if column == NAME:
            return words("board", "name")
        if column == len(self.columns) - 1:
            return words("board", "remarks")
        at = column - 1
        if self.board is None:
            return words("board", f"period.{SPANS[self.kind_of_span][at]}")
        name = words("board", f"period.{SPANS[self.kind_of_span][at]}")
        return words("board", "head.short", period=name, done=self.board.arrived(at))

    def cells_of(self, item: Row) -> tuple[str, ...]:
        """Who, each period, and remarks."""
        words = Words(language.current())
        cells = (paper.said(words, cell, short=True) for cell in item.cells)
        return item.standing.name, *cells, paper.remarks(words, item)

    def tip_of(self, line: Line[Row], column: int) -> str:
        """The cell in full words."""
        if not 0 < column < len(self.columns) - 1:
            return super().tip_of(line, column)
        return paper.said(Words(language.current()), line.item.cells[column - 1])

    def key_of(self, line: Line[Row], column: int) -> object:
        """Periods by what is missing longest, words as a dictionary sorts them."""
        if not 0 < column < len(self.columns) - 1:
            return super().key_of(line, column)
        cell = line.item.cells[column - 1]
        return _ORDER.index(cell.state) if cell.state else len(_ORDER), -cell.late

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The look of a cell is that of its period."""
        if role == self.STATUS and index.isValid() and 0 < index.column() < len(self.columns) - 1:
            return look_of(self.shown(index.row()).cells[index.column() - 1])
        return super().data(index, role)


class QuartersModel(BoardModel):
    """The board over quarters and what is added up from them."""

    kind_of_span = "quarters"
    columns = ("name", *SPANS["quarters"], "remarks")


class MonthsModel(BoardModel):
    """The board over months."""

    kind_of_span = "months"
    columns = ("name", *SPANS["months"], "remarks")


class CallsModel(SortedLines[Reminder]):
    """One row per commune to remind."""

    columns = ("name", "owes", "due", "late", "missing", "last")
    words = "board.column"
    right = (2, 3, 5)

    def head_of(self, column: int) -> str:
        """The head of a column."""
        return Words(language.current())("board", f"call.{self.columns[column]}")

    def cells_of(self, item: Reminder) -> tuple[str, ...]:
        """Who, what it owes, since when."""
        return tuple(paper.call(Words(language.current()), item))

    def key_of(self, line: Line[Reminder], column: int) -> object:
        """Days and numbers by their value."""
        one = line.item
        keys: dict[int, object] = {
            1: len(one.periods), 2: str(one.due_on or ""), 3: one.late, 4: list(one.missing),
            5: str(one.last_received_on or ""),
        }  # fmt: skip
        return keys[column] if column in keys else super().key_of(line, column)

    def status_of(self, _item: Reminder) -> str:
        """Everybody here is to be reminded."""
        return "not_met"
