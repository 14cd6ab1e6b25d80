"""Widgets with words say them again when the language changes, and measure them again when letters change size."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # a second Qt class among the bases would not do


class Spoken(_Widget):
    """First among the bases of a widget with words: ``_retranslate`` sets all of them.

    The widget calls it at the end of its constructor; after that every change of the language does. Sizes that
    were taken from the font are taken in ``_measure``, which every change of the zoom calls.
    """

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language, fit the new letters."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        """Set every word anew."""

    def _measure(self) -> None:
        """Take every size again that depends on the font; may be called before the widget is whole."""
