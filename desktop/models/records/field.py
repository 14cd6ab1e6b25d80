"""How one field of a record kind is described, once, for table, form, workbook and package."""

import builtins
import dataclasses
import enum
from typing import Any


class FieldType(enum.Enum):
    """What a field holds; every reader of a description switches on this and nothing else."""

    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    CODE = "code"
    CODES = "codes"
    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    FLAG = "flag"
    LINK = "link"
    LINKS = "links"
    ROWS = "rows"


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One field of a record kind or of a row inside a record.

    Attributes:
        name: The one name it has everywhere: column, key in a change, widget, Excel column.
        type: What it holds.
        required: A record without it cannot be saved.
        code_list: The code list a CODE or CODES field draws from.
        target: The record kind a LINK or LINKS field points to.
        item: The row class of a ROWS field.
        minimum: Smallest number allowed, inclusive.
        maximum: Largest number allowed, inclusive.
        max_length: Longest text allowed, in characters.
        leaves: Whether the value may leave the commune in a package.
        section: The numbered section of the form it stands in.
        future: Whether a date after today is allowed (plans and appointments only).
        prose: Whether a text is free prose, in which names of people and addresses are looked for: schools, streets
            and houses of culture are named after people, so titles and venues are not.
        made: Whether the program makes the value; the form shows it, nobody types it.
    """

    name: str
    type: FieldType
    required: bool = False
    code_list: str | None = None
    target: str | None = None
    item: "builtins.type[Any] | None" = None
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    leaves: bool = True
    section: str = "main"
    future: bool = False
    prose: bool = False
    made: bool = False

    many: bool = dataclasses.field(init=False, repr=False, compare=False)
    """Whether the value is a tuple."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "many", self.type in MANY)

    @property
    def rows(self) -> tuple["Field", ...]:
        """The fields of one row of a ROWS field; empty for every other type."""
        return fields_of(self.item) if self.item else ()

    @property
    def counts(self) -> tuple["Field", ...]:
        """The numbers in one row of a ROWS field; a list shows the sum of the first."""
        return tuple(cell for cell in self.rows if cell.type in (FieldType.COUNT, FieldType.MONEY))


MANY = frozenset({FieldType.CODES, FieldType.LINKS, FieldType.ROWS})
NUMBERS = frozenset({FieldType.COUNT, FieldType.MONEY, FieldType.YEAR})

_LARGEST_COUNT = 9_999_999
_LARGEST_SUM = 999_999_999_999


_described_by: dict[type[Any], tuple[Field, ...]] = {}


def fields_of(record_class: type[Any]) -> tuple[Field, ...]:
    """The field descriptions of a record or row class, in reading order."""
    found = _described_by.get(record_class)
    if found is None:
        found = _described_by[record_class] = tuple(
            dataclasses.replace(f.metadata["field"], name=f.name)
            for f in dataclasses.fields(record_class)
            if "field" in f.metadata
        )
    return found


def _described(field_type: FieldType, **description: Any) -> Any:
    described = Field("", field_type, **description)
    default: Any = () if described.many else None
    return dataclasses.field(default=default, metadata={"field": described})


def day(**description: Any) -> Any:
    """A calendar day."""
    return _described(FieldType.DATE, **description)


def month(**description: Any) -> Any:
    """A reporting month, held as the first day of the calendar month that names it.

    That day lies in the reporting month of the same name whatever the cut-off day is, so that periods are found
    by it as by any other day.
    """
    return _described(FieldType.MONTH, **description)


def year(**description: Any) -> Any:
    """A reporting year."""
    return _described(FieldType.YEAR, **{"minimum": 2000, "maximum": 2100, **description})


def code(code_list: str, **description: Any) -> Any:
    """One code of a list."""
    return _described(FieldType.CODE, code_list=code_list, **description)


def codes(code_list: str, **description: Any) -> Any:
    """Any number of codes of a list, none twice."""
    return _described(FieldType.CODES, code_list=code_list, **description)


def text(max_length: int = 200, **description: Any) -> Any:
    """Free text, NFC, searched for personal data."""
    return _described(FieldType.TEXT, max_length=max_length, **description)


def count(**description: Any) -> Any:
    """A whole number of people, things or events."""
    return _described(FieldType.COUNT, **{"minimum": 0, "maximum": _LARGEST_COUNT, **description})


def money(**description: Any) -> Any:
    """An amount in đồng."""
    return _described(FieldType.MONEY, **{"minimum": 0, "maximum": _LARGEST_SUM, **description})


def flag(**description: Any) -> Any:
    """Yes, no, or not said."""
    return _described(FieldType.FLAG, **description)


def link(target: str, **description: Any) -> Any:
    """The id of a record of another kind."""
    return _described(FieldType.LINK, target=target, **description)


def links(target: str, **description: Any) -> Any:
    """The ids of records of another kind."""
    return _described(FieldType.LINKS, target=target, **description)


def rows(item: type[Any], **description: Any) -> Any:
    """A short table inside the record, as the paper form has it."""
    return _described(FieldType.ROWS, item=item, **description)
