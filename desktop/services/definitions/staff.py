"""Staff trained since the plan began, from the staff list or, above the commune, from its tally."""

from collections.abc import Collection

from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.fact_rows import Staff, group_counts, texts
from desktop.services.facts import Facts
from desktop.services.reckoning import in_post

GROUPS = ("commune_official", "volunteer_team", "team_178", "propagandist", "union")


@defines("staff_trained", "people", cumulative=True, groups=GROUPS)
def staff_trained(facts: Facts, parameters: Parameters) -> Count:
    """Of the staff in post at the period's end, groups as the plan names them, those trained."""
    groups = parameters["groups"]
    if facts.received:
        return _from_tally(facts, every=groups, direct=())
    return trained_among(facts, every=groups, direct=())


@defines("direct_staff_trained", "people", cumulative=True, volunteer_team=False)
def direct_staff_trained(facts: Facts, parameters: Parameters) -> Count:
    """The same for staff with direct duty, and the whole volunteer team where the plan says so."""
    every = ("volunteer_team",) if parameters["volunteer_team"] else ()
    direct = tuple(group for group in GROUPS if group not in every)
    if facts.received:
        return _from_tally(facts, every=every, direct=direct)
    return trained_among(facts, every=every, direct=direct)


def trained_ids(facts: Facts) -> set[str]:
    """Everybody who attended a training from the plan's first day to the period's end."""
    return {person for training in facts.trainings for person in texts(training.attendees)}


def trained_among(facts: Facts, *, every: Collection[str], direct: Collection[str]) -> Count:
    """Trained among the staff of groups *every*, and among those with direct duty of groups *direct*."""
    trained = trained_ids(facts)
    count = Count(0, 0)
    for one in facts.staff:
        reason = _why_not(one, facts.end, every, direct)
        if reason is None:
            count.below.append(Item("staff_member", one.id))
            if one.id.hex() in trained:
                count.counted.append(Item("staff_member", one.id))
                continue
            reason = "not_trained"
        count.left_out.append(Item("staff_member", one.id, reason=reason))
    count.numerator, count.denominator = len(count.counted), len(count.below)
    return count


def _why_not(one: Staff, day: str, every: Collection[str], direct: Collection[str]) -> str | None:
    if not in_post(one.from_on, one.to_on, day):
        return "not_in_post"
    if one.group in every:
        return None
    if one.group not in direct:
        return "other_group"
    return None if one.direct_duty else "no_direct_duty"


def _from_tally(facts: Facts, *, every: Collection[str], direct: Collection[str]) -> Count:
    if not facts.staff_tallies:
        return Count(None, None, no_data="no_tally")
    count = Count(0, 0)
    for tally in facts.staff_tallies:
        trained = people = 0
        for row in group_counts(tally):
            if row.group in every:
                trained, people = trained + row.trained, people + row.total
            elif row.group in direct:
                trained, people = trained + row.direct_trained, people + row.direct_duty
        count.add(Item("staff_tally", tally.id, trained), Item("staff_tally", tally.id, people))
    return count
