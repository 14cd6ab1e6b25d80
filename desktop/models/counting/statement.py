"""Turns a declaration into SQL: one function for the figure and for its list of records, so that both agree."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from desktop.models import tables
from desktop.models.counting.conditions import Row, TableRow, bound, entries_of, known, parts
from desktop.models.counting.terms import (
    Amount,
    Cell,
    Counting,
    InPart,
    Need,
    One,
    Reasons,
    RowSum,
    Source,
    Value,
    Within,
)
from desktop.models.dialects import OfAnyType

Expression = sa.ColumnElement[Any]

_BUCKET = "in_bucket"
_NO_NUMBER: Expression = sa.cast(sa.null(), sa.BigInteger)
_NO_REASON: Expression = sa.cast(sa.null(), sa.Text)


@dataclasses.dataclass(frozen=True, slots=True)
class _Lines:
    """One line for each record a source looks at.

    Attributes:
        row: The record.
        part: What it adds to the numerator, NULL for nothing.
        whole: What it adds to the denominator, NULL for nothing.
        bucket: What it is sorted by.
        where: Which records these are.
        rows: The rows that are sorted in place of their records; None when records are.
    """

    row: "_Row"
    part: Expression
    whole: Expression
    bucket: Expression
    where: tuple[Expression, ...]
    rows: Any = None

    @classmethod
    def of(cls, source: Source) -> "_Lines":
        table = tables.table_of(source.kind).alias()
        row = _Row(table, source.kind)
        field, _, cell = source.by.partition(".")
        rows = None
        if cell:
            rows, row.at_hand = row.rows(field)
            row.has_row = rows.c.key.is_not(None)
        part = whole = _NO_NUMBER
        if source.part is not None:
            part = row.where_all(source.below + source.counted, source.part, source.row)
        if source.whole is not None:
            whole = row.where_all(source.below, source.whole, source.row)
        about = () if source.looked_at is None else (row.holds(source.looked_at),)
        where = (table.c.unit.in_(_units(source)), ~table.c.deleted, *about)
        bucket = row.bucket(source.by)
        if source.by_of is not None:
            bucket = row.pointed(bucket, *source.by_of)
        return cls(row, part, whole, bucket, where, rows)


def figures(counting: Counting) -> sa.CompoundSelect[Any]:
    """The sums over the lines of all sources, by unit, source and bucket: what `reading.figures` fetches."""
    return sa.union_all(*(sums for n, source in enumerate(counting.sources) for sums in _parts(source, n)))


def _parts(source: Source, number: int) -> Iterator[sa.Select[Any]]:
    """The sums of *source*; by months or quarters of the period one of them after the other.

    An index has the days in order, so that each part is a stretch of it, and nothing has to be sorted.
    """
    part, _, dated = source.by.partition(":")
    if not dated or source.looked_at != Within(dated):
        yield _sums(source, number)
        return
    for one in parts(part):  # type: ignore[arg-type]
        looked_at = InPart(dated, part, one)  # type: ignore[arg-type]
        yield _sums(dataclasses.replace(source, by="", looked_at=looked_at), number, _constant(one))


def _sums(source: Source, number: int, bucket: Expression | None = None) -> sa.Select[Any]:
    lines = _Lines.of(source)
    unit = lines.row.unit
    told = lines.row.field(source.distinct) if source.distinct else None
    chosen: list[Expression] = [
        unit,
        _constant(number),
        OfAnyType(lines.bucket if bucket is None else bucket).label(_BUCKET),
        sa.func.count() if lines.rows is None else sa.func.count(sa.distinct(lines.row.id)),
        _known(source.part, lines.part),
        _known(source.whole, lines.whole),
        _sum(source.part, lines.part),
        _sum(source.whole, lines.whole),
        _constant(0)
        if told is None
        else sa.func.count(sa.distinct(sa.case((lines.part.is_not(None), told)))),
    ]
    found = sa.select(*chosen).where(*lines.where).group_by(unit)
    if lines.rows is not None:
        found = found.select_from(lines.row.beside(lines.rows))
    # By its name: the same words with other bound values are another expression.
    return found.group_by(_BUCKET) if source.by else found


def _known(amount: Amount | None, column: Expression) -> Expression:
    """How many lines have an amount; not asked of sums over rows, which would be worked out a second time."""
    return sa.func.count(column) if isinstance(amount, One | Value) else _constant(0)


def _sum(amount: Amount | None, column: Expression) -> Expression:
    """The sum of an amount; of records that count once it is how many there are, which is asked already."""
    return sa.func.sum(column) if isinstance(amount, Cell | RowSum | Value) else _NO_NUMBER


def listing(counting: Counting) -> sa.CompoundSelect[Any]:
    """The lines of all sources that are listed, with reasons, in the order of the sources and ids."""
    listed = [_explained(one, number) for number, one in enumerate(counting.sources) if one.listed]
    return sa.union_all(*listed).order_by("number", "id")


def _explained(source: Source, number: int) -> sa.Select[Any]:
    lines = _Lines.of(source)
    needs = source.below if source.part is None else source.below + source.counted
    chosen: list[Expression] = [
        _constant(number).label("number"),
        lines.row.unit.label("unit"),
        lines.row.id.label("id"),
        lines.part.label("part"),
        lines.whole.label("whole"),
        lines.row.reason(needs, source).label("reason"),
        OfAnyType(lines.bucket).label(_BUCKET),
    ]
    found = sa.select(*chosen).where(*lines.where)
    return found if lines.rows is None else found.select_from(lines.row.beside(lines.rows, all_of_them=True))


def _units(source: Source) -> sa.Select[tuple[Any]]:
    """The units that are asked."""
    chosen = entries_of(bound("units"))
    if source.without is None:
        return chosen
    (asked,) = chosen.selected_columns
    return chosen.where(asked.not_in(TableRow.units_with(*source.without)))


def _constant(number: int) -> Expression:
    return sa.literal_column(str(number))


class _Row(TableRow):
    """A row with what it adds to a figure, and why it does not."""

    at_hand: Row | None = None
    """The row of a table in it, where the figure is sorted by a cell of such rows."""
    has_row: Expression = sa.true()
    """Whether there is such a row: in a list of records those without one are lines too."""

    def beside(self, rows: Any, *, all_of_them: bool = False) -> Any:
        """Each record once for each of its *rows*; with *all_of_them* also once those that have none."""
        return self._table.join(rows, sa.true(), isouter=all_of_them)

    def where_all(self, needs: Sequence[Need], amount: Amount, row: Need | None = None) -> Expression:
        """What it contributes when it meets all of *needs*, and the row at hand *row*; NULL otherwise."""
        conditions = [self.holds(one.condition) for one in needs]
        if self.at_hand is not None:
            conditions.append(self.has_row if row is None else self.at_hand.holds(row.condition))
        return sa.case((sa.and_(*conditions), self.amount(amount))) if conditions else self.amount(amount)

    def amount(self, amount: Amount) -> Expression:
        """The number it contributes."""
        match amount:
            case Value(field):
                return self.field(field)
            case RowSum(field, columns):
                rows, cell = self.rows(field)
                counts = sa.case(
                    *((cell.holds(when), cell.field(name)) for when, name in columns), else_=None
                )
                summed = sa.select(sa.func.sum(counts)).select_from(rows).scalar_subquery()
                return sa.case((self.may_mention(field, *(when for when, _ in columns)), summed))
            case Cell(column) if self.at_hand is not None:
                return self.at_hand.field(column)
            case One():
                return sa.literal_column("1")
        raise TypeError(amount)

    def bucket(self, by: str) -> Expression:
        """What it is sorted by."""
        part, _, dated = by.partition(":")
        if not by:
            return sa.null()
        if self.at_hand is not None:
            return self.at_hand.field(by.partition(".")[2])
        return self.part(dated, part) if dated else self.field(by)  # type: ignore[arg-type]

    def reason(self, needs: Sequence[Need], source: Source) -> Expression:
        """Why it is left out; NULL when it is not."""
        cases = [(~known(self.holds(one.condition)), self._said(one.reasons)) for one in needs]
        if source.row is not None and self.at_hand is not None:
            cases.append((~known(self.at_hand.holds(source.row.condition)), self._said(source.row.reasons)))
        if source.nothing and source.part is not None:
            empty = sa.func.coalesce(self.amount(source.part), 0) == 0
            cases.append((empty, self._said(source.nothing)))
        return sa.case(*cases, else_=None) if cases else _NO_REASON

    def _said(self, reasons: Reasons) -> Expression:
        cases = [(self.holds(condition), code) for condition, code in reasons if condition is not None]
        last = next(code for condition, code in reasons if condition is None)
        return sa.case(*cases, else_=last) if cases else sa.literal(last)
