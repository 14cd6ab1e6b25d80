"""The parts of a form: where they stand in its plain values, and adding, moving, taking out."""

import copy
from collections.abc import Iterator
from typing import Any

from desktop.services.forms import offered
from desktop.services.forms.offered import USUAL_UNIT

Values = dict[str, Any]
Path = tuple[str | int, ...]

FORM, COLUMN, GROUP, ROW, PART, SUM = "form", "column", "group", "row", "part", "sum"
_LISTS = {COLUMN: "columns", GROUP: "groups", SUM: "sums"}
_ID = {COLUMN: "cot", ROW: "dong", PART: "dong"}


def kind_of(path: Path) -> str:
    """What stands at *path*."""
    if not path:
        return FORM
    if path[0] == "columns":
        return COLUMN
    if path[0] == "sums":
        return SUM
    return {2: GROUP, 4: ROW, 6: PART}[len(path)]


def parts(values: Values) -> list[Path]:
    """Every part in the order of the form: what is about all of it, columns, groups with lines, checks."""
    found: list[Path] = [(), *(("columns", n) for n in range(len(values["columns"])))]
    for g, group in enumerate(values.get("groups", ())):
        found.append(("groups", g))
        for k, row in enumerate(group["rows"]):
            found.append(("groups", g, "rows", k))
            found.extend(("groups", g, "rows", k, "rows", i) for i in range(len(row.get("rows", ()))))
    return [*found, *(("sums", n) for n in range(len(values.get("sums", ()))))]


def at(values: Values, path: Path) -> Any:
    """What stands at *path*."""
    found: Any = values
    for step in path:
        found = found[step]
    return found


def number_of(values: Values, path: Path) -> str:
    """How a line is numbered on paper: ``II.3.1``; a column by its place."""
    if kind_of(path) == GROUP:
        return str(at(values, path)["number"])
    group = str(at(values, path[:2])["number"]) if path[0] == "groups" else ""
    return ".".join(
        filter(None, (group, *(str(int(step) + 1) for step in path[3::2] if path[0] == "groups")))
    )


def addable(values: Values, path: Path) -> list[str]:
    """What can be added where *path* is marked."""
    if values["lines"] != "rows":
        return [COLUMN]
    inside = kind_of(path) in (GROUP, ROW, PART)
    return [COLUMN, GROUP, *([ROW] if inside else []), *([PART] if kind_of(path) in (ROW, PART) else []), SUM]


def add(values: Values, path: Path, what: str) -> Path:
    """Add a *what* behind what is marked; gives where it stands."""
    made = _blank(values, what)
    if what in _LISTS:
        name = _LISTS[what]
        place = int(path[1]) + 1 if path[:1] == (name,) else len(values.get(name, ()))
        values.setdefault(name, []).insert(place, made)
        return (name, place)
    depth = 2 if what == ROW else 4
    place = int(path[depth + 1]) + 1 if len(path) > depth else len(at(values, path[:depth]).get("rows", ()))
    at(values, path[:depth]).setdefault("rows", []).insert(place, made)
    return (*path[:depth], "rows", place)


def _blank(values: Values, what: str) -> Values:
    if what == COLUMN:
        return {"id": _free_id(values, what), "title": "", **_shown(values)}
    if what == GROUP:
        return {
            "number": _roman(len(values.get("groups", ())) + 1),
            "title": "",
            "rows": [_blank(values, ROW)],
        }
    if what == SUM:
        return {"parts": [], "whole": "", "relation": "at_most"}
    return {"id": _free_id(values, what), "label": "", "unit": USUAL_UNIT, "count": None}


def _shown(values: Values) -> Values:
    """What a new column shows: what none does yet, where each can show something else."""
    if values["lines"] == "communes":
        return refitted({"shows": "count", "count": offered.count_names()[0]}, values)
    if values["lines"] == "rows":
        there = {column["shows"] for column in values["columns"]}
        return {"shows": next((one for one in offered.shows(values) if one not in there), "note")}
    return {"shows": "by_hand"}


def refitted(column: Values, values: Values) -> Values:
    """*column* of the form *values* with what it needs for what it shows, and nothing else."""
    found = offered.fields_of(values)
    kept: Values = {
        name: column[name] for name in ("id", "title", "shows", "width", "below") if name in column
    }
    if column["shows"] == "count":
        name = column.get("count") or offered.count_names()[0]
        kept |= {"count": name, "params": offered.fitted(name, column.get("params", {}))}
        kept |= {"period": column["period"]} if "period" in column else {}
    elif column["shows"] == "field" and found:
        kept["field"] = column.get("field") or found[1][0]
    elif column["shows"] == "sum" and found:
        kept["fields"] = column.get("fields") or list(found[2][:1])
    return kept


def _free_id(values: Values, what: str) -> str:
    taken, number = {one for one, _ in named(values)}, 1
    while (found := f"{_ID[what]}_{number}") in taken:
        number += 1
    return found


def named(values: Values) -> Iterator[tuple[str, Path]]:
    """The ids of columns and lines, with where each stands."""
    for path in parts(values):
        if kind_of(path) in (COLUMN, ROW, PART):
            yield at(values, path)["id"], path


def may_go(values: Values, path: Path) -> bool:
    """Whether what stands at *path* can be taken out: a form keeps a column, a group, and a line in each."""
    return kind_of(path) in (PART, SUM) or (bool(path) and len(at(values, path[:-1])) > 1)


def take_out(values: Values, path: Path) -> Values:
    """Take out what stands at *path*, and out of checks what went with it; gives the form as it was."""
    before = copy.deepcopy(values)
    del at(values, path[:-1])[path[-1]]
    there = {one for one, _ in named(values)}
    for check in values.get("sums", ()):
        check["parts"] = [one for one in check["parts"] if one in there]
    if kind_of(path) != SUM and "sums" in values:
        values["sums"] = [one for one in values["sums"] if one["parts"] and one["whole"] in there]
    return before


def move(values: Values, path: Path, step: int) -> Path:
    """Exchange what stands at *path* with its neighbour; gives where it stands then."""
    if not path:
        return path
    beside: Any = at(values, path[:-1])
    here, there = int(path[-1]), int(path[-1]) + step
    if not 0 <= there < len(beside):
        return path
    beside[here], beside[there] = beside[there], beside[here]
    return (*path[:-1], there)


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    said = ""
    for worth, sign in signs:
        said += sign * (number // worth)
        number %= worth
    return said
