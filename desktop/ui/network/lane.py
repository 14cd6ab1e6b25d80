"""One piece of work on the line at a time, in a thread of its own: neither window nor worker waits for a line."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop.models.errors import Refusal
from desktop.ui.tasks import Tasks

_LOOK_EVERY = 0.2  # seconds between two looks whether to stop, while the worker is busy with something else
_LAST_WAIT = 3.0  # seconds the window waits at its end for the line to let go


_OUTLIVING: list["Lane"] = []
"""Lanes whose work did not let go in time."""


class Lane(QObject):
    """Runs work beside the window; what such work wants of the register goes through the one worker.

    Signals:
        moved: Bytes there and bytes in all, now and then.
    """

    moved = Signal(object)
    _asked = Signal(object)
    _ended = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._thread: threading.Thread | None = None
        self._done: Callable[[Any], object] | None = None
        self._failed: Callable[[Refusal], object] | None = None
        self._stop: Any = None
        self._closed = False
        self._percent = -1
        self._asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is on the line."""
        return self._thread is not None

    def begin(
        self,
        work: Callable[["Lane", Any], Any],
        done: Callable[[Any], object],
        failed: Callable[[Refusal], object],
    ) -> bool:
        """Run ``work(lane, halt)`` beside the window; whether the line was free for it."""
        if self.busy or self._closed:
            return False
        from sync.transport.halt import Halt

        self._done, self._failed, self._stop, self._percent = done, failed, Halt(), -1
        self._thread = threading.Thread(target=self._run, args=(work, self._stop), name="line", daemon=True)
        self._thread.start()
        return True

    def close(self) -> None:
        """Break off what is on the line; it goes on the next time."""
        self._closed = True
        if self._stop is not None:
            self._stop.set()
        if self._thread is not None:
            self._thread.join(_LAST_WAIT)
            if self._thread.is_alive():
                # A thread must not be the last to hold what belongs to the window: that would end there.
                _OUTLIVING.append(self)

    # On the line's thread

    def in_worker(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Have the worker run a function of the register, and wait for its answer."""
        from sync.transport.errors import Stopped

        answer: Future[Any] = Future()
        self._asked.emit((answer, function, args, kwargs))
        while True:
            try:
                return answer.result(_LOOK_EVERY)
            except NotYet:
                if self._stop.is_set():
                    raise Stopped from None
            except CancelledError:
                raise Stopped from None

    def told(self, done: int, total: int) -> None:
        """Pass on how far it is, a whole percent at a time."""
        percent = 100 * done // max(total, 1)
        if percent != self._percent:
            self._percent = percent
            self.moved.emit((done, total))

    def _run(self, work: Callable[["Lane", Any], Any], stop: Any) -> None:
        from sync.transport.errors import Stopped

        answer: tuple[Any, BaseException | None] = (None, None)
        try:
            answer = work(self, stop), None
        except Stopped:
            answer = None, Stopped()
        except Exception as error:
            answer = None, error
        # The window may be gone already.
        with suppress(RuntimeError):
            self._ended.emit(answer)

    # On the window's thread

    def _on_asked(self, asked: tuple[Any, ...]) -> None:
        answer, function, args, kwargs = asked
        task = self._tasks.run(_settle, answer, function, args, kwargs)
        if task.dropped:
            answer.cancel()

    def _on_ended(self, answer: tuple[Any, BaseException | None]) -> None:
        from sync.transport.errors import Stopped

        result, error = answer
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        if self._closed or isinstance(error, Stopped):
            return
        if isinstance(error, Refusal):
            if self._failed is not None:
                self._failed(error)
        elif error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
        elif self._done is not None:
            self._done(result)


def _settle(answer: "Future[Any]", function: Callable[..., Any], args: Any, kwargs: Any) -> None:
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        with suppress(InvalidStateError):
            answer.set_exception(error)
    else:
        with suppress(InvalidStateError):
            answer.set_result(result)
