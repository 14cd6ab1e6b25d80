"""Support: people in need who were served, from the cases or, above the commune, from their tally."""

from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.fact_rows import Case, served, texts
from desktop.services.facts import Facts
from desktop.services.reckoning import accessed, open_within


@defines("supported", "people")
def supported(facts: Facts, _: Parameters) -> Count:
    """Of the cases in need and eligible, those with a service accessed in the period."""
    if facts.received:
        return _from_tally(facts, eligible_only=True)
    return served_among(facts, eligible_only=True)


@defines("supported_of_need", "people")
def supported_of_need(facts: Facts, _: Parameters) -> Count:
    """Of the cases in need, those with a service accessed in the period."""
    if facts.received:
        return _from_tally(facts, eligible_only=False)
    return served_among(facts, eligible_only=False)


def open_cases(facts: Facts) -> list[Case]:
    """The cases open at any time in the period."""
    return [
        case for case in facts.cases if open_within(case.opened_on, case.closed_on, facts.start, facts.end)
    ]


def accessed_services(case: Case, facts: Facts) -> set[str]:
    """The services the person of *case* came to use in the period."""
    return {
        one.service for one in served(case) if accessed(one.status, one.accessed_on, facts.start, facts.end)
    }


def served_among(facts: Facts, *, eligible_only: bool) -> Count:
    """People served among those in need, or among those in need and eligible; from the cases."""
    count = Count(0, 0)
    in_period = open_cases(facts)
    for case in in_period:
        reason = _why_not(case, eligible_only=eligible_only)
        if reason is None:
            count.below.append(Item("support_case", case.id))
            if accessed_services(case, facts):
                count.counted.append(Item("support_case", case.id))
                continue
            reason = "no_service_accessed"
        count.left_out.append(Item("support_case", case.id, reason=reason))
    present = {case.id for case in in_period}
    closed = (case for case in facts.cases if case.id not in present)
    count.left_out.extend(Item("support_case", case.id, reason="closed") for case in closed)
    count.numerator, count.denominator = len(count.counted), len(count.below)
    return count


def _why_not(case: Case, *, eligible_only: bool) -> str | None:
    if not texts(case.needs):
        return "not_in_need"
    if eligible_only and case.eligible != "yes":
        return "not_eligible" if case.eligible == "no" else "eligibility_unknown"
    return None


def _from_tally(facts: Facts, *, eligible_only: bool) -> Count:
    if not facts.support_tallies:
        return Count(None, None, no_data="no_tally")
    count = Count(0, 0)
    for tally in facts.support_tallies:
        served_people = tally.accessed_eligible if eligible_only else tally.accessed
        people = tally.eligible if eligible_only else tally.in_need
        count.add(Item("support_tally", tally.id, served_people), Item("support_tally", tally.id, people))
    return count
