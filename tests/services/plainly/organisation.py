"""Measures of what guides the work and who is there for it: documents, media, classing, teams, models."""

from desktop.models.period import Period
from desktop.models.records import CommuneStatus, Directive, MediaItem, PilotModel, Team
from tests.services.plainly.reckoning import open_at, open_within
from tests.services.plainly.register import Register, happened
from tests.services.plainly.registry import known_sum, measures


@measures
def directives(register: Register, period: Period) -> int:
    """Directing documents issued in the period."""
    return sum(1 for k in register.of(Directive) if happened(k.record.issued_on, period))


@measures
def media_runs(register: Register, period: Period, kind: str | None = None) -> int:
    """How often the media brought something, of one *kind* or of all: an item without a count ran once."""
    items = (k.record for k in register.of(MediaItem) if happened(k.record.published_on, period))
    found = (item for item in items if kind in (None, item.item_kind))
    return sum(1 if item.broadcasts is None else item.broadcasts for item in found)


@measures
def healthy(register: Register, period: Period) -> bool | None:
    """Whether the commune is classed as healthy for the period's year; None while nobody has said."""
    said = [status.healthy for _, status in _classed(register, period) if status.healthy is not None]
    return all(said) if said else None


@measures
def key_area(register: Register, period: Period) -> bool | None:
    """Whether the commune is classed as a key area for the period's year; None while nobody has said."""
    said = [status.key_area for _, status in _classed(register, period) if status.key_area is not None]
    return any(said) if said else None


@measures
def communes_healthy(register: Register, period: Period) -> int | None:
    """The communes classed as healthy for the period's year; None while none has said either."""
    return _communes(register, period, "healthy")


@measures
def communes_key_area(register: Register, period: Period) -> int | None:
    """The communes classed as a key area for the period's year; None while none has said either."""
    return _communes(register, period, "key_area")


@measures
def hotspots(register: Register, period: Period) -> int | None:
    """Places of trouble counted when the commune was classed for the period's year; None when nobody counted."""
    counted = [status.hotspots for _, status in _classed(register, period)]
    return known_sum(counted) if counted else None


def _classed(register: Register, period: Period) -> list[tuple[str, CommuneStatus]]:
    return [(k.unit, k.record) for k in register.of(CommuneStatus) if k.record.year == period.year]


def _communes(register: Register, period: Period, what: str) -> int | None:
    # Two entries that differ count against the commune, as they do for the indicators.
    said: dict[str, list[bool]] = {}
    for unit, status in _classed(register, period):
        answer = getattr(status, what)
        if answer is not None:
            said.setdefault(unit, []).append(answer)
    enough = all if what == "healthy" else any
    return sum(enough(answers) for answers in said.values()) if said else None


@measures
def teams(register: Register, period: Period, kind: str | None = None) -> int:
    """Teams there at the period's end, of one *kind* or of all."""
    return len(_teams(register, period, kind))


@measures
def team_members(register: Register, period: Period, kind: str | None = None) -> int | None:
    """The members of those teams; None when none says how many it has."""
    return known_sum(team.members for team in _teams(register, period, kind))


def _teams(register: Register, period: Period, kind: str | None) -> list[Team]:
    there = (k.record for k in register.of(Team))
    return [
        team
        for team in there
        if kind in (None, team.team_kind) and open_at(team.consolidated_on, team.ended_on, period.end)
    ]


@measures
def models(register: Register, period: Period) -> int:
    """Models that ran on any day of the period."""
    ran = (k.record for k in register.of(PilotModel))
    return sum(open_within(m.started_on, m.ended_on, period.start, period.end) for m in ran)
