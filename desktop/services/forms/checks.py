"""What may be a form: every field on its own, then the fields against each other."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from desktop.models import code_lists
from desktop.models.errors import Refusal
from desktop.models.fitting import day_of
from desktop.models.records import FieldType, Kind, all_kinds
from desktop.services import counts
from desktop.services.counts import FormCount, Parameter
from desktop.services.edited_files.marked import Path
from desktop.services.edited_files.single import (
    LONGEST_ID,
    LONGEST_LINE,
    LONGEST_TEXT,
    Check,
    an_object,
    anything,
    fields,
    names,
    one_of,
    several,
    shown,
    some_of,
    stable_id,
    version,
    words,
)
from desktop.services.edited_files.wrong import Wrong
from desktop.services.forms.form import LINES, ROOM, SHOWS, Column, Form, Group, Row, Sum
from desktop.services.words import catalogue

Values = Mapping[str, Any]

WIDEST = 200
NARROWEST = 10  # millimetres of a column that shares what others leave
MOST_COLUMNS = 30
DESKS = ("commune", "receiving")
PLACES = frozenset({"period", "year", "start", "end", "body"})
# Numbers, days and codes say nothing of a person; texts that people write freely might.
_SHOWN_TYPES = frozenset(
    {FieldType.DATE, FieldType.MONTH, FieldType.YEAR, FieldType.CODE, FieldType.CODES, FieldType.COUNT,
     FieldType.MONEY, FieldType.FLAG, FieldType.LINK}
)  # fmt: skip
_NAMING = frozenset({"trade_name", "own_code", "hamlet", "title", "number", "issuer", "outlet"})
"""Texts that name a thing, never a person."""


def record_kinds() -> Mapping[str, Kind]:
    """The kinds whose records a form may list: those that leave the commune, so nothing about a person."""
    return {kind.name: kind for kind in all_kinds() if kind.leaves and not kind.derived}


def listed_fields(kind: Kind) -> tuple[str, ...]:
    """The fields of *kind* that a form may show."""
    return tuple(
        one.name
        for one in kind.fields
        if one.type in _SHOWN_TYPES or (one.type is FieldType.TEXT and one.name in _NAMING)
    )


def summed_fields(kind: Kind) -> tuple[str, ...]:
    """What a form may add up: numbers, how many links a list has, and numbers in a table."""
    found: list[str] = []
    for one in kind.fields:
        if one.type in (FieldType.COUNT, FieldType.MONEY) or (one.many and one.type is FieldType.LINKS):
            found.append(one.name)
        found.extend(f"{one.name}.{cell.name}" for cell in one.rows if cell.type is FieldType.COUNT)
    return tuple(found)


def wrongs(value: Any) -> Iterator[Wrong]:
    """Everything wrong with a form given as plain values, without lines."""
    if not isinstance(value, dict):
        yield Wrong((), "not_object")
        return
    yield from fields(value, (), _FORM, _needed(Form))
    lines = value.get("lines")
    if lines not in LINES:
        return
    yield from _columns(value, str(lines))
    yield from _fits(value)
    if lines == "records" and value.get("kind") not in record_kinds():
        yield Wrong(("kind",), "not_one_of", {"options": ", ".join(record_kinds())})
    if lines == "communes" and value.get("desks") != ["receiving"]:
        yield Wrong(("desks",), "only_receiving")
    if lines == "rows" and not value.get("groups"):
        yield Wrong(("groups",), "missing")
    for n, group in enumerate(_list(value.get("groups"))):
        yield from _group(group, ("groups", n))
    yield from _twice(value)
    yield from _sums(value)


def _twice(value: Values) -> Iterator[Wrong]:
    seen: set[str] = set()
    for path, found in (*_ids(value), *_column_ids(value)):
        if found in seen:
            yield Wrong(path, "id_twice", {"id": found})
        seen.add(found)


def _ids(value: Values) -> Iterator[tuple[Path, str]]:
    for n, group in enumerate(_list(value.get("groups"))):
        for k, row in enumerate(_list(group.get("rows")) if isinstance(group, dict) else ()):
            here: Path = ("groups", n, "rows", k)
            for path, one in ((here, row), *(((*here, "rows", i), p) for i, p in enumerate(_parts(row)))):
                if isinstance(one, dict) and isinstance(one.get("id"), str):
                    yield (*path, "id"), one["id"]


def _parts(row: Any) -> list[Any]:
    return _list(row.get("rows")) if isinstance(row, dict) else []


def _column_ids(value: Values) -> Iterator[tuple[Path, str]]:
    for n, column in enumerate(_list(value.get("columns"))):
        if isinstance(column, dict) and isinstance(column.get("id"), str):
            yield ("columns", n, "id"), column["id"]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _columns(value: Values, lines: str) -> Iterator[Wrong]:
    kind = record_kinds().get(value["kind"]) if isinstance(value.get("kind"), str) else None
    for n, column in enumerate(_list(value.get("columns"))):
        path: Path = ("columns", n)
        if not isinstance(column, dict):
            yield Wrong(path, "not_object")
            continue
        yield from fields(column, path, _COLUMN, _needed(Column))
        shows = column.get("shows")
        if shows not in SHOWS[lines]:
            yield Wrong((*path, "shows"), "not_one_of", {"options": ", ".join(SHOWS[lines])})
        elif shows == "count":
            yield from _counted(column, path)
        elif shows == "field" and kind and column.get("field") not in listed_fields(kind):
            yield Wrong((*path, "field"), "not_one_of", {"options": ", ".join(listed_fields(kind))})
        elif shows == "sum" and kind:
            wanted = column.get("fields")
            for i, name in enumerate(_list(wanted)):
                if name not in summed_fields(kind):
                    yield Wrong(
                        (*path, "fields", i), "not_one_of", {"options": ", ".join(summed_fields(kind))}
                    )
            if not wanted:
                yield Wrong((*path, "fields"), "missing")


def _fits(value: Values) -> Iterator[Wrong]:
    """Whether the columns have room beside each other as the paper lies."""
    room = ROOM.get(str(value.get("orientation", "portrait")))
    widths = [one.get("width", 0) for one in _list(value.get("columns")) if isinstance(one, dict)]
    if room is None or any(type(width) not in (int, float) for width in widths):
        return
    needed = sum(width or NARROWEST for width in widths)
    if needed > room:
        yield Wrong(("columns",), "wider_than_paper", {"needed": round(needed), "room": room})


def _group(group: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(group, dict):
        yield Wrong(path, "not_object")
        return
    yield from fields(group, path, _GROUP, _needed(Group))
    for n, row in enumerate(_list(group.get("rows"))):
        here = (*path, "rows", n)
        yield from _row(row, here)
        for k, part in enumerate(_parts(row)):
            yield from _row(part, (*here, "rows", k))


def _row(row: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(row, dict):
        yield Wrong(path, "not_object")
        return
    yield from fields(row, path, _ROW, _needed(Row))
    if row.get("count") is not None:
        yield from _counted(row, path)
    other = row.get("receiving")
    if isinstance(other, dict):
        yield from fields(other, (*path, "receiving"), _RECEIVING, frozenset())
        if other.get("count") is not None:
            yield from _counted({"params": row.get("params"), **other}, (*path, "receiving"))


def _counted(value: Values, path: Path) -> Iterator[Wrong]:
    """Whether the count is there, takes what is fixed in it, and falls into the codes asked for."""
    count = _known(value.get("count"))
    if count is None:
        yield Wrong((*path, "count"), "no_such_count", {"count": shown(value.get("count"))})
        return
    given = value.get("params")
    given = given if isinstance(given, dict) else {}
    for name, found in given.items():
        here = (*path, "params", name)
        if name not in count.takes:
            yield Wrong(here, "unknown_parameter", {"name": name})
        else:
            yield from _parameter(count.takes[name], found, here)
    for name, one in count.takes.items():
        if one.required and name not in given:
            yield Wrong((*path, "params", name), "missing")
    if value.get("each") and (count.each is None or count.each.code_list != value["each"]):
        offered = count.each.code_list if count.each else ""
        yield Wrong((*path, "each"), "each_not_offered", {"options": offered})


def _known(name: Any) -> FormCount | None:
    try:
        return counts.count_of(name) if isinstance(name, str) else None
    except Refusal:
        return None


def _parameter(parameter: Parameter, value: Any, path: Path) -> Iterator[Wrong]:
    if parameter.flag:
        if not isinstance(value, bool):
            yield Wrong(path, "not_flag")
        return
    options = parameter.choices or code_lists.codes(str(parameter.code_list))
    named = value if parameter.many and isinstance(value, list) else [value]
    if not named or any(not isinstance(one, str) or one not in options for one in named):
        yield Wrong(path, "not_one_of", {"options": ", ".join(options)})


def _sums(value: Values) -> Iterator[Wrong]:
    known = {found for _, found in (*_ids(value), *_column_ids(value))}
    for n, one in enumerate(_list(value.get("sums"))):
        path: Path = ("sums", n)
        if not isinstance(one, dict):
            yield Wrong(path, "not_object")
            continue
        yield from fields(one, path, _SUM, _needed(Sum))
        for name in (*_list(one.get("parts")), one.get("whole")):
            if name is not None and name not in known:
                yield Wrong(path, "no_such_line", {"id": shown(name)})


# --- fields on their own


def _day(value: Any, path: Path) -> Iterator[Wrong]:
    if value != "" and day_of(value) is None:
        yield Wrong(path, "not_day")


def _width(value: Any, path: Path) -> Iterator[Wrong]:
    if type(value) not in (int, float) or not 0 <= value <= WIDEST:
        yield Wrong(path, "not_width", {"maximum": WIDEST})


def _some_columns(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, list) or not value:
        yield Wrong(path, "not_list")
    elif len(value) > MOST_COLUMNS:
        yield Wrong(path, "too_many_columns", {"maximum": MOST_COLUMNS})


def _count(value: Any, path: Path) -> Iterator[Wrong]:
    if value is not None and not isinstance(value, str):
        yield Wrong(path, "not_words")


def _unit(value: Any, path: Path) -> Iterator[Wrong]:
    if value not in catalogue("vi", "units"):
        yield Wrong(path, "no_such_unit", {"unit": shown(value)})


def _needed(of: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.name for field in msgspec.structs.fields(of) if field.required)


_LINE = words(LONGEST_LINE)
_FORM: dict[str, Check] = {
    "id": stable_id,
    "version": version,
    "source": words(LONGEST_TEXT),
    "title": words(LONGEST_LINE, places=PLACES),
    "lines": one_of(*LINES),
    "columns": _some_columns,
    "about": words(LONGEST_LINE, empty=True, places=PLACES),
    "orientation": one_of("portrait", "landscape"),
    "desks": some_of(*DESKS),
    "groups": several,
    "kind": anything,
    "which": one_of("within", "open"),
    "total": words(LONGEST_LINE, empty=True),
    "sums": several,
    "legend": words(LONGEST_TEXT, empty=True),
    "words": an_object,
    "body": several,
    "changed_on": _day,
}
_COLUMN: dict[str, Check] = {
    "id": stable_id,
    "title": _LINE,
    "shows": anything,
    "width": _width,
    "below": words(LONGEST_LINE, empty=True),
    "field": anything,
    "fields": names,
    "count": _count,
    "params": an_object,
    "period": one_of("now", "to_date", "last_year"),
}
_RECEIVING: dict[str, Check] = {"label": _LINE, "unit": _unit, "count": _count, "params": an_object}
_ROW: dict[str, Check] = {
    "id": stable_id,
    **_RECEIVING,
    "each": words(LONGEST_ID),
    "rows": several,
    "receiving": an_object,
}
_GROUP: dict[str, Check] = {"number": words(20, empty=True), "title": _LINE, "rows": several}
_SUM: dict[str, Check] = {"parts": names, "whole": _LINE, "relation": one_of("equal", "at_most")}
