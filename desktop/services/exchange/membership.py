"""The machines of one commune: as the receiving unit names them, and as a machine knows its fellows."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from desktop.models import answers, ledger, settings
from desktop.services.desk import Desk
from sync.statements import MachinePart, read_lines


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


def parts(connection: Any, units: Iterable[str]) -> dict[str, list[MachinePart]]:
    """What a receipt says of the machines of each of *units*, the one that enrolled first in front."""
    found: dict[str, list[MachinePart]] = {unit: [] for unit in units}
    for one in sorted(ledger.machines(connection), key=lambda one: (one.enrolled_on, one.site)):
        if one.unit in found:
            found[one.unit].append(
                MachinePart(site=one.site.hex(), key=one.key, since=one.enrolled_on, status="in_use")
            )
    return found


def fellows(desk: Desk) -> list[Fellow]:
    """The machines of this commune that the latest receipt names, this one among them; empty before the first."""
    with desk.store.read() as connection:
        return known(connection)


def known(connection: Any) -> list[Fellow]:
    """As `fellows`, inside a transaction."""
    site = str(settings.read(connection, "site"))
    kept = answers.latest(connection, bytes.fromhex(site))
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
