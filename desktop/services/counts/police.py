"""Tip-offs, and what the police count."""

from collections.abc import Iterable

from desktop.models.counting.terms import ONE, TODAY, Before, Given, Is, Source, Value, Within, need
from desktop.services.counts.count import (
    Each,
    Gathered,
    Parameter,
    Parameters,
    declare,
    known_sum,
    of_indicator,
    records,
    records_of,
)
from desktop.services.definitions.police import DECLARED, RESOLVED, TALLY
from desktop.services.figures import Share

_RECEIVED = Within("received_on")


def _tips(parameters: Parameters) -> Iterable[Source]:
    """Tip-offs received in the period; narrowed to a result, a channel or a class where the form names one."""
    counted = tuple(
        need(Is(field, (parameters[name],)), f"other_{name}")
        for name, field in (("result", "result"), ("channel", "channel"), ("classed", "classified_as"))
        if parameters[name]
    )
    yield Source("tip_off", _RECEIVED, counted=counted, whole=None, by="tip_kind")


def _verified(_: Parameters) -> Iterable[Source]:
    """Of the tip-offs received in the period, those verified and classed; one that is resolved was both."""
    done = Given("result") | (Given("verified_on") & Given("classified_as"))
    yield Source("tip_off", _RECEIVED, counted=(need(done, "not_verified"),), whole=None)


def _pending(_: Parameters) -> Iterable[Source]:
    """Of the tip-offs received in the period, those not resolved yet."""
    yield Source("tip_off", _RECEIVED, counted=(need(~RESOLVED, "resolved"),), whole=None)


def _overdue(_: Parameters) -> Iterable[Source]:
    """Of those, the ones whose day has passed."""
    late = need(Before("due_on", TODAY), (Given("due_on"), "tip_not_due_yet"), "tip_due_not_given")
    yield Source("tip_off", _RECEIVED, counted=(need(~RESOLVED, "resolved"), late), whole=None)


def _in_time(found: Gathered) -> Share | None:
    """Of the tip-offs resolved or overdue, those resolved in time; None when no due day is known of any."""
    tips = found.of()
    return None if not tips.below and found.of(1).looked_at else Share(tips.counted, tips.below)


declare(
    "tip_offs",
    _tips,
    records,
    each=Each("tip_kind", "kind", _tips, records_of),
    result=Parameter("tip_result"),
    channel=Parameter("tip_channel"),
    classed=Parameter("tip_class"),
)
declare("tip_offs_verified", _verified, records)
declare("tip_offs_pending", _pending, records)
declare("tip_offs_overdue", _overdue, records)
declare("tip_offs_timely", of_indicator("tip_offs_timely"), lambda found: found.of().counted)
declare("tip_offs_timely_share", of_indicator("tip_offs_timely"), _in_time)


# --- what the police count

_PARTS = (
    "cases", "rings_found", "rings_broken", "sellers", "buyers", "organisers", "fined", "warned", "fines_vnd",
    "prosecuted_cases", "tried_cases",
)  # fmt: skip
_PEOPLE = ("sellers", "buyers", "organisers")


def _figures(*parts: str) -> Iterable[Source]:
    for part in parts:
        said = (need(Given(part), "figures_not_given"),)
        yield Source(TALLY, Within("month"), counted=said, part=Value(part), whole=ONE)
    yield DECLARED


def _of_police(found: Gathered) -> int | None:
    """None when they gave nothing, and nothing was declared."""
    if not found.of().looked_at:
        return 0 if found.of(1).looked_at else None
    return known_sum(found)


def _people(found: Gathered) -> int | None:
    """Sellers, buyers, and those who organise, broker or harbour; None when none of them is given."""
    numbers = range(len(_PEOPLE))
    if not found.of().looked_at:
        return 0 if found.of(len(_PEOPLE)).looked_at else None
    known = [found.of(n) for n in numbers if found.of(n).counted]
    return sum(one.part or 0 for one in known) if known else None


declare(
    "police_figures",
    lambda parameters: _figures(parameters["part"]),
    _of_police,
    part=Parameter(choices=_PARTS, required=True),
)
declare("police_people", lambda _: _figures(*_PEOPLE), _people)
