"""One request and its answer, over ASGI."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

TUS = "1.0.0"
_BEARER = re.compile(r"[Bb]earer ([0-9a-f]{64})")
_FORWARDED_METHODS = ("PATCH", "DELETE")


class Refused(Exception):
    """A request that is answered with a status and a code, and nothing else."""

    def __init__(self, status: int, code: str, *, after: float = 0, **headers: str) -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if after:
            self.headers["Retry-After"] = str(int(after) + 1)


class Gone(Exception):
    """Whoever asked is gone, or was asked to go."""


class Request:
    """A request.

    Attributes:
        method: Of HTTP; where something on the way lets no PATCH through, as tus says it instead.
        path: Pieces of the path.
        address: Where it comes from.
        headers: By lower-case name.
    """

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        method = str(scope["method"])
        instead = self.headers.get("x-http-method-override", "").upper()
        self.method = instead if method == "POST" and instead in _FORWARDED_METHODS else method
        self.path = [piece for piece in str(scope["path"]).split("/") if piece]
        self.root = str(scope.get("root_path", ""))
        self.address = str((scope.get("client") or ("",))[0])
        self.receive = receive

    @property
    def token(self) -> str:
        """The bearer token; empty for none, or one that cannot be any."""
        found = _BEARER.fullmatch(self.headers.get("authorization", ""))
        return found[1] if found else ""

    def number(self, name: str) -> int | None:
        """A whole number in a header; None when there is none.

        Raises:
            Refused: It is something else.
        """
        text = self.headers.get(name)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise Refused(400, "bad_request")
        return int(text)


async def answer(
    send: Send,
    status: int,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    *,
    head: bool = False,
) -> None:
    """Send an answer; to a HEAD without its body."""
    always = {"Tus-Resumable": TUS, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    lines = {**always, **(headers or {})}
    if status != 204 and "Content-Length" not in lines:
        lines["Content-Length"] = "0" if head else str(len(body))
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in lines.items()],
        }
    )
    await send({"type": "http.response.body", "body": b"" if head else body})


async def refuse(send: Send, request: Request, refused: Refused) -> None:
    """Answer with a refusal: its code as JSON."""
    body = json.dumps({"code": refused.code}).encode()
    headers = {**refused.headers, "Content-Type": "application/json"}
    await answer(send, refused.status, headers, body, head=request.method == "HEAD")
