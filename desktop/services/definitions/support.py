"""Support: people in need who were served, from the cases or, above the commune, from their tally."""

from collections.abc import Iterable

from desktop.models.counting.terms import (
    Given,
    HasRow,
    Is,
    Need,
    OfPeriod,
    OpenWithin,
    Source,
    Value,
    Within,
    need,
)
from desktop.services.definitions.definition import Parameters, define, of_tallies, share

OPENED = Within("opened_on", None)
OPEN = OpenWithin("opened_on", "closed_on")
ACCESSED = Is("status", ("accessed", "finished")) & Within("accessed_on")
"""A service the person came to use in the period; asked of a row of ``services``."""

NEED: tuple[Need, ...] = (need(OPEN, "closed"), need(Given("needs"), "not_in_need"))
ELIGIBLE = need(Is("eligible", ("yes",)), (Is("eligible", ("no",)), "not_eligible"), "eligibility_unknown")
SERVED = need(HasRow("services", ACCESSED), "no_service_accessed")


def of_need(_: Parameters) -> Iterable[Source]:
    """Of the cases in need, those with a service accessed in the period."""
    yield Source("support_case", OPENED, NEED, (SERVED,))


def eligible(_: Parameters) -> Iterable[Source]:
    """Of the cases in need and eligible, those with a service accessed in the period."""
    yield Source("support_case", OPENED, (*NEED, ELIGIBLE), (SERVED,))


def _tallies(part: str, whole: str) -> Iterable[Source]:
    yield Source("support_tally", OfPeriod(), part=Value(part), whole=Value(whole))


define(
    "supported",
    "people",
    declare=eligible,
    fold=share,
    received=lambda _: _tallies("accessed_eligible", "eligible"),
    fold_received=of_tallies,
)
define(
    "supported_of_need",
    "people",
    declare=of_need,
    fold=share,
    received=lambda _: _tallies("accessed", "in_need"),
    fold_received=of_tallies,
)
