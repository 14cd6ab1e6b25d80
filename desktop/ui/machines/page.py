"""The page of machines: whose they are, whose words were compared, and which are no longer taken."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.models import units
from desktop.services import exchange
from desktop.services.exchange import Invited, IssuedInvitation, MachineStanding
from desktop.services.exchange.closing import WHYS
from desktop.ui import language, style
from desktop.ui.machines import work
from desktop.ui.machines.asking import MachineStrip
from desktop.ui.machines.cards import CodeCard, MachineCard
from desktop.ui.machines.model import (
    COMPARED,
    ENROLLED,
    EXPIRES,
    FOR,
    INVITED,
    ISSUED,
    LAST,
    NAME,
    RECEIVED,
    STATE,
    STATUS,
    UNIT,
    InvitationsModel,
    MachinesModel,
    shown_name,
)
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.saving import INVITATION, ask_save, proposed_name
from desktop.ui.widgets.card import label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.workplace import Workplace

_NARROW = 110  # characters
_UNIT_LETTERS = 16
_LETTERS = {NAME: 18, STATUS: 17, COMPARED: 14, LAST: 8, RECEIVED: 11, ENROLLED: 11}
_INVITATION_LETTERS = {STATE: 15, ISSUED: 12, EXPIRES: 12, FOR: 18}
_LINES, _FEW_LINES = 9, 5


class MachinesPage(Page):
    """Machines above, the marked one at their right; invitations below, the code of the marked one at their right."""

    uses_period = False
    cares_for = frozenset({"machine"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("machines_page")
        self._loaded = False
        self._names: dict[str, str] = {}
        self._make_actions()
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_narrowed)
        self.only_doubtful = QCheckBox(self)
        self.only_doubtful.toggled.connect(self._on_narrowed)
        self.strip = MachineStrip(self)
        self.strip.confirmed.connect(self._on_answered)
        self.strip.closed.connect(self._give_back_keys)
        self.model, self.invitations = MachinesModel(self), InvitationsModel(self)
        self.table, self.invitation_table = plain_table(self), plain_table(self)
        self._dress()
        self.state = EmptyState(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.state)
        self.stack.addWidget(self.table)
        self.card = MachineCard(
            (self._compared, self._name, self._replace, self._invite_instead, self._revoke, self._reinstate),
            self,
        )
        self.code = CodeCard(self._withdraw, self)
        self._heading = label("", "section", self)
        self._lay_out()
        self.begins_in = self.table
        self._retranslate()

    def _make_actions(self) -> None:
        self._invite = self.action("invite_machine", self.invite, primary=True)
        self._compared = self.action("compared", self.note_compared)
        self._name = self.action("name_machine", self.ask_name)
        self._replace = self.action("replace_machine", self.ask_replace)
        self._invite_instead = self.action("invite_instead", self.invite_instead)
        self._revoke = self.action("revoke_machine", self.ask_revoke)
        self._reinstate = self.action("reinstate_machine", self.ask_reinstate)
        self._withdraw = self.action("withdraw_invitation", self.withdraw)
        self._find = self.action("find", self._on_find, shortcut="Ctrl+F")

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(STATUS, PillDelegate(MachinesModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, UNIT, _UNIT_LETTERS, _LETTERS, spare=(ENROLLED, LAST))
        self.invitation_table.setModel(self.invitations)
        self.invitation_table.setItemDelegateForColumn(
            STATE, PillDelegate(InvitationsModel.STATUS, self.invitation_table)
        )
        self._invitation_columns = StretchedColumn(
            self.invitation_table, INVITED, _UNIT_LETTERS, _INVITATION_LETTERS
        )
        for table in (self.table, self.invitation_table):
            sort_by_heads(table)
            table.selectionModel().selectionChanged.connect(self._on_selected)

    def _lay_out(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setSpacing(style.GAP)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.only_doubtful)
        tools.addStretch(1)
        column.addWidget(self.strip)
        self._upper = side_by_side()
        column.addLayout(self._upper, 5)
        self._upper.addWidget(self.stack, 6)
        self._upper.addWidget(self.card, 4)
        column.addWidget(self._heading)
        self._lower = side_by_side()
        column.addLayout(self._lower, 3)
        self._lower.addWidget(self.invitation_table, 6)
        self._lower.addWidget(self.code, 4)
        line = self.fontMetrics().height() + 2 * style.STEP
        self.stack.setMinimumHeight(_LINES * line)
        self.invitation_table.setMinimumHeight(_FEW_LINES * line)
        fill(self, body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside goes below where it is narrow."""
        super().resizeEvent(event)
        for sides in (self._upper, self._lower):
            turn(sides, self, _NARROW)

    def title(self) -> str:
        """The page's name."""
        return language.say("page.machines")

    def context(self) -> str:
        """How many there are, and how many were not compared."""
        machines = [one for one in self.model.items if one.status == "in_use"]
        open_ = sum(one.compared_on is None for one in machines)
        return language.say("machines.context", count=len(machines), open=open_)

    def header_actions(self) -> Sequence[QAction]:
        """Invite."""
        return (self._invite,)

    def refresh(self) -> None:
        """Load machines and invitations."""
        self.workplace.tasks.run(work.load, self.workplace.desk, done=self._on_loaded, latest="machines")

    def _on_loaded(self, found: work.Enrolled) -> None:
        machine, invitation = self.current(), self.current_invitation()
        self._loaded = True
        self._names = {one.site: shown_name(one) for one in found.machines}
        known = {one.id for one in self.invitations.items}
        new = [one for one in found.invitations if one.state == "open" and one.id not in known]
        self.model.show_items(found.machines)
        self.invitations.show_items(found.invitations)
        self._mark(machine)
        # One that was just written shows with its code.
        wanted = new[0] if new else invitation or next(iter(found.invitations), None)
        row = self.invitations.row_of(wanted.id) if wanted else -1
        if row >= 0:
            self.invitation_table.selectRow(row)
        self._show_state()

    def current(self) -> MachineStanding | None:
        """The machine in the marked row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.item(rows[0].row()) if rows else None

    def current_invitation(self) -> IssuedInvitation | None:
        """The invitation in the marked row."""
        rows = self.invitation_table.selectionModel().selectedRows()
        return self.invitations.item(rows[0].row()) if rows else None

    def _mark(self, kept: MachineStanding | None) -> None:
        row = self.model.row_of(kept.site) if kept is not None else -1
        if row >= 0:
            self.table.selectRow(row)
        elif self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_narrowed(self, _value: object) -> None:
        kept = self.current()
        self.model.only_doubtful = self.only_doubtful.isChecked()
        self.model.search(self.search.text())
        self._mark(kept)
        self._show_state()

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_selected(self, _new: object, _old: object) -> None:
        self.strip.hide()
        self._show_state()

    # Inviting

    def invite(self) -> None:
        """Invite another machine of the marked machine's commune, by a code."""
        if (one := self.current()) is not None:
            self._ask_file(one.unit, None)

    def invite_instead(self) -> None:
        """Invite a machine that is to take the place of the marked one."""
        if (one := self.current()) is not None:
            self._ask_file(one.unit, one.site)

    def _ask_file(self, unit: str, replaces: str | None) -> None:
        name = proposed_name("moi", units.unit(unit).full_name, suffix=INVITATION)
        kinds = f"{language.say('exchange.invitation_files')} (*{INVITATION})"
        if (path := ask_save(self, self._invite.text(), name, kinds, "invitation")) is not None:
            self.invite_to(unit, path, replaces)

    def invite_to(self, unit: str, path: Path, replaces: str | None = None) -> None:
        """Write an invitation under a code for *unit* to *path*."""
        place = self.workplace
        place.tasks.run(work.invite, place.desk, unit, path, replaces, done=self._on_invited)

    def _on_invited(self, invited: Invited) -> None:
        self.workplace.messages.tell(language.say("machines.invited", path=str(invited.path)), OK)
        self.refresh()

    def withdraw(self) -> None:
        """Let nobody join with the marked invitation."""
        if (one := self.current_invitation()) is not None:
            place = self.workplace
            place.tasks.run(exchange.withdraw_invitation, place.desk, one.id, done=self._on_withdrawn)

    def _on_withdrawn(self, _done: object) -> None:
        self.workplace.messages.tell(language.say("machines.withdrawn"), OK)
        self.refresh()

    # What is noted of a machine

    def note_compared(self) -> None:
        """Note that the words were compared; asked first, for it is a statement."""
        self._ask("compared")

    def ask_name(self) -> None:
        """Ask what the machine is called."""
        if (one := self.current()) is not None:
            self._ask("name", line=one.name)

    def ask_replace(self) -> None:
        """Ask which machine takes its place."""
        if (one := self.current()) is None:
            return
        others = [
            (other.site, shown_name(other))
            for other in self.model.items
            if other.unit == one.unit and other.site != one.site and other.status in ("in_use", "suspected")
        ]
        self._ask("replace", [("", language.say("machines.no_successor")), *others])

    def ask_revoke(self) -> None:
        """Ask why nothing is to be taken of it any more."""
        self._ask("revoke", [(why, language.say(f"machines.why_{why}")) for why in WHYS], line="")

    def ask_reinstate(self) -> None:
        """Ask whether that was a mistake."""
        self._ask("reinstate", line="")

    def _ask(
        self, question: str, choices: Sequence[tuple[str, str]] = (), *, line: str | None = None
    ) -> None:
        if (one := self.current()) is not None:
            self.strip.ask(
                question, choices, line=line, name=shown_name(one), unit=units.unit(one.unit).full_name
            )

    def _on_answered(self, line: str) -> None:
        one, strip, place = self.current(), self.strip, self.workplace
        if one is not None:
            place.tasks.run(
                work.note, place.desk, strip.question, one.site, strip.choice, line, done=self._on_noted
            )
        self._give_back_keys()

    def _on_noted(self, question: str) -> None:
        self.workplace.messages.tell(language.say(f"machines.done_{question}"), OK)
        self.refresh()

    def _give_back_keys(self) -> None:
        self.table.setFocus()

    # Words

    def _show_state(self) -> None:
        say, one, invitation = language.say, self.current(), self.current_invitation()
        if not self._loaded:
            self.state.show_words(say("machines.loading"), say("machines.loading_about"))
        elif not self.model.items:
            self.state.show_words(say("machines.empty"), say("machines.empty_about"))
        else:
            self.state.show_words(say("list.none_found"), say("machines.none_found_about"))
        self.stack.setCurrentWidget(self.table if self.model.rowCount() else self.state)
        self.card.show_machine(one, self._names)
        self.code.show_invitation(invitation)
        closed = one is not None and one.status in ("replaced", "revoked")
        for action in (self._compared, self._name, self._invite):
            action.setEnabled(one is not None)
        for action in (self._replace, self._invite_instead):
            action.setVisible(one is not None and not closed)
        self._revoke.setVisible(one is not None and one.status != "revoked")
        self._reinstate.setVisible(closed)
        self._withdraw.setVisible(invitation is not None and invitation.state == "open")
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        for action in (
            self._invite, self._compared, self._name, self._replace, self._invite_instead, self._revoke,
            self._reinstate, self._withdraw,
        ):  # fmt: skip
            action.setText(say(f"machines.{action.objectName()}"))
        self._find.setText(say("list.search"))
        self.search.setPlaceholderText(say("machines.search"))
        self.search.setAccessibleName(say("machines.search"))
        self.only_doubtful.setText(say("machines.only_doubtful"))
        self._heading.setText(say("machines.invitations"))
        self.table.setAccessibleName(say("page.machines"))
        self.invitation_table.setAccessibleName(say("machines.invitations"))
        self._names = {one.site: shown_name(one) for one in self.model.items}
        kept = self.current()
        self.model.retranslate()
        self.invitations.retranslate()
        self._columns.fit()
        self._invitation_columns.fit()
        self._mark(kept)
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of machines."""
    return MachinesPage(workplace)
