"""Columns of a table: as wide as what they usually hold and never narrower than their heads."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
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
