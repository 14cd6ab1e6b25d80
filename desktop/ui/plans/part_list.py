"""The list of a plan's parts: about the plan itself, then its targets, with a sign where something is wrong."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget


class PartList(QListWidget):
    """Shows parts by their names; the marked row stays marked while they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("parts")
        self.setProperty("kind", "plain")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_parts(self, names: Sequence[str], wrong: Collection[int]) -> None:
        """Show *names*; the rows *wrong* have a sign before theirs. Nobody is told that a row is marked."""
        self.blockSignals(True)
        row = max(self.currentRow(), 0)
        while self.count() > len(names):
            self.takeItem(self.count() - 1)
        for n, name in enumerate(names):
            shown = f"! {name}" if n in wrong else name
            if n >= self.count():
                self.addItem(shown)
            self.item(n).setText(shown)
            self.item(n).setToolTip(name)
        self.setCurrentRow(min(row, len(names) - 1))
        self.blockSignals(False)
