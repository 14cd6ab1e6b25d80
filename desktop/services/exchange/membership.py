"""The machines of one commune, as each of them knows the others: by the word of the receiving unit."""

import dataclasses
from datetime import date
from typing import Any

from desktop.models import answers, settings
from desktop.services.desk import Desk
from sync.identity import MachineKey
from sync.statements import read_lines


@dataclasses.dataclass(frozen=True)
class Fellow:
    """A machine of this commune, by the word of the receiving unit.

    Attributes:
        site: Its site, 16 hex digits.
        key: Its public key, 64 hex digits.
        name: How the receiving unit calls it; may be empty.
        since: The day it enrolled.
        status: ``in_use``, ``replaced`` or ``revoked``.
        upto: None while what it changes is taken; otherwise the number of its last change that is.
        here: Whether it is this machine.
    """

    site: str
    key: str
    name: str
    since: date
    status: str
    upto: int | None
    here: bool

    def takes(self, number: int) -> bool:
        """Whether its change of that number is one to be taken in."""
        return self.upto is None or number <= self.upto


def fellows(desk: Desk) -> list[Fellow]:
    """The machines of this commune that the latest receipt names, this one among them; empty before the first."""
    with desk.store.read() as connection:
        return known(connection)


def known(connection: Any) -> list[Fellow]:
    """As `fellows`, inside a transaction."""
    site = str(settings.read(connection, "site"))
    # A restored register has a new site; what its old one was told still holds.
    kept = answers.latest(connection, bytes.fromhex(site)) or answers.latest_kept(connection)
    if kept is None:
        return []
    return [
        Fellow(
            one.site,
            one.key,
            one.name,
            date.fromisoformat(one.since),
            one.status,
            one.upto,
            one.site == site,
        )
        for one in read_lines(kept.content.encode(), newer=True).machines
    ]


@dataclasses.dataclass(frozen=True)
class Here:
    """How this machine stands at the receiving unit, by the latest receipt.

    Attributes:
        status: ``in_use``, ``replaced`` or ``revoked``.
        name: How the receiving unit calls it; may be empty.
        on: Since when it is revoked; None otherwise.
        why: Why it is revoked, a code; may be empty.
    """

    status: str
    name: str = ""
    on: date | None = None
    why: str = ""


def standing_here(desk: Desk) -> Here:
    """How the receiving unit sees this machine; in use until a receipt says otherwise."""
    with desk.store.read() as connection:
        held = settings.read_all(connection)
        kept = answers.latest(connection, bytes.fromhex(held["site"]))
    if kept is None:
        return Here("in_use")
    said = read_lines(kept.content.encode(), newer=True)
    own = MachineKey.from_bytes(bytes.fromhex(held["machine_key"])).public
    for part in said.revoked:
        if part.key == own:
            return Here("revoked", "", date.fromisoformat(part.on), part.why)
    for one in said.machines:
        if one.site == held["site"]:
            return Here(one.status, one.name)
    return Here("in_use")
