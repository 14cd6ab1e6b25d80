"""A list of organisation units as it is handed down: a new data set, of the receiving unit and all below it."""

import json
from pathlib import Path
from typing import Any

from desktop.models import handed, unit_lists, units
from desktop.models.errors import Refusal
from desktop.models.handed import Decided
from desktop.services import edited_files
from desktop.services.desk import Desk
from desktop.services.edited_files import Wrong
from sync import canonical

KIND = "unit_list"


def text(desk: Desk, name: str) -> str:
    """The text of data set *name*: the desk's own unit there, if there is one, or all of it."""
    unit_set = units.UnitSet.load(name)
    own = units.unit(desk.settings.unit)
    same = [one for one in unit_set.units(own.level) if (one.code, one.name) == (own.code, own.name)]
    top = same or [one for one in unit_set.units() if one.parent_ref is None]
    value = unit_lists.written(name, top[0].code)
    for more in top[1:]:
        value["units"] += unit_lists.written(name, more.code)["units"]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value.pop("units"))
    head = json.dumps(value, ensure_ascii=False)
    return f'{head[:-1]}, "units": [\n{lines}\n]}}'


def read(content: bytes, name: str | None = None) -> tuple[dict[str, Any] | None, tuple[Wrong, ...]]:
    """The list written in *content*, and what is wrong with it by line."""
    value, wrong = edited_files.read(
        content,
        lambda value: (Wrong(*one) for one in unit_lists.wrongs(value, name)),
    )
    return (None, wrong) if wrong else (value, ())


def load_file(desk: Desk, file: Path) -> str:
    """Keep the list written in *file*, known from now on; gives the id of its data set.

    Raises:
        Refusal: ``path_missing``; ``document_bad`` with ``wrongs``.
    """
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Refusal("path_missing", path=str(file)) from fault
    value, wrong = read(content)
    if value is None:
        raise Refusal("document_bad", count=len(wrong), wrongs=wrong)
    name = str(value["id"])
    with desk.store.write() as writer:
        day, told = desk.today().isoformat(), content.decode("utf-8-sig")
        handed.decide(writer, Decided(KIND, name, canonical.digest(content), told, True, day))
    desk.refresh()
    return name


def difference(value: dict[str, Any]) -> dict[str, object]:
    """What taking the list changes: how many units of which day are known."""
    return {"since": value["valid_from"], "count": len(value["units"])}
