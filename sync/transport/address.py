"""Where the receiving machine is reached, and by what it is known; the small signed file that says so."""

import re
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from sync import canonical
from sync.errors import PackageRefused
from sync.identity import MachineKey, signed_by
from sync.package import write_whole

SUFFIX = ".soxa-address"
TYPE = "soxa-address"
FORMAT = 1
CONTEXT = b"soxa-address-1\n"
MAX_FILE = 4 * 2**10
LONGEST = 300
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_NAME = re.compile(r"[0-9A-Za-z._:-]{1,253}")


class Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where packages are sent to.

    Attributes:
        url: ``https://name:port/``; ``http`` only to this very machine.
        fingerprint: SHA-256 of the public key in the receiving machine's certificate (its SubjectPublicKeyInfo), 64
            hex digits; empty where an authority that the system knows stands for the certificate.
    """

    url: Annotated[str, Meta(max_length=LONGEST)]
    fingerprint: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z", max_length=64)] = ""

    @property
    def secure(self) -> bool:
        """Whether it is reached by TLS."""
        return self.url.startswith("https:")

    @property
    def host(self) -> str:
        """The name or number of the receiving machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """The port."""
        return urlsplit(self.url).port or (443 if self.secure else 80)

    @property
    def path(self) -> str:
        """The path everything begins with, with a slash at its end."""
        return urlsplit(self.url).path or "/"


def parsed(url: str, fingerprint: str = "") -> Address:
    """The address a person typed: ``https://`` may be left out, and the fingerprint may have spaces.

    Raises:
        ValueError: It is none, or not one to send a token to.
    """
    text = url.strip()
    if "://" not in text:
        text = f"https://{text}"
    pieces = urlsplit(text)
    host = pieces.hostname or ""
    secure = pieces.scheme == "https" or (pieces.scheme == "http" and host in _LOOPBACK)
    if not secure or not _NAME.fullmatch(host) or pieces.username or pieces.query or pieces.fragment:
        raise ValueError("not an address")
    # Asked for here, where a port that is no number is refused.
    port = f":{pieces.port}" if pieces.port else ""
    path = pieces.path if pieces.path.endswith("/") else f"{pieces.path}/"
    shown = f"[{host}]" if ":" in host else host
    digits = re.sub(r"[\s:]", "", fingerprint).lower()
    if len(text) > LONGEST or not re.fullmatch(r"([0-9a-f]{64})?", digits) or not path.isascii():
        raise ValueError("not an address")
    return Address(url=f"{pieces.scheme}://{shown}{port}{path}", fingerprint=digits)


def shown_fingerprint(fingerprint: str) -> str:
    """The first 20 digits of a fingerprint in five groups of four, to be read out over the telephone."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, 20, 4))


class AddressNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the receiving unit says of its receiving machine.

    Attributes:
        address: Where it is.
        key: The receiving unit's public key, which machines know from their invitation.
        training: Whether it is for practice.
        issued_on: ISO date; of two, the later counts.
        format: Version of the file.
    """

    address: Address
    key: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
    training: bool = False
    issued_on: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    format: Annotated[int, Meta(ge=1)] = FORMAT


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: AddressNote
    signature: str
    type: str


def write_address(path: Path, note: AddressNote, key: MachineKey) -> None:
    """Write the file, signed; *key* must be the one the note names.

    Raises:
        PackageRefused: ``damaged`` when the medium does not give back what was written.
        OSError: The folder cannot be written.
    """
    if key.public != note.key:
        raise ValueError("the note names another signing key")
    signature = b64encode(key.sign(CONTEXT + canonical.encode(note))).decode("ascii")
    write_whole(path, canonical.encode(_File(note, signature, TYPE)) + b"\n")


def read_address(path: Path, *, receiver_key: str, training: bool) -> Address:
    """Read the file and check that the receiving unit this machine joined signed it.

    Raises:
        PackageRefused: ``not_an_address``, ``address_forged`` (another unit's, or changed), ``address_training``, or
            ``too_new`` for a later format.
        OSError: The file cannot be read.
    """
    if not path.is_file():
        raise PackageRefused("not_an_address", file=path.name)
    with path.open("rb") as opened:
        content = opened.read(MAX_FILE + 1)
    try:
        version = msgspec.json.decode(content, type=_AnyFile)
        if version.type == TYPE and version.note.format > FORMAT:
            raise PackageRefused("too_new", format=version.note.format, supported=FORMAT)
        file = msgspec.json.decode(content, type=_File)
        signature = b64decode(file.signature, validate=True)
        address = parsed(file.note.address.url, file.note.address.fingerprint)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("not_an_address", file=path.name) from error
    if file.type != TYPE or address != file.note.address or canonical.encode(file) + b"\n" != content:
        raise PackageRefused("not_an_address", file=path.name)
    if file.note.key != receiver_key or not signed_by(
        receiver_key, signature, CONTEXT + canonical.encode(file.note)
    ):
        raise PackageRefused("address_forged", file=path.name)
    if file.note.training != training:
        raise PackageRefused("address_training", file=path.name)
    return address


class _Version(msgspec.Struct):
    format: int


class _AnyFile(msgspec.Struct):
    type: str
    note: _Version
