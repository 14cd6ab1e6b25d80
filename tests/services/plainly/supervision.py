"""Measures of establishments and their inspection."""

from desktop.models.period import Period
from desktop.models.records import Establishment, Inspection
from desktop.services.figures import Share
from tests.services.plainly.reckoning import open_at, open_within
from tests.services.plainly.register import Register, happened
from tests.services.plainly.registry import known_sum, measures


def _open(register: Register, period: Period) -> list[Establishment]:
    return [
        k.record
        for k in register.of(Establishment)
        if open_at(k.record.opened_on, k.record.closed_on, period.end)
    ]


@measures
def establishments_open(register: Register, period: Period, type: str | None = None) -> int:
    """Establishments open at the period's end, of one *type* or of all."""
    return sum(1 for e in _open(register, period) if type in (None, e.type))


@measures
def workers(register: Register, period: Period, female: bool = False) -> int | None:
    """Workers, or female workers, in the establishments open at the period's end; None when none says."""
    return known_sum(e.female_workers if female else e.workers for e in _open(register, period))


@measures
def establishments_committed(register: Register, period: Period) -> int:
    """Establishments open at the period's end that had signed the commitment by then."""
    opened = _open(register, period)
    return sum(1 for e in opened if e.commitment_on is not None and e.commitment_on <= period.end)


def _visits(register: Register, period: Period, team: str | None = None) -> list[Inspection]:
    visits = (k.record for k in register.of(Inspection) if happened(k.record.inspected_on, period))
    return [visit for visit in visits if team in (None, visit.team)]


@measures
def inspections(register: Register, period: Period, mode: str | None = None, team: str | None = None) -> int:
    """Inspection visits, of one *mode* or of all."""
    return sum(1 for v in _visits(register, period, team) if mode in (None, v.mode))


@measures
def establishments_inspected(register: Register, period: Period, team: str | None = None) -> int:
    """Different establishments visited."""
    return len({v.establishment for v in _visits(register, period, team)})


@measures
def inspected_share(register: Register, period: Period) -> Share:
    """Of the establishments open at any time in the period, those visited in it."""
    opened = {
        k.id
        for k in register.of(Establishment)
        if open_within(k.record.opened_on, k.record.closed_on, period.start, period.end)
    }
    return Share(len(opened & {v.establishment for v in _visits(register, period)}), len(opened))


@measures
def violating_visits(
    register: Register,
    period: Period,
    violation: str | None = None,
    handled: bool = False,
    team: str | None = None,
) -> int:
    """Visits that found a violation, or the one named; with *handled*, those settled by the period's end."""
    found = (
        v
        for v in _visits(register, period, team)
        if v.violations and (not violation or violation in v.violations)
    )
    return sum(1 for v in found if not handled or (v.handled_on is not None and v.handled_on <= period.end))


@measures
def violating_establishments(register: Register, period: Period, team: str | None = None) -> int:
    """Different establishments where a visit found a violation."""
    return len({v.establishment for v in _visits(register, period, team) if v.violations})


@measures
def outcomes(register: Register, period: Period, outcome: str | None = None, team: str | None = None) -> int:
    """Outcomes applied; a visit may have several."""
    return sum(1 for v in _visits(register, period, team) for o in v.outcomes if outcome in (None, o))


@measures
def fines(register: Register, period: Period, team: str | None = None) -> int | None:
    """Fines in đồng; None when there may have been some and no amount is given."""
    return known_sum(v.fine_vnd for v in _visits(register, period, team) if _may_have_fined(v))


def _may_have_fined(visit: Inspection) -> bool:
    """Whether a missing amount would leave something unknown: no violation or another outcome means no fine."""
    if visit.fine_vnd is not None or "fined" in visit.outcomes:
        return True
    return bool(visit.violations) and not visit.outcomes
