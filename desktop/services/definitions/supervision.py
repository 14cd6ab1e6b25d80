"""Establishments and their inspection: distinct establishments, never visits."""

from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.fact_rows import Establishment, Inspection, texts
from desktop.services.facts import Facts
from desktop.services.reckoning import open_at, open_within

_ESTABLISHMENT = "establishment"


@defines("establishments_inspected", "establishments")
def establishments_inspected(facts: Facts, _: Parameters) -> Count:
    """Of the establishments open at any time in the period, those inspected in it."""
    there = [
        one
        for one in facts.establishments
        if open_within(one.opened_on, one.closed_on, facts.start, facts.end)
    ]
    return _inspected(facts, there, facts.inspections_in_period)


@defines("establishments_inspected_ever", "establishments", cumulative=True)
def establishments_inspected_ever(facts: Facts, _: Parameters) -> Count:
    """Of the establishments open at the period's end, those inspected since the plan began."""
    there = [one for one in facts.establishments if open_at(one.opened_on, one.closed_on, facts.end)]
    began = facts.began.isoformat()
    return _inspected(facts, there, [one for one in facts.inspections if one.inspected_on >= began])


@defines("violations_handled", "inspections")
def violations_handled(facts: Facts, _: Parameters) -> Count:
    """Of the inspections with a violation, those handled."""
    count = Count(0, 0)
    for one in facts.inspections_in_period:
        if not texts(one.violations):
            count.left_out.append(Item("inspection", one.id, reason="no_violation"))
            continue
        count.below.append(Item("inspection", one.id))
        if one.handled_on:
            count.counted.append(Item("inspection", one.id))
        else:
            count.left_out.append(Item("inspection", one.id, reason="not_handled"))
    count.numerator, count.denominator = len(count.counted), len(count.below)
    return count


def _inspected(facts: Facts, there: list[Establishment], visits: list[Inspection]) -> Count:
    visited = {visit.establishment for visit in visits}
    count = Count(0, len(there))
    for one in there:
        count.below.append(Item(_ESTABLISHMENT, one.id))
        if one.id.hex() in visited:
            count.counted.append(Item(_ESTABLISHMENT, one.id))
        else:
            count.left_out.append(Item(_ESTABLISHMENT, one.id, reason="not_inspected"))
    count.numerator = len(count.counted)
    present = {one.id for one in there}
    for one in facts.establishments:
        if one.id not in present:
            later = one.opened_on is not None and one.opened_on > facts.end
            count.left_out.append(Item(_ESTABLISHMENT, one.id, reason="not_yet_open" if later else "closed"))
    return count
