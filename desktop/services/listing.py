"""Lists: which records answer a question, their rows where somebody looks, and what a selection sums to."""

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop.models import code_lists, lists, queries
from desktop.models.conditions import Listing
from desktop.models.entry import ID, Deletion, Entry
from desktop.models.folding import fold, sort_key
from desktop.models.lists import Word
from desktop.models.records import FieldType, Kind, all_kinds, kind_named
from desktop.services import naming, own_codes
from desktop.services.desk import Desk
from desktop.services.own_codes import NONE, OwnCodes
from desktop.services.progress import Progress, silent
from desktop.services.words import LANGUAGES, Words

ROWS = 100
"""Rows that are fetched at a time."""
_SUMMED_AT_ONCE = 5_000
_SHORTEST_IN_LABELS = 2
_WORD = re.compile(r"\w+")


@dataclasses.dataclass(frozen=True)
class Rows:
    """Some rows of a list.

    Attributes:
        first: The place of the first one.
        entries: The records in order.
        captions: What they link to is called, by id.
        deletions: Of records in the bin, by id: when they went there, by which post and why.
    """

    first: int
    entries: tuple[Entry, ...]
    captions: Mapping[str, str]
    deletions: Mapping[str, Deletion]


@dataclasses.dataclass(frozen=True)
class Found:
    """All that answers a question.

    Attributes:
        ids: The ids in order, one run of bytes, sixteen each.
        rows: The rows around the one asked for.
    """

    ids: bytes
    rows: Rows

    @property
    def total(self) -> int:
        """How many records there are."""
        return len(self.ids) // ID


NOTHING = Found(b"", Rows(0, (), {}, {}))


def find(desk: Desk, listing: Listing, spoken: str = "vi", around: str | None = None) -> Found:
    """The records that answer *listing*.

    Args:
        desk: The desk.
        listing: The question.
        spoken: The language by whose words codes are sorted.
        around: The record whose neighbours are wanted first; the beginning when it is not among them.
    """
    with desk.store.read() as connection:
        found = ids(connection, listing, spoken)
        place = place_of(found, around) if around else 0
        first = max(place - place % ROWS, 0)
        return Found(found, _rows(connection, kind_named(listing.kind), found, first, ROWS))


def rows(desk: Desk, kind: str, found: bytes, first: int, count: int = ROWS) -> Rows:
    """The rows of *found* from *first* on; a record that is gone by now is left out."""
    with desk.store.read() as connection:
        return _rows(connection, kind_named(kind), found, first, count)


def in_batches(
    desk: Desk, kind: str, found: bytes, progress: Progress = silent, count: int = ROWS
) -> Iterator[Rows]:
    """All rows of *found* as they were at one moment, *count* at a time, so that none of them waits for all.

    Raises:
        Cancelled: from *progress*.
    """
    total = len(found) // ID
    with desk.store.read() as connection:
        for first in range(0, total, count):
            progress(first, total)
            yield _rows(connection, kind_named(kind), found, first, count)
    progress(total, total)


def warm(desk: Desk, kind: str) -> None:
    """Read a register through once, so that the first search does not wait for every page to be decrypted."""
    with desk.store.read() as connection:
        lists.read_through(connection, kind_named(kind))


def totals(
    desk: Desk, kind: str, names: Sequence[str], found: bytes, *, progress: Progress = silent
) -> dict[str, int]:
    """What the records *found* sum to, by field or ``rows.cell``.

    Raises:
        Cancelled: from *progress*.
    """
    summed = dict.fromkeys(names, 0)
    with desk.store.read() as connection:
        for start in range(0, len(found), _SUMMED_AT_ONCE * ID):
            progress(start, len(found))
            part = found[start : start + _SUMMED_AT_ONCE * ID]
            for name, total in lists.totals(connection, kind_named(kind), names, part).items():
                summed[name] += total
    return summed


def called(desk: Desk, wanted: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """What the records *wanted*, by kind, are called, by id."""
    with desk.store.read() as connection:
        return naming.named(connection, wanted)


def ids(connection: Any, listing: Listing, spoken: str = "vi") -> bytes:
    """The ids of all records that answer *listing*, inside a read transaction."""
    own = own_codes.read(connection) if listing.text or listing.sort else NONE
    return lists.ids(connection, listing, words(listing.text, own), _rank(listing, spoken, own))


def place_of(found: bytes, record: str) -> int:
    """The place of *record* among the ids *found*; -1 when it is not there."""
    wanted, at = bytes.fromhex(record), -1
    while (at := found.find(wanted, at + 1)) >= 0:
        # Two ids beside each other may hold a third by chance.
        if at % ID == 0:
            return at // ID
    return -1


def summed(kind: Kind, names: Sequence[str]) -> tuple[str, ...]:
    """The numbers in the fields *names* of *kind* that can be summed, rows by their cells."""
    found: list[str] = []
    for name in names:
        field = kind.field(name)
        if field.type in (FieldType.COUNT, FieldType.MONEY):
            found.append(name)
        found += [f"{name}.{cell.name}" for cell in field.counts]
    return tuple(found)


def words(text: str, own: OwnCodes = NONE) -> list[Word]:
    """What each word of *text* stands for besides itself: the codes whose labels, in any language, hold it.

    In labels whole words are found, and how one begins that is still being typed: anything more would find nearly
    all of them.
    """
    typed = list(dict.fromkeys(fold(text).split()))
    unfinished = "" if not typed or text[-1].isspace() else typed[-1]
    return [Word(word, _codes_called(word, own, begins=word == unfinished)) for word in typed]


def _codes_called(word: str, own: OwnCodes, *, begins: bool) -> dict[str, list[str]]:
    if len(word) < _SHORTEST_IN_LABELS:
        return {}
    found: dict[str, list[str]] = {}
    for name in _lists():
        codes = [
            code
            for code, said in (*_labels(name), *_own_labels(name, own))
            if word in said or (begins and any(one.startswith(word) for one in said))
        ]
        if codes:
            found[name] = codes
    return found


@functools.cache
def _lists() -> tuple[str, ...]:
    fields = [field for kind in all_kinds() for top in kind.fields for field in (top, *top.rows)]
    return tuple(sorted({str(field.code_list) for field in fields if field.code_list}))


@functools.cache
def _labels(code_list: str) -> list[tuple[str, frozenset[str]]]:
    return [
        (
            code,
            frozenset(
                one for spoken in LANGUAGES for one in _WORD.findall(fold(_label(spoken, code_list, code)))
            ),
        )
        for code in code_lists.codes(code_list)
    ]


def _own_labels(code_list: str, own: OwnCodes) -> list[tuple[str, frozenset[str]]]:
    offered = own.offered.get(code_list, ())
    return [(code, frozenset(_WORD.findall(fold(label)))) for code, label in offered]


def _label(spoken: str, code_list: str, code: str) -> str:
    key = f"{code_list}.{code}"
    spoken_words = Words(spoken)
    return spoken_words("codes", key) if spoken_words.has("codes", key) else code


def _rank(listing: Listing, spoken: str, own: OwnCodes) -> list[str]:
    """The codes of the field to sort by, in the order of their labels."""
    if listing.sort is None:
        return []
    name = kind_named(listing.kind).field(listing.sort).code_list
    if not name:
        return []
    said = Words(spoken)
    return sorted(own.codes(name), key=lambda code: sort_key(own.label(said, name, code)) or "")


def _rows(connection: Any, kind: Kind, found: bytes, first: int, count: int) -> Rows:
    wanted = lists.each(found[first * ID : (first + count) * ID])
    entries = queries.entries(connection, kind, wanted)
    gone = [bytes.fromhex(entry.id) for entry in entries if entry.deleted]
    return Rows(
        first,
        tuple(entries),
        naming.captions(connection, kind, entries),
        lists.deletions(connection, gone) if gone else {},
    )
