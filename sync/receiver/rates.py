"""How often one machine and one address may ask; a guard against mistakes and mischief, not against an army."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_NAMES = 10_000


class Rates:
    """A bucket for each name, refilled steadily: of requests, or of anything else that is counted.

    Args:
        burst: How many at once.
        each: Seconds until one more is allowed.
        clock: Seconds, for tests.
    """

    def __init__(self, burst: int, each: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._each = each
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str, amount: float = 1) -> float:
        """Seconds *name* has to wait before it may; 0 when it may now, and then *amount* is counted."""
        now = self._clock()
        left, at = self._held.pop(name, (float(self._burst), now))
        left = min(left + (now - at) / self._each, float(self._burst))
        # Whoever has a full bucket may, however much it is: otherwise one large request would never be allowed.
        allowed = left >= min(amount, self._burst)
        self._held[name] = (left - amount if allowed else left, now)
        while len(self._held) > _MOST_NAMES:
            self._held.popitem(last=False)
        return 0.0 if allowed else (min(amount, self._burst) - left) * self._each
