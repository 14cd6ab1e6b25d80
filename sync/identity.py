"""Who made it and who may read it: the keys of machines and receiving units."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sync import canonical

Random = Callable[[int], bytes]
"""A source of that many unpredictable bytes."""


class MachineKey:
    """The Ed25519 key with which a machine (or a receiving unit) signs; it never leaves the machine."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @classmethod
    def generate(cls, random: Random = secrets.token_bytes) -> "MachineKey":
        """A new key."""
        return cls.from_bytes(random(32))

    @classmethod
    def from_bytes(cls, private: bytes) -> "MachineKey":
        """The key that `to_bytes` wrote; a ``ValueError`` if it is not 32 bytes."""
        return cls(Ed25519PrivateKey.from_private_bytes(private))

    def to_bytes(self) -> bytes:
        """The private key, 32 bytes: keep it in an encrypted store only."""
        return self._private.private_bytes_raw()

    @property
    def public(self) -> str:
        """The public key, 64 hex digits."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """The signature of the message, 64 bytes, always the same for the same message."""
        return self._private.sign(message)

    def decrypt(self, sealed: bytes) -> bytes | None:
        """The plaintext of what `encrypt_for_machine` sealed; None if it is for another key or not intact."""
        try:
            return bytes(pyrage.decrypt(sealed, [pyrage.ssh.Identity.from_buffer(self.to_ssh())]))
        except pyrage.DecryptError:
            return None

    def to_ssh(self) -> bytes:
        """The private key as the standard ``age`` tool takes it, an OpenSSH key file: for an encrypted store only."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def signed_by(public: str, signature: bytes, message: bytes) -> bool:
    """Whether the owner of the public key (64 hex digits) signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class ReceiverKey:
    """The age (X25519) key of a receiving unit; only its owner reads what is sent to `recipient`."""

    closed = "bad_content"
    """Why a package that names this recipient cannot be decrypted: its writer made it so."""

    def __init__(self, identity: pyrage.x25519.Identity) -> None:
        self._identity = identity

    @classmethod
    def generate(cls) -> "ReceiverKey":
        """A new key, from the random source of the operating system."""
        return cls(pyrage.x25519.Identity.generate())

    @classmethod
    def from_text(cls, text: str) -> "ReceiverKey":
        """The key of an age key line ``AGE-SECRET-KEY-1...``; a ``ValueError`` if it is none."""
        try:
            return cls(pyrage.x25519.Identity.from_str(text.strip()))
        except pyrage.IdentityError as error:
            raise ValueError("not an age X25519 key") from error

    def to_text(self) -> str:
        """The line the standard ``age`` tool reads: keep it in an encrypted store only."""
        return str(self._identity)

    @property
    def recipient(self) -> str:
        """The public side, ``age1...``: whoever has it can write to this unit."""
        return str(self._identity.to_public())

    def decrypt(self, sealed: bytes) -> bytes | None:
        """The plaintext of an age file; None if it is not addressed to this key or is not intact."""
        try:
            return bytes(pyrage.decrypt(sealed, [self._identity]))
        except pyrage.DecryptError:
            return None


class FellowKey:
    """How a machine reads what another machine of its unit wrote to the receiving unit both report to.

    Args:
        recipient: The age recipient of that receiving unit, ``age1...``.
        machine: The reading machine's own key.
    """

    closed = "not_shared"
    """Why a package to this receiving unit cannot be decrypted: its writer did not know of this machine."""

    def __init__(self, recipient: str, machine: MachineKey) -> None:
        self.recipient = recipient
        self._machine = machine

    def decrypt(self, sealed: bytes) -> bytes | None:
        """The plaintext of an age file; None if it is not addressed to this machine or is not intact."""
        return self._machine.decrypt(sealed)


def encrypt(content: bytes, recipient: str, machines: Iterable[str] = ()) -> bytes:
    """An age file (binary) that only the owner of the recipient can read, and the *machines* named.

    Args:
        content: What is sealed.
        recipient: A receiving unit, ``age1...``.
        machines: Public keys of machines, 64 hex digits each, as `encrypt_for_machine` takes one.

    Raises:
        ValueError: The recipient is not an ``age1...`` text, or a public key is none.
    """
    try:
        receiver = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise ValueError("not an age X25519 recipient") from error
    return bytes(pyrage.encrypt(content, [receiver, *map(_machine_recipient, machines)]))


def encrypt_for_machine(content: bytes, public: str) -> bytes:
    """An age file (binary) that only the machine with this public key can read.

    The key is the one the machine signs with: age takes an Ed25519 key as a recipient of its ``ssh-ed25519`` kind,
    which derives from it a key of its own for encryption. So every machine that ever joined can be written to.

    Raises:
        ValueError: The public key is not 64 hex digits of one.
    """
    return bytes(pyrage.encrypt(content, [_machine_recipient(public)]))


def _machine_recipient(public: str) -> pyrage.ssh.Recipient:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    line = key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")
    return pyrage.ssh.Recipient.from_str(line)


def recipient_id(recipient: str) -> str:
    """The short name of a recipient in a package header: the first 32 hex digits of its SHA-256."""
    return canonical.digest(recipient.encode("ascii"))[:32]


def fingerprint(public: str) -> str:
    """A public key (hex or ``age1...``) as five groups of four digits, to be read out over the telephone."""
    digits = canonical.digest(public.encode("ascii"))
    return " ".join(digits[start : start + 4] for start in range(0, 20, 4))


def prove(token: str, *, site: str, key: str, unit: str) -> str:
    """The proof, 64 hex digits, that whoever holds the invitation's token vouches for this machine.

    Args:
        token: The secret of the invitation, 64 hex digits.
        site: The machine's site.
        key: The machine's public key, 64 hex digits.
        unit: The unit it reports for, ``code@dataset``.
    """
    message = b"soxa-enrolment-1\n" + canonical.encode({"key": key, "site": site, "unit": unit})
    return hmac.new(bytes.fromhex(token), message, hashlib.sha256).hexdigest()


def proof_holds(proof: str, token: str, *, site: str, key: str, unit: str) -> bool:
    """Whether `prove` with the same values gives this proof; takes the same time either way."""
    return hmac.compare_digest(prove(token, site=site, key=key, unit=unit).encode(), proof.encode())
