"""Handing a register over when an officer leaves: what is still open, who opened it until now, who from now on.

Nothing of the history changes: each change keeps the post of whoever made it.
"""

import dataclasses
from datetime import date
from typing import Any

from desktop.models import answers, settings
from desktop.models.errors import Refusal
from desktop.models.records import all_kinds
from desktop.services import drafts, exchange, locking, preferences, recovery
from desktop.services.desk import COMMUNE, Desk

DONE, OPEN, NOTE = "done", "open", "note"
"""How a line of the list stands: settled; still to do; something to know, which nobody can settle here."""
_BEGUN, _PAST, _BACKED_UP = "handover", "handovers", "backed_up"
_MOST_PAST = 100
_QUARTERS = ("q1", "q2", "q3", "q4")


@dataclasses.dataclass(frozen=True)
class Item:
    """One line of the list.

    Attributes:
        code: What it is about: ``unsent``, ``unreceived``, ``drafts``, ``questions``, ``conflicts``, ``periods``,
            ``backup``, ``passphrase``, ``sheet`` or ``post``.
        state: ``done``, ``open`` or ``note``.
        count: How many, where something is counted.
        day: When it was done, where it was.
        text: The words it needs besides: the post.
    """

    code: str
    state: str
    count: int = 0
    day: date | None = None
    text: str = ""


@dataclasses.dataclass(frozen=True)
class Handover:
    """A handover at work, or the list as it would be today.

    Attributes:
        begun_on: When it began; None while none is at work.
        begun_by: The post of whoever hands over.
        items: The list.
        past: Those before, the latest first: begun, ended, post before, post after.
    """

    begun_on: date | None
    begun_by: str | None
    items: tuple[Item, ...]
    past: tuple[tuple[date, date, str, str], ...]

    @property
    def open(self) -> int:
        """How many lines are still to do."""
        return sum(item.state == OPEN for item in self.items)


def state(desk: Desk) -> Handover:
    """The list as it stands."""
    with desk.store.read() as connection:
        begun = settings.read(connection, _BEGUN) or {}
        past = settings.read(connection, _PAST) or []
        backed_up = settings.read(connection, _BACKED_UP)
        kinds = [kind for kind in all_kinds() if not kind.derived]
        units = [desk.settings.unit]
        contested = len(list(answers.contested(connection, kinds, units))) if _is_commune(desk) else 0
    since = date.fromisoformat(begun["on"]) if begun else desk.today()
    items = [*_exchange(desk), _counted("drafts", len(drafts.all_kept(desk)))]
    if _is_commune(desk):
        items += [_counted("conflicts", contested), _periods(desk)]
    items += [
        _dated("backup", date.fromisoformat(backed_up) if backed_up else None, since),
        *_secrets(desk, since),
        Item("post", NOTE if desk.settings.post else OPEN, text=desk.settings.post or ""),
    ]
    return Handover(
        date.fromisoformat(begun["on"]) if begun else None,
        begun.get("by"),
        tuple(items),
        tuple(
            (date.fromisoformat(one["begun"]), date.fromisoformat(one["ended"]), one["before"], one["after"])
            for one in reversed(past)
        ),
    )


def begin(desk: Desk) -> None:
    """Begin: from this day on passphrase, recovery sheet and backup are to be new.

    Raises:
        Refusal: ``handover_begun``.
    """
    with desk.store.write() as writer:
        if settings.read(writer.connection, _BEGUN):
            raise Refusal("handover_begun")
        noted = {"on": desk.today().isoformat(), "by": desk.settings.post}
        settings.write(writer.connection, {_BEGUN: noted})


def finish(desk: Desk, post: str) -> None:
    """End it: whoever takes over writes under the *post* from now on.

    Lines that are still to do are no reason to refuse; they stay to be seen. An unchanged passphrase is.

    Raises:
        Refusal: ``handover_not_begun``, ``handover_same_passphrase``, and for the post as `preferences.read_post`.
    """
    found = state(desk)
    if found.begun_on is None:
        raise Refusal("handover_not_begun")
    if any(item.code == "passphrase" and item.state == OPEN for item in found.items):
        raise Refusal("handover_same_passphrase")
    before = desk.settings.post or ""
    preferences.change(desk, {preferences.POST: post})
    with desk.store.write() as writer:
        past = settings.read(writer.connection, _PAST) or []
        ended = {
            "begun": found.begun_on.isoformat(),
            "ended": desk.today().isoformat(),
            "before": before,
            "after": desk.settings.post or "",
        }
        settings.write(writer.connection, {_PAST: [*past, ended][-_MOST_PAST:]})
        settings.remove(writer.connection, _BEGUN)


def give_up(desk: Desk) -> None:
    """Nobody leaves after all."""
    with desk.store.write() as writer:
        settings.remove(writer.connection, _BEGUN)


def note_backup(desk: Desk) -> None:
    """Note that the register was backed up; one on a full disk is as good without the note."""
    try:
        with desk.store.write() as writer:
            settings.write(writer.connection, {_BACKED_UP: desk.today().isoformat()})
    except Refusal:
        return


def _is_commune(desk: Desk) -> bool:
    return desk.settings.role == COMMUNE


def _exchange(desk: Desk) -> list[Item]:
    if not _is_commune(desk) or desk.settings.receiver is None:
        return []
    waiting = exchange.outgoing(desk)
    return [
        _counted("unsent", waiting.records if waiting.changes else 0),
        _counted("unreceived", waiting.unreceived),
        _counted("questions", waiting.questions),
    ]


def _periods(desk: Desk) -> Item:
    """The quarters of the reporting year that are over and not locked."""
    today = desk.today()
    year = max(
        desk.period(today.year + step).year
        for step in (0, 1)
        if desk.period(today.year + step).start <= today
    )
    over = [period for period in (desk.period(year, name) for name in _QUARTERS) if period.end < today]
    return _counted("periods", sum(locking.is_draft(desk, period) for period in over))


def _secrets(desk: Desk, since: date) -> list[Item]:
    found = recovery.opening(desk)
    sheet = _dated("sheet", found.sheet_on, since)
    if found.sheet_is_older:
        sheet = dataclasses.replace(sheet, state=OPEN)
    return [_dated("passphrase", found.passphrase_on, since), sheet]


def _counted(code: str, count: int) -> Item:
    return Item(code, OPEN if count else DONE, count)


def _dated(code: str, day: date | None, since: date) -> Item:
    return Item(code, DONE if day is not None and day >= since else OPEN, day=day)


def as_json(found: Handover) -> dict[str, Any]:
    """The list as a program reads it."""
    return {
        "begun_on": found.begun_on,
        "begun_by": found.begun_by,
        "open": found.open,
        "items": [dataclasses.asdict(item) for item in found.items],
        "past": [list(one) for one in found.past],
    }
