"""What a person sets about the network, on the settings page: kept, taken from a file, tested."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop import said
from desktop.models.errors import Refusal
from desktop.services.network.connecting import Connection
from desktop.ui import language
from desktop.ui.messages import OK
from desktop.ui.network import work
from desktop.ui.network.card import NetworkCard
from desktop.ui.network.lane import Lane
from desktop.ui.page import Page
from desktop.ui.saving import remember, remembered

ADDRESS = ".soxa-address"


class NetworkSetting(QObject):
    """The part of the settings page that speaks of the network.

    Attributes:
        card: What is seen of it.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._place = page.workplace
        self._seen = ""
        self.card = NetworkCard(page)
        self.card.asked.connect(self._on_asked)
        self._background = self._place.network
        self._lane = self._background.lane if self._background is not None else Lane(self._place.tasks, self)
        if self._background is not None:
            self._background.changed.connect(self.card.show_state)

    def refresh(self) -> None:
        """Read what is set."""
        self._place.tasks.run(work.settings, self._place.desk, done=self._on_read, latest="connection")

    def _on_read(self, found: Connection) -> None:
        self.card.show_connection(found, joined=self._place.desk.settings.receiver is not None)
        if self._background is not None:
            self.card.show_state(self._background.state)

    def _on_asked(self, job: str) -> None:
        self.card.say_result("")
        if job == "take":
            self.choose()
        elif job == "match":
            self._change(self._on_matched, fingerprint=self._seen)
        elif job == "test":
            self._change(self._on_ready_to_test, **self._typed)
        else:
            self._change(self._on_saved, **self._typed)

    @property
    def _typed(self) -> dict[str, Any]:
        return dict(self.card.typed)

    def _change(self, done: Any, **values: Any) -> None:
        run = self._place.tasks.run
        run(work.change, self._place.desk, done=done, failed=self._on_refused, **values)

    def _on_refused(self, refusal: Refusal) -> None:
        may_match = refusal.code == "certificate_untrusted"
        self._seen = str(refusal.params.get("fingerprint", ""))
        self.card.say_result(said.refusal_of(language.term, refusal), problem=True, may_match=may_match)

    # Keeping

    def _on_saved(self, found: Connection) -> None:
        self._took(found)
        self._place.messages.tell(language.term("network", "saved"), OK)

    def _took(self, found: Connection) -> None:
        for line in (self.card.url, self.card.limit):
            line.setModified(False)
        self._on_read(found)
        if self._background is not None:
            self._background.send_now()

    def choose(self) -> None:
        """Ask for the address file."""
        say = language.term
        kinds = f"{say('network', 'address_files')} (*{ADDRESS});;(*)"
        name, _ = QFileDialog.getOpenFileName(
            self._page, say("network", "choose"), str(remembered("address")), kinds
        )
        if name:
            remember("address", Path(name).parent)
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Take the address from *file*."""
        run = self._place.tasks.run
        run(work.take_address, self._place.desk, file, done=self._on_taken, failed=self._on_refused)

    def _on_taken(self, found: Connection) -> None:
        self.card.url.setModified(False)
        self._took(found)
        self.card.say_result(language.term("network", "taken", address=found.url))

    # Testing

    def _on_matched(self, found: Connection) -> None:
        self._on_ready_to_test(found)

    def _on_ready_to_test(self, found: Connection) -> None:
        for line in (self.card.url, self.card.limit):
            line.setModified(False)
        self._on_read(found)
        run = self._place.tasks.run
        run(work.way_to_test, self._place.desk, done=self._on_way, failed=self._on_refused)

    def _on_way(self, way: Any) -> None:
        def test(_lane: Lane, halt: Any) -> Any:
            return work.tested(way, halt)

        begun = self._lane.begin(test, self._on_tested, self._on_refused)
        self.card.say_result(language.term("network", "testing" if begun else "busy"))

    def _on_tested(self, found: Any) -> None:
        if isinstance(found, Refusal):
            self._on_refused(found)
            return
        text = language.term("network", "reached")
        if found.clock_off is not None:
            text = f"{text} {language.term('network', 'clock_off')}"
        self.card.say_result(f"✓ {text}")
        if self._background is not None:
            self._background.send_now()
