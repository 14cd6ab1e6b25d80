"""Finding the records that the links of a workbook name: by id, caption, code or name."""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.models import queries
from desktop.models.folding import fold
from desktop.models.records import Field, FieldType, Kind, kind_named
from desktop.models.rules import Problem
from desktop.services import naming, own_codes
from desktop.services.workbook.lists import items


class Links:
    """What the records that a kind links to are called, read once.

    Args:
        connection: Inside a read transaction.
        kind: The kind of the lines.
        unit: Whose records may be linked to.

    Attributes:
        captions: What each of them is called, by id.
        own: The entries the unit added to code lists.
    """

    def __init__(self, connection: Any, kind: Kind, unit: str) -> None:
        self._fields = kind.links
        self.own = own_codes.read(connection)
        self.captions: dict[str, str] = {}
        self._by_name = {
            target: self._names(connection, kind_named(target), unit)
            for target in {str(field.target) for field in kind.links}
        }

    def resolve(
        self, values: Mapping[str, object], present: Mapping[str, Any] | None
    ) -> tuple[Mapping[str, object], list[Problem]]:
        """*values* with ids in its link fields, and what could not be found.

        A name that fits several records means the one that *present*, the values of the record to be changed,
        points to already.
        """
        if not self._fields:
            return values, []
        found, problems = dict(values), list[Problem]()
        for field in self._fields:
            value = values.get(field.name)
            held = present.get(field.name) if present else None
            now = {held} if isinstance(held, str) else set(held or ())
            if isinstance(value, tuple):
                ids = [self._id(field, text, now, problems) for text in self._items(field, value)]
                found[field.name] = tuple(dict.fromkeys(i for i in ids if i is not None))
            elif value is not None:
                found[field.name] = self._id(field, str(value), now, problems)
        return found, problems

    def _items(self, field: Field, value: tuple[object, ...]) -> list[str]:
        names = self._by_name[str(field.target)]
        return items(map(str, value), lambda text: fold(text) in names)

    def _id(self, field: Field, text: str, now: set[str], problems: list[Problem]) -> str | None:
        ids = self._by_name[str(field.target)].get(fold(text), set())
        for fitting in (ids, ids & now):
            if len(fitting) == 1:
                return next(iter(fitting))
        problems.append(Problem(field.name, "ambiguous_link" if ids else "link_not_found", {"value": text}))
        return None

    def _names(self, connection: Any, kind: Kind, unit: str) -> dict[str, set[str]]:
        """Everything a record of *kind* is called, without marks and case, to the ids called so."""
        named: dict[str, set[str]] = {}
        for record, *cells in queries.columns(connection, kind, unit, kind.caption):
            values = dict(zip(kind.caption, cells, strict=True))
            caption = self.captions[record.hex()] = naming.caption(kind, values, self.own)
            for name in (record.hex(), caption, *_called(kind, values)):
                named.setdefault(fold(name), set()).add(record.hex())
        return named

    def called(self, kind: Kind, values: Mapping[str, Any], typed: Mapping[str, Any]) -> str:
        """What a line is called, what it links to by name; a name that was not found as it was *typed*."""
        links = {field.name: values.get(field.name) for field in kind.links if field.type is FieldType.LINK}
        if not links:
            return naming.caption(kind, values, self.own)
        named = {name: self.captions.get(str(one)) or typed.get(name) for name, one in links.items()}
        return naming.caption(kind, {**values, **named}, self.own)


def _called(kind: Kind, values: Mapping[str, Any]) -> Iterator[str]:
    for name in kind.caption:
        if kind.field(name).type is FieldType.TEXT and values[name]:
            yield values[name]
