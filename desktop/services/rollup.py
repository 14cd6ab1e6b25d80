"""The roll-up: where the communes stand together, by sums and never by averages of percentages."""

import dataclasses
from collections.abc import Sequence
from datetime import date

import msgspec

from desktop.models import ledger, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.units import Unit
from desktop.services import entering, judgement, plans, slips
from desktop.services.bases import BASES, Basis, Lock
from desktop.services.books import Books
from desktop.services.desk import RECEIVING, Desk
from desktop.services.judgement import Indicator, Measure, Standard
from desktop.services.plans import Plan
from desktop.services.summing import NOT_LOCKED, CommuneCells, NamedUnit, Scope, TargetRow, row_over

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
    start: date
    end: date
    expected: int
    reported: int
    today: date
    targets: tuple[TargetRow, ...]
    communes: tuple[CommuneCells, ...]
    basis: Basis = "now"

    @property
    def about(self) -> Period:
        """The period."""
        return Period(self.year, self.period, self.cut_off, self.start, self.end)


def rollup(desk: Desk, period: Period, plan_id: str | None = None, basis: Basis = "now") -> RollUp:
    """Roll up the communes below the desk's unit.

    A commune counts as reported when a package made in the period (of a plan to date in its last year) or later
    has arrived from it. Those that have not reported stay in the denominator of shares of communes and are never
    counted as met.

    Args:
        desk: The receiving unit's desk.
        period: What the figures are about.
        plan_id: None for the plan that leads.
        basis: ``now``: what the records received say today. ``locked``: what each commune's lock says, and
            ``corrected``: what its last correction slip left; a commune that has not locked is then not in the
            sums. What is entered here is the same on every basis.

    Raises:
        Refusal: ``no_plan``, ``unknown_plan``, ``not_receiving_desk``, ``unknown_basis``; ``derived_period`` for
            what was locked of a plan to date, which is never locked itself.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    if basis not in BASES:
        raise Refusal("unknown_basis", basis=basis)
    if period.of_plan_to_date and basis != "now":
        raise Refusal("derived_period")
    plan, unit = plans.in_force(desk, period, plan_id), desk.settings.unit
    expected = units.communes_below(unit)
    with desk.store.read() as connection:
        entered = entering.read(connection, unit, period, plan)
        scope = Scope(plan, period, unit, desk.today(), entered)
        locks = {
            commune: Lock.of(entries, plan) for commune, entries in slips.of_units(connection, period).items()
        }
        reported = ledger.reported_units(connection, period.reported_from.isoformat()) | locks.keys()
        books = Books(
            connection,
            [one.ref for one in expected if one.ref in reported],
            period,
            today=scope.today,
            began=scope.plan.begins(period.cut_off),
            received=True,
        )
        standards = judgement.standards(plan, period, scope.today)
        cells = [
            _cells(books, standards, scope, one, basis, locks.get(one.ref), reported=one.ref in reported)
            for one in expected
        ]
    return combine(scope, cells, basis)


def combine(scope: Scope, cells: Sequence[CommuneCells], basis: Basis = "now") -> RollUp:
    """The roll-up of *cells*, which are on *basis*; pure."""
    return RollUp(
        unit=scope.unit,
        name=units.unit(scope.unit).full_name,
        plan=scope.plan.id,
        number=scope.plan.number,
        year=scope.period.year,
        period=scope.period.name,
        cut_off=scope.period.cut_off,
        start=scope.period.start,
        end=scope.period.end,
        expected=len(cells),
        reported=sum(cell.reported for cell in cells),
        today=scope.today,
        targets=tuple(row_over(scope, n, cells) for n in range(len(scope.plan.targets))),
        communes=tuple(cells),
        basis=basis,
    )


def as_indicator(rolled: RollUp, row: TargetRow, plan: Plan) -> Indicator:
    """A row of the roll-up over *plan* in the shape of a unit's indicator."""
    measured = Measure(row.value, row.status, row.missing)
    figure = Standard(plan, plan.target(row.target_id), rolled.about, rolled.today).indicator(
        rolled.unit, measured, numerator=row.numerator, denominator=row.denominator, reason=row.reason,
        warnings=row.warnings,
    )  # fmt: skip
    return msgspec.structs.replace(figure, counted_in=row.counted_in, missing_in=row.counted_in)


def _cells(
    books: Books,
    standards: Sequence[Standard],
    scope: Scope,
    commune: Unit,
    basis: Basis,
    lock: Lock | None,
    *,
    reported: bool,
) -> CommuneCells:
    now: list[Indicator] = []
    if reported and (basis == "now" or lock is not None):
        own = books.of(commune.ref)
        now = [one.judge(own) for one in standards]
    held = lock.against(now) if lock is not None else None
    if basis == "now":
        return CommuneCells(commune.ref, commune.full_name, reported, tuple(now), lock=held)
    figures = lock.figures(basis, scope.plan, scope.period, commune.ref, scope.today) if lock else ()
    return CommuneCells(commune.ref, commune.full_name, lock is not None, tuple(figures), NOT_LOCKED, held)
