"""Periods made whole, so that they can be locked."""

from desktop.models.period import Period
from desktop.services import declaring
from desktop.services.desk import Desk


def declare_empty(desk: Desk, period: Period) -> None:
    """Declare that nothing happened in every section of *period* that has no record."""
    for section in declaring.sections(desk, period):
        if not section.settled:
            declaring.nothing_happened(desk, section.kind, period)
