"""Locking a period's figures, and the correction slips (phiếu điều chỉnh) after it.

A period is open, declared (every section is filled or declared empty), or locked. The figures it was locked with
are set down as a record and travel like one, so that both the figures "as locked" and those "as now" exist wherever
they are looked at. Records of a locked period may still be added, changed and deleted; what that does to its
figures is told by a slip, with before, after, difference and reason.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from desktop.models import personal_data
from desktop.models.edits import Edit, clean, to_values
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.models.period import NAMES, Period
from desktop.models.records import LockedFigure, LockedFigures, kind_named
from desktop.services import declaring, indicators, plans
from desktop.services.declaring import Section
from desktop.services.desk import COMMUNE, Desk
from desktop.services.judgement import Indicator
from desktop.services.locking import late
from desktop.services.locking.late import Late
from desktop.services.slips import KIND, Standing, identity, set_down, slips_of, standing


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A figure of a locked period.

    Attributes:
        plan: Plan id.
        target: The plan's target.
        indicator: Indicator id; empty when the plan has the target no longer.
        locked: As the period was locked; None when the target was not there.
        corrected: As the last slip left it; the same as ``locked`` when no slip concerns it.
        now: As the records say now; None when the plan has the target no longer.
        changed: Whether there is a difference that no slip tells of yet; never while nothing is locked.
    """

    plan: str
    target: str
    indicator: str
    locked: Standing | None
    corrected: Standing | None
    now: Standing | None
    changed: bool

    @property
    def difference(self) -> int | None:
        """What the numerator is now above the one told last."""
        if self.now is None or self.corrected is None:
            return None
        if self.now.numerator is None or self.corrected.numerator is None:
            return None
        return self.now.numerator - self.corrected.numerator


@dataclasses.dataclass(frozen=True)
class PeriodState:
    """How a period of a commune stands.

    Attributes:
        period: Which.
        state: Open, declared or locked; derived for a plan to date, whose years are locked each by itself.
        over: Whether its last day has come, so that it can be locked.
        sections: How each section stands.
        locked_on: When it was locked; None when it is not.
        slips: The lock itself and its correction slips, oldest first.
        lines: Its figures, of every plan that runs; while it is not locked only what they are now.
        late: The records changed since the last slip, newest first; empty while it is not locked.
    """

    period: Period
    state: Literal["open", "declared", "locked", "derived"]
    over: bool
    sections: tuple[Section, ...]
    locked_on: date | None
    slips: tuple[LockedFigures, ...]
    lines: tuple[Line, ...]
    late: tuple[Late, ...]

    @property
    def to_correct(self) -> bool:
        """Whether figures have changed that no slip tells of yet."""
        return any(line.changed for line in self.lines)


def state(desk: Desk, period: Period) -> PeriodState:
    """How *period* stands at a commune's desk."""
    sections = declaring.sections(desk, period)
    with desk.store.read() as connection:
        entries = set_down(connection, desk.settings.unit, period)
        changed = late.since(connection, entries[-1], period) if entries else ()
    slips = slips_of(entries)
    settled = all(section.settled for section in sections)
    unlocked: Literal["open", "declared"] = "declared" if settled else "open"
    return PeriodState(
        period=period,
        state="derived" if period.of_plan_to_date else "locked" if slips else unlocked,
        over=desk.today() >= period.end,
        sections=sections,
        locked_on=slips[0].made_on if slips else None,
        slips=slips,
        lines=_lines(slips, _figures(desk, period)),
        late=changed,
    )


def is_draft(desk: Desk, period: Period) -> bool:
    """Whether what is printed of *period* now is a draft.

    A commune's is one until the period is locked; above the communes nothing is locked, and it is one until the
    period is over. A plan to date is one as long as its last year is. Another span that is no reporting period
    cannot be locked, and is none.
    """
    period = period.of_year if period.of_plan_to_date else period
    if period.name not in NAMES:
        return False
    if desk.settings.role != COMMUNE:
        return desk.today() < period.end
    with desk.store.read() as connection:
        return not set_down(connection, desk.settings.unit, period)


def lock(desk: Desk, period: Period) -> PeriodState:
    """Set the figures of *period* down, confirmed by the post of the settings.

    Raises:
        Refusal: ``not_commune_desk``, ``derived_period`` for a plan to date, ``unknown_period`` for one that is no
            reporting period, ``already_locked``,
            ``period_not_over``, ``period_not_declared`` with the sections that are missing, ``no_plan``.
    """
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    if period.of_plan_to_date:
        raise Refusal("derived_period")
    if period.name not in NAMES:
        raise Refusal("unknown_period", period=period.name)
    before = state(desk, period)
    if before.locked_on is not None:
        raise Refusal("already_locked", on=before.locked_on)
    if not before.over:
        raise Refusal("period_not_over", end=period.end)
    missing = [section.kind for section in before.sections if not section.settled]
    if missing:
        raise Refusal("period_not_declared", sections=missing, count=len(missing))
    if not before.lines:
        raise Refusal("no_plan")
    _set_down(desk, before, before.lines, None)
    return state(desk, period)


def correct(desk: Desk, period: Period, because: str) -> PeriodState:
    """Write a correction slip: the figures that changed since the last one, and why.

    Raises:
        Refusal: ``period_not_locked``, ``nothing_to_correct``, ``correction_without_reason``,
            ``correction_names_somebody``.
    """
    why = nfc(because).strip()
    if not why:
        raise Refusal("correction_without_reason")
    if any(personal_data.signs(why, prose=True)):
        raise Refusal("correction_names_somebody")
    before = state(desk, period)
    if before.state != "locked":
        raise Refusal("period_not_locked", year=period.year, period=period.name)
    changed = [line for line in before.lines if line.changed]
    if not changed:
        raise Refusal("nothing_to_correct", year=period.year, period=period.name)
    _set_down(desk, before, changed, why)
    return state(desk, period)


def _figures(desk: Desk, period: Period) -> list[Indicator]:
    return [
        one
        for plan in plans.running(desk, period)
        for one in indicators.compute(desk, period, plan.id)
        if one.concerns
    ]


def _lines(slips: Sequence[LockedFigures], figures: Sequence[Indicator]) -> tuple[Line, ...]:
    locked, corrected = standing(slips)
    shown = {(one.plan, one.target_id): one for one in figures}
    found = []
    for key in dict.fromkeys([*shown, *corrected]):
        figure, told = shown.get(key), corrected.get(key)
        now = None if figure is None else Standing.now(figure)
        differs = now is not None and (told is None or told.numbers != now.numbers)
        found.append(
            Line(
                plan=key[0],
                target=key[1],
                indicator="" if figure is None else figure.id,
                locked=locked.get(key),
                corrected=told,
                now=now,
                changed=bool(slips) and differs,
            )
        )
    return tuple(found)


def _set_down(desk: Desk, before: PeriodState, lines: Iterable[Line], because: str | None) -> None:
    """Write what *lines* are now as the lock, or as the next slip, of a period that stands as *before*."""
    kind, period, slip = kind_named(KIND), before.period, len(before.slips)
    record = LockedFigures(
        year=period.year,
        period=period.name,
        slip=slip,
        made_on=desk.today(),
        post=desk.settings.post or None,
        because=because,
        figures=tuple(_locked_figure(line, line.now) for line in lines if line.now is not None),
    )
    edits = [Edit(KIND, to_values(kind, record), identity(desk.settings.unit, period, slip))]
    with desk.store.write() as writer:
        if slip == 0:
            edits.append(_declared_locked(desk, writer.connection, period))
        writer.put(edits)


def _locked_figure(line: Line, now: Standing) -> LockedFigure:
    before = line.corrected
    return LockedFigure(
        plan=line.plan,
        target=line.target,
        version=now.version,
        status=now.status,
        numerator=now.numerator,
        denominator=now.denominator,
        numerator_before=None if before is None else before.numerator,
        denominator_before=None if before is None else before.denominator,
    )


def _declared_locked(desk: Desk, connection: Any, period: Period) -> Edit:
    """The period's declaration with the day it was locked; a new one when every section was filled."""
    held = declaring.Declared(connection, desk.settings.unit, [period.year]).record(period)
    day: Mapping[str, object] = {"locked_on": desk.today()}
    if held is not None:
        return Edit(declaring.KIND, clean(kind_named(declaring.KIND), day), held)
    new = {"year": period.year, "period": period.name, "confirmed_by": desk.settings.post, **day}
    return Edit(declaring.KIND, clean(kind_named(declaring.KIND), new))
