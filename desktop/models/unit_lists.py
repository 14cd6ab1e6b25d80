"""Lists of organisation units that did not come with the program: a new data set as a text, checked and known."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from desktop.models import units
from desktop.models.fitting import day_of
from desktop.models.units import COMMUNE, DISTRICT, PROVINCE, DataSet, UnitRow

Path = tuple[str | int, ...]
Found = tuple[Path, str, dict[str, object]]
"""Where something is wrong, why, and what the sentence needs."""

MOST_UNITS, LONGEST = 20_000, 300
_CODE = re.compile(r"[0-9A-Za-z.-]{1,20}")
_ABOVE = {PROVINCE: (), DISTRICT: (PROVINCE,), COMMUNE: (PROVINCE, DISTRICT)}
_FIELDS = ("id", "valid_from", "tiers", "source", "units")


def wrongs(value: Any, name: str | None = None) -> Iterator[Found]:
    """What is wrong with a list given as plain values; *name* is the data set it must be of."""
    if not isinstance(value, dict):
        yield (), "not_object", {}
        return
    for field in _FIELDS:
        if field not in value:
            yield (field,), "missing", {}
    for field in value:
        if field not in _FIELDS:
            yield (field,), "unknown_field", {"name": field}
    found = value.get("id")
    if not isinstance(found, str) or not _CODE.fullmatch(found) or found in units.shipped():
        yield ("id",), "not_data_set", {}
    elif name not in (None, found):
        yield ("id",), "other_id", {"id": name}
    if "valid_from" in value and day_of(value["valid_from"]) is None:
        yield ("valid_from",), "not_day", {}
    if "tiers" in value and value["tiers"] not in (2, 3):
        yield ("tiers",), "not_one_of", {"options": "2, 3"}
    if "source" in value and not _is_text(value["source"]):
        yield ("source",), "not_words", {}
    listed = value.get("units")
    if not isinstance(listed, list) or not listed or len(listed) > MOST_UNITS:
        yield ("units",), "not_list", {}
        return
    yield from _rows(listed)


def _rows(listed: list[Any]) -> Iterator[Found]:
    levels: dict[str, str] = {}
    for number, row in enumerate(listed):
        here = ("units", number)
        if not isinstance(row, list) or len(row) != 5 or not all(isinstance(cell, str) for cell in row):
            yield here, "not_unit", {}
            continue
        level, code, bare, full, parent = row
        above = levels.get(parent, "") if parent else ""
        fits = level in _ABOVE and (above in _ABOVE[level] if parent else level == PROVINCE)
        if not fits or not _CODE.fullmatch(code) or code in levels or not (_is_text(bare) and _is_text(full)):
            yield here, "not_unit", {}
        levels[code] = level


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= LONGEST and value.isprintable()


def learn(text: str) -> None:
    """Know the units of *text*, in which nothing is wrong, for as long as the program runs."""
    value = msgspec.json.decode(text)
    rows = tuple(UnitRow.told(*row) for row in value["units"])
    day = date.fromisoformat(value["valid_from"])
    units.learn(DataSet(value["id"], "", day, None, value["tiers"], value["source"]), rows)


def written(data_set: str, code: str) -> dict[str, Any]:
    """The list of *data_set* with the unit *code*, what stands above it and all below, as plain values."""
    unit_set = units.UnitSet.load(data_set)
    about = unit_set.data_set
    wanted = {one.code for one in units.ancestors(f"{code}@{data_set}")}
    below = [code]
    while below:
        children = unit_set.children(below.pop())
        wanted |= {child.code for child in children}
        below += [child.code for child in children]
    listed = sorted(
        (one for one in unit_set.units() if one.code in wanted), key=lambda one: list(_ABOVE).index(one.level)
    )
    return {
        "id": about.id,
        "valid_from": about.valid_from.isoformat(),
        "tiers": about.tiers,
        "source": about.source,
        "units": [
            [one.level, one.code, one.name, one.full_name, (one.parent_ref or "").partition("@")[0]]
            for one in listed
        ],
    }
