"""What a count of a form is: a declaration of what is counted, and how its sums become the figure in a cell.

The declaration (`desktop.models.counting.terms`) is turned into SQL once, for the figure and for the list of its
records, so the two cannot differ. Unlike an indicator a count is held against nothing, may be taken over many units
together, and may fall into the codes of a list.
"""

import dataclasses
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from desktop.models.counting.reading import NOTHING, Sums, together
from desktop.models.counting.terms import Counting, Source
from desktop.models.errors import Refusal
from desktop.services.definitions import Definition, Over, all_definitions, definition_of
from desktop.services.figures import Figure, Share

Parameters = Mapping[str, Any]


class Gathered:
    """The sums of some units, of each source by bucket.

    Args:
        units: For each unit that has records the sums of each source by bucket.
    """

    def __init__(self, units: Sequence[Sequence[Mapping[Any, Sums]]]) -> None:
        self._units = units

    def of(self, number: int = 0) -> Sums:
        """All units and buckets of the source *number* together."""
        return together(one for unit in self._units for one in unit[number].values())

    def bucket(self, codes: Collection[str], number: int = 0) -> Sums:
        """All units together, of the source *number* only the buckets *codes*."""
        return together(unit[number].get(code, NOTHING) for unit in self._units for code in codes)

    def keys(self) -> set[Any]:
        """The buckets in which a record counts."""
        sums = (one for unit in self._units for source in unit for one in source.items())
        return {key for key, one in sums if one.counted or one.part} - {None}

    def each(self) -> Iterator["Gathered"]:
        """The units one by one."""
        return (Gathered([unit]) for unit in self._units)

    def from_source(self, first: int) -> Iterator[Sums]:
        """The sums of each unit and bucket, of the source *first* and those behind it."""
        return (one for unit in self._units for source in unit[first:] for one in source.values())

    def buckets(self, codes: Collection[str]) -> Iterator[Sums]:
        """The buckets *codes* of every source."""
        return (source[code] for unit in self._units for source in unit for code in codes if code in source)

    @property
    def counted(self) -> int:
        """The records that count, of all sources."""
        return sum(one.counted for unit in self._units for source in unit for one in source.values())

    @property
    def part(self) -> int:
        """What all sources add."""
        return sum(one.part or 0 for unit in self._units for source in unit for one in source.values())


Declaring = Callable[[Parameters], Iterable[Source]]
Folding = Callable[[Gathered], Figure]
Picking = Callable[[Gathered, Collection[str]], Figure]


@dataclasses.dataclass(frozen=True, slots=True)
class Parameter:
    """What a form may fix.

    Attributes:
        code_list: Its codes may be named; None for something else.
        choices: What may be named, where it is no code list.
        flag: Whether it is yes or no.
        many: Whether several are named.
        required: Whether a form must fix it.
    """

    code_list: str | None = None
    choices: tuple[str, ...] = ()
    flag: bool = False
    many: bool = False
    required: bool = False

    @property
    def default(self) -> object:
        """What holds when a form says nothing."""
        return False if self.flag else None


@dataclasses.dataclass(frozen=True, slots=True)
class Each:
    """How a count falls into the codes of a list.

    Attributes:
        code_list: The list.
        parameter: The name under which a form asks for one code of it.
        declare: The sources, whose buckets are codes; those that are listed explain one code.
        fold: The figure of some codes together.
        received: The same above the commune, where cases and staff are known by tallies only; None when alike.
        fold_received: How those become the figure.
    """

    code_list: str
    parameter: str
    declare: Declaring
    fold: Picking
    received: Declaring | None = None
    fold_received: Picking | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class FormCount:
    """A count.

    Attributes:
        id: Stable id, by which forms name it; the rule in words is ``<id>.rule``.
        declare: Which records it is counted from.
        fold: How the sums become the figure.
        received: Which records it is counted from above the commune; None when they are the same.
        fold_received: How those become the figure.
        each: How it falls into codes; None when it does not.
        parameters: What a form may fix, without the parameter of ``each``.
        of_one_year: Whether it holds something against the figures of one year, which says nothing of several.
        version: Grows when the arithmetic changes; a printed figure says which made it.
        indicator: The indicator it is the figure of, with its usual settings; None for a count of its own.
    """

    id: str
    declare: Declaring
    fold: Folding
    received: Declaring | None = None
    fold_received: Folding | None = None
    each: Each | None = None
    parameters: Mapping[str, Parameter] = dataclasses.field(default_factory=dict)
    of_one_year: bool = False
    version: int = 1
    indicator: Definition | None = None

    @property
    def takes(self) -> Mapping[str, Parameter]:
        """Every parameter a form may fix."""
        own = {self.each.parameter: Parameter(self.each.code_list)} if self.each else {}
        return {**self.parameters, **own}

    def counting(self, parameters: Parameters, *, received: bool, by_code: bool) -> Counting:
        """The sources for *parameters*; the same object every time."""
        settings = {name: parameters.get(name, one.default) for name, one in self.parameters.items()}
        key = self.id, received, by_code, msgspec.json.encode(settings)
        if key not in _countings:
            _countings[key] = Counting(*self._declared(received=received, by_code=by_code)(settings))
        return _countings[key]

    def _declared(self, *, received: bool, by_code: bool) -> Declaring:
        declared: FormCount | Each = self.each if by_code and self.each is not None else self
        return declared.received if received and declared.received is not None else declared.declare

    def codes(self, parameters: Parameters) -> tuple[str, ...]:
        """The code that *parameters* ask for; none when they ask for all of it."""
        code = parameters.get(self.each.parameter) if self.each else None
        return () if code is None else (str(code),)

    def made(self, found: Gathered, codes: Collection[str], *, received: bool) -> Figure:
        """The figure that *found* makes, of *codes* only when there are any."""
        if codes and self.each is not None:
            pick = self.each.fold_received if received else None
            return (pick or self.each.fold)(found, codes)
        fold = self.fold_received if received else None
        return (fold or self.fold)(found)


INDICATOR = "indicator."
_counts: dict[str, FormCount] = {}
_countings: dict[tuple[str, bool, bool, bytes], Counting] = {}


def count_of(name: str) -> FormCount:
    """The count called *name*.

    Raises:
        Refusal: ``unknown_count``.
    """
    found = _counts.get(name) or indicator_counts().get(name)
    if found is None:
        raise Refusal("unknown_count", id=name)
    return found


def all_counts() -> Mapping[str, FormCount]:
    """Every count by its id."""
    return MappingProxyType(_counts)


@functools.cache
def indicator_counts() -> Mapping[str, FormCount]:
    """The indicators that can fill a cell, ``indicator.<id>``: those that records feed, without a year before."""
    fed = (one for one in all_definitions() if one.declare is not None and one.over is not Over.NEVER)
    return MappingProxyType({f"{INDICATOR}{one.id}": _as_count(one) for one in fed})


def _as_count(indicator: Definition) -> FormCount:
    name = f"{INDICATOR}{indicator.id}"
    sources = tuple((indicator.declare or _nothing)(indicator.parameters))
    return FormCount(name, lambda _: sources, records, version=indicator.version, indicator=indicator)


def _nothing(_: Parameters) -> Iterable[Source]:
    return ()


def declare(
    name: str,
    sources: Declaring,
    fold: Folding,
    *,
    received: Declaring | None = None,
    fold_received: Folding | None = None,
    each: Each | None = None,
    of_one_year: bool = False,
    **parameters: Parameter,
) -> None:
    """Register the count *name*; *parameters* are what a form may fix besides the code of *each*."""
    _counts[name] = FormCount(
        name, sources, fold, received, fold_received, each, MappingProxyType(parameters), of_one_year
    )


def of_indicator(name: str, **parameters: object) -> Declaring:
    """The sources of an indicator: the same records make the figure on screen and on paper."""
    definition = definition_of(name)
    if definition.declare is None:
        raise TypeError(name)
    sources = tuple(definition.declare(definition.settings(parameters)))
    return lambda _: sources


# --- how sums become figures


def records(found: Gathered) -> int:
    """How many records count."""
    return found.counted


def any_record(found: Gathered) -> bool:
    """Whether a record counts."""
    return found.counted > 0


def units_with(found: Gathered) -> int:
    """How many units have a record that counts."""
    return sum(one.counted > 0 for one in found.each())


def summed(found: Gathered) -> int:
    """What the records add; what is not known adds nothing."""
    return found.part


def known_sum(found: Gathered) -> int | None:
    """What the records that count add; None when there are some in the denominator and none of them says."""
    return _known(found.of())


def known_sum_of(found: Gathered, codes: Collection[str]) -> int | None:
    """The same of some codes."""
    return _known(found.bucket(codes))


def _known(sums: Sums) -> int | None:
    if not sums.below:
        return 0
    return sums.part or 0 if sums.counted else None


def records_of(found: Gathered, codes: Collection[str]) -> int:
    """How many records of some codes count."""
    return sum(one.counted for one in found.buckets(codes))


def summed_of(found: Gathered, codes: Collection[str]) -> int:
    """What the records of some codes add; what is not known adds nothing."""
    return sum(one.part or 0 for one in found.buckets(codes))


def share(found: Gathered) -> Share:
    """What counts of what there is."""
    sums = found.of()
    return Share(sums.part or 0, sums.whole or 0)
