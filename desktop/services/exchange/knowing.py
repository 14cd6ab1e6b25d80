"""What a desk knows of whoever wrote a package: a receiving unit of its machines, a machine of its siblings."""

from typing import Any

from desktop.models import ledger
from desktop.models.ledger import Handled
from desktop.services import clocks
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import closing, enrolment, siblings
from sync import admission
from sync.header import Header
from sync.identity import FellowKey, ReceiverKey

Key = ReceiverKey | FellowKey


def key_of(desk: Desk) -> Key:
    """The key that opens packages here.

    Raises:
        Refusal: ``not_joined`` at a commune that has not.
    """
    if desk.settings.role == RECEIVING:
        return ReceiverKey.from_text(desk.secret("receiver_key"))
    siblings.check_joined(desk)
    return siblings.reading_key(desk)


def facts(
    desk: Desk, connection: Any, header: Header, near: dict[int, Handled], recipient: str
) -> admission.Ledger:
    """What is known here about a package by its header.

    Args:
        desk: The desk that receives.
        connection: An open transaction.
        header: Of the package.
        near: The package of that number and its neighbours, as far as they are here.
        recipient: To whom packages received here are addressed.

    Raises:
        PackageRefused: At a commune, as `siblings.facts` says.
    """
    if desk.settings.role != RECEIVING:
        return siblings.facts(desk, connection, header, near, recipient)
    machine = ledger.machine_of(connection, bytes.fromhex(header.site))
    invited = ledger.invited(connection, header.enrolment.invitation)
    same, before, after = (near.get(header.sequence + step) for step in (0, -1, 1))
    issued = None
    if invited is not None:
        user = ledger.machine_of(connection, invited.site) if invited.site else None
        # A restored store goes on under a new site with the same key: the same machine uses its invitation again.
        taken = invited.site.hex() if user is not None and user.key != header.key and invited.site else None
        over = enrolment.over(connection, invited, desk.today())
        if over == "invitation_expired":
            # One wrong clock does not end an invitation.
            over = enrolment.over(connection, invited, clocks.good_day(desk))
        issued = admission.IssuedInvitation(invited.token, invited.unit, taken, over)
    known = None
    if machine is not None:
        ended = closing.closed(connection, machine.site)
        known = admission.KnownMachine(machine.key, machine.unit, ended)
    return admission.Ledger(
        training=desk.settings.training,
        machine=known,
        invitation=issued,
        revoked=header.key in closing.revoked_keys(connection),
        same=same.content if same else None,
        before=before.content if before else None,
        after=after.previous if after else None,
        before_last=before.last if before else None,
        after_first=after.first if after else None,
        recipient=recipient,
    )
