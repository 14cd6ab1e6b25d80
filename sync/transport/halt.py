"""Stopping at once: also what waits for a line."""

import threading
from typing import Protocol


class Abortable(Protocol):
    """What can be broken off from another thread."""

    def abort(self) -> None:
        """Break it off."""


class Halt(threading.Event):
    """An event whose setting breaks the connections off that were given to it."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Abortable] = []

    def hold(self, link: Abortable) -> None:
        """Break *link* off when it is time to stop."""
        self._held.append(link)
        if self.is_set():
            link.abort()

    def release(self, link: Abortable) -> None:
        """It is done."""
        self._held.remove(link)

    def set(self) -> None:
        """Stop."""
        super().set()
        for link in tuple(self._held):
            link.abort()
