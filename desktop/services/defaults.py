"""What a field holds before anybody types in it, and what follows from another field. All of it may be changed."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from desktop.models.period import Period
from desktop.models.records import FieldType, Kind
from desktop.services.desk import USUAL_TIP_OFF_DAYS, Desk

_WORKING_WEEK = 5


@dataclasses.dataclass(frozen=True)
class Known:
    """What defaults are made from; a plain value, so that a form works without the store.

    Attributes:
        today: Today.
        year: The reporting year today belongs to.
        post: The post of the officer at this machine; None when it was not said.
        tip_off_days: Working days within which the unit deals with a tip-off.
    """

    today: date
    year: int
    post: str | None = None
    tip_off_days: int = USUAL_TIP_OFF_DAYS


def known(desk: Desk) -> Known:
    """What is known at this desk today."""
    today = desk.today()
    year = Period.containing(today, "year", desk.settings.cut_off).year
    return Known(today, year, desk.settings.post, desk.settings.tip_off_days)


def first(known: Known, kind: Kind) -> dict[str, object]:
    """What a new record of *kind* begins with."""
    made: dict[str, object] = {}
    if kind.field(kind.dated_by).type is FieldType.YEAR:
        made[kind.dated_by] = known.year
    made |= {name: value for (of, name), make in _FIRST.items() if of == kind.name and (value := make(known))}
    return made


def following(
    known: Known, kind: Kind, before: Mapping[str, object], after: Mapping[str, object]
) -> dict[str, object]:
    """What changes because *before* became *after*: fields that are empty or still hold what followed before.

    Args:
        known: What is known.
        kind: The kind.
        before: The values before; empty for a record that is new.
        after: The values now; days as days.
    """
    made: dict[str, object] = {}
    for (of, name), (source, make) in _FOLLOWING.items():
        if of != kind.name or before.get(source) == after.get(source):
            continue
        old, new = (make(known, values.get(source)) for values in (before, after))
        if new is not None and after.get(name) in (None, old):
            made[name] = new
    return made


def filled(known: Known, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """*values* of a new record that came from a file, with what follows from them; nothing else is made up."""
    return {**values, **following(known, kind, {}, values)}


def working_days_after(day: date, days: int) -> date:
    """The day *days* working days (Monday to Friday) after *day*."""
    weeks, rest = divmod(days, _WORKING_WEEK)
    found = day + timedelta(weeks=weeks)
    # A day of rest counts as the last working day before it.
    found -= timedelta(days=max(found.weekday() - _WORKING_WEEK + 1, 0)) if days else timedelta(0)
    for _ in range(rest):
        found += timedelta(days=3 if found.weekday() == _WORKING_WEEK - 1 else 1)
    return found


def _today(known: Known) -> object:
    return known.today


def _post(known: Known) -> object:
    return known.post


def _tip_off_due(known: Known, received: object) -> object:
    return working_days_after(received, known.tip_off_days) if isinstance(received, date) else None


_FIRST: dict[tuple[str, str], Callable[[Known], object]] = {
    ("list_entry", "added_on"): _today,
    ("period_declaration", "confirmed_by"): _post,
}
_FOLLOWING: dict[tuple[str, str], tuple[str, Callable[[Known, object], object]]] = {
    ("tip_off", "due_on"): ("received_on", _tip_off_due),
}
