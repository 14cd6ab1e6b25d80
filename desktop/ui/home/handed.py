"""The card of the period's sections: filled, declared empty, or still missing; and what hands them in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop import said
from desktop.services.declaring import Section
from desktop.services.exchange import Outgoing
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.network.state import State, sentence, sign, why
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label


class SectionLine:
    """One section in the grid: sign, name as a door, and how many or what can be done."""

    def __init__(self, kind: str, parent: QWidget) -> None:
        self.kind = kind
        self.sign = label("", "", parent)
        self.name = Button(parent)
        self.name.setProperty("flat", True)
        self.name.setProperty("tight", True)
        self.figure = label("", "secondary", parent)
        self.nothing = Button(parent)
        self.nothing.setProperty("flat", True)
        self.nothing.setProperty("tight", True)
        for button in (self.name, self.nothing):
            button.setProperty("section", kind)

    def show_section(self, section: Section) -> None:
        """Show how it stands."""
        say = language.say
        title = language.page_title(self.kind)
        sign, tint, words = "→", "warning", say("home.section_none")
        if section.count:
            sign, tint, words = "✓", "ok", say("home.section_count", count=section.count)
        elif section.empty:
            sign, tint, words = "–", "plain", say("status.nothing_happened")
        self.sign.setText(sign)
        style.wears(self.sign, sign_text=tint)
        self.name.setText(title)
        self.name.setAccessibleName(f"{title}: {words}")
        self.figure.setText(words)
        self.nothing.setText(say("home.nothing_happened"))
        self.nothing.setAccessibleName(f"{title}: {say('home.nothing_happened')}")
        self.nothing.setVisible(section.may_declare)
        self.figure.setVisible(not section.may_declare)


class HandedCard(Card):
    """Seven sections, how many are settled, and the doors to the report and the exchange.

    Signals:
        opened: The record kind of a section, to see its register.
        declared: The record kind of a section in which nothing happened.
    """

    opened = Signal(str)
    declared = Signal(str)

    def __init__(
        self, kinds: Sequence[str], actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._state = label("", "section", self), QLabel(self)
        self._state.setProperty("pill", "warning")
        self.lines = {kind: SectionLine(kind, self) for kind in kinds}
        self.actions_row = [ActionButton(action, self) for action in actions]
        head = QHBoxLayout()
        self.column.addLayout(head)
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        grid = QGridLayout()
        self.column.addLayout(grid)
        grid.setHorizontalSpacing(style.STEP)
        grid.setVerticalSpacing(2)
        half = (len(kinds) + 1) // 2
        for place, line in enumerate(self.lines.values()):
            row, side = place % half, 3 * (place // half)
            grid.addWidget(line.sign, row, side)
            grid.addWidget(line.name, row, side + 1)
            grid.addWidget(line.figure, row, side + 2)
            grid.addWidget(line.nothing, row, side + 2, Qt.AlignmentFlag.AlignLeft)
            line.name.clicked.connect(self._on_name)
            line.nothing.clicked.connect(self._on_nothing)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(5, 1)
        self.column.addStretch(1)
        outbox = QHBoxLayout()
        self.column.addLayout(outbox)
        outbox.setSpacing(style.STEP)
        self._outbox_sign, self._outbox = label("", "", self), label("", "secondary", self, wrap=True)
        outbox.addWidget(self._outbox_sign, 0, Qt.AlignmentFlag.AlignTop)
        outbox.addWidget(self._outbox, 1)
        network = QHBoxLayout()
        self.column.addLayout(network)
        network.setSpacing(style.STEP)
        self._network_sign, self._network = label("", "", self), label("", "secondary", self, wrap=True)
        network.addWidget(self._network_sign, 0, Qt.AlignmentFlag.AlignTop)
        network.addWidget(self._network, 1)
        self.show_network(State())
        row_of_buttons = QHBoxLayout()
        self.column.addLayout(row_of_buttons)
        row_of_buttons.addWidget(self.actions_row[0])
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(self.actions_row[-1])

    def show_sections(self, sections: Sequence[Section], title: str) -> None:
        """Show how *sections* stand under *title*."""
        self._title.setText(title)
        done = sum(section.settled for section in sections)
        whole = done == len(sections)
        key = "home.sections_whole" if whole else "home.sections_done"
        style.wears(self._state, pill="ok" if whole else "warning")
        self._state.setText(f"{'✓' if whole else '→'} {language.say(key, done=done, total=len(sections))}")
        for section in sections:
            self.lines[section.kind].show_section(section)

    def show_outbox(self, outgoing: Outgoing, *, joined: bool) -> None:
        """Say what is not sent, what is written and what was received; nothing before the register has joined."""
        for one in (self._outbox_sign, self._outbox):
            one.setVisible(joined)
        received = outgoing.all_received
        trouble = (
            bool(outgoing.closed)
            or outgoing.moved
            or outgoing.last_state in ("refused", "forked", "unconfirmed")
        )
        self._outbox_sign.setText("✓" if received else "!" if trouble else "→")
        style.wears(self._outbox_sign, sign_text="ok" if received else "warning")
        self._outbox.setText(said.outbox(language.term, outgoing))

    def show_network(self, found: State) -> None:
        """Say how sending over the network stands; nothing while it is off."""
        text = sentence(found)
        for one in (self._network_sign, self._network):
            one.setVisible(bool(text))
        shape, tint = sign(found)
        self._network_sign.setText(shape)
        style.wears(self._network_sign, sign_text=tint)
        self._network.setText(text)
        self._network.setToolTip(why(found))

    @property
    def buttons(self) -> list[QWidget]:
        """What takes the keys, as one reads."""
        found: list[QWidget] = []
        for line in self.lines.values():
            found += [line.name, line.nothing]
        return [*found, *self.actions_row]

    def _on_name(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.opened.emit(str(button.property("section")))

    def _on_nothing(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.declared.emit(str(button.property("section")))
