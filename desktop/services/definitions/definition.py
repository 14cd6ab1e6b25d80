"""What a definition of an indicator is: one function, for the figure and for its explanation.

A definition returns the records it counts together with the numbers, so a figure and its explanation
cannot differ. The numerator is a part of the denominator, except for reach, where people reached for the
first time may exceed a stale baseline.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from desktop.models.errors import Refusal
from desktop.services.facts import Facts

Parameters = Mapping[str, Any]


class Item(msgspec.Struct, frozen=True, gc=False):
    """One record a figure counts or leaves out.

    ``quantity`` is what the record contributes; ``reason`` is the code why it is left out.
    """

    kind: str
    id: bytes
    quantity: int = 1
    reason: str | None = None


@dataclasses.dataclass(slots=True)
class Count:
    """What a definition found.

    Attributes:
        numerator: None only together with ``no_data``.
        denominator: None for plain counts, and when it is not known.
        counted: The records in the numerator.
        below: The records in the denominator.
        left_out: Records of the same register that are not in the numerator, each with the reason.
        no_data: Why there is no figure.
        warnings: What makes the figure doubtful.
        shortfall: For yes/no indicators, what is missing in ``missing_in``.
        due: For yes/no indicators, whether something is missing that was due by now; None when the
            definition knows no due days.
    """

    numerator: int | None
    denominator: int | None
    counted: list[Item] = dataclasses.field(default_factory=list)
    below: list[Item] = dataclasses.field(default_factory=list)
    left_out: list[Item] = dataclasses.field(default_factory=list)
    no_data: str | None = None
    warnings: list[str] = dataclasses.field(default_factory=list)
    shortfall: int | None = None
    due: bool | None = None

    def add(self, part: Item, whole: Item) -> None:
        """Add one record's share to both sides of a count that is known."""
        self.numerator = (self.numerator or 0) + part.quantity
        self.denominator = (self.denominator or 0) + whole.quantity
        self.counted.append(part)
        self.below.append(whole)


Counting = Callable[[Facts, Parameters], Count]


@dataclasses.dataclass(frozen=True, slots=True)
class Definition:
    """The definition of one indicator.

    Attributes:
        id: Stable id of the indicator.
        count: What it counts; None when no record of this program feeds it.
        counted_in: The unit of numerator and denominator; ``yes_no`` for 0 or 1 over 1.
        missing_in: The unit of what is missing.
        parameters: The names a plan may set, with their defaults.
        cumulative: Counts from the plan's first day, not from the period's.
        awaits: The record kind it will be computed from, when ``count`` is None.
        version: Grows when the arithmetic changes.
    """

    id: str
    count: Counting | None
    counted_in: str
    missing_in: str
    parameters: Parameters
    cumulative: bool = False
    awaits: str | None = None
    version: int = 1

    @property
    def yes_no(self) -> bool:
        """Whether the figure is 0 or 1 over 1."""
        return self.counted_in == "yes_no"

    @property
    def share(self) -> bool:
        """Whether the figure has a denominator."""
        return self.id not in _WITHOUT_DENOMINATOR

    def settings(self, parameters: Parameters) -> Parameters:
        """The defaults with what a plan fixes."""
        return {**self.parameters, **parameters}


_definitions: dict[str, Definition] = {}
_WITHOUT_DENOMINATOR = frozenset({"residents_reached"})


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


def defines(
    indicator: str,
    counted_in: str,
    missing_in: str | None = None,
    *,
    cumulative: bool = False,
    **parameters: object,
) -> Callable[[Counting], Counting]:
    """Register a function as the definition of *indicator*."""

    def register(count: Counting) -> Counting:
        _definitions[indicator] = Definition(
            indicator, count, counted_in, missing_in or counted_in, MappingProxyType(parameters), cumulative
        )
        return count

    return register


def awaits(kind: str | None, indicator: str, counted_in: str, **parameters: object) -> None:
    """Register an indicator that no record kind of this program feeds yet (None: never a commune's)."""
    missing_in = "units" if counted_in == "yes_no" else counted_in
    _definitions[indicator] = Definition(
        indicator, None, counted_in, missing_in, MappingProxyType(parameters), awaits=kind
    )
