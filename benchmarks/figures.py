"""Figures: all indicators of a commune-year in a store of 60,000 records, and the roll-up."""

from benchmarks import made
from desktop.models import units
from desktop.services import indicators, rollup

_TIMES = 15


def show(receiver: made.Desk) -> None:
    """Print both, the indicators also against reading the commune's rows and nothing else."""
    unit = units.communes_below(made.PROVINCE)[0].ref
    year = receiver.period(2025)
    computed = made.best(lambda: indicators.compute(receiver, year, unit=unit), _TIMES)
    rolled = made.best(lambda: rollup.rollup(receiver, year), 3)
    print(f"all indicators of a commune-year: {1000 * computed:.1f} ms (to reach: 10)")
    print(f"roll-up over the communes: {1000 * rolled:.0f} ms, {rolled / computed:.0f} times one commune's")
