"""The page of the board: which commune handed in which period, and whom to remind."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout

from desktop.ui import language, style
from desktop.ui.board.view import BoardView
from desktop.ui.page import Page
from desktop.ui.widgets.button import Button
from desktop.ui.workplace import Workplace

_BOARD, _CALLS = range(2)
_TABS = ("board", "calls")


class BoardPage(Page):
    """The year that is looked at, period by period."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("board_page")
        self._find = self.action("find", self._on_find, shortcut="Ctrl+F")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        tabs = QHBoxLayout()
        column.addLayout(tabs)
        tabs.setSpacing(style.STEP)
        self._tabs = QButtonGroup(self)
        for number in range(len(_TABS)):
            button = Button(self)
            button.setProperty("period", True)
            button.setCheckable(True)
            self._tabs.addButton(button, number)
            tabs.addWidget(button)
        tabs.addStretch(1)
        self._tabs.button(_BOARD).setChecked(True)
        self._tabs.idClicked.connect(self.show_tab)
        self.view = BoardView(self)
        self.view.loaded.connect(self._on_loaded)
        column.addWidget(self.view, 1)
        self._retranslate()

    def title(self) -> str:
        """The page's name."""
        return language.say("page.board")

    def context(self) -> str:
        """Which year, and how many are to be reminded."""
        year = str(self.workplace.period.year)
        return language.say("board.context", year=year, count=len(self.view.calls.items))

    def header_actions(self) -> Sequence[QAction]:
        """Copy, Excel, paper."""
        return self.view.actions_of

    def refresh(self) -> None:
        """Load the board of the year."""
        self.view.refresh()

    def show_tab(self, number: int) -> None:
        """Show the board, or whom to remind."""
        self._tabs.button(number).setChecked(True)
        self.view.show_calls(number == _CALLS)

    def _on_find(self) -> None:
        self.view.search.setFocus()
        self.view.search.selectAll()

    def _on_loaded(self) -> None:
        self._name_tabs()
        self.header_changed.emit()

    def _name_tabs(self) -> None:
        count = len(self.view.calls.items)
        self._tabs.button(_BOARD).setText(language.say("board.tab.board"))
        text = language.say("board.tab.calls")
        self._tabs.button(_CALLS).setText(f"{text} ({language.number(count)})" if count else text)

    def _retranslate(self) -> None:
        self._find.setText(language.say("list.search"))
        self._name_tabs()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of the board."""
    return BoardPage(workplace)
