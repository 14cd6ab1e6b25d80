"""What a tally is called: the same on whatever machine of the commune it is counted."""

import hashlib
import json
from typing import Any


def tally_id(unit: str, kind: str, year: Any, period: Any) -> str:
    """The id, 32 hexadecimal digits, of the tally *kind* of *unit* for a period of *year*."""
    return hashlib.sha256(json.dumps([unit, kind, year, period]).encode()).hexdigest()[:32]
