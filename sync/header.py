"""What stands outside the encryption: who, which number, for whom, and the hash of the rest."""

from typing import Annotated

import msgspec
from msgspec import Meta

from sync import canonical, envelope
from sync.errors import PackageRefused
from sync.identity import MachineKey
from sync.limits import MAX_NUMBER

TYPE = "soxa-package"
FORMAT = 1
"""The format of what a machine writes of its own."""
FORWARDED = 2
"""The format of what a receiving unit forwards."""
NEWEST = FORWARDED
"""The newest format whose rules this library knows."""
CONTEXT = b"soxa-package-1\n"
"""Stands before the header line in what is signed, so that no other signature can be taken for one."""

_Hex32 = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", max_length=32)]
_Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
_Site = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z", max_length=16)]
_Moment = Annotated[str, Meta(pattern=r"^[0-9T:.+Z-]{10,40}\Z", max_length=40)]


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a machine shows in every package: the invitation it joined with, and that it held it.

    Attributes:
        invitation: The invitation's id, 32 hex digits.
        proof: What `identity.prove` gave for this machine, 64 hex digits.
    """

    invitation: _Hex32
    proof: _Hex64


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The first line of a package. It names no unit, no person and no number of records.

    Attributes:
        site: The machine's site, 16 hex digits.
        key: The machine's public key, 64 hex digits; the header is signed with it.
        sequence: Number of the package at its site, from 1.
        recipient: `identity.recipient_id` of the key it is encrypted to.
        training: Whether it is practice.
        created_at: When, as ISO text, for people only.
        size: Bytes of the encrypted body.
        sha256: SHA-256 of the encrypted body, 64 hex digits.
        enrolment: How the machine came to be trusted.
        format: The version of the format it is written in.
        min_reader: The oldest format whose readers may read it.
        type: Always ``soxa-package``.
    """

    site: _Site
    key: _Hex64
    sequence: Annotated[int, Meta(ge=1, le=999_999)]
    recipient: _Hex32
    training: bool
    created_at: _Moment
    size: Annotated[int, Meta(ge=1, le=MAX_NUMBER)]
    sha256: _Hex64
    enrolment: Enrolment
    format: Annotated[int, Meta(ge=1, le=MAX_NUMBER)] = FORMAT
    min_reader: Annotated[int, Meta(ge=1, le=MAX_NUMBER)] = FORMAT
    type: str = TYPE


class _Version(msgspec.Struct):
    type: str
    min_reader: int


def sealed_lines(header: Header, key: MachineKey) -> bytes:
    """The header line and the signature line."""
    return envelope.signed_lines(canonical.encode(header), key, CONTEXT)


def split(data: bytes) -> tuple[Header, bytes]:
    """Check the two lines a package begins with; the header, and the body that follows.

    Raises:
        PackageRefused: ``not_a_package``, ``damaged``, ``too_new`` or ``forged``.
    """
    pieces = envelope.cut(data)
    if pieces is None:
        raise PackageRefused("not_a_package")
    header = _header(pieces.line)
    if not pieces.holds(header.key, CONTEXT):
        raise PackageRefused("forged", site=header.site, sequence=header.sequence)
    return header, pieces.body


def _header(line: bytes) -> Header:
    try:
        version = msgspec.json.decode(line, type=_Version)
        if version.type != TYPE:
            raise PackageRefused("not_a_package")
        if version.min_reader > NEWEST:
            raise PackageRefused("too_new", needs=version.min_reader, supported=NEWEST)
        header = msgspec.json.decode(line, type=Header)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("damaged", part="header") from error
    if canonical.encode(header) != line or header.format < header.min_reader:
        raise PackageRefused("damaged", part="header")
    return header
