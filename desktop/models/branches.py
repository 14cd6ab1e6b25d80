"""Second lines of packages under one machine's identity, as they are kept."""

from typing import NamedTuple

import sqlalchemy as sa

from desktop.models.tables import branch

OPEN, KEPT, CLOSED = "", "kept", "closed"


class Branch(NamedTuple):
    """One second line, in the order of the columns.

    Attributes:
        mark: The site its changes are kept under.
        site: The machine whose identity it has.
        after: The last change both lines have in common.
        sequence: The number under which it was noticed.
        unit: The commune.
        found_on: ISO date and time.
        decision: Empty while a person is asked; ``kept``: it is received beside the first; ``closed``: nothing of it
            is received any more.
        decided_on: When, and by which post, and why.
    """

    mark: bytes
    site: bytes
    after: int
    sequence: int
    unit: str
    found_on: str
    decision: str = OPEN
    decided_on: str | None = None
    by: str | None = None
    because: str = ""


def every(connection: sa.Connection, site: bytes | None = None) -> list[Branch]:
    """The second lines of one machine or of all, in order."""
    chosen = branch.select().order_by(branch.c.site, branch.c.found_on, branch.c.mark)
    if site is not None:
        chosen = chosen.where(branch.c.site == site)
    return [Branch(*row) for row in connection.execute(chosen)]


def marked(connection: sa.Connection, mark: bytes) -> Branch | None:
    """The second line kept under *mark*."""
    row = connection.execute(branch.select().where(branch.c.mark == mark)).first()
    return None if row is None else Branch(*row)


def put(connection: sa.Connection, one: Branch) -> None:
    """Keep *one* in place of what is known of it."""
    remove(connection, one.mark)
    connection.execute(branch.insert().values(one))


def remove(connection: sa.Connection, mark: bytes) -> None:
    """Know of it no more."""
    connection.execute(branch.delete().where(branch.c.mark == mark))
