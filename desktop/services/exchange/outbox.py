"""The outbox of a commune: what is recorded, written, received; green only by a signed receipt."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop.models import answers, forwarded, ledger, settings
from desktop.models.ledger import Handled
from desktop.services import this_machine
from desktop.services.desk import COMMUNE, Desk
from desktop.services.exchange import asking, membership, upwards
from desktop.services.exchange.acknowledging import forked
from sync.statements import Contents, PackagePart, read_lines

UNCONFIRMED, WRITTEN, REFUSED, RECEIVED, COVERED, FORKED = (
    "unconfirmed", "written", "refused", "received", "covered", "forked",
)  # fmt: skip
"""What is known of a package, in this order: not even whether it was written completely; written, and no receipt
names it; a receipt refuses it; a receipt names it; what it holds came with others; its number has another content."""


@dataclasses.dataclass(frozen=True)
class Outgoing:
    """What waits to be exported, and what of what was exported no receipt names.

    Attributes:
        changes: Changes made since the last package.
        last_sequence: Number of the last package; None before the first.
        last_exported_on: Its day.
        unconfirmed: Whether the last package is not known to have been written completely.
        records: Records the changes made since the last package are about.
        unreceived: Changes in packages that no receipt names.
        last_state: What is known of the last package; empty before the first.
        last_reason: Why it was refused, if it was.
        receipt: Number of the latest receipt; None before the first.
        receipt_as_of: The day it was written.
        questions: Open questions of the receiving unit.
        missing: Numbers of packages the receiving unit misses.
        moved: Whether the store was opened on another machine, and nobody has said why.
        closed: ``revoked`` or ``replaced`` when the receiving unit takes nothing more of this machine; empty
            otherwise.
    """

    changes: int
    last_sequence: int | None
    last_exported_on: date | None
    unconfirmed: bool
    records: int = 0
    unreceived: int = 0
    last_state: str = ""
    last_reason: str | None = None
    receipt: int | None = None
    receipt_as_of: date | None = None
    questions: int = 0
    missing: tuple[int, ...] = ()
    closed: str = ""
    moved: bool = False

    @property
    def all_received(self) -> bool:
        """Whether a receipt names everything recorded so far."""
        nothing_waits = not self.changes and not self.unreceived
        return self.receipt is not None and nothing_waits and not self.closed

    @property
    def again(self) -> bool:
        """Whether a package would hold nothing but what was written before and no receipt names."""
        return not self.changes and bool(self.unreceived)


@dataclasses.dataclass(frozen=True)
class SentPackage:
    """One package of this machine, as its ledger keeps it.

    Attributes:
        sequence: Its number.
        made_on: Its day.
        changes: Changes in it.
        records: Records they are about.
        full: Everything from the first change on.
        confirmed: Whether it is known to have been written completely.
        state: What is known of it: ``unconfirmed``, ``written``, ``refused``, ``received``, ``covered``, ``forked``.
        told_on: The day the receiving unit took it in or refused it; None while no receipt names it.
        reason: Why it was refused, a code of section 6 of ``sync/FORMAT.md``, or ``taken_back``: then ``because``
            says why in words.
    """

    sequence: int
    made_on: date
    changes: int
    records: int
    full: bool
    confirmed: bool
    state: str = WRITTEN
    told_on: date | None = None
    reason: str | None = None
    because: str = ""


def sent(desk: Desk) -> list[SentPackage]:
    """The packages of this machine, the latest first."""
    with desk.store.read() as connection:
        site = bytes.fromhex(settings.read(connection, "site"))
        known = ledger.packages_of(connection, site)
        told = _Told(connection, site, known)
    return [told.sent(one) for one in reversed(known)]


def outgoing(desk: Desk) -> Outgoing:
    """What waits to be exported, and what of what was exported no receipt names."""
    with desk.store.read() as connection:
        site = bytes.fromhex(settings.read(connection, "site"))
        known = ledger.packages_of(connection, site)
        commune = desk.settings.role == COMMUNE
        written = max((p.last for p in known), default=0)
        if commune:
            made = ledger.last_seq(connection, site)
        else:
            made = forwarded.last_position(connection, site) + upwards.waiting(connection, site)
        # A changed case does not leave, but the tallies counted from it will.
        local = bytes.fromhex(settings.read(connection, "local_site"))
        staying, tallied = (
            ledger.last_seq(connection, local),
            int(settings.read(connection, "tallied_upto", 0)),
        )
        if commune:
            records = ledger.records_between(connection, site, written + 1, made)
        else:
            records = upwards.waiting_records(connection, site)
        records += ledger.records_between(connection, local, tallied + 1, staying)
        told = _Told(connection, site, known)
    here = membership.standing_here(desk)
    last = told.sent(known[-1]) if known else None
    said = told.contents.statement if told.contents else None
    return Outgoing(
        changes=made - written + staying - tallied,
        last_sequence=last.sequence if last else None,
        last_exported_on=last.made_on if last else None,
        unconfirmed=last is not None and not last.confirmed,
        records=records,
        unreceived=max(written - told.held, 0),
        last_state=last.state if last else "",
        last_reason=last.reason if last else None,
        receipt=said.number if said else None,
        receipt_as_of=date.fromisoformat(said.as_of) if said else None,
        questions=sum(one.state == asking.OPEN for one in asking.questions(desk)) if said and commune else 0,
        missing=said.missing if said else (),
        closed="" if here.status == "in_use" else here.status,
        moved=this_machine.noticed(desk) is not None,
    )


class _Told:
    """What the latest receipt says of the packages of one machine."""

    def __init__(self, connection: Any, site: bytes, packages: Sequence[Handled]) -> None:
        kept = answers.latest(connection, site)
        self.held = kept.held if kept else 0
        self.contents: Contents | None = read_lines(kept.content.encode(), newer=True) if kept else None
        self._parts: dict[int, PackagePart] = {}
        self._forked: set[int] = set()
        if self.contents is not None:
            self._parts = {part.sequence: part for part in self.contents.packages}
            self._forked = {one.sequence for one in forked(self.contents, packages)}

    def sent(self, one: Handled) -> SentPackage:
        part = self._parts.get(one.sequence)
        return SentPackage(
            sequence=one.sequence,
            made_on=date.fromisoformat(one.as_of),
            changes=one.last - one.first + 1,
            records=one.records,
            full=bool(one.full),
            confirmed=bool(one.content),
            state=self._state(one, part),
            told_on=date.fromisoformat(part.on) if part else None,
            reason=part.code if part and part.status == "refused" else None,
            because=part.params.get("because", "") if part else "",
        )

    def _state(self, one: Handled, part: PackagePart | None) -> str:
        if one.sequence in self._forked:
            return FORKED
        if part is not None and part.status == "accepted" and one.content:
            return RECEIVED
        if self.contents is not None and one.last <= self.held:
            return COVERED
        if part is not None and part.status == "refused":
            return REFUSED
        return WRITTEN if one.content else UNCONFIRMED
