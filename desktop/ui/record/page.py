"""The form of one record of any kind, with live checks; nothing in it is modal."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.models.entry import Draft, Entry
from desktop.models.errors import Refusal
from desktop.models.records import kind_named
from desktop.models.rules import Problem
from desktop.services import activities
from desktop.services.drafts import KeptDraft
from desktop.ui import language, style
from desktop.ui.fields.form import Form
from desktop.ui.fields.make import Surroundings
from desktop.ui.messages import OK, PROBLEM, WARNING
from desktop.ui.page import Page
from desktop.ui.pages import COMMUNE
from desktop.ui.record import work
from desktop.ui.record.conflicts import ConflictPanel
from desktop.ui.record.keeping import DraftKeeper
from desktop.ui.record.places import ProblemPlaces
from desktop.ui.record.side import SidePanel
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.workplace import Workplace

_CHECK_AFTER_MS = 300
_NARROW = 110  # characters


class RecordPage(Page):
    """Makes or changes one record. Ctrl+S saves, Ctrl+Enter saves and begins the next, Esc goes back."""

    uses_period = False

    def __init__(
        self, workplace: Workplace, kind: str, record: str | None, values: Mapping[str, object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(workplace, parent)
        self.kind = kind_named(kind)
        self._record = record
        self._entry: Entry | None = None
        self._first_values = dict(values)
        self._saved: dict[str, object] = {}
        self._more = False
        self._saving = False
        self.editable = workplace.desk.settings.role == COMMUNE
        self.form = Form(self.kind, Surroundings(workplace.desk.today(), {}), self)
        self.form.setEnabled(False)
        self.side = SidePanel(kind, self)
        self.side.setVisible(self.editable)
        self.places = ProblemPlaces(kind, self.form, self.side, show_all=record is not None)
        self._lay_out()
        self.form.edited.connect(self._on_edited)
        self.form.entered.connect(self.side.show_focus)
        self.side.place_chosen.connect(self._on_place)
        self.side.reason_given.connect(self._on_reason)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_CHECK_AFTER_MS)
        self._wait.timeout.connect(self.check)
        self.keeper = DraftKeeper(workplace, kind, record, self._unsaved, self)
        self.keeper.changed.connect(self.header_changed)
        self._cancel = self.action("cancel", self.cancel, shortcut="Esc")
        self._save_more = self.action("save_more", self.save_and_more, shortcut="Ctrl+Return")
        self._save = self.action("save", self.save, shortcut="Ctrl+S", primary=True)
        self._next = self.action("next_problem", self.next_problem, shortcut="F8")
        self._retranslate()

    def _lay_out(self) -> None:
        paper = Card(self)
        paper.column.setContentsMargins(0, 0, 0, 0)
        paper.column.addWidget(scrolled(self.form, paper))
        self._sheets = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sheets.setContentsMargins(0, 0, 0, 0)
        self._sheets.setSpacing(style.GAP)
        self._sheets.addWidget(paper, 1)
        self._sheets.addWidget(self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the checks below the form where there is no room beside it."""
        super().resizeEvent(event)
        beside = self.width() >= self.fontMetrics().averageCharWidth() * _NARROW
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._sheets.setDirection(direction)
        self.side.show_beside(beside)

    # What the header shows

    def title(self) -> str:
        """The kind, and whether the record is new."""
        name = language.kind_title(self.kind.name)
        return language.say("record.new", kind=name) if self._record is None else name

    def context(self) -> str:
        """When the draft was kept, and the keys of the form."""
        if not self.editable:
            return language.say("record.read_only")
        keys = language.say("record.keys")
        at = self.keeper.at
        return keys if at is None else f"{language.say('record.kept', at=f'{at:%H:%M}')} · {keys}"

    def header_actions(self) -> Sequence[QAction]:
        """Cancel, save and more, save."""
        if not self.editable:
            return (self._cancel,)
        if self._record is not None:
            return (self._cancel, self._save)
        return (self._cancel, self._save_more, self._save)

    # Loading

    def refresh(self) -> None:
        """Load the record once; news of other changes does not disturb what is being typed."""
        if self._entry is None and not self.form.isEnabled():
            run = self.workplace.tasks.run
            run(work.load, self.workplace.desk, self.kind.name, self._record, done=self._on_loaded)

    def _on_loaded(self, loaded: work.Loaded) -> None:
        self.form.set_links(loaded.links)
        if loaded.entry is not None:
            self._show_entry(loaded.entry)
        else:
            self.form.set_values(self._first_values)
            self._saved = self.form.values()
        self.form.setEnabled(self.editable)
        if loaded.kept is not None and self.editable:
            self._take_up(loaded.kept)
        if self.editable:
            first = self.form.first_field(empty=loaded.entry is None)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.check()

    def _show_entry(self, entry: Entry) -> None:
        self._entry = entry
        values = work.values_of(entry)
        self.form.set_values(values)
        self.side.set_reason(str(values.get("reason") or ""))
        self._saved = self.form.values()
        if entry.conflicts:
            self.side.show()
            panel = ConflictPanel(entry, self.side)
            panel.chosen.connect(self._on_conflict_chosen)
            self.side.add_extra(panel)

    # Checking

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.isEnabled() and (self.form.values() != self._saved or bool(self.form.unreadable()))

    def draft(self) -> Draft:
        """What is typed."""
        values = dict(self.form.values())
        values["reason"] = self.side.reason.currentText().strip() or None
        if self._entry is None:
            return Draft(self.kind.name, values)
        return Draft(self.kind.name, values, self._entry.id, self._entry.heads)

    def _on_edited(self, path: str) -> None:
        self.places.touch(path)
        self._wait.start()
        self.keeper.typed()

    def _on_reason(self, _text: str) -> None:
        self._wait.start()

    def _unsaved(self) -> Draft | None:
        return self.draft() if self.changed and not self._saving else None

    def _take_up(self, kept: KeptDraft) -> None:
        """Go on with what was typed before the program ended; a record that changed since is left as it is."""
        if self._entry is not None and kept.draft.based_on != self._entry.heads:
            self.keeper.forget()
            return
        self.form.set_values({**self._saved, **kept.draft.values})
        self.side.set_reason(str(kept.draft.values.get("reason") or ""))
        say = language.say
        self.workplace.messages.tell(
            say("record.taken_up", at=f"{kept.kept_at:%H:%M}", day=kept.kept_at.date()), WARNING,
            action=say("record.drop_draft"), on_action=self.drop_draft,
        )  # fmt: skip
        self.keeper.took_up(kept)

    def drop_draft(self) -> None:
        """Forget the draft and show the record as it is saved."""
        self.form.set_values(self._saved)
        self.keeper.forget()
        self.check()

    def check(self) -> None:
        """Ask the rules about what is typed."""
        if self.editable and not self._saving:
            run = self.workplace.tasks.run
            run(
                activities.check, self.workplace.desk, self.draft(), done=self._on_checked,
                failed=self._on_check_refused, latest="check",
            )  # fmt: skip

    def _on_check_refused(self, refusal: Refusal) -> None:
        self.workplace.messages.refuse(refusal)

    def _on_checked(self, problems: Sequence[Problem]) -> None:
        self.places.take(problems)

    def _on_place(self, path: str) -> None:
        self.places.go_to(path)

    def next_problem(self) -> None:
        """Go to the next problem after the field in focus."""
        self.places.go_on(self.focusWidget())

    # Saving

    def save(self) -> None:
        """Save and go back to the list."""
        self._begin_save(more=False)

    def save_and_more(self) -> None:
        """Save and begin the next record."""
        if self._record is None:
            self._begin_save(more=True)

    def _begin_save(self, *, more: bool) -> None:
        if not self.editable or self._saving or not self.form.isEnabled():
            return
        unreadable = self.form.unreadable()
        if unreadable:
            self._on_refused(Refusal("not_valid", problems=list(self.places.problems)))
            return
        self._more = more
        self._saving = True
        self._wait.stop()
        self.keeper.stop()
        run = self.workplace.tasks.run
        run(work.save, self.workplace.desk, self.draft(), done=self._on_saved, failed=self._on_refused)

    def _on_saved(self, _entry: Entry) -> None:
        self._saving = False
        self._saved = self.form.values()
        self.keeper.forget()
        self.workplace.messages.tell(
            language.say("record.saved", kind=language.kind_title(self.kind.name)), OK
        )
        self.workplace.changed({self.kind.name})
        if not self._more:
            self.finished.emit()
            return
        self.form.set_values({})
        self.side.set_reason("")
        self._saved = self.form.values()
        self.places.begin_anew()
        self.form.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.check()

    def _on_refused(self, refusal: Refusal) -> None:
        self._saving = False
        problems = refusal.params.get("problems")
        if refusal.code != "not_valid" or not isinstance(problems, (list, tuple)):
            self.workplace.messages.refuse(refusal)
            return
        self.places.show_all = True
        self.places.take(problems)
        errors = sum(p.severity == "error" for p in self.places.problems)
        key = "record.has_errors" if errors else "record.needs_reason"
        self.workplace.messages.tell(
            language.say(key, count=errors or len(self.places.problems)), PROBLEM if errors else WARNING
        )
        if errors:
            self.next_problem()
        else:
            self.side.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_conflict_chosen(self, field: str, value: object) -> None:
        run = self.workplace.tasks.run
        run(
            work.choose,
            self.workplace.desk,
            self.kind.name,
            str(self._record),
            field,
            value,
            done=self._on_decided,
        )

    def _on_decided(self, entry: Entry) -> None:
        self.workplace.messages.tell(language.say("conflict.decided"), OK)
        self._show_entry(entry)
        self.workplace.changed({self.kind.name})
        self.check()

    # Leaving

    def may_leave(self) -> bool:
        """Whether nothing would be lost; otherwise asks in the message line."""
        if not self.changed:
            return True
        self.workplace.messages.tell(
            language.say("record.unsaved"),
            WARNING,
            action=language.say("record.discard"),
            on_action=self.discard,
        )
        return False

    def cancel(self) -> None:
        """Go back, unless something would be lost."""
        if self.may_leave():
            self.workplace.messages.clear()
            self.finished.emit()

    def discard(self) -> None:
        """Go back and forget what was typed."""
        self._saved = self.form.values()
        self.keeper.forget()
        self.form.setEnabled(False)
        self.workplace.messages.clear()
        self.finished.emit()

    def _retranslate(self) -> None:
        self._cancel.setText(language.say("record.cancel" if self.editable else "record.back"))
        self._save_more.setText(language.say("record.save_more"))
        self._save.setText(language.say("record.save"))
        self._next.setText(language.say("record.next_problem"))
        if self.form.isEnabled():
            self.places.show()
