"""Asks books for a count: the figure of some units together, and the records behind it."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from desktop.models.counting.reading import Line
from desktop.services.books import Behind, Books, Item
from desktop.services.counts.count import FormCount, Gathered, Parameters
from desktop.services.definitions import Definition
from desktop.services.figures import Figure, Share

OTHER_ENTRY = "other_entry"
"""Why a record is left out that falls under another code."""


def figure(
    books: Books, count: FormCount, parameters: Parameters, units: Sequence[str], codes: Collection[str] = ()
) -> Figure:
    """The figure of *count* over *units* together.

    Args:
        books: Of these units at least.
        count: What is counted.
        parameters: What the form fixes.
        units: Whose records; each of them once.
        codes: Only what falls under one of these codes of the count's list.

    Returns:
        None also of a plan to date for what is held against one year.
    """
    if count.indicator is not None:
        return _judged(books, count.indicator, units)
    if count.of_one_year and books.period.of_plan_to_date:
        return None
    codes = codes or count.codes(parameters)
    return count.made(
        _gathered(books, count, parameters, units, by_code=bool(codes)), codes, received=books.received
    )


def _judged(books: Books, indicator: Definition, units: Sequence[str]) -> Figure:
    """The figure of an indicator: yes or no of one unit, else a share or a number, of the units that know it."""
    found = [books.count(indicator, indicator.settings({}), unit) for unit in units]
    parts = [(one.numerator, one.denominator) for one in found if one.numerator is not None]
    if indicator.yes_no and len(found) == 1:
        return parts[0][0] > 0 if parts else None
    if not indicator.share:
        return sum(part for part, _ in parts) if parts else None
    shares = [Share(part, whole) for part, whole in parts if whole is not None]
    return Share(sum(one.part for one in shares), sum(one.whole for one in shares)) if shares else None


def occurring(books: Books, count: FormCount, parameters: Parameters, units: Sequence[str]) -> set[Any]:
    """The codes under which anything falls."""
    return _gathered(books, count, parameters, units, by_code=True).keys()


def _gathered(
    books: Books, count: FormCount, parameters: Parameters, units: Sequence[str], *, by_code: bool
) -> Gathered:
    found = books.sums(count.counting(parameters, received=books.received, by_code=by_code))
    return Gathered([found[unit] for unit in units])


def behind(
    books: Books, count: FormCount, parameters: Parameters, units: Sequence[str], codes: Collection[str] = ()
) -> Behind:
    """The records behind that figure; those of another code are left out with `OTHER_ENTRY`."""
    if count.indicator is not None:
        usual = count.indicator.settings({})
        behind_each = [books.behind(count.indicator, usual, unit) for unit in units]
        return Behind(*(tuple(itertools.chain.from_iterable(parts)) for parts in _sides(behind_each)))
    codes = codes or count.codes(parameters)
    counting = count.counting(parameters, received=books.received, by_code=bool(codes))
    counted: dict[Item, int] = {}
    below: dict[Item, int] = {}
    reasons: dict[Item, str] = {}
    for line in books.lines(counting, units):
        record = Item(counting.sources[line.source].kind, line.id)
        reason = _left_out(line, codes)
        if reason is not None:
            _keep_reason(reasons, record, reason)
        elif line.part is not None:
            counted[record] = counted.get(record, 0) + line.part
        if line.whole is not None and reason != OTHER_ENTRY:
            below[record] = below.get(record, 0) + line.whole
    left_out = (Item(one.kind, one.id, reason=why) for one, why in reasons.items() if one not in counted)
    return Behind(_items(counted), _items(below), tuple(left_out))


def _sides(found: Sequence[Behind]) -> tuple[Iterator[tuple[Item, ...]], ...]:
    return (one.counted for one in found), (one.below for one in found), (one.left_out for one in found)


def _left_out(line: Line, codes: Collection[str]) -> str | None:
    if line.reason is not None or not codes or line.bucket in codes:
        return line.reason
    return OTHER_ENTRY


def _keep_reason(reasons: dict[Item, str], record: Item, reason: str) -> None:
    """A record with several rows is left out for the reason of the row it is about, where there is one."""
    if reasons.get(record, OTHER_ENTRY) == OTHER_ENTRY:
        reasons[record] = reason


def _items(found: dict[Item, int]) -> tuple[Item, ...]:
    return tuple(Item(one.kind, one.id, quantity) for one, quantity in found.items())
