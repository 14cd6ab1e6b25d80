"""What guides the work and who is there for it: documents, media, classing, teams, models."""

from collections.abc import Iterable

from desktop.models.counting.terms import (
    END,
    ONE,
    TODAY,
    Condition,
    Flagged,
    Given,
    Need,
    OfYear,
    OpenAt,
    OpenWithin,
    Source,
    Value,
    Within,
    need,
)
from desktop.services.counts.count import (
    Each,
    Gathered,
    Parameters,
    any_record,
    declare,
    known_sum,
    known_sum_of,
    of_indicator,
    records,
    records_of,
    summed,
    summed_of,
    units_with,
)
from desktop.services.definitions.yearly import OUT


def _directives(_: Parameters) -> Iterable[Source]:
    """Directing documents issued in the period."""
    yield Source("directive", Within("issued_on"), whole=None)


declare("directives", _directives, records)


# --- the year's plan

_SENT = Within("sent_on", None, END) & Within("sent_on", None, TODAY)


def _sent(_: Parameters) -> Iterable[Source]:
    """The plan of the period's year, sent to the superior body by the period's end."""
    counted = (need(_SENT, (Given("sent_on"), "sent_late"), "not_sent"),)
    yield Source("annual_plan", OfYear(), counted=counted, whole=None)


declare("plan_issued", of_indicator("plan_issued"), any_record)
declare("communes_with_plan_issued", of_indicator("plan_issued"), units_with)
declare("plan_sent", _sent, any_record)
declare("communes_with_plan_sent", _sent, units_with)


# --- programmes

_OF_PERIOD = OfYear() & (OUT | ~Given("issued_on"))
_HELD = Within("held_on")
_INTEGRATED = (need(Given("programmes"), "not_in_a_programme"),)


def _programmes(_: Parameters) -> Iterable[Source]:
    """The programmes of the year's plan and of the sessions of the period."""
    yield Source("annual_plan", _OF_PERIOD, counted=_INTEGRATED, whole=None, by="programmes.*")
    yield Source("propaganda_session", _HELD, counted=_INTEGRATED, whole=None, by="programmes.*")


def _different(found: Gathered) -> int:
    return len(found.keys())


def _integrated(_: Parameters) -> Iterable[Source]:
    """Sessions integrated into any programme."""
    yield Source("propaganda_session", _HELD, counted=_INTEGRATED, whole=None)


def _integrated_each(_: Parameters) -> Iterable[Source]:
    yield Source("propaganda_session", _HELD, counted=_INTEGRATED, whole=None, by="programmes.*")


declare("programmes_integrated", _programmes, _different)
declare(
    "sessions_integrated",
    _integrated,
    records,
    each=Each("programme", "programme", _integrated_each, records_of),
)


# --- the media


def _media(_: Parameters) -> Iterable[Source]:
    """How often the media brought something: an item without a count ran once."""
    ran, said = Within("published_on"), Given("broadcasts")
    yield Source("media_item", ran & ~said, whole=None, by="item_kind")
    yield Source("media_item", ran & said, part=Value("broadcasts"), whole=None, by="item_kind")


declare("media_runs", _media, summed, each=Each("media_kind", "kind", _media, summed_of))


# --- how the commune was classed


def _status(field: str) -> Iterable[Source]:
    below = (need(Given(field), "not_classed"),)
    yield Source("commune_status", OfYear(), below, (need(Flagged(field), "classed_otherwise"),))


def _every(found: Gathered) -> bool | None:
    """Of two entries that differ the worse one holds, as it does for the indicators."""
    said = found.of()
    return said.counted == said.below if said.below else None


def _any(found: Gathered) -> bool | None:
    said = found.of()
    return said.counted > 0 if said.below else None


def _communes(found: Gathered, *, every: bool) -> int | None:
    """The communes classed so; None while none has said either."""
    answers = [_every(one) if every else _any(one) for one in found.each()]
    return sum(answer is True for answer in answers) if any(a is not None for a in answers) else None


def _hotspots(_: Parameters) -> Iterable[Source]:
    """Places of trouble counted when the commune was classed for the year."""
    counted = (need(Given("hotspots"), "number_not_given"),)
    yield Source("commune_status", OfYear(), counted=counted, part=Value("hotspots"), whole=ONE)


def _counted_spots(found: Gathered) -> int | None:
    """None when nobody counted: a year nobody classed has no number of them."""
    return known_sum(found) if found.of().looked_at else None


declare("healthy", lambda _: _status("healthy"), _every)
declare("key_area", lambda _: _status("key_area"), _any)
declare("communes_healthy", lambda _: _status("healthy"), lambda found: _communes(found, every=True))
declare("communes_key_area", lambda _: _status("key_area"), lambda found: _communes(found, every=False))
declare("hotspots", _hotspots, _counted_spots)


# --- teams and models

_TEAM_THERE = need(
    OpenAt("consolidated_on", "ended_on"), (Within("consolidated_on", None), "ended"), "not_yet_begun"
)


def _teams(_: Parameters) -> Iterable[Source]:
    """Teams there at the period's end."""
    yield Source("team", counted=(_TEAM_THERE,), whole=None, by="team_kind")


def _members(_: Parameters) -> Iterable[Source]:
    """The members of those teams."""
    said: tuple[Need, ...] = (need(Given("members"), "number_not_given"),)
    yield Source("team", None, (_TEAM_THERE,), said, part=Value("members"), whole=ONE, by="team_kind")


def _models(_: Parameters) -> Iterable[Source]:
    """Models that ran on any day of the period."""
    runs: Condition = OpenWithin("started_on", "ended_on")
    yield Source(
        "pilot_model",
        counted=(need(runs, (Within("started_on", None), "ended"), "not_yet_begun"),),
        whole=None,
    )


declare("teams", _teams, records, each=Each("team_kind", "kind", _teams, records_of))
declare("team_members", _members, known_sum, each=Each("team_kind", "kind", _members, known_sum_of))
declare("models", _models, records)
