"""One connection to the receiving machine: HTTP/1.1 over TLS, paced, with a time limit on everything."""

import dataclasses
import errno
import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from sync.transport import tls
from sync.transport.address import Address
from sync.transport.errors import Stopped, TransportFailed
from sync.transport.pace import Pace, Stop

CONNECT_SECONDS = 15.0
ANSWER_SECONDS = 45.0
_RECORD = 22  # bytes TLS adds to each piece
_HANDSHAKE = 1200  # bytes of a handshake, about
_MOST_ANSWER = 64 * 1024
_HARMLESS = ("GET", "HEAD", "OPTIONS")
_UNREACHABLE = frozenset(
    {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, 10051, 10065}
)


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers by lower-case name, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = dataclasses.field(repr=False)


class Link:
    """Asks one receiving machine, over one connection that is kept open and made anew when it breaks.

    Args:
        address: Where.
        token: The machine's bearer token; empty for none.
        pace: How fast.
        stop: Set from another thread to stop; `abort` wakes a wait for the network as well.
        connect_seconds: How long making the connection may take.
        answer_seconds: How long the other side may say nothing.
    """

    def __init__(
        self,
        address: Address,
        token: str = "",
        pace: Pace | None = None,
        stop: Stop | None = None,
        *,
        connect_seconds: float = CONNECT_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.address = address
        self.stop: Stop = stop or threading.Event()
        self._token = token
        self._pace = pace or Pace(stop=self.stop)
        self._connect_seconds = connect_seconds
        self._answer_seconds = answer_seconds
        self._open: http.client.HTTPConnection | None = None
        self._kept = False

    def __repr__(self) -> str:
        """Without the token: it must not reach a log."""
        return f"Link({self.address.url!r})"

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        *,
        most: int = _MOST_ANSWER,
        sent: Callable[[int], None] | None = None,
    ) -> Answer:
        """Ask once and read the answer.

        Args:
            method: Of HTTP.
            path: From the root of the receiving machine.
            headers: Besides those every request has.
            body: What is sent with it.
            most: Longest answer in bytes.
            sent: Told of each piece of the body that went.

        Raises:
            TransportFailed: No answer; every status is an answer.
            Stopped: Told to stop.
        """
        try:
            return self._ask(method, path, headers or {}, body, most, sent)
        except TransportFailed as fault:
            # A connection kept open may have been closed meanwhile; what changes nothing is asked once more.
            if fault.code != "connection_lost" or not self._kept or method not in _HARMLESS:
                raise
        return self._ask(method, path, headers or {}, body, most, sent)

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        most: int,
        sent: Callable[[int], None] | None,
    ) -> Answer:
        with self._understood():
            connection = self._connected()
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in {**self._always(), **headers}.items():
                connection.putheader(name, value)
            if body or method in ("POST", "PATCH"):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            broken = self._send(connection, body, sent)
            try:
                return self._read(connection.getresponse(), most)
            except OSError as fault:
                raise broken or fault from None

    def abort(self) -> None:
        """Break the connection off, from any thread."""
        held = self._open
        if held is not None and held.sock is not None:
            with suppress(OSError):
                held.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the connection go."""
        held, self._open = self._open, None
        if held is not None:
            held.close()

    def _always(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def _send(
        self, connection: http.client.HTTPConnection, body: bytes, sent: Callable[[int], None] | None
    ) -> OSError | None:
        """Send the body in pieces; a connection that breaks meanwhile may still hold an answer that says why."""
        done, whole = 0, memoryview(body)
        try:
            while done < len(body):
                size = self._pace.take(len(body) - done)
                connection.send(whole[done : done + size])
                self._pace.spend(_RECORD)
                done += size
                if sent is not None:
                    sent(done)
        except (BrokenPipeError, ConnectionError, ssl.SSLEOFError) as fault:
            return fault
        return None

    def _read(self, response: http.client.HTTPResponse, most: int) -> Answer:
        parts: list[bytes] = []
        size = 0
        with response:
            while piece := response.read(self._pace.take(16 * 1024)):
                size += len(piece)
                if size > most:
                    raise TransportFailed("not_a_receiver")
                parts.append(piece)
        found = {name.lower(): value for name, value in response.getheaders()}
        if response.will_close:
            self.close()
        return Answer(response.status, found, b"".join(parts))

    def _connected(self) -> http.client.HTTPConnection:
        if self.stop.is_set():
            raise Stopped
        self._kept = self._open is not None and self._open.sock is not None
        if self._kept and self._open is not None:
            return self._open
        self._open = made = self._made()
        made.connect()
        if isinstance(made.sock, ssl.SSLSocket):
            tls.check(self.address, made.sock.getpeercert(binary_form=True))
            self._pace.spend(_HANDSHAKE)
        made.sock.settimeout(self._answer_seconds)
        return made

    def _made(self) -> http.client.HTTPConnection:
        to, seconds = self.address, self._connect_seconds
        if not to.secure:
            return http.client.HTTPConnection(to.host, to.port, timeout=seconds)
        context = tls.context_for(to)
        through = _proxy(to.host)
        if through is None:
            return http.client.HTTPSConnection(to.host, to.port, timeout=seconds, context=context)
        made = http.client.HTTPSConnection(*through, timeout=seconds, context=context)
        made.set_tunnel(to.host, to.port)
        return made

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Say what every fault of a connection means, and let a connection that had one go."""
        try:
            yield
        except (TransportFailed, Stopped):
            self.close()
            raise
        except (OSError, http.client.HTTPException, ValueError) as fault:
            self.close()
            if self.stop.is_set():
                raise Stopped from fault
            raise _failed(fault, self.address) from fault


def _proxy(host: str) -> tuple[str, int] | None:
    """The proxy the system names for *host*, by variables or, on Windows, by its settings."""
    found = getproxies().get("https") or getproxies().get("http")
    if not found or proxy_bypass(host) or host in ("localhost", "127.0.0.1", "::1"):
        return None
    pieces = urlsplit(found if "://" in found else f"http://{found}")
    return (pieces.hostname, pieces.port or 8080) if pieces.hostname else None


def _failed(fault: Exception, address: Address) -> TransportFailed:
    if isinstance(fault, ssl.SSLError):
        return tls.failed(fault)
    if isinstance(fault, socket.gaierror):
        return TransportFailed(
            "no_network" if fault.errno == socket.EAI_AGAIN else "name_unknown",
            host=address.host,
            port=address.port,
        )
    for kind, code in _MEANT:
        if isinstance(fault, kind):
            return TransportFailed(code, host=address.host, port=address.port)
    if isinstance(fault, OSError):
        tunnel = str(fault).startswith("Tunnel connection failed")
        code = (
            "proxy_refused" if tunnel else "no_network" if fault.errno in _UNREACHABLE else "connection_lost"
        )
        return TransportFailed(code, host=address.host, port=address.port)
    return TransportFailed("not_a_receiver", reason=type(fault).__name__)


_MEANT: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "no_answer"),
    (ConnectionRefusedError, "connection_refused"),
    (ConnectionError, "connection_lost"),
    (http.client.IncompleteRead, "connection_lost"),
)
