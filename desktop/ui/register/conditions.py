"""What a register can be filtered by, and how a condition reads."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from desktop.models import code_lists, units
from desktop.models.conditions import CONFLICTS, INSPECTED, REASON, SAID, UNIT, Bound, Condition
from desktop.models.records import OWN_CODE, Field, FieldType, Kind
from desktop.ui import language
from desktop.ui.fields.make import code_choices
from desktop.ui.fields.matching import Choices

_CHOSEN = (FieldType.CODE, FieldType.CODES, FieldType.FLAG, FieldType.LINK, FieldType.LINKS)
_DAYS = (FieldType.DATE, FieldType.MONTH)
_NUMBERS = (FieldType.COUNT, FieldType.MONEY, FieldType.YEAR)


@dataclasses.dataclass(frozen=True)
class Filterable:
    """Something a list can be filtered by.

    Attributes:
        path: A field, ``rows.cell``, `CONFLICTS` or `REASON`.
        label: What it is called.
        field: The field or cell; None for whether there is a conflict or a reason.
        units: What is chosen among for whose a record is.
    """

    path: str
    label: str
    field: Field | None
    units: Choices = ()

    @property
    def chosen(self) -> bool:
        """Whether one chooses among codes, records, yes and no."""
        return self.field is None or self.field.type in _CHOSEN

    @property
    def days(self) -> bool:
        """Whether it lies between two days."""
        return self.field is not None and self.field.type in _DAYS

    @property
    def target(self) -> str | None:
        """The record kind whose records are chosen among."""
        return self.field.target if self.field is not None else None

    @property
    def fetched(self) -> str | None:
        """What has to be asked of the store before one can choose: a record kind, or a list that a unit adds to."""
        if self.field is None or self.target is not None:
            return self.target
        name = self.field.code_list
        return name if name and code_lists.grows(name) else None

    def choices(self) -> Choices:
        """The ready codes with their words; none for links, which are fetched."""
        if self.field is None:
            return (
                ("yes", language.say(f"filter.{self.path}")),
                ("no", language.say(f"filter.no_{self.path}")),
            )
        if self.units:
            return self.units
        return () if self.target else code_choices(self.field)


def filterables(kind: Kind, *, with_reason: bool, communes: Choices = ()) -> list[Filterable]:
    """All that lists of *kind* can be filtered by, in the order of the form.

    Args:
        kind: Record kind.
        with_reason: Whether reasons are kept here.
        communes: Whose records are listed, at a desk that has those of many.
    """
    found: list[Filterable] = []
    if communes:
        field = Field(UNIT, FieldType.CODES, required=True)
        found.append(Filterable(UNIT, language.say("list.unit"), field, communes))
    for field in kind.fields:
        cells = [(f"{field.name}.{cell.name}", cell) for cell in field.rows] or [(field.name, field)]
        for path, one in cells:
            if one.type in _CHOSEN or one.type in _NUMBERS or (one.type in _DAYS and not field.rows):
                found.append(Filterable(path, language.field_label(kind.name, path), one))
    said = [INSPECTED] if kind.name == "establishment" else []
    said += [CONFLICTS, REASON] if with_reason else [CONFLICTS]
    return found + [Filterable(path, language.say(f"filter.{path}.label"), None) for path in said]


def sentence(kind: Kind, condition: Condition, captions: Mapping[str, str]) -> str:
    """*condition* in words; *captions* says what linked records are called."""
    say = language.say
    if condition.field in SAID:
        said = say(f"filter.{'no_' if condition.given is False else ''}{condition.field}")
        # Whether it is there is in the words already.
        when = _parts(kind, dataclasses.replace(condition, given=None), captions)
        return say("filter.of_field", label=said, what=" · ".join(when)) if when else said
    if condition.field == UNIT:
        names = ", ".join(units.unit(one).full_name for one in condition.any_of)
        return say("filter.of_field", label=say("list.unit"), what=names)
    label = language.field_label(kind.name, condition.field)
    return say("filter.of_field", label=label, what=" · ".join(_parts(kind, condition, captions)))


def _parts(kind: Kind, condition: Condition, captions: Mapping[str, str]) -> list[str]:
    say = language.say
    parts: list[str] = []
    if condition.any_of:
        field = field_at(kind, condition.field)
        ready = code_choices(field) if field.code_list or field.type is FieldType.FLAG else ()
        # A text is its own word.
        own = {one: one for one in condition.any_of} if field.type is FieldType.TEXT else {}
        words = {**own, **captions, **dict(ready)}
        parts.append(", ".join(words.get(one, say("list.unknown_link")) for one in condition.any_of))
    if condition.this_period:
        parts.append(say("filter.this_period"))
    least, most = _bound(condition.least), _bound(condition.most)
    if least and most:
        parts.append(say("filter.between", least=least, most=most))
    elif least or most:
        parts.append(say("filter.from", least=least) if least else say("filter.until", most=most))
    if condition.given is not None:
        parts.append(say("filter.given" if condition.given else "filter.empty"))
    return parts


def _bound(value: Bound) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return language.number(value)
    return language.day(date.fromisoformat(value))


def field_at(kind: Kind, path: str) -> Field:
    """The field or the cell at *path*."""
    name, _, cell = path.partition(".")
    field = kind.field(name)
    return next(one for one in field.rows if one.name == cell) if cell else field


def linked_ids(kind: Kind, conditions: Sequence[Condition]) -> dict[str, set[str]]:
    """For each record kind the ids that *conditions* name; none for lists whose own entries they name."""
    found: dict[str, set[str]] = {}
    for condition in conditions:
        if condition.field not in (*SAID, UNIT) and condition.any_of:
            field = field_at(kind, condition.field)
            if field.target:
                found.setdefault(field.target, set()).update(condition.any_of)
            elif any(code.startswith(OWN_CODE) for code in condition.any_of):
                found.setdefault("list_entry", set())
    return found
