"""Tip-offs, and what the police count of each month."""

from collections.abc import Iterable

from desktop.models.counting.reading import Sums
from desktop.models.counting.terms import (
    TODAY,
    Among,
    Before,
    Condition,
    Day,
    Given,
    NotAfter,
    OfPeriod,
    Source,
    Value,
    Within,
    need,
)
from desktop.models.period import Period
from desktop.services.definitions.count import Count
from desktop.services.definitions.definition import Found, Parameters, define
from desktop.services.definitions.more import More
from desktop.services.definitions.years import Over

RESOLVED: Condition = Given("resolved_on") & Given("result")
TALLY = "violation_tally"
DECLARED = Source(
    "period_declaration",
    OfPeriod(covering=True) & Among("nothing_happened", (TALLY,)),
    part=None,
    whole=None,
    listed=False,
)
"""Asked only when the police gave nothing; it counts nothing itself."""


def _tip_offs(_: Parameters) -> Iterable[Source]:
    """Of the tip-offs received in the period, those resolved in time; not those that still have time."""
    below = (
        need(Given("due_on"), "tip_due_not_given"),
        need(RESOLVED | Before("due_on", TODAY), "tip_not_due_yet"),
    )
    timely = RESOLVED & NotAfter("resolved_on", "due_on")
    counted = (need(timely, (RESOLVED, "tip_late"), "tip_overdue"),)
    yield Source("tip_off", Within("received_on"), below, counted)
    yield Source("tip_off", Within("received_on") & ~Given("due_on"), part=None, whole=None, listed=False)


def _timely(found: Found) -> Count:
    """Without a date to hold it against nobody can say whether a tip-off was in time."""
    tips, undated = found.of(), found.of(1).looked_at
    if undated and not tips.below:
        return Count(0, 0, no_data="tip_due_not_given", warnings=["tip_due_not_given"])
    return Count(tips.part or 0, tips.whole or 0, warnings=["tip_due_not_given"] if undated else [])


def _months(part: str, whole: str) -> Iterable[Source]:
    """A month counts when it gives both figures; a ring broken this month may have been found last year."""
    both = (need(Given(part) & Given(whole), "figures_not_given"),)
    yield Source(TALLY, Within("month"), both, part=Value(part), whole=Value(whole))
    yield DECLARED


def _of_police(found: Found) -> Count:
    given, declared = found.of(), found.of(1).looked_at
    if not given.looked_at:
        return Count(0, 0) if declared else Count(None, None, no_data="no_police_figures")
    if not given.below:
        return Count(None, None, no_data="police_figures_not_given")
    count = Count(given.part or 0, given.whole or 0)
    if (given.part or 0) > (given.whole or 0):
        count.warnings.append("more_than_found")
    return count


def _cases(_: Parameters) -> Iterable[Source]:
    """Cases of the period, and those of the same period of the year before."""
    given = (need(Given("cases"), "figures_not_given"),)
    before = Within("month", Day.START_BEFORE, Day.END_BEFORE) & Given("cases")
    yield Source(TALLY, Within("month"), counted=given, part=Value("cases"), whole=None, by="month")
    yield Source(TALLY, before, part=None, whole=Value("cases"), by="month")
    yield DECLARED


def _growth(found: Found) -> Count:
    """Cases of the period over those of the year before; ``upper`` is a wish, more is met too."""
    now, before = found.sources[0], found.sources[1]
    known = [day for day, one in now.items() if one.counted]
    if not known and not found.of(2).looked_at:
        return Count(None, None, no_data="no_police_figures")
    if not before:
        return Count(None, None, no_data="nothing_to_compare")
    count = Count(_sum(now.values(), "part"), _sum(before.values(), "whole"))
    if _gaps(found, known, found.period) or _gaps(found, list(before), found.period.before()):
        count.warnings.append("months_missing")
    return count


def _sum(sums: Iterable[Sums], side: str) -> int:
    return sum(getattr(one, side) or 0 for one in sums)


def _gaps(found: Found, given: list[str], period: Period) -> bool:
    """Whether a month of *period* that is over has no figures."""
    over = (month for month in period.months if month.over(found.today))
    return any(not any(m.start.isoformat() <= day <= m.end.isoformat() for day in given) for m in over)


define("tip_offs_timely", "tip_offs", declare=_tip_offs, fold=_timely, past_mending=True, more=More.BOTH)
define(
    "rings_broken",
    "rings",
    declare=lambda _: _months("rings_broken", "rings_found"),
    fold=_of_police,
    over=Over.SUM,
)
define(
    "cases_tried",
    "cases",
    declare=lambda _: _months("tried_cases", "prosecuted_cases"),
    fold=_of_police,
    over=Over.SUM,
)
define(
    "crime_handled_growth",
    "cases",
    declare=_cases,
    fold=_growth,
    more=More.BEYOND,
    over=Over.NEVER,
    upper=None,
)
