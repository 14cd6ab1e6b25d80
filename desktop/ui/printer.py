"""From a page of the window onto paper: which printer, the pages drawn by the worker, and what to do without one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

from desktop.services.desk import Desk
from desktop.ui import language
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.summary.paper import PRINT_PPI, prepare, print_pages

Draw = Callable[[Desk, int], list[bytes]]
"""Draws pages as PNG at so many pixels per inch; runs in the worker."""


class PaperDoor(QObject):
    """The way onto paper of one page.

    Args:
        page: Whose it is.
        instead: Writes a PDF; offered where no printer is, or where it would not print.
    """

    def __init__(self, page: Page, instead: QAction) -> None:
        super().__init__(page)
        self._page = page
        self._instead = instead
        self._printer: QPrinter | None = None

    def choose(self, draw: Draw, pages: int) -> None:
        """Ask which printer, and print what *draw* draws; there are so many *pages*."""
        if not QPrinterInfo.availablePrinters():
            self._offer_pdf("summary.no_printer")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer)
        dialog = QPrintDialog(printer, self._page)
        dialog.setMinMax(1, pages)
        if dialog.exec():
            self.print_on(printer, draw)

    def print_on(self, printer: QPrinter, draw: Draw) -> None:
        """Have the pages drawn for paper, then print them on *printer*."""
        self._printer = printer
        tasks = self._page.workplace.tasks
        label = language.say("summary.printing")
        tasks.run(draw, self._page.workplace.desk, PRINT_PPI, done=self._on_drawn, label=label)

    def _on_drawn(self, pages: Sequence[bytes]) -> None:
        printer, self._printer = self._printer, None
        if printer is None:
            return
        images = [QImage.fromData(page) for page in pages]
        if print_pages(printer, images):
            text = language.say("summary.printed", count=len(images))
            self._page.workplace.messages.tell(text, OK)
        else:
            self._offer_pdf("summary.not_printed")

    def _offer_pdf(self, said: str) -> None:
        self._page.workplace.messages.tell(
            language.say(said), WARNING, action=self._instead.text(), on_action=self._instead.trigger
        )
