"""The invitation file: how a receiving unit lets one machine of a commune join."""

import os
import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from sync import canonical
from sync.errors import PackageRefused
from sync.identity import MachineKey, Random, signed_by

CONTEXT = b"soxa-invitation-1\n"
FORMAT = 1
MAX_FILE = 16 * 2**10

_Hex32 = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", max_length=32)]
_Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
_Unit = Annotated[str, Meta(pattern=r"^[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}\Z", max_length=41)]


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a commune's machine needs to report to a receiving unit; whoever holds it can join once.

    Attributes:
        invitation: Its random id, 32 hex digits.
        receiver: The receiving unit, ``code@dataset``.
        receiver_name: Its name, for people.
        recipient: The age recipient packages are encrypted to.
        receiver_key: The key that signs invitations and receipts of the receiving unit, 64 hex digits.
        unit: The commune that is invited, ``code@dataset``.
        token: The secret that proves the invitation was held, 64 hex digits.
        training: Whether this is practice; practice and real never mix.
        plans: The plans the unit is to follow.
        cut_off: Day of the month on which a reporting month ends.
        issued_on: ISO date, for people.
        format: Version of the file.
    """

    invitation: _Hex32
    receiver: _Unit
    receiver_name: Annotated[str, Meta(max_length=200)] = ""
    recipient: Annotated[str, Meta(pattern=r"^age1[0-9a-z]{58}\Z", max_length=62)]
    receiver_key: _Hex64
    unit: _Unit
    token: _Hex64
    training: bool = False
    plans: Annotated[tuple[Annotated[str, Meta(max_length=100)], ...], Meta(max_length=50)] = ()
    cut_off: Annotated[int, Meta(ge=1, le=31)] = 14
    issued_on: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    format: Annotated[int, Meta(ge=1)] = FORMAT

    def __repr__(self) -> str:
        """Without the token: it must not reach a log."""
        return f"Invitation({self.invitation!r}, unit={self.unit!r}, receiver={self.receiver!r})"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    invitation: Invitation
    signature: str
    type: str


def new_id(random: Random = secrets.token_bytes) -> str:
    """A random id for an invitation."""
    return random(16).hex()


def new_token(random: Random = secrets.token_bytes) -> str:
    """A random secret for an invitation."""
    return random(32).hex()


def write_invitation(path: Path, invitation: Invitation, key: MachineKey) -> None:
    """Write the file, signed; `key` must be the one whose public side the invitation names."""
    write_file(path, signed_bytes(invitation, key))


def signed_bytes(invitation: Invitation, key: MachineKey) -> bytes:
    """The content of the file; `key` must be the one whose public side the invitation names."""
    if key.public != invitation.receiver_key:
        raise ValueError("the invitation names another signing key")
    signature = key.sign(CONTEXT + canonical.encode(invitation))
    file = _File(invitation, b64encode(signature).decode("ascii"), "soxa-invitation")
    return canonical.encode(file) + b"\n"


def write_file(path: Path, content: bytes) -> None:
    """Write a small file, whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_invitation(path: Path) -> Invitation:
    """Read the file and check that it is as the receiving unit signed it.

    The signing key stands in the file itself: that it is the unit's, people compare by its fingerprint.

    Raises:
        PackageRefused: ``not_an_invitation``, ``invitation_sealed`` for one that only its code opens, or
            ``too_new`` for a later format.
    """
    if not path.is_file():
        raise PackageRefused("not_an_invitation", file=path.name)
    with path.open("rb") as file:
        content = file.read(MAX_FILE + 1)
    return checked(content, path.name)


def checked(content: bytes, name: str) -> Invitation:
    """The invitation whose signed file is *content*; *name* is for what is refused.

    Raises:
        PackageRefused: ``not_an_invitation``, ``invitation_sealed``, or ``too_new`` for a later format.
    """
    try:
        _refuse_newer(content)
        file = msgspec.json.decode(content, type=_File)
        signature = b64decode(file.signature, validate=True)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("not_an_invitation", file=name) from error
    invitation = file.invitation
    genuine = (
        file.type == "soxa-invitation"
        and canonical.encode(file) + b"\n" == content
        and b64encode(signature).decode("ascii") == file.signature
        and signed_by(invitation.receiver_key, signature, CONTEXT + canonical.encode(invitation))
    )
    if not genuine:
        raise PackageRefused("not_an_invitation", file=name)
    return invitation


class _Version(msgspec.Struct):
    format: int


class _AnyFile(msgspec.Struct):
    type: str
    invitation: _Version


class _Kind(msgspec.Struct):
    type: str


def _refuse_newer(content: bytes) -> None:
    if msgspec.json.decode(content, type=_Kind).type == "soxa-sealed-invitation":
        raise PackageRefused("invitation_sealed")
    file = msgspec.json.decode(content, type=_AnyFile)
    if file.type == "soxa-invitation" and file.invitation.format > FORMAT:
        raise PackageRefused("too_new", format=file.invitation.format, supported=FORMAT)
