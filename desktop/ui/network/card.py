"""The card of the settings that says how the receiving machine is reached."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.services.network.connecting import Connection
from desktop.ui import language, style
from desktop.ui.network.state import State, sentence
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.flow import Flow

_LIMIT_WIDE = 10  # characters
_FIELDS = ("url", "limit")
_JOBS = ("take", "save", "test", "send_now")


class NetworkCard(Card):
    """Address, fingerprint, on or off, speed; taken from a file or typed, saved, tested.

    Signals:
        asked: ``take``, ``save``, ``test``, ``send_now`` or ``match``.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._joined = False
        self._connection = Connection()
        self._title, self._about = label("", "section", self), label("", "secondary", self, wrap=True)
        self._state = label("", "strong", self, wrap=True)
        self.url, self.limit = QLineEdit(self), QLineEdit(self)
        self.auto = QCheckBox(self)
        self._labels = {name: label("", "strong", self) for name in _FIELDS}
        self._helps = {name: label("", "secondary", self, wrap=True) for name in _FIELDS}
        self._fingerprint = label("", "", self, wrap=True)
        self._problem = label("", "error", self, wrap=True)
        self._result = label("", "", self, wrap=True)
        self.match = self._button("match")
        self.buttons = {name: self._button(name) for name in _JOBS}
        self.buttons["save"].setProperty("primary", True)
        self.limit.setFixedWidth(self.fontMetrics().averageCharWidth() * _LIMIT_WIDE + 6 * style.STEP)
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.show_connection(self._connection, joined=False)
        self.say_result("")

    def _button(self, name: str) -> Button:
        made = Button(self)
        made.setObjectName(f"network_{name}")
        made.setProperty("job", name)
        made.clicked.connect(self._on_clicked)
        return made

    def _lay_out(self) -> None:
        for widget in (self._title, self._about, self._state):
            self.column.addWidget(widget)
        for name, line in (("url", self.url), ("limit", self.limit)):
            line.setObjectName(f"network_{name}")
            line.returnPressed.connect(self._on_entered)
            self._labels[name].setBuddy(line)
            self.column.addWidget(self._labels[name])
            left = Qt.AlignmentFlag.AlignLeft if line is self.limit else Qt.AlignmentFlag(0)
            self.column.addWidget(line, 0, left)
            self.column.addWidget(self._helps[name])
            if line is self.url:
                self.column.addWidget(self._fingerprint)
        self.column.addWidget(self.auto)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._result)
        self.column.addWidget(self.match, 0, Qt.AlignmentFlag.AlignLeft)
        jobs = Flow(self)
        self.column.addWidget(jobs)
        for button in self.buttons.values():
            jobs.put(button)

    # What it shows

    def show_connection(self, found: Connection, *, joined: bool) -> None:
        """Show what is set; what is being typed stays."""
        self._connection, self._joined = found, joined
        if not (self.url.hasFocus() and self.url.isModified()):
            self.url.setText(found.url)
        if not (self.limit.hasFocus() and self.limit.isModified()):
            self.limit.setText(str(found.kilobytes or ""))
        self.auto.setChecked(found.on)
        for widget in (self.url, self.limit, self.auto, *self.buttons.values()):
            widget.setEnabled(joined)
        self.buttons["send_now"].setEnabled(joined and found.on)
        self._retranslate()

    def show_state(self, state: State) -> None:
        """Say how sending stands."""
        text = sentence(state)
        self._state.setText(text)
        self._state.setVisible(bool(text))

    def say_result(self, text: str, *, problem: bool = False, may_match: bool = False) -> None:
        """Say what a test or a job came to; nothing when *text* is empty."""
        for one, shown in ((self._problem, problem), (self._result, not problem)):
            one.setText(text if shown else "")
            one.setVisible(bool(text) and shown)
        self.match.setVisible(may_match)

    @property
    def result(self) -> str:
        """What is said."""
        return self._problem.text() or self._result.text()

    @property
    def typed(self) -> dict[str, str | bool]:
        """What is typed and ticked."""
        return {"url": self.url.text(), "kilobytes": self.limit.text(), "on": self.auto.isChecked()}

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.asked.emit(str(button.property("job")))

    def _on_entered(self) -> None:
        self.asked.emit("save")

    def _retranslate(self) -> None:
        def say(key: str, **params: object) -> str:
            return language.term("network", key, **params)

        self._title.setText(say("card"))
        self._about.setText(say("card_about" if self._joined else "card_not_joined"))
        for name, line in (("url", self.url), ("limit", self.limit)):
            self._labels[name].setText(say(name))
            self._helps[name].setText(say(f"{name}_help"))
            line.setAccessibleName(say(name))
            line.setAccessibleDescription(say(f"{name}_help"))
        self.auto.setText(say("auto"))
        for name, button in {**self.buttons, "match": self.match}.items():
            button.setText(say(name))
        self._fingerprint.setVisible(bool(self._connection.url))
        if self._connection.fingerprint:
            shown = shown_fingerprint(self._connection.fingerprint)
            self._fingerprint.setText(say("fingerprint_of", fingerprint=shown))
        else:
            self._fingerprint.setText(say("fingerprint_none"))


def shown_fingerprint(fingerprint: str) -> str:
    """As it is read out."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, 20, 4))
