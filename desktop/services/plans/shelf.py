"""All plans a unit can work by: those that come with the program, and its own in their versions."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from desktop.models.errors import Refusal
from desktop.models.own_plans import KeptVersion
from desktop.services.plans.library import available, load
from desktop.services.plans.plan import Plan


@dataclasses.dataclass(frozen=True)
class Version:
    """A version of a plan, and the day from which it holds."""

    plan: Plan
    applies_from: date
    saved_on: date | None


@dataclasses.dataclass(frozen=True)
class OwnPlan:
    """A plan of the unit's own: its versions in the order they were saved, at least one."""

    versions: tuple[Version, ...]
    deleted: bool

    @property
    def newest(self) -> Version:
        """The version saved last."""
        return self.versions[-1]

    def on(self, day: date) -> Plan:
        """The version in force on *day*: the one saved last among those that hold by then.

        Before the first of them holds it is the first: figures of that time lie outside the plan anyway.
        """
        holding = [version for version in self.versions if version.applies_from <= day]
        return (holding or self.versions[:1])[-1].plan


class Shelf:
    """The plans of a unit as they were when its settings were read; nothing of it changes.

    Attributes:
        own: The unit's own plans by their ids, deleted ones too.
    """

    def __init__(self, kept: Iterable[KeptVersion] = ()) -> None:
        found: dict[str, list[KeptVersion]] = {}
        for one in kept:
            found.setdefault(one.plan, []).append(one)
        self.own = {plan: _own(versions) for plan, versions in found.items()}

    @property
    def ids(self) -> list[str]:
        """The ids of all plans there are to choose from, the program's first."""
        own = (plan for plan, one in self.own.items() if not one.deleted)
        return [*available(), *sorted(own)]

    def newest(self, plan_id: str) -> Plan:
        """The plan as it was saved last, deleted or not.

        Raises:
            Refusal: ``unknown_plan``.
        """
        return self.own[plan_id].newest.plan if plan_id in self.own else load(plan_id)

    def on(self, plan_id: str, day: date) -> Plan:
        """The plan as it is in force on *day*.

        Raises:
            Refusal: ``unknown_plan``, also for one that is deleted.
        """
        own = self.own.get(plan_id)
        if own is None:
            return load(plan_id)
        if own.deleted:
            raise Refusal("unknown_plan", plan=plan_id)
        return own.on(day)


def _own(kept: Sequence[KeptVersion]) -> OwnPlan:
    versions = tuple(
        Version(msgspec.json.decode(one.content, type=Plan), one.applies_from, one.saved_on) for one in kept
    )
    return OwnPlan(versions, kept[-1].deleted)
