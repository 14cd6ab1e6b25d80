"""What stands side by side where there is room, and one below the other where there is not."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.ui import style


def side_by_side(parent: QWidget | None = None) -> QBoxLayout:
    """An empty row with a gap between its parts, the layout of *parent* when one is given."""
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.GAP)
    if parent is not None:
        parent.setLayout(row)
    return row


def turn(sides: QBoxLayout, page: QWidget, letters: int) -> bool:
    """Lay *sides* one below the other while *page* is narrower than so many letters; gives whether it is."""
    narrow = page.width() < letters * page.fontMetrics().averageCharWidth()
    direction = QBoxLayout.Direction
    sides.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
    return narrow
