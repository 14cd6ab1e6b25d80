"""What a receiving desk did with packages, what it put aside and what it took back, as it is kept."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from desktop.models.ledger import Handled
from desktop.models.tables import handling, package, put_aside, taken_back

RECEIVED, REFUSED = "received", "refused"
TAKEN_BACK, TAKEN_AGAIN = "taken_back", "taken_again"
DROPPED, PUT_BACK = "dropped", "put_back"
DECIDED = "decided"


class Handling(NamedTuple):
    """One line of the book, in the order of the columns.

    Attributes:
        number: Its number, from 1.
        session: What was done in one go has one number.
        at: ISO date and time.
        what: ``received``, ``refused``, ``taken_back``, ``taken_again``, ``dropped`` (put aside, and thrown away),
            ``put_back`` (that taken back), ``decided`` (about two machines with one identity).
        file: Name of the file as it came.
        sha256: Hash of the file; empty where nothing of it could be read.
        size: Bytes.
        site: The machine; None where that could not be known, like what follows.
        sequence: Number of the package.
        unit: The commune.
        as_of: The day it was made, ISO, by the commune's clock.
        counts: JSON, by name: new, updated, duplicate, conflict, waiting.
        code: Why it was refused.
        params: JSON, what the sentence for the code needs.
        by: Post of whoever did it.
        because: Why, in words.
    """

    number: int
    session: int
    at: str
    what: str
    file: str
    sha256: str
    size: int
    site: bytes | None
    sequence: int | None
    unit: str | None
    as_of: str | None
    counts: str
    code: str
    params: str
    by: str | None
    because: str

    def counted(self) -> dict[str, int]:
        """The counts."""
        return msgspec.json.decode(self.counts, type=dict[str, int])

    def said(self) -> dict[str, str]:
        """What the sentence for the code needs."""
        return msgspec.json.decode(self.params, type=dict[str, str])


class PutAside(NamedTuple):
    """One package that waits, in the order of the columns; see `Handling`.

    Attributes:
        folder: Where it lay when it was refused last.
        first_on: When it was refused first, ISO date and time; ``handled_on`` the last time.
        kept: Whether a copy lies in the store's folder.
        dropped_on: When a person threw it away; None while it waits.
    """

    sha256: str
    file: str
    folder: str
    size: int
    site: bytes | None
    sequence: int | None
    unit: str | None
    code: str
    params: str
    first_on: str
    handled_on: str
    kept: bool
    dropped_on: str | None = None

    def said(self) -> dict[str, str]:
        """What the sentence for the code needs."""
        return msgspec.json.decode(self.params, type=dict[str, str])


class TakenBack(NamedTuple):
    """A package that was received and taken back, in the order of the columns: `Handled`, then who, when and why."""

    site: bytes
    sequence: int
    content: str
    sha256: str
    previous: str
    unit: str
    first: int
    last: int
    records: int
    full: bool
    as_of: str
    handled_on: str
    undone_on: str
    by: str | None
    because: str


def next_session(connection: sa.Connection) -> int:
    """The number of what is about to be done."""
    return (connection.scalar(sa.select(sa.func.max(handling.c.session))) or 0) + 1


def note(connection: sa.Connection, line: Handling) -> int:
    """Add a line under the next number, whatever number it has; gives that number."""
    number = (connection.scalar(sa.select(sa.func.max(handling.c.number))) or 0) + 1
    connection.execute(handling.insert().values(line._replace(number=number)))
    return number


def lines(
    connection: sa.Connection,
    *,
    session: int | None = None,
    since: str | None = None,
    until: str | None = None,
    site: bytes | None = None,
) -> list[Handling]:
    """The lines of a session, or from the day *since* to the day *until* (ISO, inclusive), oldest first."""
    chosen = handling.select().order_by(handling.c.number)
    day = sa.func.substr(handling.c.at, 1, 10)
    if session is not None:
        chosen = chosen.where(handling.c.session == session)
    if since is not None:
        chosen = chosen.where(day >= since)
    if until is not None:
        chosen = chosen.where(day <= until)
    if site is not None:
        chosen = chosen.where(handling.c.site == site)
    return [Handling(*row) for row in connection.execute(chosen)]


def file_names(connection: sa.Connection) -> dict[str, str]:
    """Under which name each file was received, by its hash."""
    chosen = sa.select(handling.c.sha256, handling.c.file).where(handling.c.what == RECEIVED)
    return {row[0]: row[1] for row in connection.execute(chosen)}


# Put aside


def aside(connection: sa.Connection, *, dropped: bool | None = False) -> list[PutAside]:
    """What waits, the latest first; what was *dropped* instead, or both for None."""
    chosen = put_aside.select().order_by(put_aside.c.handled_on.desc(), put_aside.c.sha256)
    if dropped is not None:
        is_dropped = put_aside.c.dropped_on.is_not(None)
        chosen = chosen.where(is_dropped if dropped else ~is_dropped)
    return [PutAside(*row) for row in connection.execute(chosen)]


def one_aside(connection: sa.Connection, sha256: str) -> PutAside | None:
    """What waits, or was dropped, under the hash *sha256*."""
    row = connection.execute(put_aside.select().where(put_aside.c.sha256 == sha256)).first()
    return None if row is None else PutAside(*row)


def put(connection: sa.Connection, one: PutAside) -> None:
    """Put *one* aside; of what is there already the reason is the latest, and what was dropped stays dropped."""
    before = one_aside(connection, one.sha256)
    if before is None:
        connection.execute(put_aside.insert().values(one))
        return
    fresh: dict[str, Any] = {
        "code": one.code, "params": one.params, "handled_on": one.handled_on, "folder": one.folder,
        "kept": one.kept or before.kept, "site": one.site, "sequence": one.sequence, "unit": one.unit,
    }  # fmt: skip
    connection.execute(put_aside.update().where(put_aside.c.sha256 == one.sha256).values(fresh))


def mark_dropped(connection: sa.Connection, sha256: str, when: str | None) -> None:
    """Drop what waits, or with None let it wait again."""
    connection.execute(put_aside.update().where(put_aside.c.sha256 == sha256).values(dropped_on=when))


def forget_aside(connection: sa.Connection, hashes: Sequence[str]) -> None:
    """It waits no more: it was taken in, or a good copy was."""
    connection.execute(put_aside.delete().where(put_aside.c.sha256.in_(hashes)))


def copies_aside(connection: sa.Connection, site: bytes, sequence: int) -> list[PutAside]:
    """What waits under a number of a machine."""
    named = (put_aside.c.site == site, put_aside.c.sequence == sequence)
    return [PutAside(*row) for row in connection.execute(put_aside.select().where(*named))]


# Taken back


def take_back(connection: sa.Connection, one: Handled, when: str, by: str | None, because: str) -> None:
    """Move a package from those received to those taken back."""
    kept = TakenBack(**one._asdict(), undone_on=when, by=by, because=because)
    connection.execute(taken_back.insert().values(kept))
    connection.execute(package.delete().where(package.c.site == one.site, package.c.sequence == one.sequence))


def forget_taken_back(connection: sa.Connection, site: bytes, content: str) -> None:
    """A package counts again."""
    named = (taken_back.c.site == site, taken_back.c.content == content)
    connection.execute(taken_back.delete().where(*named))


def forget_content(connection: sa.Connection, content: str) -> None:
    """What was taken back with this content counts again, in whichever line."""
    connection.execute(taken_back.delete().where(taken_back.c.content == content))


def all_taken_back(connection: sa.Connection, site: bytes | None = None) -> list[TakenBack]:
    """What was taken back, of one machine or of all, in order."""
    chosen = taken_back.select().order_by(taken_back.c.site, taken_back.c.sequence, taken_back.c.undone_on)
    if site is not None:
        chosen = chosen.where(taken_back.c.site == site)
    return [TakenBack(*row) for row in connection.execute(chosen)]


def near_taken_back(connection: sa.Connection, site: bytes, sequence: int) -> list[TakenBack]:
    """What was taken back under a number of a machine."""
    named = (taken_back.c.site == site, taken_back.c.sequence == sequence)
    return [TakenBack(*row) for row in connection.execute(taken_back.select().where(*named))]
