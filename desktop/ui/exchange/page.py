"""The exchange page of a commune: joining, packages, their history, and the backup."""

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.models.records import all_kinds
from desktop.models.units import unit
from desktop.ui import language, style
from desktop.ui.exchange import work
from desktop.ui.exchange.answers import Answers
from desktop.ui.exchange.beside import BackupCard, ReceiverCard
from desktop.ui.exchange.handed import HandedDown
from desktop.ui.exchange.history import HistoryCard
from desktop.ui.exchange.joining import JoiningCard
from desktop.ui.exchange.keys import ClosedStrip, KeysCard
from desktop.ui.exchange.moved import MovedStrip
from desktop.ui.exchange.replugged import Replugged
from desktop.ui.exchange.sending import SendingCard
from desktop.ui.exchange.siblings import Siblings
from desktop.ui.exchange.work import ExportDone, InvitationSeen, SealedSeen, Standing
from desktop.ui.frame.stack import PageStack
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.saving import INVITATION, Written, ask_save, proposed_name, remember, remembered
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import Workplace

BACKUP = ".soxa-backup"
_NARROW = 100  # characters
_HISTORY_LINES = 9


class ExchangePage(Page):
    """What waits to be sent stands first; joining comes before it, and the backup beside it."""

    uses_period = False
    follows_receipts = True

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("exchange_page")
        self._standing: Standing | None = None
        self._export = self.action("export", self.export, shortcut="Ctrl+E", primary=True)
        self._full = self.action("export_full", self.export_full)
        self._choose = self.action("choose_invitation", self.choose_invitation, primary=True)
        self._other = self.action("other_invitation", self.choose_invitation)
        self._rejoin = self.action("rejoin", self.choose_invitation)
        self._join = self.action("join", self.join, primary=True)
        self._drop = self.action("drop_invitation", self.drop_invitation)
        self._unseal = self.action("unseal", self.unseal, primary=True)
        self._compared = self.action("keys_compared", self.note_compared)
        self._backup = self.action("backup", self.choose_backup)
        self.answers = Answers(self)
        self.handed = HandedDown(self)
        self.sending = SendingCard((self._export, self._full, self.answers.reading), self)
        self.sending.looked.connect(self.refresh)
        self.joining = JoiningCard(self._choose, (self._join, self._other, self._drop), self._unseal, self)
        self.joining.entry.submitted.connect(self.unseal)
        self.keys = KeysCard(self._compared, self)
        self.closed = ClosedStrip(self._rejoin, self)
        self.moved = MovedStrip(self)
        self.moved.answered.connect(self._on_why)
        self.replugged = Replugged(self, self.sending)
        self.siblings = Siblings(self, self.sending.places.folder)
        self.receiver = ReceiverCard(self._rejoin, self)
        self.backup = BackupCard(workplace.desk.settings.site, self._backup, self)
        self.main = PageStack(self)
        self.main.addWidget(self.joining)
        self.main.addWidget(self.sending)
        self.history = HistoryCard(self)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.closed)
        column.addWidget(self.moved)
        # First while there is something to decide: it may change what is sent.
        column.addWidget(self.handed.card)
        self._upper = side_by_side()
        column.addLayout(self._upper)
        column.addWidget(self.answers.card)
        column.addWidget(self.siblings.card)
        self._upper.addWidget(self.main, 5)
        side = QVBoxLayout()
        self._upper.addLayout(side, 3)
        side.setSpacing(style.GAP)
        side.addWidget(self.receiver)
        side.addWidget(self.keys)
        side.addWidget(self.backup)
        side.addStretch(1)
        column.addWidget(self.history, 1)
        self.history.setMinimumHeight(self.fontMetrics().height() * _HISTORY_LINES)
        fill(self, body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside goes below where it is narrow."""
        super().resizeEvent(event)
        turn(self._upper, self, _NARROW)

    @property
    def _joined(self) -> bool:
        return self.workplace.desk.settings.receiver is not None

    def title(self) -> str:
        """The page's name."""
        return language.say("page.exchange")

    def context(self) -> str:
        """How the exchange stands, in words."""
        say = language.say
        if not self._joined:
            return say("exchange.context_not_joined")
        receiver = unit(self.workplace.desk.settings.receiver).full_name
        return say("exchange.context", receiver=receiver)

    def refresh(self) -> None:
        """Read the receipts that lie where packages go; then load what waits, what was sent and what is asked."""
        place = self.workplace
        self.siblings.refresh()
        self.replugged.refresh()
        place.tasks.run(work.load, place.desk, self.sending.folders, done=self._on_loaded, latest="exchange")

    def _on_loaded(self, standing: Standing) -> None:
        self._standing = standing
        self.answers.tell(standing.found)
        self.handed.show_offers(standing.offers)
        self.answers.show_questions(standing.questions)
        self._name_export()
        self.sending.show_outgoing(standing.outgoing)
        self.history.show_sent(standing.sent)
        self.keys.show_keys(standing.keys)
        self.closed.show_standing(standing.here)
        self.moved.show_noticed(standing.noticed)
        self._show_state()

    # Joining

    def choose_invitation(self) -> None:
        """Ask for the invitation file."""
        kinds = f"{language.say('exchange.invitation_files')} (*{INVITATION});;(*)"
        start = str(remembered("invitation"))
        name, _ = QFileDialog.getOpenFileName(self, language.say("exchange.choose_invitation"), start, kinds)
        if name:
            remember("invitation", Path(name).parent)
            self.look_at_invitation(Path(name))

    def look_at_invitation(self, file: Path) -> None:
        """Show what the invitation *file* says; nothing changes yet."""
        self.workplace.tasks.run(work.see, file, done=self._on_seen, latest="invitation")

    def _on_seen(self, seen: InvitationSeen | SealedSeen) -> None:
        if isinstance(seen, SealedSeen):
            self.joining.show_sealed(seen)
            self._show_state()
            return
        self._join.setEnabled(True)
        self.joining.show_invitation(seen)
        self._show_state()

    def unseal(self) -> None:
        """Open the sealed invitation with the code that was typed."""
        seen, code = self.joining.entry.seen, self.joining.entry.line.text()
        if seen is not None:
            self.workplace.tasks.run(
                work.open_sealed, seen.file, code, done=self._on_seen, failed=self.joining.entry.refuse
            )

    def _on_why(self, how: str) -> None:
        self.workplace.tasks.run(work.say_why, self.workplace.desk, how, done=self._on_said_why)

    def _on_said_why(self, how: str) -> None:
        self.workplace.messages.tell(language.say(f"moved.done_{how}"), OK)
        self.workplace.changed({"receipt"})
        self.refresh()

    def note_compared(self) -> None:
        """Note that the receiving unit's words were compared."""
        self.workplace.tasks.run(work.compared, self.workplace.desk, done=self._on_compared)

    def _on_compared(self, _done: object) -> None:
        self.workplace.messages.tell(language.say("exchange.keys_noted"), OK)
        self.refresh()

    def join(self) -> None:
        """Join with the invitation that shows."""
        seen = self.joining.seen
        if seen is not None:
            self.workplace.tasks.run(
                work.join, self.workplace.desk, seen.file, seen.code,
                done=self._on_joined, failed=self._on_not_joined,
            )  # fmt: skip

    def _on_joined(self, _file: Path) -> None:
        self.joining.show_invitation(None)
        settings, period = self.workplace.desk.settings, self.workplace.period
        receiver = unit(settings.receiver).full_name
        self.workplace.messages.tell(language.say("exchange.joined", receiver=receiver), OK)
        self._show_state()
        self.workplace.choose_period(self.workplace.period_in(period.year, period.name))
        # Plans and cut-off day came with the invitation: every figure may be another one now.
        self.workplace.changed(kind.name for kind in all_kinds())

    def _on_not_joined(self, refusal: Refusal) -> None:
        self._join.setEnabled(False)
        self.joining.show_invitation(self.joining.seen, refusal)

    def drop_invitation(self) -> None:
        """Think better of it."""
        self.joining.show_invitation(None)
        self._show_state()

    # Sending

    def export(self) -> None:
        """Write what is new since the last package."""
        self._write(full=False)

    def export_full(self) -> None:
        """Write everything from the first change on."""
        self._write(full=True)

    def _write(self, *, full: bool) -> None:
        folder = self.sending.places.folder()
        if folder is None:
            self.workplace.messages.tell(language.say("exchange.no_place"), WARNING)
            self.sending.places.setFocus()
            return
        if not self._export.isEnabled():
            return
        self._set_sending(busy=True)
        self.workplace.tasks.run(
            work.export, self.workplace.desk, folder, full=full, done=self._on_exported,
            failed=self._on_not_exported, label=language.say("exchange.exporting"), progress=True,
        )  # fmt: skip

    def _set_sending(self, *, busy: bool) -> None:
        self._export.setEnabled(not busy)
        self._full.setEnabled(not busy)

    def _on_exported(self, done: ExportDone) -> None:
        self._set_sending(busy=False)
        self.sending.show_done(done)
        # Exporting brings the tallies up to date, and the line at the left counts what waits.
        self.workplace.changed({"support_tally", "staff_tally"})

    def _on_not_exported(self, refusal: Refusal) -> None:
        self._set_sending(busy=False)
        self.workplace.messages.refuse(refusal)
        self.refresh()

    # Backup

    def choose_backup(self) -> None:
        """Ask where the backup should go."""
        desk = self.workplace.desk
        name = unit(desk.settings.unit).full_name
        proposed = proposed_name("sao luu", name, desk.today().isoformat(), suffix=BACKUP)
        kinds = f"{language.say('exchange.backup_files')} (*{BACKUP})"
        if (path := ask_save(self, self._backup.text(), proposed, kinds, "backup")) is not None:
            self.back_up_to(path)

    def back_up_to(self, path: Path) -> None:
        """Write a backup to *path*."""
        label_ = language.say("exchange.backing_up")
        self.workplace.tasks.run(
            work.backup, self.workplace.desk, path, done=self._on_backed_up, label=label_
        )

    def _on_backed_up(self, path: Path) -> None:
        self.backup.note(path, self.workplace.desk.today())
        text, action = language.say("exchange.backed_up", path=str(path)), language.say("saving.open_folder")
        self.workplace.messages.tell(text, OK, action=action, on_action=Written(path).open_folder)

    # Words

    def _name_export(self) -> None:
        again = self._standing is not None and self._standing.outgoing.again
        self._export.setText(language.say("exchange.export_again" if again else "exchange.export"))

    def _show_state(self) -> None:
        joining = not self._joined or self.joining.busy
        self.main.setCurrentWidget(self.joining if joining else self.sending)
        self.receiver.setVisible(self._joined)
        self.keys.setVisible(self._joined)
        if self._joined:
            self.receiver.show_receiver(self.workplace.desk.settings.receiver)
        self.history.setVisible(self._joined)
        self.siblings.card.setVisible(self._joined)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._name_export()
        self._full.setText(say("exchange.export_full"))
        self._full.setToolTip(say("exchange.export_full_about"))
        self._choose.setText(say("exchange.choose_invitation"))
        self._other.setText(say("exchange.choose_other"))
        self._rejoin.setText(say("exchange.rejoin"))
        self._join.setText(say("exchange.join"))
        self._drop.setText(say("exchange.drop"))
        self._unseal.setText(say("exchange.unseal"))
        self._compared.setText(say("machines.compared"))
        self._backup.setText(say("exchange.backup"))
        self.handed.retranslate()
        self.answers.retranslate()
        self.siblings.retranslate()
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The exchange page."""
    return ExchangePage(workplace)
