"""Secrets inside a store that others than its desks can read: the keys of the unit in a database on a server.

On a machine of its own the whole register is encrypted and nothing more is needed. On a server the store's key,
which only a passphrase opens, seals what would let somebody sign as the unit or read the packages sent to it.
"""

import base64
import os
from collections.abc import MutableMapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.models.errors import Refusal

KEYRING = "keyring"
"""Where a connection to a server has the store's key and the name of the desk, among what it carries along."""
Keyring = MutableMapping[str, Any]
"""``key``: the store's key, None until it is known; ``desk``: name of the desk, None for none in particular."""
SECRETS = frozenset({"machine_key", "receiver_key", "invitation_token"})
_MARK = "sealed:"


def seal(raw_key: bytes, name: str, text: str) -> str:
    """*text*, the secret called *name*, so that only *raw_key* opens it."""
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(raw_key).encrypt(nonce, text.encode(), name.encode())
    return _MARK + base64.b64encode(sealed).decode()


def unseal(raw_key: bytes, name: str, text: str) -> str:
    """The secret called *name* that was sealed as *text*.

    Raises:
        Refusal: ``store_damaged`` when it was sealed by another key, or changed.
    """
    try:
        sealed = base64.b64decode(text.removeprefix(_MARK), validate=True)
        return AESGCM(raw_key).decrypt(sealed[:12], sealed[12:], name.encode()).decode()
    except (InvalidTag, ValueError) as fault:
        raise Refusal("store_damaged", path=name) from fault


def key_of(connection: Any) -> bytes | None:
    """The key by which secrets of *connection* are sealed; None where the whole register is encrypted."""
    keyring = connection.info.get(KEYRING)
    return None if keyring is None else keyring["key"]


def desk_of(connection: Any) -> str | None:
    """The name of the desk that *connection* serves; None where a store has one only."""
    keyring = connection.info.get(KEYRING)
    return None if keyring is None else keyring.get("desk")
