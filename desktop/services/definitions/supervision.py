"""Establishments and their inspection: distinct establishments, never visits."""

from collections.abc import Iterable

from desktop.models.counting.terms import (
    BEGAN,
    END,
    START,
    Bound,
    Condition,
    Given,
    Not,
    OpenAt,
    OpenWithin,
    PointedAt,
    Source,
    Within,
    need,
)
from desktop.services.definitions.definition import Parameters, define, share


def _establishments(there: Condition, since: Bound) -> Iterable[Source]:
    """Of the establishments that were *there*, those inspected from *since* to the period's end."""
    later = Within("opened_on", None, None) & Not(Within("opened_on", None, END))
    inspected = PointedAt("inspection", "establishment", Within("inspected_on", since))
    below = (need(there, (later, "not_yet_open"), "closed"),)
    yield Source("establishment", None, below, (need(inspected, "not_inspected"),))


def _violations(_: Parameters) -> Iterable[Source]:
    """Of the inspections with a violation, those handled."""
    below = (need(Given("violations"), "no_violation"),)
    counted = (need(Given("handled_on"), "not_handled"),)
    yield Source("inspection", Within("inspected_on"), below, counted)


define(
    "establishments_inspected",
    "establishments",
    declare=lambda _: _establishments(OpenWithin("opened_on", "closed_on"), START),
    fold=share,
)
define(
    "establishments_inspected_ever",
    "establishments",
    declare=lambda _: _establishments(OpenAt("opened_on", "closed_on"), BEGAN),
    fold=share,
    cumulative=True,
)
define("violations_handled", "inspections", declare=_violations, fold=share)
