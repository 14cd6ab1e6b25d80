"""What every page is given: the open desk, the worker, the messages, the period, and news of changes."""

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.models.conditions import Condition
from desktop.models.errors import Refusal
from desktop.models.period import PLAN, Period
from desktop.ui.messages import MessageStrip
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.ui.network.background import Background
    from desktop.ui.network.office import Office


NEW = "*"
"""No plan is called so."""


@dataclasses.dataclass(frozen=True)
class PageWanted:
    """A wish to see a page, or the form of one record.

    Attributes:
        page: Name of the page in `desktop.ui.pages`; empty for a form.
        kind: Record kind of the form.
        record: Id of the record to open; None for a new one.
        values: First values of a new record.
        history: Whether the form opens with the history of its record beside it.
        file: A workbook to import into the register of the kind.
        plan: The unit's own plan whose form is wanted; `NEW` for one that is to be made.
        form: The unit's own printed form that is to be changed; with a page, the printed form it should show.
        period: The period to look at from now on; None leaves the one chosen.
        conditions: What a register shows, instead of what it was narrowed to before; None leaves it as it is.
        bin: Whether the register's bin is wanted instead.
    """

    page: str = ""
    kind: str = ""
    record: str | None = None
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    history: bool = False
    file: Path | None = None
    plan: str = ""
    form: str = ""
    conditions: tuple[Condition, ...] | None = None
    period: Period | None = None
    bin: bool = False


class Workplace(QObject):
    """One per window. Pages read from it and call it; nothing else joins one page to another.

    Attributes:
        desk: The open desk; handed to services inside the worker, never used in the window's thread except
            for ``settings``, ``plans`` and ``today()``.
        tasks: Runs services off the window's thread.
        messages: The line below the page.
        network: What sends by itself; None where nothing does.
        office: The receiving machine of this window; None before anybody asked for it.
    """

    records_changed = Signal(object)
    """Which record kinds changed (a frozenset of names), once after each write."""
    period_changed = Signal(object)
    """The `Period` the whole program now looks at."""
    plan_changed = Signal()
    """Figures are held against another plan now."""
    page_wanted = Signal(object)
    """A `PageWanted`."""
    closing = Signal()
    """The window goes; what works beside it ends now."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, messages: MessageStrip, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk: Any = desk
        self.tasks = tasks
        self.messages = messages
        self.network: Background | None = None
        self.office: Office | None = None
        self._plan: str | None = None
        self._period = Period.containing(desk.today(), "year", desk.settings.cut_off)

    @property
    def period(self) -> Period:
        """The period chosen at the top right."""
        return self._period

    def period_in(self, year: int, name: str) -> Period:
        """The period *name* of *year*; where no plan runs in that year the year itself in place of a plan to date."""
        settings = self.desk.settings
        if name != PLAN:
            return Period.named(year, name, settings.cut_off)
        return self.plan_to_date(year) or Period.named(year, "year", settings.cut_off)

    def plan_to_date(self, year: int) -> Period | None:
        """From the first day of the plan chosen to the end of *year*; None when it does not run in that year."""
        from desktop.services import plans

        try:
            return plans.to_date(self.desk, year, self._plan)
        except Refusal:
            return None

    def choose_period(self, period: Period) -> None:
        """Look at *period* from now on."""
        if period != self._period:
            self._period = period
            self.period_changed.emit(period)

    @property
    def plan(self) -> str | None:
        """The plan that figures are held against: one of those that apply to the period, None for the leading one."""
        if self._plan is None:
            return None
        # What figures need is loaded while nobody waits, not with the window.
        from desktop.services import plans

        running = {plan.id for plan in plans.running(self.desk, self._period)}
        return self._plan if self._plan in running else None

    def choose_plan(self, plan_id: str | None) -> None:
        """Hold figures against *plan_id* from now on, None for the leading plan."""
        if plan_id != self._plan:
            self._plan = plan_id
            if self._period.of_plan_to_date:
                # Another plan has another first day.
                self._period = self.period_in(self._period.year, self._period.name)
                self.period_changed.emit(self._period)
            self.plan_changed.emit()

    def changed(self, kinds: Iterable[str]) -> None:
        """Tell every page that records of *kinds* changed; called once after each write."""
        self.records_changed.emit(frozenset(kinds))

    def open_page(self, name: str) -> None:
        """Show the page called *name*."""
        self.page_wanted.emit(PageWanted(page=name))

    def open_record(
        self, kind: str, record: str | None = None, values: Mapping[str, object] | None = None
    ) -> None:
        """Open the form of *record*, or an empty one of *kind* with first *values*."""
        self.page_wanted.emit(PageWanted(kind=kind, record=record, values=values or {}))

    def open_history(self, kind: str, record: str) -> None:
        """Open the form of *record* with its history beside it."""
        self.page_wanted.emit(PageWanted(kind=kind, record=record, history=True))

    def open_import(self, kind: str, file: Path) -> None:
        """Open the assistant that brings *file* into the register of *kind*."""
        self.page_wanted.emit(PageWanted(kind=kind, file=file))
