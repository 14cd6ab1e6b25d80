"""The marks of every chart: bars that lie or stand, parts told by pattern, a tick for a target, words at the marks.

Nothing is told by colour: the first part of a bar is filled, the second hatched, and every bar has its number
written at its end, so that a photocopy says the same.
"""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.ui.charts.ink import Ink
from desktop.ui.charts.plot import Plot, PlotRow

WHOLE = -1
_LABEL_SHARE, _TEXT_LETTERS = 0.32, 9
_TRACKED_LETTERS = 29
_LYING = 0.46  # of a row's height
_STANDING = 0.62  # of a month's width
_HATCH = 5.0
_LEAST = 1.5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclasses.dataclass(frozen=True)
class Area:
    """Where a part of a bar lies: the number of its row, and of its part; -1 for the whole row."""

    rect: QRectF
    row: int
    part: int


def row_height(ink: Ink, metrics: QFontMetricsF) -> float:
    """How high a bar that lies is with its words: two lines and some air."""
    return 2 * metrics.height() + 8 * ink.each


def height(plot: Plot, ink: Ink, metrics: QFontMetricsF) -> float:
    """How high the whole drawing wants to be."""
    head = metrics.height() + 10 * ink.each
    if plot.upright:
        return head + 15 * metrics.height()
    return head + len(plot.rows) * row_height(ink, metrics)


def draw(painter: QPainter, room: QRectF, plot: Plot, ink: Ink, marked: int = -1) -> list[Area]:
    """Draw *plot* into *room*: legend or key above, bars below; gives where each part lies.

    The bar of row *marked* stands on a tinted ground.
    """
    painter.setFont(ink.font())
    metrics = QFontMetricsF(painter.font(), painter.device())
    line = metrics.height()
    _head(painter, QRectF(room.left(), room.top(), room.width(), line), plot, ink)
    body = room.adjusted(0, line + 10 * ink.each, 0, 0)
    if not plot.rows:
        painter.setPen(ink.secondary)
        painter.drawText(body, _MIDDLE | Qt.TextFlag.TextWordWrap, plot.none)
        return []
    return (_standing if plot.upright else _lying)(painter, body, plot, ink, marked)


def _head(painter: QPainter, room: QRectF, plot: Plot, ink: Ink) -> None:
    metrics = QFontMetricsF(painter.font(), painter.device())
    left, side = room.left(), 10 * ink.each
    for part, name in enumerate(plot.legend):
        swatch = QRectF(left, room.center().y() - side / 2, 1.6 * side, side)
        _fill(painter, swatch, part, ink)
        painter.setPen(ink.text)
        width = metrics.horizontalAdvance(name) + side
        painter.drawText(QRectF(swatch.right() + side / 2, room.top(), width, room.height()), _LEFT, name)
        left = swatch.right() + side + width
    painter.setPen(ink.secondary)
    rest = QRectF(left, room.top(), room.right() - left, room.height())
    key = metrics.elidedText(plot.key, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, _RIGHT if plot.legend else _LEFT, key)


def _fill(painter: QPainter, bar: QRectF, part: int, ink: Ink) -> None:
    """One part: the first filled, the second hatched with an outline."""
    if part == 0:
        painter.fillRect(bar, ink.bar)
        return
    painter.save()
    painter.fillRect(bar, ink.paper)
    painter.setClipRect(bar, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink.bar, 1.2 * ink.each))
    step, at = _HATCH * ink.each, bar.left() - bar.height()
    while at < bar.right():
        painter.drawLine(QPointF(at, bar.bottom()), QPointF(at + bar.height(), bar.top()))
        at += step
    painter.restore()
    painter.setPen(QPen(ink.bar, ink.each))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = ink.each / 2
    painter.drawRect(bar.adjusted(half, half, -half, -half))


def _inside(painter: QPainter, bar: QRectF, text: str, ink: Ink) -> None:
    """The number of a part on a ground of its own, where it has room."""
    metrics = QFontMetricsF(painter.font(), painter.device())
    wide = metrics.horizontalAdvance(text) + 6 * ink.each
    if not text or text == "0" or wide > bar.width() or metrics.height() > bar.height() + 2 * ink.each:
        return
    ground = QRectF(0, 0, wide, min(metrics.height(), bar.height()))
    ground.moveCenter(bar.center())
    painter.fillRect(ground, ink.paper)
    painter.setPen(ink.text)
    painter.drawText(ground, _MIDDLE | Qt.TextFlag.TextDontClip, text)


# Bars that lie


def _lying(painter: QPainter, room: QRectF, plot: Plot, ink: Ink, marked: int) -> list[Area]:
    metrics = QFontMetricsF(painter.font(), painter.device())
    high = min(room.height() / len(plot.rows), row_height(ink, metrics))
    names = room.width() * _LABEL_SHARE
    letters = _TRACKED_LETTERS if plot.tracked else _TEXT_LETTERS
    ends = min(letters * metrics.averageCharWidth(), room.width() * _LABEL_SHARE)
    bars = QRectF(room.left() + names + 8 * ink.each, 0, room.width() - names - ends - 16 * ink.each, 0)
    found: list[Area] = []
    for number, row in enumerate(plot.rows):
        top = room.top() + number * high
        whole = QRectF(room.left(), top, room.width(), high)
        if number == marked:
            painter.fillRect(whole, ink.marked)
        painter.setPen(ink.text)
        name = QRectF(room.left() + 2 * ink.each, top, names, high)
        _words(painter, name, row.label, _RIGHT)
        thick = high * _LYING
        track = QRectF(bars.left(), top + (high - thick) / 2, bars.width(), thick)
        if plot.tracked:
            painter.fillRect(track, ink.track)
            painter.setPen(QPen(ink.line, ink.each))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(track)
        found.append(Area(whole, number, WHOLE))
        end = _parts_lying(painter, track, row, number, ink, found)
        if row.tick is not None:
            at = track.left() + track.width() * row.tick
            _tick(painter, QRectF(at, top + high * 0.16, 0, high * 0.68), ink)
        painter.setPen(ink.text)
        left = bars.right() + 8 * ink.each if plot.tracked else end + 6 * ink.each
        _words(painter, QRectF(left, top, room.right() - left, high), row.text, _LEFT)
    painter.setPen(QPen(ink.line, ink.each))
    bottom = room.top() + len(plot.rows) * high
    painter.drawLine(QPointF(bars.left(), room.top()), QPointF(bars.left(), bottom))
    return found


def _tick(painter: QPainter, line: QRectF, ink: Ink) -> None:
    """Where a target stands: an upright line that shows on a bar as well as beside it."""
    for wide, colour in ((4.5, ink.paper), (2.5, ink.text)):
        half = wide * ink.each / 2
        painter.fillRect(line.adjusted(-half, 0, half, 0), colour)


def _parts_lying(
    painter: QPainter, track: QRectF, row: PlotRow, number: int, ink: Ink, found: list[Area]
) -> float:
    left = track.left()
    for part, share in enumerate(row.shares):
        wide = track.width() * share
        if share > 0:
            bar = QRectF(left, track.top(), max(wide, _LEAST * ink.each), track.height())
            _fill(painter, bar, part, ink)
            _inside(painter, bar, row.parts[part], ink)
            found.append(Area(bar, number, part))
        left += wide
    return left


# Bars that stand


def _standing(painter: QPainter, room: QRectF, plot: Plot, ink: Ink, marked: int) -> list[Area]:
    metrics = QFontMetricsF(painter.font(), painter.device())
    line, each = metrics.height(), room.width() / max(len(plot.rows), 6)
    base, tallest = room.bottom() - line - 6 * ink.each, room.height() - 2 * line - 12 * ink.each
    long = any(metrics.horizontalAdvance(row.label) > each for row in plot.rows)
    found: list[Area] = []
    for number, row in enumerate(plot.rows):
        left = room.left() + number * each
        whole = QRectF(left, room.top(), each, room.height())
        if number == marked:
            painter.fillRect(whole, ink.marked)
        found.append(Area(whole, number, WHOLE))
        top = base
        for part, share in enumerate(row.shares):
            if share <= 0:
                continue
            high = max(tallest * share, _LEAST * ink.each)
            bar = QRectF(left + each * (1 - _STANDING) / 2, top - high, each * _STANDING, high)
            _fill(painter, bar, part, ink)
            _inside(painter, bar, row.parts[part], ink)
            found.append(Area(bar, number, part))
            top -= high
        painter.setPen(ink.text)
        above = QRectF(left, top - line - 2 * ink.each, each, line)
        painter.drawText(above, _MIDDLE | Qt.TextFlag.TextDontClip, row.text)
        painter.setPen(ink.secondary)
        below = QRectF(left, base + 4 * ink.each, each, line)
        name = row.short or row.label if long else row.label
        painter.drawText(below, _MIDDLE | Qt.TextFlag.TextDontClip, name)
    painter.setPen(QPen(ink.line, ink.each))
    painter.drawLine(QPointF(room.left(), base), QPointF(room.right(), base))
    return found


def _words(painter: QPainter, room: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
    """*text* on at most two lines; what has no room ends in dots."""
    metrics = QFontMetricsF(painter.font(), painter.device())
    lines = [
        line for said in text.split("\n") for line in folded(said, room.width(), metrics.horizontalAdvance)
    ]
    if len(lines) > 1:
        lines = [lines[0], metrics.elidedText(" ".join(lines[1:]), Qt.TextElideMode.ElideRight, room.width())]
    painter.drawText(room, side | Qt.TextFlag.TextDontClip, "\n".join(lines))


def folded(text: str, width: float, measured: Callable[[str], float]) -> Sequence[str]:
    """*text* in lines no wider than *width* where its words allow that."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measured(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
