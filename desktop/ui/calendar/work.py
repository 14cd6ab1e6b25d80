"""What the calendar asks of the services; runs in the worker."""

import dataclasses
from collections.abc import Sequence
from datetime import date

from desktop.services import year_calendar
from desktop.services.desk import Desk
from desktop.services.year_calendar import OnDay


@dataclasses.dataclass(frozen=True)
class DayLoaded:
    """The records of a day."""

    day: date
    records: tuple[OnDay, ...]


def on_day(desk: Desk, day: date, kinds: Sequence[str]) -> DayLoaded:
    """The records of *kinds* on *day*."""
    return DayLoaded(day, year_calendar.on_day(desk, day, kinds))
