"""From a draft's values to what is stored: one spelling, one shape, JSON-native."""

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from desktop.models.folding import fold, nfc
from desktop.models.records import Field, FieldType, Kind, Record, kind_named

encode = msgspec.json.Encoder(order="sorted").encode
"""JSON as log and rows keep it: keys in order, so that equal content is equal text."""


@dataclasses.dataclass(frozen=True)
class Edit:
    """A write of one record.

    Attributes:
        kind: Record kind.
        values: Field name to JSON-native value; fields left out stay as they are. ``deleted`` is allowed.
        id: The record, 32 hexadecimal digits; None for a new one.
        restated: Set every value again, also those that do not differ.
        because: Why, for a deletion; kept beside the change and never sent.
    """

    kind: str
    values: Mapping[str, Any]
    id: str | None = None
    restated: bool = False
    because: str | None = None


class Cleaned(dict[str, Any]):
    """Values as `clean` gives them; cleaning them again is copying them."""


def clean(kind: Kind, values: Mapping[str, object]) -> dict[str, Any]:
    """*values* as they are compared and stored: NFC text, no empty strings, no empty rows, ISO dates.

    A value of a wrong type is kept as it is, for the rules to name.
    """
    if isinstance(values, Cleaned):
        # A workbook's lines pass three doors, each of which cleans.
        return Cleaned(values)
    cleaned = Cleaned()
    for name, value in values.items():
        if name in kind:
            field = kind.field(name)
            cleaned[name] = ([] if field.many else None) if value is None else _clean_value(field, value)
    return cleaned


def _clean_value(field: Field, value: object) -> Any:
    if isinstance(value, str) and not field.many:
        return nfc(value) or None
    if field.type is FieldType.ROWS:
        rows = [_clean_row(field.rows, row) for row in _items(value)]
        return [row for row in rows if any(cell not in (None, "") for cell in row.values())]
    if field.many:
        return list(dict.fromkeys(nfc(str(item)) for item in _items(value) if str(item).strip()))
    if isinstance(value, date):
        return value.isoformat()
    return value


def _clean_row(fields: Iterable[Field], row: object) -> dict[str, Any]:
    cells: Mapping[str, object] = row if isinstance(row, Mapping) else msgspec.to_builtins(row)
    cleaned: dict[str, Any] = {}
    for field in fields:
        value = cells.get(field.name)
        cleaned[field.name] = value if value is None else _clean_value(field, value)
    return cleaned


def _items(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, (tuple, list)) else (value,)


def to_record(kind: Kind, values: Mapping[str, Any]) -> Record:
    """The record of JSON-native *values*; fields the program does not know are left out.

    Raises:
        msgspec.ValidationError: a value has the wrong type.
    """
    record: Record = msgspec.convert(dict(values), kind.record_class)
    return record


def typed(kind: Kind, field: Field, value: object) -> object:
    """*value*, JSON-native, as a draft holds it: days as days, rows as mappings; as it is when it makes no value."""
    if field.type is FieldType.ROWS and isinstance(value, (list, tuple)):
        return tuple(
            {cell.name: _typed(field.item, cell, row.get(cell.name)) for cell in field.rows} for row in value
        )
    return _typed(kind.record_class, field, value)


def _typed(owner: Any, field: Field, value: object) -> object:
    try:
        made: object = getattr(msgspec.convert({field.name: value}, owner), field.name)
    except msgspec.ValidationError:
        return value
    return made


def to_values(kind: Kind, record: Record) -> dict[str, Any]:
    """The JSON-native values of *record*, every field in reading order, empty ones too."""
    # Field by field: msgspec leaves a field out that it filled from its default.
    built = {f.name: msgspec.to_builtins(getattr(record, f.name)) for f in kind.fields}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in built.items()}


def search_key(kind: Kind, values: Mapping[str, Any]) -> str:
    """What a search without marks looks through: the record's own words."""
    own, in_rows = _texts(kind.name)
    words = [values[name] for name in own if values.get(name)]
    for name, cells in in_rows:
        words += [row[cell] for row in values.get(name) or () for cell in cells if row.get(cell)]
    return fold(" ".join(words)) if words else ""


@functools.cache
def _texts(kind: str) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The fields that are text, and for each field of rows the cells that are."""
    fields = kind_named(kind).fields
    in_rows = ((f.name, tuple(cell.name for cell in f.rows if cell.type is FieldType.TEXT)) for f in fields)
    own = tuple(f.name for f in fields if f.type is FieldType.TEXT)
    return own, tuple((name, cells) for name, cells in in_rows if cells)
