"""The page that receives packages: choose or drop them, look at what they would do, then take them in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.errors import Refusal
from desktop.models.records import all_kinds
from desktop.services.exchange import Doubt, PackageReport
from desktop.ui import language, style
from desktop.ui.messages import OK, WARNING, refusal_text
from desktop.ui.page import Page
from desktop.ui.receive import model as rows
from desktop.ui.receive import tabs
from desktop.ui.receive.answering import AnsweredLine
from desktop.ui.receive.choosing import ChoosingLine
from desktop.ui.receive.doubts import DoubtsCard
from desktop.ui.receive.model import PackagesModel, totals_of
from desktop.ui.receive.received import ReceivedView
from desktop.ui.receive.tabs import Tabs
from desktop.ui.receive.twins import TwinsView
from desktop.ui.receive.waiting import WaitingView
from desktop.ui.receive.watching import WatchedFolder
from desktop.ui.receive.work import Answered, Received, doubts, look, look_in, take
from desktop.ui.saving import remember, remembered
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.table import plain_table, sort_by_heads
from desktop.ui.workplace import Workplace

PACKAGE = ".soxa"
_LETTERS = {
    rows.STATUS: 16, rows.FILE: 20, rows.UNIT: 15, rows.SEQUENCE: 7, rows.MADE: 11, rows.SIZE: 7, rows.NEW: 6,
    rows.UPDATED: 6, rows.KNOWN: 6, rows.CONFLICT: 9,
}  # fmt: skip
_REASON_LETTERS = 14
_SPARE = (rows.SIZE, rows.KNOWN, rows.UPDATED, rows.CONFLICT, rows.MADE)
"""The sentence below says them too."""


class ReceivePage(Page):
    """Nothing is taken in before the person has seen what it would do."""

    cares_for = frozenset()
    uses_period = False

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("receive_page")
        self.setAcceptDrops(True)
        self._paths: tuple[Path, ...] = ()
        self._refused: Refusal | None = None
        self._applied = False
        self._by_itself = False
        self._files = self.action("choose_files", self.choose_files, shortcut="Ctrl+O")
        self._folder = self.action("choose_folder", self.choose_folder, shortcut="Ctrl+Shift+O")
        self._take = self.action("take", self.take, primary=True)
        self._look_again = self.action("look_again", self.look_again, shortcut="F5")
        # Made in the order in which they are read: that is how Tab goes.
        self._tabs = Tabs(self)
        self._tabs.chosen.connect(self.show_tab)
        self.empty = EmptyState(self, icon="import")
        self.empty.add_button(self._files, primary=True)
        self.empty.add_button(self._folder)
        self.model = PackagesModel(self)
        self.model.chosen_changed.connect(self._on_chosen)
        self.choosing = ChoosingLine(self.model, self)
        self.choosing.narrowed.connect(self._on_chosen)
        self.table = plain_table(self, several=True)
        self._dress_table()
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._make_list())
        self._make_parts()
        self._retranslate()

    def _make_parts(self) -> None:
        workplace = self.workplace
        self.aside, self.received = WaitingView(workplace, self), ReceivedView(self)
        self.twins = TwinsView(workplace, self)
        self.twins.counted.connect(self._on_twins_counted)
        self.aside.counted.connect(self._on_aside_counted)
        self.received.counted.connect(self._on_received_counted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._tabs)
        self._shown = QStackedWidget(self)
        inbox = QWidget(self)
        inner = QVBoxLayout(inbox)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(style.GAP)
        self.watched = WatchedFolder(workplace, inbox)
        self.watched.stirred.connect(self._on_stirred)
        self.watched.wanted.connect(self.look_again)
        inner.addWidget(self.stack, 1)
        inner.addWidget(self.watched)
        doubtful = QWidget(self)
        last = QVBoxLayout(doubtful)
        last.setContentsMargins(0, 0, 0, 0)
        self.doubts = DoubtsCard(doubtful)
        self.doubts.record_chosen.connect(self._on_doubt)
        self.doubts.asked.connect(self.answered.ask)
        last.addWidget(self.doubts)
        for one in (inbox, self.aside, self.received, doubtful, self.twins):
            self._shown.addWidget(one)
        column.addWidget(self._shown, 1)

    def _dress_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(rows.STATUS, PillDelegate(PackagesModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, rows.REASON, _REASON_LETTERS, _LETTERS, _SPARE)
        sort_by_heads(self.table)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        # The mouse has the box; this is the key for it.
        self._turn = self.action("turn", self._on_turn, parent=self.table)
        self._turn.setShortcut(Qt.Key.Key_Space)
        self._turn.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(self._turn)

    def _make_list(self) -> QWidget:
        holder = QWidget(self)
        card = Card(holder)
        self.totals = label("", "strong", card, wrap=True)
        self.sentence = label("", "secondary", card, wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._standing = Button(card)
        self._standing.clicked.connect(self._on_standing)
        self._rollup = Button(card)
        self._rollup.clicked.connect(self._on_rollup)
        self.answered = AnsweredLine(self.workplace, card)
        after = QHBoxLayout()
        card.column.addLayout(after)
        after.addWidget(self.totals, 1)
        after.addWidget(self._standing)
        after.addWidget(self._rollup)
        card.column.addWidget(self.sentence)
        card.column.addWidget(self.answered)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.choosing)
        column.addWidget(self.table, 1)
        column.addWidget(card)
        return holder

    def title(self) -> str:
        """The page's name."""
        return language.say("page.receive")

    def context(self) -> str:
        """What is to be done next."""
        if not self.model.items:
            return language.say("receive.context")
        return language.say("receive.context_done" if self._applied else "receive.context_preview")

    def header_actions(self) -> Sequence[QAction]:
        """Choose files or a folder, then take in; at first the choice stands in the middle of the page."""
        if not self.model.items or self._shown.currentIndex() != tabs.INBOX:
            return ()
        return (self._files, self._folder, self._take)

    def refresh(self) -> None:
        """Look into the folder that is watched, at what waits and at what was received."""
        self.aside.refresh()
        self.received.refresh()
        self.twins.refresh()
        self._on_stirred()

    def show_tab(self, number: int) -> None:
        """Show what came, what was put aside, or what was received."""
        self._tabs.button(number).setChecked(True)
        self._shown.setCurrentIndex(number)
        self.header_changed.emit()

    # Choosing

    def choose_files(self) -> None:
        """Ask which packages."""
        kinds = f"{language.say('receive.package_files')} (*{PACKAGE})"
        start = str(remembered("packages"))
        names, _ = QFileDialog.getOpenFileNames(self, self._files.text(), start, kinds)
        if names:
            remember("packages", Path(names[0]).parent)
            self.look([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask which folder, a stick perhaps."""
        name = QFileDialog.getExistingDirectory(self, self._folder.text(), str(remembered("packages")))
        if name:
            remember("packages", Path(name))
            self.look([Path(name)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Packages and folders can be dropped anywhere on the page."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if dropped:
            event.acceptProposedAction()
            self.look(dropped)

    # Looking and taking

    def look(self, paths: Sequence[Path]) -> None:
        """Show what receiving *paths* would do; nothing changes yet."""
        self._paths, self._by_itself = tuple(paths), False
        self.show_tab(tabs.INBOX)
        self.workplace.tasks.run(
            look, self.workplace.desk, self._paths, done=self._on_looked, failed=self._on_refused,
            label=language.say("receive.looking"), latest="packages", progress=True,
        )  # fmt: skip

    def look_again(self) -> None:
        """Look into the folder that is watched, whatever shows now."""
        self._by_itself = True
        self.watched.attend()
        self._on_stirred()

    def _on_stirred(self) -> None:
        """Look into the folder that is watched, unless somebody is looking at something else."""
        folder = self.watched.folder
        if folder is None or (self.model.items and not self._by_itself):
            return
        self._by_itself = True
        self.workplace.tasks.run(
            look_in, self.workplace.desk, folder, done=self._on_found, latest="packages", progress=True,
        )  # fmt: skip

    def _on_found(self, reports: list[PackageReport]) -> None:
        if self._by_itself:
            self._show_reports(reports, applied=False)

    def take(self) -> None:
        """Take in what was chosen of what was looked at."""
        if not self._take.isEnabled():
            return
        self._take.setEnabled(False)
        self._by_itself = False
        chosen = [rows.path_of(one) for one in self.model.to_take()]
        self.workplace.tasks.run(
            take, self.workplace.desk, chosen, done=self._on_taken, failed=self._on_refused,
            label=language.say("receive.taking"), latest="packages", progress=True,
        )  # fmt: skip

    def _on_looked(self, reports: list[PackageReport]) -> None:
        self._show_reports(reports, applied=False)

    def _on_taken(self, received: Received) -> None:
        self._show_reports(received.reports, applied=not received.stopped, receipts=received.receipts)
        if received.stopped:
            self.workplace.messages.tell(language.say("receive.stopped", count=received.done), WARNING)
        else:
            totals = totals_of(received.reports)
            text = language.say("receive.taken", accepted=totals.accepted, refused=totals.refused)
            self.workplace.messages.tell(text, WARNING if totals.refused else OK)
            self.workplace.tasks.run(
                doubts, self.workplace.desk, received.reports, done=self._on_doubts,
                label=language.say("receive.looking_through"), latest="packages", progress=True,
            )  # fmt: skip
        self.aside.refresh()
        self.received.refresh()
        self.twins.refresh()
        self.workplace.changed(kind.name for kind in all_kinds())

    def _on_refused(self, refusal: Refusal) -> None:
        self.workplace.messages.refuse(refusal)
        if self.model.items:
            self._show_state()
            return
        self._refused = refusal
        self._show_state()

    def _on_doubts(self, found: Sequence[Doubt]) -> None:
        self.doubts.show_doubts(found)
        self._tabs.count(tabs.DOUBTS, len(found))

    def _on_doubt(self, doubt: Doubt) -> None:
        self.workplace.open_record(doubt.kind, doubt.record)

    def _show_reports(
        self, reports: list[PackageReport], *, applied: bool, receipts: Answered | None = None
    ) -> None:
        self._refused, self._applied = None, applied
        self.model.show_reports(reports, applied=applied)
        self.choosing.begin()
        self.answered.show_answered(reports, receipts)
        self._on_doubts(())
        refused = self.model.first_refused()
        self.table.setCurrentIndex(self.model.index(refused, 0))
        self._show_state()
        if not self._by_itself:
            self.table.setFocus()

    def _on_turn(self) -> None:
        self.model.turn(index.row() for index in self.table.selectionModel().selectedRows())

    def _on_chosen(self) -> None:
        self._show_state()

    def _on_aside_counted(self, count: int) -> None:
        self._tabs.count(tabs.ASIDE, count)

    def _on_received_counted(self, count: int) -> None:
        self._tabs.count(tabs.RECEIVED, count)

    def _on_twins_counted(self, count: int) -> None:
        self._tabs.count(tabs.TWINS, count, keep=bool(self.twins.model.items))

    def _on_selected(self, _new: object, _old: object) -> None:
        report = self.model.item(self.table.currentIndex().row())
        self.sentence.setText("" if report is None else rows.sentence(report))

    def _on_standing(self) -> None:
        self.workplace.open_page("communes")

    def _on_rollup(self) -> None:
        self.workplace.open_page("rollup")

    # Words

    def _show_state(self) -> None:
        say, reports = language.say, self.model.items
        totals = totals_of(reports)
        self.stack.setCurrentIndex(1 if reports else 0)
        key = "receive.totals_done" if self._applied else "receive.totals"
        self.totals.setText(say(key, **vars(totals)))
        chosen = len(self.model.chosen())
        only_refused = not chosen and totals.refused > 0
        self._take.setText(say("receive.keep" if only_refused else "receive.take", count=chosen))
        self._take.setVisible(bool(reports) and not self._applied)
        self._take.setEnabled((chosen > 0 or only_refused) and not self._applied)
        self.choosing.show_choice(may_choose=not self._applied and totals.accepted > 1)
        self._tabs.count(tabs.INBOX, len(reports))
        # Packages that somebody chose need the room.
        self.watched.setVisible(not reports or self._by_itself)
        for button in (self._standing, self._rollup):
            button.setVisible(self._applied)
        about = say("receive.empty_about")
        self.empty.show_words(say("receive.empty"), refusal_text(self._refused) if self._refused else about)
        self._on_selected(None, None)
        self.header_changed.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._files.setText(say("receive.choose_files"))
        self._folder.setText(say("receive.choose_folder"))
        self._standing.setText(say("page.communes"))
        self._rollup.setText(say("page.rollup"))
        self._turn.setText(say("receive.turn"))
        self._look_again.setText(say("receive.look_again"))
        self.table.setAccessibleName(say("receive.table"))
        self.model.retranslate()
        self._columns.fit()
        self._show_state()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page that receives packages."""
    return ReceivePage(workplace)
