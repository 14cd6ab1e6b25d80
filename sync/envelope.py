"""The two lines in front of everything sealed: what it is, signed by the key it names."""

from base64 import b64decode, b64encode
from typing import NamedTuple

from sync.errors import PackageRefused
from sync.identity import MachineKey, signed_by
from sync.limits import MAX_HEADER

START = b'{"created_at":'
"""How every header line begins, whatever it is a header of."""


class Cut(NamedTuple):
    """A sealed file in its three pieces; nothing of it is checked yet."""

    line: bytes
    signature: bytes
    body: bytes

    def holds(self, public: str, context: bytes) -> bool:
        """Whether the owner of the public key signed the header line.

        Raises:
            PackageRefused: ``damaged`` when the signature is no base64, or not in its one spelling.
        """
        return signed_by(public, _decoded(self.signature), context + self.line)


def signed_lines(line: bytes, key: MachineKey, context: bytes) -> bytes:
    """The header *line* and the line of its signature.

    Args:
        line: Canonical JSON, without a line feed.
        key: Whoever seals it.
        context: Stands before the line in what is signed, so that no signature can be taken for another's.
    """
    return line + b"\n" + b64encode(key.sign(context + line)) + b"\n"


def cut(data: bytes) -> Cut | None:
    """The pieces of a sealed file; None when it does not begin as one.

    Raises:
        PackageRefused: ``damaged`` when it was cut short.
    """
    if not data.startswith(START):
        # A file that is only the beginning of a sealed one was cut short.
        if data and START.startswith(data):
            raise PackageRefused("damaged", part="header")
        return None
    line, found, rest = data[:MAX_HEADER].partition(b"\n")
    signature, found_too, _ = rest.partition(b"\n")
    if not found or not found_too:
        raise PackageRefused("damaged", part="header")
    return Cut(line, signature, data[len(line) + len(signature) + 2 :])


def _decoded(line: bytes) -> bytes:
    try:
        signature = b64decode(line, validate=True)
    except ValueError as error:
        raise PackageRefused("damaged", part="signature") from error
    if b64encode(signature) != line:
        raise PackageRefused("damaged", part="signature")
    return signature
