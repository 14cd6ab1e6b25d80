"""The card of a receiving desk's settings for receiving over the network."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.models.errors import Refusal
from desktop.ui import language
from desktop.ui.messages import refusal_text
from desktop.ui.network import office
from desktop.ui.network.card import shown_fingerprint
from desktop.ui.network.office import Office
from desktop.ui.saving import remember, remembered
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.flow import Flow
from desktop.ui.workplace import Workplace

_JOBS = ("prepare", "start", "stop")
_URL = "receiving_address"


class ReceivingCard(Card):
    """Prepares the folder of the receiving machine, and lets it run as long as this window is open."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = workplace
        self.office = workplace.office or Office(workplace)
        self._folder, self._fingerprint, self._file = "", "", ""
        self._title, self._about = label("", "section", self), label("", "secondary", self, wrap=True)
        self._state = label("", "strong", self, wrap=True)
        self._label, self._help = label("", "strong", self), label("", "secondary", self, wrap=True)
        self.url = QLineEdit(self)
        self.url.setObjectName("receiving_url")
        self.url.setText(str(QSettings().value(_URL, "")))
        self._label.setBuddy(self.url)
        self._facts = label("", "", self, wrap=True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._problem = label("", "error", self, wrap=True)
        self.buttons = {name: Button(self) for name in _JOBS}
        for widget in (self._title, self._about, self._state, self._label, self.url, self._help, self._facts):
            self.column.addWidget(widget)
        self.column.addWidget(self._problem)
        jobs = Flow(self)
        self.column.addWidget(jobs)
        for name, button in self.buttons.items():
            button.setObjectName(f"receiving_{name}")
            jobs.put(button)
        self.buttons["prepare"].clicked.connect(self.choose)
        self.buttons["start"].clicked.connect(self.start)
        self.buttons["stop"].clicked.connect(self.office.stop)
        self.office.changed.connect(self._retranslate)
        self._retranslate()

    def refresh(self) -> None:
        """Read what was prepared."""
        run = self._place.tasks.run
        run(office.standing, self._place.desk, done=self._on_standing, latest="receiving")

    def _on_standing(self, found: tuple[str, str]) -> None:
        self._folder, self._fingerprint = found
        self._retranslate()

    def choose(self) -> None:
        """Ask for the folder."""
        title = language.term("network", "receiving.choose")
        name = QFileDialog.getExistingDirectory(self, title, str(remembered("receiving")))
        if name:
            remember("receiving", Path(name))
            self.prepare(Path(name))

    def prepare(self, folder: Path) -> None:
        """Make *folder* ready, with the address that is typed."""
        QSettings().setValue(_URL, self.url.text())
        self._say("")
        run, url = self._place.tasks.run, self.url.text().strip()
        run(office.prepare, self._place.desk, folder, url, done=self._on_prepared, failed=self._on_refused)

    def _on_prepared(self, made: Any) -> None:
        self._folder, self._fingerprint = str(made.folder), made.fingerprint
        self._file = str(made.address or "")
        self._retranslate()

    def start(self) -> None:
        """Begin to receive, at the port of the address."""
        self._say("")
        port = _port_in(self.url.text())
        if port is None:
            self.office.start()
        else:
            self.office.start(port)

    def _on_refused(self, refusal: Refusal) -> None:
        self._say(refusal_text(refusal))

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    @property
    def said(self) -> str:
        """What stands in the card about how things are."""
        return f"{self._state.text()} {self._facts.text()} {self._problem.text()}".strip()

    def _retranslate(self) -> None:
        def say(key: str, **params: object) -> str:
            return language.term("network", f"receiving.{key}", **params)

        port = self.office.port
        self._title.setText(say("card"))
        self._about.setText(say("about"))
        self._state.setText(say("on", port=str(port)) if port is not None else say("off"))
        self._label.setText(say("url"))
        self._help.setText(say("url_help"))
        self.url.setAccessibleName(say("url"))
        self.url.setAccessibleDescription(say("url_help"))
        facts = [say("folder", path=self._folder)] if self._folder else []
        if self._fingerprint:
            facts.append(say("fingerprint", fingerprint=shown_fingerprint(self._fingerprint)))
        if self._file:
            facts.append(say("file", path=self._file))
        self._facts.setText("\n".join(facts))
        self._facts.setVisible(bool(facts))
        if not self._problem.text():
            self._say("")
        for name, button in self.buttons.items():
            button.setText(say(name))
        self.buttons["start"].setVisible(port is None)
        self.buttons["stop"].setVisible(port is not None)
        self.buttons["start"].setEnabled(bool(self._folder))


def _port_in(url: str) -> int | None:
    """The port of an address as it is typed; None when it names none."""
    text = url.strip()
    try:
        return urlsplit(text if "://" in text else f"https://{text}").port
    except ValueError:
        return None
