"""The form of one of the unit's own plans: its parts at the left, the fields of the marked one at the right."""

import copy
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.errors import Refusal
from desktop.services import plans
from desktop.services.plans import Plan, Wrong, keeping
from desktop.ui import language, style
from desktop.ui.messages import OK, WARNING
from desktop.ui.page import Page
from desktop.ui.pages import COMMUNE
from desktop.ui.plans import words
from desktop.ui.plans.allotting import AllotBox
from desktop.ui.plans.asked import blank, blank_plan, plan_lines, shared_out, target_lines
from desktop.ui.plans.editing import edit, field_of, shown
from desktop.ui.plans.part import Part
from desktop.ui.plans.part_list import PartList
from desktop.ui.plans.since import SinceStrip
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import scrolled
from desktop.ui.widgets.sides import side_by_side, turn
from desktop.ui.workplace import NEW, Workplace

_LIST_LETTERS, _NARROW = 40, 110  # characters
_SHORT_LIST = 5  # rows
_WAIT_MS = 250


class PlanForm(Page):
    """Changes a plan of the unit's own, or makes one. Saving makes a version more, in force from the day given."""

    uses_period = False

    def __init__(self, workplace: Workplace, plan_id: str = NEW) -> None:
        super().__init__(workplace)
        self.setObjectName("plan_form")
        settings = workplace.desk.settings
        self._unit = settings.unit
        self._commune = settings.unit if settings.role == COMMUNE else None
        new = plan_id == NEW
        self._plan: Plan | None = None if new else workplace.desk.plans.newest(plan_id)
        today = workplace.desk.today()
        self.values: dict[str, Any] = (
            plans.values_of(self._plan) if self._plan else blank_plan(settings.unit, today)
        )
        self._saved = copy.deepcopy(self.values)
        self._wrongs: Sequence[Wrong] = ()
        self._removed: tuple[int, dict[str, Any]] | None = None
        self._return_to = ""
        self.part: Part | None = None
        self._body: QWidget | None = None
        self.allot: AllotBox | None = None
        self._cancel = self.action("cancel", self.cancel, shortcut="Esc")
        self._save = self.action("save", self.save, shortcut="Ctrl+S", primary=True)
        self._next = self.action("next_problem", self.next_problem, shortcut="F8")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.check)
        self._lay_out()
        self.begins_in = self.list
        self._retranslate()
        self._on_row(0)

    def _lay_out(self) -> None:
        self.since = SinceStrip(self.workplace.desk.today(), self)
        # A new plan holds from its first day.
        self.since.setVisible(self._plan is not None)
        self.list = PartList(self)
        self.list.currentRowChanged.connect(self._on_row)
        self.add, self.remove = Button(self), Button(self)
        self.add.clicked.connect(self.add_target)
        self.remove.clicked.connect(self.remove_target)
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        left.addLayout(buttons)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        paper = Card(self)
        sheet = QWidget(paper)
        self._paper = QVBoxLayout(sheet)
        self._paper.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(sheet, paper)
        paper.column.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self.since)
        self._sides = side_by_side()
        column.addLayout(self._sides, 1)
        self._sides.addWidget(self._left)
        self._sides.addWidget(paper, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts above the fields where there is no room beside them."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        beside = not turn(self._sides, self, _NARROW)
        self._left.setMaximumWidth(letter * _LIST_LETTERS if beside else style.UNLIMITED)
        self._left.setMinimumWidth(letter * _LIST_LETTERS if beside else 0)
        row = self.fontMetrics().height() + 3 * style.STEP
        self.list.setMaximumHeight(style.UNLIMITED if beside else row * _SHORT_LIST)
        # The rows were measured before the style sheet reached the list.
        self.list.doItemsLayout()

    # What the header shows

    def title(self) -> str:
        """Which plan is changed."""
        if self._plan is None:
            return language.say("plans.form_new")
        return language.say("plans.form", plan=self._plan.number)

    def context(self) -> str:
        """How many mistakes there are, or the keys of the form."""
        if self._wrongs:
            return language.say("plans.form_wrong", count=len(self._wrongs))
        return language.say("plans.form_keys")

    def header_actions(self) -> Sequence[QAction]:
        """Cancel, save."""
        return (self._cancel, self._save)

    # Parts

    @property
    def _targets(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.values["targets"]
        return found

    def _on_row(self, row: int) -> None:
        if row < 0:
            return
        if self.part is not None:
            self.part.let_go()
        today = self.workplace.desk.today()
        if row == 0:
            part = Part(plan_lines(self._unit), self.values, today, self)
        else:
            target = self._targets[row - 1]
            part = Part(
                target_lines(target, self._commune), shown(target, self._commune), today, self,
                rule=target["indicator"],
            )  # fmt: skip
        part.edited.connect(self._on_edited)
        self.part = part
        body = self._with_parts(row, part)
        if self._body is not None:
            # A key pressed in one of its fields may be what led here.
            end(self._paper, self._body)
        self._body = body
        self._paper.addWidget(body)
        body.show()
        self.remove.setEnabled(row > 0)
        self._show_problems()

    def _with_parts(self, row: int, part: Part) -> QWidget:
        """At the receiving unit a number has below it what each commune does of it."""
        self.allot = None
        if row == 0 or self._commune is not None or not shared_out(self._targets[row - 1]):
            return part
        target = self._targets[row - 1]
        body = QWidget(self)
        self.allot = AllotBox(self._unit, target["allotted"], target["threshold"], body)
        self.allot.allotted.connect(self._on_allotted)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(part)
        column.addWidget(self.allot)
        column.addStretch(1)
        return body

    def _on_allotted(self, parts: dict[str, float]) -> None:
        self._targets[self.list.currentRow() - 1]["allotted"] = parts
        self._wait.start()

    def _on_edited(self, name: str, value: object) -> None:
        row = self.list.currentRow()
        if row == 0:
            self.values[name] = value
        else:
            if edit(self._targets[row - 1], name, value, self._commune):
                self._build_again(name)
            if name in ("id", "indicator"):
                self._show_list()
            if name == "threshold" and self.allot is not None and isinstance(value, (int, float)):
                self.allot.show_whole(value)
        self._wait.start()

    def _build_again(self, name: str) -> None:
        """The fields of a target depend on its indicator; the keys stay where they were."""
        QTimer.singleShot(0, self, self._rebuild)
        self._return_to = name

    def _rebuild(self) -> None:
        self._on_row(self.list.currentRow())
        if self.part is not None:
            self.part.begin(self._return_to)

    def add_target(self) -> None:
        """Add a target at the end and begin it."""
        self._targets.append(blank(len(self._targets) + 1))
        self._show_list()
        self.list.setCurrentRow(len(self._targets))
        if self.part is not None:
            self.part.begin()
        self.check()

    def remove_target(self) -> None:
        """Take the marked target away; the message brings it back."""
        row = self.list.currentRow()
        if row < 1:
            return
        self._removed = (row - 1, self._targets.pop(row - 1))
        self._show_list()
        self.list.setCurrentRow(min(row, len(self._targets)))
        said = language.say("plans.target_removed", id=self._removed[1]["id"])
        self.workplace.messages.tell(said, OK, action=language.say("list.undo"), on_action=self.bring_back)
        self.check()

    def bring_back(self) -> None:
        """Put the target taken away last back in its place."""
        if self._removed is not None:
            place, target = self._removed
            self._removed = None
            self._targets.insert(place, target)
            self._show_list()
            self.list.setCurrentRow(place + 1)
            self.check()

    def _show_list(self) -> None:
        names = [f"{one['id']} · {words.indicator(one['indicator'])}" for one in self._targets]
        wrong = {one.place + 1 for one in self._wrongs}
        self.list.show_parts([language.say("plans.general"), *names], wrong)

    # Problems

    def check(self) -> None:
        """Ask what is wrong with what is typed."""
        self.workplace.tasks.run(
            plans.checked, copy.deepcopy(self.values), done=self._on_checked, latest="check_plan"
        )

    def _on_checked(self, wrongs: Sequence[Wrong]) -> None:
        self._wrongs = wrongs
        self._show_list()
        self._show_problems()
        self.header_changed.emit()

    def _show_problems(self) -> None:
        place = self.list.currentRow() - 1
        mine = [one for one in self._wrongs if one.place == place]
        if self.part is not None:
            self.part.show_problems({field_of(one): words.why(one) for one in reversed(mine)})
        self.since.check()

    def next_problem(self) -> None:
        """Go to the next mistake after the marked part's."""
        if not self._wrongs:
            self.workplace.messages.tell(language.say("side.fine"), OK)
            return
        here = self.list.currentRow() - 1
        later = [one for one in self._wrongs if one.place > here]
        self._go_to((later or list(self._wrongs))[0])

    def _go_to(self, wrong: Wrong) -> None:
        self.list.setCurrentRow(wrong.place + 1)
        if self.part is not None:
            self.part.begin(field_of(wrong))

    # Saving and leaving

    def save(self) -> None:
        """Keep a version more and go back."""
        if self.part is not None:
            self.part.settle()
            if unreadable := self.part.unreadable():
                self._show_problems()
                self.part.begin(unreadable[0])
                return
        since = self.since.value()
        if since is None:
            self._show_problems()
            self.since.day.focus_widget().setFocus()
            self.workplace.messages.tell(language.say("plans.since_missing"), WARNING)
            return
        run, values = self.workplace.tasks.run, copy.deepcopy(self.values)
        if self._plan is None:
            run(keeping.add, self.workplace.desk, values, done=self._on_saved, failed=self._on_refused)
        else:
            run(
                keeping.save, self.workplace.desk, self._plan.id, values, since,
                done=self._on_saved, failed=self._on_refused,
            )  # fmt: skip

    def _on_saved(self, plan: Plan) -> None:
        self._saved = copy.deepcopy(self.values)
        day = self.workplace.desk.plans.own[plan.id].newest.applies_from
        key = "plans.made" if self._plan is None else "plans.saved"
        said = language.say(key, number=str(plan.version), day=day)
        self.workplace.messages.tell(said, OK)
        self.workplace.changed({"settings", "plans"})
        self.finished.emit()

    def _on_refused(self, refusal: Refusal) -> None:
        self.workplace.messages.refuse(refusal)
        wrongs = refusal.params.get("wrongs")
        if isinstance(wrongs, tuple) and wrongs:
            self._on_checked(wrongs)
            self._go_to(wrongs[0])

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.values != self._saved or (self.part is not None and bool(self.part.unreadable()))

    def may_leave(self) -> bool:
        """Whether nothing would be lost; otherwise asks in the message line."""
        if not self.changed:
            return True
        say = language.say
        self.workplace.messages.tell(
            say("record.unsaved"), WARNING, action=say("record.discard"), on_action=self.discard
        )
        return False

    def cancel(self) -> None:
        """Go back, unless something would be lost."""
        if self.may_leave():
            self.workplace.messages.clear()
            self.finished.emit()

    def discard(self) -> None:
        """Go back and forget what was typed."""
        self._saved = copy.deepcopy(self.values)
        self.workplace.messages.clear()
        self.finished.emit()

    def _retranslate(self) -> None:
        say = language.say
        self._cancel.setText(say("record.cancel"))
        self._save.setText(say("record.save"))
        self._next.setText(say("record.next_problem"))
        self.add.setText(say("plans.add_target"))
        self.remove.setText(say("plans.remove_target"))
        self.list.setAccessibleName(say("plans.parts"))
        self._show_list()
        self._show_problems()
        self.header_changed.emit()
