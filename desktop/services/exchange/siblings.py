"""The other machines of a commune: whom a machine believes, who reads what it sends, and what it has of them.

The receiving unit's word counts (`membership`). Where its receipts never come, two people put the machines side by
side and introduce them to each other by a file and a fingerprint. A package for the receiving unit is sealed to them
as well, so there is one kind of package: what may not leave the commune is in none, and is not exchanged this way.
"""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from desktop.models import ledger, settings, units
from desktop.models.errors import Refusal
from desktop.models.ledger import Handled
from desktop.services.desk import COMMUNE, Desk
from desktop.services.exchange import medium, membership
from desktop.services.exchange.standing import gaps
from sync import admission, introduction
from sync.errors import PackageRefused
from sync.header import Header
from sync.identity import FellowKey, MachineKey, fingerprint
from sync.introduction import Introduced

INTRODUCED = "introduced"
"""A setting: machines a person introduced here, by site."""
_NO_MORE = {"replaced": "machine_replaced"}


@dataclasses.dataclass(frozen=True)
class Other:
    """Another machine of this commune.

    Attributes:
        site: Its site, 16 hexadecimal digits.
        name: How the receiving unit calls it; may be empty.
        fingerprint: Of its key, for people to compare.
        status: ``in_use``, ``replaced`` or ``revoked``.
        by_hand: Whether a person introduced it, and no receipt has named it yet.
        since: The day it joined, or was introduced.
        packages: Packages of it that were taken in here.
        last_sequence: The highest number of them; None before the first.
        missing: Numbers below it that have not come here, of packages that bring something.
    """

    site: str
    name: str
    fingerprint: str
    status: str
    by_hand: bool
    since: date
    packages: int = 0
    last_sequence: int | None = None
    missing: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True)
class _Known:
    site: str
    key: str
    name: str
    since: str
    status: str
    upto: int | None
    by_hand: bool = False


def others(desk: Desk) -> list[Other]:
    """The other machines of this commune, those in use first."""
    with desk.store.read() as connection:
        found = []
        for one in _known(connection):
            if one.site == desk.settings.site:
                continue
            packages = ledger.packages_of(connection, bytes.fromhex(one.site))
            last = packages[-1].sequence if packages else None
            found.append(
                Other(
                    one.site,
                    one.name,
                    fingerprint(one.key),
                    one.status,
                    one.by_hand,
                    date.fromisoformat(one.since),
                    len(packages),
                    last,
                    tuple(gaps(packages)),
                )
            )
    return sorted(found, key=lambda one: (one.status != "in_use", one.since, one.site))


def readers(connection: Any, own_key: str) -> tuple[str, ...]:
    """The public keys what this machine sends is sealed to, besides the receiving unit: the others', and its own.

    Its own, so that a restored register can take back what it had sent after the backup.
    """
    keys = [one.key for one in _known(connection) if one.upto is None and one.status == "in_use"]
    return tuple(dict.fromkeys((own_key, *sorted(keys))))


def introduce(desk: Desk, folder: Path) -> Path:
    """Write what another machine of the commune needs to know this one, to *folder*.

    Raises:
        Refusal: ``not_commune_desk``, ``not_joined``, ``path_missing``; ``disk_full``, ``medium_read_only``,
            ``medium_gone``, ``medium_broken``, ``cannot_write``.
    """
    check_joined(desk)
    if not folder.is_dir():
        raise Refusal("path_missing", path=str(folder))
    own = desk.settings
    try:
        return introduction.write_introduction(
            folder, _key(desk), site=own.site, unit=own.unit, training=own.training
        )
    except OSError as fault:
        raise medium.refused(folder, fault) from fault
    except PackageRefused as refused:
        raise Refusal("medium_broken", path=str(folder)) from refused


def own_fingerprint(desk: Desk) -> str:
    """The fingerprint of this machine's key, to be compared with what the other machine shows."""
    return fingerprint(_key(desk).public)


def meet(file: Path) -> tuple[Introduced, str]:
    """What an introduction says, and its fingerprint; nothing changes.

    Raises:
        Refusal: ``not_an_introduction``.
    """
    try:
        found = introduction.read_introduction(file)
    except (PackageRefused, OSError) as fault:
        raise Refusal("not_an_introduction") from fault
    return found, fingerprint(found.key)


def accept(desk: Desk, file: Path, compared: str) -> Other:
    """Believe the machine introduced by *file* from now on, its fingerprint having been *compared* by people.

    Raises:
        Refusal: ``not_commune_desk``, ``not_joined``, ``not_an_introduction``, ``introduction_other_unit``,
            ``introduction_training``, ``introduction_own``, ``fingerprint_differs``; ``machine_revoked`` and
            ``forged`` when the receiving unit says otherwise.
    """
    check_joined(desk)
    said, digits = meet(file)
    if said.unit != desk.settings.unit:
        names = {"other": units.path(said.unit), "unit": units.path(desk.settings.unit)}
        raise Refusal("introduction_other_unit", **names)
    if said.training != desk.settings.training:
        raise Refusal("introduction_training")
    if said.site == desk.settings.site or said.key == _key(desk).public:
        raise Refusal("introduction_own")
    if "".join(compared.split()).lower() != "".join(digits.split()):
        raise Refusal("fingerprint_differs", fingerprint=digits)
    with desk.store.write() as writer:
        told = [one for one in _told(writer.connection) if said.site == one.site or said.key == one.key]
        if any(one.upto is not None for one in told):
            raise Refusal("machine_revoked")
        if any(one.key != said.key for one in told):
            raise Refusal("forged")
        held = settings.read(writer.connection, INTRODUCED, {})
        held[said.site] = {"key": said.key, "on": desk.today().isoformat()}
        settings.write(writer.connection, {INTRODUCED: held})
    return next(one for one in others(desk) if one.site == said.site)


def check_joined(desk: Desk) -> None:
    """Refuse at a desk that belongs to no commune that has joined."""
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    if desk.settings.receiver is None:
        raise Refusal("not_joined")


def reading_key(desk: Desk) -> FellowKey:
    """The key with which this machine reads what the others sent."""
    return FellowKey(desk.secret("recipient"), _key(desk))


def facts(
    desk: Desk, connection: Any, header: Header, near: dict[int, Handled], recipient: str
) -> admission.Ledger:
    """What this machine knows about the writer of a package.

    Raises:
        PackageRefused: ``own_package``, ``forked``, ``unknown_sibling``, ``machine_revoked``, ``machine_replaced``.
    """
    place = {"site": header.site, "sequence": header.sequence}
    own = near.get(header.sequence)
    if header.site == desk.settings.site and (own is None or not own.content):
        # Under a number that was never given out here, somebody else writes as this machine.
        raise PackageRefused("forked" if own is None else "own_package", **place)
    one = _writer(desk, connection, header)
    if one is None:
        raise PackageRefused("unknown_sibling", **place)
    if one.upto is not None and one.upto == 0:
        raise PackageRefused(_NO_MORE.get(one.status, "machine_revoked"), **place)
    same, before, after = (near.get(header.sequence + step) for step in (0, -1, 1))
    return admission.Ledger(
        training=desk.settings.training,
        machine=admission.KnownMachine(one.key, desk.settings.unit),
        same=same.content if same else None,
        before=before.content if before else None,
        after=after.previous if after else None,
        before_last=before.last if before else None,
        after_first=after.first if after else None,
        recipient=recipient,
    )


def check_changes(desk: Desk, connection: Any, header: Header, last: int) -> None:
    """Refuse what a machine wrote after its end.

    Raises:
        PackageRefused: ``machine_revoked``, ``machine_replaced``.
    """
    one = _writer(desk, connection, header)
    if one is not None and one.upto is not None and last > one.upto:
        code = _NO_MORE.get(one.status, "machine_revoked")
        raise PackageRefused(code, site=header.site, sequence=header.sequence)


def _writer(desk: Desk, connection: Any, header: Header) -> _Known | None:
    """The machine that wrote a package: one that is known by its site, or a restored one by its key."""
    known = _known(connection)
    found = next((one for one in known if one.site == header.site), None)
    if found is None:
        found = next((one for one in known if one.key == header.key), None)
    own = _key(desk).public
    if found is None and header.key == own:
        # What this machine itself sent, now or before it was restored.
        return _Known(header.site, own, "", desk.today().isoformat(), "in_use", None)
    return found


def _known(connection: Any) -> list[_Known]:
    """Whom the receiving unit names, and whom a person introduced and it says nothing about."""
    told = _told(connection)
    sites, keys = {one.site for one in told}, {one.key for one in told}
    by_hand = [
        _Known(site, one["key"], "", one["on"], "in_use", None, by_hand=True)
        for site, one in settings.read(connection, INTRODUCED, {}).items()
        if site not in sites and one["key"] not in keys
    ]
    return [*told, *by_hand]


def _told(connection: Any) -> list[_Known]:
    return [
        _Known(one.site, one.key, one.name, one.since.isoformat(), one.status, one.upto)
        for one in membership.known(connection)
    ]


def _key(desk: Desk) -> MachineKey:
    return MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key")))
