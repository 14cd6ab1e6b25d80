"""What the page of machines asks of the services, in the worker."""

import dataclasses
from pathlib import Path

from desktop.services import exchange
from desktop.services.desk import Desk
from desktop.services.exchange import Invited, IssuedInvitation, MachineStanding


@dataclasses.dataclass(frozen=True)
class Enrolled:
    """The machines of all communes and the invitations written for them."""

    machines: list[MachineStanding]
    invitations: list[IssuedInvitation]


def load(desk: Desk) -> Enrolled:
    """Everything the page shows."""
    return Enrolled(exchange.machines_below(desk), exchange.invitations(desk))


def invite(desk: Desk, unit: str, path: Path, replaces: str | None) -> Invited:
    """Write an invitation under a code to *path*."""
    return exchange.invite_by_code(desk, unit, path, replaces=replaces)


def note(desk: Desk, question: str, site: str, choice: str, line: str) -> str:
    """Note what was answered to *question* about the machine *site*; gives the question."""
    if question == "name":
        exchange.name_machine(desk, site, line)
    elif question == "compared":
        exchange.note_compared(desk, site)
    elif question == "replace":
        exchange.replace_machine(desk, site, by=choice or None)
    elif question == "revoke":
        exchange.revoke_machine(desk, site, choice, line)
    else:
        exchange.reinstate_machine(desk, site, line)
    return question
