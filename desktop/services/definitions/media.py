"""The media: in how many months or quarters something was published."""

from collections.abc import Iterable

from desktop.models.code_lists import codes
from desktop.models.counting.terms import First, Is, Need, Part, PartOver, Source, Within, need
from desktop.services.definitions.count import Count
from desktop.services.definitions.definition import Found, Parameters, define
from desktop.services.definitions.years import Over


def _items(parameters: Parameters) -> Iterable[Source]:
    """In each month (or quarter) that is over, the first item at the levels named."""
    part: Part = parameters["every"]
    named = Is("outlet_level", tuple(parameters["outlet_levels"]))
    counted: tuple[Need, ...] = (
        need(named, "other_level"),
        need(PartOver("published_on", part), "part_not_over"),
        need(First("published_on", named, part), "part_counted_already"),
    )
    yield Source("media_item", Within("published_on"), counted=counted, whole=None)


def _frequency(found: Found) -> Count:
    """Of the months (or quarters) of the period that are over; there is no figure before one is over."""
    every_quarter = found.parameters["every"] == "quarter"
    parts = found.period.quarters if every_quarter else found.period.months
    over = [part for part in parts if part.over(found.today)]
    return Count(found.counted, len(over)) if over else Count(None, None, no_data="no_part_over")


define(
    "media_frequency",
    "periods",
    declare=_items,
    fold=_frequency,
    over=Over.SUM,
    every="month",
    outlet_levels=codes("outlet_level"),
)
