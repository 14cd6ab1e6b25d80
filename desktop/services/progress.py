"""How long work tells how far it is, and how it is told to stop."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total). Raises `Cancelled` to stop the work, which then changes nothing."""


class Cancelled(Exception):
    """A person stopped the work."""


def silent(_done: int, _total: int) -> None:
    """Progress nobody watches."""
