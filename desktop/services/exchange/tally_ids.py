"""What a tally is called: so that it can be counted again, and nobody else can take its place."""

from typing import Any

from sync import canonical


def tally_id(unit: str, kind: str, machine: Any, year: Any, period: Any) -> str:
    """The id, 32 hexadecimal digits, of a machine's tally *kind* for a period of *year*; see ``FORMAT.md``."""
    return canonical.record_id([unit, kind, machine, year, period])
