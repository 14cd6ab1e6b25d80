"""What headings of lists mean: labels in every language, column codes, and synonyms from ``resources/importing``."""

import dataclasses
import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from desktop import paths
from desktop.models import code_lists
from desktop.models.folding import fold
from desktop.models.records import FieldType, Kind, kind_named
from desktop.services.importing.preview import Confidence
from desktop.services.words import LANGUAGES, Words, catalogue
from desktop.services.workbook.cells import NOTHING
from desktop.services.workbook.columns import Column, by_code, columns, grouped_by, label

_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_WORDS = re.compile(r"[\W_]+")
_LEADING_NUMBER = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-d])\s*[.)]\s*", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Meaning:
    """What a heading may mean: a column, how sure that is, and whether a label, a code or a synonym said so."""

    code: str
    confidence: Confidence
    why: str


def plain(heading: str) -> str:
    """A heading as it is compared: no marks, no case, no punctuation, no numbering."""
    return " ".join(_NOT_WORDS.sub(" ", _LEADING_NUMBER.sub("", fold(heading))).split())


def without_brackets(heading: str) -> str:
    """A heading without what stands in brackets: a unit of measure, a number of the column."""
    return plain(_BRACKETS.sub(" ", heading))


@functools.cache
def meanings(kind_name: str) -> Mapping[str, Meaning]:
    """Every heading known for a kind, as `plain` gives it, to its meaning; the surest first named wins."""
    kind = kind_named(kind_name)
    found: dict[str, Meaning] = {}
    for said, meaning in sorted(_all(kind), key=lambda pair: _ORDER[pair[1].confidence]):
        found.setdefault(said, meaning)
    found.pop("", None)
    return found


_ORDER: Mapping[Confidence, int] = {"sure": 0, "likely": 1, "unsure": 2, "none": 3}


def _all(kind: Kind) -> Iterator[tuple[str, Meaning]]:
    own_labels: set[str] = set()
    for column in columns(kind):
        if column.field is not None and column.field.made:
            continue
        yield plain(column.code), Meaning(column.code, "sure", "code")
        for language in LANGUAGES:
            words = Words(language)
            yield plain(label(words, kind, column)), Meaning(column.code, "sure", "label")
            short = _own_label(words, kind, column)
            for said in (plain(short), without_brackets(short)):
                # Two columns of one kind may be called alike in their tables: the second is only a guess.
                confidence: Confidence = "unsure" if said in own_labels else "sure"
                yield said, Meaning(column.code, confidence, "label")
            own_labels.add(plain(short))
    for scope in (kind.name, "*"):
        for code, synonyms in _data()["fields"].get(scope, {}).items():
            if code in by_code(kind):
                for synonym in synonyms:
                    yield plain(synonym), Meaning(code, "likely", "synonym")


def _own_label(words: Words, kind: Kind, column: Column) -> str:
    if column.field is None:
        return words("workbook", "id")
    key = f"{kind.name}.{column.code}"
    return words("records", key if words.has("records", key) else column.field.name)


@functools.cache
def groups(kind_name: str) -> Mapping[str, Meaning]:
    """For wide lists: what a group of a table of the kind is called, to the column that counts it."""
    kind = kind_named(kind_name)
    found: dict[str, Meaning] = {}
    for field in kind.fields:
        key = grouped_by(field) if field.type is FieldType.ROWS else None
        counted = counting_cell(kind, field.name) if key else None
        if key is None or counted is None:
            continue
        for said, code, why in words_of(str(key.code_list)):
            meaning = Meaning(
                f"{field.name}[{code}].{counted}", "likely" if why == "label" else "unsure", "group"
            )
            found.setdefault(said, meaning)
    return found


def counting_cell(kind: Kind, rows: str) -> str | None:
    """The first number every row of the table has: lượt người dự, số lượng."""
    return next(
        (f.name for f in kind.field(rows).rows if f.type is FieldType.COUNT and f.required),
        None,
    )


def words_of(code_list: str) -> Iterator[tuple[str, str, str]]:
    """Words for the codes of a list, as `plain` gives them: word, code, ``label`` or ``synonym``; labels first."""
    for language in LANGUAGES:
        labels = catalogue(language, "codes")
        for code in code_lists.codes(code_list):
            if f"{code_list}.{code}" in labels:
                yield plain(labels[f"{code_list}.{code}"]), code, "label"
    for code, synonyms in _data()["words"].get(code_list, {}).items():
        for synonym in synonyms:
            yield plain(synonym), code, "synonym"


@functools.cache
def nothing_words(code_list: str) -> Mapping[str, str]:
    """What people write in a column of codes where there is none ("không", "-"), folded, to `NOTHING`."""
    listed = _data()["none"]
    return {fold(word): NOTHING for name in ("*", code_list) for word in listed.get(name, ())}


def usual_group(code_list: str) -> str | None:
    """The group people are counted in when a list does not tell groups apart."""
    found: str | None = _data()["usual_group"].get(code_list)
    return found


_UNITS: Mapping[str, int] = {"nghin": 1_000, "ngan": 1_000, "ng": 1_000, "trieu": 1_000_000, "tr": 1_000_000,
                             "ty": 1_000_000_000}  # fmt: skip
_UNIT_IN_WORDS = re.compile(r"(?<!\d )\b(ty|trieu|nghin|ngan) ?(?:dong|d|vnd)\b")
_UNIT_IN_BRACKETS = re.compile(r"(?:\(|\bdvt ?:?|\bdon vi(?: tinh)? ?:?) ?(ty|trieu|tr|nghin|ngan|ng)\b")
_UNIT_IN_DIGITS = re.compile(r"\b1([., ]?000)([., ]?000)? ?(?:dong|d|vnd)\b")
_UNIT_IN_SHORT = re.compile(r"\btr\.? ?d\b")
_UNIT_ITSELF = re.compile(r"(?:\(|\bdvt ?:?|\bdon vi(?: tinh)? ?:?) ?(?:viet nam )?(?:dong|d|vnd)\b")


def money_unit(heading: str) -> int | None:
    """How many đồng one unit of the amounts below *heading* is: triệu đồng 1,000,000; None where it does not say."""
    said = fold(heading)
    found = _UNIT_IN_WORDS.search(said) or _UNIT_IN_BRACKETS.search(said)
    if found:
        return _UNITS[found[1]]
    digits = _UNIT_IN_DIGITS.search(said)
    if digits:
        return 1_000_000 if digits[2] else 1_000
    if _UNIT_IN_SHORT.search(said):
        return _UNITS["tr"]
    return 1 if _UNIT_ITSELF.search(said) else None


def is_ordinal(heading: str) -> bool:
    """Whether a column only numbers the lines."""
    return plain(heading) in _plain_set("ordinal") or heading.strip() == "#"


REASONS_CODE = "refused"
"""What stands in the row of codes above the reasons; it is the code of no column."""


def is_reasons(heading: str) -> bool:
    """Whether a column holds the reasons this program wrote beside refused lines."""
    said = {fold(Words(language)("workbook", "refused")) for language in LANGUAGES}
    return heading == REASONS_CODE or fold(heading) in said


def is_own_reason(heading: str) -> bool:
    """Whether a column holds why doubtful lines are saved all the same; `write_refused` adds one."""
    return fold(heading) in {fold(Words(language)("records", "reason")) for language in LANGUAGES}


def is_total(text: str) -> bool:
    """Whether *text* says that a line or a column is a sum."""
    said = plain(text)
    totals = _plain_set("total")
    return said in totals or any(said.startswith(f"{total} ") for total in totals if " " in total)


@functools.cache
def _plain_set(name: str) -> frozenset[str]:
    return frozenset(plain(text) for text in _data()[name]) - {""}


@functools.cache
def _data() -> Mapping[str, Any]:
    file = paths.resources() / "importing" / "headings.json"
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
