"""Tip-offs, and what the police count of each month."""

from desktop.models.period import Period
from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.fact_rows import PoliceCounts
from desktop.services.facts import Facts
from desktop.services.reckoning import tip_standing

_TALLY = "violation_tally"


@defines("tip_offs_timely", "tip_offs")
def tip_offs_timely(facts: Facts, _: Parameters) -> Count:
    """Of the tip-offs received in the period, those resolved in time; not those that still have time."""
    count = Count(0, 0)
    today = facts.today.isoformat()
    for tip in facts.tip_offs:
        standing = tip_standing(tip.due_on, tip.resolved_on, tip.result, today)
        if standing in ("timely", "late", "overdue"):
            count.below.append(Item("tip_off", tip.id))
        if standing == "timely":
            count.counted.append(Item("tip_off", tip.id))
            continue
        count.left_out.append(Item("tip_off", tip.id, reason=f"tip_{standing}"))
        if standing == "due_not_given" and not count.warnings:
            count.warnings.append("tip_due_not_given")
    count.numerator, count.denominator = len(count.counted), len(count.below)
    if count.warnings and not count.below:
        count.no_data = "tip_due_not_given"
    return count


@defines("rings_broken", "rings")
def rings_broken(facts: Facts, _: Parameters) -> Count:
    """Of the rings found, those broken; as the police count them."""
    return _of_police(facts, "rings_broken", "rings_found")


@defines("cases_tried", "cases")
def cases_tried(facts: Facts, _: Parameters) -> Count:
    """Of the cases prosecuted, those tried; as the police count them."""
    return _of_police(facts, "tried_cases", "prosecuted_cases")


def _of_police(facts: Facts, part: str, whole: str) -> Count:
    """A month counts when it gives both figures; a ring broken this month may have been found last year."""
    if not facts.police_counts:
        return _nothing_given(facts)
    count = Count(0, 0)
    for month in facts.police_counts:
        above, below = getattr(month, part), getattr(month, whole)
        if above is None or below is None:
            count.left_out.append(Item(_TALLY, month.id, reason="figures_not_given"))
        else:
            count.add(Item(_TALLY, month.id, above), Item(_TALLY, month.id, below))
    if not count.below:
        count.numerator, count.denominator, count.no_data = None, None, "police_figures_not_given"
    elif (count.numerator or 0) > (count.denominator or 0):
        count.warnings.append("more_than_found")
    return count


def _nothing_given(facts: Facts) -> Count:
    if facts.declared_empty(_TALLY):
        return Count(0, 0)
    return Count(None, None, no_data="no_police_figures")


@defines("crime_handled_growth", "cases", upper=None)
def crime_handled_growth(facts: Facts, _: Parameters) -> Count:
    """Cases of the period over those of the same period of the year before; more than ``upper`` is met too."""
    now = [month for month in facts.police_counts if month.cases is not None]
    before = [month for month in facts.police_counts_before if month.cases is not None]
    count = Count(0, 0)
    count.left_out = [
        Item(_TALLY, month.id, reason="figures_not_given")
        for month in facts.police_counts
        if month.cases is None
    ]
    if not now and not facts.declared_empty(_TALLY):
        count.numerator = count.denominator = None
        count.no_data = "no_police_figures"
        return count
    if not before:
        count.numerator, count.denominator, count.no_data = None, None, "nothing_to_compare"
        return count
    count.counted = [Item(_TALLY, month.id, month.cases or 0) for month in now]
    count.below = [Item(_TALLY, month.id, month.cases or 0) for month in before]
    count.numerator = sum(item.quantity for item in count.counted)
    count.denominator = sum(item.quantity for item in count.below)
    if _gaps(facts, now, facts.period) or _gaps(facts, before, facts.period.before()):
        count.warnings.append("months_missing")
    return count


def _gaps(facts: Facts, given: list[PoliceCounts], period: Period) -> bool:
    """Whether a month of *period* that is over has no figures."""
    days = {month.month for month in given}
    over = (month for month in period.months if month.over(facts.today))
    return any(not any(m.start.isoformat() <= day <= m.end.isoformat() for day in days) for m in over)
