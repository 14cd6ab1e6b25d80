"""What a measure is: a named function from the records and a period to one figure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from desktop.models.period import Period
from desktop.services.figures import Figure
from tests.services.plainly.register import Register

Measure = Callable[..., Figure]

_M = TypeVar("_M", bound=Measure)
_measures: dict[str, Measure] = {}


def measures(function: _M) -> _M:
    """Register *function* ``(register, period, **parameters) -> Figure`` under its own name."""
    _measures[function.__name__] = function
    return function


def known_sum(values: Iterable[int | None]) -> int | None:
    """The sum of the *values* that are known; None when there are values and none of them is known.

    Nothing to sum is 0: where nothing happened, nobody came.
    """
    given = list(values)
    known = [value for value in given if value is not None]
    return sum(known) if known or not given else None


def names() -> frozenset[str]:
    """The names a form may use."""
    return frozenset(_measures)


def compute(register: Register, period: Period, name: str, parameters: Mapping[str, Any]) -> Figure:
    """The figure of measure *name* with *parameters*; KeyError when there is no such measure."""
    return _measures[name](register, period, **parameters)
