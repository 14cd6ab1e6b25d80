"""The numbers of a chart as a table."""

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop.ui.charts.plot import Plot, PlotRow
from desktop.ui.widgets.lines import Index, LinesModel

_TOP = QModelIndex()


class NumbersModel(LinesModel[PlotRow]):
    """One line per bar; a plot says how many of the columns it needs."""

    columns = ("first", "second", "third", "fourth")
    words = "charts"
    right = (1, 2, 3)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[str, ...] = ()

    def show_plot(self, plot: Plot) -> None:
        """Show the numbers of *plot*."""
        self.beginResetModel()
        self._heads = plot.heads
        self._lines = []
        self.endResetModel()
        self.show_items(plot.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns of the plot."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Heads may take two lines."""
        found = super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(found, Qt.AlignmentFlag):
            return int(found) | int(Qt.TextFlag.TextWordWrap)
        return found

    def head_of(self, column: int) -> str:
        """The heads of the plot."""
        return self._heads[column] if column < len(self._heads) else ""

    def cells_of(self, item: PlotRow) -> tuple[str, ...]:
        """The cells of the plot."""
        return item.cells
