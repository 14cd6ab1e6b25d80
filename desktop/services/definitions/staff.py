"""Staff trained since the plan began, from the staff list or, above the commune, from its tally."""

from collections.abc import Iterable

from desktop.models.counting.terms import (
    BEGAN,
    Condition,
    Flagged,
    InPost,
    Is,
    ListedIn,
    OfPeriod,
    RowSum,
    Source,
    Within,
    need,
)
from desktop.services.definitions.definition import Parameters, define, of_tallies, share

GROUPS = ("commune_official", "volunteer_team", "team_178", "propagandist", "union")

IN_POST = InPost("from_on", "to_on")
TRAINED = ListedIn("training", "attendees", Within("started_on", BEGAN))
"""Came to a training that began between the plan's first day and the period's end."""


def _staff(parameters: Parameters) -> Iterable[Source]:
    """Of the staff in post at the period's end, groups as the plan names them, those trained."""
    below = (
        need(IN_POST, "not_in_post"),
        need(Is("group", tuple(parameters["groups"])), "other_group"),
    )
    yield Source("staff_member", None, below, (need(TRAINED, "not_trained"),))


def _direct_staff(parameters: Parameters) -> Iterable[Source]:
    """The same for staff with direct duty, and the whole volunteer team where the plan says so."""
    every, direct = _groups(parameters)
    wanted: Condition = direct & Flagged("direct_duty")
    below = (
        need(IN_POST, "not_in_post"),
        need(every | wanted if every else wanted, (direct, "no_direct_duty"), "other_group"),
    )
    yield Source("staff_member", None, below, (need(TRAINED, "not_trained"),))


def _groups(parameters: Parameters) -> tuple[Is | None, Is]:
    if not parameters["volunteer_team"]:
        return None, Is("group", GROUPS)
    return Is("group", ("volunteer_team",)), Is("group", tuple(g for g in GROUPS if g != "volunteer_team"))


def _staff_tallies(parameters: Parameters) -> Iterable[Source]:
    wanted = Is("group", tuple(parameters["groups"]))
    yield Source(
        "staff_tally",
        OfPeriod(),
        part=RowSum("groups", ((wanted, "trained"),)),
        whole=RowSum("groups", ((wanted, "total"),)),
    )


def _direct_staff_tallies(parameters: Parameters) -> Iterable[Source]:
    every, direct = _groups(parameters)

    def total(of_all: str, of_direct: str) -> RowSum:
        columns = ((every, of_all),) if every else ()
        return RowSum("groups", (*columns, (direct, of_direct)))

    yield Source(
        "staff_tally",
        OfPeriod(),
        part=total("trained", "direct_trained"),
        whole=total("total", "direct_duty"),
    )


define(
    "staff_trained",
    "people",
    declare=_staff,
    fold=share,
    received=_staff_tallies,
    fold_received=of_tallies,
    cumulative=True,
    groups=GROUPS,
)
define(
    "direct_staff_trained",
    "people",
    declare=_direct_staff,
    fold=share,
    received=_direct_staff_tallies,
    fold_received=of_tallies,
    cumulative=True,
    volunteer_team=False,
)
