"""How a person looks at a register: which columns, in which order, and filters with a name. Kept in the store."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from desktop.models import settings
from desktop.models.conditions import CONFLICTS, INSPECTED, UNIT, Condition, from_json
from desktop.models.folding import nfc, sort_key
from desktop.models.records import Kind, kind_named
from desktop.services.desk import Desk

_NAME = "list/"


@dataclasses.dataclass(frozen=True)
class NamedFilter:
    """Words and conditions under a name."""

    name: str
    text: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclasses.dataclass(frozen=True)
class View:
    """How one register is looked at.

    Attributes:
        columns: The fields shown, in order; empty for those of the kind's description.
        filters: The filters kept, in the order of their names.
    """

    columns: tuple[str, ...] = ()
    filters: tuple[NamedFilter, ...] = ()


def view(desk: Desk, kind: str) -> View:
    """How the register of *kind* is looked at; what this program knows no more is left out."""
    with desk.store.read() as connection:
        kept: dict[str, Any] = settings.read(connection, _NAME + kind, {})
    described = kind_named(kind)
    columns = tuple(name for name in kept.get("columns", ()) if name in described)
    filters = (_filter(described, one) for one in kept.get("filters", ()))
    return View(columns, tuple(sorted(filters, key=lambda one: sort_key(one.name) or "")))


def show_columns(desk: Desk, kind: str, columns: Sequence[str]) -> View:
    """Show *columns* from now on; none for those of the kind's description."""
    return _keep(desk, kind, dataclasses.replace(view(desk, kind), columns=tuple(columns)))


def keep_filter(desk: Desk, kind: str, kept: NamedFilter) -> View:
    """Keep a filter, instead of one of the same name."""
    kept = dataclasses.replace(kept, name=nfc(kept.name))
    present = view(desk, kind)
    others = [one for one in present.filters if one.name.casefold() != kept.name.casefold()]
    return _keep(desk, kind, dataclasses.replace(present, filters=(*others, kept)))


def rename_filter(desk: Desk, kind: str, name: str, new: str) -> View:
    """Call the filter *name* *new*, instead of another one of that name."""
    found = next((one for one in view(desk, kind).filters if one.name == name), None)
    if found is None or not nfc(new):
        return view(desk, kind)
    forget_filter(desk, kind, name)
    return keep_filter(desk, kind, dataclasses.replace(found, name=new))


def forget_filter(desk: Desk, kind: str, name: str) -> View:
    """Forget the filter *name*."""
    present = view(desk, kind)
    filters = tuple(one for one in present.filters if one.name != name)
    return _keep(desk, kind, dataclasses.replace(present, filters=filters))


def _keep(desk: Desk, kind: str, kept: View) -> View:
    said = {
        "columns": list(kept.columns),
        "filters": [
            {"name": one.name, "text": one.text, "conditions": [c.to_json() for c in one.conditions]}
            for one in kept.filters
        ],
    }
    with desk.store.write() as writer:
        settings.write(writer.connection, {_NAME + kind: said})
    return view(desk, kind)


def _filter(kind: Kind, kept: dict[str, Any]) -> NamedFilter:
    conditions = (from_json(one) for one in kept["conditions"])
    known = (one for one in conditions if one.field in (CONFLICTS, UNIT) or _known(kind, one.field))
    return NamedFilter(kept["name"], kept["text"], tuple(known))


def _known(kind: Kind, path: str) -> bool:
    if path == INSPECTED:
        return kind.name == "establishment"
    name, _, cell = path.partition(".")
    if name not in kind:
        return False
    return not cell or any(one.name == cell for one in kind.field(name).rows)
