"""Bringing a register back from a backup file."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop.ui import language, opening
from desktop.ui.first_run.steps import Choice, Step
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.new_passphrase import NewPassphrase
from desktop.ui.widgets.passphrase import CapsLockHint, PassphraseLine


class RestoreStep(Step):
    """The backup file and the passphrase it was made with."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("restore", choice, parent)
        self._file_label = label("", "strong", self)
        self.path = QLineEdit(self)
        self.path.setObjectName("backup_file")
        self.path.textChanged.connect(self._on_changed)
        self._choose = Button(self)
        self._choose.clicked.connect(self._on_choose)
        self._passphrase_label = label("", "strong", self)
        self.passphrase = PassphraseLine(self)
        self.passphrase.setObjectName("backup_passphrase")
        self.passphrase.textChanged.connect(self._on_changed)
        self.passphrase.returnPressed.connect(self.submitted)
        self._file_label.setBuddy(self.path)
        self._passphrase_label.setBuddy(self.passphrase)
        self.column.addWidget(self._file_label)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.addWidget(self.path, 1)
        row.addWidget(self._choose)
        self.column.addWidget(self._passphrase_label)
        self.column.addWidget(self.passphrase)
        self.column.addWidget(CapsLockHint(self.passphrase, self))
        self.shown = QCheckBox(self)
        self.shown.setObjectName("show_secret")
        self.shown.toggled.connect(self._on_shown)
        self.column.addWidget(self.shown)
        self.new = NewPassphrase(self)
        self.new.typed.connect(self.changed)
        self.new.submitted.connect(self.submitted)
        self.new.hide()
        self.column.addWidget(self.new)
        self.column.addStretch(1)

    @property
    def file(self) -> Path:
        """The backup file."""
        return Path(self.path.text().strip())

    def complete(self) -> bool:
        """Whether both are given."""
        given = bool(self.path.text().strip() and self.passphrase.text())
        return given and (not self.by_sheet or bool(self.new.passphrase))

    @property
    def by_sheet(self) -> bool:
        """Whether the code of a recovery sheet is typed: then a new passphrase is needed."""
        return opening.is_recovery_code(self.passphrase.text())

    def entered(self) -> None:
        """Begin with the file."""
        self.path.setFocus()

    def _on_changed(self, _text: str) -> None:
        self.new.setVisible(self.by_sheet)
        self.changed.emit()

    def _on_shown(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.passphrase.setEchoMode(mode.Normal if shown else mode.Password)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, language.say("first.backup"))
        if chosen:
            self.path.setText(chosen)
            self.passphrase.setFocus()

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        self._file_label.setText(language.say("first.restore.file"))
        self._passphrase_label.setText(language.say("first.restore.passphrase"))
        self.path.setAccessibleName(self._file_label.text())
        self.passphrase.setAccessibleName(self._passphrase_label.text())
        self._choose.setText(language.say("first.restore.choose"))
        self.shown.setText(language.say("first.restore.show"))
