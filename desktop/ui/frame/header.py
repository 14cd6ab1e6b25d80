"""The top of every page: title, one line of context, the page's actions, and the period."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.ui import style
from desktop.ui.frame.period_chooser import PeriodChooser
from desktop.ui.page import Page
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken import Spoken


class ActionButton(Button):
    """A button that is one `QAction`: same words, same shortcut, same state."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        self.setObjectName(f"{action.objectName()}_button")
        if action.property("primary"):
            self.setProperty("primary", True)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._show_action)
        self._show_action()

    def let_go(self) -> None:
        """Follow the action no longer; the button is about to go."""
        self.action.changed.disconnect(self._show_action)
        self.hide()
        self.deleteLater()

    def _show_action(self) -> None:
        shortcut = self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        shown = shortcut if shortcut in ("Esc", "Ctrl+S", "Ctrl+N") else ""
        self.setText(f"{self.action.text()}  {shown}" if shown else self.action.text())
        self.setToolTip(self.action.toolTip() if not shortcut else f"{self.action.text()} ({shortcut})")
        self.setAccessibleName(self.action.text())
        self.setEnabled(self.action.isEnabled())
        self.setVisible(self.action.isVisible())
        if not self.action.icon().isNull():
            self.setIcon(self.action.icon())
        menu = self.action.menu()
        if isinstance(menu, QMenu):
            self.setMenu(menu)
            style.wears(self, menu=True)


class Header(Spoken, QWidget):
    """Shows what the page at hand says about itself; its actions go below the title where it is narrow."""

    def __init__(self, period: PeriodChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._period = period
        self._title = ElidedLabel(self, "title")
        self._context = ElidedLabel(self, "secondary")
        self._buttons: list[ActionButton] = []
        self._actions = Flow(self, spacing=style.GAP)
        self._actions.put(period)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.GAP)
        words = QVBoxLayout()
        self._row.addLayout(words, 1)
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._context)
        self._row.addWidget(self._actions)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def show_page(self, page: Page) -> None:
        """Show the header of *page* and follow its changes."""
        if self._page is not None:
            self._page.header_changed.disconnect(self._update)
        self._page = page
        page.header_changed.connect(self._update)
        self._update()

    def _update(self) -> None:
        if self._page is not None:
            self._period.setVisible(self._page.uses_period)
            self._title.set_text(self._page.title())
            self._context.set_text(self._page.context())
            self._offer(self._page.header_actions())
            self._fit()

    def _offer(self, actions: Sequence[QAction]) -> None:
        if [button.action for button in self._buttons] == list(actions):
            return
        for button in self._buttons:
            self._actions.take_out(button)
            button.let_go()
        self._buttons = [ActionButton(action, self._actions) for action in actions]
        before: QWidget = self._period
        for button in self._buttons:
            self._actions.put(button)
            # Tab goes on from here to the page, as one reads.
            QWidget.setTabOrder(before, button)
            before = button

    def _fit(self) -> None:
        """Give the actions the room they want, beside the words or below them."""
        shown = [one for one in (self._period, *self._buttons) if not one.isHidden()]
        wanted = sum(one.sizeHint().width() for one in shown) + self._actions.spacing * max(len(shown) - 1, 0)
        words = self._title.fontMetrics().horizontalAdvance(self._title.text()) + style.GAP
        beside = self.width() - wanted >= words
        self._actions.setVisible(bool(shown))
        self._actions.setMinimumWidth(wanted if beside else 0)
        self._actions.setMaximumWidth(wanted if beside else style.UNLIMITED)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._row.setAlignment(
            self._actions, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag(0)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room beside the title now, or none any more."""
        super().resizeEvent(event)
        self._fit()

    def _measure(self) -> None:
        if hasattr(self, "_row"):
            self._fit()

    def _retranslate(self) -> None:
        self._update()
