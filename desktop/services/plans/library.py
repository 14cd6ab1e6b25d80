"""Plans read from files and checked, and those that come with the program."""

import functools
import json
from typing import Any

import msgspec

from desktop import paths
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.services import edited_files
from desktop.services.edited_files import Wrong, placed
from desktop.services.plans.checks import wrongs
from desktop.services.plans.plan import Plan

_TEXTS = frozenset({"title", "number", "issuer", "quote", "note", "source_file"})


def available() -> list[str]:
    """The ids of the plans that come with the program, sorted."""
    return sorted(file.stem for file in (paths.resources() / "plans").glob("*.json"))


@functools.cache
def load(plan_id: str) -> Plan:
    """The plan *plan_id* that comes with the program, checked.

    Raises:
        Refusal: ``unknown_plan``, ``plan_not_valid``.
    """
    if plan_id not in available():
        raise Refusal("unknown_plan", plan=plan_id)
    plan = parse((paths.resources() / "plans" / f"{plan_id}.json").read_bytes())
    if plan.id != plan_id:
        raise _not_valid((Wrong(("id",), "other_id", {"id": plan_id}),))
    return plan


def parse(content: bytes) -> Plan:
    """The plan written in *content*.

    Raises:
        Refusal: ``plan_not_valid`` with everything wrong in ``wrongs``, each with its line.
    """
    value, found = edited_files.read(content, wrongs)
    if found:
        raise _not_valid(found)
    return _built(value)


def checked(values: Any) -> tuple[Wrong, ...]:
    """What is wrong with a plan given as plain values; empty when it can be kept."""
    return placed(wrongs(values), values, {})


def built(values: Any) -> Plan:
    """The plan of plain values, its texts composed and with single spaces.

    Raises:
        Refusal: ``plan_not_valid`` with everything wrong in ``wrongs``.
    """
    if wrong := checked(values):
        raise _not_valid(wrong)
    return _built(values)


def _built(values: Any) -> Plan:
    return msgspec.convert(_composed(values), Plan)


def _not_valid(found: tuple[Wrong, ...]) -> Refusal:
    return Refusal("plan_not_valid", count=len(found), wrongs=found)


def _composed(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _composed(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_composed(one) for one in value]
    return nfc(value) if isinstance(value, str) and name in _TEXTS else value


def values_of(plan: Plan) -> dict[str, Any]:
    """*plan* as the plain values of a file."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plan))
    return values


def written(plan: Plan) -> bytes:
    """*plan* as a file: one entry a line, the way people read and change it."""
    return json.dumps(values_of(plan), ensure_ascii=False, indent=2).encode() + b"\n"
