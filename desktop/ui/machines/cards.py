"""The marked machine with its words and what can be done, and the marked invitation with its code."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models import units
from desktop.services.exchange import IssuedInvitation, MachineStanding
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.machines.model import look_of, shown_name
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.spoken_words import SpokenWords
from desktop.ui.widgets.status import StatusPill


class MachineCard(Card):
    """One machine: whose, how it stands and why, the words to compare, and buttons."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._machine: MachineStanding | None = None
        self._names: dict[str, str] = {}
        self._title = label("", "section", self, wrap=True)
        self.pill = StatusPill(self)
        self._story = label("", "", self, wrap=True)
        self._ask = label("", "secondary", self, wrap=True)
        self.words = SpokenWords(self)
        self._digits = label("", "secondary", self, wrap=True)
        self._digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.addWidget(self._title, 1)
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self._story, self._ask, self.words, self._digits):
            self.column.addWidget(part)
        self._buttons = Flow(self)
        for action in actions:
            self._buttons.put(ActionButton(action, self._buttons))
        self.column.addSpacing(style.STEP)
        self.column.addWidget(self._buttons)
        self.column.addStretch(1)
        self._retranslate()

    def show_machine(self, machine: MachineStanding | None, names: dict[str, str]) -> None:
        """Show *machine*; *names* is what other machines are called, by site."""
        self._machine, self._names = machine, names
        self._retranslate()

    def _retranslate(self) -> None:
        say, one = language.say, self._machine
        for part in (self.pill, self._ask, self.words, self._digits):
            part.setVisible(one is not None)
        if one is None:
            self._title.setText(say("machines.none_marked"))
            self._story.setText(say("machines.none_marked_about"))
            return
        self._title.setText(f"{shown_name(one)} · {units.unit(one.unit).full_name}")
        self.pill.show_status(look_of(one.status), language.term("enrolling", f"status.{one.status}"))
        self._story.setText(" ".join(self._sentences(one)))
        self._ask.setText(say("machines.compare_about"))
        self.words.show_words(one.words, say("machines.words_of", name=shown_name(one)))
        self._digits.setText(say("machines.digits", digits=one.fingerprint))

    def _sentences(self, one: MachineStanding) -> list[str]:
        say, day = language.say, language.day
        found = [say("machines.enrolled", day=day(one.enrolled_on))]
        if one.invited_on is not None:
            found[0] = say("machines.enrolled_by", day=day(one.enrolled_on), invited=day(one.invited_on))
        if one.status == "revoked" and one.since is not None:
            found.append(say(f"machines.revoked_{one.why}", day=day(one.since)))
            if one.reason:
                found.append(say("machines.said", reason=one.reason))
            found.append(say("machines.revoked_about"))
        elif one.status == "replaced" and one.since is not None:
            other = self._names.get(one.successor or "")
            key = "machines.replaced_by" if other else "machines.replaced"
            found.append(say(key, day=day(one.since), name=other or ""))
        elif one.status == "suspected":
            found.append(say("machines.suspected"))
        if one.kin and one.status != "suspected":
            found.append(say("machines.kin", names=", ".join(self._names.get(s, s[:8]) for s in one.kin)))
        if one.refused:
            found.append(say("machines.refused", count=one.refused))
        if one.compared_on is None:
            found.append(say("machines.not_compared_yet"))
        else:
            by = one.compared_by or say("machines.somebody")
            found.append(say("machines.compared_on", day=day(one.compared_on), by=by))
        return found


class CodeCard(Card):
    """One invitation: its code in large letters, to be read out, and what to do with it."""

    def __init__(self, withdraw: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._invitation: IssuedInvitation | None = None
        self._title = label("", "section", self, wrap=True)
        self.code = label("", "title", self)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._about = label("", "secondary", self, wrap=True)
        self.column.addWidget(self._title)
        self.column.addWidget(self.code)
        self.column.addWidget(self._about)
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.addWidget(ActionButton(withdraw, self))
        row.addStretch(1)
        self.column.addStretch(1)
        self._retranslate()

    def show_invitation(self, invitation: IssuedInvitation | None) -> None:
        """Show *invitation*."""
        self._invitation = invitation
        self._retranslate()

    def _retranslate(self) -> None:
        say, one = language.say, self._invitation
        self._title.setText(say("machines.code_title"))
        self.code.setVisible(one is not None and one.code is not None)
        if one is None:
            self._about.setText(say("machines.no_invitation"))
            return
        unit = units.unit(one.unit).full_name
        until = language.day(one.expires_on) if one.expires_on else "–"
        if one.code is not None:
            self.code.setText(one.code.replace(" ", "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}"))
            self.code.setAccessibleName(say("machines.code_for", unit=unit))
            self.code.setAccessibleDescription(one.code)
            self._about.setText(say("machines.code_about", unit=unit, day=until))
        else:
            ever = "_ever" if one.state == "open" and one.expires_on is None else ""
            self._about.setText(say(f"machines.invitation_{one.state}{ever}", unit=unit, day=until))
