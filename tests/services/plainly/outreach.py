"""Measures of the plan, the programmes it is integrated into, and propaganda."""

from collections.abc import Iterator, Sequence
from typing import Any

from desktop.models.period import Period
from desktop.models.records import AnnualPlan, Audience, Baseline, Establishment, PropagandaSession
from desktop.services.figures import Share
from desktop.services.reckoning import BASELINE_OF
from tests.services.plainly.reckoning import baseline_giving, issued, open_at, planned
from tests.services.plainly.register import Register, happened
from tests.services.plainly.registry import known_sum, measures


def _plans(register: Register, period: Period) -> Iterator[AnnualPlan]:
    return (k.record for k in register.of(AnnualPlan) if k.record.year == period.year)


@measures
def plan_issued(register: Register, period: Period) -> bool:
    """Whether the plan of the period's year was issued by the period's end."""
    return any(issued(p.issued_on, period.end, register.today) for p in _plans(register, period))


@measures
def plan_sent(register: Register, period: Period) -> bool:
    """Whether the plan of the period's year was sent to the superior body by the period's end."""
    return any(issued(p.sent_on, period.end, register.today) for p in _plans(register, period))


@measures
def communes_with_plan_issued(register: Register, period: Period) -> int:
    """The communes whose plan of the period's year was issued by the period's end."""
    return _communes(register, period, "issued_on")


@measures
def communes_with_plan_sent(register: Register, period: Period) -> int:
    """The communes whose plan of the period's year was sent to the superior body by the period's end."""
    return _communes(register, period, "sent_on")


def _communes(register: Register, period: Period, day: str) -> int:
    of_year = (k for k in register.of(AnnualPlan) if k.record.year == period.year)
    return len({k.unit for k in of_year if issued(getattr(k.record, day), period.end, register.today)})


@measures
def programmes_integrated(register: Register, period: Period) -> int:
    """Different programmes the year's plan or a session of the period is integrated into."""
    plans = (p for p in _plans(register, period) if planned(p.issued_on, period.end, register.today))
    found = {programme for plan in plans for programme in plan.programmes}
    return len(found.union(*(s.programmes for s in _sessions(register, period))))


@measures
def sessions_integrated(register: Register, period: Period, programme: str | None = None) -> int:
    """Sessions integrated into *programme*, or into any."""
    held = _sessions(register, period)
    return sum(1 for s in held if (programme in s.programmes if programme else s.programmes))


def _sessions(register: Register, period: Period) -> list[PropagandaSession]:
    return [k.record for k in register.of(PropagandaSession) if happened(k.record.held_on, period)]


@measures
def sessions(register: Register, period: Period, form: str | None = None) -> int:
    """Sessions held, of one *form* or of all."""
    return sum(1 for s in _sessions(register, period) if form in (None, s.form))


@measures
def attendances(
    register: Register, period: Period, group: str | None = None, female: bool = False
) -> int | None:
    """Attendances at sessions, of one audience *group* or of all; people may repeat. None when none is given."""
    rows = _audiences(register, period)
    if rows is None:
        return None
    return known_sum((a.female if female else a.attendances) for a in rows if group in (None, a.group))


@measures
def reached(register: Register, period: Period, groups: Sequence[str]) -> int | None:
    """People of *groups* reached for the first time in the reporting year; None when no session says."""
    rows = _audiences(register, period)
    return None if rows is None else known_sum(a.first_time for a in rows if a.group in groups)


def _audiences(register: Register, period: Period) -> list[Audience] | None:
    """Who came to the sessions; None when there were sessions and none says who came."""
    held = _sessions(register, period)
    rows = [a for s in held for a in s.audiences]
    return rows if rows or not held else None


@measures
def reached_share(register: Register, period: Period, groups: Sequence[str]) -> Share | None:
    """People reached over all people of *groups*; None when nothing says how many either are."""
    wholes = [n for group in groups if (n := _whole(register, period, group)) is not None]
    part = reached(register, period, groups)
    return Share(part, sum(wholes)) if wholes and part is not None else None


def _whole(register: Register, period: Period, group: str) -> int | None:
    figure = BASELINE_OF[group]
    baselines: dict[str, list[dict[str, Any]]] = {}
    for kept in register.of(Baseline):
        if kept.record.year == period.year:
            values = {"id": kept.id, "as_of": kept.record.as_of, figure: getattr(kept.record, figure)}
            baselines.setdefault(kept.unit, []).append(values)
    latest = {unit: baseline_giving(figure, of_unit) for unit, of_unit in baselines.items()}
    wholes: dict[str, int] = {unit: one[figure] for unit, one in latest.items() if one is not None}
    if group == "service_worker":
        # The register's own sum stands in, unit by unit, where the baseline gives no figure.
        wholes = {**_workers(register, period), **wholes}
    return sum(wholes.values()) if wholes else None


def _workers(register: Register, period: Period) -> dict[str, int]:
    """The workers of each unit's open establishments, where any says how many it has."""
    counted: dict[str, int] = {}
    for place in register.of(Establishment):
        there = open_at(place.record.opened_on, place.record.closed_on, period.end)
        if there and place.record.workers is not None:
            counted[place.unit] = counted.get(place.unit, 0) + place.record.workers
    return counted


@measures
def materials(register: Register, period: Period, materials: Sequence[str]) -> int:
    """Pieces of the named *materials* used at sessions."""
    rows = (m for s in _sessions(register, period) for m in s.materials)
    return sum(m.quantity or 0 for m in rows if m.material in materials)
