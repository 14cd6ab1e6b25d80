"""What was said of machines, folded, and what follows from it: for packages that come and for receipts that go."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from desktop.models import enrolled, ledger
from desktop.services.desk import Desk
from sync.admission import Closed
from sync.statements import MachinePart, Part, RevokedPart

IN_USE, REPLACED, REVOKED, SUSPECTED = "in_use", "replaced", "revoked", "suspected"
"""How a machine stands. A suspected one is in use, and something says that there are two of it."""
LOST, STOLEN, LEFT, MISTRUSTED = WHYS = ("lost", "stolen", "left", "mistrusted")
"""Why a machine is revoked."""
NAMED, COMPARED, REINSTATED = "named", "compared", "reinstated"
"""What else is said of a machine, besides that it was ``replaced`` or ``revoked``."""


@dataclasses.dataclass
class Said:
    """What the events of one machine come to; days are ISO texts."""

    name: str = ""
    status: str = IN_USE
    since: str | None = None
    why: str = ""
    reason: str = ""
    successor: str | None = None
    compared_on: str | None = None
    compared_by: str | None = None


def closed(connection: Any, site: bytes) -> Closed | None:
    """That packages of *site* are taken no more; None while they are.

    A key that was revoked under one site is revoked under each.
    """
    said = said_of(enrolled.events(connection))
    if all(one.status == IN_USE for one in said.values()):
        return None
    known = {one.site: one.key for one in ledger.machines(connection)}
    if known.get(site) in keys_of(said, known):
        return Closed("machine_revoked", last_of(connection, site))
    own = said.get(site)
    if own is not None and own.status == REPLACED and own.since is not None:
        return Closed("machine_replaced", last_of(connection, site), own.since[:10])
    return None


def enrolled_by(desk: Desk, connection: Any, invitation: str, site: bytes) -> None:
    """A machine has enrolled: its invitation's code is spent, and a machine it was to replace is replaced."""
    issued = enrolled.issued_as(connection, invitation)
    if issued is None or issued.expires_on is None:
        return
    enrolled.spend(connection, invitation)
    before = issued.replaces
    if before is None or before == site:
        return
    if said_of(enrolled.events(connection, [before])).get(before, Said()).status == IN_USE:
        detail = {"by": site.hex(), "why": "", "reason": ""}
        note(desk, connection, before, REPLACED, detail)


def revoked_keys(connection: Any) -> set[str]:
    """The public keys that were revoked."""
    said = said_of(enrolled.events(connection))
    return keys_of(said, {one.site: one.key for one in ledger.machines(connection)}) if said else set()


def parts(connection: Any, unit: str, site: bytes) -> list[Part]:
    """What the receipt of the machine *site* says of the machines of *unit*: whose key is whose, which are revoked.

    A machine that is revoked itself learns no more than that.
    """
    said = said_of(enrolled.events(connection))
    known = sorted(ledger.machines(connection), key=lambda one: (one.enrolled_on, one.site))
    ended = keys_of(said, {one.site: one.key for one in known})
    of_unit = [(one, said.get(one.site, Said())) for one in known if one.unit == unit]
    revoked: dict[str, Part] = {}
    for one, told in of_unit:
        if told.status == REVOKED and told.since is not None:
            revoked[one.key] = RevokedPart(key=one.key, on=told.since[:10], why=told.why)
    own = next((one.key for one, _ in of_unit if one.site == site), "")
    if own in ended:
        return [revoked[own]]
    return [*revoked.values(), *(_part(connection, one, told, ended) for one, told in of_unit)]


def is_revoked(connection: Any, site: bytes) -> bool:
    """Whether the key of *site* was revoked."""
    one = ledger.machine_of(connection, site)
    return one is not None and one.key in revoked_keys(connection)


def _part(connection: Any, one: ledger.Machine, said: Said, ended: set[str]) -> MachinePart:
    status = REVOKED if one.key in ended else said.status
    upto = None
    if status != IN_USE:
        upto = max((package.last for package in ledger.packages_of(connection, one.site)), default=0)
    return MachinePart(
        site=one.site.hex(), key=one.key, name=said.name, since=one.enrolled_on, status=status, upto=upto
    )


def keys_of(said: Mapping[bytes, Said], known: Mapping[bytes, str]) -> set[str]:
    """The keys that were revoked; *known* is the key of each site."""
    return {known[site] for site, one in said.items() if one.status == REVOKED and site in known}


def said_of(events: Iterable[enrolled.Event]) -> dict[bytes, Said]:
    """What the events come to, by site; a machine of which nothing was said is not there."""
    found: dict[bytes, Said] = {}
    for event in events:
        one = found.setdefault(event.site, Said())
        detail = msgspec.json.decode(event.detail)
        if event.what == NAMED:
            one.name = detail["name"]
        elif event.what == COMPARED:
            one.compared_on, one.compared_by = event.at, event.by
        elif event.what == REINSTATED:
            one.status, one.since, one.why, one.successor, one.reason = IN_USE, None, "", None, ""
        else:
            one.status = REPLACED if event.what == REPLACED else REVOKED
            one.since, one.why, one.reason = event.at, detail["why"], detail["reason"]
            one.successor = detail["by"]
    return found


def note(desk: Desk, connection: Any, site: bytes, what: str, detail: Mapping[str, object]) -> None:
    """Keep what is said of a machine, with the day and the post of whoever works here."""
    enrolled.add_event(
        connection,
        site,
        what,
        msgspec.json.encode(detail).decode(),
        at=desk.store.clock().isoformat(timespec="seconds"),
        by=desk.settings.post,
    )


def last_of(connection: Any, site: bytes) -> int:
    """Number of the last package of a machine that was taken in."""
    return max((one.sequence for one in ledger.packages_of(connection, site)), default=0)
