"""The place of the page at hand: no wider than that page needs, whatever the pages behind it want."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class PageStack(QStackedWidget):
    """A stack whose sizes are those of the page that shows."""

    def minimumSizeHint(self) -> QSize:
        """What the page at hand needs."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        """What the page at hand wants."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()
