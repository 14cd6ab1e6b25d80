"""The page of plans: those there are, which apply and in which order, and what each asks for."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.services.plans import Plan, keeping
from desktop.services.plans.keeping import Listed
from desktop.ui import language, style
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.plans.mistakes import MistakesCard
from desktop.ui.plans.model import PLACE, PLAN, STATE, YEARS, PlansModel
from desktop.ui.plans.view import PlanView
from desktop.ui.saving import ask_save, remember, remembered, tell_written
from desktop.ui.widgets.columns import StretchedColumn
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.widgets.table import plain_table
from desktop.ui.workplace import NEW, PageWanted, Workplace

PLAN_FILE = ".json"
_LETTERS = {PLACE: 14, YEARS: 11, STATE: 15}
_PLAN_LETTERS = 16
_LIST_LETTERS = 58
_NARROW = 130  # characters
_SHORT_LIST, _FEWEST_ROWS = 7, 4


class PlansPage(Page):
    """Plans at the left, the marked one at the right; below each other where it is narrow."""

    uses_period = False
    cares_for = frozenset({"settings", "plans"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.setObjectName("plans_page")
        self._wanted, self._written = "", Path()
        self._new = self.action("new_plan", self.begin_new)
        self._load = self.action("load_plan", self.choose_file)
        self._edit = self.action("edit_plan", self.edit, primary=True)
        self._copy = self.action("copy_plan", self.copy)
        self._use = self.action("use_plan", self.use)
        self._lead = self.action("lead_plan", self.lead)
        self._write = self.action("write_plan", self.choose_target)
        self._delete = self.action("delete_plan", self.delete)
        self._restore = self.action("restore_plan", self.restore)
        self.mistakes = MistakesCard(self)
        self.model = PlansModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(STATE, PillDelegate(PlansModel.STATUS, self.table))
        self._columns = StretchedColumn(self.table, PLAN, _PLAN_LETTERS, _LETTERS)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.view = PlanView(
            (self._use, self._lead, self._copy, self._edit, self._write, self._delete, self._restore), self
        )
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.mistakes)
        self._sides = side_by_side()
        column.addLayout(self._sides, 1)
        self._sides.addWidget(self.table)
        self._sides.addWidget(self.view, 1)
        # Large letters on a small screen leave no room for list and plan.
        fill(self, body)
        self.begins_in = self.table
        self._retranslate()

    def title(self) -> str:
        """The page's name."""
        return language.say("page.plans")

    def context(self) -> str:
        """How many apply, and which one leads."""
        chosen = [one for one in self.model.items if one.place]
        if not chosen:
            return language.say("plans.none_applies")
        return language.say("plans.context", count=len(chosen), plan=chosen[0].plan.number)

    def header_actions(self) -> Sequence[QAction]:
        """A new plan; loading a file."""
        return (self._new, self._load)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list above the plan where there is no room beside it."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        beside = not turn(self._sides, self, _NARROW)
        rows = self.table.verticalHeader().defaultSectionSize() * (_SHORT_LIST + 1)
        self.table.setMinimumHeight(self.table.verticalHeader().defaultSectionSize() * (_FEWEST_ROWS + 1))
        self.table.setMaximumHeight(style.UNLIMITED if beside else rows)
        self.table.setMinimumWidth(letter * _LIST_LETTERS if beside else 0)
        self.table.setMaximumWidth(letter * _LIST_LETTERS if beside else style.UNLIMITED)

    # Loading

    def refresh(self) -> None:
        """Load the list."""
        self.workplace.tasks.run(keeping.listed, self.workplace.desk, done=self._on_listed, latest="plans")

    def _on_listed(self, found: list[Listed]) -> None:
        kept = self._wanted or (self.current().plan.id if self.current() else "")  # type: ignore[union-attr]
        self._wanted = ""
        self.model.show_items(found)
        row = max(self.model.row_of(kept), 0)
        if self.model.rowCount():
            self.table.selectRow(row)
        self._show_current()

    def current(self) -> Listed | None:
        """The plan in the marked row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.item(rows[0].row()) if rows else None

    def _on_selected(self, _new: object, _old: object) -> None:
        self._show_current()

    def _show_current(self) -> None:
        one = self.current()
        self.view.setVisible(one is not None)
        self.view.show_plan(one)
        there = one is not None and not one.deleted
        for action, wanted in (
            (self._use, there),
            (self._lead, there and one is not None and one.place != 1),
            (self._copy, there),
            (self._edit, there and one is not None and one.own),
            (self._write, there),
            (self._delete, there and one is not None and one.own),
            (self._restore, one is not None and one.deleted),
        ):
            action.setVisible(wanted)
        self._use.setText(language.say("plans.stop" if one is not None and one.place else "plans.use"))
        self.header_changed.emit()

    # Which apply

    def use(self) -> None:
        """Hold figures against the marked plan too, or no longer."""
        one = self.current()
        if one is not None:
            others = [plan for plan in self.workplace.desk.settings.plans if plan != one.plan.id]
            self._choose(others if one.place else [*others, one.plan.id])

    def lead(self) -> None:
        """Let the marked plan lead."""
        one = self.current()
        if one is not None:
            others = [plan for plan in self.workplace.desk.settings.plans if plan != one.plan.id]
            self._choose([one.plan.id, *others])

    def _choose(self, plan_ids: Sequence[str]) -> None:
        self._run(keeping.choose, plan_ids, done=self._on_chosen)

    def _on_chosen(self, _nothing: object) -> None:
        self._tell("plans.chosen")

    # The unit's own

    def begin_new(self) -> None:
        """Open the form of a new plan."""
        self.workplace.page_wanted.emit(PageWanted(plan=NEW))

    def copy(self) -> None:
        """Make the marked plan one of the unit's own."""
        one = self.current()
        if one is not None:
            self._run(keeping.copy, one.plan.id, done=self._on_copied)

    def _on_copied(self, made: Plan) -> None:
        self._wanted = made.id
        self._tell("plans.copied", action="plans.edit_now", on_action=self.edit)

    def edit(self) -> None:
        """Open the form of the marked plan."""
        one = self.current()
        if one is not None and one.own and not one.deleted:
            self.workplace.page_wanted.emit(PageWanted(plan=one.plan.id))

    def delete(self) -> None:
        """Delete the marked plan; the message takes it back."""
        one = self.current()
        if one is not None:
            self._run(keeping.delete, one.plan.id, done=self._on_deleted)

    def _on_deleted(self, _nothing: object) -> None:
        one = self.current()
        self._wanted = one.plan.id if one is not None else ""
        self._tell("plans.deleted", action="list.undo", on_action=self.restore)

    def restore(self) -> None:
        """Take the marked plan back."""
        one = self.current()
        if one is not None:
            self._run(keeping.restore, one.plan.id, done=self._on_restored)

    def _on_restored(self, _nothing: object) -> None:
        self._tell("plans.restored")

    # Files

    def choose_file(self) -> None:
        """Ask for a plan file and load it."""
        kinds = f"{language.say('plans.files')} (*{PLAN_FILE})"
        start = str(remembered("plans"))
        name, _ = QFileDialog.getOpenFileName(self, self._load.text(), start, kinds)
        if name:
            remember("plans", Path(name).parent)
            self.load(Path(name))

    def load(self, file: Path) -> None:
        """Load a plan file as the unit's own."""
        self.mistakes.hide()
        self._written = file
        self._run(keeping.load_file, file, done=self._on_loaded, failed=self._on_refused)

    def _on_loaded(self, plan: Plan) -> None:
        self._wanted = plan.id
        holds = self.workplace.desk.plans.own[plan.id].newest.applies_from
        self._tell("plans.loaded", plan=plan.number, number=str(plan.version), day=holds)

    def _on_refused(self, refusal: Refusal) -> None:
        wrongs = refusal.params.get("wrongs")
        if isinstance(wrongs, tuple):
            self.mistakes.show_mistakes(self._written.name, wrongs)
        else:
            self.workplace.messages.refuse(refusal)

    def choose_target(self) -> None:
        """Ask where the marked plan should be written, and write it."""
        one = self.current()
        if one is not None:
            path = ask_save(
                self, self._write.text(), one.plan.id + PLAN_FILE,
                f"{language.say('plans.files')} (*{PLAN_FILE})", "plans",
            )  # fmt: skip
            if path is not None:
                self.write(path)

    def write(self, path: Path) -> None:
        """Write the marked plan to *path*."""
        one = self.current()
        if one is not None:
            self._written = path
            run = self.workplace.tasks.run
            run(keeping.write_file, self.workplace.desk, one.plan.id, path, done=self._on_written)

    def _on_written(self, _nothing: object) -> None:
        tell_written(self.workplace.messages, self._written)

    # What they share

    def _run(
        self,
        service: Callable[..., object],
        given: object,
        done: Callable[..., object],
        failed: Callable[[Refusal], object] | None = None,
    ) -> None:
        self.workplace.tasks.run(service, self.workplace.desk, given, done=done, failed=failed)

    def _tell(
        self, key: str, *, action: str = "", on_action: Callable[[], object] | None = None, **params: object
    ) -> None:
        say = language.say
        word = say(action) if action else ""
        self.workplace.messages.tell(say(key, **params), OK, action=word, on_action=on_action)
        # Figures are held against other targets now.
        self.workplace.changed({"settings", "plans"})

    def _retranslate(self) -> None:
        say = language.say
        for action, key in (
            (self._new, "new"),
            (self._load, "load"),
            (self._edit, "edit"),
            (self._copy, "copy"),
            (self._lead, "lead"),
            (self._write, "write"),
            (self._delete, "delete"),
            (self._restore, "restore"),
        ):
            action.setText(say(f"plans.{key}"))
        self.table.setAccessibleName(say("plans.table"))
        self.model.retranslate()
        self._columns.fit()
        self._show_current()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page of plans."""
    return PlansPage(workplace)
