"""What is due at a commune's desk: one line for each thing somebody should do, the most urgent first."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from desktop.models import agenda, queries
from desktop.models.conditions import INSPECTED, Condition
from desktop.models.period import Period
from desktop.models.records import Kind, all_kinds, kind_named
from desktop.services import declaring, drafts
from desktop.services.defaults import working_days_after
from desktop.services.desk import COMMUNE, Desk

OVERDUE, SOON, OPEN = "overdue", "soon", "open"
"""How urgent: its day has passed, comes within a week, or it only waits."""

_RANKS = {OVERDUE: 0, SOON: 1, OPEN: 2}
_SOON = timedelta(days=7)
_TIP_OFFS_AHEAD = timedelta(days=31)
_YEAR_ENDS = timedelta(days=45)
_MOST_ALIKE = 4
_MOST_SECTIONS = 2
# What comes first among equally urgent things: promises to people, then what the unit owes, then the rest.
_WEIGHTS = {"tip_off": 0, "follow_up": 0, "draft": 1, "uninspected": 3, "uncommitted": 4}
_USUAL_WEIGHT = 2
_PERSONS = ("propaganda_session", "training", "inspection", "support_case", "tip_off", "media_item")


@dataclasses.dataclass(frozen=True)
class Due:
    """One thing to do. The sentence for it is ``due: <what>``, or ``<what>.many`` when it stands for several.

    Attributes:
        what: What is due, a code: ``tip_off``, ``follow_up``, ``uninspected``, ``section``, ``plan_missing``,
            ``plan_unissued``, ``plan_unsent``, ``baseline_missing``, ``uncommitted``, ``draft``, ``lock``.
        urgency: ``overdue``, ``soon`` or ``open``.
        on: The day by which it is to be done; None when no day is set.
        kind: The kind of the form, or of the list for several, that deals with it.
        record: The record to open; None for a new one.
        values: First values of a new record.
        params: What the sentence names.
        count: For how many things it stands.
        conditions: What the list shows when it stands for several.
        period: For a section: the period that lacks it; for a lock: the period to be locked.
        declaration: For a section: the id of the period's declaration, if there is one.
    """

    what: str
    urgency: str
    on: date | None
    kind: str
    record: str | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    count: int = 1
    conditions: tuple[Condition, ...] = ()
    period: Period | None = None
    declaration: str | None = None


def of(desk: Desk, today: date | None = None) -> tuple[Due, ...]:
    """Everything due at *desk*, the most urgent first; nothing at a receiving desk.

    Args:
        desk: The desk.
        today: The day it is asked for; None for today by the machine's clock.
    """
    if desk.settings.role != COMMUNE:
        return ()
    day = today or desk.today()
    with desk.store.read() as connection:
        looked = _Look(desk, connection, day)
        found = [due for look in _LOOKS for due in look(looked)]
    found += [_draft(left) for left in drafts.all_kept(desk)]
    return tuple(sorted(_grouped(found, looked.year), key=_order))


@dataclasses.dataclass(frozen=True)
class _Look:
    desk: Desk
    connection: Any
    today: date

    @property
    def unit(self) -> str:
        return self.desk.settings.unit

    @property
    def year(self) -> Period:
        return Period.containing(self.today, "year", self.desk.settings.cut_off)

    def urgency(self, on: date | None, soon: timedelta = _SOON) -> str:
        if on is None or on > self.today + soon:
            return OPEN
        return SOON if on >= self.today else OVERDUE


def _tip_offs(look: _Look) -> Iterator[Due]:
    days = look.desk.settings.tip_off_days
    for record, tip_kind, received, due_on in agenda.open_tip_offs(look.connection, look.unit):
        on = due_on or working_days_after(received, days)
        if on <= look.today + _TIP_OFFS_AHEAD:
            params = {"tip_kind": tip_kind, "received": received}
            yield Due("tip_off", look.urgency(on), on, "tip_off", record, params=params)


def _follow_ups(look: _Look) -> Iterator[Due]:
    until = look.today + _SOON
    for record, code, on in agenda.follow_ups(look.connection, look.unit, date.min, until):
        yield Due("follow_up", look.urgency(on), on, "support_case", record, params={"code": code})


def _uninspected(look: _Look) -> Iterator[Due]:
    year = look.year
    found = agenda.uninspected(look.connection, look.unit, year.start, year.end, look.today)
    for place, name in found:
        yield Due(
            "uninspected",
            look.urgency(year.end, _YEAR_ENDS),
            year.end,
            "inspection",
            values={"establishment": place},
            params={"name": name, "year": str(year.year)},
        )


def _sections(look: _Look) -> Iterator[Due]:
    """Sections of the last quarter and of one that soon ends; a last quarter that is whole is to be locked."""
    cut_off = look.desk.settings.cut_off
    here = Period.containing(look.today, "q", cut_off)
    last = Period.containing(here.start - timedelta(days=1), "q", cut_off)
    begun = queries.earliest(look.connection, [kind_named(name) for name in _PERSONS])
    if begun is None:
        return
    wanted = [last] if begun <= last.end else []
    if here.end <= look.today + declaring.ASKED_BEFORE_END:
        wanted.append(here)
    declared = declaring.Declared(look.connection, look.unit, {period.year for period in wanted})
    locked = agenda.locked_periods(look.connection, look.unit)
    for period in wanted:
        missing = False
        for kind in _declared_kinds():
            if not declared.settles(kind.name, period) and not agenda.any_between(
                look.connection, kind, look.unit, period.start, period.end
            ):
                missing = True
                yield Due(
                    "section",
                    look.urgency(period.end, declaring.ASKED_BEFORE_END),
                    period.end,
                    kind.name,
                    params={"section": kind.name},
                    period=period,
                    declaration=declared.record(period),
                )
        if not missing and period == last and (last.year, last.name) not in locked:
            yield Due("lock", OPEN, None, "locked_figures", params={"period": last.name}, period=last)


def _plan(look: _Look) -> Iterator[Due]:
    year = look.year.year
    plans = agenda.plans(look.connection, look.unit, year)
    params = {"year": str(year)}
    if not plans:
        yield Due("plan_missing", SOON, None, "annual_plan", values={"year": year}, params=params)
    for record, number, issued, sent in plans:
        named = {**params, "number": number}
        if issued is None:
            yield Due("plan_unissued", SOON, None, "annual_plan", record, params=named)
        elif issued <= look.today and sent is None:
            yield Due("plan_unsent", SOON, None, "annual_plan", record, params=named)


def _baseline(look: _Look) -> Iterator[Due]:
    year = look.year.year
    if not agenda.count(look.connection, kind_named("baseline"), look.unit, year, year):
        yield Due(
            "baseline_missing", SOON, None, "baseline", values={"year": year}, params={"year": str(year)}
        )


def _uncommitted(look: _Look) -> Iterator[Due]:
    for record, name in agenda.uncommitted(look.connection, look.unit, look.today):
        yield Due("uncommitted", OPEN, None, "establishment", record, params={"name": name})


_LOOKS: tuple[Callable[[_Look], Iterator[Due]], ...] = (
    _tip_offs,
    _follow_ups,
    _uninspected,
    _sections,
    _plan,
    _baseline,
    _uncommitted,
)

_NOT_OVER = Condition("closed_on", given=False)
_LISTS: dict[str, tuple[str, tuple[Condition, ...]]] = {
    "tip_off": ("tip_off", (Condition("resolved_on", given=False),)),
    "follow_up": ("support_case", (_NOT_OVER, Condition("follow_up_on", given=True))),
    "uninspected": ("establishment", (_NOT_OVER, Condition(INSPECTED, given=False))),
    "uncommitted": ("establishment", (_NOT_OVER, Condition("commitment_on", given=False))),
}
"""Where several things of one sort are found together: the list, and what it is narrowed to."""


def _draft(left: drafts.LeftOver) -> Due:
    params = {"kind": left.kind, "caption": left.caption}
    return Due("draft", SOON, left.kept_at.date(), left.kind, left.record, params=params)


def _declared_kinds() -> Iterable[Kind]:
    return (kind for kind in all_kinds() if kind.declared)


def _grouped(found: Iterable[Due], year: Period) -> Iterator[Due]:
    """Many of one sort and urgency as one line, which opens the list of them."""
    alike: dict[tuple[str, str, Period | None], list[Due]] = {}
    for due in found:
        alike.setdefault((due.what, due.urgency, due.period), []).append(due)
    for (what, _, period), several in alike.items():
        if len(several) <= (_MOST_ALIKE if period is None else _MOST_SECTIONS):
            yield from several
        elif period is not None:
            yield _declaration(several, period)
        elif what not in _LISTS:
            yield from several
        else:
            kind, conditions = _LISTS[what]
            first = min(several, key=_order)
            conditions = tuple(_in_year(one, year) for one in conditions)
            yield dataclasses.replace(
                first, kind=kind, record=None, values={}, count=len(several), conditions=conditions
            )


def _in_year(condition: Condition, year: Period) -> Condition:
    """The inspections of *year*, whatever period a person looks at."""
    if condition.field != INSPECTED:
        return condition
    return dataclasses.replace(condition, least=year.start.isoformat(), most=year.end.isoformat())


def _declaration(missing: Sequence[Due], period: Period) -> Due:
    """Sections of one period that are all missing: its declaration, with them filled in."""
    sections = tuple(due.kind for due in missing)
    values = {"year": period.year, "period": period.name, "nothing_happened": sections}
    return dataclasses.replace(
        missing[0],
        kind="period_declaration",
        record=missing[0].declaration,
        values=values,
        count=len(missing),
    )


def _order(due: Due) -> tuple[int, int, date, str]:
    return _RANKS[due.urgency], _WEIGHTS.get(due.what, _USUAL_WEIGHT), due.on or date.max, due.what
