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
_VIOLATION = need(Given("violations"), "no_violation")


def _visits(_: Parameters) -> Iterable[Source]:
    """Inspection visits."""
    yield Source("inspection", _VISITED, whole=None, by="mode")


def _places(*needs: Need, meeting: Condition | None = None) -> Iterable[Source]:
    """Different establishments visited: of several visits to one the first counts it."""
    first = FirstTo("establishment", "inspected_on", meeting or Every(()))
    counted = (*needs, need(first, "place_counted_already"))
    yield Source("inspection", _VISITED, counted=counted, whole=None)


def _violating(parameters: Parameters) -> tuple[Need, ...]:
    settled = (need(Within("handled_on", None, END), "not_handled"),) if parameters["handled"] else ()
    return (_VIOLATION, *settled)


def _violations(parameters: Parameters) -> Iterable[Source]:
    """Visits that found a violation; with ``handled``, those settled by the period's end."""
    yield Source("inspection", _VISITED, counted=_violating(parameters), whole=None)


def _violations_each(parameters: Parameters) -> Iterable[Source]:
    yield Source("inspection", _VISITED, counted=_violating(parameters), whole=None, by="violations.*")


def _outcomes(_: Parameters) -> Iterable[Source]:
    """Outcomes applied; a visit may have several."""
    counted = (need(Given("outcomes"), "no_outcome"),)
    yield Source("inspection", _VISITED, counted=counted, whole=None, by="outcomes.*")


def _fines(_: Parameters) -> Iterable[Source]:
    """Fines in đồng. No violation, or another outcome, means that there was none."""
    may_have = Given("fine_vnd") | Among("outcomes", ("fined",)) | (Given("violations") & ~Given("outcomes"))
    said = (need(Given("fine_vnd"), "fine_not_given"),)
    yield Source(
        "inspection", _VISITED, (need(may_have, "no_fine"),), said, part=Value("fine_vnd"), whole=ONE
    )


declare("inspections", _visits, records, each=Each("inspection_mode", "mode", _visits, records_of))
declare("establishments_inspected", lambda _: _places(), records)
declare("inspected_share", of_indicator("establishments_inspected"), share)
declare(
    "violating_visits",
    _violations,
    records,
    each=Each("violation", "violation", _violations_each, records_of),
    handled=Parameter(flag=True),
)
declare("violating_establishments", lambda _: _places(_VIOLATION, meeting=Given("violations")), records)
declare("outcomes", _outcomes, records, each=Each("inspection_outcome", "outcome", _outcomes, records_of))
declare("fines", _fines, known_sum)
