"""What the roll-up page asks of the services, in the worker."""

import dataclasses
from pathlib import Path

from desktop.models.period import Period
from desktop.services import exchange, rollup, workbook
from desktop.services.desk import Desk
from desktop.services.exchange import CommuneStanding
from desktop.services.rollup import RollUp
from desktop.services.words import Words
from desktop.ui.indicators.panel import Source


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A roll-up and how each commune stands in the exchange."""

    rolled: RollUp
    standings: dict[str, CommuneStanding]


def load(desk: Desk, period: Period, plan: str | None = None) -> Loaded:
    """The roll-up of *period* over *plan* with the standing of its communes; runs in the worker."""
    standings = {one.unit: one for one in exchange.communes(desk, period)}
    return Loaded(rollup.rollup(desk, period, plan), standings)


def write_workbook(desk: Desk, period: Period, plan: str | None, path: Path, spoken: str) -> Path:
    """Write the roll-up of *period* as a workbook, its words in the language *spoken*; runs in the worker."""
    workbook.write_rollup(
        rollup.rollup(desk, period, plan), path, Words(spoken), training=desk.settings.training
    )
    return path


def source_of(standing: CommuneStanding | None) -> Source | None:
    """The latest package of a commune; None when there is none."""
    if standing is None or standing.last_sequence is None or standing.last_received_on is None:
        return None
    return Source(standing.last_sequence, standing.last_received_on)
