"""What a receiving unit hands down: chosen here, and from then on in every receipt, as it is that day."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from desktop.models import code_lists, handed, settings, units
from desktop.models.errors import Refusal
from desktop.services.desk import RECEIVING, Desk
from desktop.services.handing import code_lists as lists
from desktop.services.handing import plan_texts, unit_texts
from desktop.services.plans import fits
from sync.handed import MAX_PIECE, MAX_PIECES, Handed, HandedPart, cut

PLAN, CODE_LIST, UNIT_LIST = "plan", "code_list", "unit_list"
KINDS = (PLAN, UNIT_LIST, CODE_LIST)
_SETTING = "handing"
_LARGEST = MAX_PIECE * MAX_PIECES


@dataclasses.dataclass(frozen=True)
class Given:
    """Something that is handed down, or could be.

    Attributes:
        kind: ``plan``, ``code_list`` or ``unit_list``.
        name: Which one.
        title: What a plan is called; empty for a code list, which has words of its own.
        count: Targets of a plan; the unit's own entries of a code list; units of a unit list.
        on: ISO date since which it is handed down as it is; empty when it is not.
    """

    kind: str
    name: str
    title: str
    count: int
    on: str = ""


def given(desk: Desk) -> list[Given]:
    """What can be handed down, what is first: the plans figures are held against and the unit's own; lists that grow.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    _check_desk(desk)
    with desk.store.read() as connection:
        held = settings.read(connection, _SETTING, {})
        own = lists.own_entries(connection, desk.settings.unit)
        told = [one.name for one in handed.decided(connection, UNIT_LIST) if one.taken]
    found = [
        Given(UNIT_LIST, name, "", len(list(units.UnitSet.load(name).units())), _since(held, UNIT_LIST, name))
        for name in told
    ]
    for plan_id in dict.fromkeys([*desk.settings.plans, *sorted(_live(desk))]):
        plan = desk.plans.newest(plan_id)
        found.append(Given(PLAN, plan_id, plan.number, len(plan.targets), _since(held, PLAN, plan_id)))
    found += [
        Given(CODE_LIST, name, "", len(own.get(name, ())), _since(held, CODE_LIST, name))
        for name in code_lists.codes("growing_list")
    ]
    return sorted(found, key=lambda one: (not one.on, KINDS.index(one.kind), not one.count))


def give(desk: Desk, kind: str, name: str, *, on: bool = True) -> None:
    """Hand something down from the next receipts on, or no more.

    What a commune has taken stays with it.

    Raises:
        Refusal: ``not_receiving_desk``, ``unknown_document``, ``document_too_large``.
    """
    if not any((one.kind, one.name) == (kind, name) for one in given(desk)):
        raise Refusal("unknown_document", name=name)
    with desk.store.write() as writer:
        held = settings.read(writer.connection, _SETTING, {})
        key = f"{kind}/{name}"
        if on and key not in held:
            text = _text(desk, writer.connection, kind, name)
            if len(text) > _LARGEST:
                raise Refusal("document_too_large")
            held = {**held, key: {"on": desk.today().isoformat(), "sha256": _hash(kind, name, text)}}
        elif not on:
            held = {one: said for one, said in held.items() if one != key}
        settings.write(writer.connection, {_SETTING: held})


def documents(desk: Desk, connection: Any) -> list[Handed]:
    """What is handed down, as it is now; what is gone or deleted meanwhile is left out."""
    found = []
    for key, said in settings.read(connection, _SETTING, {}).items():
        kind, _, name = key.partition("/")
        if kind == PLAN and name not in desk.plans.ids:
            continue
        text = _text(desk, connection, kind, name)
        since = said["on"] if said["sha256"] == _hash(kind, name, text) else desk.today().isoformat()
        found.append(Handed(kind, name, _title(desk, kind, name), since, text))
    return found


def parts(desk: Desk, given_down: Sequence[Handed], unit: str) -> list[HandedPart]:
    """The pieces of what is handed down to *unit*: no plan whose scope it lies outside of."""
    return [
        part
        for one in given_down
        if one.kind != PLAN or fits(desk.plans.newest(one.name), unit)
        for part in cut(one)
    ]


def _text(desk: Desk, connection: Any, kind: str, name: str) -> str:
    if kind == PLAN:
        return plan_texts.text(desk, name)
    if kind == UNIT_LIST:
        return unit_texts.text(desk, name)
    return lists.text(connection, desk.settings.unit, name)


def _title(desk: Desk, kind: str, name: str) -> str:
    return desk.plans.newest(name).number if kind == PLAN else ""


def _hash(kind: str, name: str, text: str) -> str:
    return Handed(kind, name, "", "", text).sha256


def _since(held: dict[str, dict[str, str]], kind: str, name: str) -> str:
    return held.get(f"{kind}/{name}", {}).get("on", "")


def _live(desk: Desk) -> list[str]:
    return [plan_id for plan_id, own in desk.plans.own.items() if not own.deleted]


def _check_desk(desk: Desk) -> None:
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
