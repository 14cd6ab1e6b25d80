"""The receipt: what a receiving unit says back to one machine; specified in ``FORMAT.md``, section 12."""

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from sync import canonical, content, envelope
from sync.errors import PackageRefused
from sync.identity import MachineKey, encrypt_for_machine
from sync.limits import MAX_NUMBER
from sync.package import write_whole
from sync.statements import LIMITS, Contents, Part, Statement, pack, read_lines

SUFFIX = ".soxa-receipt"
TYPE = "soxa-receipt"
FORMAT = 1
"""The format of receipts this library writes, and the newest whose rules it knows; packages count their own."""
CONTEXT = b"soxa-receipt-1\n"

_Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
_Site = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z", max_length=16)]
_Positive = Annotated[int, Meta(ge=1, le=MAX_NUMBER)]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The first line of a receipt, readable by anyone; it names no unit and nothing that was received.

    Attributes:
        machine: The site it is for, 16 hex digits.
        number: Rises with every receipt its writer makes for that machine; a later one says everything anew.
        key: The public key of the receiving unit, with which it is signed.
        training: Whether it is practice.
        created_at: When, as ISO text, for people only.
        size: Bytes of the encrypted body.
        sha256: SHA-256 of the encrypted body.
        format: The version of the format it is written in.
        min_reader: The oldest format whose readers may read it.
        type: Always ``soxa-receipt``.
    """

    machine: _Site
    number: _Positive
    key: _Hex64
    training: bool
    created_at: Annotated[str, Meta(pattern=r"^[0-9T:.+Z-]{10,40}\Z", max_length=40)]
    size: _Positive
    sha256: _Hex64
    format: _Positive = FORMAT
    min_reader: _Positive = FORMAT
    type: str = TYPE


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was opened and found whole; ``lines`` is all it says, also what is not understood here."""

    header: Header
    contents: Contents
    lines: bytes = dataclasses.field(repr=False)
    sha256: str


@dataclasses.dataclass(frozen=True, slots=True)
class SealedReceipt:
    """A receipt whose outside holds. Whether its key is the receiving unit's is for the reader to compare."""

    header: Header
    body: bytes = dataclasses.field(repr=False)
    sha256: str

    def unseal(self, key: MachineKey) -> Receipt:
        """Decrypt, decompress and check everything inside.

        Raises:
            PackageRefused: ``receipt_not_for_us``, ``receipt_too_large`` or ``receipt_bad_content``.
        """
        compressed = key.decrypt(self.body)
        if compressed is None:
            raise PackageRefused("receipt_not_for_us", machine=self.header.machine)
        try:
            lines = content.decompress(compressed, LIMITS)
        except PackageRefused as refused:
            raise _said_of_receipts(refused) from refused
        contents = read_lines(lines, newer=self.header.format > FORMAT)
        said = contents.statement
        if (said.machine, said.number) != (self.header.machine, self.header.number):
            raise PackageRefused("receipt_bad_content", problem="statement")
        return Receipt(self.header, contents, lines, self.sha256)


class _Version(msgspec.Struct):
    type: str
    min_reader: int


def file_name(unit: str, machine: str) -> str:
    """The name of a machine's receipt, always the same: a later receipt takes the place of an earlier one."""
    code = re.sub(r"[^0-9A-Za-z-]", "", unit.partition("@")[0])[:20]
    return f"soxa_{code}_{machine[:8]}{SUFFIX}"


def write(
    folder: Path,
    key: MachineKey,
    machine_key: str,
    statement: Statement,
    parts: Sequence[Part],
    *,
    created_at: str,
    training: bool,
) -> Path:
    """Write a receipt and read it back; either the complete file is there at the end, or what was there before.

    Args:
        folder: Where it goes.
        key: The key of the receiving unit, which the machine knows from its invitation.
        machine_key: The machine's public key; only it can read the receipt.
        statement: What is held; its ``count`` is filled in.
        parts: What follows.
        created_at: ISO date and time, for people.
        training: Whether it is practice.

    Raises:
        PackageRefused: ``receipt_too_large`` or ``receipt_bad_content``, which no reader would take; ``damaged`` when
            the medium does not give back what was written.
        OSError: The folder cannot be written.
    """
    lines = pack(statement, parts)
    read_lines(lines)
    body = encrypt_for_machine(content.compress(lines), machine_key)
    header = Header(
        machine=statement.machine,
        number=statement.number,
        key=key.public,
        training=training,
        created_at=created_at,
        size=len(body),
        sha256=canonical.digest(body),
    )
    data = envelope.signed_lines(canonical.encode(header), key, CONTEXT) + body
    if len(data) > LIMITS.package:
        raise PackageRefused("receipt_too_large", limit="file", allowed=LIMITS.package)
    path = folder / file_name(statement.unit, statement.machine)
    write_whole(path, data)
    return path


def read(path: Path) -> SealedReceipt:
    """Check everything that can be checked without the machine's key, and decrypt nothing.

    Raises:
        PackageRefused: ``not_a_receipt``, ``receipt_too_large``, ``receipt_too_new``, ``receipt_damaged`` or
            ``receipt_forged``.
        OSError: The file cannot be read.
    """
    if not path.is_file():
        raise PackageRefused("not_a_receipt")
    with path.open("rb") as file:
        data = file.read(LIMITS.package + 1)
    if len(data) > LIMITS.package:
        raise PackageRefused("receipt_too_large", limit="file", allowed=LIMITS.package)
    try:
        pieces = envelope.cut(data)
        if pieces is None:
            raise PackageRefused("not_a_receipt")
        header = _header(pieces.line)
        if not pieces.holds(header.key, CONTEXT):
            raise PackageRefused("receipt_forged", machine=header.machine, number=header.number)
    except PackageRefused as refused:
        raise _said_of_receipts(refused) from refused
    if len(pieces.body) != header.size or canonical.digest(pieces.body) != header.sha256:
        raise PackageRefused("receipt_damaged", machine=header.machine, number=header.number)
    return SealedReceipt(header, pieces.body, canonical.digest(data))


def admit(header: Header, *, machine: str, receiver_key: str, training: bool) -> None:
    """Decide on the sender and the addressee before anything is decrypted.

    Args:
        header: Of a receipt that `read` found whole outside.
        machine: The reader's own site.
        receiver_key: The key of the receiving unit, from the invitation.
        training: Whether the reader's store is for practice.

    Raises:
        PackageRefused: ``receipt_training``, ``receipt_forged`` or ``receipt_not_for_us``.
    """
    place = {"machine": header.machine, "number": header.number}
    if header.training != training:
        raise PackageRefused("receipt_training", **place)
    if header.key != receiver_key:
        raise PackageRefused("receipt_forged", **place)
    if header.machine != machine:
        raise PackageRefused("receipt_not_for_us", **place)


def _header(line: bytes) -> Header:
    try:
        version = msgspec.json.decode(line, type=_Version)
        if version.type != TYPE:
            raise PackageRefused("not_a_receipt")
        if version.min_reader > FORMAT:
            raise PackageRefused("receipt_too_new", needs=version.min_reader, supported=FORMAT)
        header = msgspec.json.decode(line, type=Header)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("receipt_damaged") from error
    if canonical.encode(header) != line or header.format < header.min_reader:
        raise PackageRefused("receipt_damaged")
    return header


_SAME = {"damaged": "receipt_damaged", "too_large": "receipt_too_large", "bad_content": "receipt_bad_content"}


def _said_of_receipts(refused: PackageRefused) -> PackageRefused:
    """The refusal of something receipts share with packages, under the code it has for receipts."""
    return PackageRefused(_SAME.get(refused.code, refused.code), **refused.params)
