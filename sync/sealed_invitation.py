"""An invitation under a code: the file may travel in the open, the code is read out over the telephone.

The file holds nothing but the invitation, sealed with AES-256-GCM under a key that Argon2id (RFC 9106) makes of
the code's 16 digits; specified in ``FORMAT.md``, section 7.
"""

import secrets
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Meta

from sync import canonical, spoken
from sync.errors import PackageRefused
from sync.identity import MachineKey, Random
from sync.invitation import MAX_FILE, Invitation, checked, signed_bytes, write_file

TYPE = "soxa-sealed-invitation"
FORMAT = 1
CONTEXT = b"soxa-sealed-invitation-1\n"

MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4

_Unit = Annotated[str, Meta(pattern=r"^[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}\Z", max_length=41)]
_Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", max_length=10)]


class Kdf(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the key is made of the code; bounded, so that a hostile file cannot hang whoever opens it."""

    name: Literal["argon2id"] = "argon2id"
    memory_kib: Annotated[int, Meta(ge=64, le=256 * 1024)]
    passes: Annotated[int, Meta(ge=1, le=16)]
    lanes: Annotated[int, Meta(ge=1, le=8)]
    salt: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", max_length=32)]


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """What anyone can read of a sealed invitation; the seal covers it too.

    Attributes:
        unit: The commune invited, ``code@dataset``.
        expires_on: The last day on which the receiving unit lets a machine join with it, ISO.
        kdf: How the key is made.
        nonce: Of the seal, 24 hex digits.
        format: Version of the file.
        type: Always ``soxa-sealed-invitation``.
    """

    unit: _Unit
    expires_on: _Day
    kdf: Kdf
    nonce: Annotated[str, Meta(pattern=r"^[0-9a-f]{24}\Z", max_length=24)]
    format: Annotated[int, Meta(ge=1)] = FORMAT
    type: str = TYPE


class _File(Outside, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sealed: str


def write_sealed(
    path: Path,
    invitation: Invitation,
    key: MachineKey,
    code: str,
    *,
    expires_on: str,
    random: Random = secrets.token_bytes,
) -> None:
    """Write the invitation, signed with *key* and sealed under *code*.

    Args:
        path: The file.
        invitation: What it says.
        key: The receiving unit's signing key.
        code: As `spoken.new_code` makes it; a new one for every invitation.
        expires_on: ISO date.
        random: Gives random bytes.
    """
    kdf = Kdf(memory_kib=MEMORY_KIB, passes=PASSES, lanes=LANES, salt=random(16).hex())
    outside = Outside(unit=invitation.unit, expires_on=expires_on, kdf=kdf, nonce=random(12).hex())
    sealed = _cipher(code, kdf).encrypt(
        bytes.fromhex(outside.nonce), signed_bytes(invitation, key), _bound(outside)
    )
    file = _File(**msgspec.structs.asdict(outside), sealed=b64encode(sealed).decode("ascii"))
    write_file(path, canonical.encode(file) + b"\n")


def outside_of(path: Path) -> Outside | None:
    """What a sealed invitation shows without its code; None when the file is none.

    Raises:
        PackageRefused: ``not_an_invitation`` when it begins as one and is not whole; ``too_new``.
        OSError: The file cannot be read.
    """
    file = _read(path)
    if file is None:
        return None
    return Outside(**{name: getattr(file, name) for name in Outside.__struct_fields__})


def open_sealed(path: Path, code: str) -> Invitation:
    """The invitation in the file, opened with *code* as it was typed.

    Raises:
        PackageRefused: ``not_an_invitation``, ``too_new``, or ``code_wrong``; with ``groups``, the numbers of
            those that cannot be right, or empty when each is right in itself.
        OSError: The file cannot be read.
    """
    file = _read(path)
    if file is None:
        raise PackageRefused("not_an_invitation", file=path.name)
    if wrong := spoken.wrong_groups(code):
        raise PackageRefused("code_wrong", groups=", ".join(str(number) for number in wrong))
    outside = Outside(**{name: getattr(file, name) for name in Outside.__struct_fields__})
    try:
        content = _cipher(code, file.kdf).decrypt(
            bytes.fromhex(file.nonce), b64decode(file.sealed, validate=True), _bound(outside)
        )
    except InvalidTag as fault:
        raise PackageRefused("code_wrong", groups="") from fault
    invitation = checked(content, path.name)
    if invitation.unit != outside.unit:
        raise PackageRefused("not_an_invitation", file=path.name)
    return invitation


class _Kind(msgspec.Struct):
    type: str = ""
    format: int = 1


def _read(path: Path) -> _File | None:
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        content = stream.read(MAX_FILE + 1)
    try:
        kind = msgspec.json.decode(content[:MAX_FILE], type=_Kind)
    except (ValueError, RecursionError):
        return None
    if kind.type != TYPE:
        return None
    if kind.format > FORMAT:
        raise PackageRefused("too_new", format=kind.format, supported=FORMAT)
    try:
        file = msgspec.json.decode(content, type=_File)
        whole = canonical.encode(file) + b"\n" == content
        whole = whole and b64encode(b64decode(file.sealed, validate=True)).decode("ascii") == file.sealed
    except (ValueError, RecursionError):
        whole = False
    if not whole:
        raise PackageRefused("not_an_invitation", file=path.name)
    return file


def _cipher(code: str, kdf: Kdf) -> AESGCM:
    derive = Argon2id(
        salt=bytes.fromhex(kdf.salt), length=32, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib
    )  # fmt: skip
    return AESGCM(derive.derive(spoken.bare_code(code).encode("ascii")))


def _bound(outside: Outside) -> bytes:
    return CONTEXT + canonical.encode(outside)
