"""What is kept of machines and invitations besides their keys: names, comparisons, ends, terms."""

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa

from desktop.models.tables import invitation, invitation_term, machine_event


class Event(NamedTuple):
    """What somebody said of a machine, in the order of the columns; ``detail`` is JSON, ``by`` the post."""

    site: bytes
    number: int
    at: str
    what: str
    detail: str
    by: str | None


class Issued(NamedTuple):
    """An invitation with its term; those written by earlier versions have none.

    Attributes:
        id: Its id.
        unit: The commune invited.
        issued_on: ISO date.
        site: The machine that used it.
        expires_on: The last ISO date on which a machine may join with it.
        code: What opens it, as it is read out, until it is used; None for a plain file.
        replaces: The machine that the one joining is to replace.
        withdrawn_on: ISO date on which it was withdrawn.
    """

    id: str
    unit: str
    issued_on: str
    site: bytes | None
    expires_on: str | None
    code: str | None
    replaces: bytes | None
    withdrawn_on: str | None


def add_event(
    connection: sa.Connection, site: bytes, what: str, detail: str, *, at: str, by: str | None
) -> None:
    """Note what was said of the machine *site*, after everything said before."""
    last = connection.scalar(
        sa.select(sa.func.max(machine_event.c.number)).where(machine_event.c.site == site)
    )
    connection.execute(machine_event.insert().values(Event(site, (last or 0) + 1, at, what, detail, by)))


def events(connection: sa.Connection, sites: Iterable[bytes] | None = None) -> list[Event]:
    """What was said of *sites*, of all for None, machine by machine in order."""
    chosen = machine_event.select().order_by(machine_event.c.site, machine_event.c.number)
    if sites is not None:
        chosen = chosen.where(machine_event.c.site.in_(list(sites)))
    return [Event(*row) for row in connection.execute(chosen)]


def issued(connection: sa.Connection, unit: str | None = None) -> list[Issued]:
    """The invitations written for *unit*, for all for None, the latest first."""
    columns = (invitation.c.id, invitation.c.unit, invitation.c.issued_on, invitation.c.site)
    term = invitation_term.c
    chosen = sa.select(*columns, term.expires_on, term.code, term.replaces, term.withdrawn_on)
    chosen = chosen.select_from(invitation.outerjoin(invitation_term, invitation.c.id == term.id))
    if unit is not None:
        chosen = chosen.where(invitation.c.unit == unit)
    ordered = chosen.order_by(invitation.c.issued_on.desc(), invitation.c.id)
    return [Issued(*row) for row in connection.execute(ordered)]


def issued_as(connection: sa.Connection, identity: str) -> Issued | None:
    """The invitation *identity*."""
    return next((one for one in issued(connection) if one.id == identity), None)


def keep_term(
    connection: sa.Connection, identity: str, expires_on: str, *, code: str | None, replaces: bytes | None
) -> None:
    """Keep how long a new invitation holds, and what opens it."""
    values = {"id": identity, "expires_on": expires_on, "code": code, "replaces": replaces}
    connection.execute(invitation_term.insert().values(values))


def spend(connection: sa.Connection, identity: str) -> None:
    """A machine joined with the invitation: its code is of no more use."""
    connection.execute(invitation_term.update().where(invitation_term.c.id == identity).values(code=None))


def withdraw(connection: sa.Connection, identity: str, day: str) -> bool:
    """Withdraw an invitation that nobody used; False when there is none to withdraw."""
    found = issued_as(connection, identity)
    if found is None or found.site is not None or found.withdrawn_on is not None:
        return False
    if found.expires_on is None:
        keep_term(connection, identity, day, code=None, replaces=None)
    named = invitation_term.update().where(invitation_term.c.id == identity)
    connection.execute(named.values(withdrawn_on=day, code=None))
    return True
