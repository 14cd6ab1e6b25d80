"""What a definition of an indicator is: a declaration of what is counted, and how its sums become a figure.

The declaration (`desktop.models.counting.terms`) is turned into SQL once, for the figure and for the list of its
records, so the two cannot differ. The numerator is a part of the denominator, except for reach, where people
reached for the first time may exceed a stale baseline.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import msgspec

from desktop.models.counting.reading import NOTHING, Sums
from desktop.models.counting.terms import Counting, Source
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services.definitions.count import Count
from desktop.services.definitions.more import More
from desktop.services.definitions.years import Over

Parameters = Mapping[str, Any]


@dataclasses.dataclass(slots=True)
class Found:
    """The sums of one unit, with what they were asked for.

    Attributes:
        sources: For each source of the declaration its sums by bucket.
        period: The period.
        today: A day that has not come yet counts nothing as done.
        parameters: What the plan fixes, defaults included.
    """

    sources: Sequence[Mapping[Any, Sums]]
    period: Period
    today: date
    parameters: Parameters

    def of(self, number: int = 0) -> Sums:
        """The sums of the source *number*, which has no buckets."""
        return self.sources[number].get(None, NOTHING)

    def bucket(self, key: Any, number: int = 0) -> Sums:
        """The sums of one bucket of the source *number*."""
        return self.sources[number].get(key, NOTHING)

    @property
    def part(self) -> int:
        """What all sources add to the numerator."""
        return sum(one.part or 0 for source in self.sources for one in source.values())

    @property
    def whole(self) -> int:
        """What all sources add to the denominator."""
        return sum(one.whole or 0 for source in self.sources for one in source.values())

    @property
    def counted(self) -> int:
        """The records in the numerator, of all sources."""
        return sum(one.counted for source in self.sources for one in source.values())

    @property
    def below(self) -> int:
        """The records in the denominator, of all sources."""
        return sum(one.below for source in self.sources for one in source.values())


Declaring = Callable[[Parameters], Iterable[Source]]
Folding = Callable[[Found], Count]


@dataclasses.dataclass(frozen=True, slots=True)
class Definition:
    """The definition of one indicator.

    Attributes:
        id: Stable id of the indicator.
        counted_in: The unit of numerator and denominator; ``yes_no`` for 0 or 1 over 1.
        missing_in: The unit of what is missing.
        parameters: The names a plan may set, with their defaults.
        declare: Which records it is counted from; None when no record of this program feeds it.
        fold: How the sums become a figure.
        received: Which records it is counted from above the commune, where cases and staff are known by
            tallies only; None when they are the same.
        fold_received: How those become a figure.
        cumulative: Counts from the plan's first day, not from the period's.
        past_mending: What was not in time never will be, so that no number of things would make up for it.
        more: What some more of what is counted would make of it.
        over: What it does with the years of a plan to date.
        share: Whether the figure has a denominator.
        version: Grows when the arithmetic changes; a figure says which made it.
    """

    id: str
    counted_in: str
    missing_in: str
    parameters: Parameters
    declare: Declaring | None
    fold: Folding
    received: Declaring | None = None
    fold_received: Folding | None = None
    cumulative: bool = False
    past_mending: bool = False
    more: More = More.PART
    over: Over = Over.WHOLE
    share: bool = True
    version: int = 1

    @property
    def fed(self) -> bool:
        """Whether records of this program feed it."""
        return self.declare is not None

    @property
    def yes_no(self) -> bool:
        """Whether the figure is 0 or 1 over 1."""
        return self.counted_in == "yes_no"

    def settings(self, parameters: Parameters) -> Parameters:
        """The defaults with what a plan fixes."""
        return {**self.parameters, **parameters}

    def counting(self, parameters: Parameters, *, received: bool) -> Counting:
        """The sources for *parameters* (as `settings` gives them); the same object every time."""
        tallied = received and self.received is not None
        key = self.id, tallied, msgspec.json.encode(parameters)
        if key not in _countings:
            declare = self.received if tallied else self.declare
            _countings[key] = Counting(*(declare(parameters) if declare else ()))
        return _countings[key]

    def over_years(self, *, received: bool) -> Over:
        """What it does with the years of a plan to date: above the commune, tallies are all there is of people."""
        if received and self.received is not None:
            return Over.LAST if self.cumulative else Over.UNKNOWN
        return self.over

    def figure(self, found: Found, *, received: bool) -> Count:
        """The figure that *found* makes."""
        if received and self.fold_received is not None:
            return self.fold_received(found)
        return self.fold(found)


_definitions: dict[str, Definition] = {}
_countings: dict[tuple[str, bool, bytes], Counting] = {}


def definition_of(indicator: str) -> Definition:
    """The definition of *indicator*.

    Raises:
        Refusal: ``unknown_indicator``.
    """
    try:
        return _definitions[indicator]
    except KeyError:
        raise Refusal("unknown_indicator", id=indicator) from None


def all_definitions() -> Iterable[Definition]:
    """Every definition, in the order of the handbook."""
    return _definitions.values()


def define(
    indicator: str,
    counted_in: str,
    missing_in: str = "",
    *,
    declare: Declaring | None,
    fold: Folding,
    received: Declaring | None = None,
    fold_received: Folding | None = None,
    cumulative: bool = False,
    past_mending: bool = False,
    more: More = More.PART,
    over: Over = Over.WHOLE,
    share: bool = True,
    **parameters: object,
) -> None:
    """Register the definition of *indicator*; *parameters* are what a plan may set, with their defaults."""
    _definitions[indicator] = Definition(
        indicator, counted_in, missing_in or counted_in, MappingProxyType(parameters), declare, fold, received,
        fold_received, cumulative, past_mending, more, over, share,
    )  # fmt: skip


# --- how sums become figures


def at_least_one(found: Found) -> Count:
    """Yes when a record counts."""
    held = found.counted > 0
    return Count(int(held), 1, shortfall=0 if held else 1)


def share(found: Found) -> Count:
    """What counts of what there is; nothing of nothing is 0 over 0."""
    return Count(found.part, found.whole)


def of_tallies(found: Found) -> Count:
    """The same over what communes have sent; without a tally of the period nothing is known."""
    return share(found) if found.of().looked_at else Count(None, None, no_data="no_tally")
