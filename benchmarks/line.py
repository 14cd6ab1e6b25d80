"""A commune-year over a line of 50 kbit/s: what the line takes by itself, and what is added to it."""

import contextlib
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks import made
from desktop.services import desk as desks
from desktop.services import exchange, sample
from desktop.services.network import connecting, roll_calling, rounds, sending
from sync.transport.address import parsed

RECORDS = 300
BITS = 50_000
_DELAY = 0.05  # seconds each way: what a mobile line takes
_PIECE = 512  # bytes: a tenth of a second


def show() -> None:
    """Print how long 300 records take, and how well a cap is kept."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        receiver = desks.new(folder / "r", made.PASSPHRASE, role="receiving", unit="12@2025", training=True)
        commune = desks.new(folder / "c", made.PASSPHRASE, role="commune", unit="03388@2025", training=True)
        exchange.join(commune, exchange.invite(receiver, "03388@2025", folder / "invitation"))
        roll_calling.prepare(receiver, folder / "machine")
        with _machine(folder / "machine") as (port, fingerprint):
            _time_the_line(commune, folder, port, fingerprint)
            _time_the_cap(commune, port, fingerprint)
        commune.close()
        receiver.close()


def _time_the_line(commune: desks.Desk, folder: Path, port: int, fingerprint: str) -> None:
    sample.sample(commune, 2025, RECORDS, 1)
    with _slow(port) as slow:
        connecting.change(commune, url=parsed(f"127.0.0.1:{slow.port}").url, fingerprint=fingerprint)
        way = connecting.way(commune)
        began = time.monotonic()
        rounds.go(commune, way)
        taken = time.monotonic() - began
    size = max(file.stat().st_size for file in (folder / "machine" / "inbox").iterdir())
    alone = 8 * size / BITS
    print(f"{RECORDS} records over {BITS // 1000} kbit/s: {size} bytes, {alone:.2f} s by themselves")
    print(f"  the whole round (export, TLS, questions, receipt asked for), {slow.carried} bytes both ways: "
          f"{taken:.2f} s (to reach: 4.5)")  # fmt: skip


def _time_the_cap(commune: desks.Desk, port: int, fingerprint: str) -> None:
    sample.sample(commune, 2025, 2000, 2)
    address = parsed(f"127.0.0.1:{port}").url
    connecting.change(commune, url=address, fingerprint=fingerprint, kilobytes=20)
    size = sending.packages(commune)[0].path.stat().st_size
    began = time.monotonic()
    rounds.go(commune, connecting.way(commune))
    taken = time.monotonic() - began
    print(
        f"  a cap of 20 kB/s: {size} bytes in {taken:.2f} s, {size / taken / 1000:.1f} kB/s (to stay below: 20)"
    )


@contextlib.contextmanager
def _machine(folder: Path) -> Iterator[tuple[int, str]]:
    command = [sys.executable, "-m", "desktop", "serve", str(folder), "--host", "127.0.0.1", "--port", "0"]
    running = subprocess.Popen(
        [*command, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    try:
        assert running.stdout is not None
        text = ""
        for line in running.stdout:
            text += line
            if line.startswith("}"):
                break
        said = msgspec.json.decode(text)
        yield int(said["port"]), str(said["fingerprint"])
    finally:
        running.terminate()
        running.wait()


class _Line:
    """A line of 50 kbit/s each way in front of a port, with a delay."""

    def __init__(self, to: int) -> None:
        self.carried = 0
        self._to = to
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                for one, other in ((here, there), (there, here)):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        """Pass on what comes: each piece begins when the one before is through, and arrives a delay later."""
        arriving: queue.Queue[tuple[float, bytes]] = queue.Queue()
        threading.Thread(target=self._arrive, args=(target, arriving), daemon=True).start()
        free = 0.0
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                self.carried += len(piece)
                free = max(free, time.monotonic()) + 8 * len(piece) / BITS
                time.sleep(max(free - time.monotonic(), 0))
                arriving.put((free + _DELAY, piece))
        arriving.put((free + _DELAY, b""))

    def _arrive(self, target: socket.socket, arriving: "queue.Queue[tuple[float, bytes]]") -> None:
        with contextlib.suppress(OSError):
            while True:
                at, piece = arriving.get()
                time.sleep(max(at - time.monotonic(), 0))
                if not piece:
                    target.shutdown(socket.SHUT_WR)
                    return
                target.sendall(piece)


@contextlib.contextmanager
def _slow(port: int) -> Iterator[_Line]:
    line = _Line(port)
    try:
        yield line
    finally:
        line.close()
