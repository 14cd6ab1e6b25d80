"""Enrolment: the receiving unit writes an invitation, the commune joins with it, its first package enrols it."""

from pathlib import Path

from desktop.models import settings, tables, units
from desktop.models.errors import Refusal
from desktop.models.files import cannot_write
from desktop.services.desk import COMMUNE, RECEIVING, Desk
from sync.errors import PackageRefused
from sync.identity import MachineKey, ReceiverKey
from sync.invitation import Invitation, new_id, new_token, read_invitation, write_invitation


def invite(desk: Desk, unit: str, out: Path) -> Path:
    """Write an invitation for one machine of the commune *unit* to the file *out*.

    Whoever holds the file can join one machine, so it is handed over in person.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_unit``, ``unit_not_below``, ``disk_full``, ``cannot_write``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    invited = units.unit(unit)
    if unit not in {below.ref for below in units.communes_below(desk.settings.unit)}:
        raise Refusal("unit_not_below", unit=invited.full_name)
    key = MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key")))
    invitation = Invitation(
        invitation=new_id(),
        receiver=desk.settings.unit,
        receiver_name=units.unit(desk.settings.unit).full_name,
        recipient=ReceiverKey.from_text(desk.secret("receiver_key")).recipient,
        receiver_key=key.public,
        unit=unit,
        token=new_token(),
        training=desk.settings.training,
        plans=desk.settings.plans,
        cut_off=desk.settings.cut_off,
        issued_on=desk.today().isoformat(),
    )
    with desk.store.write() as writer:
        writer.insert(
            tables.invitation,
            id=invitation.invitation,
            unit=unit,
            token=invitation.token,
            issued_on=invitation.issued_on,
        )
        # Inside the transaction: an invitation that could not be written leaves nothing to be proved.
        try:
            write_invitation(out, invitation, key)
        except OSError as fault:
            raise cannot_write(out, fault) from fault
    return out


def join(desk: Desk, file: Path) -> None:
    """Join the receiving unit that wrote the invitation *file*; its plans and cut-off day apply from now on.

    A store that has joined may join the same receiving unit again (with the invitation for a restored machine).

    Raises:
        Refusal: ``not_commune_desk``, ``not_an_invitation``, ``invitation_other_unit``, ``invitation_training``,
            ``already_joined``, ``path_missing``.
    """
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    invitation = _read(file)
    _accept(desk, invitation)
    known = [plan for plan in invitation.plans if plan in desk.plans.ids]
    with desk.store.write() as writer:
        settings.write(
            writer.connection,
            {
                "receiver": invitation.receiver,
                "recipient": invitation.recipient,
                "receiver_key_public": invitation.receiver_key,
                "invitation": invitation.invitation,
                "invitation_token": invitation.token,
                "cut_off": invitation.cut_off,
                "plans": known or list(desk.settings.plans),
            },
        )
    desk.refresh()


def preview(file: Path) -> dict[str, object]:
    """What an invitation says, for a person to look at before joining; without its secret."""
    said = {
        f: getattr(_read(file), f) for f in ("receiver", "receiver_name", "unit", "training", "issued_on")
    }
    return dict(said)


def _read(file: Path) -> Invitation:
    if not file.exists():
        raise Refusal("path_missing", path=str(file))
    try:
        return read_invitation(file)
    except PackageRefused as refused:
        raise Refusal(refused.code, **refused.params) from refused
    except OSError as fault:
        raise Refusal("path_missing", path=str(file)) from fault


def _accept(desk: Desk, invitation: Invitation) -> None:
    own = desk.settings
    if invitation.unit != own.unit:
        invited = units.unit(invitation.unit).full_name
        raise Refusal("invitation_other_unit", invited=invited, unit=units.unit(own.unit).full_name)
    if invitation.training != own.training:
        raise Refusal("invitation_training")
    if own.receiver not in (None, invitation.receiver):
        raise Refusal("already_joined", unit=units.unit(str(own.receiver)).full_name)
