"""The program's own mark, drawn from its SVG at the size and density asked for."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

from desktop import paths


def mark_icon() -> QIcon:
    """The icon of the program."""
    return QIcon(str(paths.resources() / "icons" / "soxa.svg"))


def mark_pixmap(size: int, ratio: float) -> QPixmap:
    """The mark *size* wide, sharp on a screen of *ratio* device pixels."""
    return mark_icon().pixmap(QSize(size, size), ratio)
