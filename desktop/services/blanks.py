"""Blank forms for capture on paper: what a record kind asks, in the order of the screen.

Everything follows from the description of the kind and the labels of its fields: a field added there is on paper too.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.models.files import write_whole
from desktop.models.records import Field, FieldType, Kind, kind_named
from desktop.services import letterhead, own_codes, typesetting
from desktop.services.desk import Desk
from desktop.services.own_codes import NONE, OwnCodes
from desktop.services.typesetting import Document
from desktop.services.words import Words

_SHORT_TEXT = 60
_LONG_TEXT = 400
# Rows of a table whose first cell is a code are printed with the code; more than so many are left to be written.
_MOST_PRINTED_ROWS = 16
_EMPTY_ROWS = 5
_SHORT = frozenset(
    {FieldType.DATE, FieldType.YEAR, FieldType.MONTH, FieldType.COUNT, FieldType.MONEY, FieldType.FLAG}
)
# Why a record with something odd in it is right is asked on the screen only, when it is.
_NOT_ON_PAPER = frozenset({"reason"})


@functools.cache
def _described() -> Mapping[str, Any]:
    file = paths.resources() / "forms" / "blank.json"
    described: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return described


def _words() -> Mapping[str, str]:
    words: Mapping[str, str] = _described()["words"]
    return words


def pdf(kind: str, path: Path, desk: Desk | None = None) -> Path:
    """Write a blank form of *kind* to *path* as PDF; of a *desk*, with its unit and what it added to code lists.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    write_whole(path, typesetting.pdf(document(kind, desk)))
    return path


def pages(kind: str, desk: Desk | None = None, ppi: int = 110) -> list[bytes]:
    """The pages of the same form as PNG images, *ppi* pixels per inch."""
    return typesetting.pages(document(kind, desk), ppi)


def document(kind: str, desk: Desk | None = None) -> Document:
    """What the pages of a blank form are made of; without a *desk* the unit is left to be written."""
    body = letterhead.of(desk).body if desk else "\u2026" * 20
    own = own_codes.of(desk) if desk else NONE
    return typesetting.document("blank", content(kind_named(kind), body, own))


def content(kind: Kind, body: str, own: OwnCodes = NONE) -> dict[str, Any]:
    """Every word of the blank form of *kind*, as the layout receives it."""
    say, words = Words("vi"), _words()
    title = words["title"].format(kind=say("records", kind.name)[:1].lower() + say("records", kind.name)[1:])
    sections = []
    for section in kind.sections:
        fields = [one for one in kind.fields if one.section == section and one.name not in _NOT_ON_PAPER]
        heading = "section.note" if section == "note" else f"{kind.name}.section.{section}"
        asked = [_asked(kind, one, own) for one in fields]
        sections.append({"title": say("records", heading), "fields": asked})
    # A blank form is of the day its layout is of.
    made_on = _described()["made_on"]
    return {"title": title, "body": body, "made_on": made_on, "sections": sections, "words": dict(words)}


def _asked(kind: Kind, field: Field, own: OwnCodes) -> dict[str, Any]:
    key = field.name if field.name in ("note", "reason") else f"{kind.name}.{field.name}"
    return {
        "name": field.name,
        "label": Words("vi")("records", key),
        "required": field.required,
        "made": field.made,
        "short": field.type in _SHORT,
        **_answer(kind, field, own),
    }


def _answer(kind: Kind, field: Field, own: OwnCodes) -> dict[str, Any]:
    """How the answer is written: ``how`` and what the layout needs for it."""
    words = _words()
    if field.type is FieldType.ROWS:
        return {"how": "table", **_table(kind, field, own)}
    if field.type in (FieldType.DATE, FieldType.MONTH):
        return {"how": "day", "parts": 3 if field.type is FieldType.DATE else 2}
    if field.type is FieldType.FLAG:
        return {"how": "choices", "hint": "", "choices": [words["yes"], words["no"]]}
    if field.code_list:
        hint = words["several" if field.many else "one"]
        return {"how": "choices", "hint": hint, "choices": _labels(field.code_list, own)}
    hint = words["link"].format(kind=Words("vi")("records", f"{field.target}.short")) if field.target else ""
    return {"how": "lines", "lines": _lines(field), "hint": hint}


def _lines(field: Field) -> int:
    """How many lines an answer in words needs."""
    if field.type is FieldType.TEXT:
        length = field.max_length or _LONG_TEXT
        return 1 if length <= _SHORT_TEXT else 2 if length < _LONG_TEXT else 3
    return 2 if field.many else 1


def _table(kind: Kind, field: Field, own: OwnCodes) -> dict[str, Any]:
    say = Words("vi")
    cells = field.rows
    printed: Sequence[str] = ()
    if cells[0].type is FieldType.CODE:
        labels = _labels(str(cells[0].code_list), own)
        printed = labels if len(labels) <= _MOST_PRINTED_ROWS else ()
    return {
        "columns": [say("records", f"{kind.name}.{field.name}.{cell.name}") for cell in cells],
        "wide": [cell.type in (FieldType.CODE, FieldType.TEXT, FieldType.LINK) for cell in cells],
        "rows": [*printed, *[""] * (1 if printed else _EMPTY_ROWS)],
        # What may stand in a cell that takes a code and is not printed before each row.
        "keys": [
            {
                "label": say("records", f"{kind.name}.{field.name}.{cell.name}"),
                "codes": _labels(str(cell.code_list), own),
            }
            for place, cell in enumerate(cells)
            if cell.code_list and not (place == 0 and printed)
        ],
    }


def _labels(code_list: str, own: OwnCodes) -> list[str]:
    return [own.label(Words("vi"), code_list, code) for code in own.codes(code_list)]
