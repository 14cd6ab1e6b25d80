"""Page images onto a printer."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

PRINT_PPI = 300  # fine enough for print, small enough for a cheap machine's memory


def prepare(printer: QPrinter) -> None:
    """Set *printer* to A4 without margins of its own: the pages bring theirs."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def print_pages(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Print *pages*, or those the person chose in the printer's dialog; False when the printer would not."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    chosen = pages[first - 1 : last]
    if not chosen:
        return False
    _turn(printer, chosen[0])
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, page in enumerate(chosen):
        if number:
            _turn(printer, page)
            printer.newPage()
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), page)
    return bool(painter.end())


def _turn(printer: QPrinter, page: QImage) -> None:
    wide = page.width() > page.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    )
