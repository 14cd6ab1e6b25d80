"""The board of a receiving unit: commune by commune and period by period, what came, and whether in time."""

import dataclasses
from datetime import date
from typing import Any

from desktop.models import answers, ledger
from desktop.models.errors import Refusal
from desktop.models.period import MONTHS, QUARTERS, Period
from desktop.services import slips, timeliness
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange.standing import CommuneStanding, communes
from desktop.services.timeliness import Punctuality
from sync import admission

SPANS: dict[str, tuple[str, ...]] = {
    "quarters": (*QUARTERS[:2], "h1", QUARTERS[2], "9m", QUARTERS[3], "year"),
    "months": MONTHS,
}
"""The periods a board may have, in the order they end."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """One commune and one period.

    Attributes:
        state: As `timeliness.Arrival` says; None while the period has not ended and nothing is expected yet.
        due_on: The last day in time.
        arrived_on: The day the figures arrived.
        late: Working days after ``due_on``, up to today when nothing has arrived.
        locked: Whether the commune's locked figures of the period are here.
    """

    state: Punctuality | None
    due_on: date
    arrived_on: date | None
    late: int
    locked: bool

    @property
    def lacking(self) -> bool:
        """Whether the commune is to be reminded: the day has passed and nothing came."""
        return self.state == "overdue"


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One commune.

    Attributes:
        standing: What has come of it, see `CommuneStanding`.
        cells: One for each period of the board.
        unanswered: Machines of it that were written no receipt for all that is here.
    """

    standing: CommuneStanding
    cells: tuple[Cell, ...]
    unanswered: int

    @property
    def lacking(self) -> bool:
        """Whether something is missing: figures of a period, a package in between, or a decision."""
        return any(cell.lacking for cell in self.cells) or bool(self.standing.missing or self.standing.twins)


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """Rows in the order of the official list, and the periods their cells are about."""

    year: int
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    today: date

    def arrived(self, at: int) -> int:
        """How many communes have handed in the figures of the period at place *at*."""
        return sum(row.cells[at].arrived_on is not None for row in self.rows)

    def in_time(self, at: int) -> int:
        """How many of them in time."""
        return sum(row.cells[at].state == "on_time" for row in self.rows)


@dataclasses.dataclass(frozen=True, slots=True)
class Reminder:
    """One line of the call list: a commune, what it owes, since when.

    Attributes:
        unit: ``code@dataset``; ``name`` its full name.
        periods: Names of the periods that are overdue.
        due_on: The last day in time of the oldest of them; None when only packages are missing.
        late: Working days since then.
        missing: Numbers of packages that are missing in between.
        last_received_on: When something came from it last.
    """

    unit: str
    name: str
    periods: tuple[Period, ...]
    due_on: date | None
    late: int
    missing: tuple[int, ...]
    last_received_on: date | None


def board(desk: Desk, year: int, span: str = "quarters") -> Board:
    """The board of *year* over the periods of *span*, one of `SPANS`.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    periods = tuple(desk.period(year, name) for name in SPANS[span])
    standings = communes(desk, desk.period(year))
    columns = [_column(desk, period) for period in periods]
    with desk.store.read() as connection:
        unanswered = _unanswered(connection)
    rows = tuple(
        Row(standing, tuple(column[standing.unit] for column in columns), unanswered.get(standing.unit, 0))
        for standing in standings
    )
    return Board(year, periods, rows, desk.today())


def reminders(found: Board) -> list[Reminder]:
    """Whom to call, those who are late longest first."""
    calls = []
    for row in found.rows:
        owed = [(p, cell) for p, cell in zip(found.periods, row.cells, strict=True) if cell.lacking]
        if not owed and not row.standing.missing:
            continue
        oldest = min((cell for _, cell in owed), key=lambda cell: cell.due_on, default=None)
        calls.append(
            Reminder(
                unit=row.standing.unit,
                name=row.standing.name,
                periods=tuple(period for period, _ in owed),
                due_on=oldest.due_on if oldest else None,
                late=oldest.late if oldest else 0,
                missing=tuple(row.standing.missing),
                last_received_on=row.standing.last_received_on,
            )
        )
    return sorted(calls, key=lambda one: -one.late)


def _column(desk: Desk, period: Period) -> dict[str, Cell]:
    with desk.store.read() as connection:
        locked = slips.of_units(connection, period).keys()
    expected = period.end < desk.today()
    return {
        one.unit: Cell(
            one.state if expected or one.arrived_on else None,
            one.due_on,
            one.arrived_on,
            one.late,
            one.unit in locked,
        )
        for one in timeliness.arrivals(desk, period)
    }


def _unanswered(connection: Any) -> dict[str, int]:
    """Of each commune the machines whose latest receipt does not name all that is here of them."""
    counts: dict[str, int] = {}
    for machine in ledger.machines(connection):
        packages = ledger.packages_of(connection, machine.site)
        held = admission.held_upto((one.first, one.last) for one in packages)
        if held > answers.acknowledged(connection, machine.site):
            counts[machine.unit] = counts.get(machine.unit, 0) + 1
    return counts
