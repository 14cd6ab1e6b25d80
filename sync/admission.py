"""Whether a package may come in: its header and manifest against what the receiving store knows."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from sync.content import Manifest
from sync.errors import PackageRefused
from sync.header import Header
from sync.identity import proof_holds, recipient_id
from sync.package import Package


@dataclasses.dataclass(frozen=True, slots=True)
class Closed:
    """That packages of a machine are taken no more.

    Attributes:
        code: Why, ``machine_revoked`` or ``machine_replaced``.
        last: Number of the last package that was taken in; a missing one before it still may be, when the one after
            it proves by its chain that it was written before.
        until: Packages written on or before this day (ISO) still come in, by the word of the machine; only for one
            that is trusted. None for none.
    """

    code: Literal["machine_revoked", "machine_replaced"]
    last: int = 0
    until: str | None = None

    def refuses(self, header: Header) -> bool:
        """Whether a package with this header cannot be one written before, whatever it holds."""
        late = self.until is None or header.created_at[:10] > self.until
        return late and header.sequence > self.last


@dataclasses.dataclass(frozen=True, slots=True)
class KnownMachine:
    """An enrolled machine: its public key, the unit it reports for, and whether its packages are taken no more."""

    key: str
    unit: str
    closed: Closed | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class IssuedInvitation:
    """An invitation this receiving unit wrote.

    Attributes:
        token: Its secret.
        unit: The unit it invites.
        used_by: The site that enrolled with it; None while nobody has.
        closed: Why nobody can enrol with it any more, ``invitation_expired`` or ``invitation_withdrawn``; empty while
            somebody can.
    """

    token: str = dataclasses.field(repr=False)
    unit: str
    used_by: str | None = None
    closed: Literal["", "invitation_expired", "invitation_withdrawn"] = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Ledger:
    """What the receiving store knows about one header.

    Attributes:
        training: Whether the store is for practice.
        recipient: The store's own `age1...`, so that a package for another desk is called that, whoever
            sent it; None leaves it to `Sealed.unseal`.
        machine: The machine enrolled under the header's site.
        invitation: The invitation the header names.
        revoked: Whether the header's key was revoked, under whatever site.
        same: Content hash of the package already received under this site and sequence.
        before: Content hash of the one received with the sequence before.
        after: What the one received with the sequence after names as its `previous`.
        before_last: Number of the last change of the one with the sequence before.
        after_first: Number of the first change of the one with the sequence after.
    """

    training: bool
    machine: KnownMachine | None = None
    invitation: IssuedInvitation | None = None
    same: str | None = None
    before: str | None = None
    after: str | None = None
    before_last: int | None = None
    after_first: int | None = None
    recipient: str | None = None
    revoked: bool = False


def admit_header(header: Header, ledger: Ledger) -> str:
    """Decide on the sender before anything is decrypted; the unit the machine may report for.

    Raises:
        PackageRefused: ``training_mismatch``, ``not_for_us``, ``forged``, ``machine_revoked``, ``machine_replaced``,
            ``unknown_machine``, ``invitation_used``, ``invitation_expired`` or ``invitation_withdrawn``.
    """
    place = {"site": header.site, "sequence": header.sequence}
    if header.training != ledger.training:
        raise PackageRefused("training_mismatch", training=header.training, **place)
    if ledger.recipient is not None and recipient_id(ledger.recipient) != header.recipient:
        raise PackageRefused("not_for_us", recipient=header.recipient, **place)
    if ledger.machine is not None:
        if ledger.machine.key != header.key:
            raise PackageRefused("forged", **place)
        closed = ledger.machine.closed
        if closed is not None and closed.refuses(header):
            raise PackageRefused(closed.code, **place)
        return ledger.machine.unit
    if ledger.revoked:
        raise PackageRefused("machine_revoked", **place)
    invitation = ledger.invitation
    if invitation is None or not proof_holds(
        header.enrolment.proof, invitation.token, site=header.site, key=header.key, unit=invitation.unit
    ):
        raise PackageRefused("unknown_machine", **place)
    if invitation.used_by not in (None, header.site):
        raise PackageRefused("invitation_used", used_by=invitation.used_by, **place)
    if invitation.closed:
        raise PackageRefused(invitation.closed, **place)
    return invitation.unit


def admit(package: Package, ledger: Ledger) -> Literal["new", "duplicate"]:
    """Decide on an opened package: new, or the content that is already here under its number.

    Includes `admit_header`. Missing numbers before it are no reason to refuse: they may still come.

    Raises:
        PackageRefused: As `admit_header`, and ``wrong_unit``, ``forked`` or ``chain_broken``; of a closed machine
            also what no chain proves to be from before.
    """
    unit = admit_header(package.header, ledger)
    manifest = package.manifest
    place = {"unit": manifest.unit, "site": manifest.site, "sequence": manifest.sequence}
    if manifest.unit != unit:
        raise PackageRefused("wrong_unit", expected=unit, **place)
    if ledger.same == package.content:
        return "duplicate"
    closed = ledger.machine.closed if ledger.machine else None
    if closed is not None and closed.until is None and ledger.after != package.content:
        raise PackageRefused(closed.code, **place)
    if ledger.same is not None:
        raise PackageRefused("forked", **place)
    if not _continues(manifest, package.content, ledger):
        raise PackageRefused("chain_broken", **place)
    return "new"


def admit_records(package: Package, owners: Mapping[str, str], sites: Mapping[str, str]) -> None:
    """Check that a commune changes no record of another commune; ids are no secret.

    Args:
        package: An admitted package.
        owners: The unit of each record of the package that the store already holds, by record id. Records
            the site itself made with these changes may be left out.
        sites: The unit of each enrolled machine, by site; a record id begins with the site that made it.

    Raises:
        PackageRefused: ``wrong_unit``.
    """
    manifest = package.manifest
    for record in dict.fromkeys(change.record for change in package.changes):
        owner = owners.get(record) or sites.get(record[:16], manifest.unit)
        if owner != manifest.unit:
            place = {"unit": manifest.unit, "site": manifest.site, "sequence": manifest.sequence}
            raise PackageRefused("wrong_unit", expected=owner, record=record, **place)


def held_upto(ranges: Iterable[tuple[int, int]]) -> int:
    """The number up to which every change is in one of the *ranges* of first and last change; 0 for none."""
    upto = 0
    for first, last in sorted(ranges):
        if first > upto + 1:
            break
        upto = max(upto, last)
    return upto


def missing(received: Mapping[int, tuple[int, int]]) -> list[int]:
    """The sequence numbers that have not arrived and bring changes that nothing else has brought.

    Args:
        received: First and last change of each package that has arrived, by its number.
    """
    wanted: set[int] = set()
    for end in _holes(received.values()):
        # The package that begins behind the hole continues from one that ends in it: that one has not arrived.
        after = min(number for number, (first, _) in received.items() if first > end)
        before = max((number for number in received if number < after), default=0)
        wanted.update(range(before + 1, after))
    return sorted(wanted)


def _holes(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The last change of every hole between the changes that have arrived."""
    upto = 0
    for first, last in sorted(ranges):
        if first > upto + 1:
            yield first - 1
        upto = max(upto, last)


def _continues(manifest: Manifest, content: str, ledger: Ledger) -> bool:
    return (
        ledger.before in (None, manifest.previous)
        and ledger.after in (None, content)
        and (ledger.before_last is None or manifest.first <= ledger.before_last + 1)
        and (ledger.after_first is None or ledger.after_first <= manifest.last + 1)
    )
