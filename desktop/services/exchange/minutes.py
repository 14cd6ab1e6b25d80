"""Minutes of what a receiving unit received: in one session, or from one day to another."""

import dataclasses
from collections.abc import Sequence
from datetime import date

from desktop.models import handlings
from desktop.models.errors import Refusal
from desktop.models.handlings import Handling
from desktop.services.desk import RECEIVING, Desk


@dataclasses.dataclass(frozen=True)
class Entry:
    """One line of the minutes.

    Attributes:
        at: ISO date and time; ``what`` was done, see `Handling`.
        unit: The commune, where it is known.
        site: The machine, 16 hexadecimal digits; ``sequence`` the number of its package.
        file: Name of the file; ``sha256`` its hash; ``size`` its bytes.
        as_of: ISO day it was made.
        counts: Records, by ``new``, ``updated``, ``duplicate``, ``conflict``; of a package taken back by ``gone`` ...
        code: Why it was refused, a code of ``errors.json`` whose sentence needs ``params``.
        by: Post of whoever did it.
        because: Why, in words.
    """

    at: str
    what: str
    unit: str | None
    site: str | None
    sequence: int | None
    file: str
    sha256: str
    size: int
    as_of: str | None
    counts: dict[str, int]
    code: str
    params: dict[str, str]
    by: str | None
    because: str


@dataclasses.dataclass(frozen=True)
class Minutes:
    """What was done with packages.

    Attributes:
        since: First day; ``until`` the last one.
        session: The session they are about; None for a time.
        unit: Only of this commune; None for all.
        entries: In the order it was done.
    """

    since: date
    until: date
    session: int | None
    unit: str | None
    entries: tuple[Entry, ...]

    def of(self, what: str) -> tuple[Entry, ...]:
        """The lines of one kind."""
        return tuple(one for one in self.entries if one.what == what)

    @property
    def records(self) -> int:
        """Records that were new or changed in what was received."""
        return sum(
            one.counts.get("new", 0) + one.counts.get("updated", 0) for one in self.of(handlings.RECEIVED)
        )


@dataclasses.dataclass(frozen=True)
class Session:
    """What was done in one go: its number, when it began, and how many packages were received and refused."""

    number: int
    at: str
    received: int
    refused: int
    others: int


def sessions(desk: Desk) -> list[Session]:
    """All sessions, the latest first.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    _check_desk(desk)
    with desk.store.read() as connection:
        lines = handlings.lines(connection)
    of_session: dict[int, list[Handling]] = {}
    for line in lines:
        of_session.setdefault(line.session, []).append(line)
    return [_session(number, done) for number, done in sorted(of_session.items(), reverse=True)]


def take(
    desk: Desk,
    *,
    session: int | None = None,
    since: date | None = None,
    until: date | None = None,
    unit: str | None = None,
) -> Minutes:
    """The minutes of a session, of a time, or without either of the latest session.

    Args:
        desk: A receiving desk.
        session: Its number.
        since: The first day.
        until: The last day; today where only the first is given.
        unit: Only of this commune.

    Raises:
        Refusal: ``not_receiving_desk``, ``no_minutes`` when nothing was done then.
    """
    _check_desk(desk)
    with desk.store.read() as connection:
        if session is None and since is None and until is None:
            session = handlings.next_session(connection) - 1
        lines = handlings.lines(
            connection,
            session=session,
            since=since.isoformat() if since else None,
            until=until.isoformat() if until else None,
        )
    found = [line for line in lines if unit in (None, line.unit)]
    if not found:
        raise Refusal("no_minutes")
    days = [date.fromisoformat(line.at[:10]) for line in found]
    return Minutes(
        since or min(days), until or max(days), session, unit, tuple(_entry(line) for line in found)
    )


def _check_desk(desk: Desk) -> None:
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")


def _session(number: int, done: Sequence[Handling]) -> Session:
    received = sum(line.what == handlings.RECEIVED for line in done)
    refused = sum(line.what == handlings.REFUSED for line in done)
    return Session(number, done[0].at, received, refused, len(done) - received - refused)


def _entry(line: Handling) -> Entry:
    return Entry(
        line.at, line.what, line.unit, line.site.hex() if line.site else None, line.sequence, line.file, line.sha256,
        line.size, line.as_of, line.counted(), line.code, line.said(), line.by, line.because,
    )  # fmt: skip
