"""How a cell of the heat map is painted, so that it can be read without colour.

A target that is met lies light; one that is not is darker the farther it is away; what has no figure is hatched.
"""

import functools

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from desktop.ui import style

NEAR, MIDDLE, FAR = 1, 2, 3
_NEAR_FROM, _MIDDLE_FROM = 0.8, 0.5  # of what is asked
_DEPTH = {MIDDLE: 0.24, FAR: 0.46}
_HATCH_ALPHA = 60
_ABSENT = frozenset({"not_reported", "not_locked"})


def band(status: str, operator: str, value: float | None, asked: float) -> int:
    """How far a target that is not met is from being so, ``NEAR`` to ``FAR``; 0 for every other status."""
    if status != "not_met" or value is None:
        return 0
    part, whole = (asked, value) if operator == "<=" else (value, asked)
    reached = part / whole if whole > 0 else 0.0
    return NEAR if reached >= _NEAR_FROM else MIDDLE if reached >= _MIDDLE_FROM else FAR


def paint_ground(painter: QPainter, room: QRect, status: str, far: int) -> QColor:
    """Paint the ground of a cell and give the colour its text is to have."""
    grounds, ink = _colours(style.tokens() is style.DARK, status, far)
    for ground in grounds:
        painter.fillRect(room, ground)
    return ink


@functools.cache
def _colours(_dark: bool, status: str, far: int) -> tuple[tuple[QBrush, ...], QColor]:
    """The grounds of a cell, one above the other, and the colour of its text, in a scheme of colours."""
    look = style.look(status)
    ground = style.colour(look.tint)
    if status in _ABSENT:
        hatch = style.colour(look.ink)
        hatch.setAlpha(_HATCH_ALPHA)
        grounds = QBrush(style.colour("paper")), QBrush(hatch, Qt.BrushStyle.BDiagPattern)
        return grounds, style.colour(look.ink)
    if far in _DEPTH:
        return (QBrush(_between(ground, style.colour(look.fill), _DEPTH[far])),), style.colour("ink")
    return (QBrush(ground),), style.colour(look.ink)


def _between(one: QColor, other: QColor, share: float) -> QColor:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))
