"""The sheet of keys: which key does what."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.ui import language, style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.dialog import Dialog
from desktop.ui.widgets.scroll import scrolled

KEYS = (
    ("Ctrl+K", "find"),
    ("Ctrl+T", "period"),
    ("Ctrl+1 … Ctrl+9", "pages"),
    ("Ctrl+N", "new"),
    ("Ctrl+F", "search"),
    ("F3", "filter"),
    ("F9", "saved_filters"),
    ("Alt+↑, Alt+↓", "sort"),
    ("F6", "columns"),
    ("Ctrl+A", "select_all"),
    ("Ctrl+C", "copy"),
    ("F7", "bin"),
    ("Enter", "enter"),
    ("Delete", "delete"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+S", "save"),
    ("Ctrl+Enter", "save_more"),
    ("Ctrl+D", "similar"),
    ("Ctrl+H", "history"),
    ("Esc", "cancel"),
    ("F4", "open_choice"),
    ("F8, Shift+F8", "problems"),
    ("F1", "help_here"),
    ("Ctrl+Delete", "delete_row"),
    ("PgUp  PgDn  Ctrl+PgUp", "calendar"),
    ("Tab  ←↑→↓  Enter", "figures"),
    ("Ins  Del  Alt+↑  Alt+↓", "parts"),
    ("Ctrl++  Ctrl+-  Ctrl+0", "zoom"),
    ("Ctrl+,", "settings"),
    ("F1", "keys"),
)

_LETTERS = 70


class KeySheet(Dialog):
    """The keys of the window, one per line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        body = QWidget(self)
        self._keys = [QLabel(keys, body) for keys, _ in KEYS]
        self._words = [QLabel(body) for _ in KEYS]
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6 * style.STEP)
        grid.setVerticalSpacing(2 * style.STEP)
        for row, (key, words) in enumerate(zip(self._keys, self._words, strict=True)):
            key.setProperty("kind", "strong")
            words.setWordWrap(True)
            grid.addWidget(key, row, 0)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        self._close = Button(self)
        self._close.clicked.connect(self.close)
        self.column.addWidget(scrolled(body, self), 1)
        self.column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._retranslate()
        letters, inside = self.fontMetrics().averageCharWidth(), body.sizeHint()
        self.fit(QSize(_LETTERS * letters, inside.height() + 8 * self.fontMetrics().height()))

    def _retranslate(self) -> None:
        self.name(language.say("keys.title"))
        self._close.setText(language.say("sheet.close"))
        for words, (_, name) in zip(self._words, KEYS, strict=True):
            words.setText(language.say(f"keys.{name}"))
