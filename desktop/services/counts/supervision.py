"""Establishments and their inspection."""

from collections.abc import Iterable

from desktop.models.counting.terms import (
    END,
    ONE,
    Among,
    Condition,
    Every,
    FirstTo,
    Given,
    Is,
    Need,
    OpenAt,
    Source,
    Value,
    Within,
    need,
)
from desktop.services.counts.count import (
    Each,
    Parameter,
    Parameters,
    declare,
    known_sum,
    of_indicator,
    records,
    records_of,
    share,
)

_LATER = Within("opened_on", None, None) & ~Within("opened_on", None, END)
_OPEN = need(OpenAt("opened_on", "closed_on"), (_LATER, "not_yet_open"), "closed")


def _establishments(_: Parameters) -> Iterable[Source]:
    """Establishments open at the period's end."""
    yield Source("establishment", counted=(_OPEN,), whole=None, by="type")


def _workers(parameters: Parameters) -> Iterable[Source]:
    """Workers, or female workers, in the establishments open at the period's end."""
    field = "female_workers" if parameters["female"] else "workers"
    said = (need(Given(field), "workers_not_given"),)
    yield Source("establishment", None, (_OPEN,), said, part=Value(field), whole=ONE)


def _committed(_: Parameters) -> Iterable[Source]:
    """Establishments open at the period's end that had signed the commitment by then."""
    signed = need(Within("commitment_on", None, END), "no_commitment")
    yield Source("establishment", counted=(_OPEN, signed), whole=None)


declare(
    "establishments_open",
    _establishments,
    records,
    each=Each("establishment_type", "type", _establishments, records_of),
)
declare("workers", _workers, known_sum, female=Parameter(flag=True))
declare("establishments_committed", _committed, records)


# --- visits

_VISITED = Within("inspected_on")
_TEAM = Parameter("inspection_team")


def _of_team(parameters: Parameters) -> tuple[Need, ...]:
    """Only visits of the team the form names, if it names one."""
    return (need(_by_team(parameters), "other_visiting_team"),) if parameters["team"] else ()


def _by_team(parameters: Parameters) -> Condition:
    return Is("team", (parameters["team"],)) if parameters["team"] else Every(())


_VIOLATION = need(Given("violations"), "no_violation")


def _visits(parameters: Parameters) -> Iterable[Source]:
    """Inspection visits."""
    yield Source("inspection", _VISITED, counted=_of_team(parameters), whole=None, by="mode")


def _places(parameters: Parameters, *needs: Need) -> Iterable[Source]:
    """Different establishments visited: of several visits to one the first counts it."""
    meeting = Every((_by_team(parameters), *(one.condition for one in needs)))
    first = need(FirstTo("establishment", "inspected_on", meeting), "place_counted_already")
    counted = (*_of_team(parameters), *needs, first)
    yield Source("inspection", _VISITED, counted=counted, whole=None)


def _violating(parameters: Parameters) -> tuple[Need, ...]:
    settled = (need(Within("handled_on", None, END), "not_handled"),) if parameters["handled"] else ()
    return (*_of_team(parameters), _VIOLATION, *settled)


def _violations(parameters: Parameters) -> Iterable[Source]:
    """Visits that found a violation; with ``handled``, those settled by the period's end."""
    yield Source("inspection", _VISITED, counted=_violating(parameters), whole=None)


def _violations_each(parameters: Parameters) -> Iterable[Source]:
    yield Source("inspection", _VISITED, counted=_violating(parameters), whole=None, by="violations.*")


def _outcomes(parameters: Parameters) -> Iterable[Source]:
    """Outcomes applied; a visit may have several."""
    counted = (
        *_of_team(parameters),
        need(Given("outcomes"), "no_outcome"),
    )
    yield Source("inspection", _VISITED, counted=counted, whole=None, by="outcomes.*")


def _fines(parameters: Parameters) -> Iterable[Source]:
    """Fines in đồng. No violation, or another outcome, means that there was none."""
    may_have = Given("fine_vnd") | Among("outcomes", ("fined",)) | (Given("violations") & ~Given("outcomes"))
    said = (need(Given("fine_vnd"), "fine_not_given"),)
    below = (*_of_team(parameters), need(may_have, "no_fine"))
    yield Source("inspection", _VISITED, below, said, part=Value("fine_vnd"), whole=ONE)


declare(
    "inspections",
    _visits,
    records,
    each=Each("inspection_mode", "mode", _visits, records_of),
    team=_TEAM,
)
declare("establishments_inspected", _places, records, team=_TEAM)
declare("inspected_share", of_indicator("establishments_inspected"), share)
declare(
    "violating_visits",
    _violations,
    records,
    each=Each("violation", "violation", _violations_each, records_of),
    handled=Parameter(flag=True),
    team=_TEAM,
)
declare(
    "violating_establishments",
    lambda parameters: _places(parameters, _VIOLATION),
    records,
    team=_TEAM,
)
declare(
    "outcomes",
    _outcomes,
    records,
    each=Each("inspection_outcome", "outcome", _outcomes, records_of),
    team=_TEAM,
)
declare("fines", _fines, known_sum, team=_TEAM)
