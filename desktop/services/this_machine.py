"""Whether a store still lies on the machine it was written on: a copied disk must not go on under the same site.

What stays the same on one PC and differs on another is hashed with a salt of the store's own and kept in it; it is
sent
nowhere. On another machine the store takes a new site before anything is written, as a restored one does, and asks.
"""

import dataclasses
import hashlib
import hmac
import secrets
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop.models import settings
from desktop.models.errors import Refusal
from desktop.services import branching
from desktop.services.desk import Desk

MOVED, BOTH, CARRIED = ANSWERS = ("moved", "both", "carried")
"""The machine before is no longer used; both are; the register is carried between them and used on one at a time."""
_SALT, _MARKS, _NOTICED = "machine_salt", "machine_marks", "moved"
_MOST_MARKS = 20
_SMBIOS_HEADER = 8
_SYSTEM = 1  # type of the structure with the UUID of the PC
_UUID_AT = slice(8, 24)
_ID_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id", "/sys/class/dmi/id/product_uuid")


@dataclasses.dataclass(frozen=True)
class Noticed:
    """That the store was opened on another machine, and nobody has said why.

    Attributes:
        on: The day it was noticed.
        site: The site it had until then.
    """

    on: date
    site: str


def facts() -> list[str]:
    """What stays the same on this PC and differs on others; empty when the system tells nothing."""
    return [fact for fact in (_windows() if sys.platform == "win32" else _files()) if fact]


def look(desk: Desk, found: Sequence[str], random: Callable[[int], bytes] = secrets.token_bytes) -> bool:
    """Compare *found* with what the store knows of its machine; gives whether it took a new site.

    A store that knows of no machine yet takes this one for its own.
    """
    if not found:
        return False
    with desk.store.read() as connection:
        held = settings.read_all(connection)
    if held.get(_SALT) is not None and _mark(held[_SALT], found) in held[_MARKS]:
        return False
    return _take(desk, found, random)


def _take(desk: Desk, found: Sequence[str], random: Callable[[int], bytes]) -> bool:
    with desk.store.write() as writer:
        connection = writer.connection
        salt, known = settings.read(connection, _SALT), settings.read(connection, _MARKS, [])
        before = str(settings.read(connection, "site"))
        if salt is None:
            salt = random(16).hex()
        settings.write(connection, {_SALT: salt, _MARKS: [_mark(salt, found)]})
        if known:
            branching.new_site(writer, random)
            noticed = {"on": desk.today().isoformat(), "site": before, "marks": known}
            settings.write(connection, {_NOTICED: noticed})
    desk.refresh()
    return bool(known)


def noticed(desk: Desk) -> Noticed | None:
    """That the store was opened on another machine, until somebody has said why."""
    with desk.store.read() as connection:
        found = settings.read(connection, _NOTICED)
    return Noticed(date.fromisoformat(found["on"]), found["site"]) if found else None


def answer(desk: Desk, how: str) -> None:
    """Say why the store lies on another machine: one of ``ANSWERS``.

    Only a register that is carried between machines is known on each of them from now on.

    Raises:
        Refusal: ``nothing_noticed``, ``unknown_answer``.
    """
    if how not in ANSWERS:
        raise Refusal("unknown_answer", known=", ".join(ANSWERS))
    with desk.store.write() as writer:
        connection = writer.connection
        found = settings.read(connection, _NOTICED)
        if not found:
            raise Refusal("nothing_noticed")
        if how == CARRIED:
            marks = [*settings.read(connection, _MARKS), *found["marks"]]
            settings.write(connection, {_MARKS: list(dict.fromkeys(marks))[:_MOST_MARKS]})
        settings.remove(connection, _NOTICED)


def forget(connection: Any) -> None:
    """Know no machine any more: whichever opens the store next is its own."""
    for name in (_SALT, _MARKS, _NOTICED):
        settings.remove(connection, name)


def _mark(salt: str, found: Sequence[str]) -> str:
    return hmac.new(bytes.fromhex(salt), "\n".join(found).encode(), hashlib.sha256).hexdigest()


def _files() -> list[str]:
    found = []
    for file in _ID_FILES:
        try:
            found.append(Path(file).read_text(encoding="ascii").strip())
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _windows() -> list[str]:
    return [_machine_guid(), smbios_uuid(_firmware_table())]


def _machine_guid() -> str:
    """Of the installed Windows; a copied disk has the same, which is why the PC's own number stands beside it."""
    winreg: Any = __import__("winreg")
    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, access) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return ""


def _firmware_table() -> bytes:
    import ctypes

    library: Any = ctypes
    read = library.windll.kernel32.GetSystemFirmwareTable
    provider = int.from_bytes(b"RSMB", "big")
    size = read(provider, 0, None, 0)
    buffer = ctypes.create_string_buffer(size)
    return buffer.raw if size and read(provider, 0, buffer, size) == size else b""


def smbios_uuid(table: bytes) -> str:
    """The UUID of the PC in a raw SMBIOS table (DSP0134, 7.2), as hex; empty when there is none.

    Args:
        table: As Windows gives it: eight bytes, then structures, each with its text after it.
    """
    at = _SMBIOS_HEADER
    while at + 4 <= len(table):
        kind, length = table[at], table[at + 1]
        if length < 4 or at + length > len(table):
            return ""
        body = table[at : at + length]
        if kind == _SYSTEM and length >= _UUID_AT.stop:
            uuid = body[_UUID_AT]
            # All zeros or all ones: the maker gave it none.
            return "" if uuid in (bytes(16), b"\xff" * 16) else uuid.hex()
        end = table.find(b"\0\0", at + length)
        if end < 0:
            return ""
        at = end + 2
    return ""
