"""The way from a figure anywhere to its explanation."""

from collections.abc import Sequence

from desktop.models.conditions import Condition
from desktop.ui.workplace import PageWanted

_TARGET = "target"


def explanation_of(target_id: str) -> PageWanted:
    """The page of indicators with the explanation of one target open."""
    return PageWanted(page="indicators", conditions=(Condition(_TARGET, any_of=(target_id,)),))


def target_in(conditions: Sequence[Condition]) -> str:
    """The target such a wish names; empty when it names none."""
    return next((code for one in conditions if one.field == _TARGET for code in one.any_of), "")
