"""What the editor asks about each part of a form: names, kinds of field, choices, lines; and what typing does."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.models.records import Field, FieldType
from desktop.services.edited_files import Wrong
from desktop.services.edited_files.single import LONGEST_LINE, LONGEST_TEXT
from desktop.services.forms import offered
from desktop.services.forms.offered import count_named
from desktop.ui import language
from desktop.ui.fields.matching import Choices
from desktop.ui.forms import words
from desktop.ui.forms.places import (
    COLUMN,
    FORM,
    GROUP,
    PART,
    ROW,
    SUM,
    Path,
    Values,
    at,
    kind_of,
    named,
    refitted,
)
from desktop.ui.plans.asked import Asked

BY_HAND = "by-hand"
"""The choice that no count fills a line."""
_HEADINGS = {COLUMN: "heading", GROUP: "group_title"}
"""What is called ``title`` in the file and otherwise on screen."""
_WITH_PLACES = ("title", "about")
_FLAGS = (("yes", "flag.yes"), ("no", "flag.no"))
_LONGEST_NUMBER = 20

Lines = list[list[Asked]]


def lines_of(values: Values, path: Path) -> Lines:
    """What is asked about the part at *path* of the form *values*."""
    kind, part = kind_of(path), at(values, path)
    if kind == FORM:
        return _form(values)
    if kind == COLUMN:
        return _column(values, part)
    if kind == GROUP:
        return [[_text("number", _LONGEST_NUMBER, required=False)], [_text("group_title")]]
    if kind == SUM:
        return _sum(values)
    return _row(part)


def _form(values: Values) -> Lines:
    lists = values["lines"] == "records"
    return [
        [_text("title")],
        [_text("about", required=False)],
        [_one("orientation", _options("orientation", ("portrait", "landscape"))),
         *([_one("which", _options("which", ("within", "open")))] if lists else [])],
        *([[_text("total", required=False)]] if values["lines"] in ("records", "communes") else []),
        [_text("legend", LONGEST_TEXT, required=False)],
        [_text("source", LONGEST_TEXT)],
    ]  # fmt: skip


def _column(values: Values, column: Values) -> Lines:
    shows = _one("shows", _options("shows", offered.shows(values)))
    asked: Lines = [[_text("heading")], [_text("below", required=False)], [shows, _number("width")]]
    found = offered.fields_of(values)
    if column["shows"] == "count":
        times = _one("period", _options("period", ("now", "to_date", "last_year")))
        return [[_count(by_hand=False)], *asked, [times], *_parameters(column)]
    if found is not None and column["shows"] == "field":
        return [*asked, [_one("field", _of_register(found[0].name, found[1]))]]
    if found is not None and column["shows"] == "sum":
        return [*asked, [_several("fields", _of_register(found[0].name, found[2]))]]
    return asked


def _row(row: Values) -> Lines:
    asked: Lines = [[_count(by_hand=True)], [_text("label")], [_one("unit", _units)], *_parameters(row)]
    count = count_named(row["count"])
    if count is not None and count.each is not None:
        asked[2].append(Asked("each", Field("each", FieldType.FLAG), _flag, said=words.field))
    return asked


def _parameters(part: Values) -> Lines:
    count = count_named(part.get("count"))
    takes = count.takes if count is not None else {}
    return [[_parameter(str(part["count"]), name)] for name in takes]


def _parameter(count: str, name: str) -> Asked:
    found = count_named(count)
    assert found is not None  # noqa: S101 (it is asked about)
    one = found.takes[name]
    if one.flag:
        return Asked(name, Field(name, FieldType.FLAG), _flag, said=words.field)

    def choices(_: Mapping[str, Any]) -> Choices:
        return [(code, words.parameter(count, name, code)) for code in offered.options(one)]

    kind = FieldType.CODES if one.many else FieldType.CODE
    return Asked(name, Field(name, kind, required=one.required), choices, said=words.field)


def _sum(values: Values) -> Lines:
    def choices(_: Mapping[str, Any]) -> Choices:
        return [(one, words.named(at(values, path))) for one, path in named(values)]

    return [
        [_several("parts", choices)],
        [_one("relation", _options("relation", ("at_most", "equal")))],
        [_one("whole", choices)],
    ]


def _text(name: str, longest: int = LONGEST_LINE, *, required: bool = True) -> Asked:
    return Asked(name, Field(name, FieldType.TEXT, required=required, max_length=longest), said=words.field)


def _one(name: str, choices: Callable[[Mapping[str, Any]], Choices]) -> Asked:
    return Asked(name, Field(name, FieldType.CODE, required=True), choices, said=words.field)


def _several(name: str, choices: Callable[[Mapping[str, Any]], Choices]) -> Asked:
    return Asked(name, Field(name, FieldType.CODES, required=True), choices, said=words.field)


def _number(name: str) -> Asked:
    return Asked(name, Field(name, FieldType.TEXT, max_length=6), number=True, said=words.field)


def _count(*, by_hand: bool) -> Asked:
    def choices(_: Mapping[str, Any]) -> Choices:
        key = functools.cmp_to_key(language.collator().compare)
        names = {words.count(one): one for one in offered.count_names()}
        ready = [(names[name], name) for name in sorted(names, key=key)]
        return [(BY_HAND, language.say("forms.by_hand")), *ready] if by_hand else ready

    return _one("count", choices)


def _options(name: str, codes: Sequence[str]) -> Callable[[Mapping[str, Any]], Choices]:
    def choices(_: Mapping[str, Any]) -> Choices:
        return [(code, words.option(name, code)) for code in codes]

    return choices


def _of_register(kind: str, names: Sequence[str]) -> Callable[[Mapping[str, Any]], Choices]:
    def choices(_: Mapping[str, Any]) -> Choices:
        return [(name, words.field_of_register(kind, name)) for name in names]

    return choices


def _units(_: Mapping[str, Any]) -> Choices:
    return [(unit, words.unit(unit)) for unit in offered.units_of_measure()]


def _flag(_: Mapping[str, Any]) -> Choices:
    return [(code, language.term("codes", key)) for code, key in _FLAGS]


# --- the values of a part as its fields have them, and back


def shown(values: Values, path: Path) -> Values:
    """The part at *path* as its fields show it: parameters among the others, what is left out as what it means."""
    part, kind = at(values, path), kind_of(path)
    found = {**part, **part.get("params", {})} if kind in (COLUMN, ROW, PART) else dict(part)
    if kind in _HEADINGS:
        found[_HEADINGS[kind]] = part["title"]
    if kind == FORM:
        found = {"orientation": "portrait", "which": "within", **found}
        found |= {name: words.with_places(str(found.get(name, ""))) for name in _WITH_PLACES}
    elif kind == COLUMN:
        found = {"width": 0, "period": "now", **found}
    elif kind in (ROW, PART):
        found["count"] = part["count"] or BY_HAND
        found["each"] = bool(part.get("each"))
        flags = count_named(part["count"])
        found |= {
            name: bool(found.get(name)) for name, one in (flags.takes if flags else {}).items() if one.flag
        }
    return found


def edit(values: Values, path: Path, name: str, value: Any) -> bool:
    """Set the field *name* of the part at *path*; whether it has other fields now."""
    part, kind = at(values, path), kind_of(path)
    before = count_named(part.get("count"))
    if name == _HEADINGS.get(kind):
        part["title"] = value
    elif name == "count":
        return _filled_by(part, kind, values, value)
    elif name == "each":
        _set(part, "each", before.each.code_list if value and before is not None and before.each else "")
    elif before is not None and name in before.takes:
        _set(part.setdefault("params", {}), name, value)
    elif name == "shows":
        if value is None or value == part["shows"]:
            return False
        part["shows"] = value
        kept = refitted(part, values)
        part.clear()
        part.update(kept)
        return True
    elif name == "width":
        _set(part, "width", value)
    elif value is not None:
        part[name] = words.without_places(value) if kind == FORM and name in _WITH_PLACES else value
    return False


def _filled_by(part: Values, kind: str, values: Values, count: Any) -> bool:
    """Fill *part* by another count: what is fixed in it, its unit and its name follow where nobody set them."""
    now = None if count == BY_HAND else count
    if count is None or now == part.get("count"):
        return False
    if kind == COLUMN:
        part["count"] = now
        part.update(refitted(part, values))
        return True
    before = part["count"]
    if not part["label"].strip() or (before and part["label"] == words.label(before)):
        part["label"] = words.label(now) if now else ""
    part["count"] = now
    part.pop("each", None)
    part["params"] = offered.fitted(now, part.get("params", {})) if now else {}
    if now:
        part["unit"] = offered.measured_in(now)
    return True


def _set(part: Values, name: str, value: Any) -> None:
    """Keep a value that says something; what says nothing is left out of the file."""
    if value in (None, "", [], False, 0):
        part.pop(name, None)
    else:
        part[name] = value


def place_of(wrong: Wrong) -> tuple[Path, str]:
    """The part that *wrong* stands in, and its field."""
    path: Path = wrong.path
    whole: Path = ()
    for length in (6, 4, 2):
        if len(path) >= length and _is_part(path[:length]):
            whole = path[:length]
            break
    rest = [step for step in path[len(whole) :] if isinstance(step, str)]
    name = rest[1] if len(rest) > 1 and rest[0] == "params" else rest[0] if rest else ""
    kind = kind_of(whole)
    if name == "title":
        name = _HEADINGS.get(kind, name)
    if kind == SUM and not name:
        name = "parts"
    return whole, name


def _is_part(path: Path) -> bool:
    lists = path[0::2]
    whole = all(isinstance(step, int) for step in path[1::2])
    return whole and (
        lists in (("columns",), ("sums",), ("groups",))
        or (lists[0] == "groups" and set(lists[1:]) == {"rows"})
    )
