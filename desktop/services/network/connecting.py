"""How a commune's register reaches the receiving machine; kept in it, and off until somebody turns it on."""

import dataclasses
from pathlib import Path

from desktop.models import settings
from desktop.models.errors import Refusal
from desktop.services.desk import COMMUNE, Desk
from sync.errors import PackageRefused
from sync.transport.address import Address, parsed, read_address
from sync.transport.tokens import upload_token

MOST_KILOBYTES = 100_000
_URL, _FINGERPRINT, _ON, _KILOBYTES = (
    "network_url", "network_fingerprint", "network_on", "network_kilobytes",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Connection:
    """How the receiving machine is reached.

    Attributes:
        url: Its address; empty when none is set.
        fingerprint: Of its certificate, 64 hex digits; empty where an authority stands for it.
        on: Whether packages go by themselves.
        kilobytes: Most kilobytes a second; 0 for as many as the line carries.
    """

    url: str = ""
    fingerprint: str = ""
    on: bool = False
    kilobytes: int = 0


@dataclasses.dataclass(frozen=True)
class Way:
    """What carrying needs, and nothing of the register.

    Attributes:
        address: Where to.
        token: This machine's token there.
        site: This machine.
        rate: Bytes a second; 0 for as many as the line carries.
        folder: Where packages wait and receipts arrive.
    """

    address: Address
    token: str = dataclasses.field(repr=False)
    site: str
    rate: int
    folder: Path


def connection(desk: Desk) -> Connection:
    """How it is set."""
    with desk.store.read() as held:
        kept = settings.named(held, "network_")
    return Connection(
        url=str(kept.get(_URL, "")),
        fingerprint=str(kept.get(_FINGERPRINT, "")),
        on=bool(kept.get(_ON, False)),
        kilobytes=int(kept.get(_KILOBYTES, 0)),
    )


def change(
    desk: Desk,
    *,
    url: str | None = None,
    fingerprint: str | None = None,
    on: bool | None = None,
    kilobytes: str | int | None = None,
) -> Connection:
    """Set what is not None, all or nothing. Another address takes the fingerprint of the one before away.

    Raises:
        Refusal: ``not_commune_desk``, ``not_joined``, ``not_an_address_typed``, ``not_kilobytes``, ``no_address``
            (turned on without one).
    """
    _check_joined(desk)
    now = connection(desk)
    if url is not None or fingerprint is not None:
        now = _addressed(now, url, fingerprint)
    if kilobytes is not None:
        now = dataclasses.replace(now, kilobytes=_read_kilobytes(str(kilobytes)))
    if on is not None:
        now = dataclasses.replace(now, on=on)
    if now.on and not now.url:
        if on:
            raise Refusal("no_address")
        now = dataclasses.replace(now, on=False)
    _write(desk, now)
    return now


def take_address(desk: Desk, file: Path) -> Connection:
    """Take the address from the signed *file* of the receiving unit, and turn sending on.

    Raises:
        Refusal: ``not_commune_desk``, ``not_joined``, ``path_missing``, ``not_an_address``, ``address_forged``,
            ``address_training``, ``file_too_new``.
    """
    _check_joined(desk)
    try:
        address = read_address(
            file, receiver_key=desk.secret("receiver_key_public"), training=desk.settings.training
        )
    except PackageRefused as refused:
        code = "file_too_new" if refused.code == "too_new" else refused.code
        raise Refusal(code, **refused.params) from refused
    except OSError as fault:
        raise Refusal("path_missing", path=str(file)) from fault
    now = dataclasses.replace(connection(desk), url=address.url, fingerprint=address.fingerprint, on=True)
    _write(desk, now)
    return now


def way(desk: Desk) -> Way:
    """What carrying needs.

    Raises:
        Refusal: ``not_commune_desk``, ``not_joined``, ``no_address``.
    """
    _check_joined(desk)
    now = connection(desk)
    if not now.url:
        raise Refusal("no_address")
    with desk.store.read() as held:
        token = upload_token(settings.read(held, "invitation_token"), settings.read(held, "invitation"))
    address = Address(url=now.url, fingerprint=now.fingerprint)
    return Way(address, token, desk.settings.site, now.kilobytes * 1000, desk.store.folder / "sending")


def _check_joined(desk: Desk) -> None:
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    if desk.settings.receiver is None:
        raise Refusal("not_joined")


def _addressed(now: Connection, url: str | None, fingerprint: str | None) -> Connection:
    typed = now.url if url is None else url.strip()
    if not typed:
        if fingerprint:
            raise Refusal("no_address")
        return dataclasses.replace(now, url="", fingerprint="", on=False)
    try:
        address = parsed(typed, fingerprint or "")
        if fingerprint is None and address.url == now.url:
            address = Address(url=now.url, fingerprint=now.fingerprint)
    except ValueError as fault:
        raise Refusal("not_an_address_typed", address=typed) from fault
    return dataclasses.replace(now, url=address.url, fingerprint=address.fingerprint)


def _read_kilobytes(text: str) -> int:
    typed = text.strip() or "0"
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9 and int(typed) <= MOST_KILOBYTES):
        raise Refusal("not_kilobytes", maximum=MOST_KILOBYTES)
    return int(typed)


def _write(desk: Desk, now: Connection) -> None:
    values = {
        _URL: now.url,
        _FINGERPRINT: now.fingerprint,
        _ON: now.on,
        _KILOBYTES: now.kilobytes,
    }
    with desk.store.write() as writer:
        settings.write(writer.connection, values)
