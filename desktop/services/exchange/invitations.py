"""The invitations a receiving unit has written: open, used, over; one can be withdrawn until somebody used it."""

import dataclasses
from datetime import date

from desktop.models import enrolled
from desktop.models.errors import Refusal
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange.roll import keep_roll

OPEN, USED, EXPIRED, WITHDRAWN = "open", "used", "expired", "withdrawn"
"""How an invitation stands."""


@dataclasses.dataclass(frozen=True)
class IssuedInvitation:
    """An invitation this receiving unit wrote.

    Attributes:
        id: Its id, 32 hex digits.
        unit: The commune invited.
        issued_on: When it was written.
        state: ``open``, ``used``, ``expired`` or ``withdrawn``.
        expires_on: The last day on which a machine may enrol with it; None for one without end, of an earlier
            version.
        code: What opens it, while it is open; None for a plain file.
        site: The machine that used it.
        replaces: The machine that the one joining is to replace.
    """

    id: str
    unit: str
    issued_on: date
    state: str
    expires_on: date | None
    code: str | None
    site: str | None
    replaces: str | None


def invitations(desk: Desk, unit: str | None = None) -> list[IssuedInvitation]:
    """The invitations for *unit*, for all communes for None, the latest first.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    with desk.store.read() as connection:
        issued = enrolled.issued(connection, unit)
    return [_shown(one, desk.today()) for one in issued]


def withdraw_invitation(desk: Desk, identity: str) -> None:
    """Let nobody join with an invitation that nobody used yet; *identity* may be its first digits.

    Raises:
        Refusal: ``not_receiving_desk``, ``no_such_invitation``.
    """
    found = [one for one in invitations(desk) if identity and one.id.startswith(identity)]
    if len(found) != 1:
        raise Refusal("no_such_invitation")
    with desk.store.write() as writer:
        if not enrolled.withdraw(writer.connection, found[0].id, desk.today().isoformat()):
            raise Refusal("no_such_invitation")
    keep_roll(desk)


def _shown(one: enrolled.Issued, today: date) -> IssuedInvitation:
    expires_on = date.fromisoformat(one.expires_on) if one.expires_on else None
    if one.site is not None:
        state = USED
    elif one.withdrawn_on is not None:
        state = WITHDRAWN
    else:
        state = EXPIRED if expires_on is not None and expires_on < today else OPEN
    return IssuedInvitation(
        id=one.id,
        unit=one.unit,
        issued_on=date.fromisoformat(one.issued_on),
        state=state,
        expires_on=expires_on,
        code=one.code if state == OPEN else None,
        site=one.site.hex() if one.site else None,
        replaces=one.replaces.hex() if one.replaces else None,
    )
