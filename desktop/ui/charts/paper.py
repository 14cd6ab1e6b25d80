"""A chart on paper: A4 lying, with its title, whose it is, of when and where from, legible without colour."""

import dataclasses
import math
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from desktop.ui import style
from desktop.ui.charts import drawing, ink
from desktop.ui.charts.ink import Ink
from desktop.ui.charts.plot import Plot

KINDS = {".pdf": "PDF (*.pdf)", ".svg": "SVG (*.svg)", ".png": "PNG (*.png)"}
_WIDE, _HIGH = 297.0, 210.0  # millimetres
_MARGIN = 15.0
_INCH = 25.4
_PDF_DPI, _PNG_DPI, _SVG_DPI = 300, 200, 96
_TITLE, _WORDS, _WATERMARK = 15.0, 10.0, 110.0
_LARGER = 1.15
"""Letters on paper beside those of the window."""


@dataclasses.dataclass(frozen=True)
class Sheet:
    """What stands around a chart.

    Attributes:
        plot: The chart.
        unit: Whose it is.
        source: Where its numbers come from, and of which day.
        training: What is said at the foot of a chart of a register for practice; empty otherwise.
        watermark: What lies across it then.
    """

    plot: Plot
    unit: str
    source: str
    training: str = ""
    watermark: str = ""


def content(sheet: Sheet, suffix: str) -> bytes:
    """The file of *sheet*: pages as PDF, or one picture as high as it needs to be."""
    if suffix == ".pdf":
        return _pdf(sheet)
    return _svg(sheet) if suffix == ".svg" else _png(sheet)


def paint_pages(painter: QPainter, device: QPagedPaintDevice, sheet: Sheet) -> int:
    """Paint *sheet* on the pages of *device*, which *painter* has begun; gives how many there are."""
    room = QRectF(0, 0, painter.viewport().width(), painter.viewport().height())
    pages = list(_pages(painter, room, sheet))
    for number, page in enumerate(pages):
        if number:
            device.newPage()
        _paint(painter, room, page, f"{number + 1}/{len(pages)}" if len(pages) > 1 else "")
    return len(pages)


def lie(device: QPagedPaintDevice) -> None:
    """Set *device* to A4 lying, with our margins."""
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins,
        QPageLayout.Unit.Millimeter,
    )  # fmt: skip
    device.setPageLayout(layout)


# Files


def _pdf(sheet: Sheet) -> bytes:
    buffer = _opened()
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(sheet.plot.title)
    writer.setCreator("Sổ Xã")
    lie(writer)
    painter = QPainter(writer)
    paint_pages(painter, writer, sheet)
    painter.end()
    return bytes(buffer.data().data())


def _svg(sheet: Sheet) -> bytes:
    buffer = _opened()
    size = _size(sheet, _SVG_DPI)
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setResolution(_SVG_DPI)
    made.setSize(size)
    made.setViewBox(QRectF(0, 0, size.width(), size.height()))
    made.setTitle(sheet.plot.title)
    made.setDescription(sheet.plot.spoken())
    painter = QPainter(made)
    _paint(painter, _inner(size, _SVG_DPI), sheet, "")
    painter.end()
    return bytes(buffer.data().data())


def _png(sheet: Sheet) -> bytes:
    image = _image(_size(sheet, _PNG_DPI))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, _inner(image.size(), _PNG_DPI), sheet, "")
    painter.end()
    buffer = _opened()
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _opened() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _image(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_PNG_DPI * 1000 / _INCH))
    image.setDotsPerMeterY(round(_PNG_DPI * 1000 / _INCH))
    image.fill(QColor("white"))
    return image


def _size(sheet: Sheet, dpi: int) -> QSize:
    """A4 lying, or as high as all bars need."""
    wide, high = (round(side * dpi / _INCH) for side in (_WIDE, _HIGH))
    measured = QImage(8, 8, QImage.Format.Format_RGB32)
    measured.setDotsPerMeterX(round(dpi * 1000 / _INCH))
    measured.setDotsPerMeterY(round(dpi * 1000 / _INCH))
    painter = QPainter(measured)
    used = _ink(painter)
    painter.setFont(used.font())
    metrics = QFontMetricsF(painter.font(), painter.device())
    wanted = drawing.height(sheet.plot, used, metrics) + _around(used, metrics)
    painter.end()
    if sheet.plot.upright:
        return QSize(wide, high)
    return QSize(wide, max(high, math.ceil(wanted + 2 * _MARGIN * dpi / _INCH)))


def _inner(size: QSize, dpi: int) -> QRectF:
    margin = _MARGIN * dpi / _INCH
    return QRectF(0, 0, size.width(), size.height()).adjusted(margin, margin, -margin, -margin)


# Pages


def _ink(painter: QPainter) -> Ink:
    return ink.paper(painter, _LARGER)


def _around(used: Ink, metrics: QFontMetricsF) -> float:
    """The room that the title above and the source below take."""
    return 6.5 * metrics.height() + 24 * used.each


def _pages(painter: QPainter, room: QRectF, sheet: Sheet) -> Iterator[Sheet]:
    """Bars that stand are on one page; of those that lie each page has as many as it has room for."""
    used = _ink(painter)
    metrics = QFontMetricsF(used.font(), painter.device())
    rows = sheet.plot.rows
    left = room.height() - _around(used, metrics) - metrics.height() - 10 * used.each
    each = max(int(left / drawing.row_height(used, metrics)), 1)
    if sheet.plot.upright or len(rows) <= each:
        yield sheet
        return
    for first in range(0, len(rows), each):
        plot = dataclasses.replace(sheet.plot, rows=rows[first : first + each])
        yield dataclasses.replace(sheet, plot=plot)


def _paint(painter: QPainter, room: QRectF, sheet: Sheet, page: str) -> None:
    used = _ink(painter)
    if sheet.watermark:
        _across(painter, room, sheet.watermark, used)
    top = _line(painter, room.left(), room.top(), room.width(), sheet.unit, used.font(_WORDS / _LARGER), used)
    bold = used.font(_TITLE / _LARGER, bold=True)
    top = _line(painter, room.left(), top, room.width(), sheet.plot.title, bold, used)
    painter.setFont(used.font())
    metrics = QFontMetricsF(painter.font(), painter.device())
    feet = metrics.height() * (2 if sheet.training else 1) + 6 * used.each
    high = room.bottom() - feet - top - 10 * used.each
    body = QRectF(room.left(), top + 8 * used.each, room.width(), high)
    drawing.draw(painter, body, sheet.plot, used)
    _foot(painter, room, sheet, page, used)


def _foot(painter: QPainter, room: QRectF, sheet: Sheet, page: str, used: Ink) -> None:
    painter.setFont(used.font(style.SMALL_POINTS))
    painter.setPen(used.secondary)
    metrics = QFontMetricsF(painter.font(), painter.device())
    line = QRectF(room.left(), room.bottom() - metrics.height(), room.width(), metrics.height())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, sheet.source)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, page)
    if sheet.training:
        painter.setFont(used.font(style.SMALL_POINTS, bold=True))
        painter.drawText(line.translated(0, -metrics.height()), Qt.AlignmentFlag.AlignHCenter, sheet.training)


def _line(
    painter: QPainter, left: float, top: float, width: float, text: str, font: object, used: Ink
) -> float:
    """A line of words, on as many lines as it needs; gives where the next one begins."""
    painter.setFont(font)  # type: ignore[arg-type]
    painter.setPen(used.text)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    taken = painter.boundingRect(QRectF(left, top, width, 1e6), flags, text)
    painter.drawText(QRectF(left, top, width, taken.height()), flags, text)
    return top + taken.height() + 2 * used.each


def _across(painter: QPainter, room: QRectF, text: str, used: Ink) -> None:
    """Words across the page, below everything else and too light to hide it."""
    painter.save()
    painter.translate(room.center())
    painter.rotate(-30)
    painter.setFont(used.font(_WATERMARK / _LARGER, bold=True))
    painter.setPen(QColor("#E6E6E6"))
    metrics = QFontMetricsF(painter.font(), painter.device())
    wide = metrics.horizontalAdvance(text) + metrics.height()
    area = QRectF(-wide / 2, -metrics.height() / 2, wide, metrics.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
    painter.restore()


def suffix_of(path: Path, kind: str) -> Path:
    """*path* with the suffix of the *kind* a person chose, unless it has one of ours."""
    if path.suffix.lower() in KINDS:
        return path
    chosen = next((suffix for suffix, words in KINDS.items() if words == kind), ".pdf")
    return path.with_name(path.name + chosen)
