"""The form of one record of any kind, with live checks; nothing in it is modal."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.edits import typed
from desktop.models.entry import Draft, Entry
from desktop.models.records import kind_named
from desktop.models.rules import Problem
from desktop.services import activities, defaults
from desktop.services.drafts import KeptDraft
from desktop.ui import language, style
from desktop.ui.fields.form import Form
from desktop.ui.fields.make import UNDER_AGE, Surroundings
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.pages import COMMUNE
from desktop.ui.record import work
from desktop.ui.record.checks import Checks
from desktop.ui.record.conflicts import ConflictPanel
from desktop.ui.record.keeping import DraftKeeper
from desktop.ui.record.looks import Looks
from desktop.ui.record.more import More
from desktop.ui.record.places import ProblemPlaces
from desktop.ui.record.removing import Removing
from desktop.ui.record.saving import EMPTY, Saving
from desktop.ui.record.side import SidePanel
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import Workplace

_NARROW = 110  # characters


class RecordPage(Page):
    """Makes or changes one record. Ctrl+S saves, Ctrl+Enter saves and begins the next, Esc goes back."""

    uses_period = False

    def __init__(
        self, workplace: Workplace, kind: str, record: str | None, values: Mapping[str, object],
        parent: QWidget | None = None, *, history: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(workplace, parent)
        self.kind = kind_named(kind)
        self.record = record
        self.entry: Entry | None = None
        self._known = defaults.known(workplace.desk)
        self._first_values = {**defaults.first(self._known, self.kind), **values}
        self._saved: dict[str, object] = {}
        self._followed: dict[str, object] = {}
        self._distinct: tuple[str, ...] = ()
        self._history = history
        self._wide = True
        self._own_labels: Mapping[str, str] = {}
        self.editable = workplace.desk.settings.role == COMMUNE
        self.form = Form(self.kind, Surroundings(workplace.desk.today(), {}), self)
        self.form.setEnabled(False)
        self.side = SidePanel(kind, self)
        self.side.want(self.editable)
        self.places = ProblemPlaces(kind, self.form, self.side, show_all=record is not None)
        self.checks = Checks(workplace, self.draft, self)
        self.keeper = DraftKeeper(workplace, kind, record, self._unsaved, self)
        self._make_actions()
        self.saving = Saving(self)
        self.removing = Removing(self)
        self.looks = Looks(self)
        self.more = More(self, self._save_more)
        self._lay_out()
        self._connect()
        self._retranslate()

    def _make_actions(self) -> None:
        self._cancel = self.action("cancel", self.cancel, shortcut="Esc")
        self._save_more = self.action("save_more", self.save_and_more, shortcut="Ctrl+Return")
        self._save = self.action("save", self.save, shortcut="Ctrl+S", primary=True)
        self._next_problem = self.action("next_problem", self.next_problem, shortcut="F8")
        self._problem_before = self.action("problem_before", self.problem_before, shortcut="Shift+F8")

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.entered.connect(self.side.show_focus)
        self.form.help_wanted.connect(self.looks.help)
        self.form.ended.connect(self._on_ended)
        self.form.look.connect(self.looks.look)
        self.side.place_chosen.connect(self._on_place)
        self.side.reason_given.connect(self._on_reason)
        self.side.offered.connect(self.looks.take_offer)
        self.side.closed.connect(self._on_look_closed)
        self.checks.found.connect(self._on_checked)
        self.keeper.changed.connect(self.header_changed)

    def _lay_out(self) -> None:
        paper = Card(self)
        paper.column.setContentsMargins(0, 0, 0, 0)
        paper.column.addWidget(scrolled(self.form, paper))
        self._sheets = side_by_side()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(self._sheets, 1)
        column.addWidget(self.removing.strip)
        column.addWidget(self.more.asking.strip)
        self._sheets.addWidget(paper, 1)
        self._sheets.addWidget(self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the checks below the form where there is no room beside it."""
        super().resizeEvent(event)
        beside = not turn(self._sheets, self, _NARROW)
        if beside != self._wide:
            self._wide = beside
            self.header_changed.emit()
        self.side.show_beside(beside, self.height() // self.fontMetrics().height())

    # What the header shows

    def title(self) -> str:
        """The kind, and whether the record is new."""
        name = language.kind_title(self.kind.name)
        return language.say("record.new", kind=name) if self.record is None else name

    def context(self) -> str:
        """When the draft was kept, and the keys of the form."""
        if self.entry is not None and self.entry.deleted:
            return language.say("record.deleted")
        if not self.editable:
            return language.say("record.read_only")
        keys = language.say("record.keys")
        at = self.keeper.at
        return keys if at is None else f"{language.say('record.kept', at=f'{at:%H:%M}')} · {keys}"

    def header_actions(self) -> Sequence[QAction]:
        """Cancel, more, save and more, save."""
        menu = self.more.action
        if self.removing.restore.isEnabled():
            return (menu, self._cancel, self.removing.restore)
        if not self.editable:
            return (menu, self._cancel, *self.more.asking.offered)
        if self.record is not None or not self._wide:
            return (menu, self._cancel, self._save)
        return (menu, self._cancel, self._save_more, self._save)

    # Loading

    def refresh(self) -> None:
        """Load the record once; news of other changes does not disturb what is being typed."""
        if self.entry is None and not self.form.isEnabled():
            run = self.workplace.tasks.run
            run(work.load, self.workplace.desk, self.kind.name, self.record, done=self._on_loaded)

    def _on_loaded(self, loaded: work.Loaded) -> None:
        self.form.set_links(loaded.links)
        self.form.set_own_codes(loaded.own)
        self._own_labels = loaded.own_labels
        if loaded.entry is not None:
            self.show_entry(loaded.entry)
            self.editable = self.editable and not loaded.entry.deleted
            self.removing.update()
            self.header_changed.emit()
        else:
            self._begin(self._first_values)
        self.form.setEnabled(self.editable)
        self.more.update()
        if self._history:
            self.looks.history()
        if not self.editable:
            return
        if loaded.kept is not None:
            self._take_up(loaded.kept)
        self.form.begin()
        self.checks.now()

    def _begin(self, values: Mapping[str, object]) -> None:
        """Show a new record that begins with *values*."""
        self.form.set_values(values)
        self.side.problems.set_reason("")
        self._distinct = ()
        self._saved = self._followed = self.form.values()

    def show_entry(self, entry: Entry) -> None:
        """Show a saved record."""
        self.entry = entry
        values = work.values_of(entry)
        self.form.set_values(values)
        self.side.problems.set_reason(str(values.get("reason") or ""))
        self._saved = self._followed = self.form.values()
        if entry.conflicts:
            panel = ConflictPanel(entry, self._own_labels, self.side)
            panel.chosen.connect(self.looks.decide)
            self.side.add_extra(panel)

    # Typing

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.isEnabled() and (self.form.values() != self._saved or bool(self.form.unreadable()))

    def draft(self) -> Draft:
        """What is typed."""
        values = self.form.held()
        values["reason"] = self.side.problems.reason.currentText().strip() or None
        if self.entry is None:
            return Draft(self.kind.name, values, distinct_from=self._distinct)
        return Draft(self.kind.name, values, self.entry.id, self.entry.heads, self._distinct)

    def _on_edited(self, path: str) -> None:
        self._follow()
        self.places.touch(path)
        self.checks.soon()
        self.keeper.typed()

    def _follow(self) -> None:
        """Fill in what follows from what was typed."""
        values = self.form.values()
        for name, value in defaults.following(self._known, self.kind, self._followed, values).items():
            self.form.boxes[name].editor.set_value(value)
            values[name] = value
        # Half-typed, a day is none for a moment: what followed from the one before is still what followed.
        held = {name: value for name, value in self._followed.items() if values.get(name) is None}
        self._followed = {**values, **held}

    def _on_reason(self, _text: str) -> None:
        self.checks.soon()

    def put_value(self, field: str, value: object) -> None:
        """Put *value* into *field* as if it had been typed."""
        editor = self.form.boxes[field].editor
        editor.set_value(typed(self.kind, self.kind.field(field), value))
        editor.edited.emit()
        editor.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_apart(self, other: str) -> None:
        """The record is not *other*, however alike they are."""
        self._distinct = (*self._distinct, other)
        if self.entry is not None:
            run = self.workplace.tasks.run
            run(activities.not_the_same, self.workplace.desk, self.entry.id, other)
        else:
            self.keeper.typed()
        self.checks.now()

    def _on_ended(self) -> None:
        key = "record.ended_more" if self.record is None else "record.ended"
        self.workplace.messages.tell(language.say(key), OK)

    # Drafts

    def _unsaved(self) -> Draft | None:
        """What has to be kept: of a record that is changed, the changes alone."""
        if not self.changed or self.saving.busy or self.form.values().get("age_band") == UNDER_AGE:
            # A person under 18 is not recorded, not even for a moment.
            return None
        draft = self.draft()
        if self.entry is None:
            return draft
        fresh = {name: value for name, value in draft.values.items() if value != self._saved.get(name)}
        return Draft(draft.kind, fresh, draft.id, draft.based_on, draft.distinct_from)

    def _take_up(self, kept: KeptDraft) -> None:
        """Go on with what was typed before the program ended; also when the record was changed since."""
        values = kept.draft.values
        self.form.set_values({**self._saved, **values})
        if "reason" in values:
            self.side.problems.set_reason(str(values["reason"] or ""))
        self._distinct = kept.draft.distinct_from
        self._followed = self.form.values()
        moved = self.entry is not None and kept.draft.based_on != self.entry.heads
        say = language.say
        self.workplace.messages.tell(
            say("record.taken_up_changed" if moved else "record.taken_up", at=f"{kept.kept_at:%H:%M}",
                day=kept.kept_at.date()),
            WARNING, action=say("record.drop_draft"), on_action=self.drop_draft,
        )  # fmt: skip
        self.keeper.took_up(kept)

    def drop_draft(self) -> None:
        """Forget the draft and show the record as it is saved."""
        self.form.set_values(self._saved)
        self._followed = self._saved
        self._distinct = ()
        self.keeper.forget()
        self.checks.now()

    # Problems

    def check(self) -> None:
        """Ask the rules about what is typed."""
        if self.editable and not self.saving.busy:
            self.checks.now()

    def _on_checked(self, problems: Sequence[Problem]) -> None:
        if not self.saving.busy:
            self.places.take(problems)

    def _on_place(self, path: str) -> None:
        self.places.go_to(path)

    def next_problem(self) -> None:
        """Go to the next problem after the field in focus."""
        self._walk(1)

    def problem_before(self) -> None:
        """Go to the problem before the field in focus."""
        self._walk(-1)

    def _walk(self, step: int) -> None:
        self.side.show_checks()
        if not self.places.walk(self.focusWidget(), step):
            self.workplace.messages.tell(language.say("side.fine"), OK)

    # Saving

    def save(self) -> None:
        """Save and go back to the list."""
        self.saving.begin()

    def save_and_more(self) -> None:
        """Save and begin the next record."""
        if self.record is None:
            self.saving.begin(EMPTY)

    def was_saved(self) -> None:
        """What is in the form is in the register; nothing would be lost any more."""
        self._saved = self.form.values()
        self.keeper.forget()

    def begin_anew(self, values: Mapping[str, object] | None = None) -> None:
        """Show a new record that begins with *values* besides what every new one begins with."""
        self._begin({**self._first_values, **(values or {})})
        self.places.begin_anew()
        self.form.begin()
        self.checks.now()

    def fill(self, values: Mapping[str, object]) -> None:
        """Fill *values* into a new form, as if they had been typed."""
        self.form.set_values({**self.form.values(), **values})
        self._followed = self.form.values()
        self.form.begin(empty=True)
        self.checks.soon()
        self.keeper.typed()

    # Leaving

    def may_leave(self) -> bool:
        """Whether nothing would be lost; otherwise asks in the message line."""
        if not self.changed:
            return True
        self.workplace.messages.tell(
            language.say("record.unsaved"), WARNING,
            action=language.say("record.discard"), on_action=self.discard,
        )  # fmt: skip
        return False

    def _on_look_closed(self) -> None:
        if self.form.isEnabled():
            self.form.return_to_last()

    def cancel(self) -> None:
        """Close what is looked at beside the form; then go back, unless something would be lost."""
        if (strip := self.more.asking.open_strip(self.removing.strip)) is not None:
            strip.close_strip()
        elif self.side.looking:
            self.side.show_checks()
        elif self.may_leave():
            self.workplace.messages.clear()
            self.finished.emit()

    def let_go(self) -> None:
        """Forget what was typed; nothing asks for it any more."""
        self._saved = self.form.values()
        self.checks.stop()
        self.keeper.forget()
        self.form.setEnabled(False)
        self.workplace.messages.clear()

    def discard(self) -> None:
        """Go back and forget what was typed."""
        self.let_go()
        self.finished.emit()

    def _retranslate(self) -> None:
        self._cancel.setText(language.say("record.cancel" if self.editable else "record.back"))
        self._save_more.setText(language.say("record.save_more"))
        self._save.setText(language.say("record.save"))
        self._next_problem.setText(language.say("record.next_problem"))
        self._problem_before.setText(language.say("record.problem_before"))
        self.removing.retranslate()
        self.more.retranslate()
        if self.form.isEnabled():
            self.places.show()
