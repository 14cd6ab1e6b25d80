"""Key slots: the store's raw key, wrapped by a passphrase, in a file beside the database.

The database is opened with a raw 256-bit key that never changes. Each slot of ``keys.json`` holds that key,
sealed with AES-256-GCM under a key derived from a secret by Argon2id (RFC 9106): the passphrase, or the digits of a
recovery sheet. Changing one rewrites a slot, not the database.
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
PASSPHRASE, RECOVERY = "passphrase", "recovery"
"""What a slot is opened by: words a person knows; digits that are written on paper."""
_FEWEST_DIGITS = 30

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
    return _written([_slot(PASSPHRASE, _long_enough(passphrase), raw_key, random)])


def with_passphrase(
    content: str, secret: str, passphrase: str, place: str, random: Callable[[int], bytes] = os.urandom
) -> bytes:
    """The key file *content*, opened by *secret* until now, with the new *passphrase* in the place of the one before.

    What opened it besides, the digits of a recovery sheet, still does.

    Raises:
        Refusal: ``wrong_passphrase``, ``store_damaged``, ``passphrase_too_short``.
    """
    raw_key = open_slots(content, secret, place)
    kept = [slot for slot in _slots(content, place) if slot["kind"] != PASSPHRASE]
    return _written([_slot(PASSPHRASE, _long_enough(passphrase), raw_key, random), *kept])


def with_recovery(
    content: str, secret: str, code: str, place: str, random: Callable[[int], bytes] = os.urandom
) -> bytes:
    """The key file *content*, opened by *secret*, with the digits of *code* in the place of those before.

    Raises:
        Refusal: ``wrong_passphrase``, ``store_damaged``.
    """
    raw_key = open_slots(content, secret, place)
    kept = [slot for slot in _slots(content, place) if slot["kind"] != RECOVERY]
    return _written([*kept, _slot(RECOVERY, _digits(code), raw_key, random)])


def kinds(content: str, place: str) -> list[str]:
    """What opens the store with the key file *content*: ``passphrase``, ``recovery``."""
    return [str(slot["kind"]) for slot in _slots(content, place)]


def _slot(kind: str, secret: str, raw_key: bytes, random: Callable[[int], bytes]) -> dict[str, object]:
    salt, nonce = random(16), random(12)
    slot: dict[str, object] = {
        "kind": kind,
        "kdf": "argon2id",
        "memory_kib": MEMORY_KIB,
        "passes": PASSES,
        "lanes": LANES,
        "salt": _text(salt),
        "nonce": _text(nonce),
    }
    slot["sealed"] = _text(AESGCM(_derive(secret, slot)).encrypt(nonce, raw_key, _bound(slot)))
    return slot


def _written(slots: list[dict[str, object]]) -> bytes:
    return json.dumps({"format": 1, "slots": slots}, indent=1).encode()


def _slots(content: str, place: str) -> list[dict[str, object]]:
    try:
        return [{**slot, "kind": slot["kind"]} for slot in json.loads(content)["slots"]]
    except (ValueError, KeyError, TypeError) as fault:
        raise Refusal("store_damaged", path=place) from fault


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
    try:
        for slot in _slots(content, place):
            secret = _secret_for(str(slot["kind"]), passphrase)
            if not secret:
                continue
            try:
                return AESGCM(_derive(secret, slot)).decrypt(
                    base64.b64decode(str(slot["nonce"])), base64.b64decode(str(slot["sealed"])), _bound(slot)
                )
            except InvalidTag:
                continue
    except (ValueError, KeyError, TypeError) as fault:
        raise Refusal("store_damaged", path=place) from fault
    raise Refusal("wrong_passphrase")


def _secret_for(kind: str, typed: str) -> str:
    """What opens a slot of that *kind* if *typed* does; empty when it cannot, so that no time is lost on it."""
    if kind == RECOVERY:
        return _digits(typed) if len(_digits(typed)) >= _FEWEST_DIGITS and not _has_letters(typed) else ""
    return _composed(typed)


def _digits(code: str) -> str:
    return "".join(str(int(char)) for char in code if char.isdecimal())


def _has_letters(typed: str) -> bool:
    return any(char.isalpha() for char in typed)


def _long_enough(passphrase: str) -> str:
    composed = _composed(passphrase)
    if len(composed) < SHORTEST_PASSPHRASE:
        raise Refusal("passphrase_too_short", minimum=SHORTEST_PASSPHRASE)
    return composed


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
