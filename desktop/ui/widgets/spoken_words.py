"""A key or a code as it is read out over the telephone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

_IN_A_LINE = 5


class SpokenWords(QLabel):
    """Words with their numbers, five in a line; can be marked and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strong")
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_words(self, words: Sequence[str], name: str) -> None:
        """Show *words*; *name* says to a screen reader whose they are."""
        # A number and its word stay together where the line breaks.
        counted = [f"{place}.\N{NO-BREAK SPACE}{word}" for place, word in enumerate(words, start=1)]
        lines = [counted[at : at + _IN_A_LINE] for at in range(0, len(counted), _IN_A_LINE)]
        self.setText("\n".join("   ".join(line) for line in lines))
        self.setAccessibleName(name)
        self.setAccessibleDescription(", ".join(words))
