"""Measures of people: supported, trained and in post.

Cases and staff stay in the commune; at a receiving desk the same figures come from their tallies.
"""

from collections.abc import Iterable, Iterator

from desktop.models.period import Period
from desktop.models.records import StaffMember, StaffTally, SupportCase, SupportTally, Training
from desktop.services.figures import Share
from tests.services.plainly.reckoning import accessed, in_post, open_within
from tests.services.plainly.register import Kept, Register, happened
from tests.services.plainly.registry import measures


@measures
def support(register: Register, period: Period, part: str, service: str | None = None) -> int | None:
    """People by *part*: ``opened``, ``in_need``, ``eligible``, ``referred``, ``accessed`` (by *service*).

    Counted from the cases where they are kept, and from the tallies at a desk where only those arrive;
    None there when the period has no tally, for distinct people do not add up over months.
    """
    if register.keeps_cases:
        return sum(1 for case in _cases(register, period) if _is(case, period, part, service))
    tallies = _tallies(register, period)
    if not tallies:
        return None
    if service:
        return sum(row.people or 0 for t in tallies for row in t.by_service if row.service == service)
    return sum(getattr(t, part) or 0 for t in tallies)


@measures
def support_share(register: Register, period: Period) -> Share | None:
    """Of the people in need and eligible, those who accessed a service in the period."""
    whole = support(register, period, "eligible")
    part = support(register, period, "accessed_eligible")
    return None if whole is None or part is None else Share(part, whole)


def _cases(register: Register, period: Period) -> Iterator[SupportCase]:
    for kept in register.of(SupportCase):
        case = kept.record
        if open_within(case.opened_on, case.closed_on, period.start, period.end):
            yield case


def _is(case: SupportCase, period: Period, part: str, service: str | None) -> bool:
    needing = bool(case.needs)
    used = {s.service for s in case.services if accessed(s.status, s.accessed_on, period.start, period.end)}
    if service:
        return needing and service in used
    eligible = needing and case.eligible == "yes"
    return {
        "opened": happened(case.opened_on, period),
        "in_need": needing,
        "eligible": eligible,
        "referred": needing and any(happened(s.referred_on, period) for s in case.services),
        "accessed": needing and bool(used),
        "accessed_eligible": eligible and bool(used),
    }[part]


def _tallies(register: Register, period: Period) -> list[SupportTally]:
    found = (k.record for k in register.of(SupportTally))
    return [t for t in found if (t.year, t.period) == (period.year, period.name)]


def _courses(register: Register, period: Period) -> list[Training]:
    return [k.record for k in register.of(Training) if happened(k.record.started_on, period)]


@measures
def courses(register: Register, period: Period) -> int:
    """Training courses that began in the period."""
    return len(_courses(register, period))


@measures
def trainees(register: Register, period: Period, group: str | None = None) -> int | None:
    """Attendances at training courses, of one staff *group* or of all; people may repeat.

    None when no course says who came. At a receiving desk these are the attendees without the communes' own
    staff, for lists of staff stay where they are kept.
    """
    groups = {k.id: k.record.group for k in register.of(StaffMember)}
    held = _courses(register, period)
    if held and not any(c.attendees or c.others for c in held):
        return None
    listed = sum(1 for c in held for a in c.attendees if group in (None, groups.get(a)))
    return listed + sum(o.people or 0 for c in held for o in c.others if group in (None, o.group))


@measures
def staff(register: Register, period: Period, group: str | None = None, direct: bool = False) -> int | None:
    """Staff in post at the period's end, of one *group* or of all; with *direct*, those with direct duty."""
    if register.keeps_cases:
        chosen = _in_post(register, period)
        return sum(
            1 for m in chosen if group in (None, m.record.group) and (m.record.direct_duty or not direct)
        )
    return _staff_tally(register, period, "direct_duty" if direct else "total", group)


@measures
def staff_trained(register: Register, period: Period) -> int | None:
    """Staff in post at the period's end who attended a course since the plan began."""
    if not register.keeps_cases:
        return _staff_tally(register, period, "trained", None)
    since = register.plan_start or period.of_year.start
    trained = {
        a
        for k in register.of(Training)
        if k.record.started_on is not None and since <= k.record.started_on <= period.end
        for a in k.record.attendees
    }
    return sum(1 for kept in _in_post(register, period) if kept.id in trained)


@measures
def staff_trained_share(register: Register, period: Period) -> Share | None:
    """Of the staff in post at the period's end, those trained since the plan began."""
    part, whole = staff_trained(register, period), staff(register, period)
    return None if part is None or whole is None else Share(part, whole)


def _in_post(register: Register, period: Period) -> Iterable[Kept[StaffMember]]:
    held = register.of(StaffMember)
    return (k for k in held if in_post(k.record.from_on, k.record.to_on, period.end))


def _staff_tally(register: Register, period: Period, part: str, group: str | None) -> int | None:
    found = [k.record for k in register.of(StaffTally)]
    tallies = [t for t in found if (t.year, t.period) == (period.year, period.name)]
    if not tallies:
        return None
    return sum(getattr(g, part) or 0 for t in tallies for g in t.groups if group in (None, g.group))
