"""Key slots: the store's raw key, wrapped by a passphrase, in a file beside the database.

The database is opened with a raw 256-bit key that never changes. Each slot of ``keys.json`` holds that key,
sealed with AES-256-GCM under a key derived from a passphrase by Argon2id (RFC 9106). Changing a passphrase
rewrites a slot, not the database.
"""

import base64
import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.models.errors import Refusal
from desktop.models.files import write_whole

FILE_NAME = "keys.json"
SHORTEST_PASSPHRASE = 8

# RFC 9106, second recommended option: 64 MiB, three passes, four lanes; about 0.2 s on an old PC.
MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4


def write_slot(
    folder: Path, raw_key: bytes, passphrase: str, random: Callable[[int], bytes] = os.urandom
) -> None:
    """Write the key file of a store with one slot, opened by *passphrase*.

    Raises:
        Refusal: ``passphrase_too_short``.
    """
    write_whole(folder / FILE_NAME, slots_with(raw_key, passphrase, random))


def slots_with(raw_key: bytes, passphrase: str, random: Callable[[int], bytes] = os.urandom) -> bytes:
    """The content of a key file with one slot, opened by *passphrase*.

    Raises:
        Refusal: ``passphrase_too_short``.
    """
    passphrase = _composed(passphrase)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refusal("passphrase_too_short", minimum=SHORTEST_PASSPHRASE)
    salt, nonce = random(16), random(12)
    slot: dict[str, object] = {
        "kind": "passphrase",
        "kdf": "argon2id",
        "memory_kib": MEMORY_KIB,
        "passes": PASSES,
        "lanes": LANES,
        "salt": _text(salt),
        "nonce": _text(nonce),
    }
    sealed = AESGCM(_derive(passphrase, slot)).encrypt(nonce, raw_key, _bound(slot))
    slot["sealed"] = _text(sealed)
    return json.dumps({"format": 1, "slots": [slot]}, indent=1).encode()


def open_slot(folder: Path, passphrase: str) -> bytes:
    """The raw key of the store in *folder*.

    Raises:
        Refusal: ``no_store``, ``store_damaged`` (the key file makes no sense), ``store_unreadable``,
            ``wrong_passphrase``.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        raise Refusal("no_store", path=str(folder))
    try:
        content = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise Refusal("store_damaged", path=str(folder)) from fault
    except OSError as fault:
        raise Refusal("store_unreadable", path=str(folder)) from fault
    return open_slots(content, passphrase, str(folder))


def open_slots(content: str, passphrase: str, place: str) -> bytes:
    """The raw key that *content*, the text of the key file of the store at *place*, holds for *passphrase*.

    Raises:
        Refusal: ``store_damaged`` when it makes no sense, ``wrong_passphrase``.
    """
    passphrase = _composed(passphrase)
    try:
        for slot in json.loads(content)["slots"]:
            try:
                return AESGCM(_derive(passphrase, slot)).decrypt(
                    base64.b64decode(slot["nonce"]), base64.b64decode(slot["sealed"]), _bound(slot)
                )
            except InvalidTag:
                continue
    except (ValueError, KeyError, TypeError) as fault:
        raise Refusal("store_damaged", path=place) from fault
    raise Refusal("wrong_passphrase")


def _composed(passphrase: str) -> str:
    # Vietnamese input methods write "ộ" as one letter or as three: the same words must open the store.
    return unicodedata.normalize("NFC", passphrase)


def _derive(passphrase: str, slot: dict[str, object]) -> bytes:
    memory, passes, lanes = (int(str(slot[name])) for name in ("memory_kib", "passes", "lanes"))
    if memory > 1024 * 1024 or passes > 64 or lanes > 64:
        raise ValueError("a hostile key file must not hang the program")
    kdf = Argon2id(
        salt=base64.b64decode(str(slot["salt"])),
        length=32,
        iterations=passes,
        lanes=lanes,
        memory_cost=memory,
    )
    return kdf.derive(passphrase.encode())


def _bound(slot: dict[str, object]) -> bytes:
    return json.dumps(
        [slot[name] for name in ("kind", "kdf", "memory_kib", "passes", "lanes", "salt")]
    ).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
