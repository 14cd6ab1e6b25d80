"""Two small sheets beside the pages: which keys do what, and the settings of the window."""

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import language, style

KEYS = (
    ("Ctrl+K", "find"),
    ("Ctrl+T", "period"),
    ("Ctrl+1 … Ctrl+9", "pages"),
    ("Ctrl+N", "new"),
    ("Ctrl+F", "search"),
    ("Enter", "enter"),
    ("Delete", "delete"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+S", "save"),
    ("Ctrl+Enter", "save_more"),
    ("Esc", "cancel"),
    ("F4", "open_choice"),
    ("F8", "problems"),
    ("Ctrl+Delete", "delete_row"),
    ("Ctrl+,", "settings"),
    ("F1", "keys"),
)


class KeySheet(QDialog):
    """The keys of the window, one per line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys = [QLabel(keys, self) for keys, _ in KEYS]
        self._words = [QLabel(self) for _ in KEYS]
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * style.STEP)
        grid.setVerticalSpacing(2 * style.STEP)
        for row, (key, words) in enumerate(zip(self._keys, self._words, strict=True)):
            key.setProperty("kind", "strong")
            grid.addWidget(key, row, 0)
            grid.addWidget(words, row, 1)
        self._close = QPushButton(self)
        self._close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(grid)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(language.say("keys.title"))
        self._close.setText(language.say("sheet.close"))
        for label, (_, name) in zip(self._words, KEYS, strict=True):
            label.setText(language.say(f"keys.{name}"))


class SettingsSheet(QDialog):
    """The language of the window; it changes at once and is remembered on this machine."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label = QLabel(self)
        self._label.setProperty("kind", "section")
        self._group = QButtonGroup(self)
        choices = QHBoxLayout()
        for name in language.languages():
            button = QPushButton(language.term("window", f"language.{name}"), self)
            button.setObjectName(f"language_{name}")
            button.setCheckable(True)
            button.setProperty("choice", True)
            button.setChecked(name == language.current())
            self._group.addButton(button)
            choices.addWidget(button)
        self._group.buttonClicked.connect(self._on_chosen)
        self._close = QPushButton(self)
        self._close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self._label)
        column.addLayout(choices)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._retranslate()

    def _on_chosen(self, button: QPushButton) -> None:
        name = button.objectName().removeprefix("language_")
        QSettings().setValue("language", name)
        language.use(name)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(language.say("settings.title"))
        self._label.setText(language.say("settings.language"))
        self._close.setText(language.say("sheet.close"))
