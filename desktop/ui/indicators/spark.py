"""Twelve months of a figure as small columns, with a line where the target stands."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.services.outlook import Point
from desktop.ui import language, style

_HEIGHT = 22.0
_FILLED = 0.7  # share of a month's width
_LEAST = 1.5


def paint(painter: QPainter, room: QRectF, course: Sequence[Point], target: float, scale: float) -> None:
    """Paint *course* into *room*, the last month darker; where there was no figure a dot stands.

    Args:
        painter: With antialiasing.
        room: The cell.
        course: Months, oldest first.
        target: Where the line lies.
        scale: The value of a full column.
    """
    if not course:
        return
    top, base = room.center().y() - _HEIGHT / 2, room.center().y() + _HEIGHT / 2
    scale = max([scale, *(point.value or 0.0 for point in course)])
    each = room.width() / len(course)
    painter.setPen(Qt.PenStyle.NoPen)
    for number, point in enumerate(course):
        left = room.left() + number * each
        painter.setBrush(style.colour("ink" if number == len(course) - 1 else "accent"))
        if point.value is None:
            painter.setBrush(style.colour("field_line"))
            painter.drawEllipse(QPointF(left + each / 2, base - 1), 1.2, 1.2)
            continue
        high = max(_HEIGHT * min(max(point.value / scale, 0.0), 1.0), _LEAST)
        painter.drawRect(QRectF(left + each * (1 - _FILLED) / 2, base - high, each * _FILLED, high))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QPen(style.colour("secondary"), 1, Qt.PenStyle.DashLine)
    painter.setPen(line)
    high = base - _HEIGHT * min(max(target / scale, 0.0), 1.0)
    painter.drawLine(QPointF(room.left(), max(high, top)), QPointF(room.right(), max(high, top)))


def as_text(course: Sequence[Point], *, percent: bool, yes_no: bool) -> str:
    """The same in words: ``12 tháng: tháng 12/2024: 0 %; …``; empty without a course."""
    if not course:
        return ""
    said = [
        language.say(
            "course.point",
            month=int(point.month.name[1:]),
            year=str(point.month.year),
            value=_value(point.value, percent=percent, yes_no=yes_no),
        )
        for point in course
    ]
    return language.say("course.text", count=len(course), points="; ".join(said))


def _value(value: float | None, *, percent: bool, yes_no: bool) -> str:
    if value is None:
        return "–"
    if yes_no:
        return language.say("figure.yes" if value else "figure.no")
    return language.percent(value) if percent else language.plain_number(value)
