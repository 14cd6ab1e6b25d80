"""A plan as it is handed down: all its versions, so that both sides hold every period against the same one."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.models import own_plans, settings
from desktop.models.fitting import day_of
from desktop.models.own_plans import KeptVersion
from desktop.models.writer import Writer
from desktop.services import edited_files
from desktop.services.edited_files import Wrong
from desktop.services.plans import Plan, Version, fits, library
from desktop.services.plans.checks import wrongs as plan_wrongs

if TYPE_CHECKING:
    from desktop.services.desk import Desk

Versions = tuple[tuple[date, Plan], ...]
"""The versions of a plan in the order they were saved, each with the day from which it holds."""


def text(desk: "Desk", plan_id: str) -> str:
    """The text of *plan_id*, one entry a line."""
    own = desk.plans.own.get(plan_id)
    newest = desk.plans.newest(plan_id)
    versions = own.versions if own else (Version(newest, newest.valid_from, None),)
    said = [
        {"applies_from": one.applies_from.isoformat(), "plan": library.values_of(one.plan)}
        for one in versions
    ]
    return json.dumps({"versions": said}, ensure_ascii=False, indent=0)


def read(content: str, name: str) -> tuple[Versions, tuple[Wrong, ...]]:
    """The versions written in *content*, and what is wrong with it by line."""
    value, wrong = edited_files.read(content.encode(), lambda value: _wrongs(value, name))
    if wrong:
        return (), wrong
    return tuple(
        (date.fromisoformat(one["applies_from"]), library.built(one["plan"])) for one in value["versions"]
    ), ()


def _wrongs(value: Any, name: str) -> Iterator[Wrong]:
    versions = value.get("versions") if isinstance(value, dict) else None
    if not isinstance(versions, list) or not versions:
        yield Wrong(("versions",), "not_list")
        return
    for number, one in enumerate(versions):
        here = ("versions", number)
        if not isinstance(one, dict):
            yield Wrong(here, "not_object")
            continue
        if day_of(one.get("applies_from")) is None:
            yield Wrong((*here, "applies_from"), "not_day")
        plan = one.get("plan")
        if isinstance(plan, dict) and plan.get("id") != name:
            yield Wrong((*here, "plan", "id"), "other_id", {"id": name})
        for wrong in plan_wrongs(plan):
            yield Wrong((*here, "plan", *wrong.path), wrong.code, wrong.params)


def fresh(desk: "Desk", versions: Versions) -> Versions:
    """Those of *versions* that the desk does not have: nothing when the text is an older one, or its own."""
    plan_id = versions[0][1].id
    if plan_id in library.available():
        return ()
    own = desk.plans.own.get(plan_id)
    known = Counter(_same(one.applies_from, one.plan) for one in own.versions) if own else Counter()
    found = []
    for since, plan in versions:
        said = _same(since, plan)
        if known[said]:
            known[said] -= 1
        else:
            found.append((since, plan))
    return tuple(found)


def _same(since: date, plan: Plan) -> bytes:
    return since.isoformat().encode() + msgspec.json.encode(msgspec.structs.replace(plan, version=1))


def to_choose(desk: "Desk", versions: Versions) -> bool:
    """Whether figures are not yet held against the plan, and can be."""
    plan = versions[-1][1]
    return plan.id not in desk.settings.plans and fits(plan, desk.settings.unit)


def apply(desk: "Desk", writer: Writer, versions: Versions) -> None:
    """Add the versions that the desk does not have, and hold figures against the plan, behind those there are."""
    plan_id = versions[-1][1].id
    adding = fresh(desk, versions)
    own = desk.plans.own.get(plan_id)
    number = own.newest.plan.version if own else 0
    if adding:
        own_plans.mark(writer, plan_id, deleted=False)
    for since, plan in adding:
        number += 1
        content = msgspec.json.encode(msgspec.structs.replace(plan, version=number)).decode()
        own_plans.add(writer, KeptVersion(plan_id, number, since, content, desk.today(), deleted=False))
    if to_choose(desk, versions):
        chosen = settings.read(writer.connection, "plans", [])
        settings.write(writer.connection, {"plans": list(dict.fromkeys([*chosen, plan_id]))})


def difference(desk: "Desk", versions: Versions) -> dict[str, object]:
    """How the newest version differs from what the desk has: targets added, changed and taken away."""
    plan = versions[-1][1]
    known = plan.id in desk.plans.own or plan.id in library.available()
    before = {one.id: one for one in desk.plans.newest(plan.id).targets} if known else {}
    now = {one.id: one for one in plan.targets}
    return {
        "number": plan.number,
        "targets": len(now),
        "since": min((since for since, _ in fresh(desk, versions)), default=versions[-1][0]).isoformat(),
        "added": len(now.keys() - before.keys()),
        "changed": sum(one != now[name] for name, one in before.items() if name in now),
        "removed": len(before.keys() - now.keys()),
    }
