"""What the roll-up page asks of the services, in the worker."""

import dataclasses
from pathlib import Path

from desktop.models.period import Period
from desktop.services import exchange, plans, ranking, rollup, timeliness, workbook
from desktop.services.bases import Basis
from desktop.services.desk import Desk
from desktop.services.exchange import CommuneStanding
from desktop.services.plans import Plan
from desktop.services.ranking import Rank
from desktop.services.rollup import RollUp
from desktop.services.timeliness import Arrival
from desktop.services.words import Words
from desktop.ui.indicators.panel import Source


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A roll-up, how each commune stands in the exchange, their order, and when each has reported."""

    rolled: RollUp
    standings: dict[str, CommuneStanding]
    ranks: tuple[Rank, ...]
    arrivals: tuple[Arrival, ...]
    plan: Plan


def load(desk: Desk, period: Period, plan: str | None = None, basis: Basis = "now") -> Loaded:
    """The roll-up of *period* over *plan* with the standing of its communes; runs in the worker."""
    standings = {one.unit: one for one in exchange.communes(desk, period)}
    rolled = rollup.rollup(desk, period, plan, basis)
    in_force = plans.in_force(desk, period, plan)
    return Loaded(rolled, standings, ranking.ranked(rolled), timeliness.arrivals(desk, period), in_force)


def write_workbook(
    desk: Desk, period: Period, plan: str | None, path: Path, spoken: str, basis: Basis = "now"
) -> Path:
    """Write the roll-up of *period* as a workbook, its words in the language *spoken*; runs in the worker."""
    workbook.write_rollup(
        rollup.rollup(desk, period, plan, basis), path, Words(spoken), training=desk.settings.training
    )
    return path


def source_of(standing: CommuneStanding | None) -> Source | None:
    """The latest package of a commune; None when there is none."""
    if standing is None or standing.last_sequence is None or standing.last_received_on is None:
        return None
    return Source(standing.last_sequence, standing.last_received_on)
