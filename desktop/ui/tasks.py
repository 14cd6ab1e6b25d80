"""Work off the window's thread: one worker, one queue, answers come back to the window's thread.

Only plain values cross: no Qt object is made, touched or returned by the work.
"""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desktop.models.errors import Refusal
from desktop.services.progress import Cancelled

_TELL_EVERY = 0.1  # seconds between two reports of progress


class Task:
    """One piece of work, waiting, running or done.

    Attributes:
        label: What a person reads while it runs; empty for quick work that shows nothing.
        cancellable: Whether the work reports its progress, which is where it can be stopped.
    """

    def __init__(
        self,
        label: str,
        done: Callable[[Any], object] | None,
        failed: Callable[[Refusal], object] | None,
        *,
        cancellable: bool,
    ) -> None:
        self.label = label
        self.cancellable = cancellable
        self.done = done
        self.failed = failed
        self.dropped = False
        self.result: Any = None
        self.error: Exception | None = None
        self.progress = (0, 0)
        self._stop = threading.Event()
        self._told = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress; it then changes nothing."""
        self._stop.set()

    def drop(self) -> None:
        """Nobody waits for the answer any more; work that can be stopped does not keep newer work waiting."""
        self.dropped = True
        self.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def moved_on(self, done: int, total: int) -> bool:
        """Note progress; returns whether it is time to show it.

        Raises:
            Cancelled: somebody asked the work to stop.
        """
        if self.cancelled:
            raise Cancelled
        self.progress = (done, total)
        now = time.monotonic()
        if now - self._told < _TELL_EVERY and done != total:
            return False
        self._told = now
        return True


class Tasks(QObject):
    """Runs work one after the other in a single thread and hands the answers back as queued signals.

    Signals carry the `Task`: ``began`` and ``ended`` for work with a label, ``progressed`` while it runs,
    ``refused`` for a refusal nobody else takes.
    """

    began = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    refused = Signal(object)
    _finished = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._latest: dict[tuple[int, str], Task] = {}
        self._waiting = 0
        self._closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether no work waits, runs or has an answer on its way."""
        return self._waiting == 0

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        label: str = "",
        latest: str = "",
        progress: bool = False,
        **kwargs: Any,
    ) -> Task:
        """Do ``function(*args, **kwargs)`` in the worker.

        Args:
            function: The work; a service, or a plain function around several.
            args: Its arguments.
            done: Bound method that gets the answer in the window's thread, unless its widget is gone.
            failed: Bound method that gets a `Refusal`; without it the refusal is shown as a message.
            label: What to show while it runs, with a Cancel button when *progress* is set.
            latest: A name: the answer of an earlier run of the same name and receiver is dropped.
            progress: Whether *function* takes a ``progress`` argument.
            kwargs: Its keyword arguments.
        """
        task = Task(label, done, failed, cancellable=progress)
        if self._closed:
            task.dropped = True
            return task
        if latest:
            key = (id(getattr(done, "__self__", None)), latest)
            if key in self._latest:
                self._latest[key].drop()
            self._latest[key] = task
        if progress:
            kwargs["progress"] = self._reporter(task)
        self._waiting += 1
        if label:
            self.began.emit(task)
        self._pool.submit(self._work, task, function, args, kwargs).add_done_callback(_must_not_fail)
        return task

    def close(self) -> None:
        """Take no more work and wait for what runs; what is asked for later is dropped."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _reporter(self, task: Task) -> Callable[[int, int], None]:
        def report(done: int, total: int) -> None:
            if task.moved_on(done, total):
                self._told.emit(task)

        return report

    def _work(
        self, task: Task, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        if not task.dropped:
            try:
                task.result = function(*args, **kwargs)
            except Exception as error:
                task.error = error
        self._finished.emit(task)

    def _on_told(self, task: Task) -> None:
        self.progressed.emit(task)

    def _on_finished(self, task: Task) -> None:
        self._waiting -= 1
        # Taken out of the task: whose they are must not end in the worker, which may be the last to let the task go.
        done, failed, task.done, task.failed = task.done, task.failed, None, None
        for key in [key for key, latest in self._latest.items() if latest is task]:
            del self._latest[key]
        if task.label:
            self.ended.emit(task)
        if task.dropped or isinstance(task.error, Cancelled):
            return
        if isinstance(task.error, Refusal):
            if failed is None or not _alive(failed):
                self.refused.emit(task.error)
            else:
                failed(task.error)
        elif task.error is not None:
            sys.excepthook(type(task.error), task.error, task.error.__traceback__)
        elif done is not None and _alive(done):
            done(task.result)


def _alive(method: Callable[..., object]) -> bool:
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _must_not_fail(future: "Future[None]") -> None:
    if not future.cancelled() and (error := future.exception()) is not None:
        traceback.print_exception(error)
