"""Measures of tip-offs, and of what the police count."""

from typing import Literal

from desktop.models.period import Period
from desktop.models.records import PeriodDeclaration, TipOff, ViolationTally
from desktop.services.figures import Share
from tests.services.plainly.reckoning import covers, tip_standing
from tests.services.plainly.register import Register, happened
from tests.services.plainly.registry import known_sum, measures


def _tips(register: Register, period: Period) -> list[TipOff]:
    return [k.record for k in register.of(TipOff) if happened(k.record.received_on, period)]


@measures
def tip_offs(
    register: Register,
    period: Period,
    kind: str | None = None,
    result: str | None = None,
    channel: str | None = None,
    classed: str | None = None,
) -> int:
    """Tip-offs received in the period, of one *kind* or of all; with *result*, those that ended so."""
    found = (tip for tip in _tips(register, period) if kind in (None, tip.tip_kind))
    found = (tip for tip in found if channel in (None, tip.channel) and classed in (None, tip.classified_as))
    return sum(1 for tip in found if result in (None, tip.result))


@measures
def tip_offs_pending(register: Register, period: Period) -> int:
    """Tip-offs received in the period and not resolved."""
    return sum(1 for tip in _tips(register, period) if tip.resolved_on is None or tip.result is None)


@measures
def tip_offs_overdue(register: Register, period: Period) -> int:
    """Of those, the ones whose day has passed."""
    return _standing(register, period).count("overdue")


@measures
def tip_offs_verified(register: Register, period: Period) -> int:
    """Of the tip-offs received in the period, those verified and classed; one that is resolved was both."""
    return sum(
        1
        for tip in _tips(register, period)
        if tip.result or (tip.verified_on is not None and tip.classified_as)
    )


@measures
def tip_offs_timely(register: Register, period: Period) -> int:
    """Of the tip-offs received in the period, those resolved in time."""
    return _standing(register, period).count("timely")


@measures
def tip_offs_timely_share(register: Register, period: Period) -> Share | None:
    """Of the tip-offs received in the period that are resolved or overdue, those resolved in time."""
    standing = _standing(register, period)
    due = len(standing) - standing.count("not_due_yet") - standing.count("due_not_given")
    return None if not due and "due_not_given" in standing else Share(standing.count("timely"), due)


def _standing(register: Register, period: Period) -> list[str]:
    return [
        tip_standing(tip.due_on, tip.resolved_on, tip.result, register.today)
        for tip in _tips(register, period)
    ]


Part = Literal[
    "cases", "rings_found", "rings_broken", "sellers", "buyers", "organisers", "fined", "warned", "fines_vnd",
    "prosecuted_cases", "tried_cases",
]  # fmt: skip


@measures
def police_figures(register: Register, period: Period, part: Part) -> int | None:
    """What the police count of the period's months; None when they gave nothing, and nothing was declared."""
    given = [k.record for k in register.of(ViolationTally) if happened(k.record.month, period)]
    if not given and not _declared_empty(register, period):
        return None
    return known_sum(getattr(tally, part) for tally in given)


@measures
def police_people(register: Register, period: Period) -> int | None:
    """The people in those cases: sellers, buyers, and those who organise, broker or harbour."""
    parts: tuple[Part, ...] = ("sellers", "buyers", "organisers")
    known = [police_figures(register, period, part) for part in parts]
    return None if all(figure is None for figure in known) else sum(figure or 0 for figure in known)


def _declared_empty(register: Register, period: Period) -> bool:
    said = (k.record for k in register.of(PeriodDeclaration) if k.record.year == period.year)
    return any("violation_tally" in one.nothing_happened and covers(str(one.period), period) for one in said)
