"""What a program of another year says besides what this one knows: it is kept, and never lost by an edit here."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.models.records import Field, FieldType, Kind, kind_named

Rows = Sequence[Mapping[str, Any]]


def understood(kind: str, fields: Mapping[str, Any]) -> bool:
    """Whether *fields*, JSON-native, say nothing of a known *kind* that this program does not know.

    An empty field is nothing said. Codes are not looked at: one that is in no list is shown as it came.
    """
    names, lists = _names(kind)
    if not names.issuperset(fields) and any(fields[one] is not None for one in fields.keys() - names):
        return False
    for name, cells in lists:
        # Asked of what came, before anybody looked whether it fits.
        rows = fields.get(name)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and not cells.issuperset(row):
                more = row.keys() - cells
                if any(row[cell] is not None for cell in more):
                    return False
    return True


def carried(kind: Kind, values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """*values* as an edit sets them, and in their rows the cells of *before* that this program does not know.

    A list inside a record is set whole; whoever corrects a number in it must not take away what a newer program
    wrote beside it. A row keeps such cells when it is the same, has the same codes, or stands in the same place.
    """
    found = dict(values)
    for field in kind.fields:
        held, given = before.get(field.name), values.get(field.name)
        if field.rows and held and given:
            found[field.name] = _with_cells(field, given, held)
    return found


def alike(one: Any, other: Any) -> bool:
    """Whether two JSON-native values say the same; an empty cell, and one that is not there, are one."""
    return one == other or (_is_rows(one) and _is_rows(other) and _filled(one) == _filled(other))


def _with_cells(field: Field, given: Rows, held: Rows) -> Rows:
    cells = {cell.name for cell in field.rows}
    left = [row for row in held if row.keys() - cells]
    if not left:
        return given
    places = {id(row): place for place, row in enumerate(held)}
    result = [dict(row) for row in given]
    for same in (_same_cells(field), _same_codes(field)):
        for row in result:
            found = next((one for one in left if not row.keys() - cells and same(row) == same(one)), None)
            if found is not None:
                left.remove(found)
                row.update((name, value) for name, value in found.items() if name not in cells)
    if len(given) == len(held):
        for other in left:
            here = result[places[id(other)]]
            here.update((name, value) for name, value in other.items() if name not in cells | here.keys())
    return result


def _same_cells(field: Field) -> Any:
    names = [cell.name for cell in field.rows]
    return lambda row: [row.get(name) for name in names]


def _same_codes(field: Field) -> Any:
    named = (FieldType.CODE, FieldType.LINK, FieldType.TEXT)
    names = [cell.name for cell in field.rows if cell.required and cell.type in named]
    # Without such a cell no two rows are the same by it.
    return lambda row: [row.get(name) for name in names] or object()


def _dicts(value: Any) -> list[Any]:
    # Asked of what came, before anybody looked whether it fits.
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _is_rows(value: Any) -> bool:
    return bool(_dicts(value))


def _filled(rows: Any) -> list[Any]:
    return [{k: v for k, v in row.items() if v is not None} if isinstance(row, dict) else row for row in rows]


@functools.cache
def _names(kind: str) -> tuple[frozenset[str], tuple[tuple[str, frozenset[str]], ...]]:
    fields = kind_named(kind).fields
    return frozenset({"deleted", *(field.name for field in fields)}), tuple(_cells(fields))


def _cells(fields: Sequence[Field]) -> Iterator[tuple[str, frozenset[str]]]:
    for field in fields:
        if field.rows:
            yield field.name, frozenset(cell.name for cell in field.rows)
