"""A scroll area that does not show itself until it is needed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolled(widget: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """*widget* in a scroll area that scrolls up and down only."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    # After setWidget, which fills the background of both.
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area
