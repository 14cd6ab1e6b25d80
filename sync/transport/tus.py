"""The client side of tus 1.0 (tus.io): an upload that goes on where it broke off, to any server that speaks it."""

import base64
import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from sync.transport.errors import TransportFailed
from sync.transport.link import Answer, Link
from sync.transport.pace import Backoff
from sync.transport.remembered import Remembered

VERSION = "1.0.0"
SMALLEST_PIECE, FIRST_PIECE, LARGEST_PIECE = 4 * 1024, 16 * 1024, 1024 * 1024
REFUSED_HEADER = "soxa-refused"
"""With status 422: why the receiver refuses the package itself, a code of section 6 of ``FORMAT.md``."""

Told = Callable[[int, int], None]
"""Told how many bytes of how many have arrived, or are on their way."""


@dataclasses.dataclass(frozen=True)
class Offered:
    """What a server says of itself.

    Attributes:
        extensions: Names of the extensions of tus it has.
        largest: Largest upload in bytes; None when it says none.
        checksums: Names of the checksums it takes.
    """

    extensions: frozenset[str]
    largest: int | None
    checksums: frozenset[str]


class Client:
    """Uploads files to one endpoint.

    Args:
        link: To the receiving machine.
        path: The endpoint, from the root.
        backoff: How long to wait after a failure, and how often.
        checksums: Send a checksum with each piece where the server takes one. TLS guards every byte already, and a
            server throws a piece away that broke off before its checksum was looked at: for lines without TLS.
    """

    def __init__(
        self, link: Link, path: str, backoff: Backoff | None = None, *, checksums: bool = False
    ) -> None:
        self._link = link
        self._path = path
        self._backoff = backoff or Backoff()
        self._checksums = checksums
        self._piece = FIRST_PIECE

    def offered(self) -> Offered:
        """Ask what the server can do.

        Raises:
            TransportFailed: Also ``not_a_receiver`` when it does not speak tus 1.0 or lets nobody begin an upload.
        """
        answer = self._link.ask("OPTIONS", self._path)
        if answer.status not in (200, 204) or VERSION not in _listed(answer.headers, "tus-version"):
            raise failed(answer)
        extensions = _listed(answer.headers, "tus-extension")
        if "creation" not in extensions:
            raise TransportFailed("not_a_receiver")
        return Offered(
            extensions, _number(answer, "tus-max-size"), _listed(answer.headers, "tus-checksum-algorithm")
        )

    def send(
        self, file: Path, remembered: Remembered, metadata: Mapping[str, str], told: Told | None = None
    ) -> str:
        """Send *file* whole, going on where an earlier attempt (also of an earlier run) broke off.

        After a failure that time may mend it waits and tries again; an attempt that moved something forward begins
        the count anew.

        Args:
            file: The file; it must not change meanwhile.
            remembered: Where the place of the upload is kept.
            metadata: What a server may show of it.
            told: Told how far it is.

        Returns:
            The address of the finished upload at the server.

        Raises:
            TransportFailed: After too many failures in a row, or one that time does not mend.
            Stopped: Told to stop.
        """
        data = file.read_bytes()
        checksum = self._wanted_checksum() if self._checksums else ""
        failures = 0
        while True:
            begun = _Attempt(self._link, self._path, data, remembered, told)
            try:
                return begun.run(metadata, checksum, self)
            except TransportFailed as fault:
                failures = 1 if begun.moved else failures + 1
                if not fault.retry or failures >= self._backoff.tries:
                    raise
                self.shrink()
                if self._link.stop.wait(self._backoff.wait(failures, fault.after)):
                    raise

    @property
    def piece(self) -> int:
        """Bytes to send with one checksum: a broken line loses no more than that."""
        return self._piece

    def grow(self) -> None:
        """A piece arrived: the next may be larger."""
        self._piece = min(self._piece * 2, LARGEST_PIECE)

    def shrink(self) -> None:
        """The line broke: lose less the next time."""
        self._piece = max(self._piece // 4, SMALLEST_PIECE)

    def _wanted_checksum(self) -> str:
        taken = self.offered().checksums
        return next((name for name in ("sha256", "sha1") if name in taken), "")


class _Attempt:
    """One attempt to bring a file over, until it is there or something fails."""

    def __init__(self, link: Link, path: str, data: bytes, remembered: Remembered, told: Told | None) -> None:
        self._link = link
        self._path = path
        self._data = data
        self._remembered = remembered
        self._told = told or _silent
        self._hash = hashlib.sha256(data).hexdigest()
        self.moved = False

    def run(self, metadata: Mapping[str, str], checksum: str, client: Client) -> str:
        place, at = self._resume()
        if not place:
            place, at = self._create(metadata), 0
        size = len(self._data)
        self._told(at, size)
        while at < size:
            piece = self._data[at : at + client.piece] if checksum else self._data[at:]
            at = self._patch(place, at, piece, checksum)
            client.grow()
        return urljoin(self._link.address.url, place)

    def _resume(self) -> tuple[str, int]:
        """The upload of this very file that was begun, and how much of it arrived; an empty place for none."""
        place = self._remembered.place_of(self._hash)
        if not place:
            return "", 0
        answer = self._link.ask("HEAD", place, _RESUMABLE)
        if answer.status in _GONE:
            self._remembered.forget()
        if answer.status in (403, 404, 410):
            return "", 0
        if answer.status not in (200, 204):
            raise failed(answer)
        at, length = _number(answer, "upload-offset"), _number(answer, "upload-length")
        if at is None or length not in (None, len(self._data)) or at > len(self._data):
            self._remembered.forget()
            return "", 0
        return place, at

    def _create(self, metadata: Mapping[str, str]) -> str:
        said = ",".join(
            f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in metadata.items()
        )
        headers = {**_RESUMABLE, "Upload-Length": str(len(self._data))}
        if said:
            headers["Upload-Metadata"] = said
        answer = self._link.ask("POST", self._path, headers)
        if answer.status != 201 or not answer.headers.get("location"):
            raise failed(answer)
        place = self._own(answer.headers["location"])
        self._remembered.keep(self._hash, place)
        self.moved = True
        return place

    def _own(self, location: str) -> str:
        """The path of *location* at this very machine: the token goes nowhere else."""
        base = urljoin(self._link.address.url, self._path)
        pieces, own = urlsplit(urljoin(base, location)), urlsplit(base)
        if pieces.hostname != own.hostname or pieces.port != own.port:
            raise TransportFailed("not_a_receiver")
        query = f"?{pieces.query}" if pieces.query else ""
        return quote(pieces.path, safe="/%:@!$&'()*+,;=~-._") + query

    def _patch(self, place: str, at: int, piece: bytes, checksum: str) -> int:
        headers = {
            **_RESUMABLE,
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(at),
        }
        if checksum:
            digest = base64.b64encode(hashlib.new(checksum, piece).digest()).decode("ascii")
            headers["Upload-Checksum"] = f"{checksum} {digest}"

        def went(count: int) -> None:
            self._told(at + count, len(self._data))

        answer = self._link.ask("PATCH", place, headers, piece, sent=went)
        if answer.status in (409, 460):
            # Somebody else moved it, or a piece came spoiled: ask again how much is there.
            raise TransportFailed("connection_lost")
        if answer.status in _GONE:
            self._remembered.forget()
        if answer.status in (404, 410):
            raise TransportFailed("connection_lost")
        reached = _number(answer, "upload-offset")
        if answer.status not in (200, 204) or reached is None:
            raise failed(answer)
        if not at < reached <= len(self._data):
            raise TransportFailed("receiver_failed", status=answer.status)
        self.moved = True
        self._told(reached, len(self._data))
        return reached


_MEANT = {
    401: "token_refused",
    403: "token_refused",
    408: "receiver_busy",
    413: "upload_too_large",
    423: "receiver_busy",
    429: "receiver_busy",
    503: "receiver_busy",
    507: "receiver_full",
}
_GONE = (403, 404, 410, 422)
_RESUMABLE = {"Tus-Resumable": VERSION}


def _silent(_done: int, _total: int) -> None:
    pass


def _listed(headers: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(one.strip() for one in headers.get(name, "").split(",") if one.strip())


def _number(answer: Answer, name: str) -> int | None:
    text = answer.headers.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def failed(answer: Answer) -> TransportFailed:
    """What a status says that is not the one hoped for."""
    status = answer.status
    if status == 422:
        return TransportFailed("upload_refused", reason=answer.headers.get(REFUSED_HEADER, ""))
    code = _MEANT.get(status, "receiver_failed" if status >= 500 else "not_a_receiver")
    return TransportFailed(code, after=float(_number(answer, "retry-after") or 0), status=status)
