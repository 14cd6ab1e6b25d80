"""The card that writes packages: what waits, where it goes, and what was written."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop import said
from desktop.services.exchange import Outgoing
from desktop.ui import language, style
from desktop.ui.exchange.found_again import FoundAgain
from desktop.ui.exchange.places import Place, PlaceChooser, sticks
from desktop.ui.exchange.work import ExportDone
from desktop.ui.frame.header import ActionButton
from desktop.ui.saving import Written, remember, remembered
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label

PURPOSE = "outgoing"
_ROOM = 40 * 10**6  # bytes: a package and its unfinished copy


class SendingCard(Card):
    """Shows what waits; the page's actions do the work.

    Signals:
        looked: The places were looked for again; receipts may lie there.
    """

    looked = Signal()

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outgoing: Outgoing | None = None
        self._done: ExportDone | None = None
        self._looked = False
        self._sticks: list[Place] = []
        self._title = label("", "title", self)
        self._last = label("", "secondary", self, wrap=True)
        self._doubt = label("", "warning", self, wrap=True)
        self._place = label("", "strong", self)
        self.places = PlaceChooser(self)
        self._place.setBuddy(self.places)
        self._folder = Button(self)
        self._folder.clicked.connect(self.choose_folder)
        self._again = Button(self)
        self._again.clicked.connect(self._on_again)
        self._stick = label("", "secondary", self, wrap=True)
        self._result = label("", "", self, wrap=True)
        self._open = Button(self)
        self._open.clicked.connect(self._on_open)
        for widget in (self._title, self._last, self._doubt):
            self.column.addWidget(widget)
        self.column.addSpacing(style.STEP)
        self.column.addWidget(self._place)
        where = QHBoxLayout()
        self.column.addLayout(where)
        where.setSpacing(2 * style.STEP)
        where.addWidget(self.places, 1)
        where.addWidget(self._folder)
        where.addWidget(self._again)
        self.column.addWidget(self._stick)
        self.again = FoundAgain(self)
        self.column.addWidget(self.again)
        self.column.addSpacing(style.STEP)
        buttons = QHBoxLayout()
        self.column.addLayout(buttons)
        buttons.setSpacing(style.GAP)
        for action in actions:
            buttons.addWidget(ActionButton(action, self))
        buttons.addStretch(1)
        result = QHBoxLayout()
        self.column.addLayout(result)
        result.addWidget(self._result, 1)
        result.addWidget(self._open)
        self.column.addStretch(1)
        self.look_for_sticks()
        self._retranslate()

    def show_outgoing(self, outgoing: Outgoing) -> None:
        """Show what waits."""
        self._outgoing = outgoing
        self._retranslate()

    def show_done(self, done: ExportDone) -> None:
        """Show what exporting came to."""
        self._done = done
        self._retranslate()

    def look_for_sticks(self) -> None:
        """List the sticks that are plugged in now; one that has come since the last look is chosen."""
        found, chosen = sticks(), self.places.folder()
        self._sticks = found
        fresh = [place.folder for place in found if place.folder not in self.places.folders]
        if self._looked and fresh:
            chosen = fresh[0]
        self._looked = True
        self.places.show_places(found, chosen or remembered(PURPOSE))
        self._show_stick()

    @property
    def plugged_in(self) -> set[Path]:
        """Where the sticks are that were there at the last look."""
        return {place.folder for place in self._sticks}

    def choose_folder(self) -> None:
        """Ask which folder."""
        start = str(self.places.folder() or remembered(PURPOSE))
        name = QFileDialog.getExistingDirectory(self, self._folder.text(), start)
        if name:
            self.use_folder(Path(name))

    def use_folder(self, folder: Path) -> None:
        """Let packages go to *folder*, and propose it the next time."""
        remember(PURPOSE, folder)
        self._sticks = sticks()
        self.places.show_places(self._sticks, folder)
        self._show_stick()
        self.looked.emit()

    def _show_stick(self) -> None:
        """Say what a person should know of the sticks before writing."""
        kind, text = _about_sticks(self._sticks, self.places.chosen())
        style.wears(self._stick, kind=kind)
        self._stick.setText(text)
        self._stick.setVisible(bool(text))

    def _on_again(self) -> None:
        self.look_for_sticks()
        self.looked.emit()

    def _on_open(self) -> None:
        if self._done is not None and self._done.exported is not None:
            Written(self._done.exported.path).open_folder()

    def showEvent(self, event: QShowEvent) -> None:
        """A stick may have come or gone while another page was open."""
        super().showEvent(event)
        self.look_for_sticks()

    def _retranslate(self) -> None:
        say = language.say
        self._place.setText(say("exchange.place"))
        self.places.setAccessibleName(say("exchange.place"))
        self.places.setPlaceholderText(say("exchange.place_hint"))
        self.places.retranslate()
        self._folder.setText(say("exchange.choose_folder"))
        self._again.setText(say("exchange.look_again"))
        self._open.setText(say("saving.open_folder"))
        self._show_outgoing()
        self._show_done()
        self._show_stick()

    def _show_outgoing(self) -> None:
        say, outgoing = language.say, self._outgoing
        if outgoing is None:
            self._title.setText(say("exchange.loading"))
            self._last.clear()
            self._doubt.hide()
            return
        sequence = outgoing.last_sequence
        if outgoing.changes:
            self._title.setText(say("exchange.waiting", count=outgoing.records))
        elif outgoing.unconfirmed:
            self._title.setText(say("exchange.to_repeat", sequence=sequence or 0))
        elif outgoing.all_received:
            self._title.setText(f"{style.look('met').sign} {say('exchange.all_received')}")
        elif outgoing.unreceived:
            self._title.setText(say("exchange.all_sent"))
        else:
            self._title.setText(say("exchange.nothing_recorded"))
        style.wears(self._title, sign_text="ok" if outgoing.all_received else "")
        self._last.setText(_last(outgoing))
        self._doubt.setVisible(outgoing.unconfirmed)
        self._doubt.setText(say("exchange.unconfirmed", sequence=sequence or 0))

    @property
    def folders(self) -> list[Path]:
        """Where packages can go, and receipts may lie."""
        return sorted(self.places.folders)

    def _show_done(self) -> None:
        say, done = language.say, self._done
        self._result.setVisible(done is not None)
        self._open.setVisible(done is not None and done.exported is not None)
        if done is None:
            return
        if done.stopped:
            self._result.setText(say("exchange.stopped"))
        elif done.exported is None:
            self._result.setText(say("exchange.nothing_new"))
        else:
            one = done.exported
            text = say("exchange.written", sequence=one.sequence, count=one.count, path=str(one.path))
            if any(one.folder == self._done_folder for one in self._sticks):
                text = f"{text}\n{say('stick.pull')}"
            self._result.setText(f"{style.look('met').sign} {text}")

    @property
    def _done_folder(self) -> Path | None:
        exported = self._done.exported if self._done is not None else None
        return exported.path.parent if exported is not None else None


def _about_sticks(found: Sequence[Place], chosen: Place | None) -> tuple[str, str]:
    """Kind of label and words; no words when all is as it should be."""
    say = language.say
    locked = [one for one in found if one.locked]
    if locked and (chosen is None or chosen.free is None):
        return "warning", say("stick.locked", name=locked[0].called)
    if chosen is not None and chosen.free is not None and chosen.free < _ROOM:
        return "warning", say("stick.full", name=chosen.called, free=chosen.free // 10**6)
    if len(found) - len(locked) > 1:
        return "secondary", say("stick.several", count=len(found) - len(locked))
    if not found:
        return "secondary", say("stick.none_plugged" if chosen is None else "stick.folder")
    return "secondary", ""


def _last(outgoing: Outgoing) -> str:
    """What is known of the last package and of the receipts, in a sentence or two."""
    if outgoing.last_sequence is None:
        return language.say("exchange.never")
    last = said.last_package(language.term, outgoing)
    text = f"{last[:1].upper()}{last[1:]}."
    if outgoing.receipt_as_of is None:
        return f"{text} {language.say('exchange.no_receipt')}"
    return f"{text} {language.say('exchange.receipt_of', day=outgoing.receipt_as_of)}"
