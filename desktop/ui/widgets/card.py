"""A sheet of paper on the ground of the window."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.ui import style
from desktop.ui.widgets.spoken import Spoken


class Card(Spoken, QFrame):
    """A white card; what it holds goes into ``column``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        inside = style.CARD_PADDING
        self.column.setContentsMargins(inside, inside - style.STEP, inside, inside - style.STEP)
        self.column.setSpacing(2 * style.STEP)


def label(text: str = "", kind: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A label of a style *kind* (``title``, ``section``, ``strong``, ``secondary`` ...)."""
    made = QLabel(text, parent)
    if kind:
        made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    return made
