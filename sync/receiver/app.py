"""The receiving machine as an ASGI application: tus 1.0, receipts, and a list of what came."""

import asyncio
import errno
import json
import logging
from email.utils import formatdate
from http import HTTPStatus

from sync.receiver.asked import TUS, Gone, Receive, Refused, Request, Scope, Send, answer, refuse
from sync.receiver.depot import Depot, Full
from sync.receiver.lying import Lying
from sync.receiver.rates import Rates
from sync.receiver.roll import Entry, Roll, RollFile
from sync.receiver.uploading import CHECKSUMS, Uploads

LOG = logging.getLogger("soxa.receiver")
FILES, RECEIPTS, PACKAGES = "files", "receipts", "packages"
EXTENSIONS = "creation,expiration,checksum,termination"
_KIB = 1024
_DAY = 24 * 3600.0


class Receiver:
    """Answers machines on the roll.

    Args:
        roll: Who may send.
        depot: Where uploads and packages lie.
        idle: Seconds after which an upload that brings nothing is broken off.
        active: Uploads at work at the same time.
    """

    def __init__(self, roll: RollFile, depot: Depot, *, idle: float = 60, active: int = 24) -> None:
        self._roll = roll
        self._depot = depot
        self._lying = Lying(depot.inbox)
        self._uploads = Uploads(depot, idle=idle, active=active)
        self._asked = Rates(300, 0.5)
        self._strangers = Rates(20, 15)
        self._machine_asked = Rates(120, 1)
        # 256 MiB at once and as much again each day: a thousand times what a commune records.
        self._brought = Rates(256 * _KIB, _DAY / (256 * _KIB))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            await self._answer(request, send)
        except Refused as refused:
            LOG.info(
                "%s %s %s: %s %s",
                request.address,
                request.method,
                _place(request),
                refused.status,
                refused.code,
            )
            await refuse(send, request, refused)
        except Gone:
            LOG.info("%s %s %s: broken off", request.address, request.method, _place(request))
        except OSError as fault:
            full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
            LOG.error("%s %s: %s", request.method, _place(request), fault.strerror)
            status, code = (507, "receiver_full") if full else (500, "receiver_failed")
            await refuse(send, request, Refused(status, code, after=300 if full else 30))

    def tidy(self) -> None:
        """Forget uploads that nothing came for; to be called now and then."""
        if dropped := self._depot.expire():
            LOG.info("%d uploads expired", dropped)

    async def _answer(self, request: Request, send: Send) -> None:
        _allowed(self._asked.wait(request.address))
        first, *rest = request.path or [""]
        if request.method == "OPTIONS" and first == FILES:
            await answer(send, 204, self._offer())
            return
        entry, roll = self._known(request)
        if first == FILES and len(rest) < 2:
            await self._file(request, send, entry, roll, rest[0] if rest else "")
        elif first == RECEIPTS and len(rest) == 1 and request.method in ("GET", "HEAD"):
            await self._receipt(request, send, entry, roll, rest[0])
        elif first == PACKAGES and not rest and request.method == "GET":
            await self._packages(send, entry)
        else:
            raise Refused(404, "not_found")

    def _known(self, request: Request) -> tuple[Entry, Roll]:
        """Whose request it is.

        Raises:
            Refused: Nobody's on the roll; or too many.
        """
        roll, entry = self._roll.roll(), self._roll.entry_of(request.token) if request.token else None
        if roll is None:
            raise Refused(503, "no_roll", after=60)
        if entry is None:
            _allowed(self._strangers.wait(request.address))
            raise Refused(401, "token_refused", WWW_Authenticate="Bearer")
        _allowed(self._machine_asked.wait(entry.invitation))
        return entry, roll

    def _offer(self) -> dict[str, str]:
        return {
            "Tus-Version": TUS,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(self._depot.settings.limits.package),
            "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
        }

    async def _file(self, request: Request, send: Send, entry: Entry, roll: Roll, upload: str) -> None:
        if request.headers.get("tus-resumable") != TUS:
            raise Refused(412, "wrong_version", Tus_Version=TUS)
        if not upload:
            if request.method != "POST":
                raise Refused(405, "wrong_method")
            await self._create(request, send, entry)
            return
        note = self._depot.note(upload, entry)
        if note is None:
            raise Refused(404, "no_such_upload")
        async with self._uploads.at(upload, entry.invitation):
            # Whoever was at work before may have moved or finished it meanwhile.
            note = self._depot.note(upload, entry)
            if note is None:
                raise Refused(404, "no_such_upload")
            if request.method == "DELETE":
                self._depot.drop(upload)
                await answer(send, 204)
                return
            if note.refused:
                raise _not_taken(note.refused)
            if request.method == "PATCH":
                note = await self._uploads.patch(request, upload, note)
            elif request.method != "HEAD":
                raise Refused(405, "wrong_method")
            # Also at a HEAD: this program may have ended between the last byte and looking at the whole.
            if not note.stored and self._depot.offset(upload, note) == note.length:
                note = await asyncio.to_thread(self._depot.take, upload, note, entry, roll)
                LOG.info("%s %s: %s", entry.unit, upload[:8], note.refused or f"stored {note.stored[:16]}")
            if note.refused:
                raise _not_taken(note.refused)
            headers = {
                "Upload-Offset": str(self._depot.offset(upload, note)),
                "Upload-Length": str(note.length),
                "Upload-Expires": formatdate(self._depot.expires_at(upload, note), usegmt=True),
            }
            await answer(send, 200 if request.method == "HEAD" else 204, headers)

    async def _create(self, request: Request, send: Send, entry: Entry) -> None:
        length = request.number("upload-length")
        if not length or "upload-defer-length" in request.headers:
            raise Refused(400, "length_needed")
        if length > self._depot.settings.limits.package:
            raise Refused(413, "upload_too_large")
        _allowed(self._brought.wait(entry.invitation, length / _KIB))
        try:
            upload = await asyncio.to_thread(self._depot.create, entry, length)
        except Full:
            LOG.error("no room for %d bytes of %s", length, entry.unit)
            raise Refused(507, "receiver_full", after=300) from None
        note = self._depot.note(upload, entry)
        expires = self._depot.expires_at(upload, note) if note else 0
        LOG.info("%s %s: %d bytes begun", entry.unit, upload[:8], length)
        where = f"{request.root}/{FILES}/{upload}"
        await answer(send, 201, {"Location": where, "Upload-Expires": formatdate(expires, usegmt=True)})

    async def _receipt(self, request: Request, send: Send, entry: Entry, roll: Roll, site: str) -> None:
        if site not in {one.site for one in self._depot.machines(entry)}:
            raise Refused(404, "no_receipt")
        found = await asyncio.to_thread(self._lying.receipt, site, roll.key)
        if found is None:
            raise Refused(404, "no_receipt")
        file, sha256 = found
        tag = {"ETag": f'"{sha256}"'}
        if request.headers.get("if-none-match") == tag["ETag"]:
            await answer(send, HTTPStatus.NOT_MODIFIED, tag)
            return
        body = await asyncio.to_thread(file.read_bytes)
        headers = {**tag, "Content-Type": "application/octet-stream"}
        await answer(send, 200, headers, body, head=request.method == "HEAD")

    async def _packages(self, send: Send, entry: Entry) -> None:
        sites = frozenset(one.site for one in self._depot.machines(entry))
        found = await asyncio.to_thread(self._lying.packages, sites)
        told = [
            {"sha256": name, "bytes": size, "site": header.site, "sequence": header.sequence}
            for name, size, header in found
        ]
        await answer(send, 200, {"Content-Type": "application/json"}, json.dumps(told).encode())


def _allowed(wait: float) -> None:
    if wait:
        raise Refused(429, "too_many", after=wait)


def _not_taken(code: str) -> Refused:
    return Refused(422, code, Soxa_Refused=code)


def _place(request: Request) -> str:
    """The path for the log: what a stranger typed is cut short and made harmless."""
    return ascii("/".join(request.path))[:60]
