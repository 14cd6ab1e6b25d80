"""What is wrong with a file that was not loaded: every line of it, until it is closed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services.plans import Wrong
from desktop.ui import language
from desktop.ui.plans import words
from desktop.ui.widgets.announce import announce
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.scroll import scrolled

_MOST_LINES = 8


class MistakesCard(Card):
    """The mistakes of one file, each with its line; hidden while there is none.

    Args:
        parent: What it is in.
        said: A mistake in words, with its line.
    """

    def __init__(
        self, parent: QWidget | None = None, said: Callable[[Wrong], str] = words.where_and_why
    ) -> None:
        super().__init__(parent)
        self._said = said
        self._file = ""
        self._wrongs: Sequence[Wrong] = ()
        self._title = label("", "strong", self, wrap=True)
        self._close = Button("×", self)
        self._close.setProperty("flat", True)
        self._close.clicked.connect(self.hide)
        self._lines = label("", "error", self, wrap=True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = scrolled(self._lines, self)
        head = QHBoxLayout()
        self.column.addLayout(head)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self.column.addWidget(self._area)
        self.hide()
        self._retranslate()

    def show_mistakes(self, file: str, wrongs: Sequence[Wrong]) -> None:
        """Show what is wrong with *file*."""
        self._file, self._wrongs = file, wrongs
        self._retranslate()
        self.show()
        announce(self, f"{self._title.text()} {self._lines.text()}")

    @property
    def text(self) -> str:
        """The lines shown."""
        return self._lines.text()

    def _retranslate(self) -> None:
        say = language.say
        self._close.setAccessibleName(say("plans.mistakes_close"))
        self._title.setText(say("plans.mistakes", file=self._file, count=len(self._wrongs)))
        self._lines.setText("\n".join(f"! {self._said(one)}" for one in self._wrongs))
        shown = min(len(self._wrongs), _MOST_LINES) + 1
        self._area.setFixedHeight(self._lines.fontMetrics().lineSpacing() * shown)
