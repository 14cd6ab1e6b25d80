"""What there is in the commune: teams, models, and how it was classed for the year."""

from collections.abc import Iterable

from desktop.models.counting.terms import (
    BEGAN,
    Flagged,
    Given,
    Is,
    OfYear,
    OpenAt,
    OpenWithin,
    Source,
    Within,
    need,
)
from desktop.services.definitions.count import Count
from desktop.services.definitions.definition import Found, Parameters, at_least_one, define
from desktop.services.definitions.more import More
from desktop.services.definitions.years import Over


def _teams(parameters: Parameters) -> Iterable[Source]:
    """Teams of the kind named, set up anew since the plan began, and there at the period's end."""
    counted = (
        need(Is("team_kind", (parameters["team_kind"],)), "other_team"),
        need(Within("consolidated_on", None), "not_yet_begun"),
        need(OpenAt("consolidated_on", "ended_on"), "ended"),
        need(Within("consolidated_on", BEGAN), "consolidated_before_plan"),
    )
    yield Source("team", counted=counted, whole=None)


def _models(_: Parameters) -> Iterable[Source]:
    """Models that run in the period."""
    runs = OpenWithin("started_on", "ended_on")
    counted = (need(runs, (Within("started_on", None), "ended"), "not_yet_begun"),)
    yield Source("pilot_model", counted=counted, whole=None)


def _classed(what: str) -> Iterable[Source]:
    """How the commune was classed for the period's year."""
    below = (need(Given(what), "not_classed"),)
    yield Source("commune_status", OfYear(), below, (need(Flagged(what), "classed_otherwise"),))


def _as_classed(found: Found, *, every: bool) -> Count:
    """One entry is expected for a year; of two that differ the worse one holds, with a warning."""
    if not found.below:
        return Count(None, 1, no_data="not_classed")
    yes, said = found.counted, found.below
    count = Count(int(yes == said if every else yes > 0), 1)
    if 0 < yes < said:
        count.warnings.append("classed_twice")
    return count


define(
    "team_consolidated",
    "yes_no",
    "teams",
    declare=_teams,
    fold=at_least_one,
    cumulative=True,
    team_kind="team_178",
)
define("pilot_model_run", "yes_no", "models", declare=_models, fold=at_least_one, communes="any")
define(
    "commune_healthy",
    "yes_no",
    declare=lambda _: _classed("healthy"),
    fold=lambda found: _as_classed(found, every=True),
    more=More.NOTHING,
    over=Over.LAST,
)
define(
    "commune_key_area",
    "yes_no",
    declare=lambda _: _classed("key_area"),
    fold=lambda found: _as_classed(found, every=False),
    more=More.NOTHING,
    over=Over.LAST,
)
