"""A status in a cell of a table: sign and word in the status's tint."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import style

Index = QModelIndex | QPersistentModelIndex
CELL_SIDE = 2.0 * style.STEP
_PILL_SIDE = 10.0


def paint_pill(painter: QPainter, room: QRectF, status: str, text: str) -> None:
    """Paint *text* in the tint of *status*, at the left of *room*."""
    look = style.look(status)
    painter.setFont(style.font(style.SMALL_POINTS, bold=True))
    metrics = painter.fontMetrics()
    width = min(metrics.horizontalAdvance(text) + 2 * _PILL_SIDE, room.width())
    height = metrics.height() + 5.0
    pill = QRectF(room.left(), room.center().y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour(look.tint))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(style.colour(look.ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def paint_ground(painter: QPainter, option: Any) -> QRectF:
    """Paint the cell as every table does but without its text; the room left for something else."""
    option.text = ""
    option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
    return QRectF(option.rect).adjusted(CELL_SIDE, 0, -CELL_SIDE, 0)


class PillDelegate(QStyledItemDelegate):
    """Paints the text of a cell as a pill; *role* gives the status whose look it wears."""

    def __init__(self, role: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._role = role

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of the row, then the pill."""
        cell: Any = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text = cell.text
        painter.save()
        room = paint_ground(painter, cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, room, str(index.data(self._role)), text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Wide enough for the round ends."""
        return super().sizeHint(option, index) + QSize(int(2 * _PILL_SIDE), 0)
