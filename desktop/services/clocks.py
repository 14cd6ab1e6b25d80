"""The machine's clock orders nothing and refuses nothing; when it can hardly be right, people are told."""

import contextlib
import dataclasses
import json
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from desktop.models import answers, ledger, settings
from desktop.models.errors import Refusal
from desktop.services.desk import Desk

EARLIEST = datetime(2025, 1, 1)
"""No register of this program is older."""
BACK = timedelta(hours=1)
"""How far a clock may go back before it is noticed; a minute is no fault, three hours are."""
AHEAD = timedelta(days=400)
"""How long a register may lie closed before the clock is asked about instead."""
_KNOWN, _CONFIRMED = "clock_known", "clock_confirmed"
_OFTEN = timedelta(hours=1)


@dataclasses.dataclass(frozen=True)
class ClockDoubt:
    """Why the clock can hardly be right.

    Attributes:
        what: ``behind`` the last good time, far ``ahead`` of it, or ``early``: before there was this program.
        now: What the clock says.
        known: The last time that is known to have been good; None for ``early`` when there is none.
        by: How that is known: ``use`` of this register, or the latest ``receipt``.
    """

    what: Literal["behind", "ahead", "early"]
    now: datetime
    known: datetime | None
    by: Literal["use", "receipt"] = "use"


def doubt(desk: Desk) -> ClockDoubt | None:
    """What is wrong with the clock, as far as this register can know; None when nothing seems to be."""
    now = _now(desk)
    with desk.store.read() as connection:
        used, (told, read_at) = _used(connection, desk), _told(connection, desk)
    known = max((moment for moment in (used, told) if moment is not None), default=None)
    by: Literal["use", "receipt"] = "receipt" if known is not None and known == told != used else "use"
    if now < EARLIEST:
        return ClockDoubt("early", now, known, by)
    if known is not None and now < known - BACK:
        return ClockDoubt("behind", now, known, by)
    if told is not None and read_at is not None and read_at > told + AHEAD < now:
        # The clock was ahead already when the receipt was read; what this register was used by says nothing.
        return ClockDoubt("ahead", now, told, "receipt")
    if known is not None and now > known + AHEAD:
        return ClockDoubt("ahead", now, known, by)
    return None


def note(desk: Desk) -> ClockDoubt | None:
    """What is wrong with the clock at the start; when nothing is, the moment is remembered as a good one."""
    found = doubt(desk)
    # Or nothing that happened could be recorded: it would all lie in the future.
    back = found is not None and found.what != "ahead" and found.known is not None
    desk.not_before = found.known.date() if back else None  # type: ignore[union-attr]
    if found is None:
        _remember(desk, {})
    return found


def confirm(desk: Desk) -> None:
    """A person says that the clock is right: what was known before counts no more."""
    with desk.store.read() as connection:
        latest = answers.latest(connection, bytes.fromhex(desk.settings.site))
        last = ledger.last_seq(connection, bytes.fromhex(desk.settings.site))
    desk.not_before = None
    _remember(desk, {_CONFIRMED: {"receipt": latest.number if latest else 0, "seq": last}}, always=True)


def good_day(desk: Desk) -> date:
    """Today; the last good day instead while the clock is in doubt. For what must not hang on one wrong clock."""
    found = doubt(desk)
    return (found.known or found.now).date() if found is not None else desk.today()


def _now(desk: Desk) -> datetime:
    return desk.store.clock().replace(tzinfo=None)


def _remember(desk: Desk, values: dict[str, Any], *, always: bool = False) -> None:
    now = _now(desk)
    with desk.store.read() as connection:
        before = settings.read(connection, _KNOWN)
    if not always and before is not None and now < datetime.fromisoformat(before) + _OFTEN:
        return
    # A full disk, another desk at work: the next start remembers.
    with contextlib.suppress(Refusal), desk.store.write() as writer:
        settings.write(writer.connection, {**values, _KNOWN: now.isoformat(timespec="seconds")})


def _used(connection: Any, desk: Desk) -> datetime | None:
    """When this register was last used, as far as that time was good."""
    remembered = settings.read(connection, _KNOWN)
    known = datetime.fromisoformat(remembered) if remembered else None
    site = bytes.fromhex(desk.settings.site)
    last = ledger.last_seq(connection, site)
    if not last or last <= _confirmed(connection)["seq"]:
        return known
    (change,) = ledger.changes_between(connection, site, last, last)
    with contextlib.suppress(ValueError):
        at = datetime.fromisoformat(change.at).replace(tzinfo=None)
        # Recorded under a clock that was in doubt: not a time anything is known by.
        if known is None or known <= at <= known + AHEAD:
            return at
    return known


def _told(connection: Any, desk: Desk) -> tuple[datetime | None, datetime | None]:
    """The day of the latest receipt by the clock of the receiving unit, and when it was read by this one."""
    latest = answers.latest(connection, bytes.fromhex(desk.settings.site))
    if latest is None or not latest.content or latest.number <= _confirmed(connection)["receipt"]:
        return None, None
    said = json.loads(latest.content.split("\n", 1)[0])
    told = datetime.combine(date.fromisoformat(said["as_of"]), time())
    return told, datetime.fromisoformat(latest.handled_on).replace(tzinfo=None)


def _confirmed(connection: Any) -> dict[str, int]:
    found: dict[str, int] = settings.read(connection, _CONFIRMED, {"receipt": 0, "seq": 0})
    return found
