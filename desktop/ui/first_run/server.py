"""A store on a server: where it is, who asks for it, and the passphrase that opens it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import language, style
from desktop.ui.first_run.steps import Choice, Step
from desktop.ui.widgets.card import label
from desktop.ui.widgets.passphrase import CapsLockHint, PassphraseLine

DATABASE = "soxa"


class ServerStep(Step):
    """Everything that is asked once on a machine; afterwards the passphrase is enough."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("at_server", choice, parent)
        self.host, self.database, self.user = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.password, self.passphrase = PassphraseLine(self), PassphraseLine(self)
        self.database.setText(DATABASE)
        self.user.setText(DATABASE)
        self._lines = {
            "host": self.host,
            "database": self.database,
            "user": self.user,
            "password": self.password,
            "passphrase": self.passphrase,
        }
        self._labels = {name: label("", "strong", self) for name in self._lines}
        self._helps = {name: label("", "secondary", self, wrap=True) for name in ("host", "passphrase")}
        for name, line in self._lines.items():
            line.setObjectName(f"server_{name}")
            line.textChanged.connect(self._on_changed)
            line.returnPressed.connect(self.submitted)
            self._labels[name].setBuddy(line)
            self.column.addWidget(self._labels[name])
            self.column.addWidget(line)
            if isinstance(line, PassphraseLine):
                self.column.addWidget(CapsLockHint(line, self))
            if name in self._helps:
                self.column.addWidget(self._helps[name])
            self.column.addSpacing(style.STEP // 2)
        self.column.addStretch(1)

    def entered(self) -> None:
        """Begin with the server."""
        self.host.setFocus()

    def complete(self) -> bool:
        """Whether there is enough to try; a login may be let in without a password."""
        return bool(self.host.text().strip() and self.database.text().strip() and self.passphrase.text())

    def said(self) -> tuple[str, str, str, str, str]:
        """Server, database, login, its password, passphrase."""
        host, database, user = (line.text().strip() for line in (self.host, self.database, self.user))
        return host, database, user, self.password.text(), self.passphrase.text()

    def _on_changed(self, _text: str) -> None:
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every word."""
        super().retranslate()
        say = language.say
        for name, line in self._lines.items():
            self._labels[name].setText(say(f"first.at_server.{name}"))
            line.setAccessibleName(self._labels[name].text())
        for name, words in self._helps.items():
            words.setText(say(f"first.at_server.{name}_help"))
            self._lines[name].setAccessibleDescription(words.text())
