"""Running the receiving machine: uvicorn, with a limit on everything a stranger can send."""

import asyncio
import contextlib
import dataclasses
import logging
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import ClassVar

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync.receiver.app import Receiver
from sync.receiver.depot import Depot, Settings
from sync.receiver.roll import RollFile

PORT = 8443
_HEADER_BYTES = 8 * 1024
_PER_ADDRESS = 32
_CONNECTIONS = 200
_TIDY_SECONDS = 600.0
_LOOK_SECONDS = 0.05
LOG = logging.getLogger("soxa.receiver")


@dataclasses.dataclass(frozen=True)
class Serving:
    """How the receiving machine runs.

    Attributes:
        folder: Roll, inbox, uploads.
        host: Address it listens at.
        port: Port; 0 for any that is free.
        certificate: PEM file of its certificate, and what stands above it; None without TLS, behind another server.
        key: PEM file of its key.
        settings: What the depot allows.
        idle: Seconds after which an upload that brings nothing is broken off.
        header_seconds: How long the lines of a request may take.
    """

    folder: Path
    host: str = "0.0.0.0"  # noqa: S104 (communes reach it from outside)
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None
    settings: Settings = dataclasses.field(default_factory=Settings)
    idle: float = 60.0
    header_seconds: float = 15.0


class Bounded(H11Protocol):
    """HTTP with two more limits: how long the lines of a request may take, and connections of one address."""

    header_seconds: ClassVar[float]
    _by_address: ClassVar[Counter[str]] = Counter()
    _deadline: asyncio.TimerHandle | None = None
    _counted = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection, and begin to wait for a request."""
        super().connection_made(transport)
        self._counted = self.client[0] if self.client else ""
        self._by_address[self._counted] += 1
        if self._by_address[self._counted] > _PER_ADDRESS:
            transport.close()
        self._wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it off."""
        self._stop_waiting()
        self._by_address[self._counted] -= 1
        if not self._by_address[self._counted]:
            del self._by_address[self._counted]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; half of a request may not stay half for long."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait_for_request()
        else:
            self._stop_waiting()

    def _wait_for_request(self) -> None:
        # Not begun anew by every byte: whoever sends one byte at a time has no longer than others.
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.header_seconds, self._on_too_slow)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _on_too_slow(self) -> None:
        self._deadline = None
        if self.conn.their_state is h11.IDLE:
            self.transport.close()


def serve(serving: Serving, begun: Callable[[int], None] | None = None) -> None:
    """Receive until told to stop (Ctrl+C, SIGTERM).

    Args:
        serving: How.
        begun: Told the port as soon as it listens.

    Raises:
        OSError: The port cannot be had, or the folder cannot be written.
    """
    asyncio.run(_serve(serving, begun))


@contextlib.contextmanager
def in_thread(serving: Serving) -> Iterator[int]:
    """Receive beside what else this process does; gives the port, and stops at the end.

    Raises:
        OSError: The port cannot be had, or the folder cannot be written.
    """
    begun: Future[int] = Future()
    ending = threading.Event()

    def run() -> None:
        try:
            asyncio.run(_serve(serving, begun.set_result, ending))
        except BaseException as fault:
            if not begun.done():
                begun.set_exception(fault)
                return
            raise

    thread = threading.Thread(target=run, name="receiving", daemon=True)
    thread.start()
    try:
        yield begun.result()
    finally:
        ending.set()
        thread.join()


async def _serve(
    serving: Serving, begun: Callable[[int], None] | None, ending: threading.Event | None = None
) -> None:
    receiver = Receiver(RollFile(serving.folder), Depot(serving.folder, serving.settings), idle=serving.idle)
    config = uvicorn.Config(
        receiver,
        host=serving.host,
        port=serving.port,
        http=type("Bounded", (Bounded,), {"header_seconds": serving.header_seconds}),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        ssl_certfile=serving.certificate,
        ssl_keyfile=serving.key,
        # Named, not found by name at run time: what is not named is not in the executable.
        loop="asyncio",
        proxy_headers=False,
    )
    # Bound here, where a port that is taken is an OSError: uvicorn would end the program.
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    listening = socket.create_server((serving.host, serving.port), family=family, backlog=128)
    server = uvicorn.Server(config)
    port = listening.getsockname()[1]
    LOG.info("listening on port %d", port)
    if begun is not None:
        begun(port)
    beside = [asyncio.ensure_future(_tidy(receiver))]
    if ending is not None:
        beside.append(asyncio.ensure_future(_stop_at(ending, server)))
    try:
        await server.serve([listening])
    finally:
        for task in beside:
            task.cancel()
        # Whoever was still connected when the time to say goodbye was over.
        for one in list(server.server_state.connections):
            if one.transport is not None:
                one.transport.abort()
        await asyncio.sleep(0)


async def _stop_at(ending: threading.Event, server: uvicorn.Server) -> None:
    while not ending.is_set():
        await asyncio.sleep(_LOOK_SECONDS)
    server.should_exit = True


async def _tidy(receiver: Receiver) -> None:
    while True:
        receiver.tidy()
        await asyncio.sleep(_TIDY_SECONDS)
