"""Sends by itself when there is a line: at the start, when it comes back, now and then; never in anybody's way."""

import dataclasses
import random
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.errors import Refusal
from desktop.ui.network import work
from desktop.ui.network.lane import Lane
from desktop.ui.network.state import State
from desktop.ui.workplace import Workplace

_CHANCE = random.SystemRandom()
_MILLISECONDS = 1000


@dataclasses.dataclass(frozen=True)
class Pauses:
    """How long to wait, in seconds; of a pair, anything between the two.

    Attributes:
        first: After the window opened.
        rest: Between two rounds that went well.
        failed: Bound of the wait after the first failure; doubled with each, up to *longest*.
        longest: The largest bound.
        stopped: After something only a person can mend.
        look: Between two looks for a way out, while one waits for it.
        again_after: Least time between two packages made without being asked for.
    """

    first: tuple[float, float] = (5, 20)
    rest: tuple[float, float] = (1200, 2400)
    failed: float = 120
    longest: float = 3600
    stopped: tuple[float, float] = (10_800, 14_400)
    look: float = 20
    again_after: timedelta = timedelta(hours=3)


class Background(QObject):
    """One per window of a commune. It opens no window, takes no keys and asks nothing.

    Signals:
        changed: The `State` is another one.
    """

    changed = Signal(object)

    def __init__(
        self, workplace: Workplace, parent: QObject | None = None, pauses: Pauses | None = None
    ) -> None:
        super().__init__(parent)
        self.state = State()
        self.lane = Lane(workplace.tasks, self)
        self.lane.moved.connect(self._on_moved)
        self._workplace = workplace
        self._pauses = pauses or Pauses()
        self._failures = 0
        self._host = ""
        self._had_way = True
        self._asked = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._on_time)
        self._look = QTimer(self)
        self._look.timeout.connect(self._on_look)
        workplace.network = self
        workplace.closing.connect(self.close)

    def begin(self) -> None:
        """Begin a while after the window, which comes first."""
        self._wait(_CHANCE.uniform(*self._pauses.first))

    def close(self) -> None:
        """Break off; what was begun goes on the next time."""
        self._next.stop()
        self._look.stop()
        self.lane.close()

    def send_now(self) -> None:
        """Try at once, because a person asks for it or something was set anew."""
        self._asked = True
        self._failures = 0
        self._on_time()

    # One round

    def _on_time(self) -> None:
        self._next.stop()
        self._look.stop()
        if self.lane.busy:
            # A test of the connection, or a round already: a moment later then.
            self._wait(self._pauses.look)
            return
        place = self._workplace
        place.tasks.run(work.ready, place.desk, done=self._on_ready, failed=self._on_failed, latest="network")

    def _on_ready(self, found: Any) -> None:
        if found is None:
            self._show(State())
            return
        way, sent = found
        asked, self._asked = self._asked, False
        self._host = way.address.host
        self._note_sent(sent)
        again_after = None if asked else self._pauses.again_after
        desk = self._workplace.desk

        def round_(lane: Lane, halt: Any) -> Any:
            from desktop.services.network import rounds

            done = rounds.go(
                desk, way, run=lane.in_worker, told=lane.told, stop=halt, again_after=again_after
            )
            return done, lane.in_worker(work.unacknowledged, desk)

        if self.lane.begin(round_, self._on_done, self._on_failed):
            self._show(dataclasses.replace(self.state, phase="looking", refusal=None))
        else:
            self._wait(self._pauses.look)

    def _on_moved(self, moved: tuple[int, int]) -> None:
        done, total = moved
        self._show(dataclasses.replace(self.state, phase="sending", percent=100 * done // max(total, 1)))

    def _on_done(self, answer: Any) -> None:
        done, sent = answer
        self._failures = 0
        self._wait(_CHANCE.uniform(*self._pauses.rest))
        self._note_sent(sent)
        self._show(dataclasses.replace(self.state, phase="resting", refusal=None, at=self._now()))
        if done.sent or done.receipts:
            # The outbox reads what is written and what was received; a form that is open stays as it is.
            self._workplace.changed({"receipt"})

    def _on_failed(self, refusal: Refusal) -> None:
        from sync.transport.errors import WAITING

        self._failures += 1
        waits = refusal.code in WAITING
        pauses = self._pauses
        bound = min(pauses.failed * 2 ** min(self._failures - 1, 20), pauses.longest)
        span = (bound / 2, bound) if waits else pauses.stopped
        seconds = _CHANCE.uniform(*span)
        self._wait(seconds)
        next_at = self._now() + timedelta(seconds=seconds)
        told = dataclasses.replace(self.state, refusal=refusal, next_at=next_at)
        self._show(dataclasses.replace(told, phase="waiting" if waits else "stopped"))
        if waits:
            self._had_way = self._has_way()
            self._look.start(int(pauses.look * _MILLISECONDS))

    # Noticing a line

    def _on_look(self) -> None:
        """Try as soon as there is a way out where there was none: a moment later, when the line stands."""
        had, self._had_way = self._had_way, self._has_way()
        if self._had_way and not had:
            self._failures = 0
            self._look.stop()
            self._wait(_CHANCE.uniform(*self._pauses.first) / 2)

    def _has_way(self) -> bool:
        from sync.transport.route import has_way

        return has_way(self._host)

    # What is known

    def _note_sent(self, sent: Any) -> None:
        sequence, sent_at = (sent.sequence, sent.at) if sent is not None else (None, None)
        self.state = dataclasses.replace(self.state, sequence=sequence, sent_at=sent_at)

    def _show(self, state: State) -> None:
        self.state = state
        self.changed.emit(state)

    def _wait(self, seconds: float) -> None:
        self._next.start(int(seconds * _MILLISECONDS))

    def _now(self) -> datetime:
        now: datetime = self._workplace.desk.store.clock()
        return now
