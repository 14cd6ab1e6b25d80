"""Timeliness: on which day each commune's figures of a period arrived, and whether that was in time."""

import dataclasses
from datetime import date, timedelta
from typing import Literal

from desktop.models import ledger, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services.defaults import working_days_after
from desktop.services.desk import RECEIVING, Desk

Punctuality = Literal["on_time", "late", "awaited", "overdue"]
_FRIDAY = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Arrival:
    """One commune and its figures of a period.

    Attributes:
        unit: ``code@dataset``.
        name: Full name.
        state: Arrived in time or late; not arrived and still in time (``awaited``) or no longer (``overdue``).
        due_on: The last day in time.
        arrived_on: The day the first package arrived that was made on the period's last day or later.
        late: Working days after ``due_on``, up to today when nothing has arrived.
    """

    unit: str
    name: str
    state: Punctuality
    due_on: date
    arrived_on: date | None
    late: int


def arrivals(desk: Desk, period: Period) -> tuple[Arrival, ...]:
    """The communes expected to report *period*, in the order of the official list.

    In time is up to so many working days after the period's end as the unit's setting ``report_days`` says.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    with desk.store.read() as connection:
        first = ledger.first_arrivals(connection, period.end.isoformat())
    due_on, today = working_days_after(period.end, desk.settings.report_days), desk.today()
    return tuple(
        _arrival(commune, due_on, first.get(commune.ref), today)
        for commune in units.communes_below(desk.settings.unit)
    )


def working_days_between(after: date, until: date) -> int:
    """The working days (Monday to Friday) from the day after *after* to *until*; 0 when there are none."""
    days = max((until - after).days, 0)
    weeks, rest = divmod(days, 7)
    return 5 * weeks + sum((after + timedelta(n)).weekday() <= _FRIDAY for n in range(1, rest + 1))


def _arrival(commune: units.Unit, due_on: date, arrived: str | None, today: date) -> Arrival:
    arrived_on = None if arrived is None else date.fromisoformat(arrived[:10])
    reached = arrived_on or today
    in_time = reached <= due_on
    waiting: Punctuality = "awaited" if in_time else "overdue"
    arrival: Punctuality = "on_time" if in_time else "late"
    state = waiting if arrived_on is None else arrival
    late = 0 if in_time else working_days_between(due_on, reached)
    return Arrival(commune.ref, commune.full_name, state, due_on, arrived_on, late)
