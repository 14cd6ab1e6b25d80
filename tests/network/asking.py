"""Asks a receiving machine without a network: the same requests, without sockets."""

import asyncio
import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sync.receiver.app import Receiver
from sync.receiver.depot import Depot, Settings
from sync.receiver.roll import RollFile
from tests.network.office import TOKEN

PATCH = {"Content-Type": "application/offset+octet-stream"}


@dataclasses.dataclass
class Reply:
    status: int = 0
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    body: bytes = b""

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["code"])


class Asked:
    """One receiving machine, asked one thing after the other; it may begin anew on the same folder."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.folder = folder
        self.receiver = Receiver(RollFile(folder), Depot(folder, settings), idle=5)

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Sequence[bytes] = b"",
        *,
        token: str = TOKEN,
        address: str = "192.0.2.1",
        breaks: bool = False,
    ) -> Reply:
        """Ask; with *breaks* the connection ends after the pieces of the body."""
        pieces = [body] if isinstance(body, bytes) else list(body)
        messages: list[dict[str, Any]] = [
            {"type": "http.request", "body": piece, "more_body": breaks or number < len(pieces)}
            for number, piece in enumerate(pieces, 1)
        ]
        messages += [{"type": "http.disconnect"}] * 2
        always = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {token}"}
        given = {**always, **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "client": (address, 1),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
        }
        reply = Reply()

        async def receive() -> Any:
            return messages.pop(0)

        async def send(message: Any) -> None:
            reply.status = message.get("status", reply.status)
            for name, value in message.get("headers", ()):
                reply.headers[name.decode().lower()] = value.decode("latin-1")
            reply.body += message.get("body", b"")

        asyncio.run(self.receiver(scope, receive, send))
        return reply

    def begin(self, size: int, **more: Any) -> str:
        """Begin an upload; its path."""
        reply = self.ask("POST", "/files/", {"Upload-Length": str(size)}, **more)
        assert reply.status == 201, reply.body
        return reply.headers["location"]

    def put(self, place: str, at: int, body: bytes | Sequence[bytes], **more: Any) -> Reply:
        """Send a piece."""
        headers = {**PATCH, "Upload-Offset": str(at), **more.pop("headers", {})}
        return self.ask("PATCH", place, headers, body, **more)

    def bring(self, data: bytes, **more: Any) -> Reply:
        """A whole package."""
        return self.put(self.begin(len(data), **more), 0, data, **more)

    @property
    def stored(self) -> list[bytes]:
        """What lies in the inbox."""
        return [one.read_bytes() for one in sorted((self.folder / "inbox").glob("*.soxa"))]
