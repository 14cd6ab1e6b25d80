"""What counts, said once more in plain Python: who is in post, what is open, who was served, which baseline holds."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, TypeVar

from desktop.models.period import Period

_Day = TypeVar("_Day", date, str)

_ACCESSED = frozenset({"accessed", "finished"})


def within(day: _Day | None, start: _Day, end: _Day) -> bool:
    """Whether *day* is known and lies from *start* to *end*, both included."""
    return day is not None and start <= day <= end


def open_at(opened_on: _Day | None, closed_on: _Day | None, day: _Day) -> bool:
    """Whether something is open when *day* ends: closed on that day is closed, without an opening it always was."""
    return (opened_on is None or opened_on <= day) and (closed_on is None or closed_on > day)


def open_within(opened_on: _Day | None, closed_on: _Day | None, start: _Day, end: _Day) -> bool:
    """Whether something is open at any time from *start* to *end*: on its last day it still was."""
    return (opened_on is None or opened_on <= end) and (closed_on is None or closed_on >= start)


def in_post(from_on: _Day | None, to_on: _Day | None, day: _Day) -> bool:
    """Whether a post is held on *day*; *to_on* is the last day in it."""
    return (from_on is None or from_on <= day) and (to_on is None or to_on >= day)


def accessed(status: str | None, accessed_on: _Day | None, start: _Day, end: _Day) -> bool:
    """Whether a service that stands at *status* was come to from *start* to *end*."""
    return status in _ACCESSED and within(accessed_on, start, end)


TipStanding = Literal["timely", "late", "overdue", "not_due_yet", "due_not_given"]


def tip_standing(
    due_on: _Day | None, resolved_on: _Day | None, result: str | None, today: _Day
) -> TipStanding:
    """How a tip-off stands to its date: it is resolved when there is a day and a result, whichever it is.

    Without a date to hold it against nobody can say whether it was in time.
    """
    if due_on is None:
        return "due_not_given"
    if resolved_on is not None and result is not None:
        return "timely" if resolved_on <= due_on else "late"
    return "not_due_yet" if due_on >= today else "overdue"


def covers(name: str, period: Period) -> bool:
    """Whether the period called *name* of the same year holds the whole of *period*."""
    whole = Period.named(period.year, name, period.cut_off)
    return whole.start <= period.start and period.end <= whole.end


def issued(issued_on: _Day | None, *until: _Day) -> bool:
    """Whether a paper dated *issued_on* is out by the earliest of *until*; a plan may be dated ahead."""
    return issued_on is not None and issued_on <= min(until)


def planned(issued_on: _Day | None, *until: _Day) -> bool:
    """Whether a plan is one of the year by the earliest of *until*: not one dated later; a draft has no date yet."""
    return issued_on is None or issued(issued_on, *until)


def baseline_giving(figure: str, baselines: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The latest of *baselines*, which hold ``id`` and ``as_of``, that gives *figure*; None when none does."""
    given = (one for one in baselines if one[figure] is not None)
    return max(given, key=lambda one: (str(one["as_of"] or ""), one["id"]), default=None)
