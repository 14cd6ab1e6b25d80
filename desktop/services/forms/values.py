"""What stands in a cell of a form, and how it is written on paper."""

from collections.abc import Iterable
from datetime import date

from desktop.services import figures
from desktop.services.figures import Figure, Share

Value = Figure | float | str | date
"""A figure, a change in percent, words or a day; "" is a cell that stays empty, None one nobody can tell."""

WORDS = {"yes": "Có", "no": "Không", "nothing": "không phát sinh", "missing": "–"}
GROWTH = "growth"


def text(shows: str, value: Value) -> str:
    """*value* as it is written in a column that *shows* so."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return figures.day(value)
    if isinstance(value, float):
        return figures.growth(value, WORDS) if shows == GROWTH else figures.percent(value)
    return figures.figure(value, WORDS)


def plain(value: Value) -> object:
    """*value* for a program to read: a share with both its numbers, a day as ISO."""
    if isinstance(value, Share):
        return {"part": value.part, "whole": value.whole, "percent": value.percent}
    return value.isoformat() if isinstance(value, date) else value


def added(values: Iterable[Value]) -> Value:
    """The sum of the numbers among *values*; None when there are some and none of them is known."""
    given = list(values)
    known = [one for one in given if isinstance(one, int) and not isinstance(one, bool)]
    return sum(known) if known or not given else None


def quantity(value: Value) -> int | None:
    """The number to compare; of a share its part, None for what is no number."""
    if isinstance(value, Share):
        return value.part
    return value if isinstance(value, int) and not isinstance(value, bool) else None
