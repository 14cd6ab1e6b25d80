"""The words in which a figure is declared: which records it looks at, which of them count, and how much.

Nothing here knows SQL: `statement` turns a declaration into it, once for the figure and once for the list of its
records. Fields are named as their record kind names them; an unknown value meets no condition.
"""

import dataclasses
import enum
from collections.abc import Sequence
from datetime import date
from typing import Literal


class Day(enum.StrEnum):
    """A day that is known when the figure is asked for."""

    START = "start"
    END = "end"
    BEGAN = "began"
    TODAY = "today"
    START_BEFORE = "start_before"
    END_BEFORE = "end_before"


START, END, BEGAN, TODAY = Day.START, Day.END, Day.BEGAN, Day.TODAY

Bound = Day | date | None


class Condition:
    """Something that holds of a record or not; conditions are joined with ``&``, ``|`` and ``~``."""

    def __and__(self, other: "Condition") -> "Every":
        return Every((self, other))

    def __or__(self, other: "Condition") -> "Some":
        return Some((self, other))

    def __invert__(self) -> "Not":
        return Not(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Every(Condition):
    """All of *conditions* hold."""

    conditions: tuple[Condition, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Some(Condition):
    """One of *conditions* holds at least."""

    conditions: tuple[Condition, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Not(Condition):
    """*condition* does not hold, or is not known to."""

    condition: Condition


@dataclasses.dataclass(frozen=True, slots=True)
class Within(Condition):
    """The day in *field* is known and lies from *since* to *until*, both included."""

    field: str
    since: Bound = START
    until: Bound = END


@dataclasses.dataclass(frozen=True, slots=True)
class OpenAt(Condition):
    """Open when *day* ends: closed on that day is closed, without a first day it always was."""

    first: str
    last: str
    day: Bound = END


@dataclasses.dataclass(frozen=True, slots=True)
class OpenWithin(Condition):
    """Open at any time of the period: on its last day it still was."""

    first: str
    last: str


@dataclasses.dataclass(frozen=True, slots=True)
class InPost(Condition):
    """A post held on *day*; the day in *last* is the last one in it."""

    first: str
    last: str
    day: Bound = END


@dataclasses.dataclass(frozen=True, slots=True)
class NotAfter(Condition):
    """The day in *field* lies no later than the one in *other*."""

    field: str
    other: str


@dataclasses.dataclass(frozen=True, slots=True)
class Before(Condition):
    """The day in *field* lies before *day*."""

    field: str
    day: Bound


@dataclasses.dataclass(frozen=True, slots=True)
class Given(Condition):
    """Something stands in *field*; in a list at least one entry."""

    field: str


@dataclasses.dataclass(frozen=True, slots=True)
class Is(Condition):
    """The code in *field* is one of *codes*."""

    field: str
    codes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Flagged(Condition):
    """The answer in *field* is yes."""

    field: str


@dataclasses.dataclass(frozen=True, slots=True)
class Among(Condition):
    """One of the codes in the list *field* is one of *codes*."""

    field: str
    codes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class HasRow(Condition):
    """A row of the table *field* meets *condition*, whose fields are the row's."""

    field: str
    condition: Condition


@dataclasses.dataclass(frozen=True, slots=True)
class PointedAt(Condition):
    """A record of *kind* of the same unit points here by its field *link* and meets *condition*."""

    kind: str
    link: str
    condition: Condition


@dataclasses.dataclass(frozen=True, slots=True)
class ListedIn(Condition):
    """A record of *kind* of the same unit names this one in its list *field* and meets *condition*."""

    kind: str
    field: str
    condition: Condition


@dataclasses.dataclass(frozen=True, slots=True)
class InPart(Condition):
    """The day in *field* lies in the period and in a month or quarter of its year, *number* counted from 1."""

    field: str
    part: "Part"
    number: int


@dataclasses.dataclass(frozen=True, slots=True)
class LatestGiving(Condition):
    """Of the unit's records of the period's year that give *field*, this one is the latest by *dated*."""

    field: str
    dated: str


@dataclasses.dataclass(frozen=True, slots=True)
class First(Condition):
    """The first of the unit's records by the day in *dated* that meet *condition* in the same part."""

    dated: str
    condition: Condition
    part: "Part"


@dataclasses.dataclass(frozen=True, slots=True)
class FirstTo(Condition):
    """The first of the period's records, by the day in *dated*, that meet *condition* and point where it points.

    A visit counts its place once: places that were visited are the visits that were first to one.
    """

    link: str
    dated: str
    condition: Condition


@dataclasses.dataclass(frozen=True, slots=True)
class OfYear(Condition):
    """The year in *field* is the period's reporting year."""

    field: str = "year"


@dataclasses.dataclass(frozen=True, slots=True)
class OfPeriod(Condition):
    """The record is about exactly the period; with *covering* about one that holds all of it."""

    covering: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PartOver(Condition):
    """The month or quarter in which the day in *dated* lies has ended."""

    dated: str
    part: "Part"


@dataclasses.dataclass(frozen=True, slots=True)
class NoQuarterOver(Condition):
    """No whole quarter of the period has ended yet: it is a month, or still running."""


Part = Literal["month", "quarter"]


class Amount:
    """How much a record contributes."""


@dataclasses.dataclass(frozen=True, slots=True)
class One(Amount):
    """The record itself, once."""


@dataclasses.dataclass(frozen=True, slots=True)
class Value(Amount):
    """The number in *field*."""

    field: str


@dataclasses.dataclass(frozen=True, slots=True)
class Cell(Amount):
    """The number in *column* of the row at hand, in a source that is sorted by a cell of its rows."""

    column: str


@dataclasses.dataclass(frozen=True, slots=True)
class RowSum(Amount):
    """The sum of *column* over the rows of the table *field* that meet *condition*; several columns by groups.

    Attributes:
        field: The table.
        columns: Pairs of a condition on a row and the column that counts of such a row, the first that holds.
    """

    field: str
    columns: tuple[tuple[Condition, str], ...]


ONE = One()

Reasons = tuple[tuple[Condition | None, str], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Need:
    """A condition a record must meet to count, and what to say of one that does not: the first reason that fits."""

    condition: Condition
    reasons: Reasons


def need(condition: Condition, *reasons: str | tuple[Condition, str]) -> Need:
    """A `Need`; the last of *reasons* is a plain code."""
    return Need(condition, tuple((None, one) if isinstance(one, str) else one for one in reasons))


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """The records of one kind in a figure.

    Attributes:
        kind: The record kind.
        looked_at: Which records it is about, None for all; the others are not even left out.
        below: What a record must meet to stand in the denominator.
        counted: What it must meet besides to stand in the numerator.
        part: What it adds to the numerator; None when the source feeds the denominator only.
        whole: What it adds to the denominator; None when it feeds the numerator only.
        nothing: Why a record that adds 0 to the numerator is left out.
        by: The field, month (``month:held_on``) or quarter by which the figure falls into buckets; or a cell of
            a table in the record (``audiences.group``) or the entries of a list (``programmes.*``): then each row
            falls into a bucket, and a record that has several there is one of those looked at.
        without: A kind and a condition: only units are asked that have no record of it that meets it.
        by_of: With entries that are links, the kind they point to and the field of it they fall by.
        row: What a row must meet besides, where rows fall into buckets.
        distinct: The field whose different values are counted among the counted records.
        listed: Whether its records are part of the explanation; some only answer a question.
    """

    kind: str
    looked_at: Condition | None = None
    below: tuple[Need, ...] = ()
    counted: tuple[Need, ...] = ()
    part: Amount | None = ONE
    whole: Amount | None = ONE
    nothing: Reasons = ()
    by: str = ""
    by_of: tuple[str, str] | None = None
    row: Need | None = None
    distinct: str = ""
    listed: bool = True
    without: tuple[str, Condition] | None = None


class Counting:
    """What one figure is counted from: its sources. Compared by identity, so that SQL is made once for each."""

    def __init__(self, *sources: Source) -> None:
        self.sources: Sequence[Source] = sources
        self.statements: dict[tuple[str, bool], tuple[str, tuple[tuple[str, object], ...]]] = {}
