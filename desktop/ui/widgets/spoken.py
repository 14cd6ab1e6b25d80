"""Widgets with words say them again when the language changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # a second Qt class among the bases would not do


class Spoken(_Widget):
    """First among the bases of a widget with words: ``_retranslate`` sets all of them.

    The widget calls it at the end of its constructor; after that every change of the language does.
    """

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        """Set every word anew."""
