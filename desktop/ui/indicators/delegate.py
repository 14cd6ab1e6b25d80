"""How a target is painted in its row: two lines of words, a bar with a tick, a status in its tint, a course."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.services.judgement import Indicator
from desktop.services.outlook import Point
from desktop.ui import style
from desktop.ui.indicators import spark, words
from desktop.ui.indicators.model import BAR, COURSE, LABEL, STATUS, TargetModel
from desktop.ui.widgets.pills import paint_ground, paint_pill

Index = QModelIndex | QPersistentModelIndex
_THICK = 9.0
_TICK = 17.0


class TargetDelegate(QStyledItemDelegate):
    """Paints what a line of text cannot show; everything else is left to the style."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as every table does, then words, bar or pill."""
        one = index.data(TargetModel.ITEM)
        if index.column() not in (LABEL, BAR, STATUS, COURSE) or not isinstance(one, Indicator):
            super().paint(painter, option, index)
            return
        cell: Any = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        painter.save()
        room = paint_ground(painter, cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == LABEL:
            _paint_label(painter, room, one)
        elif index.column() == BAR:
            _paint_bar(painter, room, one)
        elif index.column() == COURSE:
            model: Any = index.model()
            _paint_course(painter, room, one, model.course_of(one))
        else:
            paint_pill(painter, room, one.status, str(index.data()))
        painter.restore()


def _paint_label(painter: QPainter, room: QRectF, one: Indicator) -> None:
    vertical = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    upper = QRectF(room.left(), room.top() + 3, room.width(), room.height() / 2 - 2)
    lower = QRectF(room.left(), room.center().y() - 1, room.width(), room.height() / 2 - 2)
    painter.setFont(style.font())
    painter.setPen(style.colour("ink"))
    if painter.fontMetrics().horizontalAdvance(words.label(one.id)) > upper.width():
        # The whole name before the words of the plan, which the panel shows too.
        painter.drawText(room, vertical | Qt.TextFlag.TextWordWrap, words.label(one.id))
        return
    painter.drawText(upper, vertical, words.label(one.id))
    painter.setFont(style.font(style.SMALL_POINTS - 0.5))
    painter.setPen(style.colour("secondary"))
    quote = f"{one.target_id} · “{one.quote}”"
    quote = painter.fontMetrics().elidedText(quote, Qt.TextElideMode.ElideRight, int(lower.width()))
    painter.drawText(lower, vertical, quote)


def _paint_course(painter: QPainter, room: QRectF, one: Indicator, course: Sequence[Point]) -> None:
    _, target, scale = words.bar(one) or (0.0, one.target, max(one.target, 1.0))
    spark.paint(painter, room, course, target, scale)


def _paint_bar(painter: QPainter, room: QRectF, one: Indicator) -> None:
    drawn = words.bar(one)
    if drawn is None:
        painter.setFont(style.font(style.SMALL_POINTS))
        painter.setPen(style.colour("secondary"))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side | Qt.TextFlag.TextWordWrap, words.reason(one))
        return
    value, target, scale = drawn
    middle, width = room.center().y(), room.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("track"))
    painter.drawRoundedRect(QRectF(room.left(), middle - _THICK / 2, width, _THICK), _THICK / 2, _THICK / 2)
    reached = width * min(max(value / scale, 0.0), 1.0)
    if reached > 0:
        painter.setBrush(style.colour(style.look(one.status).fill))
        bar = QRectF(room.left(), middle - _THICK / 2, max(reached, _THICK), _THICK)
        painter.drawRoundedRect(bar, _THICK / 2, _THICK / 2)
    at = room.left() + width * min(target / scale, 1.0)
    painter.setBrush(style.colour("ink"))
    painter.drawRect(QRectF(at - 1, middle - _TICK / 2, 2, _TICK))
