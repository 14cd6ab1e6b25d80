"""The example in a template: one line that shows how to fill it in and is never imported."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desktop.models import code_lists
from desktop.models.folding import fold
from desktop.models.records import Field, FieldType, Kind
from desktop.services.words import LANGUAGES, Words
from desktop.services.workbook.columns import ID, Column, columns

_VALUES: Mapping[FieldType, Any] = {
    FieldType.DATE: date(2026, 3, 5),
    FieldType.MONTH: date(2026, 3, 1),
    FieldType.YEAR: 2026,
    FieldType.COUNT: 12,
    FieldType.MONEY: 5_000_000,
}


def example(kind: Kind, words: Words) -> Mapping[str, Any]:
    """What stands in the example line of a template: column code to value; the id column says what it is."""
    line: dict[str, Any] = {ID: words("workbook", "example")}
    for column in columns(kind):
        field = column.field
        if field is None or field.made or field.name == "reason":
            continue
        key = f"example.{kind.name}.{column.code}"
        value = (
            _written(field, words("workbook", key)) if words.has("workbook", key) else _made_up(field, words)
        )
        if value is not None:
            line[column.code] = value
    return line


def _written(field: Field, text: str) -> Any:
    return datetime.strptime(text, "%d/%m/%Y").date() if field.type is FieldType.DATE else text


def _made_up(field: Field, words: Words) -> Any:
    """A plain value of the field's type; a text has one only where somebody wrote it."""
    if field.type in (FieldType.CODE, FieldType.CODES):
        listed = [f"{field.code_list}.{code}" for code in code_lists.codes(str(field.code_list))]
        return "; ".join(words("codes", key) for key in listed[: 2 if field.many else 1])
    if field.type is FieldType.FLAG:
        return words("codes", "flag.yes")
    return _VALUES.get(field.type) if field.required else None


def is_example(kind: Kind, shown: Sequence[Column | None], cells: Sequence[Any]) -> bool:
    """Whether a line is the untouched example of a template, in any language."""
    place = next((n for n, column in enumerate(shown) if column is not None and column.code == ID), None)
    marked = place is not None and place < len(cells) and isinstance(cells[place], str)
    if not marked or fold(str(cells[place or 0])) not in _marks():
        return False
    filled = {
        column.code: cell
        for column, cell in zip(shown, cells, strict=False)
        if column is not None and cell is not None
    }
    return any(filled == example(kind, Words(language)) for language in LANGUAGES)


def is_marked(text: str) -> bool:
    """Whether the id column still says that the line is an example."""
    return fold(text) in _marks()


def _marks() -> frozenset[str]:
    return frozenset(fold(Words(language)("workbook", "example")) for language in LANGUAGES)
