"""The year's plan, and the work's place in other programmes."""

from collections.abc import Iterable
from datetime import date

from desktop.models.code_lists import codes
from desktop.models.counting.terms import END, TODAY, Among, Condition, Given, OfYear, Source, Within, need
from desktop.services.definitions.definition import Parameters, at_least_one, define
from desktop.services.definitions.more import More
from desktop.services.definitions.years import Over

# A plan may be dated ahead: it is out neither before its day nor, for a past period, after the period's end.
OUT = Within("issued_on", None, END) & Within("issued_on", None, TODAY)


def _plans(parameters: Parameters) -> Iterable[Source]:
    """The year's plan is issued by the period's end, and by the day ``by`` if the plan sets one."""
    by = parameters["by"]
    in_time: Condition = OUT & Within("issued_on", None, date.fromisoformat(by)) if by else OUT
    counted = (need(in_time, (Given("issued_on"), "issued_late"), "not_issued"),)
    yield Source("annual_plan", OfYear(), counted=counted, whole=None)


def _integrated(parameters: Parameters) -> Iterable[Source]:
    """The year's plan, or a session, that is integrated into a programme the plan names."""
    named = (need(Among("programmes", tuple(parameters["programmes"])), "not_integrated"),)
    # A plan dated later is none of the period; a draft has no date yet.
    yield Source("annual_plan", OfYear() & (OUT | ~Given("issued_on")), counted=named, whole=None)
    yield Source("propaganda_session", Within("held_on"), counted=named, whole=None)


define(
    "plan_issued",
    "yes_no",
    "plans",
    declare=_plans,
    fold=at_least_one,
    more=More.NOTHING,
    over=Over.EVERY,
    by=None,
    communes="all",
)
define(
    "work_integrated",
    "yes_no",
    "programmes",
    declare=_integrated,
    fold=at_least_one,
    more=More.NOTHING,
    over=Over.ANY,
    programmes=codes("programme"),
    communes="any",
)
