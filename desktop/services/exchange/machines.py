"""The machines of communes as the receiving unit keeps them: named, compared, replaced, revoked, taken back."""

import dataclasses
from collections.abc import Iterable
from datetime import date

from desktop.models import answers, enrolled, ledger, personal_data
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange.closing import (
    COMPARED,
    IN_USE,
    NAMED,
    REINSTATED,
    REPLACED,
    REVOKED,
    SUSPECTED,
    WHYS,
    Said,
    note,
    said_of,
)
from desktop.services.exchange.roll import keep_roll
from sync import spoken
from sync.identity import fingerprint
from sync.statements import MAX_MACHINE_NAME

LONGEST_REASON = 300


@dataclasses.dataclass(frozen=True)
class MachineStanding:
    """One machine of a commune.

    Attributes:
        site: Its site, 16 hex digits.
        unit: The commune it reports for, ``code@dataset``.
        key: Its public key, 64 hex digits.
        name: How the receiving unit calls it; empty until it does.
        words: Its key as ten words.
        fingerprint: The same as digits.
        enrolled_on: When its first package came.
        invitation: The invitation it joined with.
        invited_on: When that was written; None for one that is not known here.
        status: ``in_use``, ``replaced``, ``revoked`` or ``suspected``.
        since: When it was replaced or revoked; None while it is in use.
        why: Why it was revoked, a code of ``WHYS``; empty otherwise.
        reason: What was said to that.
        successor: The machine that replaces it, if one is named.
        compared_on: When its words were compared; None while they were not.
        compared_by: The post of whoever compared them.
        last_sequence: Number of its last package.
        last_received_on: When that came.
        kin: Other sites with the same key: the same machine, restored from a backup or moved.
        refused: Packages of it that were refused and never came whole.
    """

    site: str
    unit: str
    key: str
    name: str
    words: tuple[str, ...]
    fingerprint: str
    enrolled_on: date
    invitation: str
    invited_on: date | None
    status: str
    since: date | None
    why: str
    reason: str
    successor: str | None
    compared_on: date | None
    compared_by: str | None
    last_sequence: int | None
    last_received_on: date | None
    kin: tuple[str, ...]
    refused: int


def machines_below(desk: Desk, unit: str | None = None) -> list[MachineStanding]:
    """The machines of *unit*, of all communes for None, the one that enrolled first in front.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    _check_receiving(desk)
    with desk.store.read() as connection:
        known = ledger.machines(connection)
        said = said_of(enrolled.events(connection))
        issued = {one.id: one.issued_on for one in enrolled.issued(connection)}
        last: dict[bytes, ledger.Handled] = {}
        for handled in ledger.packages(connection):
            last[handled.site] = handled
        refused = {one.site: len(answers.refusals_of(connection, one.site)) for one in known}
    wanted = sorted(known, key=lambda one: (one.unit, one.enrolled_on, one.site))
    suspected = _suspected(known, last)
    return [
        _standing(one, said.get(one.site, Said()), known, issued.get(one.invitation), last.get(one.site),
                  refused[one.site], suspected=one.site in suspected)
        for one in wanted
        if unit in (None, one.unit)
    ]  # fmt: skip


def _standing(
    one: ledger.Machine,
    said: Said,
    known: Iterable[ledger.Machine],
    invited_on: str | None,
    last: ledger.Handled | None,
    refused: int,
    *,
    suspected: bool,
) -> MachineStanding:
    return MachineStanding(
        site=one.site.hex(),
        unit=one.unit,
        key=one.key,
        name=said.name,
        words=spoken.words(one.key),
        fingerprint=fingerprint(one.key),
        enrolled_on=date.fromisoformat(one.enrolled_on),
        invitation=one.invitation,
        invited_on=_day(invited_on),
        status=SUSPECTED if suspected and said.status == IN_USE else said.status,
        since=_day(said.since),
        why=said.why,
        reason=said.reason,
        successor=said.successor,
        compared_on=_day(said.compared_on),
        compared_by=said.compared_by,
        last_sequence=last.sequence if last else None,
        last_received_on=_day(last.handled_on) if last else None,
        kin=tuple(other.site.hex() for other in known if other.key == one.key and other.site != one.site),
        refused=refused,
    )


def _suspected(known: Iterable[ledger.Machine], last: dict[bytes, ledger.Handled]) -> set[bytes]:
    """Machines that went on after the same key had enrolled under a newer site: two of them are at work."""
    found: set[bytes] = set()
    of_key: dict[str, list[ledger.Machine]] = {}
    for one in known:
        of_key.setdefault(one.key, []).append(one)
    for same in of_key.values():
        newest = max(one.enrolled_on for one in same)
        for one in same:
            went_on = one.site in last and last[one.site].handled_on[:10] > newest
            if len(same) > 1 and one.enrolled_on < newest and went_on:
                found |= {other.site for other in same}
    return found


def name_machine(desk: Desk, site: str, name: str) -> None:
    """Call a machine *name*, for example after the room it stands in; never after a person.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_site``, ``machine_name_too_long``, ``machine_names_person``.
    """
    said = nfc(name)
    if any(True for _ in personal_data.signs(said, prose=True)):
        raise Refusal("machine_names_person", name=said)
    if len(said) > MAX_MACHINE_NAME:
        raise Refusal("machine_name_too_long", maximum=MAX_MACHINE_NAME)
    _note(desk, site, NAMED, {"name": said})


def note_compared(desk: Desk, site: str) -> None:
    """Note that the words of a machine's key were compared with its officer, by another way than the packages come.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_site``.
    """
    _note(desk, site, COMPARED, {})


def replace_machine(desk: Desk, site: str, *, by: str | None = None) -> None:
    """Another machine reports in the place of this one: what it wrote up to today still comes in, later nothing.

    Args:
        desk: A receiving desk.
        site: The machine that is no longer used.
        by: The machine of the same commune that takes its place; None while it has not enrolled.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_site``, ``machine_closed``, ``not_its_successor``.
    """
    one = _find(desk, site)
    if by is not None and (by == site or _find(desk, by).unit != one.unit):
        raise Refusal("not_its_successor")
    _close(desk, one, REPLACED, {"by": by, "why": "", "reason": ""})


def revoke_machine(desk: Desk, site: str, why: str, reason: str = "") -> None:
    """Take nothing of a machine any more: it is lost, stolen, or in hands that are not trusted.

    What was received stays. The key is revoked under every site that uses it; receipts tell all machines of the
    commune.

    Args:
        desk: A receiving desk.
        site: The machine.
        why: One of ``WHYS``.
        reason: What there is to say about it.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_site``, ``machine_closed``, ``unknown_why``, ``reason_too_long``.
    """
    if why not in WHYS:
        raise Refusal("unknown_why", known=", ".join(WHYS))
    one = _find(desk, site)
    _close(desk, one, REVOKED, {"why": why, "reason": _reason(reason), "by": None}, also_replaced=True)


def reinstate_machine(desk: Desk, site: str, reason: str = "") -> None:
    """Take a mistaken replacement or revocation back; packages that were refused may be received again.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_site``, ``machine_not_closed``, ``reason_too_long``.
    """
    one = _find(desk, site)
    if _status(desk, one) == IN_USE:
        raise Refusal("machine_not_closed")
    _note(desk, site, REINSTATED, {"reason": _reason(reason)})


def _close(
    desk: Desk, one: ledger.Machine, what: str, detail: dict[str, object], *, also_replaced: bool = False
) -> None:
    status = _status(desk, one)
    if status == REVOKED or (status == REPLACED and not also_replaced):
        raise Refusal("machine_closed")
    _note(desk, one.site.hex(), what, detail)


def _status(desk: Desk, one: ledger.Machine) -> str:
    with desk.store.read() as connection:
        return said_of(enrolled.events(connection, [one.site])).get(one.site, Said()).status


def _find(desk: Desk, site: str) -> ledger.Machine:
    _check_receiving(desk)
    with desk.store.read() as connection:
        found = [one for one in ledger.machines(connection) if site and one.site.hex().startswith(site)]
    if len(found) != 1:
        raise Refusal("unknown_site", site=site)
    return found[0]


def _note(desk: Desk, site: str, what: str, detail: dict[str, object]) -> None:
    one = _find(desk, site)
    with desk.store.write() as writer:
        note(desk, writer.connection, one.site, what, detail)
    keep_roll(desk)


def _check_receiving(desk: Desk) -> None:
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")


def _reason(text: str) -> str:
    said = nfc(text)
    if len(said) > LONGEST_REASON:
        raise Refusal("reason_too_long", limit=LONGEST_REASON)
    return said


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
