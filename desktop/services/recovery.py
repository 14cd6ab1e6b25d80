"""What opens a register: its passphrase, changed when an officer leaves, and the recovery sheet in the safe."""

import dataclasses
import functools
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.models import keys, settings
from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.models.store import Clock
from desktop.services import letterhead, typesetting
from desktop.services.desk import Desk, open_desk
from desktop.services.typesetting import Document
from sync import spoken

GROUPS = 8
"""Groups of five digits on a recovery sheet: 32 that count (106 bits), and a check digit in each."""
_PASSPHRASE, _SHEET = "passphrase_changed", "recovery_made"


@dataclasses.dataclass(frozen=True)
class Opening:
    """What opens a register, and since when.

    Attributes:
        passphrase_on: When the passphrase was changed; None since the register was made.
        passphrase_by: The post of whoever changed it.
        sheet_on: When the recovery sheet that holds was made; None when there is none.
        sheet_by: The post of whoever made it.
    """

    passphrase_on: date | None
    passphrase_by: str | None
    sheet_on: date | None
    sheet_by: str | None

    @property
    def sheet_is_older(self) -> bool:
        """Whether the passphrase was changed after the sheet was made: who left may have had both in hand."""
        return (
            self.sheet_on is not None
            and self.passphrase_on is not None
            and self.sheet_on < self.passphrase_on
        )


def opening(desk: Desk) -> Opening:
    """What opens the register of *desk*."""
    has_sheet = keys.RECOVERY in keys.kinds(desk.store.slots().decode(), desk.store.place)
    with desk.store.read() as connection:
        changed = settings.read(connection, _PASSPHRASE) or {}
        made = (settings.read(connection, _SHEET) or {}) if has_sheet else {}
    return Opening(_day(changed), changed.get("by"), _day(made), made.get("by"))


def change_passphrase(desk: Desk, secret: str, passphrase: str) -> None:
    """Let *passphrase* open the register from now on instead of the one before; the recovery sheet still does.

    Backups made before are opened by what opened them then.

    Args:
        desk: An open desk.
        secret: The passphrase until now, or the code of the recovery sheet.
        passphrase: The new one, at least eight characters.

    Raises:
        Refusal: ``wrong_passphrase``, ``passphrase_too_short``, ``passphrase_same``, ``disk_full``, ``cannot_write``.
    """
    content = desk.store.slots().decode()
    changed = keys.with_passphrase(content, secret, passphrase, desk.store.place)
    if _opens(content, passphrase, desk.store.place):
        raise Refusal("passphrase_same")
    desk.store.keep_slots(changed)
    _note(desk, _PASSPHRASE)


def new_sheet_code(desk: Desk, secret: str, random: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """Make a recovery code; it opens the register from now on, and the one before does no longer.

    The code is nowhere but in the answer: it is printed, and locked away.

    Raises:
        Refusal: ``wrong_passphrase``, ``disk_full``, ``cannot_write``.
    """
    code = spoken.new_code(GROUPS, random)
    desk.store.keep_slots(keys.with_recovery(desk.store.slots().decode(), secret, code, desk.store.place))
    _note(desk, _SHEET)
    return code


def is_code(typed: str) -> bool:
    """Whether *typed* is a whole recovery code, each of its groups right in itself."""
    return spoken.is_code(typed, GROUPS)


def open_with_code(folder: Path, code: str, passphrase: str, *, clock: Clock = datetime.now) -> Desk:
    """Open the register in *folder* with its recovery code, and let *passphrase* open it from now on.

    Raises:
        Refusal: ``recovery_wrong_groups``, ``recovery_wrong``, ``passphrase_too_short`` and as `open_desk`.
    """
    check_code(code)
    if len(passphrase) < keys.SHORTEST_PASSPHRASE:
        raise Refusal("passphrase_too_short", minimum=keys.SHORTEST_PASSPHRASE)
    try:
        desk = open_desk(folder, code, clock=clock)
    except Refusal as refusal:
        raise Refusal("recovery_wrong") if refusal.code == "wrong_passphrase" else refusal from refusal
    try:
        change_passphrase(desk, code, passphrase)
    except BaseException:
        desk.close()
        raise
    return desk


def check_code(code: str) -> None:
    """Point at the groups of a recovery code that cannot be right.

    Raises:
        Refusal: ``recovery_wrong_groups``.
    """
    if wrong := spoken.wrong_groups(code, GROUPS):
        raise Refusal("recovery_wrong_groups", groups=", ".join(str(number) for number in wrong))


def write_sheet(desk: Desk, code: str, path: Path) -> Path:
    """Write the recovery sheet with *code* to *path* as PDF.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    write_whole(path, typesetting.pdf(sheet(desk, code)))
    return path


def sheet(desk: Desk, code: str) -> Document:
    """What the recovery sheet is made of."""
    words = _words()
    today = desk.today()
    content: dict[str, Any] = {
        "words": dict(words),
        "body": letterhead.of(desk).body,
        "made": [today.year, today.month, today.day],
        "day": f"{today:%d/%m/%Y}",
        "groups": code.split(),
        "site": " ".join(desk.settings.site[at : at + 4] for at in range(0, 16, 4)),
        "training": words["training"] if desk.settings.training else None,
    }
    return typesetting.document("recovery", content)


@functools.cache
def _words() -> Mapping[str, str]:
    file = paths.resources() / "forms" / "recovery.json"
    words: Mapping[str, str] = json.loads(file.read_text(encoding="utf-8"))["words"]
    return words


def _opens(content: str, secret: str, place: str) -> bool:
    try:
        keys.open_slots(content, secret, place)
    except Refusal:
        return False
    return True


def _note(desk: Desk, name: str) -> None:
    with desk.store.write() as writer:
        noted = {"on": desk.today().isoformat(), "by": desk.settings.post}
        settings.write(writer.connection, {name: noted})


def _day(noted: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(noted["on"]) if noted else None
