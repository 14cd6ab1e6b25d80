"""What the charts page asks of the services; runs in the worker."""

import dataclasses

from desktop.models.period import Period
from desktop.services import charting, indicators
from desktop.services.charting import By, Chart
from desktop.services.desk import Desk
from desktop.services.indicators import Indicator


@dataclasses.dataclass(frozen=True)
class Found:
    """What was asked for: the targets, or a chart."""

    period: Period
    plan: str | None
    targets: tuple[Indicator, ...] = ()
    chart: Chart | None = None


def find(desk: Desk, period: Period, plan: str | None, by: By | None, measure: str) -> Found:
    """The targets of *plan* (None for the one that leads), or with *by* the chart of *measure*."""
    if by is None:
        return Found(period, plan, tuple(indicators.compute(desk, period, plan)))
    return Found(period, plan, chart=charting.chart(desk, period, by, measure))
