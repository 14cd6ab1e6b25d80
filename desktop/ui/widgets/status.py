"""A status as a sign, a word and a tint."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.spoken import Spoken


class StatusPill(Spoken, QLabel):
    """Shows one status; the same five looks everywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = ""
        self._words = ""
        self.setFont(style.font(style.SMALL_POINTS, bold=True))
        self.setContentsMargins(10, 2, 10, 3)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: str, words: str = "") -> None:
        """Show *status* (``met``, ``on_course`` ...) in its own *words* or in others; nothing for an empty one."""
        self._status, self._words = status, words
        self._retranslate()

    @property
    def status(self) -> str:
        """The status shown."""
        return self._status

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint below the words."""
        if self._status:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour(style.look(self._status).tint))
            radius = self.height() / 2
            painter.drawRoundedRect(self.rect(), radius, radius)
            painter.end()
        super().paintEvent(event)

    def _retranslate(self) -> None:
        if not self._status:
            self.clear()
            return
        shown = style.look(self._status)
        palette = self.palette()
        palette.setColor(self.foregroundRole(), style.colour(shown.ink))
        self.setPalette(palette)
        self.setText(f"{shown.sign} {self._words or language.say(f'status.{self._status}')}")
