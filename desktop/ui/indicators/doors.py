"""The way from a figure anywhere to its explanation."""

from collections.abc import Sequence

from desktop.models.conditions import Condition
from desktop.ui.workplace import PageWanted

_TARGET, _PLAN = "target", "plan"


def explanation_of(target_id: str, plan: str | None = None) -> PageWanted:
    """The page of indicators with the explanation of one target open, of *plan* or of the one that leads."""
    of_plan = () if plan is None else (Condition(_PLAN, any_of=(plan,)),)
    return PageWanted(page="indicators", conditions=(Condition(_TARGET, any_of=(target_id,)), *of_plan))


def target_in(conditions: Sequence[Condition]) -> str:
    """The target such a wish names; empty when it names none."""
    return next((code for one in conditions if one.field == _TARGET for code in one.any_of), "")


def plan_in(conditions: Sequence[Condition]) -> str | None:
    """The plan it names; None for the one that leads."""
    return next((code for one in conditions if one.field == _PLAN for code in one.any_of), None)
