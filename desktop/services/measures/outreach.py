"""Measures of the plan, the programmes it is integrated into, and propaganda."""

from collections.abc import Iterator, Sequence

from desktop.models.period import Period
from desktop.models.records import AnnualPlan, Baseline, Establishment, PropagandaSession
from desktop.services.measures.registry import Share, measures
from desktop.services.register import Register, happened, open_at

# Which baseline figure is the whole for people of an audience group.
_BASELINES = {
    "service_worker": "service_workers",
    "industrial_worker": "industrial_workers",
    "student_upper_secondary": "students_upper_secondary",
    "student_vocational": "students_vocational",
    "student_college": "students_college",
    "student_university": "students_university",
}


def _plans(register: Register, period: Period) -> Iterator[AnnualPlan]:
    return (k.record for k in register.of(AnnualPlan) if k.record.year == period.year)


@measures
def plan_issued(register: Register, period: Period) -> bool:
    """Whether the plan of the period's year was issued by the period's end."""
    return any(p.issued_on is not None and p.issued_on <= period.end for p in _plans(register, period))


@measures
def plan_sent(register: Register, period: Period) -> bool:
    """Whether the plan of the period's year was sent to the superior body by the period's end."""
    return any(p.sent_on is not None and p.sent_on <= period.end for p in _plans(register, period))


@measures
def programmes_integrated(register: Register, period: Period) -> int:
    """Different programmes the year's issued plan or a session of the period is integrated into."""
    issued = (p for p in _plans(register, period) if p.issued_on is not None and p.issued_on <= period.end)
    found = {programme for plan in issued for programme in plan.programmes}
    return len(found.union(*(s.programmes for s in _sessions(register, period))))


@measures
def sessions_integrated(register: Register, period: Period, programme: str | None = None) -> int:
    """Sessions integrated into *programme*, or into any."""
    held = _sessions(register, period)
    return sum(1 for s in held if (programme in s.programmes if programme else s.programmes))


def _sessions(register: Register, period: Period) -> list[PropagandaSession]:
    return [k.record for k in register.of(PropagandaSession) if happened(k.record.held_on, period)]


@measures
def sessions(register: Register, period: Period, form: str | None = None) -> int:
    """Sessions held, of one *form* or of all."""
    return sum(1 for s in _sessions(register, period) if form in (None, s.form))


@measures
def attendances(register: Register, period: Period, group: str | None = None, female: bool = False) -> int:
    """Attendances at sessions, of one audience *group* or of all; people may repeat."""
    rows = (a for s in _sessions(register, period) for a in s.audiences if group in (None, a.group))
    return sum((a.female if female else a.attendances) or 0 for a in rows)


@measures
def reached(register: Register, period: Period, groups: Sequence[str]) -> int:
    """People of *groups* reached for the first time in the reporting year."""
    rows = (a for s in _sessions(register, period) for a in s.audiences)
    return sum(a.first_time or 0 for a in rows if a.group in groups)


@measures
def reached_share(register: Register, period: Period, groups: Sequence[str]) -> Share | None:
    """People reached over all people of *groups*; None when nothing says how many those are."""
    wholes = [n for group in groups if (n := _whole(register, period, group)) is not None]
    return Share(reached(register, period, groups), sum(wholes)) if wholes else None


def _whole(register: Register, period: Period, group: str) -> int | None:
    field = _BASELINES[group]
    # Two baselines of one year are a likely mistake: the later one counts, as it does in the indicators.
    of_year = (k for k in register.of(Baseline) if k.record.year == period.year)
    latest = {k.unit: k.record for k in sorted(of_year, key=lambda k: (str(k.record.as_of or ""), k.id))}
    given = {unit: n for unit, baseline in latest.items() if (n := getattr(baseline, field)) is not None}
    if group != "service_worker":
        return sum(given.values()) if given else None
    # The register's own sum stands in, unit by unit, where the baseline gives no figure.
    counted: dict[str, int] = {}
    for place in register.of(Establishment):
        if open_at(place.record, period.end) and place.record.workers is not None:
            counted[place.unit] = counted.get(place.unit, 0) + place.record.workers
    wholes = {**counted, **given}
    return sum(wholes.values()) if wholes else None


@measures
def materials(register: Register, period: Period, materials: Sequence[str]) -> int:
    """Pieces of the named *materials* used at sessions."""
    rows = (m for s in _sessions(register, period) for m in s.materials)
    return sum(m.quantity or 0 for m in rows if m.material in materials)
