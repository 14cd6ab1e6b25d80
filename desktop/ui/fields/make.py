"""Which editor a field gets."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.models import code_lists
from desktop.models.records import Field, FieldType
from desktop.ui import language
from desktop.ui.fields.choice import CodeField, FlagField, LinkField
from desktop.ui.fields.editor import Editor
from desktop.ui.fields.line import CountField, YearField, text_editor
from desktop.ui.fields.matching import Choices
from desktop.ui.fields.several import CodesField
from desktop.ui.fields.when import DateField, MonthField

UNDER_AGE = "under_18"


@dataclasses.dataclass(frozen=True)
class Surroundings:
    """What editors need to know besides their field.

    Attributes:
        today: Today; a day typed without its year is of this year.
        links: For each record kind that is linked to, its records as (id, caption).
        own: For each code list what the unit added to it; filled when the form is.
    """

    today: date
    links: Mapping[str, Choices]
    own: dict[str, Choices] = dataclasses.field(default_factory=dict)


def code_choices(field: Field, own: Mapping[str, Choices] | None = None) -> Choices:
    """The codes of the field's list with their words, then those of the unit's *own*."""
    if field.type is FieldType.FLAG:
        return (("yes", language.code_label("flag", "yes")), ("no", language.code_label("flag", "no")))
    name = str(field.code_list)
    # Offered so that choosing it is refused with the reason and the right way; it is never stored.
    refused = (UNDER_AGE,) if name == "age_band" else ()
    ready = ((code, language.code_label(name, code)) for code in (*code_lists.codes(name), *refused))
    added = (own or {}).get(name, ())
    return (*ready, *((code, language.unnamed(code) if label == code else label) for code, label in added))


def editor_for(field: Field, path: str, around: Surroundings, parent: QWidget | None = None) -> Editor:
    """The editor of a single value; a ROWS field gets a `desktop.ui.fields.rows.RowsField` instead."""
    made = _made(field, path, around, parent)
    made.retranslate()
    return made


def _made(field: Field, path: str, around: Surroundings, parent: QWidget | None) -> Editor:
    if field.type is FieldType.DATE:
        return DateField(field, path, around.today, parent)
    if field.type is FieldType.MONTH:
        return MonthField(field, path, around.today, parent)
    if field.type in _LINKS:
        return _LINKS[field.type](field, path, around.links.get(str(field.target), ()), parent)
    if field.type in _CODED:
        return _CODED[field.type](field, path, code_choices(field, around.own), parent)
    return _TYPED[field.type](field, path, parent)


_LINKS: dict[FieldType, type[CodeField] | type[CodesField]] = {
    FieldType.LINK: LinkField,
    FieldType.LINKS: CodesField,
}
_CODED: dict[FieldType, type[CodeField] | type[CodesField]] = {
    FieldType.CODE: CodeField,
    FieldType.CODES: CodesField,
    FieldType.FLAG: FlagField,
}
_TYPED: dict[FieldType, Callable[[Field, str, QWidget | None], Editor]] = {
    FieldType.YEAR: YearField,
    FieldType.COUNT: CountField,
    FieldType.MONEY: CountField,
    FieldType.TEXT: text_editor,
}
