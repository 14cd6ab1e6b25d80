"""Turns conditions into SQL: on the cells of a row, and for a record also on the records around it."""

import abc
import functools
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.models import tables
from desktop.models.counting import terms
from desktop.models.counting.terms import Bound, Condition, Part
from desktop.models.records import kind_named

Expression = sa.ColumnElement[Any]

MONTHS = 12


def bound(name: str) -> Expression:
    """Something that is known when the figure is asked for (`reading.When`)."""
    parameter: Expression = sa.bindparam(name)
    return parameter


def each(column: Expression) -> Any:
    """The entries of a JSON list; a row of a table is handed on as parsed, not as text to be parsed for each cell."""
    return sa.func.jsonb_each(column).table_valued("key", "value")


def entries_of(column: Expression) -> sa.Select[tuple[Any]]:
    """The entries of a JSON list, to compare with."""
    entries = each(column)
    return sa.select(entries.c.value)


def known(condition: Expression) -> Expression:
    """Unknown counts as no."""
    return sa.func.coalesce(condition, sa.false())


def exists(source: Any, *conditions: Expression) -> Expression:
    """Whether *source* has a row that meets *conditions*."""
    return sa.select(sa.literal_column("1")).select_from(source).where(*conditions).exists()


class Row(abc.ABC):
    """Something with fields: a record, or a row of a table in it."""

    @abc.abstractmethod
    def field(self, name: str) -> Expression:
        """The value in the field called *name*."""

    def rows(self, name: str) -> tuple[Any, "Row"]:
        """The rows of the table in the field called *name*, and one of them."""
        entries = each(self.field(name))
        return entries, _JsonRow(entries, self.numbers(name))

    def numbers(self, name: str) -> frozenset[str]:
        """Which cells are numbers in the rows of the table in the field called *name*."""
        raise TypeError(name)

    @functools.singledispatchmethod
    def holds(self, condition: Condition) -> Expression:
        """Whether it meets *condition*."""
        return self.among_records(condition)

    def among_records(self, condition: Condition) -> Expression:
        """Whether it meets a condition on the records around it, which only a record can."""
        raise TypeError(condition)

    @holds.register
    def _(self, condition: terms.Every) -> Expression:
        return sa.and_(sa.true(), *(self.holds(one) for one in condition.conditions))

    @holds.register
    def _(self, condition: terms.Some) -> Expression:
        return sa.or_(sa.false(), *(self.holds(one) for one in condition.conditions))

    @holds.register
    def _(self, condition: terms.Not) -> Expression:
        return ~known(self.holds(condition.condition))

    @holds.register
    def _(self, condition: terms.Within) -> Expression:
        day = self.field(condition.field)
        if condition.since is None and condition.until is None:
            return day.is_not(None)
        since = [day >= _day(condition.since)] if condition.since is not None else []
        until = [day <= _day(condition.until)] if condition.until is not None else []
        return sa.and_(*since, *until)

    @holds.register
    def _(self, condition: terms.OpenAt) -> Expression:
        first, last, day = self.field(condition.first), self.field(condition.last), _day(condition.day)
        return sa.and_(sa.or_(first.is_(None), first <= day), sa.or_(last.is_(None), last > day))

    @holds.register
    def _(self, condition: terms.OpenWithin) -> Expression:
        return self._there(condition.first, condition.last, terms.START, terms.END)

    @holds.register
    def _(self, condition: terms.InPost) -> Expression:
        return self._there(condition.first, condition.last, condition.day, condition.day)

    def _there(self, first: str, last: str, start: Bound, end: Bound) -> Expression:
        begun, over = self.field(first), self.field(last)
        return sa.and_(
            sa.or_(begun.is_(None), begun <= _day(end)), sa.or_(over.is_(None), over >= _day(start))
        )

    @holds.register
    def _(self, condition: terms.NotAfter) -> Expression:
        return self.field(condition.field) <= self.field(condition.other)

    @holds.register
    def _(self, condition: terms.Before) -> Expression:
        return self.field(condition.field) < _day(condition.day)

    @holds.register
    def _(self, condition: terms.Given) -> Expression:
        return self.field(condition.field).is_not(None)

    @holds.register
    def _(self, condition: terms.Is) -> Expression:
        return self.field(condition.field).in_([sa.literal(code) for code in condition.codes])

    @holds.register
    def _(self, condition: terms.Flagged) -> Expression:
        return self.field(condition.field) == sa.true()

    @holds.register
    def _(self, condition: terms.Among) -> Expression:
        # Most lists are not given, and to open one costs more than to see that.
        named = self.field(condition.field)
        codes = each(named)
        return sa.and_(
            named.is_not(None),
            exists(codes, codes.c.value.in_([sa.literal(code) for code in condition.codes])),
        )

    @holds.register
    def _(self, condition: terms.HasRow) -> Expression:
        rows, one = self.rows(condition.field)
        found = exists(rows, one.holds(condition.condition))
        return sa.and_(self.may_mention(condition.field, condition.condition), found)

    def may_mention(self, field: str, *conditions: Condition) -> Expression:
        """Whether the text of the table *field* holds a code that its rows need to meet one of *conditions*.

        Looking for a few letters is many times as fast as taking the table apart; most records have none.
        """
        codes = [_needed(one) for one in conditions]
        if not all(codes):
            return sa.true()
        text = self.field(field)
        letters = [one for some in codes for one in _to_look_for(some)]
        return sa.or_(*(sa.func.instr(text, one) > 0 for one in letters))

    @holds.register
    def _(self, condition: terms.OfYear) -> Expression:
        return self.field(condition.field) == bound("year")

    @holds.register
    def _(self, condition: terms.OfPeriod) -> Expression:
        name = self.field("period")
        same = name.in_(entries_of(bound("covering"))) if condition.covering else name == bound("period")
        return sa.and_(self.field("year") == bound("year"), same)

    @holds.register
    def _(self, condition: terms.PartOver) -> Expression:
        day, ends = self.field(condition.dated), _ends(condition.part)
        end = sa.case(*((day <= end, end) for end in ends[:-1]), else_=ends[-1])
        return end < bound("today")

    @holds.register
    def _(self, _condition: terms.NoQuarterOver) -> Expression:
        return bound("no_quarter_over") == sa.literal_column("1")

    @holds.register
    def _(self, condition: terms.InPart) -> Expression:
        # One bound on either side: of two the database would take one and try the other on every record.
        day, step = self.field(condition.field), _STEP[condition.part]
        first, last = step * (condition.number - 1) + 1, step * condition.number
        return sa.and_(
            day >= sa.func.max(bound(terms.START.value), bound(f"from_{first}")),
            day <= sa.func.min(bound(terms.END.value), bound(f"month_{last}")),
        )

    def part(self, dated: str, part: Part) -> Expression:
        """The number of the month or quarter of the reporting year in which the day in *dated* lies."""
        day, ends = self.field(dated), _ends(part)
        return sa.case(*((day <= end, n) for n, end in enumerate(ends[:-1], start=1)), else_=len(ends))


ENTRY = "*"
"""The name of an entry of a list, which has no cells."""


class _JsonRow(Row):
    """A row of a table that lies in a record as JSON, or an entry of a list."""

    def __init__(self, entries: Any, numbers: frozenset[str]) -> None:
        self._entries = entries
        self._numbers = numbers

    def field(self, name: str) -> Expression:
        if name == ENTRY:
            entry: Expression = self._entries.c.value
            return entry
        type_ = sa.BigInteger() if name in self._numbers else sa.Text()
        return sa.func.json_extract(self._entries.c.value, f"$.{name}", type_=type_)


class TableRow(Row):
    """A record of *kind*, of which *table* is a table or an alias."""

    def __init__(self, table: Any, kind: str) -> None:
        self._table = table
        self._kind = kind

    def field(self, name: str) -> Expression:
        """The value in the field called *name*."""
        found: Expression = self._table.c[name]
        return found

    def numbers(self, name: str) -> frozenset[str]:
        """Which cells are numbers in the rows of the table in the field called *name*."""
        return frozenset(cell.name for cell in kind_named(self._kind).field(name).counts)

    @property
    def id(self) -> Expression:
        """The id of the record."""
        found: Expression = self._table.c.id
        return found

    @property
    def unit(self) -> Expression:
        """The unit it belongs to."""
        found: Expression = self._table.c.unit
        return found

    def _exists(self, other: "TableRow", *conditions: Expression) -> Expression:
        """Whether there is a live record of the same unit that meets *conditions*."""
        rows = other._table
        return exists(rows, rows.c.unit == self._table.c.unit, ~rows.c.deleted, *conditions)

    def _later_than(self, other: "TableRow", dated: str) -> Expression:
        """Whether this record lies behind *other* by the day in *dated*, and by id where the days are the same."""
        ours, theirs = (sa.func.coalesce(one.field(dated), "") for one in (self, other))
        after: Expression = self._table.c.id > other._table.c.id
        return sa.or_(ours > theirs, sa.and_(ours == theirs, after))

    def pointed(self, key: Expression, kind: str, field: str) -> Expression:
        """What stands in *field* of the unit's live record of *kind* with the id *key*; NULL without one."""
        other = _some(kind)
        there = (other.unit == self.unit, ~other._table.c.deleted, other._key == key)
        return sa.select(other.field(field)).where(*there).scalar_subquery()

    @property
    def _key(self) -> Expression:
        """The id as links write it."""
        return tables.key_of(self._table)

    @classmethod
    def units_with(cls, kind: str, condition: Condition) -> sa.Select[tuple[Any]]:
        """The units asked about that have a live record of *kind* which meets *condition*."""
        some = _some(kind)
        rows = some._table
        asked = rows.c.unit.in_(entries_of(bound("units")))
        return sa.select(rows.c.unit).where(asked, ~rows.c.deleted, some.holds(condition))

    @functools.singledispatchmethod
    def among_records(self, condition: Condition) -> Expression:
        """Whether it meets a condition on the records around it."""
        raise TypeError(condition)

    @among_records.register
    def _(self, condition: terms.PointedAt) -> Expression:
        other = _some(condition.kind)
        points = other.field(condition.link) == self._key
        return self._exists(other, points, other.holds(condition.condition))

    @among_records.register
    def _(self, condition: terms.ListedIn) -> Expression:
        other = _some(condition.kind)
        names = sa.func.instr(other.field(condition.field), self._key) > 0
        return self._exists(other, names, other.holds(condition.condition))

    @among_records.register
    def _(self, condition: terms.LatestGiving) -> Expression:
        other = _some(self._kind)
        given = other.holds(terms.OfYear() & terms.Given(condition.field))
        return ~self._exists(other, given, other._later_than(self, condition.dated))

    @among_records.register
    def _(self, condition: terms.First) -> Expression:
        other = _some(self._kind)
        beside = other.part(condition.dated, condition.part) == self.part(condition.dated, condition.part)
        meets = other.holds(terms.Within(condition.dated) & condition.condition)
        return ~self._exists(other, meets, beside, self._later_than(other, condition.dated))

    @among_records.register
    def _(self, condition: terms.FirstTo) -> Expression:
        other = _some(self._kind)
        same = other.field(condition.link) == self.field(condition.link)
        meets = other.holds(terms.Within(condition.dated) & condition.condition)
        return ~self._exists(other, same, meets, self._later_than(other, condition.dated))


def _some(kind: str) -> TableRow:
    return TableRow(tables.table_of(kind).alias(), kind)


def _day(day: Bound) -> Expression:
    if isinstance(day, terms.Day):
        return bound(day.value)
    return sa.literal(day.isoformat() if isinstance(day, date) else None)


def _ends(part: Part) -> list[Expression]:
    """The last days of the year's months or quarters."""
    step = _STEP[part]
    return [bound(f"month_{n}") for n in range(step, MONTHS + 1, step)]


def parts(part: Part) -> range:
    """The numbers of the year's months or quarters."""
    return range(1, MONTHS // _STEP[part] + 1)


_STEP: dict[Part, int] = {"month": 1, "quarter": 3}


def _to_look_for(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Letters that each of *codes* has: one beginning of all of them is found faster than each by itself."""
    first, last = min(codes), max(codes)
    same = next(
        (n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return (first[:same],) if same >= _TELLING else codes


_TELLING = 6
"""Fewer letters stand in texts that name none of the codes."""


def _needed(condition: Condition) -> tuple[str, ...]:
    """Codes of which a row must name one to meet *condition*; none when it could do without."""
    if isinstance(condition, terms.Is):
        return condition.codes
    if isinstance(condition, terms.Every):
        return next((codes for codes in map(_needed, condition.conditions) if codes), ())
    return ()
