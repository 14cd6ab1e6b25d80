"""Whose key is whose, as two people compare it over the telephone: ten words, or twenty digits."""

import dataclasses
from datetime import date
from typing import Any

from desktop.models import settings
from desktop.models.errors import Refusal
from desktop.services.desk import Desk
from sync import spoken
from sync.identity import MachineKey, fingerprint

OWN, RECEIVER = "own", "receiver"
"""The key of this store; the key of the receiving unit it has joined."""
_COMPARED = "receiver_compared"


@dataclasses.dataclass(frozen=True)
class SpokenKey:
    """A public key as it is read out.

    Attributes:
        whose: ``own`` or ``receiver``.
        key: 64 hex digits.
        words: Ten words.
        fingerprint: The same as five groups of four digits.
        compared_on: When it was compared; None while it was not. Of the own key only the other side knows.
        compared_by: The post of whoever compared it.
    """

    whose: str
    key: str
    words: tuple[str, ...]
    fingerprint: str
    compared_on: date | None = None
    compared_by: str | None = None


def spoken_keys(desk: Desk) -> list[SpokenKey]:
    """The key of this store, and of the receiving unit once it has joined one."""
    with desk.store.read() as connection:
        held = settings.read_all(connection)
    own = MachineKey.from_bytes(bytes.fromhex(held["machine_key"])).public
    found = [spoken_key(OWN, own)]
    if (receiver := held.get("receiver_key_public")) is not None:
        found.append(spoken_key(RECEIVER, receiver, held.get(_COMPARED)))
    return found


def spoken_key(whose: str, key: str, noted: dict[str, Any] | None = None) -> SpokenKey:
    """The key as it is read out; *noted* is what was kept of comparing one."""
    compared = noted if noted is not None and noted.get("key") == key else None
    return SpokenKey(
        whose,
        key,
        spoken.words(key),
        fingerprint(key),
        date.fromisoformat(compared["on"]) if compared else None,
        compared["by"] if compared else None,
    )


def note_receiver_compared(desk: Desk) -> None:
    """Note that the words of the receiving unit's key were compared with it, by another way than the invitation came.

    Raises:
        Refusal: ``not_joined``.
    """
    receiver = next((one for one in spoken_keys(desk) if one.whose == RECEIVER), None)
    if receiver is None:
        raise Refusal("not_joined")
    noted = {"key": receiver.key, "on": desk.today().isoformat(), "by": desk.settings.post}
    with desk.store.write() as writer:
        settings.write(writer.connection, {_COMPARED: noted})
