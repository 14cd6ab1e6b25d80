"""The page of communes: who has reported, whose packages are missing, and inviting those not yet joined."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
)

from desktop.services import exchange
from desktop.services.exchange import CommuneStanding, Invited
from desktop.ui import language, style
from desktop.ui.communes.asked import Asked
from desktop.ui.communes.model import (
    AS_OF,
    JOINED,
    LAST,
    MISSING,
    NAME,
    PACKAGES,
    RECEIVED,
    STATUS,
    CommunesModel,
)
from desktop.ui.frame.period_chooser import period_name
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.saving import INVITATION, Written, ask_save, proposed_name
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.workplace import Workplace

_NAME_LETTERS = 22
_LETTERS = {STATUS: 24, JOINED: 21, PACKAGES: 9, LAST: 9, MISSING: 15, RECEIVED: 13, AS_OF: 13}


class CommunesPage(Page):
    """The communes expected to report, in the order of the official list until sorted."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("communes_page")
        self._loaded = False
        self._invited_name = ""
        self._copy = self.action("copy_missing", self.copy_missing)
        self._machines = self.action("machines", self.show_machines)
        self._invite = self.action("invite", self.choose_invitation)
        self._by_code = self.action("invite_by_code", self.choose_sealed, primary=True)
        self._find = self.action("find", self._on_find, shortcut="Ctrl+F")
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_narrowed)
        self.only_silent = QCheckBox(self)
        self.only_silent.toggled.connect(self._on_narrowed)
        self._count = QLabel(self)
        self._count.setProperty("kind", "secondary")
        self.model = CommunesModel(self)
        self.table = plain_table(self)
        self._dress_table()
        self.state = EmptyState(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.state)
        self.stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setSpacing(style.GAP)
        tools.addWidget(self.search, 2)
        tools.addWidget(self.only_silent)
        tools.addWidget(self._count, 3)
        column.addWidget(self.stack, 1)
        self.asked = Asked(self)
        column.addWidget(self.asked.card)
        self.begins_in = self.table
        self._retranslate()

    def _dress_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(STATUS, PillDelegate(CommunesModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, NAME, _NAME_LETTERS, _LETTERS)
        sort_by_heads(self.table)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)

    def title(self) -> str:
        """The page's name."""
        return language.say("page.communes")

    def context(self) -> str:
        """How many have reported for the period."""
        total = len(self.model.items)
        done = total - len(self.model.silent())
        period = period_name(self.workplace.period)
        return language.say("communes.context", done=done, total=total, period=period)

    def header_actions(self) -> Sequence[QAction]:
        """Copy those missing; their machines; invite."""
        return (self._copy, self._machines, self._invite, self._by_code)

    def refresh(self) -> None:
        """Load how the communes stand, and what they were asked."""
        self.asked.refresh()
        self.workplace.tasks.run(
            exchange.communes,
            self.workplace.desk,
            self.workplace.period,
            done=self._on_loaded,
            latest="communes",
        )

    def _on_loaded(self, standings: list[CommuneStanding]) -> None:
        kept = self.current()
        self._loaded = True
        self.model.show_items(standings)
        self._mark(kept)
        self._show_state()

    def current(self) -> CommuneStanding | None:
        """The commune in the marked row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.item(rows[0].row()) if rows else None

    def _mark(self, kept: CommuneStanding | None) -> None:
        row = self.model.row_of(kept.unit) if kept is not None else -1
        if row >= 0:
            self.table.selectRow(row)
        elif self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_narrowed(self, _value: object) -> None:
        kept = self.current()
        self.model.narrow(self.search.text(), only_silent=self.only_silent.isChecked())
        self._mark(kept)
        self._show_state()

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_selected(self, _new: object, _old: object) -> None:
        self._enable()

    def _enable(self) -> None:
        for action in (self._invite, self._by_code):
            action.setEnabled(self.current() is not None)

    # Inviting

    def choose_invitation(self) -> None:
        """Ask where the invitation for the marked commune should go, and write it."""
        if (path := self._ask_file()) is not None:
            self.invite_to(path)

    def choose_sealed(self) -> None:
        """The same for an invitation under a code."""
        if (path := self._ask_file()) is not None:
            self.invite_by_code_to(path)

    def _ask_file(self) -> Path | None:
        standing = self.current()
        if standing is None:
            return None
        name = proposed_name("moi", standing.name, suffix=INVITATION)
        kinds = f"{language.say('exchange.invitation_files')} (*{INVITATION})"
        return ask_save(self, self._invite.text(), name, kinds, "invitation")

    def invite_by_code_to(self, path: Path) -> None:
        """Write an invitation under a code for the marked commune to *path*."""
        standing = self.current()
        if standing is not None:
            self._invited_name = standing.name
            place = self.workplace
            place.tasks.run(
                exchange.invite_by_code, place.desk, standing.unit, path, done=self._on_invited_by_code
            )

    def _on_invited_by_code(self, invited: Invited) -> None:
        say, until = language.say, language.day(invited.expires_on) if invited.expires_on else "–"
        text = say(
            "communes.invited_by_code",
            name=self._invited_name,
            path=str(invited.path),
            code=invited.code,
            day=until,
        )
        self.workplace.messages.tell(text, OK, action=say("page.machines"), on_action=self.show_machines)
        self.refresh()

    def show_machines(self) -> None:
        """Go to the machines of the communes, and the codes of invitations."""
        self.workplace.open_page("machines")

    def invite_to(self, path: Path) -> None:
        """Write an invitation for the marked commune to *path*."""
        standing = self.current()
        if standing is not None:
            self._invited_name = standing.name
            self.workplace.tasks.run(
                exchange.invite, self.workplace.desk, standing.unit, path, done=self._on_invited
            )

    def _on_invited(self, path: Path) -> None:
        text = language.say("communes.invitation_written", name=self._invited_name, path=str(path))
        action = language.say("saving.open_folder")
        self.workplace.messages.tell(text, OK, action=action, on_action=Written(path).open_folder)
        self.refresh()

    def copy_missing(self) -> None:
        """Put the names of the communes that have not reported on the clipboard, a line each."""
        silent = self.model.silent()
        QGuiApplication.clipboard().setText("\n".join(one.name for one in silent))
        self.workplace.messages.tell(language.say("communes.copied", count=len(silent)), OK)

    # Words

    def _show_state(self) -> None:
        say = language.say
        if not self._loaded:
            self.state.show_words(say("communes.loading"), say("communes.loading_about"))
        elif self.only_silent.isChecked() and not self.model.silent():
            self.state.show_words(say("communes.all_reported"), say("communes.all_reported_about"))
        else:
            self.state.show_words(say("list.none_found"), say("communes.none_found_about"))
        self.stack.setCurrentWidget(self.table if self.model.rowCount() else self.state)
        shown, total = self.model.rowCount(), len(self.model.items)
        self._count.setText(say("communes.shown", count=shown) if shown != total else "")
        self._copy.setEnabled(bool(self.model.silent()))
        self._enable()
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._copy.setText(say("communes.copy"))
        self._invite.setText(say("communes.invite"))
        self._by_code.setText(say("communes.invite_by_code"))
        self._machines.setText(say("page.machines"))
        self._find.setText(say("list.search"))
        self.asked.retranslate()
        self.search.setPlaceholderText(say("communes.search"))
        self.search.setAccessibleName(say("communes.search"))
        self.only_silent.setText(say("communes.only_silent"))
        self.table.setAccessibleName(say("communes.table"))
        kept = self.current()
        self.model.retranslate()
        self._columns.fit()
        self._mark(kept)
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of communes."""
    return CommunesPage(workplace)
