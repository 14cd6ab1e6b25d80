"""One way to write a JSON value as bytes, so that two machines hash and sign the same thing."""

import hashlib
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(order="sorted")


def encode(value: Any) -> bytes:
    """The canonical JSON of a value: members sorted by name, no spaces, UTF-8, nothing escaped needlessly.

    The text is written as it is; it is not normalised. Numbers must be whole: a float has more than one
    spelling.

    Raises:
        ValueError: The value holds a float or text that is not Unicode.
    """
    _refuse_floats(msgspec.to_builtins(value))
    return _encoder.encode(value)


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def record_id(about: Any) -> str:
    """The id, 32 hexadecimal digits, of a record that is made only once for what it is *about*.

    Two machines that make it write the same record, and nobody else's can take its place; see ``FORMAT.md``,
    section 8.

    Raises:
        ValueError: As for `encode`.
    """
    return digest(encode(about))[:32]


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("canonical JSON holds whole numbers only")
    if isinstance(value, dict):
        for member in value.values():
            _refuse_floats(member)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
