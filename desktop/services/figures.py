"""What stands in a cell of a form and how it is written in Vietnamese: 1.204 and 63,6, a dash for what is unknown."""

import dataclasses
from collections.abc import Mapping
from datetime import date


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both in the same unit; shown in percent, and as "nothing happened" over 0."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The share in percent; None when the whole is 0."""
        return 100 * self.part / self.whole if self.whole else None


Figure = int | bool | Share | None
"""A count, yes or no, a share, or None where the register cannot tell."""

_SWAPPED = str.maketrans(",.", ".,")


def count(number: int) -> str:
    """A whole number with dots between thousands."""
    return f"{number:,}".translate(_SWAPPED)


def percent(value: float) -> str:
    """A percentage with one decimal behind a comma, without the sign; no minus before a zero."""
    rounded = round(value, 1)
    return f"{rounded if rounded else 0.0:,.1f}".translate(_SWAPPED)


def plain(value: float) -> str:
    """A number with as many decimals as it has, at most one."""
    return count(int(value)) if float(value).is_integer() else percent(value)


def day(value: date) -> str:
    """A day as 05/11/2026."""
    return f"{value:%d/%m/}{value.year:04}"


def figure(value: Figure, words: Mapping[str, str]) -> str:
    """Any figure of a form; *words* are the form's ``yes``, ``no``, ``nothing`` and ``missing``."""
    if value is None:
        return words["missing"]
    if isinstance(value, bool):
        return words["yes"] if value else words["no"]
    if isinstance(value, Share):
        return words["nothing"] if value.percent is None else percent(value.percent)
    return count(value)


def growth(value: float | None, words: Mapping[str, str]) -> str:
    """A change in percent with its sign."""
    if value is None:
        return words["missing"]
    return f"+{percent(value)}" if round(value, 1) > 0 else percent(value)
