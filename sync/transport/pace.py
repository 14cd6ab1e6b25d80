"""How fast, and how soon again: a cap on bytes a second, and waits that grow and differ between machines."""

import random
import threading
import time
from collections.abc import Callable
from typing import Protocol

from sync.transport.errors import Stopped

Clock = Callable[[], float]


class Stop(Protocol):
    """Tells work in another thread to stop; a ``threading.Event`` is one."""

    def is_set(self) -> bool:
        """Whether to stop."""

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds, less when told to stop; whether to stop."""


class Pace:
    """A token bucket: over any stretch of time no more than *rate* bytes a second, and one *burst* at its start.

    Args:
        rate: Bytes a second; 0 for as many as the line carries.
        stop: Ends a wait.
        clock: Seconds, for tests.
    """

    def __init__(self, rate: int = 0, stop: Stop | None = None, clock: Clock = time.monotonic) -> None:
        self._rate = rate
        self._stop: Stop = stop or threading.Event()
        self._clock = clock
        # A quarter of a second at once keeps the line busy and every piece below the cap that a person can see.
        self.burst = max(rate // 4, 256) if rate else 16 * 1024
        self._held = float(self.burst)
        self._at = clock()

    def take(self, wanted: int) -> int:
        """How many of the *wanted* bytes may go now, at least one; waits for it.

        Raises:
            Stopped: Told to stop.
        """
        if self._stop.is_set():
            raise Stopped
        size = min(wanted, self.burst)
        if not self._rate:
            return size
        self._fill()
        while self._held < size:
            # Never so short that a clock does not notice it.
            if self._stop.wait(max((size - self._held) / self._rate, 0.001)):
                raise Stopped
            self._fill()
        self._held -= size
        return size

    def spend(self, size: int) -> None:
        """Count *size* bytes that went without asking; what comes next waits for them."""
        if self._rate:
            self._held -= size

    def _fill(self) -> None:
        now = self._clock()
        self._held = min(self._held + (now - self._at) * self._rate, float(self.burst))
        self._at = now


class Backoff:
    """Waits that double up to a longest one, each a random part of it: machines that lost one line come back apart.

    "Full jitter": any time between nothing and the bound is as likely as any other.
    """

    def __init__(
        self, first: float = 1.0, longest: float = 60.0, tries: int = 6, chance: random.Random | None = None
    ) -> None:
        self.first = first
        self.longest = longest
        self.tries = tries
        self._chance = chance or random.SystemRandom()

    def bound(self, failures: int) -> float:
        """The longest wait after so many *failures* in a row, from 1."""
        return float(min(self.longest, self.first * 2 ** min(failures - 1, 30)))

    def wait(self, failures: int, at_least: float = 0) -> float:
        """Seconds to wait after so many *failures* in a row; never less than the other side asked for."""
        return min(at_least, self.longest) + self._chance.uniform(0, self.bound(failures))
