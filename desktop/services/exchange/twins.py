"""Two machines with one identity: which are they, and which of them goes on."""

import dataclasses
from collections.abc import Sequence
from typing import Any, Literal

from desktop.models import branches, handlings, ledger
from desktop.models.branches import Branch
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.models.handlings import Handling
from desktop.models.ledger import Handled
from desktop.models.writer import Writer
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import archiving, lines, undoing
from desktop.services.exchange.book import Origin
from desktop.services.exchange.taking import take_from
from sync.identity import ReceiverKey

Which = Literal["first", "second"]
WHICH: tuple[Which, ...] = ("first", "second")
Other = Literal["keep", "take-back"]
OTHER: tuple[Other, ...] = ("keep", "take-back")


@dataclasses.dataclass(frozen=True)
class Line:
    """What one of the two machines handed in since they parted.

    Attributes:
        sequences: Numbers of its packages.
        made: ISO days on which the first and the last were made, by its own clock; empty without any.
        received: ISO days on which the first and the last were received.
        records: Records its packages are about.
    """

    sequences: tuple[int, ...]
    made: tuple[str, str]
    received: tuple[str, str]
    records: int


@dataclasses.dataclass(frozen=True)
class Twins:
    """Two machines with one identity.

    Attributes:
        mark: The second line, 16 hexadecimal digits.
        site: The machine both say they are.
        unit: The commune.
        found_on: ISO date and time it was noticed.
        sequence: The number under which it was noticed.
        first: The line that was received first; ``second`` the other one.
        decision: Empty while somebody has to decide; ``kept`` or ``closed``, see `desktop.models.branches`.
        by: Post of whoever decided, and ``because`` why.
    """

    mark: str
    site: str
    unit: str
    found_on: str
    sequence: int
    first: Line
    second: Line
    decision: str = ""
    by: str | None = None
    because: str = ""


def found(desk: Desk, *, unit: str | None = None) -> list[Twins]:
    """The machines that have the identity of another one, those nobody has decided about first.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    _check_desk(desk)
    with desk.store.read() as connection:
        twins = [_twins(connection, one) for one in branches.every(connection) if unit in (None, one.unit)]
    return sorted(twins, key=lambda one: (bool(one.decision), one.unit, one.found_on))


def decide(desk: Desk, mark: str, continued: Which, other: Other, because: str) -> Twins | None:
    """Say which line the machine goes on with, and what becomes of the other one; in one go, or nothing.

    The line that goes on is the machine's: later packages and receipts follow it. Of the other one, what was received
    stays beside it (``keep``) or is taken back and nothing more of it is received (``take-back``). Either way that
    machine has to be invited anew, to have an identity of its own.

    Args:
        desk: A receiving desk.
        mark: The second line.
        continued: Which line goes on.
        other: What becomes of the one that does not.
        because: Why, for the book.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_package``, ``no_reason``, ``original_missing``.
    """
    _check_desk(desk)
    said = nfc(because)[: undoing.LONGEST_REASON]
    if not said:
        raise Refusal("no_reason")
    key = ReceiverKey.from_text(desk.secret("receiver_key"))
    with desk.store.write() as writer:
        line = branches.marked(writer.connection, bytes.fromhex(mark))
        if line is None:
            raise Refusal("unknown_package")
        moment = desk.store.clock().isoformat(timespec="seconds")
        if continued == "second":
            line = _change_places(desk, writer, line, key, said, keep=other == "keep")
        elif other == "take-back":
            for one in ledger.packages_of(writer.connection, line.mark):
                undoing.take_back_in(desk, writer, line.mark, one.sequence, said)
        decision = branches.KEPT if other == "keep" else branches.CLOSED
        decided = line._replace(decision=decision, decided_on=moment, by=desk.settings.post, because=said)
        branches.put(writer.connection, decided)
        note = Handling(
            0, handlings.next_session(writer.connection), moment, handlings.DECIDED, "", "", 0, line.site,
            line.sequence, line.unit, None, "{}", f"{continued}_{decision}", "{}", desk.settings.post, said,
        )  # fmt: skip
        handlings.note(writer.connection, note)
        return _twins(writer.connection, decided)


def _change_places(
    desk: Desk, writer: Writer, line: Branch, key: ReceiverKey, because: str, *, keep: bool
) -> Branch:
    """Let the second line be the machine's, and what was the machine's the second one."""
    connection = writer.connection
    before = [one for one in ledger.packages_of(connection, line.site) if one.last > line.after]
    after = ledger.packages_of(connection, line.mark)
    first = ledger.changes_between(connection, line.site, line.after + 1, line.after + 1)
    for site, packages in ((line.site, before), (line.mark, after)):
        for one in packages:
            undoing.take_back_in(desk, writer, site, one.sequence, because)
    branches.remove(connection, line.mark)
    _take_again(desk, writer, after, key)
    if keep:
        _take_again(desk, writer, before, key)
    found = [one for one in branches.every(connection, line.site) if one.after == line.after]
    if found:
        return found[-1]
    mark = lines.mark_of(lines.as_sent(first[0])) if first else line.mark
    return line._replace(mark=mark)


def _take_again(desk: Desk, writer: Writer, packages: Sequence[Handled], key: ReceiverKey) -> None:
    for one in packages:
        file = archiving.original(desk, one.sha256)
        take_from(desk, writer, file, key, Origin(file.name, "", again=True))
        # Its original is the same, whichever line it was received in before.
        handlings.forget_content(writer.connection, one.content)


def _twins(connection: Any, line: Branch) -> Twins:
    first = [one for one in ledger.packages_of(connection, line.site) if one.last > line.after]
    return Twins(
        mark=line.mark.hex(),
        site=line.site.hex(),
        unit=line.unit,
        found_on=line.found_on,
        sequence=line.sequence,
        first=_line(first),
        second=_line(ledger.packages_of(connection, line.mark)),
        decision=line.decision,
        by=line.by,
        because=line.because,
    )


def _line(packages: Sequence[Handled]) -> Line:
    made, received = [one.as_of for one in packages], [one.handled_on[:10] for one in packages]
    return Line(
        sequences=tuple(one.sequence for one in packages),
        made=(min(made, default=""), max(made, default="")),
        received=(min(received, default=""), max(received, default="")),
        records=sum(one.records for one in packages),
    )


def _check_desk(desk: Desk) -> None:
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
