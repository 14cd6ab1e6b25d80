"""Two small sheets beside the pages: which keys do what, and the settings with the backup."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
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

from desktop.services import backup
from desktop.ui import language, saving, style
from desktop.ui.messages import OK
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.workplace import Workplace

BACKUP = ".soxa-backup"

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
    ("Esc", "cancel"),
    ("F4", "open_choice"),
    ("F8", "problems"),
    ("Ctrl+Delete", "delete_row"),
    ("Ctrl++  Ctrl+-  Ctrl+0", "zoom"),
    ("Ctrl+,", "settings"),
    ("F1", "keys"),
)


class KeySheet(Spoken, QDialog):
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
        self._close = Button(self)
        self._close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(grid)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(language.say("keys.title"))
        self._close.setText(language.say("sheet.close"))
        for words, (_, name) in zip(self._words, KEYS, strict=True):
            words.setText(language.say(f"keys.{name}"))


class SettingsSheet(Spoken, QDialog):
    """The language of the window, which changes at once, a backup of the register, and another register."""

    other_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        self._language_title, self._backup_title = label("", "section", self), label("", "section", self)
        self._backup_about = label("", "secondary", self, wrap=True)
        self._group = QButtonGroup(self)
        choices = QHBoxLayout()
        for name in language.languages():
            button = Button(language.say(f"language.{name}"), self)
            button.setObjectName(f"language_{name}")
            button.setCheckable(True)
            button.setProperty("choice", True)
            button.setChecked(name == language.current())
            self._group.addButton(button)
            choices.addWidget(button)
        self._group.buttonClicked.connect(self._on_chosen)
        self._other_title, self._other_about = (
            label("", "section", self),
            label("", "secondary", self, wrap=True),
        )
        self._backup, self._other, self._close = Button(self), Button(self), Button(self)
        self._other.clicked.connect(self._on_other)
        self._backup.clicked.connect(self.choose_backup)
        self._close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(style.GAP)
        column.addWidget(self._language_title)
        column.addLayout(choices)
        column.addSpacing(style.GAP)
        column.addWidget(self._backup_title)
        column.addWidget(self._backup_about)
        column.addWidget(self._backup, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(style.GAP)
        column.addWidget(self._other_title)
        column.addWidget(self._other_about)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(style.GAP)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self._retranslate()

    def _on_chosen(self, button: QPushButton) -> None:
        name = button.objectName().removeprefix("language_")
        QSettings().setValue("language", name)
        language.use(name)

    def _on_other(self) -> None:
        self.close()
        self.other_wanted.emit()

    def choose_backup(self) -> None:
        """Ask where the backup should go, and make it there."""
        day = self._workplace.desk.today().isoformat()
        file = saving.proposed_name("so-xa", day, suffix=BACKUP)
        path = saving.ask_save(self, language.say("backup.title"), file, f"Sổ Xã (*{BACKUP})", "backup")
        if path is not None:
            self.back_up(path)

    def back_up(self, path: Path) -> None:
        """Make a backup at *path*."""
        run, say = self._workplace.tasks.run, language.say
        run(backup.backup, self._workplace.desk, path, done=self._on_backed_up, label=say("backup.running"))

    def _on_backed_up(self, path: Path) -> None:
        self._workplace.messages.tell(language.say("backup.done", file=str(path)), OK)
        self.close()

    def _retranslate(self) -> None:
        self.setWindowTitle(language.say("settings.title"))
        self._language_title.setText(language.say("settings.language"))
        self._backup_title.setText(language.say("backup.title"))
        self._backup_about.setText(language.say("backup.about"))
        self._backup.setText(language.say("backup.choose"))
        self._other_title.setText(language.say("settings.other"))
        self._other_about.setText(
            language.say("settings.other_about", folder=self._workplace.desk.store.folder)
        )
        self._other.setText(language.say("settings.other_choose"))
        self._close.setText(language.say("sheet.close"))
