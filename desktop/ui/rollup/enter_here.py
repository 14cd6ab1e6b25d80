"""Entering a figure at the receiving unit, from the cell of the whole."""

from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import entering
from desktop.services.desk import Desk
from desktop.services.entering import KIND, Entered
from desktop.services.plans import Plan
from desktop.services.rollup import TargetRow
from desktop.ui import language
from desktop.ui.messages import OK
from desktop.ui.page import Page
from desktop.ui.rollup.entering import DENOMINATOR, NUMERATOR, SOURCE, Door, EnterPanel


class EnterHere:
    """The strip of *page* in which figures are entered, and what is done with them. Ctrl+S saves."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.panel = EnterPanel(page)
        self.panel.hide()
        self.panel.save_wanted.connect(self.save)
        self.panel.take_out_wanted.connect(self.take_out)
        self._save = page.action("save_entered", self.save, shortcut="Ctrl+S")
        self._gone = ""

    def open(self, plan: Plan, row: TargetRow, period: Period) -> None:
        """Show the figure of *row*, ready to be typed."""
        target = plan.target(row.target_id)
        key = (plan.id, target.id, period.year, period.name)
        self.panel.open(Door(key, target, plan.number, entering.asks_for_whole(target), row.entered))

    def save(self) -> None:
        """Save what is typed."""
        door = self.panel.door
        if self.panel.isHidden() or door is None or self.panel.unreadable():
            return
        values = self.panel.values()
        work = self._page.workplace
        work.tasks.run(
            _saved, work.desk, work.period, door, values,
            done=self._on_saved, failed=self._on_refused,
        )  # fmt: skip

    def _on_saved(self, entered: Entered) -> None:
        self.panel.forget()
        work = self._page.workplace
        work.messages.tell(language.say("entering.saved", target=entered.target), OK)
        work.changed({KIND})

    def _on_refused(self, refusal: Refusal) -> None:
        problems = refusal.params.get("problems")
        if isinstance(problems, list):
            self.panel.show_problems(tuple(problems))
        else:
            self._page.workplace.messages.refuse(refusal)

    def take_out(self) -> None:
        """Take out the figure there is; a message offers to bring it back."""
        door = self.panel.door
        if door is not None and door.entered is not None:
            self._gone = door.entered.id
            work = self._page.workplace
            work.tasks.run(entering.delete, work.desk, self._gone, done=self._on_taken_out)

    def _on_taken_out(self, _done: object) -> None:
        self.panel.forget()
        work = self._page.workplace
        undo = language.say("list.undo")
        work.messages.tell(language.say("entering.taken_out"), OK, action=undo, on_action=self.undo)
        work.changed({KIND})

    def undo(self) -> None:
        """Bring back the figure taken out last."""
        work = self._page.workplace
        work.tasks.run(entering.undelete, work.desk, self._gone, done=self._on_undone)

    def _on_undone(self, _done: object) -> None:
        self._page.workplace.messages.tell(language.say("list.undone", count=1), OK)
        self._page.workplace.changed({KIND})

    def retranslate(self) -> None:
        """Set the word of the action."""
        self._save.setText(language.say("entering.save"))


def _saved(desk: Desk, period: Period, door: Door, values: dict[str, object]) -> Entered:
    above, below, source = values[NUMERATOR], values[DENOMINATOR], values[SOURCE]
    return entering.save(
        desk, period, door.target.id,
        numerator=above if isinstance(above, int) else None,
        denominator=below if isinstance(below, int) else None,
        source=str(source or ""), plan_id=door.key[0],
    )  # fmt: skip
