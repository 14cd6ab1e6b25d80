"""Counts: fetches the sums of a declaration, or the records behind them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from desktop.models.counting import statement
from desktop.models.counting.terms import ONE, Counting
from desktop.models.period import Period


class Sums(NamedTuple):
    """What a source found in one unit, or in one bucket of it.

    Attributes:
        looked_at: Records it is about.
        counted: Records in the numerator; not asked (0) where the amount is a sum over rows.
        below: Records in the denominator; likewise.
        part: What they add to the numerator; None when nothing is known.
        whole: What they add to the denominator; None when nothing is known.
        distinct: Different values among the counted records.
    """

    looked_at: int = 0
    counted: int = 0
    below: int = 0
    part: int | None = None
    whole: int | None = None
    distinct: int = 0


NOTHING = Sums()


def together(sums: Iterable[Sums]) -> Sums:
    """The sums of several units or buckets as one; a value that two of them have is counted in ``distinct`` twice."""
    whole = NOTHING
    for one in sums:
        whole = Sums(
            whole.looked_at + one.looked_at,
            whole.counted + one.counted,
            whole.below + one.below,
            _plus(whole.part, one.part),
            _plus(whole.whole, one.whole),
            whole.distinct + one.distinct,
        )
    return whole


def _plus(one: int | None, other: int | None) -> int | None:
    """Their sum; what is not known adds nothing to what is."""
    if one is None or other is None:
        return other if one is None else one
    return one + other


Buckets = Mapping[Any, Sums]


class Line(NamedTuple):
    """One record behind a figure: its id, what it adds to either side, why it is left out, and its bucket.

    Where rows of records fall into buckets there is a line for each row, and one for a record without any.
    """

    source: int
    unit: str
    id: bytes
    part: int | None
    whole: int | None
    reason: str | None
    bucket: Any = None


class When(NamedTuple):
    """The days of a question, as `statement` binds them."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, period: Period, *, today: date, began: date) -> "When":
        """The days of *period* asked about on *today*, for a plan that began on *began*."""
        before = period.before() if period.comparable else period
        months = period.of_year.months
        return cls(
            {
                "start": period.start.isoformat(),
                "end": period.end.isoformat(),
                "start_before": before.start.isoformat(),
                "end_before": before.end.isoformat(),
                "began": began.isoformat(),
                "today": today.isoformat(),
                "year": period.year,
                "period": period.name,
                "no_quarter_over": int(not any(quarter.over(today) for quarter in period.quarters)),
                "covering": json.dumps(period.covering),
                **{f"from_{n}": month.start.isoformat() for n, month in enumerate(months, start=1)},
                **{f"month_{n}": month.end.isoformat() for n, month in enumerate(months, start=1)},
            }
        )


def figures(
    connection: sa.Connection, counting: Counting, when: When, units: Iterable[str]
) -> dict[str, list[dict[Any, Sums]]]:
    """The sums of each of *units*: for each source by bucket (None where there are none); empty without records."""
    found: dict[str, list[dict[Any, Sums]]] = {unit: [{} for _ in counting.sources] for unit in units}
    for unit, number, bucket, *sums in _fetch(connection, counting, when, found, lines=False):
        source = counting.sources[number]
        looked_at, counted, below, part, whole, distinct = sums
        found[unit][number][bucket] = Sums(
            looked_at,
            counted,
            below,
            counted if source.part is ONE else part,
            below if source.whole is ONE else whole,
            distinct,
        )
    return found


def records(connection: sa.Connection, counting: Counting, when: When, units: Iterable[str]) -> list[Line]:
    """The records behind the figures of *units*, those left out with the reason."""
    rows = _fetch(connection, counting, when, units, lines=True)
    return [Line(row[0], row[1], bytes(row[2]), *row[3:7]) for row in rows]


def _fetch(
    connection: sa.Connection, counting: Counting, when: When, units: Iterable[str], *, lines: bool
) -> list[Sequence[Any]]:
    key = connection.dialect.name, lines
    if key not in counting.statements:
        made = (statement.listing if lines else statement.figures)(counting)
        compiled = made.compile(dialect=connection.dialect)
        names = compiled.positiontup or []
        fixed = tuple((name, compiled.params[name]) for name in names)
        counting.statements[key] = str(compiled), fixed
    text, fixed = counting.statements[key]
    given = {**when.values, "units": json.dumps(list(units))}
    # Straight from the driver: a commune's figures are a dozen statements of which each takes microseconds.
    cursor = connection.connection.cursor()
    try:
        found: list[Sequence[Any]] = cursor.execute(
            text, tuple(given.get(name, value) for name, value in fixed)
        ).fetchall()
    finally:
        cursor.close()
    return found
