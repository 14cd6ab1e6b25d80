"""Enrolment: the receiving unit writes an invitation, the commune joins with it, its first package enrols it."""

import dataclasses
import functools
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

from desktop.models import enrolled, ledger, settings, tables, units
from desktop.models.errors import Refusal
from desktop.models.files import cannot_write
from desktop.services import branching
from desktop.services.desk import COMMUNE, RECEIVING, Desk
from desktop.services.exchange.roll import keep_roll
from sync import spoken
from sync.errors import PackageRefused
from sync.identity import MachineKey, Random, ReceiverKey
from sync.invitation import Invitation, new_id, new_token, read_invitation, write_invitation
from sync.sealed_invitation import Outside, open_sealed, outside_of, write_sealed

Over = Literal["", "invitation_expired", "invitation_withdrawn"]
_T = TypeVar("_T")


DAYS = 60
"""How long a sealed invitation holds unless told otherwise: who has the file may try codes until then, and a first
package may be a month in coming. One that is handed over in person holds until it is used or withdrawn."""
MOST_DAYS = 366


@dataclasses.dataclass(frozen=True)
class Invited:
    """An invitation that was written.

    Attributes:
        path: The file.
        expires_on: The last day on which a machine may enrol with it; None for no end.
        code: What opens it, to be read out over the telephone; None for a plain file.
    """

    path: Path
    expires_on: date | None
    code: str | None = None


def invite(desk: Desk, unit: str, out: Path, *, days: int | None = None) -> Path:
    """Write an invitation for one machine of the commune *unit* to the file *out*.

    Whoever holds the file can join one machine, so it is handed over in person. It holds for *days*, None for no end.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_unit``, ``unit_not_below``, ``not_invitation_days``, ``disk_full``,
            ``cannot_write``.
    """
    return _invite(desk, unit, out, days, code=None, replaces=None).path


def invite_by_code(
    desk: Desk,
    unit: str,
    out: Path,
    *,
    days: int = DAYS,
    replaces: str | None = None,
    random: Random = secrets.token_bytes,
) -> Invited:
    """Write an invitation that only its code opens; the file may travel in the open, the code is read out.

    Args:
        desk: A receiving desk.
        unit: The commune, ``code@dataset``.
        out: The file.
        days: How long a machine may enrol with it.
        replaces: The machine that the one joining is to replace, by its site.
        random: Gives random bytes.

    Raises:
        Refusal: As `invite`.
    """
    return _invite(desk, unit, out, days, code=spoken.new_code(random=random), replaces=replaces)


def _invite(
    desk: Desk, unit: str, out: Path, days: int | None, *, code: str | None, replaces: str | None
) -> Invited:
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise Refusal("not_invitation_days", maximum=MOST_DAYS)
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    invited = units.unit(unit)
    if unit not in {below.ref for below in invitable(desk.settings.unit)}:
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
    expires_on = None if days is None else desk.today() + timedelta(days=days)
    with desk.store.write() as writer:
        writer.insert(
            tables.invitation,
            id=invitation.invitation,
            unit=unit,
            token=invitation.token,
            issued_on=invitation.issued_on,
        )
        if expires_on is not None:
            before = bytes.fromhex(replaces) if replaces else None
            enrolled.keep_term(
                writer.connection, invitation.invitation, expires_on.isoformat(), code=code, replaces=before
            )
        # Inside the transaction: an invitation that could not be written leaves nothing to be proved.
        try:
            if code is None or expires_on is None:
                write_invitation(out, invitation, key)
            else:
                write_sealed(out, invitation, key, code, expires_on=expires_on.isoformat())
        except OSError as fault:
            raise cannot_write(out, fault) from fault
    keep_roll(desk)
    return Invited(out, expires_on, code)


def invitable(ref: str) -> list[units.Unit]:
    """The units whose machines a receiving unit may invite: its communes, and receiving units between it and them.

    Where the list of units has no level between (a province of today), a desk for a region is one of the unit itself.
    """
    between = [one for one in units.children(ref) if one.level != "commune"]
    return [units.unit(ref), *between, *units.communes_below(ref)]


def over(connection: Any, invited: ledger.Invited, today: date) -> Over:
    """Why nobody can enrol with an invitation any more; empty while somebody can, or when somebody has."""
    issued = enrolled.issued_as(connection, invited.id)
    if issued is None or invited.site is not None:
        return ""
    if issued.withdrawn_on is not None:
        return "invitation_withdrawn"
    late = issued.expires_on is not None and issued.expires_on < today.isoformat()
    return "invitation_expired" if late else ""


def join(desk: Desk, file: Path, *, code: str | None = None, random: Random = secrets.token_bytes) -> None:
    """Join the receiving unit that wrote the invitation *file*; its plans and cut-off day apply from now on.

    A receiving unit joins the one above it, and keeps its own plans and its own key: its communes know it by that.
    A store that has joined may join the same receiving unit again. With another invitation, once it has sent
    something,
    it is a new machine: it makes a new key and goes on as a new site, for its old key may be in other hands.

    Args:
        desk: A commune's desk, or that of a receiving unit.
        file: The invitation.
        code: What opens it, as it was typed, when it is a sealed one.
        random: Gives random bytes.

    Raises:
        Refusal: ``not_an_invitation``, ``invitation_sealed``, ``code_wrong``, ``code_wrong_groups``,
            ``invitation_other_unit``, ``invitation_training``, ``already_joined``, ``path_missing``.
    """
    invitation = _read(file, code)
    _accept(desk, invitation)
    known = [plan for plan in invitation.plans if plan in desk.plans.ids]
    commune = desk.settings.role == COMMUNE
    with desk.store.write() as writer:
        before = settings.read(writer.connection, "invitation")
        if commune and before not in (None, invitation.invitation) and ledger.packages(writer.connection):
            branching.new_identity(writer, random)
        settings.write(
            writer.connection,
            {
                "receiver": invitation.receiver,
                "recipient": invitation.recipient,
                "receiver_key_public": invitation.receiver_key,
                "invitation": invitation.invitation,
                "invitation_token": invitation.token,
            },
        )
        if commune:
            plans = known or list(desk.settings.plans)
            settings.write(writer.connection, {"cut_off": invitation.cut_off, "plans": plans})
    desk.refresh()


def sealed(file: Path) -> Outside | None:
    """What a sealed invitation shows without its code; None for a plain one, and for what is none.

    Raises:
        Refusal: ``not_an_invitation``, ``file_too_new``, ``path_missing``.
    """
    return _understood(file, outside_of)


def wrong_groups(typed: str) -> list[int]:
    """Which groups of a code that is being typed are wrong, from 1; one not yet typed to its end is not."""
    groups = spoken.typed_groups(typed)
    whole = {place for place, group in enumerate(groups, start=1) if len(group) > spoken.GROUP_DIGITS}
    return [number for number in spoken.wrong_groups(typed) if number in whole]


def preview(file: Path, code: str | None = None) -> dict[str, object]:
    """What an invitation says, for a person to look at before joining; without its secret.

    Raises:
        Refusal: ``not_an_invitation``, ``invitation_sealed``, ``code_wrong``, ``code_wrong_groups``,
            ``path_missing``.
    """
    invitation = _read(file, code)
    names = ("receiver", "receiver_name", "unit", "training", "issued_on", "receiver_key")
    return {name: getattr(invitation, name) for name in names}


def _read(file: Path, code: str | None) -> Invitation:
    if code is None:
        return _understood(file, read_invitation)
    return _understood(file, functools.partial(open_sealed, code=code))


def _understood(file: Path, read: Callable[[Path], _T]) -> _T:
    if not file.exists():
        raise Refusal("path_missing", path=str(file))
    try:
        return read(file)
    except PackageRefused as refused:
        said = "code_wrong_groups" if refused.params.get("groups") else refused.code
        said = "file_too_new" if said == "too_new" else said
        raise Refusal(said, **refused.params) from refused
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
