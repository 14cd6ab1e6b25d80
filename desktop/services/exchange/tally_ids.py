"""What a tally is called: the same on whatever machine of the commune it is counted."""

from typing import Any

from sync import canonical


def tally_id(unit: str, kind: str, year: Any, period: Any) -> str:
    """The id, 32 hexadecimal digits, of the tally *kind* of *unit* for a period of *year*; see ``FORMAT.md``."""
    return canonical.digest(canonical.encode([unit, kind, year, period]))[:32]
