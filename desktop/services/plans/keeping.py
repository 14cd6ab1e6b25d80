"""The unit's own plans: copied, changed, loaded from files, deleted and brought back. Each change is a version."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.models import own_plans, settings
from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.models.folding import fold
from desktop.models.own_plans import KeptVersion
from desktop.services.plans import library
from desktop.services.plans.fields import LONGEST_ID
from desktop.services.plans.plan import Plan
from desktop.services.plans.running import fits
from desktop.services.plans.shelf import OwnPlan, Version

if TYPE_CHECKING:
    from desktop.services.desk import Desk

_OF_UNIT = "don-vi"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclasses.dataclass(frozen=True)
class Listed:
    """A plan as a list shows it.

    Attributes:
        plan: As it was saved last.
        own: Whether it is the unit's own; others cannot be changed.
        place: 0 when figures are not held against it, 1 when it leads, 2 for the next one.
        fits: Whether the unit lies in its scope.
        deleted: Whether it is deleted and can be brought back.
        versions: Its versions, the oldest first; a plan of the program has one.
    """

    plan: Plan
    own: bool
    place: int
    fits: bool
    deleted: bool
    versions: tuple[Version, ...]


def listed(desk: "Desk") -> list[Listed]:
    """Every plan: those chosen, then those that fit the unit, then the others, deleted ones last."""
    found = [_listed(desk, plan_id) for plan_id in (*library.available(), *desk.plans.own)]
    return sorted(
        found, key=lambda one: (one.deleted, one.place or 99, not one.own, not one.fits, one.plan.id)
    )


def _listed(desk: "Desk", plan_id: str) -> Listed:
    own = desk.plans.own.get(plan_id)
    plan = desk.plans.newest(plan_id)
    chosen = desk.settings.plans
    return Listed(
        plan=plan,
        own=own is not None,
        place=chosen.index(plan_id) + 1 if plan_id in chosen else 0,
        fits=fits(plan, desk.settings.unit),
        deleted=own is not None and own.deleted,
        versions=own.versions if own else (Version(plan, plan.valid_from, None),),
    )


def choose(desk: "Desk", plan_ids: Sequence[str]) -> None:
    """Hold figures against *plan_ids* from now on, the first leading.

    Raises:
        Refusal: ``unknown_plan``.
    """
    for plan_id in plan_ids:
        desk.plans.on(plan_id, desk.today())
    with desk.store.write() as writer:
        settings.write(writer.connection, {"plans": list(dict.fromkeys(plan_ids))})
    desk.refresh()


def add(desk: "Desk", values: Mapping[str, Any]) -> Plan:
    """Keep *values* as a new plan of the unit's own, in force from its first day and called after its number.

    Raises:
        Refusal: ``plan_not_valid``.
    """
    called = _NOT_IN_IDS.sub("-", fold(str(values.get("number", "")))).strip("-") or _OF_UNIT
    taken = {*library.available(), *desk.plans.own}
    names = (called[: LONGEST_ID - 4].rstrip("-") + end for end in ("", *(f"-{n}" for n in range(2, 1000))))
    free = next(name for name in names if name not in taken)
    plan = library.built({**values, "id": free, "version": 1})
    _keep(desk, plan, plan.valid_from)
    return plan


def copy(desk: "Desk", plan_id: str) -> Plan:
    """Make *plan_id* a plan of the unit's own, the same in everything and for the same time.

    Raises:
        Refusal: ``unknown_plan``.
    """
    source = desk.plans.newest(plan_id)
    number = 1
    while (own_id := _own_id(source.id, number)) in desk.plans.own:
        number += 1
    made = msgspec.structs.replace(source, id=own_id, version=1)
    _keep(desk, made, source.valid_from)
    return made


def _own_id(source: str, number: int) -> str:
    bare = source.partition(f"-{_OF_UNIT}-")[0]
    end = f"-{_OF_UNIT}-{number}"
    return bare[: LONGEST_ID - len(end)].rstrip("-") + end


def save(desk: "Desk", plan_id: str, values: Mapping[str, Any], applies_from: date) -> Plan:
    """Keep *values* as the next version of the unit's own plan, in force from *applies_from*.

    Nothing is kept when it says what the newest version says, from the same day.

    Raises:
        Refusal: ``plan_not_valid``, ``unknown_plan``, ``plan_of_program``.
    """
    own = _own(desk, plan_id)
    plan = library.built({**values, "id": plan_id, "version": own.newest.plan.version + 1})
    if _same(plan, own.newest.plan) and applies_from == own.newest.applies_from and not own.deleted:
        return own.newest.plan
    _keep(desk, plan, applies_from)
    return plan


def read_file(file: Path) -> Plan:
    """The plan written in *file*.

    Raises:
        Refusal: ``path_missing``, ``plan_not_valid``.
    """
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Refusal("path_missing", path=str(file)) from fault
    return library.parse(content)


def load_file(desk: "Desk", file: Path, applies_from: date | None = None) -> Plan:
    """Keep the plan written in *file* as the unit's own, or as a further version of it.

    Args:
        desk: The desk.
        file: A plan file.
        applies_from: None for the plan's first day, or for today when the unit has the plan already.

    Raises:
        Refusal: ``path_missing``, ``plan_not_valid``, ``plan_of_program`` when a plan of the program is called so.
    """
    plan = read_file(file)
    if plan.id in library.available():
        raise Refusal("plan_of_program", plan=plan.id)
    own = desk.plans.own.get(plan.id)
    if own is not None:
        known = _same(plan, own.newest.plan)
        since = applies_from or (own.newest.applies_from if known else desk.today())
        return save(desk, plan.id, library.values_of(plan), since)
    made = msgspec.structs.replace(plan, version=1)
    _keep(desk, made, applies_from or plan.valid_from)
    return made


def write_file(desk: "Desk", plan_id: str, file: Path) -> None:
    """Write *plan_id* as it was saved last to *file*.

    Raises:
        Refusal: ``unknown_plan``, ``disk_full``, ``cannot_write``.
    """
    write_whole(file, library.written(desk.plans.newest(plan_id)))


def delete(desk: "Desk", plan_id: str) -> None:
    """Delete a plan of the unit's own; `restore` brings it back as it was, chosen if it was chosen.

    Raises:
        Refusal: ``plan_of_program``, ``unknown_plan``.
    """
    _mark(desk, plan_id, deleted=True)


def restore(desk: "Desk", plan_id: str) -> None:
    """Bring a deleted plan back.

    Raises:
        Refusal: ``plan_of_program``, ``unknown_plan``.
    """
    _mark(desk, plan_id, deleted=False)


def _own(desk: "Desk", plan_id: str) -> OwnPlan:
    own = desk.plans.own.get(plan_id)
    if own is None:
        raise Refusal("plan_of_program" if plan_id in library.available() else "unknown_plan", plan=plan_id)
    return own


def _same(plan: Plan, other: Plan) -> bool:
    return msgspec.structs.replace(plan, version=other.version) == other


def _mark(desk: "Desk", plan_id: str, *, deleted: bool) -> None:
    _own(desk, plan_id)
    with desk.store.write() as writer:
        own_plans.mark(writer, plan_id, deleted=deleted)
    desk.refresh()


def _keep(desk: "Desk", plan: Plan, applies_from: date) -> None:
    content = msgspec.json.encode(plan).decode()
    kept = KeptVersion(plan.id, plan.version, applies_from, content, desk.today(), deleted=False)
    with desk.store.write() as writer:
        own_plans.mark(writer, plan.id, deleted=False)
        own_plans.add(writer, kept)
    desk.refresh()
