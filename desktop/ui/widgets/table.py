"""A table dressed for the window; the model is the page's own."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.ui import style

_MOST_SQUEEZED = 0.6
"""Columns give way to this share of their weight before the table scrolls sideways."""


class FittingTable(QTableView):
    """A table whose columns share the room there is, by weight, until a person drags one.

    Args:
        lines: How many lines of words a row has room for.
    """

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines
        self._weights: tuple[int, ...] = ()
        self._firm: frozenset[int] = frozenset()
        self._fitting = False
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)

    def weigh(self, weights: Sequence[int], firm: Iterable[int] = ()) -> None:
        """Give each column so many average characters; the room is shared in the same proportion.

        Columns named in *firm* (days, numbers) are never narrower than that.
        """
        # A head that stretches by itself would look like a person dragging it.
        self.horizontalHeader().setStretchLastSection(False)
        self._weights = tuple(weights)
        self._firm = frozenset(firm)
        self._fit()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show *model*; the heads get a selection of their own, in which nothing is ever marked.

        Before a head paints itself it asks whether all rows of its column are marked: 140 ms for 25,000 rows, for
        each column, to show nothing.
        """
        super().setModel(model)
        if model is not None:
            self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Give larger letters higher rows and wider columns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.measure()
            self._fit()

    def measure(self) -> None:
        """Take the height of a row from the font."""
        height = max(style.ROW_HEIGHT, self._lines * self.fontMetrics().height() + 2 * style.STEP)
        self.verticalHeader().setDefaultSectionSize(height)

    def _fit(self) -> None:
        if not self._weights or self.horizontalHeader().count() != len(self._weights):
            return
        each = self.fontMetrics().averageCharWidth()
        firm = sum(weight for column, weight in enumerate(self._weights) if column in self._firm) * each
        soft = sum(self._weights) * each - firm
        factor = max((self.viewport().width() - firm) / soft, _MOST_SQUEEZED) if soft else 1.0
        self._fitting = True
        widths = [
            int(weight * each * (1.0 if column in self._firm else factor))
            for column, weight in enumerate(self._weights)
        ]
        widths[-1] += max(self.viewport().width() - sum(widths), 0)
        for column, width in enumerate(widths):
            self.horizontalHeader().resizeSection(column, width)
        self._fitting = False
        self._give_headings_room()

    def _give_headings_room(self) -> None:
        """Let headings that do not fit on one line have two."""
        header, model = self.horizontalHeader(), self.model()
        metrics = QFontMetrics(style.font(bold=True))
        sorted_by = header.sortIndicatorSection() if header.isSortIndicatorShown() else -1
        wraps = any(
            metrics.horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal) or ""))
            > header.sectionSize(column) - 5 * style.STEP - (metrics.height() if column == sorted_by else 0)
            for column in range(header.count())
        )
        header.setFixedHeight(metrics.height() * (2 if wraps else 1) + 4 * style.STEP)

    def _on_sorted(self, _column: int, _order: Qt.SortOrder) -> None:
        # The sign beside a head takes room from its words.
        if self._weights and self.model() is not None:
            self._give_headings_room()

    def _on_resized(self, _column: int, _old: int, _new: int) -> None:
        if not self._fitting:
            self._weights = ()


def plain_table(parent: QWidget | None = None, *, several: bool = False, lines: int = 1) -> FittingTable:
    """A read-only table that selects rows, *several* at once or one; each is as high as *lines* of words."""
    table = FittingTable(parent, lines=lines)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    mode = QAbstractItemView.SelectionMode
    table.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    # What its actions do is a right click away.
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    table.setWordWrap(False)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    table.measure()
    table.verticalHeader().hide()
    columns = table.horizontalHeader()
    columns.setHighlightSections(False)
    columns.setStretchLastSection(True)
    columns.setMinimumSectionSize(6 * style.STEP)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def sort_by_heads(table: QTableView) -> None:
    """Let a click on a head sort, a second one turn round, a third one bring the first order back."""
    heads = table.horizontalHeader()
    heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    heads.setSortIndicatorClearable(True)
    table.setSortingEnabled(True)
