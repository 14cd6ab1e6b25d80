"""A button that holds labels and is as high as they need at its width."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.widgets.button import Button


class TextButton(Button):
    """Give it a layout with labels; a plain push button would not grow with wrapped words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """What the labels want."""
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """No wider than its longest word: the labels wrap."""
        inside = self.layout()
        if inside is None:
            return super().minimumSizeHint()
        return inside.minimumSize().expandedTo(QSize(0, self.fontMetrics().height()))

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the labels are at *width*."""
        inside = self.layout()
        return inside.heightForWidth(width) if inside is not None else super().heightForWidth(width)
