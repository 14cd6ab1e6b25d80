"""The books of some units for one period, asked for counts: one statement for each count, however many units."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.models.counting import reading
from desktop.models.counting.reading import Line, Sums, When
from desktop.models.counting.terms import Counting
from desktop.models.period import Period
from desktop.services.definitions import Count, Definition, Found, Over, Parameters
from desktop.services.definitions.years import counted_years, together


class Item(msgspec.Struct, frozen=True, gc=False):
    """One record a figure counts or leaves out.

    ``quantity`` is what the record contributes; ``reason`` is the code why it is left out.
    """

    kind: str
    id: bytes
    quantity: int = 1
    reason: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a figure.

    Attributes:
        counted: In the numerator.
        below: In the denominator.
        left_out: Of the same registers, not in the numerator, each with the reason.
    """

    counted: tuple[Item, ...]
    below: tuple[Item, ...]
    left_out: tuple[Item, ...]


class Books:
    """What is asked of the records of some units.

    Args:
        connection: Inside a read transaction.
        units: Whose records, references.
        period: What the figures are about.
        today: A day that has not come yet counts nothing as done.
        began: First day of the plan, from which cumulative figures count.
        received: Whether this is the receiving desk, where cases and staff are known by tallies only.
    """

    def __init__(
        self, connection: Any, units: Iterable[str], period: Period, *, today: date, began: date,
        received: bool = False,
    ) -> None:  # fmt: skip
        self._connection = connection
        self.units = tuple(units)
        self.period = period
        self.today = today
        self.received = received
        self._when = When.of(period, today=today, began=began)
        begun = [year for year in period.years if year.start <= today] or period.years[:1]
        self._years = [
            Books(connection, self.units, year, today=today, began=began, received=received)
            for year in begun
            if period.of_plan_to_date
        ]
        self._found: dict[int, dict[str, list[dict[Any, Sums]]]] = {}

    def of(self, unit: str) -> "UnitBooks":
        """The books of one of the units."""
        return UnitBooks(self, unit)

    def count(
        self, definition: Definition, parameters: Parameters, unit: str, *, number: bool = False
    ) -> Count:
        """The count of *definition* with *parameters* (defaults included) for *unit*.

        With *number* only what was done is asked for, not what there is.
        """
        over = self._over(definition)
        if over is not Over.WHOLE:
            return together(
                over, [one.count(definition, parameters, unit, number=number) for one in self._years]
            )
        counted = self._count(definition, parameters, unit)
        return counted.number() if number else counted

    def _over(self, definition: Definition) -> Over:
        return definition.over_years(received=self.received) if self._years else Over.WHOLE

    def _count(self, definition: Definition, parameters: Parameters, unit: str) -> Count:
        counting = definition.counting(parameters, received=self.received)
        sums = self.sums(counting)[unit]
        return definition.figure(Found(sums, self.period, self.today, parameters), received=self.received)

    def sums(self, counting: Counting) -> Mapping[str, Sequence[Mapping[Any, Sums]]]:
        """The sums of each unit, asked for once."""
        found = self._found.get(id(counting))
        if found is None:
            found = self._found[id(counting)] = reading.figures(
                self._connection, counting, self._when, self.units
            )
        return found

    def lines(self, counting: Counting, units: Iterable[str]) -> list[Line]:
        """The records behind those sums, one by one."""
        return reading.records(self._connection, counting, self._when, units)

    def behind(
        self, definition: Definition, parameters: Parameters, unit: str, *, number: bool = False
    ) -> Behind:
        """The records behind that count; over several years those of each, with what one adds in all of them."""
        over = self._over(definition)
        if over is not Over.WHOLE:
            counts = [one.count(definition, parameters, unit, number=number) for one in self._years]
            return _joined(
                [self._years[n].behind(definition, parameters, unit) for n in counted_years(over, counts)]
            )
        counting = definition.counting(parameters, received=self.received)
        counted: dict[Item, int] = {}
        below: dict[Item, int] = {}
        left_out: dict[Item, None] = {}
        for line in self.lines(counting, [unit]):
            kind = counting.sources[line.source].kind
            record = Item(kind, line.id)
            if line.whole is not None:
                below[record] = below.get(record, 0) + line.whole
            if line.reason is not None:
                left_out[Item(kind, line.id, reason=line.reason)] = None
            elif line.part is not None:
                counted[record] = counted.get(record, 0) + line.part
        return Behind(_items(counted), _items(below), tuple(left_out))


def _joined(parts: Sequence[Behind]) -> Behind:
    """What stands behind several years: a record that counts in one of them is not left out."""
    sides: tuple[dict[Item, int], dict[Item, int]] = ({}, {})
    for side, of_years in zip(sides, ([p.counted for p in parts], [p.below for p in parts]), strict=True):
        for one in (item for items in of_years for item in items):
            record = Item(one.kind, one.id)
            side[record] = side.get(record, 0) + one.quantity
    left_out: dict[Item, Item] = {}
    for one in (item for part in parts for item in part.left_out):
        record = Item(one.kind, one.id)
        if record not in sides[0]:
            left_out[record] = one
    return Behind(_items(sides[0]), _items(sides[1]), tuple(left_out.values()))


def _items(found: dict[Item, int]) -> tuple[Item, ...]:
    return tuple(Item(one.kind, one.id, quantity) for one, quantity in found.items())


@dataclasses.dataclass(frozen=True, slots=True)
class UnitBooks:
    """The books of one unit.

    Attributes:
        books: Of all units asked about.
        unit: Whose.
    """

    books: Books
    unit: str

    @property
    def period(self) -> Period:
        """What the figures are about."""
        return self.books.period

    @property
    def today(self) -> date:
        """The day the figures are asked for."""
        return self.books.today

    def count(self, definition: Definition, parameters: Parameters, *, number: bool = False) -> Count:
        """The count of *definition* with *parameters*, defaults included; see `Books.count`."""
        return self.books.count(definition, parameters, self.unit, number=number)

    def behind(self, definition: Definition, parameters: Parameters, *, number: bool = False) -> Behind:
        """The records behind that count."""
        return self.books.behind(definition, parameters, self.unit, number=number)
