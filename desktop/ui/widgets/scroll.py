"""A scroll area that does not show itself until it is needed."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class UpAndDown(QScrollArea):
    """Scrolls up and down; or, where the page around it scrolls, stands there whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = False

    def stand_whole(self, whole: bool) -> None:
        """Whether it is as high as what it holds, and leaves scrolling to what is around it."""
        if whole != self._whole:
            self._whole = whole
            policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(policy)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As high as its content at this width, when it stands whole."""
        least, inside = super().minimumSizeHint(), self.widget()
        inside_layout = inside.layout() if inside is not None else None
        if not self._whole or inside_layout is None:
            return least
        width = self.viewport().width()
        high = inside_layout.minimumSize().height()
        if inside_layout.hasHeightForWidth():
            high = inside_layout.totalHeightForWidth(width)
        # A line of slack: wrapped lines round their heights up when they are laid out.
        return QSize(least.width(), high + self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may mean another height."""
        super().resizeEvent(event)
        if self._whole:
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what it holds."""
        if self._whole and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def fill(page: QWidget, body: QWidget) -> UpAndDown:
    """Let *body* be all of *page*, which scrolls where there is no room for it."""
    area = scrolled(body, page)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(area)
    return area


def scrolled(widget: QWidget, parent: QWidget | None = None) -> UpAndDown:
    """*widget* in a scroll area that scrolls up and down only."""
    area = UpAndDown(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    # After setWidget, which fills the background of both.
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area
