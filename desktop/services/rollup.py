"""The roll-up: where the communes stand together, by sums and never by averages of percentages."""

import dataclasses
from collections.abc import Sequence
from datetime import date

from desktop.models import ledger, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.units import Unit
from desktop.services import judgement, plans
from desktop.services.books import Books
from desktop.services.desk import RECEIVING, Desk
from desktop.services.judgement import Indicator, Measure
from desktop.services.plans import Plan
from desktop.services.summing import CommuneCells, NamedUnit, Scope, TargetRow, row_over

__all__ = ["CommuneCells", "NamedUnit", "RollUp", "TargetRow", "as_indicator", "combine", "rollup"]


@dataclasses.dataclass(frozen=True, slots=True)
class RollUp:
    """All targets of a plan over the communes of a receiving unit.

    ``communes`` has one line for each commune expected, in the order of the official list.
    """

    unit: str
    name: str
    plan: str
    number: str
    year: int
    period: str
    cut_off: int
    expected: int
    reported: int
    today: date
    targets: tuple[TargetRow, ...]
    communes: tuple[CommuneCells, ...]


def rollup(desk: Desk, period: Period, plan_id: str | None = None) -> RollUp:
    """Roll up the communes below the desk's unit.

    A commune counts as reported when a package made in the period or later has arrived from it. Those that
    have not reported stay in the denominator of shares of communes and are never counted as met.

    Raises:
        Refusal: ``no_plan``, ``unknown_plan``, ``not_receiving_desk``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    scope = Scope(plans.in_force(desk, period, plan_id), period, desk.settings.unit, desk.today())
    expected = units.communes_below(scope.unit)
    with desk.store.read() as connection:
        reported = ledger.reported_units(connection, period.start.isoformat())
        books = Books(
            connection,
            [one.ref for one in expected if one.ref in reported],
            period,
            today=scope.today,
            began=scope.plan.begins(period.cut_off),
            received=True,
        )
        cells = [_cells(books, scope, one, reported=one.ref in reported) for one in expected]
    return combine(scope, cells)


def combine(scope: Scope, cells: Sequence[CommuneCells]) -> RollUp:
    """The roll-up of *cells*; pure."""
    return RollUp(
        unit=scope.unit,
        name=units.unit(scope.unit).full_name,
        plan=scope.plan.id,
        number=scope.plan.number,
        year=scope.period.year,
        period=scope.period.name,
        cut_off=scope.period.cut_off,
        expected=len(cells),
        reported=sum(cell.reported for cell in cells),
        today=scope.today,
        targets=tuple(row_over(scope, n, cells) for n in range(len(scope.plan.targets))),
        communes=tuple(cells),
    )


def as_indicator(rolled: RollUp, row: TargetRow, plan: Plan) -> Indicator:
    """A row of the roll-up over *plan* in the shape of a unit's indicator."""
    period = Period.named(rolled.year, rolled.period, rolled.cut_off)
    measured = Measure(row.value, row.status, row.missing)
    figure = judgement.indicator(
        plan, plan.target(row.target_id), period, rolled.unit, measured,
        numerator=row.numerator, denominator=row.denominator, today=rolled.today, reason=row.reason,
        warnings=row.warnings,
    )  # fmt: skip
    return dataclasses.replace(figure, counted_in=row.counted_in, missing_in=row.counted_in)


def _cells(books: Books, scope: Scope, commune: Unit, *, reported: bool) -> CommuneCells:
    figures: tuple[Indicator, ...] = ()
    if reported:
        own = books.of(commune.ref)
        figures = tuple(judgement.judge(scope.plan, target, own) for target in scope.plan.targets)
    return CommuneCells(commune.ref, commune.full_name, reported, figures)
