"""Taking a widget away for good."""

from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget


def end(holder: QLayout | QStackedWidget, widget: QWidget) -> None:
    """Take *widget* out of *holder* and out of sight now; it ends once the event at hand is done.

    That event may be a key pressed in the widget itself.
    """
    holder.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
