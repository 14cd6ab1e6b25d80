"""Help for the field one is in: what goes there, an example, the rule and where it stands in law."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import language
from desktop.ui.record.sentences import help_text, place_text
from desktop.ui.widgets.announce import announce
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.scroll import scrolled


class HelpCard(Card):
    """Shows the help of one field; F1 reads it aloud."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._path = ""
        self._hidden = False
        self._title = label("", "strong", self, wrap=True)
        self._words = label("", "secondary", self, wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addStretch(1)
        self.column.addWidget(scrolled(body, self))
        self._retranslate()

    @property
    def words(self) -> str:
        """The help that shows."""
        return self._words.text()

    def show_path(self, path: str) -> None:
        """Show the help of the field or cell at *path*; nothing when *path* is empty."""
        self._path = path
        words = help_text(self._kind, path) if path else ""
        place = place_text(self._kind, path) if path else ""
        self._title.setText(
            language.say("side.field", label=place) if place else language.say("side.no_field")
        )
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setVisible(bool(words) and not self._hidden)

    def make_room(self, *, hidden: bool) -> None:
        """Leave the room to others, or take it again."""
        self._hidden = hidden
        self.setVisible(bool(self.words) and not hidden)

    def read(self) -> None:
        """Say the help aloud."""
        announce(self, f"{self._title.text()}. {self._words.text()}")

    def _retranslate(self) -> None:
        self.show_path(self._path)
