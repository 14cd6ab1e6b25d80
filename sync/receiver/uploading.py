"""Taking the bytes of uploads: one writer for each, what arrived stays, and nobody holds a place for nothing."""

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator

from sync.receiver.asked import Gone, Refused, Request
from sync.receiver.depot import Depot, Note

CHECKSUMS = ("sha256", "sha1", "md5")
_MOST_CHECKED = 4 * 2**20  # bytes of a piece with a checksum, which waits in memory
_GIVE_WAY = 10.0  # seconds the one before has to let go
_MOST_PER_MACHINE = 3


class Uploads:
    """The uploads at work in this process.

    Args:
        depot: Where they lie.
        idle: Seconds after which one that brings nothing is broken off.
        active: How many at the same time.
    """

    def __init__(self, depot: Depot, *, idle: float, active: int) -> None:
        self._depot = depot
        self._idle = idle
        self._active = active
        self._at_work: dict[str, tuple[str, asyncio.Event, asyncio.Event]] = {}

    @contextlib.asynccontextmanager
    async def at(self, upload: str, invitation: str) -> AsyncIterator[None]:
        """Be the only one at *upload*. Whoever was there before gives way: mostly it is a connection that died.

        Raises:
            Refused: The one before is still there, or too many are at work.
        """
        before = self._at_work.get(upload)
        if before is not None:
            before[1].set()
            try:
                await asyncio.wait_for(before[2].wait(), _GIVE_WAY)
            except TimeoutError:
                raise Refused(423, "upload_at_work", after=_GIVE_WAY) from None
            if upload in self._at_work:
                raise Refused(423, "upload_at_work", after=1)
        mine = sum(one[0] == invitation for one in self._at_work.values())
        if len(self._at_work) >= self._active or mine >= _MOST_PER_MACHINE:
            raise Refused(503, "too_many", after=5)
        own = (invitation, asyncio.Event(), asyncio.Event())
        self._at_work[upload] = own
        try:
            yield
        finally:
            del self._at_work[upload]
            own[2].set()

    async def patch(self, request: Request, upload: str, note: Note) -> Note:
        """Put what the request brings at the end of *upload*; every byte that arrived stays, also if it breaks off.

        Raises:
            Refused: The request does not fit.
            Gone: It broke off, or another one for the same upload came.
            OSError: The disk.
        """
        if request.headers.get("content-type") != "application/offset+octet-stream":
            raise Refused(415, "wrong_content_type")
        at = self._depot.offset(upload, note)
        if request.number("upload-offset") != at:
            raise Refused(409, "wrong_offset", Upload_Offset=str(at))
        room = note.length - at
        if (request.number("content-length") or 0) > room:
            raise Refused(413, "upload_too_large")
        if note.stored:
            return note
        wanted = _checksum(request)
        if wanted is not None:
            piece = await self._gathered(request, upload, min(room, _MOST_CHECKED))
            if hashlib.new(wanted[0], piece).digest() != wanted[1]:
                raise Refused(460, "wrong_checksum")
            await asyncio.to_thread(self._depot.append, upload, piece)
            await asyncio.to_thread(self._depot.settle, upload)
            return note
        try:
            async for data in self._pieces(request, upload):
                if len(data) > room:
                    raise Refused(413, "upload_too_large")
                await asyncio.to_thread(self._depot.append, upload, data)
                room -= len(data)
        finally:
            await asyncio.to_thread(self._depot.settle, upload)
        return note

    async def _gathered(self, request: Request, upload: str, most: int) -> bytes:
        held = bytearray()
        async for data in self._pieces(request, upload):
            held += data
            if len(held) > most:
                raise Refused(413, "upload_too_large")
        return bytes(held)

    async def _pieces(self, request: Request, upload: str) -> AsyncIterator[bytes]:
        stop = self._at_work[upload][1]
        giving_way = asyncio.ensure_future(stop.wait())
        try:
            more = True
            while more:
                getting = asyncio.ensure_future(request.receive())
                done, _ = await asyncio.wait(
                    {getting, giving_way}, timeout=self._idle, return_when=asyncio.FIRST_COMPLETED
                )
                if getting not in done:
                    getting.cancel()
                    raise Refused(
                        408 if not done else 423, "upload_at_work" if done else "too_slow", Connection="close"
                    )
                message = getting.result()
                if message["type"] == "http.disconnect":
                    raise Gone
                more = bool(message.get("more_body", False))
                if data := message.get("body", b""):
                    yield data
        finally:
            giving_way.cancel()


def _checksum(request: Request) -> tuple[str, bytes] | None:
    said = request.headers.get("upload-checksum")
    if said is None:
        return None
    name, _, digest = said.partition(" ")
    if name not in CHECKSUMS:
        raise Refused(400, "unknown_checksum")
    try:
        return name, base64.b64decode(digest, validate=True)
    except ValueError:
        raise Refused(400, "bad_request") from None
