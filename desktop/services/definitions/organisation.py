"""What there is in the commune: teams, models, and how it was classed for the year."""

from collections.abc import Callable, Iterable

from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.fact_rows import Team
from desktop.services.facts import Facts
from desktop.services.reckoning import open_at, open_within


@defines("team_consolidated", "yes_no", "teams", cumulative=True, team_kind="team_178")
def team_consolidated(facts: Facts, parameters: Parameters) -> Count:
    """A team of the kind named was set up anew since the plan began, and is there at the period's end."""
    count = Count(0, 1, shortfall=1)
    for team in facts.teams:
        reason = _why_not(team, facts, parameters["team_kind"])
        if reason is None:
            count.counted.append(Item("team", team.id))
        else:
            count.left_out.append(Item("team", team.id, reason=reason))
    if count.counted:
        count.numerator, count.shortfall = 1, 0
    return count


def _why_not(team: Team, facts: Facts, kind: str) -> str | None:
    if team.team_kind != kind:
        return "other_team"
    if team.consolidated_on > facts.end:
        return "not_yet_begun"
    if not open_at(team.consolidated_on, team.ended_on, facts.end):
        return "ended"
    return "consolidated_before_plan" if team.consolidated_on < facts.began.isoformat() else None


@defines("pilot_model_run", "yes_no", "models", communes="any")
def pilot_model_run(facts: Facts, _: Parameters) -> Count:
    """A model runs in the period."""
    count = Count(0, 1, shortfall=1)
    for model in facts.models:
        if open_within(model.started_on, model.ended_on, facts.start, facts.end):
            count.counted.append(Item("pilot_model", model.id))
        else:
            reason = "not_yet_begun" if model.started_on > facts.end else "ended"
            count.left_out.append(Item("pilot_model", model.id, reason=reason))
    if count.counted:
        count.numerator, count.shortfall = 1, 0
    return count


@defines("commune_healthy", "yes_no")
def commune_healthy(facts: Facts, _: Parameters) -> Count:
    """The commune is classed as healthy for the period's year, by every entry that says either."""
    return _classed(facts, "healthy", all)


@defines("commune_key_area", "yes_no")
def commune_key_area(facts: Facts, _: Parameters) -> Count:
    """The commune is classed as a key area for the period's year, by any entry that says either."""
    return _classed(facts, "key_area", any)


def _classed(facts: Facts, what: str, enough: Callable[[Iterable[bool]], bool]) -> Count:
    """One entry is expected for a year; two that differ count against the commune, with a warning."""
    count = Count(0, 1)
    said: list[bool] = []
    for one in facts.classed:
        answer = getattr(one, what)
        if answer is None:
            count.left_out.append(Item("commune_status", one.id, reason="not_classed"))
            continue
        said.append(bool(answer))
        if answer:
            count.counted.append(Item("commune_status", one.id))
        else:
            count.left_out.append(Item("commune_status", one.id, reason="classed_otherwise"))
    if not said:
        count.numerator, count.no_data = None, "not_classed"
        return count
    count.numerator = int(enough(said))
    if len(set(said)) > 1:
        count.warnings.append("classed_twice")
    return count
