"""The media: in how many months or quarters something was published."""

from desktop.models.code_lists import codes
from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.facts import Facts

_ITEM = "media_item"


@defines("media_frequency", "periods", every="month", outlet_levels=codes("outlet_level"))
def media_frequency(facts: Facts, parameters: Parameters) -> Count:
    """Of the months (or quarters) of the period that are over, those with a media item at the levels named.

    In each the first item counts; there is no figure before one is over, nor for a month held against quarters.
    """
    parts = facts.period.quarters if parameters["every"] == "quarter" else facts.period.months
    over = [part for part in parts if part.over(facts.today)]
    count = Count(0, len(over))
    first: set[str] = set()
    for item in sorted(facts.media, key=lambda one: (one.published_on, one.id)):
        within = next(
            (p.name for p in over if p.start.isoformat() <= item.published_on <= p.end.isoformat()), None
        )
        if item.outlet_level not in parameters["outlet_levels"]:
            reason = "other_level"
        elif within is None:
            reason = "part_not_over"
        elif within in first:
            reason = "part_counted_already"
        else:
            first.add(within)
            count.counted.append(Item(_ITEM, item.id))
            continue
        count.left_out.append(Item(_ITEM, item.id, reason=reason))
    count.numerator = len(count.counted)
    if not over:
        count.numerator, count.denominator, count.no_data = None, None, "no_part_over"
    return count
