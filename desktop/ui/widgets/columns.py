"""Columns of a table: as wide as what they usually hold and never narrower than their heads."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QTableView


def alignment(*, right: bool) -> Qt.AlignmentFlag:
    """Where text stands in a cell; numbers stand at the right."""
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def fit_columns(table: QTableView, letters: Mapping[int, int]) -> None:
    """Give each column room for so many *letters*, and for its head in the language of the moment."""
    letter, heads = table.fontMetrics().averageCharWidth(), table.horizontalHeader()
    for column, count in letters.items():
        table.setColumnWidth(column, max(count * letter, heads.sectionSizeHint(column)))


class StretchedColumn(QObject):
    """Gives one column the room the others leave, but at least so many letters; then the table scrolls.

    Qt's own stretching lets a column shrink to nothing, and the names of the rows are the last to miss.

    Args:
        table: The table.
        column: Which column.
        least: How many letters it has room for at least.
        letters: How many the others have room for.
        spare: Columns that give way before the table scrolls, the first one first.
    """

    def __init__(
        self,
        table: QTableView,
        column: int,
        least: int,
        letters: Mapping[int, int],
        spare: Sequence[int] = (),
    ) -> None:
        super().__init__(table)
        self._table, self._column, self._least, self._letters = table, column, least, letters
        self._spare = spare
        table.horizontalHeader().setStretchLastSection(False)
        table.viewport().installEventFilter(self)
        table.installEventFilter(self)

    def fit(self) -> None:
        """Measure all columns again; the words in their heads have changed."""
        for column in self._spare:
            # A head that is hidden says it needs no room.
            self._table.horizontalHeader().setSectionHidden(column, False)
        fit_columns(self._table, self._letters)
        self._stretch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share out the room when there is more or less of it, or when the letters are of another size."""
        if watched is not self._table and event.type() == QEvent.Type.Resize:
            self._stretch()
        elif watched is self._table and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()
        return False

    def _stretch(self) -> None:
        heads = self._table.horizontalHeader()
        least = self._least * self._table.fontMetrics().averageCharWidth()
        for column in self._spare:
            heads.setSectionHidden(column, False)
        others = heads.length() - heads.sectionSize(self._column)
        for column in self._spare:
            if others + least > self._table.viewport().width():
                others -= heads.sectionSize(column)
                heads.setSectionHidden(column, True)
        heads.resizeSection(self._column, max(self._table.viewport().width() - others, least))
